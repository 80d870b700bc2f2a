"""What the tests of deciding share: items of the demo archive, forms as a browser sends them, what comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.model import Article, Event, Statement
from onrecord.record import Store
from onrecord.ruling import Ruling
from onrecord.web.forms.posted import Posted

ME = {"by": "Ana Kell", "because": "as the page has it"}
HOSTILE = '<script>alert(1)</script>" onmouseover="alert(2)'
SEEN = {"because": "", "by": "Ana Kell"}


def said(record: Path, fits: Callable[[Statement], bool] = lambda _: True) -> Statement:
    with Store(record) as store:
        return next(one.item for one in store.statements() if fits(one.item))


def done(record: Path) -> Event:
    with Store(record) as store:
        return next(one.item for one in store.events() if len(one.item.actors) == 1 and one.item.status == "done")


def got(record: Path, item: str) -> Statement | Event | Article:
    with Store(record) as store:
        found = store.get(item).item
    assert isinstance(found, Statement | Event | Article)
    return found


def text_of(record: Path, item: Statement) -> tuple[Article, str]:
    with Store(record) as store:
        article = store.get(item.id).article
        assert article is not None
        return article, store.page_text(article.capture.id)


def filled(form: Posted, **changed: str | list[str]) -> dict[str, list[str]]:
    """What a browser sends of a form that somebody filled in."""
    fields = {name: list(form.all(name)) for name in form._fields}
    return (
        fields
        | {name: [value] if isinstance(value, str) else value for name, value in changed.items()}
        | {name: [value] for name, value in ME.items()}
    )


def told(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page))


def decide(desk: TestClient, path: str, form: dict[str, list[str]], status: int = 303) -> str:
    """Send a form; where it leads to, or the page that comes back."""
    answer = desk.post(path, data=form, follow_redirects=False)
    assert answer.status_code == status, told(answer.text)[-2000:]
    return answer.headers["location"] if status == 303 else answer.text


def decisions(record: Path) -> list[Ruling]:
    with Store(record) as store:
        return [one.ruling for one in store.decisions()]
