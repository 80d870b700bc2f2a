"""The words of furniture on made-up pages: "Read more", "Page 3 of 7", "By Una Lorimer", of outlets that do not exist.

Phrases stand in `splices_words.tsv`. A slot within one ("{outlet}") is filled by a phrase of that kind or by a number.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "splices_words.tsv"
EVERY_LANGUAGE = "*"
SLOT = re.compile(r"\{(\w+)\}")

# Slots that hold a number, and its bounds: a count of words or comments, of minutes, of hours or days; an hour.
NUMBERS = {
    "n": (2, 980),
    "k": (2, 59),
    "s": (2, 9),
    "h": (1, 12),
    "page": (1, 9),
    "pages": (9, 14),
}

# Pages are saved on some day between these, and what stands on them is up to three days old.
FIRST_DAY = dt.date(2009, 1, 4)
LAST_DAY = dt.date(2026, 12, 30)
OLDEST_ENTRY = 3
NOON = 12
DATES = frozenset({"date", "monthday", "weekday", "month", "day", "mon", "year", "ymd"})


@cache
def table() -> dict[tuple[str, str], tuple[str, ...]]:
    """The phrases by kind and language."""
    phrases: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in TABLE.read_text(encoding="utf-8").splitlines()[2:]:
        kind, language, phrase = row.split("\t")
        phrases[kind, language].append(phrase)
    return {key: tuple(found) for key, found in phrases.items()}


class Words:
    """Phrases of one page: one language, one site with its name, one form of date and time for all entries."""

    def __init__(self, language: str, rng: random.Random) -> None:
        """A page of some day and some site."""
        self.language = language
        self.rng = rng
        self._forms: dict[str, str] = {}
        self.today = FIRST_DAY + dt.timedelta(rng.randrange((LAST_DAY - FIRST_DAY).days))
        self.site = self.phrase("paper")

    def phrase(self, kind: str, **given: str) -> str:
        """A phrase of a kind, slots filled; `given` goes before what chance would fill in."""
        return self._fill(self.rng.choice(self.choices(kind)), given)

    def same(self, kind: str, **given: str) -> str:
        """A phrase in the form that this page uses for the kind throughout: each time stamp looks like the last."""
        if kind not in self._forms:
            self._forms[kind] = self.rng.choice(self.choices(kind))
        return self._fill(self._forms[kind], given)

    def at(self, minute: int) -> str:
        """A time stamp for a minute of the day, in the form that this page uses."""
        hour, past = divmod(minute, 60)
        half = "am" if hour < NOON else "pm"
        today = self.same("date", **self._day(self.today))
        clock = {"clock": f"{hour:02}:{past:02}", "h": str((hour - 1) % NOON + 1), "mm": f"{past:02}"}
        return self.same("stamp", **clock, ap=half, AP=half.upper(), date=today)

    def ago(self, minutes: int) -> str:
        """How long ago, in the form that this page uses."""
        hours, minutes = divmod(minutes, 60)
        return self.same("hoursago", s=str(hours)) if hours else self.same("minutesago", k=str(minutes))

    def several(self, kind: str, fewest: int, most: int) -> list[str]:
        """Some different phrases of a kind."""
        return [self.filled(form, outlet=self.site) for form in self.forms(kind, fewest, most)]

    def forms(self, kind: str, fewest: int, most: int) -> list[str]:
        """Some different phrases of a kind, their slots still open."""
        choices = self.choices(kind)
        return self.rng.sample(choices, min(len(choices), self.rng.randint(fewest, most)))

    def filled(self, form: str, **given: str) -> str:
        """A phrase with its slots filled."""
        return self._fill(form, given)

    def choices(self, kind: str) -> tuple[str, ...]:
        """The forms of a kind in this language, else those of every language."""
        phrases = table()
        return phrases.get((kind, self.language)) or phrases[kind, EVERY_LANGUAGE]

    def _fill(self, form: str, given: dict[str, str]) -> str:
        return SLOT.sub(lambda found: given.get(found[1]) or self._slot(found[1]), form)

    def _slot(self, name: str) -> str:
        rng = self.rng
        if name in NUMBERS:
            return str(rng.randint(*NUMBERS[name]))
        if name in DATES:
            day = self._day(self.today - dt.timedelta(rng.choice([0, 0, 0, rng.randint(1, OLDEST_ENTRY)])))
            return self.same(name, **day) if name in {"date", "monthday"} else day[name]
        made: dict[str, Callable[[], str]] = {
            "name": lambda: f"{self.phrase('first')} {self.phrase('last')}",
            "CITY": lambda: self.phrase("city").upper(),
            "host": lambda: re.sub(r"\W+", "", self.site.lower()) + ".example",
            "clock": lambda: f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}",
            "mm": lambda: f"{rng.randint(0, 59):02}",
            "ap": lambda: rng.choice(["am", "pm"]),
            "AP": lambda: rng.choice(["AM", "PM"]),
        }
        return made[name]() if name in made else self.phrase("paper" if name == "outlet" else name)

    def _day(self, day: dt.date) -> dict[str, str]:
        """The slots of a date."""
        return {
            "weekday": self.choices("weekday")[day.weekday()],
            "month": self.choices("month")[day.month - 1],
            "day": str(day.day),
            "mon": f"{day.month:02}",
            "year": str(day.year),
            "ymd": day.isoformat(),
        }
