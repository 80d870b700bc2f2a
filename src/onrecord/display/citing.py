"""How a statement is cited: who, how, the words, when and where they were said, who reported them, from which page.

    Oskar Brenek denied, in the reporter's words: the cranes had been paid for twice
    Said: day not told, by 2031-05-06; in Karsa, at the harbour forum
    Reported by The Evening Buoy: “No cranes for Karsa”, 2031-05-06

What was done with the words is always told: who reads "Brenek: the cranes had been paid for twice" takes a denial for
a claim, and the reporter's words for the speaker's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.display.decisions import by_hand
from onrecord.display.statements import between, is_doubtful, named, quoted, verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.model import Article, Statement

_WHOSE_WORDS = {"direct": "", "mixed": ", partly in the reporter's words", "indirect": ", in the reporter's words"}
# What a phrase may carry along where it was cut out of its sentence.
_EDGES = " ,;:.“”„\"'«»"


def how(statement: Statement) -> str:
    """What was done with the words, and whose they are: "denied, in the reporter's words"."""
    return verb(statement) + _WHOSE_WORDS[statement.kind]


def line(statement: Statement) -> str:
    """Who, how, and the words."""
    return f"{named(statement)} {how(statement)}: {quoted(statement)}"


def said(statement: Statement, published: str | None) -> str:
    """When, where and on what occasion it was said, as far as that is told."""
    phrases = (statement.place, statement.occasion)
    around = [words for phrase in phrases if phrase and (words := " ".join(phrase.text.split()).strip(_EDGES))]
    return "; ".join([day_said(statement, published), *([", ".join(around)] if around else [])])


def day_said(statement: Statement, published: str | None) -> str:
    """The day on which it was said; where nothing tells it, by when: that of publication."""
    if statement.said and statement.said.value and "said" not in statement.unresolved:
        return between(statement.said.value)
    return f"day not told, by {published[:10]}" if published else "day not known"


def reported(outlet: str | None, title: str | None, published: str | None, via: Iterable[str] = ()) -> str:
    """Who reported it, under which title, when: "by Harbour Ledger: “Ferries stay”, 2031-05-06"."""
    where = f"by {outlet}" if outlet else ""
    if title:
        where = f"{where}: “{title}”" if outlet else f"in “{title}” (outlet not known)"
    told = [where or "by an outlet that is not known", published[:10] if published else "day of publication not known"]
    return ", ".join([*told, *(f"as told by {name}" for name in via)])


def card(statement: Statement, article: Article, page: str, link: str, via: Iterable[str] = ()) -> str:
    """All that a citation needs, a line each: `page` is where the page was, `link` leads to the record."""
    published = article.published.value if article.published else None
    outlet = article.outlet.name if article.outlet else None
    capture = article.capture
    hand = by_hand(statement)
    doubt = "Doubtful: the program takes it for more likely wrong than right, and nobody has looked at it"
    return "\n".join(
        (
            line(statement),
            *([f"{hand[0].upper()}{hand[1:]}"] if hand else []),
            *([doubt] if is_doubtful(statement.confidence) and not by_hand(statement, items=True) else []),
            f"Said: {said(statement, published)}",
            f"Reported {reported(outlet, article.title, published, via)}",
            f"Page: {page}",
            f"Retrieved: {capture.captured or 'day not recorded'}; SHA-256 of the page: {capture.id}",
            f"Record: {statement.id}, {link}",
        )
    )
