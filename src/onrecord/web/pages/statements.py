"""A statement or an event in its text, its evidence marked; who passed it on; how to cite it."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from onrecord.display import citing, groups
from onrecord.display import events as told
from onrecord.display.addresses import page_name, web_address
from onrecord.display.before import before
from onrecord.display.chains import PASSED_ON, chain
from onrecord.display.statements import of_parts
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Saying, Statement
from onrecord.record import Store
from onrecord.spans import Span
from onrecord.web import decisions, forms
from onrecord.web.desk import Desk
from onrecord.web.forms.trial import Trial
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import path

router = APIRouter()

# Letters of the page before and after the evidence.
_MARGIN = 500
# The same for who looks for a beginning or an end that stands farther off.
_WIDE = 6000
# Of a statement that was taken out, or was put in and taken back.
_GONE = frozenset(("rejected", "undone"))
# What sounds like a statement is a lead, not a finding: the first ones stand open.
_AT_ONCE = 3


class Step(NamedTuple):
    """One link of the chain of reporting: what it is, its name, and where it is shown."""

    what: str
    name: str
    href: str | None


@router.get("/statements/{statement}")
def statement(request: Request, desk: TheDesk, statement: str) -> Response:
    """A statement: the words in context, who passed them on, how others word them, what was said before."""
    item, _ = statement_of(desk.store, statement)
    if item.id != statement:
        return RedirectResponse(path("statements", item.id) + _asked(request), 303)
    return statement_page(request, desk, item.id)


def statement_of(store: Store, asked: str) -> tuple[Statement, Article]:
    """A statement and its article, by its id; raises NotFoundError."""
    item, article = store.get(asked)
    if not isinstance(item, Statement) or article is None:
        raise NotFoundError(asked)
    return item, article


def statement_page(request: Request, desk: Desk, statement: str, *, trial: Trial | None = None) -> Response:
    """The page of a statement; `trial`: a form of it that could not be decided."""
    store = desk.store
    item, article = statement_of(store, statement)
    text = store.page_text(article.capture.id)
    marks = of_parts(item)
    said, why_not = (None, "by hand it is none") if _GONE & set(item.ruled) else _saying(store, item.id)
    steps = [
        Step(one.what, one.name, path(one.kind, one.id) if one.kind and one.id else None)
        for one in chain(item, article, text)
    ]
    capture = article.capture
    ruled = decisions.about(decisions.all_of(desk), item.id)
    return shown(
        request,
        "statement.html",
        item=item,
        article=article,
        text=text,
        marks=marks,
        window=around(text, [span for span, _ in marks], _WIDE if "wide" in request.query_params else _MARGIN),
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
            [step.name for step in steps if step.what == PASSED_ON],
        ),
        ruled=ruled,
        machine=before([one for one in ruled if one.in_force], text, capture.text.sha256),
        trial=trial,
        form=trial.form if trial and trial.name == "correct" else forms.statements.told_of(item, text),
        forms=forms.statements,
        near=forms.parties.near(article, (item.speaker,)),
        seen=forms.posted.seen(item),
    )


@router.get("/events/{event}")
def event(request: Request, desk: TheDesk, event: str) -> Response:
    """An event: who did what to whom, each place that tells it, who vouches for it."""
    item, _ = event_of(desk.store, event)
    if item.id != event:
        return RedirectResponse(path("events", item.id) + _asked(request), 303)
    return event_page(request, desk, item.id)


def event_of(store: Store, asked: str) -> tuple[Event, Article]:
    """An event and its article, by its id; raises NotFoundError."""
    item, article = store.get(asked)
    if not isinstance(item, Event) or article is None:
        raise NotFoundError(asked)
    return item, article


def event_page(request: Request, desk: Desk, event: str, *, trial: Trial | None = None) -> Response:
    """The page of an event; `trial`: a form of it that could not be decided."""
    store = desk.store
    item, article = event_of(store, event)
    text = store.page_text(article.capture.id)
    ruled = decisions.about(decisions.all_of(desk), item.id)
    sides = tuple(side.entity for side in (*item.actors, *item.recipients))
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
        ruled=ruled,
        machine=before([one for one in ruled if one.in_force], text, article.capture.text.sha256),
        trial=trial,
        form=trial.form if trial and trial.name == "correct" else forms.events.told_of(item),
        forms=forms.events,
        near=forms.parties.near(article, sides),
        seen=forms.posted.seen(item),
    )


def _asked(request: Request) -> str:
    """What an address that leads on was asked for, as where it leads to is."""
    return f"?{request.url.query}" if request.url.query else ""


def around(text: str, evidence: list[Span], margin: int = _MARGIN) -> Span:
    """The evidence with some of the paragraphs before and after it, whole ones where they are short."""
    start, end = min(first for first, _ in evidence), max(last for _, last in evidence)
    left = text.find("\n", max(0, start - margin), start) + 1 if start > margin else 0
    right = text.rfind("\n", end, end + margin) if len(text) > end + margin else len(text)
    return left or max(0, start - margin), end + margin if right < 0 else right


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
    return {name: [store.saying(one) for one in found[:_ECHOES]] for name, found in groups.echoes(saying).items()}


_ECHOES = 20
