"""Stories: happenings that several report; one with its articles, what they say, what they differ on, its timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from onrecord import record
from onrecord.display.statements import NAMELESS, verb
from onrecord.errors import NotFoundError
from onrecord.model import Article, Statement, Story
from onrecord.record import Store
from onrecord.story.versions import Change, Words
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
        changes=desk.kept(("changes", item.id), lambda: changes(store, looked_at)),
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
                found.setdefault(statement.speaker_name or NAMELESS, []).append(statement)
    ordered = sorted(found.items(), key=lambda one: (one[0] == NAMELESS, -len(one[1]), one[0]))
    return [(name, statements[:_SAID]) for name, statements in ordered[:_SAID]]


def changes(store: Store, item: Story) -> list[tuple[str, str, list[Change]]]:
    """What each later version or edited copy changed; who only thought, asked or denied something is told so."""
    found = []
    for earlier, later, made in store.changes(item):
        before, after = (_acts(store, one) for one in (earlier, later))
        told = [replace(one, before=_with_act(one.before, before), after=_with_act(one.after, after)) for one in made]
        found.append((earlier, later, told))
    return found


Acts = dict[tuple[str | None, str], str]
"""What was done with the words of an article's statements, by the speaker and the words."""


def _acts(store: Store, article: str) -> Acts:
    found = store.get(article).item
    statements: Iterable[Statement] = found.statements if isinstance(found, Article) else ()
    return {(one.speaker_name, " ".join(one.text.split())): verb(one) for one in statements}


def _with_act(words: Words | None, acts: Acts) -> Words | None:
    act = acts.get((words.speaker, words.text)) if words and words.speaker else None
    return replace(words, speaker=f"{words.speaker} ({act})") if words and act and act != "said" else words
