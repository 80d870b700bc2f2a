"""The forms by which people decide on a statement, an event or an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Statement
from onrecord.record import Store
from onrecord.ruling import Decision
from onrecord.web.desk import Desk
from onrecord.web.forms import articles, events, parties, statements
from onrecord.web.forms.posted import Posted, Sent, must_be_seen, signature
from onrecord.web.forms.trial import Trial, lead, tried
from onrecord.web.frame import WritableDesk, shown
from onrecord.web.pages import captures as capture_pages
from onrecord.web.pages import statements as item_pages

router = APIRouter()

Verdict = Literal["accept", "reject"]


@router.post("/statements/{statement}/{verdict}")
def decide_statement(
    request: Request, desk: WritableDesk, statement: str, verdict: Verdict | Literal["correct"], form: Sent
) -> Response:
    """A statement is right, is none, or is otherwise."""

    def page(trial: Trial) -> Response:
        return item_pages.statement_page(request, desk, statement, trial=trial)

    def decide(store: Store) -> Decision:
        item, article = item_pages.statement_of(store, statement)
        must_be_seen(form, item)
        signed = signature(form)
        if verdict != "correct":
            return _ruled(store, item, verdict, form)
        text = store.page_text(article.capture.id)
        made = statements.changes(form, statements.told_of(item, text), article, text, store)
        _must_change(made)
        return store.correct(item.id, made, signed)

    return _decided(desk, form, verdict, decide, page)


@router.post("/events/{event}/{verdict}")
def decide_event(
    request: Request, desk: WritableDesk, event: str, verdict: Verdict | Literal["correct"], form: Sent
) -> Response:
    """An event is right, is none, or is otherwise."""

    def page(trial: Trial) -> Response:
        return item_pages.event_page(request, desk, event, trial=trial)

    def decide(store: Store) -> Decision:
        item, _ = item_pages.event_of(store, event)
        must_be_seen(form, item)
        signed = signature(form)
        if verdict != "correct":
            return _ruled(store, item, verdict, form)
        made = events.changes(form, events.told_of(item), item, store)
        _must_change(made)
        return store.correct(item.id, made, signed)

    return _decided(desk, form, verdict, decide, page)


@router.get("/articles/{article}/add")
def missed(request: Request, desk: WritableDesk, article: str, at: str = "") -> Response:
    """The form by which a statement is added that no reading found; `at`: where its words stand."""
    found = article_of(desk.store, article)
    text = desk.store.page_text(found.capture.id)
    return _missed(request, desk, found, Trial(statements.empty(found, at, text), "add"))


@router.post("/articles/{article}/add-statement")
def add(request: Request, desk: WritableDesk, article: str, form: Sent) -> Response:
    """An article has a statement that no reading found."""
    found = article_of(desk.store, article)

    def decide(store: Store) -> Decision:
        if not form.one("content").strip():
            raise InputError("The words said", "select them in the text, or write them as they stand there")
        item = article_of(store, article)
        text = store.page_text(item.capture.id)
        made = statements.changes(form, Posted(), item, text, store)
        content = made.pop("content")
        return store.add_statement(item.id, content, made, signature(form))

    return _decided(desk, form, "add", decide, lambda trial: _missed(request, desk, found, trial))


@router.post("/articles/{article}/{verdict}")
def decide_article(
    request: Request, desk: WritableDesk, article: str, verdict: Verdict | Literal["correct"], form: Sent
) -> Response:
    """An article is right, is none, or is otherwise: its title, outlet, day or kind, where it begins and ends."""
    found = article_of(desk.store, article)

    def page(trial: Trial) -> Response:
        return capture_pages.capture_page(request, desk, found.capture.id, trial=trial)

    def decide(store: Store) -> Decision:
        item = article_of(store, article)
        must_be_seen(form, item)
        signed = signature(form)
        if verdict != "correct":
            return _ruled(store, item, verdict, form)
        text = store.page_text(item.capture.id)
        made = articles.changes(form, articles.told_of(item, text), item, store.articles_of(item.capture.id), text)
        _must_change(made)
        return store.correct(item.id, made, signed)

    return _decided(desk, form, f"{verdict} {found.id}", decide, page)


def article_of(store: Store, asked: str) -> Article:
    """An article by its id; raises NotFoundError."""
    found = store.get(asked).item
    if not isinstance(found, Article):
        raise NotFoundError(asked)
    return found


def _missed(request: Request, desk: Desk, article: Article, trial: Trial) -> Response:
    text = desk.store.page_text(article.capture.id)
    return shown(
        request,
        "missed.html",
        article=article,
        text=text,
        window=(article.body[0][0], article.body[-1][1]),
        trial=trial,
        form=trial.form,
        near=parties.near(article),
        forms=statements,
    )


def _decided(
    desk: Desk,
    form: Posted,
    name: str,
    decide: Callable[[Store], Decision],
    page: Callable[[Trial], Response],
) -> Response:
    if choice := parties.asked_for(form, desk.store):
        return page(Trial(form, name, choice=choice))

    def made() -> RedirectResponse:
        return lead(desk, desk.decided(decide), signature(form).by)

    return tried(form, name, made, page)


def _ruled(store: Store, item: Statement | Event | Article, verdict: Verdict, form: Posted) -> Decision:
    ruled = store.accept if verdict == "accept" else store.reject
    return ruled(item.id, signature(form))


def _must_change(changes: object) -> None:
    if not changes:
        raise InputError("the form", "has every field as it was; change one, or say that it is right")
