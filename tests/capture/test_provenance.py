from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.capture import Page
from onrecord.capture.provenance import Saved, saved

Read = Callable[..., Page]

SINGLE_FILE = """
 Page saved with SingleFile
 url: https://paper.example/port.html
 saved date: Thu Jun 26 2025 18:04:11 GMT+0200 (Central European Summer Time)
"""


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (" saved from url=(0031)https://paper.example/port.html ", Saved("https://paper.example/port.html")),
        (SINGLE_FILE, Saved("https://paper.example/port.html", "2025-06-26T16:04:11Z")),
        (SINGLE_FILE.replace("+0200", "-0330"), Saved("https://paper.example/port.html", "2025-06-26T21:34:11Z")),
        (
            "\n  FILE ARCHIVED ON 16:04:11 Jun 26, 2025 AND RETRIEVED FROM THE\n  INTERNET ARCHIVE.",
            Saved(None, "2025-06-26T16:04:11Z"),
        ),
        (
            " Mirrored from paper.example/port.html by HTTrack Website Copier/3.x, Thu, 26 Jun 2025 16:04:11 GMT ",
            Saved("http://paper.example/port.html", "2025-06-26T16:04:11Z"),
        ),
        (" saved from url=(0017)file:///home/x.html ", Saved()),
        (" saved from url=(0014)about:internet ", Saved()),
        (SINGLE_FILE.replace("Jun 26", "Jun 31"), Saved("https://paper.example/port.html")),
        (" This page was saved from url=(0001)x by hand ", None),
        (" FILE ARCHIVED ON some day ", None),
        ("x" * 10_000, None),
        ("", None),
    ],
)
def test_programs_that_save_pages_are_understood(comment: str, expected: Saved | None) -> None:
    assert saved(comment) == expected


def test_a_page_knows_from_where_and_when_it_was_saved(read: Read) -> None:
    page = read(f"<!doctype html><!--{SINGLE_FILE}--><p>The port is closed.")
    assert page.given.url == page.capture.url == "https://paper.example/port.html"
    assert page.given.captured == page.capture.captured == "2025-06-26T16:04:11Z"


def test_what_the_caller_says_outranks_what_the_page_says(read: Read) -> None:
    page = read(f"<!doctype html><!--{SINGLE_FILE}--><p>The port is closed.", captured="2025-07-01")
    assert page.capture.captured == "2025-07-01"


def test_a_comment_in_a_plain_text_says_nothing(read: Read) -> None:
    assert read("<!-- saved from url=(0001)https://paper.example/ --> is what browsers write.").capture.url is None
