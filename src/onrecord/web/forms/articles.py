"""The form of an article: title, outlet, day, kind; where it begins and ends; where another one begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from onrecord.errors import InputError
from onrecord.model import Article, ArticleKind
from onrecord.record.told import body_between
from onrecord.spans import Span
from onrecord.web.forms import places
from onrecord.web.forms.posted import Posted, seen

KINDS = get_args(ArticleKind)
# Letters by which an article's beginning and end are shown.
_EDGE = 80


def told_of(article: Article, text: str) -> Posted:
    """The form of an article as it is."""
    begins, ends = article.body[0][0], article.body[-1][1]
    first, last = _edges(text, begins, ends)
    fields = {
        "title": article.title or "",
        "outlet": article.outlet.name if article.outlet else "",
        "published": (article.published.value or "") if article.published else "",
        "kind": article.kind,
        "first": places.words_at(text, (first,)),
        "first_at": places.offsets((first,)),
        "last": places.words_at(text, (last,)),
        "last_at": places.offsets((last,)),
        "seen": seen(article),
    }
    return Posted({name: [value] for name, value in fields.items()})


def _edges(text: str, begins: int, ends: int) -> tuple[Span, Span]:
    """The first and the last words of a stretch, no word cut where that can be."""
    if ends - begins <= _EDGE:
        return (begins, ends), (begins, ends)
    stop, start = text.rfind(" ", begins + 1, begins + _EDGE), text.find(" ", ends - _EDGE, ends - 1) + 1
    return (begins, stop if stop > begins else begins + _EDGE), (start or ends - _EDGE, ends)


def changes(form: Posted, was: Posted, article: Article, beside: Sequence[Article], text: str) -> dict[str, Any]:
    """What a form says otherwise than it was, as a ruling takes it; raises InputError."""
    found: dict[str, Any] = {}
    for name in ("title", "outlet", "published", "kind"):
        if (value := " ".join(form.one(name).split())) != " ".join(was.one(name).split()):
            found[name] = value or None
    edges = [(form.one(name), form.one(f"{name}_at")) for name in ("first", "last")]
    if edges != [(was.one(name), was.one(f"{name}_at")) for name in ("first", "last")]:
        begins = places.beginning(form, "first", "It begins with", text, article.body)
        ends = places.end(form, "last", "It ends with", text, article.body)
        if begins >= ends:
            raise InputError("The article", "ends before it begins")
        if (begins, ends) != (article.body[0][0], article.body[-1][1]):
            others = [one for one in beside if one.id != article.id]
            found["body"] = [list(span) for span in body_between(article, others, text, begins, ends)]
    if form.one("split").strip():
        found["split"] = places.beginning(form, "split", "Another one begins with", text, article.body)
    return found
