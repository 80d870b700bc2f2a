"""Copies, stories and sayings of a generated record, as placing and voicing would have left them.

Who belongs together is known from the writing, so nothing is compared: the rows are written by SQL, a story at a time,
once all of its articles are in the record. Terms, prints and leads are those of the texts.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import NamedTuple

import numpy as np
from benchmarks.large_told import Thought
from benchmarks.large_world import DESCRIBED

from onrecord import story
from onrecord.data.array import Array
from onrecord.language.folding import folded
from onrecord.model import Article, set_id
from onrecord.record import strands
from onrecord.spans import View
from onrecord.story import gather, origins
from onrecord.story.origins import Copy, source_of
from onrecord.story.prints import Print, prints
from onrecord.story.terms import Terms, terms
from onrecord.story.titles import label
from onrecord.story.vectors import WIDTH
from onrecord.story.words import hashes, tokens

TOPICS = 3000
"""Centres around which the vectors of statements lie."""

# How far what is said lies from the centre of its topic, and a wording from what is said, by length.
_FROM_TOPIC, _FROM_MEANING = 1.0, 0.25
# As story.vectors has them.
_SCALE, _MOST = 400.0, 127
# Of two sayings so many statements each are compared.
_COMPARED = 2
_OVERLAPPING = 0.03


class Heard(NamedTuple):
    """A statement of a story: its id, what it tells and in which words."""

    id: str
    thought: Thought
    variant: int


class Family(NamedTuple):
    """Which text of its story an article has, and how it repeats it; None where it is the first."""

    number: int
    copy: str | None


@dataclass
class Printed:
    """What is kept of an article until its story is whole."""

    id: str
    title: str | None
    about: Terms
    found: list[Print]
    day: int
    source: str
    copy: Copy
    family: Family
    heard: list[Heard]


@dataclass
class Remembered:
    """What somebody said in an earlier story, and the first statements that have it."""

    thought: Thought
    statements: list[str]


@dataclass
class Echo:
    """That something said is what the speaker had said before (again), or the contrary of it (opposite)."""

    thought: Thought
    relation: str
    before: Remembered


@dataclass
class Whole:
    """A story, all of whose articles are in the record."""

    printed: list[Printed] = field(default_factory=list)
    echoes: list[Echo] = field(default_factory=list)


def printed(article: Article, text: str, day: int, family: Family, heard: list[Heard]) -> Printed:
    """What placing would keep of an article."""
    body = View.of(text, article.body).text
    outlet = article.outlet.name if article.outlet else None
    earliest = article.published.earliest if article.published else None
    agency = folded(article.agency.name) if article.agency else ""
    return Printed(
        id=article.id,
        title=article.title,
        about=terms(article.title, body),
        found=prints(hashes(tokens(body))),
        day=day,
        source=source_of(outlet, article.capture.url),
        copy=Copy(article.id, folded(outlet or ""), agency, earliest, len(body)),
        family=family,
        heard=heard,
    )


class Groups:
    """Writes the rows of groups into a record; the caller opens the transactions."""

    def __init__(self, connection: sqlite3.Connection, seed: int) -> None:
        """Draw the topics."""
        self._connection = connection
        self._seed = seed
        self._rng = random.Random(f"groups {seed}")  # noqa: S311 - nobody is to be kept from guessing
        self._topics = np.stack([self._direction(1, topic) for topic in range(TOPICS)])
        self._placed = 0

    def write(self, whole: Whole) -> dict[int, list[str]]:
        """All rows of a story; the ids of its statements by what they tell."""
        texts = self._texts(whole.printed)
        name = set_id("sy", min(one.id for one in whole.printed))
        numbers = self._place(whole.printed, texts, name)
        self._relate(whole.printed, numbers)
        self._connection.execute(
            "INSERT INTO stories (id, label, earliest, latest, articles, texts, outlets) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                name,
                label([(one.title, one.about) for one in whole.printed]),
                min(_bound(one, 0) for one in whole.printed),
                max(_bound(one, 1) for one in whole.printed),
                len(whole.printed),
                len({texts[one.id][0] or one.id for one in whole.printed}),
                len({one.source for one in whole.printed}),
            ),
        )
        strands.keep(self._connection, name)
        return self._voice(whole)

    def finish(self) -> None:
        """Tell the sayings, and forget the utterances of those who speak in one article alone."""
        self._connection.execute(
            "DELETE FROM utterances WHERE speaker IN"
            " (SELECT speaker FROM statements GROUP BY speaker HAVING count(DISTINCT article) < 2)"
        )
        self._connection.execute(
            "INSERT INTO sayings (id, speaker, earliest, latest, statements, sources, outlets)"
            " SELECT saying, min(utterances.speaker), min(statements.earliest), max(statements.latest), count(*),"
            "        count(DISTINCT coalesce(placed.copy_of, placed.article)), count(DISTINCT placed.source)"
            "   FROM utterances JOIN statements ON statements.id = statement"
            "   JOIN placed ON placed.article = statements.article WHERE saying IS NOT NULL GROUP BY saying"
        )

    # Articles -------------------------------------------------------------------------------------------------------

    def _texts(self, articles: Sequence[Printed]) -> dict[str, tuple[str | None, str | None]]:
        """For each article whose text it repeats, and how; nothing where it is the first of its text."""
        families: dict[int, list[Printed]] = {}
        for one in articles:
            families.setdefault(one.family.number, []).append(one)
        out: dict[str, tuple[str | None, str | None]] = {}
        for family in families.values():
            copies = [one.copy for one in family]
            first = min(family, key=lambda one: origins.rank(one.copy, copies))
            for one in family:
                out[one.id] = (None, None) if one is first else (first.id, _relation(one, first))
        return out

    def _place(
        self, articles: Sequence[Printed], texts: dict[str, tuple[str | None, str | None]], name: str
    ) -> list[int]:
        numbers = []
        for one in articles:
            self._placed += 1
            numbers.append(self._placed)
            leading = one.about.heaviest(gather.HEAVIEST)
            runs = json.dumps([found.run for found in one.found])
            self._connection.execute(
                "INSERT INTO placed (number, article, made_by, day, source, terms, prints, leads, story, copy_of,"
                " copy_kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(self._placed, one.id, story.VERSION, one.day, one.source, one.about.packed(), runs),
                    *(json.dumps(leading), name, *texts[one.id]),
                ),
            )
            rows = [(found.run, self._placed, found.around) for found in one.found]
            self._connection.executemany("INSERT INTO prints (print, number, around) VALUES (?, ?, ?)", rows)
            led = [(term, one.day, self._placed) for term in leading]
            self._connection.executemany("INSERT INTO leads (term, day, number) VALUES (?, ?, ?)", led)
        return numbers

    def _relate(self, articles: Sequence[Printed], numbers: Sequence[int]) -> None:
        """Which two articles are likely one story, and which one text."""
        alike, copies = [], []
        for (one, left), (other, right) in combinations(zip(articles, numbers, strict=True), 2):
            alike.append((left, right, round(self._rng.uniform(gather.ALONE, 0.99), 6)))
            if one.family.number == other.family.number:
                copies.append((left, right, _relation(one, other)))
            elif self._rng.random() < _OVERLAPPING:
                copies.append((left, right, "overlap"))
        self._connection.executemany("INSERT INTO alike (one, other, likely) VALUES (?, ?, ?)", alike)
        self._connection.executemany("INSERT INTO copies (one, other, kind) VALUES (?, ?, ?)", copies)

    # Statements -----------------------------------------------------------------------------------------------------

    def _voice(self, whole: Whole) -> dict[int, list[str]]:
        """What all statements mean, and which of them are one utterance."""
        by_thought: dict[int, list[Heard]] = {}
        for heard in (heard for one in whole.printed for heard in one.heard):
            by_thought.setdefault(id(heard.thought), []).append(heard)
        told: dict[int, list[str]] = {}
        for key, group in by_thought.items():
            meanings = self._vectors(group)
            rows = [(one.id, story.VERSION, meanings[one.variant]) for one in group]
            self._connection.executemany("INSERT INTO meanings (statement, made_by, vector) VALUES (?, ?, ?)", rows)
            thought = group[0].thought
            if not thought.speaker.id.startswith(DESCRIBED) and thought.act != "asked":
                told[key] = sorted(one.id for one in group)
                self._utter(thought, group, told[key])
        for echo in whole.echoes:
            statements = told.get(id(echo.thought), [])
            self._echo(
                (mine, theirs, echo.relation, self._rng.uniform(0.5, 0.95))
                for mine in statements[:_COMPARED]
                for theirs in echo.before.statements[:_COMPARED]
            )
        return told

    def _utter(self, thought: Thought, group: Sequence[Heard], statements: Sequence[str]) -> None:
        saying = set_id("sa", statements[0]) if len(statements) > 1 else None
        rows = [(one, thought.speaker.id, story.VERSION, saying) for one in statements]
        self._connection.executemany(
            "INSERT INTO utterances (statement, speaker, made_by, saying) VALUES (?, ?, ?, ?)", rows
        )
        self._echo(
            (one.id, other.id, "same", 1.0 if one.variant == other.variant else self._rng.uniform(0.6, 0.99))
            for one, other in combinations(group, 2)
        )

    def _echo(self, pairs: Iterable[tuple[str, str, str, float]]) -> None:
        rows = [
            (min(one, other), max(one, other), relation, round(likely, 4)) for one, other, relation, likely in pairs
        ]
        self._connection.executemany("INSERT INTO echoes (one, other, relation, likely) VALUES (?, ?, ?, ?)", rows)

    def _vectors(self, group: Sequence[Heard]) -> dict[int, bytes]:
        """A vector for each wording of something said, as `story.vectors` packs them."""
        thought = group[0].thought
        mean = self._topics[thought.topic] + _FROM_TOPIC * self._direction(2, thought.meaning)
        mean /= np.linalg.norm(mean)
        out = {}
        for variant in {one.variant for one in group}:
            vector = mean + _FROM_MEANING * self._direction(3, thought.meaning, variant)
            small = np.clip(np.round(vector / np.linalg.norm(vector) * _SCALE), -_MOST, _MOST)
            out[variant] = small.astype(np.int8).tobytes()
        return out

    def _direction(self, *which: int) -> Array:
        """A vector of length 1 by lot, always the same for the same numbers."""
        drawn: Array = np.random.Generator(np.random.PCG64([self._seed, *which])).standard_normal(WIDTH)
        drawn /= np.linalg.norm(drawn)
        return drawn


def _relation(one: Printed, other: Printed) -> str:
    """How two articles of one text relate."""
    kinds = {one.family.copy, other.family.copy} - {None}
    return str(kinds.pop()) if len(kinds) == 1 else "edited"


def _bound(one: Printed, more: int) -> str:
    return date.fromordinal(one.day + more).isoformat()
