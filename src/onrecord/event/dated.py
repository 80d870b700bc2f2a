"""When an event was: the time that its sentence tells, unless it cannot have been then.

"are building drones, to be ready by 2060"      a goal is not the day of what is under way
"sold Suvia 12 jets, to be delivered in 2031"   of an article of 2025: what was done lies behind its day
"In 2020 it took delivery of launchers, a purchase that ..."    the purchase was in 2020 as well
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.language import dates

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.model import Time
    from onrecord.spans import Span
    from onrecord.statement import Circumstances

# What has one of these has come about, or its end has: never ahead of the day on which it is told.
_COME_ABOUT = frozenset(
    {"agreed", "ordered", "in-production", "under-way", "done", "suspended", "cancelled", "refused"}
)
_LIMITS = r"\b(?:by|until|till|before|through|up to|no later than|ahead of)\b"
_UNTIL = re.compile(
    _LIMITS + r"(?:\s+(?:the|early|mid|late|end|beginning|start|middle|spring|summer|autumn|fall|winter|of))*[\s-]*$",
    re.IGNORECASE,
)
_LIMIT = re.compile(_LIMITS, re.IGNORECASE)
_LONGEST_UNTIL = 40
# So many times of a sentence are tried.
_TRIES = 3
_VERBS = frozenset({"VERB", "AUX"})
# By these a noun hangs on the verb of its own clause.
_NOMINAL = frozenset({"appos", "npadvmod", "dobj", "pobj", "prep", "nsubj", "nsubjpass", "compound", "attr", "conj"})


def happened(head: Token, status: str, times: Circumstances, reading: Reading) -> Time | None:
    """The time of an event whose trigger hangs by `head`; None where its sentence tells none that can be meant."""
    day = _day_it_was_told(reading)
    found = next(_fitting(head, status, times, reading, day), None)
    above = _told_with(head)
    if found is not None or above is None:
        return found
    # In the clause above, one time alone is the noun's as well: "slipped from 2023 to 2025" tells two.
    others = list(_fitting(above, status, times, reading, day))
    if len(others) != 1 or (status not in _COME_ABOUT and _is_behind(others[0], day)):
        return None
    return others[0]


def _fitting(head: Token, status: str, times: Circumstances, reading: Reading, day: str | None) -> Iterator[Time]:
    """The times that go with a word, the nearest first, less those at which the event cannot have been.

    A nearer one that hangs on an unknown day ends them: it is the one that was meant.
    """
    tried: list[Span] = []
    while len(tried) < _TRIES and (told := times.time(head, tried)) is not None:
        tried.append(told.span)
        if status in _COME_ABOUT and (_is_a_limit(told.span, reading) or _is_ahead(told.time, day)):
            continue
        if told.time is None:
            return
        yield told.time


def _told_with(head: Token) -> Token | None:
    """The verb in whose clause a noun is told: "took delivery, a purchase that"."""
    up = head
    while up.pos_ not in _VERBS and up.dep_ in _NOMINAL and up.head.i != up.i:
        up = up.head
    return up if head.pos_ == "NOUN" and up.pos_ in _VERBS else None


def _day_it_was_told(reading: Reading) -> str | None:
    """The day of publication, else that on which the page was captured."""
    article = reading.article
    return dates.known_day(article.published) or (article.capture.captured or "")[:10] or None


def _is_a_limit(span: Span, reading: Reading) -> bool:
    """Whether a time is one by which something is to be reached, or up to which it runs."""
    text = reading.view.text
    before = _UNTIL.search(text, max(0, span[0] - _LONGEST_UNTIL), span[0])
    return before is not None or _LIMIT.match(text, *span) is not None


def _is_ahead(time: Time | None, day: str | None) -> bool:
    if time is None or time.earliest is None or day is None:
        return False
    return time.earliest[: len(day)] > day


def _is_behind(time: Time, day: str | None) -> bool:
    """Whether a time was over on the day on which it was told: it cannot be that of what is still planned."""
    return day is not None and time.latest is not None and time.latest[: len(day)] <= day
