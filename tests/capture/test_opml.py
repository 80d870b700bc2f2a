from __future__ import annotations

import pytest

from onrecord.capture.opml import Source, parse
from onrecord.errors import PageError

LIST = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Ports"><outline type="rss" text="Courier" title="The Vell Courier" xmlUrl="https://courier.example/rss"
  htmlUrl="https://courier.example/"/>
<outline text="Anzeiger &amp; Bote" xmlurl="feed://bote.example/atom"/></outline>
<outline text="Again" xmlUrl="https://courier.example/rss"/><outline text="None" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_feeds_in_folders_are_listed_once_each_with_their_names() -> None:
    assert parse(LIST.encode()) == (
        Source("https://courier.example/rss", "The Vell Courier"),
        Source("https://bote.example/atom", "Anzeiger & Bote"),
    )


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "broken XML"), (b"<rss/>", "not a list of feeds"), (b"<opml>", "broken XML")]
)
def test_what_is_no_list_is_told_in_a_line(data: bytes, said: str) -> None:
    with pytest.raises(PageError, match=said):
        parse(data)
