"""Listings: statements, events, articles, entities, stories and sayings that fit, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query

from onrecord import record
from onrecord.errors import InputError
from onrecord.model import Act, Article, Entity, EntityType, Event, Saying, Statement, StatementKind, Story
from onrecord.record import Listing
from onrecord.web.api.cursors import cursor, key
from onrecord.web.api.shapes import Listed, Page, problems
from onrecord.web.asking import Day, Short
from onrecord.web.frame import TheDesk

router = APIRouter(tags=["listings"])
RESPONSES = problems(422, 503)

T = TypeVar("T", Article, Entity, Event, Statement)

Limit = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
Cursor = Annotated[str | None, Query(max_length=4000, description="The `next` of the page before.")]


def _common(
    about: Annotated[Short | None, Query(description="Words, or a class: weapons finds drones.")] = None,
    speaker: Annotated[Short | None, Query(description="A speaker's id or any of their names.")] = None,
    outlet: Annotated[Short | None, Query(description="Words of the outlet's name.")] = None,
    country: Annotated[Short | None, Query(description="A state by its code or any of its names.")] = None,
    language: Annotated[Short | None, Query(description="A language's code: en, tr.")] = None,
    since: Annotated[Day | None, Query(description="On or after: 2022, 2022-08 or 2022-08-15.")] = None,
    until: Annotated[Day | None, Query(description="On or before.")] = None,
    min_confidence: Annotated[float | None, Query(ge=0, le=1, description="At least so sure.")] = None,
) -> record.Query:
    return record.Query(
        about=about,
        speaker=speaker,
        outlet=outlet,
        country=country,
        language=language,
        since=since,
        until=until,
        min_confidence=min_confidence,
    )


Common = Annotated[record.Query, Depends(_common)]


@router.get("/statements")
def statements(
    desk: TheDesk,
    query: Common,
    kind: StatementKind | None = None,
    act: Act | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Statement]]:
    """Statements that fit, by when they were said."""
    asked = replace(query, kind=kind, type=act)
    return _page(desk.store.statements(asked), limit, cursor)


@router.get("/events")
def events(
    desk: TheDesk,
    query: Common,
    actor: Annotated[Short | None, Query(description="Who did it: a state by name, seat or code, or a name.")] = None,
    recipient: Annotated[Short | None, Query(description="To whom it was done, likewise.")] = None,
    item: Annotated[Short | None, Query(description="With what: a designation, a name, a class.")] = None,
    type: Annotated[Short | None, Query(description="PLOVER's type: AGREE, AID ...")] = None,  # noqa: A002 - as in the record
    mode: Annotated[Short | None, Query(description="arms-deal, sanction, exercise ...")] = None,
    status: Annotated[Short | None, Query(description="How far it has come: offered, done ...")] = None,
    denied: bool | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Event]]:
    """Events that fit, by when they were."""
    asked = replace(
        query, actor=actor, recipient=recipient, item=item, type=type, mode=mode, status=status, denied=denied
    )
    return _page(desk.store.events(asked), limit, cursor)


@router.get("/articles")
def articles(
    desk: TheDesk, query: Common, kind: Short | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[Listed[Article]]:
    """Articles that fit, by publication."""
    return _page(desk.store.articles(replace(query, kind=kind)), limit, cursor)


@router.get("/entities")
def entities(
    desk: TheDesk,
    query: Common,
    type: EntityType | None = None,  # noqa: A002 - as in the record
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[Listed[Entity]]:
    """Entities that fit, by name, once for each article that has them."""
    return _page(desk.store.entities(replace(query, type=type)), limit, cursor)


@router.get("/stories")
def stories(
    desk: TheDesk, query: Common, sources: Annotated[int, Query(ge=1)] = 1, limit: Limit = 20, cursor: Cursor = None
) -> Page[Story]:
    """Stories of which an article fits and that so many sources report, by their first day."""
    store = desk.store
    ids = desk.kept(("stories", query, sources), lambda: store.story_ids(query, least=sources))
    return _groups(ids, limit, cursor, store.story)


@router.get("/sayings")
def sayings(
    desk: TheDesk,
    query: Common,
    sources: Annotated[int, Query(ge=1, description="Reported by so many sources, copies counted once.")] = 2,
    repeated: Annotated[bool, Query(description="Said before or again.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Page[Saying]:
    """Sayings of which a statement fits and that so many sources report, by when they were said."""
    store = desk.store
    kept = ("sayings", query, sources, repeated)
    ids = desk.kept(kept, lambda: store.saying_ids(query, least=sources, repeated=repeated))
    return _groups(ids, limit, cursor, store.saying)


def _page(listing: Listing[T], limit: int, given: str | None) -> Page[Listed[T]]:
    found, last = listing.page(limit, key(given, len(listing.select.keys)))
    return Page(
        items=[Listed(item=one.item, article=one.article) for one in found],
        next=cursor(last),
        undated=0 if given else listing.undated,
    )


G = TypeVar("G", Story, Saying)


def _groups(ids: list[str], limit: int, given: str | None, read: Callable[[str], G]) -> Page[G]:
    start = 0
    if last := key(given, 1):
        if last[0] not in ids:
            raise InputError("cursor", "leads to what is no longer there; leave it out to begin anew")
        start = ids.index(str(last[0])) + 1
    shown = ids[start : start + limit]
    more = start + limit < len(ids)
    return Page(items=[read(one) for one in shown], next=cursor([shown[-1]]) if more and shown else None)
