"""A statement or an event in its text, its evidence marked; who passed it on; how to cite it."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from onrecord import spans
from onrecord.display import citing
from onrecord.display import events as told
from onrecord.display.statements import named, of_parts
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Saying, Statement
from onrecord.record import Store
from onrecord.spans import Span
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import page_name, path, web_address

router = APIRouter()

# Letters of the page before and after the evidence.
_MARGIN = 500
# What sounds like a statement is a lead, not a finding: the first ones stand open.
_AT_ONCE = 3
_PASSED_ON = "as told by"


class Step(NamedTuple):
    """One link of the chain of reporting: what it is, its name, and where it is shown."""

    what: str
    name: str
    href: str | None


@router.get("/statements/{statement}")
def statement(request: Request, desk: TheDesk, statement: str) -> Response:
    """A statement: the words in context, who passed them on, how others word them, what was said before."""
    store = desk.store
    item, article = store.get(statement)
    if not isinstance(item, Statement) or article is None:
        raise NotFoundError(statement)
    if item.id != statement:
        return RedirectResponse(path("statements", item.id), 303)
    text = store.page_text(article.capture.id)
    marks = of_parts(item)
    said, why_not = _saying(store, item.id)
    steps = chain(item, article, text)
    capture = article.capture
    return shown(
        request,
        "statement.html",
        item=item,
        article=article,
        text=text,
        marks=marks,
        window=around(text, [span for span, _ in marks]),
        chain=steps,
        shown_at_once=_AT_ONCE,
        saying=said,
        why_not=why_not,
        wordings=store.wordings(said, item.id) if said else [],
        echoes=echoes(store, said) if said else {},
        vouched=[one for one in article.events if any(mention.claimed_by == item.id for mention in one.mentions)],
        names={one.id: one.name for one in article.entities},
        citation=citing.card(
            item,
            article,
            web_address(capture.url) or f"kept as {page_name(None, capture.source)}",
            f"{desk.settings.address}{path('statements', item.id)}",
            [step.name for step in steps if step.what == _PASSED_ON],
        ),
    )


@router.get("/events/{event}")
def event(request: Request, desk: TheDesk, event: str) -> Response:
    """An event: who did what to whom, each place that tells it, who vouches for it."""
    store = desk.store
    item, article = store.get(event)
    if not isinstance(item, Event) or article is None:
        raise NotFoundError(event)
    if item.id != event:
        return RedirectResponse(path("events", item.id), 303)
    text = store.page_text(article.capture.id)
    return shown(
        request,
        "event.html",
        item=item,
        article=article,
        text=text,
        marks=told.event_parts(item),
        windows=told.event_windows(item, text),
        tellings=list(told.told_by(item, article, text)),
        names={one.id: one.name for one in article.entities},
    )


def around(text: str, evidence: list[Span]) -> Span:
    """The evidence with some of the paragraphs before and after it, whole ones where they are short."""
    start, end = min(first for first, _ in evidence), max(last for _, last in evidence)
    left = text.find("\n", max(0, start - _MARGIN), start) + 1 if start > _MARGIN else 0
    right = text.rfind("\n", end, end + _MARGIN) if len(text) > end + _MARGIN else len(text)
    return left or max(0, start - _MARGIN), end + _MARGIN if right < 0 else right


def _saying(store: Store, statement: str) -> tuple[Saying | None, str | None]:
    """The saying that a statement is part of, or why it has none."""
    try:
        return store.saying(statement), None
    except InputError as error:
        return None, error.reason
    except NotFoundError:
        return None, "it has not been compared yet; the next `onrecord add` does"


def echoes(store: Store, saying: Saying) -> dict[str, list[Saying]]:
    """What the speaker said before, again, and to the contrary."""
    again = "said again" if saying.first else "said again, or before: no day is known"
    groups = {
        "said before": saying.said_before,
        again: saying.said_again,
        "contradicts": saying.contradicts,
        "perhaps the same": saying.perhaps,
    }
    return {name: [store.saying(one) for one in found[:_ECHOES]] for name, found in groups.items() if found}


_ECHOES = 20


def chain(statement: Statement, article: Article, text: str) -> list[Step]:
    """From the speaker to the page: each who passed the words on."""
    names = {one.id: one.name for one in article.entities}
    steps = [Step("speaker", named(statement), path("speakers", statement.speaker) if statement.speaker else None)]
    for link in reversed(statement.via):
        name = names.get(link.entity or "") or spans.covered(text, link.spans)
        steps.append(Step(_PASSED_ON, name, path("entities", link.entity) if link.entity else None))
    if article.agency is not None:
        steps.append(Step("agency", article.agency.name, None))
    outlet = article.outlet.name if article.outlet else "outlet not known"
    if article.agency is None or article.agency.name != outlet:
        steps.append(Step("printed by", outlet, None))
    steps.append(Step("article", article.title or "(no title found)", path("articles", article.id)))
    page = page_name(article.capture.url, article.capture.source)
    steps.append(Step("captured page", page, path("captures", article.capture.id)))
    return steps
