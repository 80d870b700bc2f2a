"""Gathering: of all pairs of articles those that may be one story, without comparing each with each.

Two articles meet where they share one of the terms that weigh most in each, and are not weeks apart. How many an
article is compared with grows with what is printed of its own terms in its own days, not with the size of a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.story.likeness import FARTHEST, likeness
from onrecord.story.terms import Terms, cosine

LEAST = 0.2
"""The average likeness from which on two groups are one story. Fitted on the stories to tune on and on headlines;
between .15 and .25 B-cubed F1 changes by .02 (`benchmarks.stories --least`)."""

ALONE = 0.4
"""What two reports need that nobody else joins. In an archive of few pages a day 10 of 16 pairs that are two happenings
go with it, and 2 of 10 that are one (30 stories of labelled news, judged by hand); on dense days it changes little."""

FAINT = 0.02
"""Pairs that are less likely one story count as not likely at all."""

HEAVIEST = 16
"""Of an article's terms so many lead to others. Headlines have fewer, and reports of one happening share several."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of an article when it looks for its story: its terms, and the day that it counts from.

    `day` is a number of days (`date.toordinal`), null where nothing dates the article: when it was saved says nothing.
    `after` is then the last day on which it has somebody speak: it was not written before.
    """

    id: str
    terms: Terms
    day: float | None
    after: float | None = None


def days_between(one: Report, other: Report) -> float | None:
    """How many days lie between two articles; None where one is undated."""
    return None if one.day is None or other.day is None else abs(one.day - other.day)


def how_likely(one: Report, other: Report) -> float:
    """How likely two articles are one story, 0 where that is next to nothing."""
    terms = cosine(one.terms, other.terms)
    likely = likeness(terms, days_between(one, other))
    if gap := _gap(one, other) or _gap(other, one):
        likely = min(likely, likeness(terms, gap))
    return likely if likely >= FAINT else 0.0


def _gap(undated: Report, dated: Report) -> float:
    """How many days an article without a day must at least be later than one with a day; 0 where it need not be."""
    if undated.day is not None or undated.after is None or dated.day is None:
        return 0.0
    return max(0.0, undated.after - dated.day)


def edges(reports: Sequence[Report], most: int | None = None, first: int = 0) -> dict[tuple[str, str], float]:
    """All pairs of some articles that may be one story, with how likely they are.

    `most`: under each of its terms an article meets so many of those that stand before it at the most, the last ones;
    so the answer hangs on the order, which is best that of their days. `first`: so many do not ask, but are met.
    """
    holders: dict[int, list[Report]] = {}
    found: dict[tuple[str, str], float] = {}
    for number, report in enumerate(reports):
        leading = report.terms.heaviest(HEAVIEST)
        for other in _met(report, leading, holders, most) if number >= first else ():
            if likely := how_likely(report, other):
                found[other.id, report.id] = likely
        for key in leading:
            holders.setdefault(key, []).append(report)
    return found


def _met(
    report: Report, leading: Iterable[int], holders: dict[int, list[Report]], most: int | None
) -> Iterable[Report]:
    met: dict[str, Report] = {}
    for key in leading:
        held = holders.get(key, [])
        for other in held if most is None else held[-most:]:
            if (days := days_between(report, other)) is None or days <= FARTHEST:
                met[other.id] = other
    return met.values()
