"""A capture: the page as it was kept, body and furniture told apart, each article and item marked; its bytes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import NotFoundError
from onrecord.model import Article, Capture
from onrecord.spans import Span
from onrecord.web.frame import TheDesk, shown
from onrecord.web.marking import Mark, Piece, pieces
from onrecord.web.render import path

router = APIRouter()

# Letters of a page that are shown at once.
_SHOWN = 60_000


@router.get("/articles/{article}")
def article(desk: TheDesk, article: str) -> RedirectResponse:
    """Where an article stands on its page."""
    item = desk.store.get(article).item
    if not isinstance(item, Article):
        raise NotFoundError(article)
    first = min((start for start, _ in (*item.title_spans, *item.body)), default=0)
    start = first // _SHOWN * _SHOWN
    return RedirectResponse(f"{path('captures', item.capture.id)}?start={start}#{item.id}", 303)


@router.get("/captures/{capture}")
def capture(request: Request, desk: TheDesk, capture: str, start: Annotated[int, Query(ge=0)] = 0) -> Response:
    """The text of a page with what was read from it marked."""
    store = desk.store
    item = store.get(capture).item
    if not isinstance(item, Capture):
        raise NotFoundError(capture)
    if item.id != capture:
        return RedirectResponse(path("captures", item.id), 303)
    text = store.page_text(item.id)
    articles = store.articles_of(item.id)
    window = (min(start, len(text)), min(len(text), start + _SHOWN))
    return shown(
        request,
        "capture.html",
        item=item,
        articles=articles,
        text=text,
        laid=anchored(pieces(text, marks(articles), window)),
        window=window,
        step=_SHOWN,
        warnings=store.page_warnings(item.id),
    )


@router.get("/captures/{capture}/bytes")
def raw(desk: TheDesk, capture: str) -> Response:
    """The bytes of a page as they came: to be kept, never to be run here."""
    found = desk.store.get(capture).item
    if not isinstance(found, Capture):
        raise NotFoundError(capture)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.id}.bin"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "ETag": f'"{found.id}"',
    }
    return Response(desk.store.page_bytes(found.id), media_type="application/octet-stream", headers=headers)


def anchored(found: list[Piece]) -> list[tuple[Piece, str | None]]:
    """The pieces, the first of each article with its id for a link to lead to."""
    seen: set[str] = set()
    out = []
    for piece in found:
        fresh = [item for item in piece.items if item.startswith("ar_") and item not in seen]
        seen.update(fresh)
        out.append((piece, fresh[0] if fresh else None))
    return out


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
