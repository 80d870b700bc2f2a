"""Readings of a page as later versions may give them, and what a record holds after each."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tests.record.factory import VERSIONS

from onrecord.capture.page import Page, Run
from onrecord.model import Article, Statement, text_sha256
from onrecord.record import Store

_versions = itertools.count(2)


def said(store: Store) -> dict[str, Statement]:
    """The statements of a record by their words."""
    return {one.item.text: one.item for one in store.statements()}


def again(store: Store, page: Page, articles: Iterable[Article]) -> None:
    """Put another reading of a page in, by another version."""
    store.put(page, list(articles), made_by=VERSIONS | {"statement": str(next(_versions))})


def reordered(page: Page, at: int) -> Page:
    """The same bytes with what stands before a place moved to the end: as another capture step may have it."""
    text = page.text[at:] + page.text[:at]
    first, size = len(page.text[:at].encode()), len(page.data)
    runs = (
        Run(0, len(text) - at, first, size, "utf-8", "same"),
        Run(len(text) - at, len(text), 0, first, "utf-8", "same"),
    )
    ref = page.capture.text.model_copy(update={"sha256": text_sha256(text)})
    return replace(page, capture=page.capture.model_copy(update={"text": ref}), text=text, runs=runs)


def state(path: Path) -> list[tuple[object, ...]]:
    """All that follows from pages and decisions, row by row."""
    with closing(sqlite3.connect(path)) as database:
        tables = ("articles", "statements", "events", "mentions", "speakers", "entities")
        return [row for one in tables for row in sorted(database.execute(f"SELECT * FROM {one}"), key=repr)]  # noqa: S608
