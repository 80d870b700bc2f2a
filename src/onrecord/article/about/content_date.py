"""When an article was published, as far as its own words give it away.

News says "on Monday" of the days just past. Together with a full date under its picture, or with the day the page was
saved and a day named without its year ("released Aug. 5"), that weekday is one day and no other:

    caption "... on August 15, 2022", text "on Monday"                  Monday, 15 August 2022
    saved on Tuesday, 13 September 2022; "on Monday", "on Sept. 7"      Monday, 12 September 2022

A weekday alone says nothing: a page saved years later has it too. The report may be some days younger than the day it
tells of, so the answer is bounded by the week that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from onrecord.article.flat import Found
from onrecord.language import dates
from onrecord.language.dates import Expression, When, day
from onrecord.model import Time, TimeBasis
from onrecord.spans import Span

# The weekday that a report tells of stands in its first sentences.
_LEAD = 900
_MAX_BODY = 20_000
_WEEK = timedelta(days=7)
# A day named without its year is a few weeks old at most.
_RECENT = timedelta(days=21)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def from_content(found: Found, captured: str | None, text: str) -> Time | None:
    """The day that the text, its pictures and the day the page was saved agree on; None where they don't."""
    weekday = next(_weekdays(found, text), None)
    if weekday is None:
        return None
    saved = _day(captured)
    for picture, span in _picture_days(found, text):
        told = dates.resolve(weekday.text, (picture + _WEEK - timedelta(days=1)).isoformat(), "past")
        if told is None or (saved is not None and told.first > saved):
            continue
        if told.first == picture or (saved is not None and saved - picture <= _WEEK):
            return _within_a_week(told, saved, "content", (span, weekday.span))
    if saved is None or captured is None:
        return None
    told = dates.resolve(weekday.text, captured, "past")
    named = _recent_day(found, told, text) if told else None
    return _within_a_week(told, saved, "weekday", (weekday.span, named)) if told and named else None


def _within_a_week(told: When, saved: date | None, basis: TimeBasis, evidence: tuple[Span, Span]) -> Time:
    latest = told.first + _WEEK
    if saved is not None:
        latest = min(latest, saved + timedelta(days=1))
    bounded = replace(day(told.first), latest=max(latest, told.after).isoformat())
    return bounded.time(basis, tuple(sorted(evidence)))


def _day(captured: str | None) -> date | None:
    when = dates.resolve(captured, None) if captured else None
    return when.first if when else None


def _weekdays(found: Found, text: str) -> Iterator[Expression]:
    """The weekdays named in the lead."""
    for expression in _expressions(found, text, _LEAD):
        bare = expression.text.casefold().removeprefix("on ").removeprefix("late ").removeprefix("early ")
        if dates.words().get(bare.split()[0], "").startswith("W") and not any(mark.isdigit() for mark in bare):
            yield expression


def _expressions(found: Found, text: str, budget: int) -> Iterator[Expression]:
    for start, end in found.body:
        for expression in dates.find(text[start : min(end, start + budget)]):
            left, right = expression.span
            yield Expression(expression.text, (start + left, start + right))
        budget -= end - start
        if budget <= 0:
            return


def _picture_days(found: Found, text: str) -> Iterator[tuple[date, Span]]:
    """The full dates under the article's pictures; those of file photos tell nothing."""
    for caption in found.captions:
        for start, end in caption:
            if re.search(r"\bfile\b|\barchiv", text[start:end], re.IGNORECASE):
                continue
            for expression in dates.find(text[start:end]):
                when = dates.resolve(expression.text, None)
                if when is not None and when.precision == "day":
                    left, right = expression.span
                    yield when.first, (start + left, start + right)


def _recent_day(found: Found, told: When, text: str) -> Span | None:
    """A day without a year shortly before the one told of; None where one is named that is not near."""
    near = None
    for expression in _expressions(found, text, _MAX_BODY):
        if _YEAR.search(expression.text) or not re.search(r"\d", expression.text):
            continue
        when = dates.resolve(expression.text, told.value)
        if when is None or when.precision != "day" or re.search(r"\bago\b|earlier|later", expression.text):
            continue
        if not -_WEEK <= told.first - when.first <= _RECENT:
            return None
        near = near or expression.span
    return near
