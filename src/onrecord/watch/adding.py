"""Fetched pages into the record: what is new as a capture, what only looks new not at all.

No two fetches of a page give the same bytes: an advertisement changes, a counter, a token. So a page that was fetched
before is a new capture only where the title or the text of an article on it has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord import pipeline
from onrecord.capture import Raw
from onrecord.capture.page import Page
from onrecord.errors import PageError
from onrecord.language.folding import folded
from onrecord.model import Article, sha256
from onrecord.pipeline import Done, Outcome
from onrecord.record import Store
from onrecord.record import given as givens
from onrecord.spans import View
from onrecord.watch.kept import Listed
from onrecord.watch.pages import Pages, Waiting

# So many pages, of so many bytes in all, are in memory and in one go; meanwhile no other program can write.
_PAGES, _BYTES = 20, 32 << 20
# A page is first read in a process of its own where the watcher ended so often while it was being read.
_BEGUN = 3

Read = Callable[[Store, Iterable[Raw]], Sequence[Outcome]]
"""Puts pages into a record, with all that is read from them; what came of each that the record did not know."""


class Came(NamedTuple):
    """What came of a page: the article with its statements for each that is new, or why there is none."""

    source: str
    capture: str | None
    articles: tuple[Article, ...] = ()
    is_version: bool = False
    error: PageError | None = None


def read(store: Store, raws: Iterable[Raw]) -> list[Outcome]:
    """Through all steps, in this process."""
    found: list[Outcome] = []

    def tell(_added: pipeline.Added, outcome: Outcome | None) -> None:
        if outcome is not None:
            found.append(outcome)

    pipeline.add(store, raws, tell=tell)
    return found


def add(store: Store, pages: Pages, read: Read = read) -> list[Came] | None:
    """Put some of the pages in that wait; None where none does. Whole in each step: killed anywhere, do it again."""
    waiting = pages.fetched(_PAGES, _BYTES)
    if not waiting:
        return None
    waiting = _one_that_ended_it(waiting) or waiting
    with store.changing() as connection:
        pages.begin(connection, waiting)
    before = {one.number: _capture_before(store, one) for one in waiting}
    deadly = {one.number for one in waiting if one.begun >= _BEGUN and pipeline.alone(_looked_through, one.raw) is None}
    safe = [one for one in waiting if one.number not in deadly]
    same = {one.number for one in safe if _is_same(store, one.raw, before[one.number])}
    outcomes = read(store, [_completed(one.raw, one.listed) for one in safe if one.number not in same])
    done: dict[str, Done] = {one.page.capture.id: one for one in outcomes if isinstance(one, Done)}
    errors = {one.error.source: one.error for one in outcomes if not isinstance(one, Done)}
    came: list[Came] = []
    for one in waiting:
        if one.number in deadly:
            errors[one.raw.source] = PageError(one.raw.source, "reading", pipeline.ENDED)
            store.fail(errors[one.raw.source], sha256(one.raw.data), given=one.raw.given)
    with store.changing() as connection:
        for one in waiting:
            capture: str | None = sha256(one.raw.data)
            if one.number in same:
                capture = before[one.number]
            elif not connection.execute("SELECT 1 FROM captures WHERE id = ?", (capture,)).fetchone():
                capture = None
            pages.put(connection, one, capture)
            if one.number not in same:
                articles = done[capture].articles if capture in done else ()
                is_version = before[one.number] is not None
                came.append(Came(one.raw.source, capture, articles, is_version, errors.get(one.raw.source)))
    return came


def _one_that_ended_it(waiting: Sequence[Waiting]) -> list[Waiting]:
    """A page at which reading ended again and again, alone, so that it holds up no other; else none."""
    return [one for one in waiting if one.begun >= _BEGUN][:1]


def _looked_through(raw: Raw) -> bool:
    """Read a page in a process of its own, to see whether that ends it."""
    return pipeline.read_raw(raw) is not None


def _capture_before(store: Store, one: Waiting) -> str | None:
    """What the record had of this address last."""
    if one.capture is not None:
        return one.capture
    address = one.raw.given.url
    if address is None:
        return None
    asked = (
        "SELECT id FROM captures WHERE url = ? ORDER BY coalesce(captured, '') DESC, added_at DESC, rowid DESC LIMIT 1"
    )
    rows = store.rows(asked, (address,))
    return str(rows[0][0]) if rows else None


def _is_same(store: Store, raw: Raw, before: str | None) -> bool:
    """Whether a page says what it said before, to the word."""
    if before is None or before == sha256(raw.data):
        return False
    rows = store.rows("SELECT source, given FROM captures WHERE id = ?", (before,))
    if not rows:
        return False
    source, given = rows[0]
    held = replace(givens.unpacked(given), ruled=())
    told = _told(replace(raw, given=replace(raw.given, title=held.title)))
    return bool(told) and told == _told(Raw(store.page_bytes(before), source, raw.format_hint, held))


def _told(raw: Raw) -> list[tuple[str, str]]:
    """The titles and the words of a page's articles; nothing where it has none."""
    found = pipeline.find_articles(raw)
    if not isinstance(found, Done):
        return []
    return [(folded(one.title or ""), _body(found.page, one)) for one in found.articles]


def _body(page: Page, article: Article) -> str:
    return " ".join(View.of(page.text, article.body).text.split())


def _completed(raw: Raw, listed: Listed) -> Raw:
    """A page with what its feed says where the page itself is silent.

    What it says itself goes first: a headline is cut in a feed, and the feeds of one paper have a name each.
    """
    if raw.given.whole or not (listed.title or listed.outlet):
        return raw
    found = pipeline.find_articles(raw)
    if not isinstance(found, Done) or not found.articles:
        return raw
    title = listed.title if not any(one.title for one in found.articles) else None
    outlet = listed.outlet if not any(one.outlet for one in found.articles) else None
    return replace(raw, given=replace(raw.given, title=title, outlet=outlet))
