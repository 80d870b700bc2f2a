"""When an article was published: what the page says, ranked and checked against each other.

In this order: what whoever saved the page says; a day beside the title; the metadata of HTML; the dateline; the
address; a relative line ("6 days ago"), which counts from the day the page was saved; a change with its time of day, as
news has it. Two sources that agree outrank one that stands before them. The date that stands alone at the very top of a
page is often the day of the visit: it counts only where nothing in the text speaks against it. Where nothing decides,
nothing is said, with the reason; where the page tells only of a change, that bounds the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from onrecord.article.about.article_day import Choice, has_clock
from onrecord.article.about.content_date import from_content
from onrecord.article.about.days import Day
from onrecord.article.flat import Found
from onrecord.article.line.dateline import Filed
from onrecord.article.line.shape import Shape
from onrecord.article.line.time_line import outlet_before_time, time_expressions
from onrecord.language import dates
from onrecord.language.dates import When
from onrecord.model import Time, TimeBasis
from onrecord.spans import Span, Spans

_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A report names days close to its own without a year; further back it would say more.
_SEASON = timedelta(days=45)
# Dates that differ by less than this are the same one in another time zone, or print and web.
_SAME = timedelta(days=2)
_DAY = timedelta(days=1)
_MAX_BODY = 20_000
_NOTHING = "the page says no date of publication"


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


def publication(found: Found, filed: Filed | None, known: Known, choice: Choice, text: str) -> Publication:
    """When the article was published."""
    claims = list(_claims(found, filed, known, choice, text))
    settled = [claim for claim in claims if claim.value is not None and not _is_to_come(claim, known.captured)]
    if settled:
        best = settled[0] if settled[0].basis == "given" else max(settled, key=lambda claim: _support(claim, settled))
        return Publication(_with_evidence(best, settled), _disagreement(best, settled))
    if claims:
        words = _words(claims[0], text)
        return Publication(claims[0], f'"{words}" counts from when the page was saved, which is not known')
    answer = _checked_masthead(choice.masthead, found, known, text) if choice.masthead else Publication(None, _NOTHING)
    if answer.time is None and (told := from_content(found, known.captured, text)) is not None:
        return Publication(told, None)
    return _bounded(choice.changed[0], text) if answer.time is None and choice.changed else answer


def _claims(found: Found, filed: Filed | None, known: Known, choice: Choice, text: str) -> Iterator[Time]:
    """What the page says of its date, in the order of trust; without a value where it counts from a day not known."""
    if known.given and (when := dates.resolve(known.given, known.captured)):
        yield when.time("given", ())
    address = _URL_DATE.search(known.url) if known.url else None
    addressed = dates.resolve("-".join(address.groups()), None) if address else None
    head = dates.resolve(known.metadata, None) if known.metadata else None
    day = _agreeing(choice.days, [when for when in (head, addressed) if when])
    yield from _in_order(day, head, choice.changed)
    relative = list(_relative(found, known.captured))
    if filed is not None and filed.date is not None and (claim := _filed(found, filed.date, known, relative, text)):
        yield from relative if claim.value is None else ()
        yield claim
    if addressed:
        yield addressed.time("url", ())
    yield from relative
    if day is None and head is None:
        yield from (one.when.time("byline", (one.span,)) for one in choice.changed if has_clock(one))


def _agreeing(days: Sequence[Day], others: list[When]) -> Day | None:
    """The likeliest day by the title that the page's head or its address says too; else the likeliest."""
    said = {when.value for when in others}
    return next((day for day in days if day.when.value in said), days[0] if days else None)


def _in_order(day: Day | None, head: When | None, changed: Sequence[Day]) -> Iterator[Time]:
    """The day beside the title and that of the page's head.

    Where they differ the later one is mostly that of a change, which either may give without saying so.
    """
    beside = [day.when.time("byline", (day.span,))] if day else []
    if head is None:
        yield from beside
        return
    is_change = any(other.when.value == head.value for other in changed)
    if day is None or not (is_change or day.role == "published" or day.when.value <= head.value):
        yield head.time("metadata", ())
        yield from beside
    else:
        yield from beside
        yield head.time("metadata", ())


def _is_to_come(claim: Time, captured: str | None) -> bool:
    """Whether a day lies after the page was saved: an event's, or a mistake."""
    saved = dates.resolve(captured, None) if captured else None
    return saved is not None and _when(claim).first > saved.after + _DAY


def _support(claim: Time, settled: list[Time]) -> int:
    """How many kinds of sources say the same day."""
    return len({other.basis for other in settled if _is_same(claim, other)})


def _is_same(one: Time, other: Time) -> bool:
    mine, theirs = _when(one), _when(other)
    return theirs.first - mine.after < _SAME and mine.first - theirs.after < _SAME


def _with_evidence(best: Time, settled: list[Time]) -> Time:
    """A day of the page's head or address with the words on the page that say the same."""
    if best.evidence:
        return best
    same = next((other.evidence for other in settled if other.evidence and other.value == best.value), ())
    return best.model_copy(update={"evidence": same})


def _bounded(day: Day, text: str) -> Publication:
    """Only when an article was changed is known: it is no younger."""
    no_later = Time(
        value=None,
        precision=None,
        earliest=None,
        latest=day.when.latest,
        offset=None,
        basis="byline",
        evidence=(day.span,),
    )
    said = " ".join(text[slice(*day.line)].split())
    return Publication(no_later, f'the page says when it was last changed ("{said}"), not when it was published')


def _relative(found: Found, captured: str | None) -> Iterator[Time]:
    """What counts from the day the page was saved, on lines by the title: "6 days ago", "Jan 23"."""
    for span, expression in _lines(found):
        if not _has_year(expression) and (claim := counted(expression, captured, "relative", (span,))) is not None:
            yield claim


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
    """The expressions of time on lines of their own by the title, nearest first."""
    for line, look in (*found.head, *reversed(found.above)):
        if look is Shape.OUTLET_TIME:
            name = outlet_before_time(line.text[line.content :])
            start = line.text.find(name, line.content) + len(name)
            start += len(line.text[start:]) - len(line.text[start:].lstrip(" •·|-–—"))
            yield (line.span[0] + start, line.span[1]), line.text[start:]
        elif look is Shape.TIME:
            for expression in time_expressions(line.text[line.content :]):
                start = line.span[0] + line.text.find(expression, line.content)
                yield (start, start + len(expression)), expression


def _has_year(expression: str) -> bool:
    return _YEAR.search(expression) is not None


def _disagreement(best: Time, settled: list[Time]) -> str | None:
    """Which source won, where another one says a day further off than a time zone."""
    for other in settled:
        if not _is_same(best, other):
            return f"the {other.basis} says {other.value}, the {best.basis} {best.value}; the {best.basis} was taken"
    return None


def _when(time: Time) -> When:
    return When(time.value or "", time.precision or "day", time.earliest or "", time.latest or "")


def _words(time: Time, text: str) -> str:
    return " ".join(text[slice(*span)] for span in time.evidence)


# The date at the top of a page.


def _checked_masthead(day: Day, found: Found, known: Known, text: str) -> Publication:
    line = " ".join(text[slice(*day.line)].split())
    if known.captured and known.captured.startswith(day.when.value):
        return Publication(None, f'"{line}" at the top of the page is the day that it was saved')
    against = _speaks_against(day.when, found, text)
    if against:
        reason = f'"{line}" stands above all, but the text says "{against}": it may be the day of the visit'
        return Publication(None, reason)
    return Publication(day.when.time("byline", (day.span,)), None)


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
