"""Drawing a sample: which items of a record are to be coded, so that anybody can draw the same again.

Each item has a lot: the SHA-256 of the seed and its id. The items with the smallest lots are drawn, so the sample is a
simple random one, depends on nothing but the seed and what fits, and changes little where a few pages are added. By
outlet or speaker, one is drawn of each in turn until there are enough. Of whole articles, articles are drawn by their
lots until their items are enough, and all of these are coded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from itertools import chain, zip_longest
from typing import NamedTuple

from onrecord.coding.freezing import freeze
from onrecord.coding.study import Drawn, ItemKind, Stratum, StudyItem
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Statement
from onrecord.record import Query, Store

# More than this nobody codes, and every page of a study counts through it.
LARGEST = 20_000


class _Candidate(NamedTuple):
    item: str
    article: str
    position: int
    stratum: str


def draw(  # noqa: PLR0913 - each is part of how it is drawn
    store: Store,
    kind: ItemKind,
    query: Query,
    *,
    size: int,
    seed: int,
    by: Stratum | None = None,
    whole_articles: bool = False,
) -> tuple[Drawn, list[StudyItem]]:
    """A sample, and how it was drawn; raises InputError where nothing fits, or no sample can be drawn so."""
    if not 0 < size <= LARGEST:
        raise InputError("--sample", f"{size} is no size of a sample; 1 to {LARGEST:,}")
    if by is not None and whole_articles:
        raise InputError("--whole-articles", "draws articles; leave out --by")
    fitting = _fitting(store, kind, query, by)
    if not fitting:
        raise InputError("--sample", f"no {kind} fit what is asked for")

    def lot(one: str) -> bytes:
        return hashlib.sha256(f"{seed}\0{one}".encode()).digest()

    if whole_articles:
        # What fits says which articles; of these all is coded.
        all_items = fitting if query == Query() else _fitting(store, kind, Query(), None)
        chosen = _whole({one.article for one in fitting}, all_items, size, lot)
    else:
        strata: dict[str, list[_Candidate]] = {}
        for one in sorted(fitting, key=lambda one: lot(one.item)):
            strata.setdefault(one.stratum, []).append(one)
        in_turn = chain.from_iterable(zip_longest(*(strata[name] for name in sorted(strata, key=lot))))
        chosen = [one for one in in_turn if one is not None][:size]
    filters = {one.name: str(told) for one in fields(query) if (told := getattr(query, one.name)) is not None}
    drawn = Drawn(filters=filters, of=len(fitting), size=size, seed=seed, by=by, whole_articles=whole_articles)
    return drawn, list(_frozen(store, chosen))


def _fitting(store: Store, kind: ItemKind, query: Query, by: Stratum | None) -> list[_Candidate]:
    listing = store.statements(query) if kind == "statements" else store.events(query)
    outlet = "coalesce(articles.outlet, '')"
    speaker = (
        "coalesce(statements.speaker, statements.speaker_name, '')"
        if kind == "statements"
        else "coalesce((SELECT coalesce(speaker, speaker_name) FROM statements WHERE id = events.claimed_by), '')"
    )
    stratum = {"outlet": outlet, "speaker": speaker, None: "''"}[by]
    asked = replace(listing.select, columns=f"{kind}.id, articles.id, {kind}.position, {stratum}", order="1")
    return [_Candidate(*row) for row in store.rows(*asked.rows())]


def _whole(
    drawn_from: set[str], all_items: Iterable[_Candidate], size: int, lot: Callable[[str], bytes]
) -> list[_Candidate]:
    articles: dict[str, list[_Candidate]] = {}
    for one in all_items:
        if one.article in drawn_from:
            articles.setdefault(one.article, []).append(one)
    chosen: list[_Candidate] = []
    for article in sorted(articles, key=lot):
        if len(chosen) >= size:
            break
        chosen += sorted(articles[article], key=lambda one: one.position)
    return chosen


def _frozen(store: Store, chosen: Iterable[_Candidate]) -> Iterator[StudyItem]:
    """The items as they are now."""
    article: Article | None = None
    text = ""
    for number, one in enumerate(chosen, 1):
        if article is None or article.id != one.article:
            found = store.get(one.article).item
            if not isinstance(found, Article):
                raise NotFoundError(one.article)
            article, text = found, store.page_text(found.capture.id)
        yield freeze(_in(article, one.item), article, text, number)


def _in(article: Article, item: str) -> Statement | Event:
    found: tuple[Statement | Event, ...] = (*article.statements, *article.events)
    for one in found:
        if one.id == item:
            return one
    raise NotFoundError(item)
