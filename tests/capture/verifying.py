"""Reads the runs of a page against its bytes, by other means than those that made them."""

from __future__ import annotations

import html
import json

from onrecord.capture.page import Page, Run

_SHOWN_ONLY = {" ", "\t", "\n", "\n\n", "“", "”", "‘", "’"}


def check_runs(page: Page) -> None:
    """Fail unless the runs cover the text in order and the bytes of each say what the text says."""
    at = byte = 0
    for run in page.runs:
        assert run.start == at < run.end <= len(page.text), run
        assert byte <= run.byte_start <= run.byte_end <= len(page.data), run
        # Each page of a PDF is made from the whole file.
        at, byte = run.end, run.byte_end if page.format != "pdf" else 0
        _check_run(page, run)
    assert at == len(page.text)


def _check_run(page: Page, run: Run) -> None:
    text = page.text[run.start : run.end]
    data = page.data[run.byte_start : run.byte_end]
    if run.how == "replaced":
        assert set(text) == {"\ufffd"}, run
        assert data, run
        return
    if run.how == "extracted":
        assert data == page.data, run
        assert run.codec.removeprefix("pdf-").isdecimal(), run
        return
    if run.how == "made" and page.format == "pdf":
        assert not data, run
        assert text in _SHOWN_ONLY, run
        return
    found = data.decode(run.codec)
    if page.format == "json":
        found = json.loads(f'"{found}"', strict=False)
    match run.how:
        case "same" | "escape":
            assert found == text, run
            assert page.format == "json" or run.how == "same", run
        case "space":
            assert text == " ", run
            assert found.strip(" \t\r\n\f") == "", run
            assert found, run
        case "entity":
            assert html.unescape(found) == text, run
            assert found.startswith("&"), run
        case _:
            assert run.how == "made", run
            assert not data, run
            assert text in _SHOWN_ONLY, run


def check_blocks(page: Page) -> None:
    """Fail unless the blocks are in order and hold all of the text but the breaks between them."""
    at = 0
    for block in page.blocks:
        assert at <= block.start < block.end <= len(page.text), block
        assert not page.text[at : block.start].strip(), block
        assert 0.0 <= block.links <= 1.0, block
        at = block.end
    assert page.markup is None or not page.text[at:].strip()
