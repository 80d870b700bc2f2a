"""The reports of a generated crawl: what each is called, what it says, who prints it and whose text it has.

The plot is that of the large record (`large_stories`): stories of some days, told by several papers, with speakers who
keep to what they said. A third of the reports end with a paragraph out of our own articles, one in two hundred is in
another language, and what agencies and papers copy from each other is told.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from benchmarks.crawl_prose import Paragraph, exchanged, paragraphs
from benchmarks.large_stories import Plot, Slot, Story, slots
from benchmarks.large_told import Tokens
from benchmarks.large_world import AGENCIES, Outlet, World

_FOREIGN = Path(__file__).with_name("crawl_foreign.tsv")
FIRST = date(2031, 1, 6)
A_WEEK = 2000
# Of a thousand: reports in another language; those that close with a paragraph of ours; copies beside those of the
# plot, which has a tenth.
_OTHER_LANGUAGES, _CLOSING, _COPIES = 5, 330, 60
# Copies come within a day or two: of the last so many reports.
_RECENT = 400
_LEAST_LEFT = 3

How = Literal["", "exact", "edited", "update", "cut", "retitled", "credited"]
_OF_THE_PLOT: tuple[How, ...] = ("exact", "edited", "update")


class Report(NamedTuple):
    """A report as an outlet prints it; `number` counts from 0, `repeats` is that of the one whose text it has.

    `story` is the number of its story, below 0 for those in another language, which are one form filled in each time.
    """

    number: int
    title: str
    paragraphs: tuple[str, ...]
    outlet: Outlet
    day: date
    author: str
    agency: str | None
    filed: str | None
    language: str = "en"
    repeats: int | None = None
    how: How = ""
    address: int | None = None
    story: int = 0

    @property
    def url(self) -> str:
        """Where it stands; a later state of a report stands where the first one stood."""
        words = "-".join("".join(c if c.isalnum() else " " for c in self.title.lower()).split()[:6])
        name = words if words.isascii() else "report"
        number = self.number if self.address is None else self.address
        return f"https://{self.outlet.host}/{self.day:%Y/%m/%d}/{name}-{number}"


def reports(count: int, seed: int) -> Iterator[Report]:
    """So many reports in the order of their days, about 2,000 a week."""
    return _Desk(count, seed).reports()


class _Desk:
    """Writes reports one after the other, and remembers whose text each has."""

    def __init__(self, count: int, seed: int) -> None:
        self._rng = random.Random(f"crawl {seed}")  # noqa: S311 - nobody is to be kept from guessing
        self._world = World(seed)
        self._plot = Plot(self._world, seed)
        order, sizes = slots(random.Random(f"crawl days {seed}"), count, 0, A_WEEK / 7)  # noqa: S311 - the same
        self._order: list[Slot] = order
        self._sizes: list[int] = sizes
        self._begins = order[0].day
        self._prose: list[Paragraph] = paragraphs()
        self._foreign = [line.split("\t") for line in _FOREIGN.read_text("utf-8").splitlines() if line[0] != "#"]
        self._recent: deque[Report] = deque(maxlen=_RECENT)
        self._first: dict[tuple[int, int], Report] = {}

    def reports(self) -> Iterator[Report]:
        stories: dict[int, Story] = {}
        for number, slot in enumerate(self._order):
            if slot.place == 0:
                stories[slot.story] = self._plot.story(slot.day, self._sizes[slot.story])
            day = FIRST + timedelta(slot.day - self._begins)
            report = self._report(number, slot, stories[slot.story], day)
            if stories[slot.story].left == 0:
                del stories[slot.story]
            if report.repeats is None:
                self._recent.append(report)
            yield report

    def _report(self, number: int, slot: Slot, story: Story, day: date) -> Report:
        rng = self._rng
        due = self._plot.article(story, slot.day)
        drawn = rng.randrange(1000)
        if drawn < _OTHER_LANGUAGES:
            return self._in_another_language(number, day)
        if drawn < _OTHER_LANGUAGES + _COPIES and self._recent:
            return self._copied(number, day)
        printing = due.printing
        report = Report(
            number,
            _text(due.written.title),
            tuple(map(_text, due.written.paragraphs)),
            printing.outlet,
            day,
            printing.author,
            printing.agency,
            printing.filed,
            story=slot.story,
        )
        first = self._first.get((slot.story, due.family.number))
        if first is None or due.family.copy is None:
            report = self._closed(report)
            self._first[slot.story, due.family.number] = report
            return report
        how: How = next(way for way in _OF_THE_PLOT if way == due.family.copy)
        if how == "update":
            report = report._replace(outlet=first.outlet, day=first.day, address=first.number, author=first.author)
            report = report._replace(paragraphs=(*first.paragraphs, report.paragraphs[-1]), title=first.title)
        elif how == "exact":
            report = report._replace(paragraphs=first.paragraphs, title=first.title)
        return report._replace(repeats=first.number, how=how)

    def _closed(self, report: Report) -> Report:
        if self._rng.randrange(1000) >= _CLOSING:
            return report
        closing = exchanged(self._rng.choice(self._prose), self._rng, self._world)
        return report._replace(paragraphs=(*report.paragraphs, closing))

    def _copied(self, number: int, day: date) -> Report:
        """What another paper printed within these days, cut, under another title, or with its agency's name on it."""
        rng = self._rng
        source = rng.choice(self._recent)
        outlet = self._world.outlets.draw(rng)[0]
        while outlet == source.outlet:
            outlet = self._world.outlets.draw(rng)[0]
        how: How = rng.choice(("cut", "retitled", "credited"))
        title, said = source.title, source.paragraphs
        if how == "cut":
            said = said[: max(_LEAST_LEFT, round(len(said) * rng.uniform(0.5, 0.9)))]
        elif how == "retitled":
            title = _headline(said)
        return source._replace(
            number=number, title=title, paragraphs=said, outlet=outlet, day=day, author=rng.choice(self._world.authors),
            agency=source.agency or rng.choice(AGENCIES), repeats=source.number, how=how, address=None,
        )  # fmt: skip

    def _in_another_language(self, number: int, day: date) -> Report:
        rng = self._rng
        form = rng.randrange(len(self._foreign))
        language, title, body = self._foreign[form]
        place, name = self._world.places.draw(rng)[0].name, rng.choice(self._world.authors)

        def said(text: str) -> str:
            return text.format(p=place, w=name.split()[-1], n=rng.randint(12, 900), y=rng.randint(1950, 2020))

        outlet = self._world.outlets.draw(rng)[0]
        outlet = Outlet(outlet.name, outlet.host.replace("www.", f"{language}.", 1))
        return Report(
            number,
            said(title),
            tuple(map(said, body.split(" | "))),
            outlet,
            day,
            name,
            None,
            None,
            language,
            story=-1 - form,
        )


def _headline(said: Sequence[str]) -> str:
    """A title of another desk's: the first words of what is told second."""
    words = said[min(1, len(said) - 1)].strip("“”").split()
    return " ".join(words[:9]).strip(",.:“”")


def _text(tokens: Tokens) -> str:
    return "".join(token for token in tokens if isinstance(token, str))
