"""The articles of a page as they were read, made into the articles as people ruled.

Decisions are followed in their order, each on what those before it have left. What none of them concerns stays the very
object that was read. One whose words stand nowhere on the page any more changes nothing and is told as lost, for
somebody to look at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from onrecord.article import ruled
from onrecord.model import Article, Event, Statement
from onrecord.record import items, who
from onrecord.ruling import WHO, Apart, Correct, Decision, Evidence, ItemRuling, Reject, Same

T = TypeVar("T", Statement, Event)


class Replayed(NamedTuple):
    """The articles as ruled; the decisions that found nothing to rule on, by number, each with what it was made on."""

    articles: list[Article]
    lost: Mapping[int, Sequence[str]]


def replay(articles: Sequence[Article], capture: str, text: str, decisions: Iterable[Decision]) -> Replayed:
    """The articles of a page with this text with some decisions followed, in their order.

    Those on articles were followed when the page was read; here is seen whether they were.
    """
    now, due = list(articles), list(decisions)
    lost: dict[int, Sequence[str]] = {}
    for decision in due:
        ruling = decision.ruling
        if isinstance(ruling, Same | Apart):
            if missing := who.missing(now, capture, ruling):
                lost[decision.number] = missing
            now = [_told(one, who.ruled(one, ruling), decision.number) for one in now]
        elif isinstance(ruling, ItemRuling) and ruling.of == "article":
            if not ruled.holds(ruling, text, articles, decision.number):
                lost[decision.number] = [ruling.told]
        elif isinstance(ruling, ItemRuling):
            changed = items.ruled(now, text, ruling, decision.number)
            if changed is None:
                lost[decision.number] = [ruling.told]
            else:
                now = changed
    settled = {one.number for one in due if one.number in lost and _is_said_otherwise(one, due)}
    return Replayed(now, {number: what for number, what in lost.items() if number not in settled})


def _is_said_otherwise(one: Decision, due: Iterable[Decision]) -> bool:
    """Whether a later decision took away what an earlier one was made on: nobody has to look at that again."""
    ruling = one.ruling
    if not isinstance(ruling, ItemRuling):
        return False
    later = (other.ruling for other in due if other.number > one.number)
    return any(
        _shares(ruling.evidence, other.evidence)
        for other in later
        if isinstance(other, Reject) or (isinstance(other, Correct) and ruling.of == "article")
        if other.of == "article"
    )


def _shares(one: Evidence, other: Evidence) -> bool:
    """Whether two stand on some of the same words of one text."""
    return one.text == other.text and any(
        mine.start < its.end and its.start < mine.end for mine in one.anchors for its in other.anchors
    )


def _told(before: Article, after: Article, number: int) -> Article:
    """An article after a ruling on who is who, with a note on each item that names another one for it."""
    if after is before:
        return after
    statements = (
        new if new.speakers == old.speakers else _noted(new, number)
        for old, new in zip(before.statements, after.statements, strict=True)
    )
    events = (
        new if _sides(new) == _sides(old) else _noted(new, number)
        for old, new in zip(before.events, after.events, strict=True)
    )
    return after.model_copy(update={"statements": tuple(statements), "events": tuple(events)})


def _sides(event: Event) -> list[str | None]:
    return [side.entity for side in (*event.actors, *event.recipients)]


def _noted(item: T, number: int) -> T:
    return item.model_copy(update={"ruled": item.ruled | {WHO: number}})
