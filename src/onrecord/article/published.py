"""When an article was published: what the page says, ranked and checked against each other.

In this order: what whoever saved the page says; the metadata of HTML; a date line beside the title; the dateline; the
address; a relative line ("6 days ago"), which counts from the day the page was saved. The date that stands alone at the
very top of a page is often the day of the visit: it counts only where nothing in the text speaks against it. Where
nothing decides, nothing is said, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from onrecord.article import lists
from onrecord.article.content_date import from_content
from onrecord.article.dateline import Filed
from onrecord.article.flat import Found
from onrecord.article.lines import Line
from onrecord.article.shape import Shape
from onrecord.article.time_line import outlet_before_time, time_expressions
from onrecord.language import dates
from onrecord.language.stretch import When
from onrecord.model import Time, TimeBasis
from onrecord.spans import Span, Spans

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_PUBLISHED = re.compile(r"\d{4}|publi|posted|veröffentlicht|опубликовано|yayın", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A page's own date at its top stands within its first lines.
_TOP = 4
# A report names days close to its own without a year; further back it would say more.
_SEASON = timedelta(days=45)
# Dates that differ by less than this are the same one in another time zone, or print and web.
_SAME = timedelta(days=2)
_MAX_BODY = 20_000
_NOTHING = "the page says no date of publication"
_ONLY_CHANGED = "the page says when it was last changed, not when it was published"


@dataclass(frozen=True, slots=True)
class Publication:
    """The answer, and why there is none or which of two that differ was taken."""

    time: Time | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page apart from its text: when it was saved, its address, what its metadata says."""

    captured: str | None
    url: str | None
    given: str | None
    metadata: str | None


def publication(found: Found, filed: Filed | None, known: Known, text: str) -> Publication:
    """When the article was published."""
    claims = list(_claims(found, filed, known, text))
    settled = [claim for claim in claims if claim.value is not None]
    if settled:
        best = settled[0]
        return Publication(best, _disagreement(best, settled))
    if claims:
        return Publication(
            claims[0], f'"{_words(claims[0], text)}" counts from when the page was saved, which is not known'
        )
    masthead = _masthead(found)
    nothing = _ONLY_CHANGED if any(_is_change(line) and look is Shape.TIME for line, look in found.head) else _NOTHING
    answer = _checked_masthead(masthead, found, known, text) if masthead else Publication(None, nothing)
    if answer.time is None and (told := from_content(found, known.captured, text)) is not None:
        return Publication(told, None)
    return answer


def _claims(found: Found, filed: Filed | None, known: Known, text: str) -> Iterator[Time]:
    """What the page says of its date, in the order of trust; without a value where it counts from a day not known."""
    if known.given and (when := dates.resolve(known.given, known.captured)):
        yield when.time("given", ())
    if known.metadata and (when := dates.resolve(known.metadata, None)):
        yield when.time("metadata", ())
    dated, relative = _beside_title(found, known.captured)
    yield from dated
    if filed is not None and filed.date is not None and (claim := _filed(found, filed.date, known, relative, text)):
        yield from relative if claim.value is None else ()
        yield claim
    address = _URL_DATE.search(known.url) if known.url else None
    if address and (when := dates.resolve("-".join(address.groups()), None)):
        yield when.time("url", ())
    yield from relative


def _beside_title(found: Found, captured: str | None) -> tuple[list[Time], list[Time]]:
    """The dates on lines by the title, and those that count from the day the page was saved."""
    dated: list[Time] = []
    relative: list[Time] = []
    for span, expression in _lines(found):
        if _has_year(expression):
            when = dates.resolve(expression, None)
            dated += [when.time("byline", (span,))] if when else []
        elif (claim := counted(expression, captured, "relative", (span,))) is not None:
            relative.append(claim)
    return dated, relative


def _filed(found: Found, date: Span, known: Known, relative: list[Time], text: str) -> Time | None:
    """The dateline's day, counted from when the page was saved."""
    start = found.body[0][0]
    span = (start + date[0], start + date[1])
    anchor = known.captured or next((claim.value for claim in relative if claim.value), None)
    return counted(text[slice(*span)], anchor, "dateline", (span,))


def counted(expression: str, anchor: str | None, basis: TimeBasis, evidence: Spans) -> Time | None:
    """An expression counted back from a day; read but without a value where it needs that day and nobody knows it."""
    if when := dates.resolve(expression, anchor, "past"):
        return when.time(basis, evidence)
    if anchor is not None or not dates.is_expression(expression):
        return None
    return Time(value=None, precision=None, earliest=None, latest=None, offset=None, basis=basis, evidence=evidence)


def _lines(found: Found) -> Iterator[tuple[Span, str]]:
    """The expressions of time on lines of their own by the title, nearest first; not the day it was last changed."""
    near = [*found.head, *(pair for pair in reversed(found.above) if not _is_masthead(*pair))]
    for place, (line, look) in enumerate(near):
        if look is Shape.OUTLET_TIME:
            name = outlet_before_time(line.text[line.content :])
            start = line.text.find(name, line.content) + len(name)
            start += len(line.text[start:]) - len(line.text[start:].lstrip(" •·|-–—"))
            yield (line.span[0] + start, line.span[1]), line.text[start:]
        elif look is Shape.TIME:
            is_change = _is_change(line) or (
                place > 0 and _is_change(near[place - 1][0]) and not _has_year(near[place - 1][0].text)
            )
            for expression in time_expressions(line.text[line.content :]):
                if is_change and _has_year(expression):
                    continue
                start = line.span[0] + line.text.find(expression, line.content)
                yield (start, start + len(expression)), expression


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){lists.cues('changed').pattern}", re.IGNORECASE)


def _is_change(line: Line) -> bool:
    """Whether a line says when the article was changed, not when it was published."""
    found = _changed().search(line.text)
    return found is not None and not _PUBLISHED.search(line.text, 0, found.start())


def _has_year(expression: str) -> bool:
    return _YEAR.search(expression) is not None


def _disagreement(best: Time, settled: list[Time]) -> str | None:
    """Which source won, where another one says a day further off than a time zone."""
    mine = _when(best)
    for other in settled[1:]:
        theirs = _when(other)
        if theirs.first - mine.after >= _SAME or mine.first - theirs.after >= _SAME:
            return f"the {other.basis} says {other.value}, the {best.basis} {best.value}; the {best.basis} was taken"
    return None


def _when(time: Time) -> When:
    return When(time.value or "", time.precision or "day", time.earliest or "", time.latest or "")


def _words(time: Time, text: str) -> str:
    return " ".join(text[slice(*span)] for span in time.evidence)


# The date at the top of a page.


def _is_masthead(line: Line, look: Shape | None) -> bool:
    """Whether a line is a full date with its weekday, alone at the very top: what sites print as today."""
    if look is not Shape.TIME or line.index >= _TOP or _is_change(line):
        return False
    first = line.key.split()[0] if line.key else ""
    return dates.words().get(first, "").startswith("W") and _has_year(line.text)


def _masthead(found: Found) -> tuple[Line, When] | None:
    for line, look in found.above:
        if _is_masthead(line, look) and (when := dates.resolve(line.text, None)):
            return line, when
    return None


def _checked_masthead(masthead: tuple[Line, When], found: Found, known: Known, text: str) -> Publication:
    line, when = masthead
    if known.captured and known.captured.startswith(when.value):
        return Publication(None, f'"{line.text}" at the top of the page is the day that it was saved')
    against = _speaks_against(when, found, text)
    if against:
        reason = f'"{line.text}" stands above all, but the text says "{against}": it may be the day of the visit'
        return Publication(None, reason)
    return Publication(when.time("byline", (line.span,)), None)


def _speaks_against(when: When, found: Found, text: str) -> str | None:
    """Words of the text that do not fit a day: it names month's days, and all of them are of another season."""
    far = None
    budget = _MAX_BODY
    for start, end in found.body:
        for expression in dates.find(text[start : min(end, start + budget)]):
            if not any(mark.isdigit() for mark in expression.text):
                continue
            meant = dates.resolve(expression.text, when.value)
            if meant is None or meant.precision != "day":
                continue
            if _has_year(expression.text):
                if meant.first > when.after + _SEASON:
                    return expression.text
            elif abs(meant.first - when.first) <= _SEASON:
                return None
            else:
                far = far or expression.text
        budget -= end - start
        if budget <= 0:
            break
    return far
