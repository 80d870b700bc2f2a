"""Entries of a timeline in plain words: when, who did what, the words that tell it, who printed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from onrecord.display import events, statements
from onrecord.display.numbers import counted
from onrecord.display.statements import UNDATED, day
from onrecord.model import Statement

if TYPE_CHECKING:
    from onrecord.record import ArticleRef, Entry

# Who printed a line in other words than those shown: what sets theirs apart.
_DIFFERENCES = {"negation": "a negation", "number": "a number", "qualifier": "a qualifier", "addition": "a clause"}
# More who print a line are counted, not named; --json has all.
_NAMED = 8


def when(entry: Entry) -> str:
    """The day of an entry, with a sign where it is that of publication."""
    if entry.day is None:
        return UNDATED
    return f"≤ {day(entry.day)}" if entry.is_published else day(entry.day)


def heading(entry: Entry) -> tuple[str, str]:
    """Who said or did it, and what that was, as the listings of statements and events have it."""
    if isinstance(entry.told, Statement):
        return statements.who(entry.told), statements.verb(entry.told)
    return events.sides(entry.told), f" {events.act(entry.told)}"


def words(entry: Entry) -> str:
    """The words that tell it: a speaker's own in quotation marks."""
    return statements.quoted(entry.told) if isinstance(entry.told, Statement) else entry.text


def below(entry: Entry, labels: Mapping[str, str]) -> list[str]:
    """Who printed it, and in which story where there are several, as lines below the words."""
    told = [_printed_by(entry), counted(entry.sources, "source") if entry.sources > 1 else ""]
    title = entry.article.title if entry.article.outlet and entry.article.title != entry.text else None
    lines = [" · ".join(part for part in (*told, title) if part)]
    if entry.story is not None and entry.story in labels and len(labels) > 1:
        lines.append(f"in {entry.story}  {labels[entry.story]}")
    return lines


def _printed_by(entry: Entry) -> str:
    """The outlets, whose words stand here first; with each of the others what sets its wording apart."""
    nearest: dict[str, tuple[ArticleRef, tuple[str, ...]]] = {}
    for one in entry.members:
        known = nearest.get(one.article.id)
        # An article that quotes it and tells it in other words too has the words.
        if known is None or len(one.differs) < len(known[1]):
            nearest[one.article.id] = (one.article, one.differs)
    named = list(dict.fromkeys(printer(article) + apart(differs) for article, differs in nearest.values()))
    return ", ".join(named[:_NAMED]) + (f" and {len(named) - _NAMED} more" if len(named) > _NAMED else "")


def printer(article: ArticleRef) -> str:
    """What whoever printed it goes by: the outlet, else the article, its address or its id."""
    return article.outlet or article.title or article.url or article.record_id or article.id


def apart(differs: tuple[str, ...]) -> str:
    """What sets a wording apart from the one that stands for the utterance."""
    if "words" in differs:
        return " (in other words)"
    return f" (differs in {' and '.join(_DIFFERENCES[one] for one in differs)})" if differs else ""
