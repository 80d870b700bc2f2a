"""A capture: the page as it was kept, body and furniture told apart, each article and item marked; its bytes."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.display.addresses import page_name
from onrecord.errors import NotFoundError
from onrecord.model import Article, Capture, Story, Told
from onrecord.record import Store
from onrecord.spans import Span
from onrecord.web import decisions, forms
from onrecord.web.desk import Desk
from onrecord.web.forms.trial import Trial
from onrecord.web.frame import TheDesk, shown
from onrecord.web.marking import Mark, Piece, pieces
from onrecord.web.render import path

router = APIRouter()

# Letters of a page that are shown at once.
_SHOWN = 60_000
# Of a page with more articles than these, the first ones alone are looked up in their stories.
_PLACED = 20


@router.get("/articles/{article}")
def article(desk: TheDesk, article: str) -> RedirectResponse:
    """Where an article stands on its page; the first one is what the page as a whole is about."""
    item = desk.store.get(article).item
    if not isinstance(item, Article):
        raise NotFoundError(article)
    if desk.store.articles_of(item.capture.id)[0].id == item.id:
        return RedirectResponse(path("captures", item.capture.id), 303)
    first = min((start for start, _ in (*item.title_spans, *item.body)), default=0)
    start = first // _SHOWN * _SHOWN
    return RedirectResponse(f"{path('captures', item.capture.id)}?start={start}#{item.id}", 303)


@router.get("/captures/{capture}")
def capture(request: Request, desk: TheDesk, capture: str, start: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The text of a page with what was read from it marked."""
    item = _capture(desk.store, capture)
    if item.id != capture:
        return RedirectResponse(path("captures", item.id), 303)
    return capture_page(request, desk, item.id, start)


def _capture(store: Store, asked: str) -> Capture:
    item = store.get(asked).item
    if not isinstance(item, Capture):
        raise NotFoundError(asked)
    return item


def capture_page(request: Request, desk: Desk, capture: str, start: int = 0, *, trial: Trial | None = None) -> Response:
    """The page of a capture; `trial`: a form of one of its articles that could not be decided."""
    store = desk.store
    item = _capture(store, capture)
    text = store.page_text(item.id)
    articles = store.articles_of(item.id)
    stories = {one.id: desk.kept(("of", one.id), partial(story_of, store, one.id)) for one in articles[:_PLACED]}
    window = (min(start, len(text)), min(len(text), start + _SHOWN))
    return shown(
        request,
        "capture.html",
        item=item,
        articles=articles,
        text=text,
        laid=linked(pieces(text, marks(articles), window)),
        title=next((one.title for one in articles if one.title), None) or page_name(item.url, item.source),
        stories=stories,
        copies={one: copy_of(one, story) for one, story in stories.items()},
        window=window,
        step=_SHOWN,
        warnings=store.page_warnings(item.id),
        ruled=decisions.on_page(decisions.all_of(desk), item.id),
        trial=trial,
        filled={one.id: _form(one, text, trial) for one in articles if one.body},
        forms=forms.articles,
        seen=forms.posted.seen,
    )


def _form(article: Article, text: str, trial: Trial | None) -> forms.posted.Posted:
    is_tried = trial is not None and trial.name == f"correct {article.id}"
    return trial.form if trial and is_tried else forms.articles.told_of(article, text)


@router.get("/captures/{capture}/bytes")
def raw(desk: TheDesk, capture: str) -> Response:
    """The bytes of a page as they came: to be kept, never to be run here."""
    found = _capture(desk.store, capture)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.id}.bin"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "ETag": f'"{found.id}"',
    }
    return Response(desk.store.page_bytes(found.id), media_type="application/octet-stream", headers=headers)


class Stretch(NamedTuple):
    """Pieces that are evidence of one item, which a reader is led to; `anchor`: the article that begins here."""

    pieces: tuple[Piece, ...]
    item: str | None
    anchor: str | None


def linked(found: list[Piece]) -> list[Stretch]:
    """The pieces, those of one statement or event together; the first of each article with its id to lead to."""
    seen: set[str] = set()
    out = []
    for (item, articles), group in groupby(found, key=_evidence):
        fresh = [one for one in articles if one not in seen]
        seen.update(fresh)
        out.append(Stretch(tuple(group), item, fresh[0] if fresh else None))
    return out


def _evidence(piece: Piece) -> tuple[str | None, tuple[str, ...]]:
    """The statement or event that a piece is evidence of, the inmost of several, and the articles around it."""
    articles = tuple(one for one in piece.items if one.startswith("ar_"))
    return next((one for one in reversed(piece.items) if one not in articles), None), articles


def story_of(store: Store, article: str) -> Story | None:
    """The story that an article is part of, where others report it, too."""
    try:
        found = store.story_of(article)
    except NotFoundError:
        return None
    return found if len(found.articles) > 1 else None


def copy_of(article: str, story: Story | None) -> tuple[str, Told] | None:
    """How an article repeats another one's text, and that other one; None where it is of its own."""
    by_id = {one.id: one for one in story.articles} if story else {}
    mine = by_id.get(article)
    first = by_id.get(mine.copy_of) if mine and mine.copy_of else None
    return (mine.copy_ or "copy", first) if mine and first else None


def marks(articles: list[Article]) -> list[Mark]:
    """Everything that a page holds: bodies, titles, captions, statements and acts."""
    found: list[tuple[Span, str, str]] = []
    for one in articles:
        found += [(span, "body", one.id) for span in one.body]
        found += [(span, "title", one.id) for span in one.title_spans]
        found += [(span, "caption", one.id) for spans in one.captions for span in spans]
        found += [(span, "content", item.id) for item in one.statements for span in item.content]
        found += [(span, "cue", item.id) for item in one.statements for span in item.cue]
        found += [(span, "source", item.id) for item in one.statements for span in item.source]
        found += [
            (span, "act", item.id) for item in one.events for mention in item.mentions for span in mention.trigger
        ]
    return [Mark(*one) for one in found]
