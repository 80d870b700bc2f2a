"""Stories: happenings that several report; one with its articles, what they say, what they differ on, its timeline."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord import record
from onrecord.errors import NotFoundError
from onrecord.model import Article, Statement, Story
from onrecord.record import Store
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import path

router = APIRouter()

_LISTED, _SAID, _ENTRIES = 25, 12, 60
# Of a story with more articles than these, details are asked of the first ones alone.
_LOOKED_AT = 40


@router.get("/stories")
def stories(request: Request, desk: TheDesk, start: Annotated[int, Query(ge=0, le=100_000)] = 0) -> HTMLResponse:
    """The stories, the latest first."""
    found, more = desk.store.latest_stories(_LISTED, start)
    return shown(request, "stories.html", found=found, start=start, following=start + _LISTED if more else None)


@router.get("/stories/{story}")
def story(request: Request, desk: TheDesk, story: str) -> Response:
    """A story: who reports it, copies folded; who says what; where articles differ; what came before."""
    store = desk.store
    item = store.get(story).item
    if not isinstance(item, Story):
        raise NotFoundError(story)
    if item.id != story:
        return RedirectResponse(path("stories", item.id), 303)
    line = desk.kept(("line", item.id), lambda: store.story_line(item.id))
    looked_at = item.model_copy(update={"articles": item.articles[:_LOOKED_AT]})
    return shown(
        request,
        "story.html",
        item=item,
        is_cut=len(item.articles) > _LOOKED_AT,
        looked_at=_LOOKED_AT,
        outlet_of={one.id: one.outlet or one.title or one.id for one in item.articles},
        line=line,
        said=desk.kept(("said", item.id), lambda: said(store, looked_at)),
        changes=desk.kept(("changes", item.id), lambda: store.changes(looked_at)),
        disagreements=desk.kept(("disagreements", item.id), lambda: store.disagreements(looked_at)),
        timeline=desk.kept(
            ("timeline", item.id), lambda: store.timeline(record.Query(), story=(item.id,), last=_ENTRIES)
        ),
    )


def said(store: Store, item: Story) -> list[tuple[str, list[Statement]]]:
    """Who says what in a story, those who say most first; of copies of one text the first alone is asked."""
    found: dict[str, list[Statement]] = {}
    for one in item.articles:
        article = store.get(one.id).item
        if one.copy_of is None and isinstance(article, Article):
            for statement in article.statements:
                found.setdefault(statement.speaker_name or "(speaker unknown)", []).append(statement)
    ordered = sorted(found.items(), key=lambda one: (one[0].startswith("("), -len(one[1]), one[0]))
    return [(name, statements[:_SAID]) for name, statements in ordered[:_SAID]]
