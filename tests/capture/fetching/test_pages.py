"""Addresses as inputs, beside files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.capture.fetching.conftest import PAGE, MakeFetcher
from tests.capture.fetching.serving import Site, answer, redirect

import onrecord
from onrecord import capture
from onrecord.capture import Raw
from onrecord.errors import InputError, PageError

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Vessmark Ledger</title>
<item><title>Port closed</title><link>https://ledger.example/port</link><description>{}</description></item>
</channel></rss>""".format("The port of Vessmark was closed on Monday after a storm, the harbour master said. " * 20)


def test_what_is_fetched_says_where_and_when(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/old"] = redirect("/page")
    (found,) = capture.raws([site.url("/old")], fetcher=fetcher())
    assert isinstance(found, Raw)
    assert found.data == PAGE.encode()
    assert found.source == found.given.url == site.url("/page")
    assert found.given.captured is not None
    assert found.format_hint == "html"
    assert found.given.format is None


def test_a_day_that_the_call_gives_outranks_the_day_of_the_fetch(site: Site, fetcher: MakeFetcher) -> None:
    (found,) = capture.raws([site.url("/page")], captured="2031-05-05", fetcher=fetcher())
    assert isinstance(found, Raw)
    assert found.given.captured == "2031-05-05"


def test_the_encoding_that_a_server_names_is_the_page_s(site: Site, fetcher: MakeFetcher) -> None:
    russian = "<p>Порт закрыт в понедельник.</p>"
    site.answers["/ru"] = answer(russian.encode("cp1251"), Content_Type='text/html; charset="windows-1251"')
    (found,) = capture.raws([site.url("/ru")], fetcher=fetcher())
    assert isinstance(found, Raw)
    assert "Порт закрыт" in capture.page(found).text


def test_addresses_and_files_come_in_their_order(site: Site, fetcher: MakeFetcher, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A page of one's own.", encoding="utf-8")
    inputs = [site.url("/page"), str(tmp_path / "a.txt"), site.url("/gone"), site.url("/page")]
    found = list(capture.raws(inputs, fetcher=fetcher()))
    assert [type(one) for one in found] == [Raw, Raw, PageError, Raw]
    assert [one.source for one in found] == inputs


def test_a_feed_gives_the_articles_within_it(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/feed"] = answer(FEED, Content_Type="application/rss+xml")
    found = list(capture.raws([site.url("/feed")], fetcher=fetcher()))
    assert found
    assert all("ledger.example" in str(one.given.url) for one in found if isinstance(one, Raw))


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image/png", "'image/png' by what its server says"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "text/html", "picture"),
        (b"PK\x03\x04" + bytes(50), "text/html", "ZIP|archive|zip"),
        (b"", "text/html", "empty"),
        (b"\xff\xfe\x00\x00" * 9, "application/octet-stream", "octet-stream"),
    ],
)
def test_what_is_no_page_is_told(site: Site, fetcher: MakeFetcher, body: bytes, kind: str, why: str) -> None:
    site.answers["/x"] = answer(body, Content_Type=kind)
    (found,) = capture.raws([site.url("/x")], fetcher=fetcher())
    assert isinstance(found, PageError)
    with pytest.raises(PageError, match=why):
        raise found


def test_nothing_is_fetched_where_nobody_said_so(site: Site) -> None:
    with pytest.raises(InputError, match="hand in a Fetcher"):
        capture.raws([site.url("/page")])
    assert site.asked == []


@pytest.mark.parametrize("source", ["ftp://paper.example/x", "file:///etc/passwd"])
def test_other_schemes_are_told(source: str, fetcher: MakeFetcher) -> None:
    with pytest.raises(InputError, match="only addresses of http and https are fetched"):
        capture.raws([source], fetcher=fetcher())


def test_an_address_has_no_file_time(fetcher: MakeFetcher) -> None:
    with pytest.raises(InputError, match="no file time"):
        capture.raws(["https://paper.example/"], captured="mtime", fetcher=fetcher())


def test_python_reads_an_address_with_a_fetcher(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/page"] = answer(
        "<html><body><h1>Port closed</h1><p>"
        + "The port of Vessmark was closed on Monday after a storm, the harbour master said. " * 8
        + "</p></body></html>"
    )
    (found,) = onrecord.read(site.url("/page", "paper.example"), fetcher=fetcher())
    assert found.capture.url == site.url("/page", "paper.example")
