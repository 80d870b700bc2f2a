"""Pages of HTML made to take long, to take memory or to break the reader."""

from __future__ import annotations

import runpy
import time
from pathlib import Path

import pytest

from onrecord.capture import MAX_PAGE_BYTES, Given, Page, Raw, page
from onrecord.errors import PageError

_VERIFYING = runpy.run_path(str(Path(__file__).parents[1] / "capture" / "verifying.py"))

# So much of anything takes a second at most on a slow core; what grows with the square takes minutes.
SIZE = 400_000
PATIENCE = 10.0

REPEATED = {
    "less-than": "<",
    "open tags": "<a",
    "comments": "<!--",
    "comments that nearly end": "<!-- x --!",
    "cdata": "<![CDATA[",
    "declarations": "<!DOCTYPE ",
    "instructions": "<?",
    "end tags": "</a ",
    "quotes in tags": "<a '",
    "attributes": "<a x='y' ",
    "references": "&#",
    "names of references": "&not",
    "scripts that nearly end": "<script></scrip",
    "titles": "<title>x</titl",
    "nested blocks": "<div>",
    "nested blocks with text": "<div>x",
    "nested lists": "<ul><li>x",
    "nested tables": "<table><tr><td>x",
    "nested quotations": "<q>x",
    "nested hidden elements": "<b hidden>x",
    "unclosed paragraphs": "<p>x",
    "unclosed cells": "<td>x",
    "unclosed headings": "<h1><h2>x",
    "drawings": "<svg>",
    "drawings with paragraphs": "<svg><p>x",
    "links": "<a href=x>x",
    "line breaks": "<br>x",
    "white space": "x  \n",
    "hard spaces": "&nbsp;",
    "zeros": "x\0",
    "declared encodings": "<meta charset=x>x",
    "canonical addresses": "<link rel=canonical href=https://x.example>x",
    "saved from": "<!-- saved from url=(1)x -->x",
}


def read(html: str) -> Page | None:
    data = ("<!doctype html><p>First.</p>" + html).encode()
    begun = time.perf_counter()
    try:
        found = page(Raw(data, "x", "html", Given()))
    except PageError as error:
        assert "pieces of text" in error.reason  # noqa: PT017 - the one reason that may come
        found = None
    assert time.perf_counter() - begun < PATIENCE
    if found is not None:
        _VERIFYING["check_runs"](found)
        _VERIFYING["check_blocks"](found)
    return found


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED.keys())
def test_a_lot_of_anything_takes_seconds_at_most(piece: str) -> None:
    found = read(piece * (SIZE // len(piece)))
    assert found is None or found.text.startswith("First.")


@pytest.mark.parametrize(
    "html",
    [
        "<p class='" + "y " * SIZE + "'>Last.",
        "<p " + "x=1 " * (SIZE // 4) + ">Last.",
        "<p " + "".join(f"x{i}=1 " for i in range(SIZE // 10)) + ">Last.",
        "<p style='" + "display" * (SIZE // 7) + "'>Last.",
        "<p style='display" + " " * SIZE + "'>Last.",
        "<!-- Page saved with SingleFile " + "url: " * (SIZE // 5) + "--><p>Last.",
        "<!-- Page saved with SingleFile " + "url: " * 700 + "--><p>Last.",
        "<div>" * 100_000 + "</div>" * 100_000 + "<p>Last.",
        "<ul><li>" * 50_000 + "</ul>" * 50_000 + "<p>Last.",
        "".join(f"<x-{i} hidden>" for i in range(50_000)) + "<p>Last.",
        "".join(f"<div class=c{i}></div>" for i in range(50_000)) + "<p>Last.",
        "<div>" + "<td>" + "<section>" * 40 + "</div>" * 100_000 + "<p>Last.",
        "&" + "a" * SIZE + "<p>Last.",
        "&#" + "1" * SIZE + ";<p>Last.",
        "x" + " " * SIZE + "<p>Last.",
    ],
    ids=range(15),
)
def test_something_very_large_or_deep_does_not_hide_what_follows(html: str) -> None:
    found = read(html)
    assert found is not None
    assert found.text.endswith("Last.")


def test_a_path_of_a_deep_page_stays_short() -> None:
    found = read("<div>" * 10_000 + "x")
    assert found is not None
    assert len(found.blocks[-1].path) < 1_000


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030", "cp1251"])
def test_the_longest_page_of_one_line_is_read(codec: str) -> None:
    size = MAX_PAGE_BYTES // 4
    data = ("Порт закрыт. " * (size // 13)).encode(codec)
    begun = time.perf_counter()
    found = page(Raw(data, "x", "text", Given()))
    assert time.perf_counter() - begun < PATIENCE
    assert len(found.runs) == 1


def test_a_page_of_two_encodings_in_turn_is_refused() -> None:
    data = "Größe".encode() * 2 + b"\x93" + "é".encode()
    with pytest.raises(PageError, match="change between encodings too often"):
        page(Raw(data * 200_000, "x", "text", Given()))


def test_a_record_of_escapes_and_letters_in_turn_is_refused() -> None:
    line = b'{"text": "' + b"x\\n" * 200_000 + b'"}'
    with pytest.raises(PageError, match="stretches of escapes"):
        page(Raw(line, "x", "json", Given()))
