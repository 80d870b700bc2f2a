"""Listings: statements, events, articles, entities, stories and sayings that fit, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query

from onrecord.errors import InputError, NotFoundError
from onrecord.model import Act, Article, ArticleKind, Entity, EntityType, Event, Saying, Statement, StatementKind, Story
from onrecord.record import Failure as Failed
from onrecord.record import Listing
from onrecord.web.api import cursors
from onrecord.web.api.parameters import READ, Cursor, Filter, Filters, Limit, Maybe, Sure
from onrecord.web.api.shapes import Failure, Listed, Page, read
from onrecord.web.api.walks import Walks
from onrecord.web.desk import Desk
from onrecord.web.frame import TheDesk

router = APIRouter(tags=["listings"], dependencies=READ, responses=read())

T = TypeVar("T", Article, Entity, Event, Statement)
G = TypeVar("G", Story, Saying)

# SQLite's integers; more sources than that nothing has.
_MANY = 2**31

Sources = Annotated[int, Query(ge=1, le=_MANY, description="Reported by so many sources, copies counted once.")]


@router.get("/statements")
def statements(
    desk: TheDesk,
    query: Filters,
    kind: Annotated[Maybe[StatementKind], Query(description="How far the words are the speaker's own.")] = None,
    act: Annotated[Maybe[Act], Query(description="What the speaker did.")] = None,
    min_confidence: Sure = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Statement]]:
    """Statements that fit, by when they were said."""
    asked = replace(query, kind=kind, type=act, min_confidence=min_confidence)
    return _page("statements", desk.store.statements(asked), limit, cursor)


@router.get("/events")
def events(
    desk: TheDesk,
    query: Filters,
    actor: Annotated[
        Maybe[Filter], Query(description="Who did it: a state by name, seat or code, or a name.", examples=["Norway"])
    ] = None,
    recipient: Annotated[Maybe[Filter], Query(description="To whom it was done, likewise.", examples=["TUR"])] = None,
    item: Annotated[
        Maybe[Filter], Query(description="With what: a designation, a name, a class.", examples=["drones"])
    ] = None,
    type: Annotated[Maybe[Filter], Query(description="PLOVER's type.", examples=["COOPERATE"])] = None,  # noqa: A002 - as in the record
    mode: Annotated[Maybe[Filter], Query(description="What kind of act.", examples=["arms-delivery"])] = None,
    status: Annotated[Maybe[Filter], Query(description="How far it has come.", examples=["offered"])] = None,
    denied: Annotated[Maybe[bool], Query(description="Whether somebody says that it was not so.")] = None,
    min_confidence: Sure = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Event]]:
    """Events that fit, by when they were."""
    asked = replace(
        query,
        actor=actor,
        recipient=recipient,
        item=item,
        type=type,
        mode=mode,
        status=status,
        denied=denied,
        min_confidence=min_confidence,
    )
    return _page("events", desk.store.events(asked), limit, cursor)


@router.get("/articles")
def articles(
    desk: TheDesk,
    query: Filters,
    kind: Annotated[Maybe[ArticleKind], Query(description="What kind of article.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Article]]:
    """Articles that fit, by publication."""
    return _page("articles", desk.store.articles(replace(query, kind=kind)), limit, cursor)


@router.get("/entities")
def entities(
    desk: TheDesk,
    query: Filters,
    type: Annotated[Maybe[EntityType], Query(description="What they are.")] = None,  # noqa: A002 - as in the record
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Entity]]:
    """Entities that fit, by name, once for each article that has them."""
    return _page("entities", desk.store.entities(replace(query, type=type)), limit, cursor)


@router.get("/stories")
def stories(
    desk: TheDesk, query: Filters, sources: Sources = 1, limit: Limit = 20, cursor: Cursor = None
) -> Page[Story]:
    """Stories of which an article fits and that so many sources report, by their first day."""
    store = desk.store
    ids = _walked(desk, ("stories", query, sources), lambda: store.story_ids(query, least=sources))
    return _groups(desk, "stories", ids, limit, cursor, store.story)


@router.get("/sayings")
def sayings(
    desk: TheDesk,
    query: Filters,
    sources: Sources = 2,
    repeated: Annotated[bool, Query(description="Said before or again, also where one source alone has it.")] = False,
    min_confidence: Sure = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[Saying]:
    """Sayings of which a statement fits and that so many sources report, by when they were said."""
    store = desk.store
    asked = replace(query, min_confidence=min_confidence)
    walked = ("sayings", asked, sources, repeated)
    ids = _walked(desk, walked, lambda: store.saying_ids(asked, least=sources, repeated=repeated))
    return _groups(desk, "sayings", ids, limit, cursor, store.saying)


@router.get("/failures")
def failures(desk: TheDesk, limit: Limit = 200, cursor: Cursor = None) -> Page[Failure]:
    """The pages that could not be read, each with the reason, by source."""
    after = cursors.key("failures", cursor, 2)
    found: list[Failed] = []
    for one in desk.store.failures():
        if after is None or _place(one) > after:
            found.append(one)
        if len(found) > limit:
            break
    more = len(found) > limit
    return Page(
        items=[Failure.model_validate(one) for one in found[:limit]],
        next=cursors.cursor("failures", _place(found[limit - 1])) if more else None,
        undated=None,
    )


def _place(one: Failed) -> cursors.Key:
    return [one.source, one.capture or ""]


def _page(name: str, listing: Listing[T], limit: int, given: str | None) -> Page[Listed[T]]:
    found, last = listing.page(limit, cursors.key(name, given, len(listing.select.keys)))
    return Page(
        items=[Listed(item=one.item, article=one.article) for one in found],
        next=cursors.cursor(name, last),
        undated=None if given else listing.undated,
    )


def _walked(desk: Desk, asked: Hashable, find: Callable[[], list[str]]) -> list[str]:
    return desk.kept("walks", Walks).found(asked, find)


def _groups(
    desk: Desk, name: str, ids: list[str], limit: int, given: str | None, read_one: Callable[[str], G]
) -> Page[G]:
    start = 0
    if last := cursors.key(name, given, 1):
        start = _after(desk, ids, str(last[0]))
    shown = ids[start : start + limit]
    more = start + limit < len(ids)
    return Page(
        items=[read_one(one) for one in shown],
        next=cursors.cursor(name, [shown[-1]]) if more and shown else None,
        undated=None,
    )


def _after(desk: Desk, ids: list[str], last: str) -> int:
    """Where to go on after an item, or after the one that it has become part of; raises InputError."""
    with suppress(ValueError):
        return ids.index(last) + 1
    with suppress(ValueError, NotFoundError, InputError):
        return ids.index(desk.store.get(last).item.id) + 1
    raise InputError("cursor", "leads to what is no longer there; leave it out to begin anew")
