from __future__ import annotations

import pickle
from collections.abc import Callable
from hashlib import sha256

import pytest

from onrecord.capture import Given, Page, Raw, page
from onrecord.errors import PageError

Read = Callable[..., Page]


def test_a_capture_is_named_by_its_bytes_and_its_text_by_its_characters(read: Read) -> None:
    data = "Порт закрыт.\r\n".encode("utf-16")
    found = read(data)
    assert found.data == data
    assert found.capture.id == sha256(data).hexdigest()
    assert found.capture.text.sha256 == sha256("Порт закрыт.\r\n".encode()).hexdigest()
    assert found.capture.text.made_by == "text-1"


def test_what_is_given_stands_in_the_capture() -> None:
    given = Given("2025-06-26", "https://paper.example/a?utm_source=x", "The Paper", "T", "2025-06-20", "7", whole=True)
    found = page(Raw(b"The port is closed.", "a.txt", "text", given, ("odd",)))
    assert found.given == given
    assert found.capture.url == "https://paper.example/a?utm_source=x"
    assert found.capture.canonical_url == "https://paper.example/a"
    assert (found.capture.record_id, found.capture.captured, found.capture.source) == ("7", "2025-06-26", "a.txt")
    assert found.warnings == ("odd",)


def test_the_canonical_address_is_taken_from_the_head(read: Read) -> None:
    html = "<head><link rel='x Canonical' href='https://paper.example/a'><link rel=canonical href=/b></head><p>One."
    assert read(html, format="html").capture.canonical_url == "https://paper.example/a"
    assert (
        read("<meta property=og:url content=https://paper.example/c><p>One.").capture.canonical_url
        == "https://paper.example/c"
    )


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        ("<!DOCTYPE html><p>One.", "a.txt", "html"),
        ("\ufeff\n<html><p>One.", "a.txt", "html"),
        ("<!-- saved from url=(0001)x -->\n<html><p>One.", "a", "html"),
        ("<?xml version='1.0'?><html xmlns='x'><p>One.</p></html>", "a.txt", "html"),
        ("<meta charset=utf-8><p>One.", "a.txt", "html"),
        ("<div><p>One.</p></div>", "a.txt", "html"),
        ("<p>One.", "a.html", "html"),
        ("One line.\n\nAnother one.", "a.html", "text"),
        ("a < b and c > d", "a.html", "text"),
        ("The tags <p> and <div> are known to all.", "a.txt", "text"),
        ("<Reuters> said so.", "a.txt", "text"),
        ("<b>Bold</b> claims.", "a.txt", "text"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_html_and_text_are_told_by_content(data: str, name: str, format_: str, codec: str) -> None:
    assert page(Raw(data.removeprefix("\ufeff").encode(codec), name, "auto", Given())).format == format_
    assert page(Raw(data.encode(), name, "auto", Given())).format == format_


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \n\t\r\n", "no text in it"),
        ("\ufeff\u200b \u00a0".encode(), "no text in it"),
        (b"\0" * 100, "no text in it"),
        (b"<!doctype html><script>let page = 'full'</script>", "no text in its HTML; is it filled by a script?"),
        (b"<!doctype html><p>&nbsp;</p><!-- One. -->", "no text in its HTML; is it filled by a script?"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "a feed, not a page"),
        (b"<svg xmlns='x'><text>One</text></svg>", "a drawing (SVG), not a page"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (bytes(range(256)) * 8, "binary data, not a text"),
    ],
)
def test_bytes_without_text_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PageError) as caught:
        page(Raw(data, "a", "auto", Given()))
    assert caught.value.reason == reason
    assert caught.value.stage == "capture"


def test_reading_again_gives_the_same_and_pages_cross_process_borders(read: Read) -> None:
    html = "<!doctype html><p>One &amp; two</p>"
    assert read(html) == read(html) == pickle.loads(pickle.dumps(read(html)))  # noqa: S301
