"""Anything by its id, the text and bytes of captures, and what a comparison finds."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.responses import Response

from onrecord import model
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Entity, Saying, Story
from onrecord.record import ArticleRef, Dossier
from onrecord.web.api.parameters import READ, Capture, Id
from onrecord.web.api.shapes import (
    Change,
    Compared,
    Difference,
    Differing,
    Item,
    Month,
    Speaking,
    Stands,
    Text,
    read,
)
from onrecord.web.frame import TheDesk
from onrecord.web.pages.captures import raw
from onrecord.web.pages.sayings import differences

router = APIRouter(tags=["items"], dependencies=READ, responses=read(404))

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)


@router.get("/items/{item:path}")
def item(desk: TheDesk, item: Id) -> Item:
    """Anything by its id; an id that it had before leads to it as well."""
    found, article = desk.store.get(item)
    kind = type(found).__name__.lower()
    return _ITEM.validate_python({"kind": kind, "item": found, "article": _reference(article)})


@router.get("/captures/{capture}/text")
def text(desk: TheDesk, capture: Capture) -> Text:
    """The text of a captured page, which all spans count in."""
    found = _capture(desk, capture)
    return Text(capture=found.id, sha256=found.text.sha256, text=desk.store.page_text(found.id))


@router.get(
    "/captures/{capture}/bytes",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The bytes as they came."}},
)
def bytes(desk: TheDesk, capture: Capture) -> Response:  # noqa: A001 - as the client has it
    """The bytes of a captured page; their ETag is their SHA-256."""
    return raw(desk, _capture(desk, capture).id)


@router.get("/captures/{capture}/articles")
def articles_of(desk: TheDesk, capture: Capture) -> list[Article]:
    """The articles of a captured page as they stand on it."""
    return desk.store.articles_of(capture)


@router.get("/entities/{entity:path}/dossier")
def dossier(desk: TheDesk, entity: Id) -> Dossier:
    """An entity across all articles: names, roles, whom it stands beside."""
    found = desk.store.dossier(_entity(desk, entity))
    if found is None:
        raise NotFoundError(entity)
    return found


@router.get("/entities/{entity:path}/speaking")
def speaking(desk: TheDesk, entity: Id) -> Speaking:
    """What somebody says, in numbers: through time, about whom, to whom, what is repeated."""
    found = desk.store.speaking(_entity(desk, entity))
    told = {name: getattr(found, name) for name in Speaking.model_fields}
    stands = {name: [Stands.model_validate(one) for one in told[name]] for name in ("outlets", "about", "addressed")}
    months = [Month(month=month, statements=count) for month, count in found.months.items()]
    return Speaking.model_validate(told | stands | {"months": months})


@router.get("/sayings/{saying}/compared")
def compared(desk: TheDesk, saying: Id) -> list[Compared]:
    """The longest wording of a saying (or of what a statement is part of) beside each other one."""
    store = desk.store
    found = store.get(saying).item
    of = found if isinstance(found, Saying) else store.saying(found.id)
    return [
        Compared(
            one=one.statement,
            other=other.statement,
            shared=round(laid.shared, 3),
            pieces=[Differing.model_validate(piece) for piece in laid.pieces],
            differs=[
                Difference.model_validate({"mark": mark, "one": left, "other": right})
                for mark, left, right in differences(one, other, laid)
            ],
        )
        for one, other, laid in store.wordings(of)
    ]


@router.get("/stories/{story}/line")
def line(desk: TheDesk, story: Id) -> list[Story]:
    """A story with those that it follows, the earliest first."""
    return desk.store.story_line(desk.store.story_id(story))


@router.get("/stories/{story}/changes")
def changes(desk: TheDesk, story: Id) -> list[Change]:
    """What each later version or edited copy of an article of a story changed."""
    store = desk.store
    found = store.get(store.story_id(story)).item
    if not isinstance(found, Story):
        raise NotFoundError(story)
    return [
        Change(earlier=earlier, later=later, changes=[str(one) for one in told])
        for earlier, later, told in store.changes(found)
    ]


def _capture(desk: TheDesk, asked: str) -> model.Capture:
    found = desk.store.get(asked).item
    if not isinstance(found, model.Capture):
        raise NotFoundError(asked)
    return found


def _entity(desk: TheDesk, asked: str) -> str:
    found = desk.store.get(asked).item
    if not isinstance(found, Entity):
        raise InputError(asked, "is no entity")
    return found.id


def _reference(article: Article | None) -> ArticleRef | None:
    if article is None:
        return None
    return ArticleRef(
        id=article.id,
        title=article.title,
        outlet=article.outlet.name if article.outlet else None,
        published=article.published.value if article.published else None,
        url=article.capture.url,
        record_id=article.capture.record_id,
    )
