"""What people decided holds, whatever comes: other readings, other texts, other decisions, in any order.

A record of a few pages, read by a machine that finds other things with each of its versions, is ruled on at random.
After each step every decision that counts is in force or listed for another look, every id that was ever shown answers,
and the record verifies. In the end the same pages and decisions in another order come to the same, and without any
decision the record is as the machine alone has it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.property import promise
from tests.property.seeded import NAMES, TEXTS, Reader, raws

from onrecord import pipeline
from onrecord.capture.raw import Raw
from onrecord.errors import InputError, PageError
from onrecord.model import Article, Event, Statement
from onrecord.record import Signature, Store, Verification, Where

ME = Signature("Mara Feld", "seen on the page")
# `make test` tries a few; a long run: ONRECORD_EXAMPLES=500.
EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "12"))
STEPS = 40 if "ONRECORD_EXAMPLES" in os.environ else 20

LOTS = st.integers(0, 2**32)
READERS = st.builds(Reader, st.sampled_from((*TEXTS[:1] * 3, *TEXTS)), st.integers(0, 9))


class Decisions(RuleBasedStateMachine):
    """A record that people rule on while its pages are read again and again."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self.path = Path(self._stack.enter_context(TemporaryDirectory())) / "onrecord.db"
        self.reader = Reader()
        self.failing: set[str] = set()
        self._stack.enter_context(patch.object(pipeline, "read_raw", self._read))
        # Which story an article is of is no decision's matter, and takes a model.
        self._stack.enter_context(patch.object(Store, "place", lambda _store, _tell=None: None))
        self.store = _opened(self.path)
        self.seen: set[str] = set()
        self.made = 0
        self.of = {one.source: one for one in raws()}

    def _read(self, raw: Raw | PageError) -> pipeline.Outcome:
        assert isinstance(raw, Raw)
        if raw.source in self.failing:
            return pipeline.Failed(PageError(raw.source, "reading", "no luck"), raw)
        page = self.reader.page(raw)
        return pipeline.Done(page, self.reader.read(page))

    def _add(self, pages: list[Raw], *, again: bool = False) -> None:
        with patch.object(pipeline, "VERSIONS", self.reader.made_by):
            pipeline.add(self.store, pages, again=again)

    def _decide(self, decide: object) -> None:
        with patch.object(pipeline, "VERSIONS", self.reader.made_by), suppress(InputError):
            pipeline.decided(self.store, decide)  # type: ignore[arg-type]
            self.made += 1

    @initialize(reader=READERS)
    def begin(self, reader: Reader) -> None:
        self.reader = reader
        self._add(list(self.of.values()))

    def teardown(self) -> None:
        try:
            if self.made:
                self._ends_well()
        finally:
            self.store.close()
            self._stack.close()

    # What happens ---------------------------------------------------------------------------------------------------

    @rule(reader=READERS, which=st.sets(st.sampled_from(sorted(one.source for one in raws())), min_size=1))
    def read_again(self, reader: Reader, which: set[str]) -> None:
        self.reader = reader
        self._add([self.of[one] for one in sorted(which)], again=True)

    @rule(reader=READERS)
    def add_all_with_other_versions(self, reader: Reader) -> None:
        self.reader = reader
        self._add(list(self.of.values()))

    @rule()
    def add_what_is_known(self) -> None:
        self._add(list(self.of.values()))

    @rule(which=st.sampled_from(sorted(one.source for one in raws())), reader=READERS)
    def a_page_fails(self, which: str, reader: Reader) -> None:
        self.reader, self.failing = reader, {which}
        self._add([self.of[which]], again=True)

    @rule()
    def pages_fail_no_more(self) -> None:
        self.failing = set()

    @rule()
    def close_and_open(self) -> None:
        self.store.close()
        self.store = _opened(self.path)

    # What people rule -----------------------------------------------------------------------------------------------

    @rule(lot=LOTS)
    def accept(self, lot: int) -> None:
        if one := self._some(lot):
            self._decide(lambda store: store.accept(one, ME))

    @rule(lot=LOTS)
    def reject(self, lot: int) -> None:
        if one := self._some(lot):
            self._decide(lambda store: store.reject(one, ME))

    @rule(lot=LOTS)
    def rule_on_what_was_once_there(self, lot: int) -> None:
        one = Random(lot).choice(sorted(self.seen))
        verb = Random(lot).choice(("accept", "reject"))
        self._decide(lambda store: getattr(store, verb)(one, ME))

    @rule(lot=LOTS)
    def correct(self, lot: int) -> None:
        if one := self._some(lot):
            changes = self._changes(one, Random(lot))
            self._decide(lambda store: store.correct(one, changes, ME))

    @rule(lot=LOTS)
    def correct_an_article(self, lot: int) -> None:
        draw = Random(lot)
        articles = [one for those in promise.held(self.path).articles.values() for one in those]
        if articles:
            article = draw.choice(articles)
            self._decide(lambda store: store.correct(article.id, self._of_article(article, draw), ME))

    @rule(lot=LOTS)
    def add_a_statement(self, lot: int) -> None:
        draw = Random(lot)
        articles = [one for those in promise.held(self.path).articles.values() for one in those]
        if articles:
            article = draw.choice(articles)
            start, end = draw.choice(article.body)
            first = draw.randrange(start, end - 1)
            content = [[first, draw.randrange(first + 1, end)]]
            fields = {"speaker": draw.choice((*NAMES, None, "Nobody Known"))} if draw.random() < 0.7 else {}
            self._decide(lambda store: store.add_statement(article.id, content, fields, ME))

    @rule(lot=LOTS)
    def same(self, lot: int) -> None:
        if people := self._people():
            one, other = Random(lot).choices(people, k=2)
            self._decide(lambda store: store.decide_same(one, other, ME))

    @rule(lot=LOTS)
    def apart(self, lot: int) -> None:
        draw = Random(lot)
        articles = [one for those in promise.held(self.path).articles.values() for one in those if one.entities]
        if articles:
            article = draw.choice(articles)
            entity = draw.choice(article.entities)
            other = draw.choice((None, "A Namesake", *self._people()))
            self._decide(lambda store: store.decide_apart(entity.id, Where((article.id,)), other, ME))

    @precondition(lambda self: self.made > 0)
    @rule(lot=LOTS)
    def undo(self, lot: int) -> None:
        number = Random(lot).randint(1, self.made)
        self._decide(lambda store: store.undo(number, ME))

    # What must hold -------------------------------------------------------------------------------------------------

    @invariant()
    def every_decision_is_in_force_or_listed(self) -> None:
        record = promise.held(self.path)
        problems = list(promise.broken(self.store, record))
        assert not problems, problems
        self.seen |= promise.ids(record)

    @invariant()
    def decisions_are_numbered_without_a_gap(self) -> None:
        assert [one.number for one in self.store.decisions()] == list(range(1, self.made + 1))

    @invariant()
    def every_id_that_was_ever_there_answers(self) -> None:
        for one in sorted(self.seen):
            self.store.get(one)

    @invariant()
    def the_record_verifies(self) -> None:
        problems = list(Verification(self.path))
        assert not problems, problems

    def _ends_well(self) -> None:
        """In another order it comes to the same; without decisions, to what the machine alone has."""
        self.failing = set()
        self._add(list(self.of.values()), again=True)
        with _opened(self.path.with_name("other.db")) as other:
            _copied(self.store, other)
            with patch.object(pipeline, "VERSIONS", self.reader.made_by):
                pipeline.add(other, list(self.of.values())[::-1])
        assert promise.state(self.path.with_name("other.db")) == promise.state(self.path)
        for one in reversed(promise.counting(self.store.decisions())):
            self._decide(lambda store, number=one.number: store.undo(number, ME))
        with (
            _opened(self.path.with_name("alone.db")) as alone,
            patch.object(pipeline, "VERSIONS", self.reader.made_by),
        ):
            pipeline.add(alone, list(self.of.values()))
        assert promise.state(self.path) == promise.state(self.path.with_name("alone.db"))
        assert not self.store.unsettled()

    # Lots -----------------------------------------------------------------------------------------------------------

    def _some(self, lot: int) -> str | None:
        draw = Random(lot)
        articles = [one for those in promise.held(self.path).articles.values() for one in those]
        kind = draw.choice(("statements", "statements", "events", "articles"))
        if kind == "articles":
            found = [one.id for one in articles]
        else:
            found = [item.id for one in articles for item in getattr(one, kind)]
        return draw.choice(sorted(found)) if found else None

    def _people(self) -> list[str]:
        found = promise.held(self.path).articles.values()
        return sorted({one.id for those in found for article in those for one in article.entities})

    def _changes(self, one: str, draw: Random) -> dict[str, object]:
        item, article = self.store.get(one)
        assert article is not None
        if isinstance(item, Statement):
            (first, last), where = (item.content[0][0], item.content[-1][1]), draw.choice(article.body)
            every: dict[str, object] = {
                "content": [[first, draw.randint(first + 1, last)]],
                "cue": [[where[0], where[0] + 3]],
                "source": [[where[0] + 1, where[0] + 5]],
                "speaker": draw.choice((*NAMES, None, *self._people())),
                "kind": draw.choice(("direct", "mixed", "indirect")),
                "act": draw.choice(("said", "thought", "asked")),
                "denied": draw.random() < 0.5,
                "said": draw.choice((None, "2031-05", "2030-01-02")),
            }
        elif isinstance(item, Event):
            every = {
                "type": draw.choice(("AID", "AGREE")),
                "mode": draw.choice((None, "arms-offer")),
                "status": draw.choice((None, "done", "offered")),
                "denied": draw.random() < 0.5,
                "when": draw.choice((None, "2031")),
                "actors": draw.sample([*NAMES, "Karsa", *self._people()], draw.randint(0, 2)),
                "recipients": ["KAR"],
            }
        else:
            return self._of_article(article, draw)
        return {name: every[name] for name in draw.sample(sorted(every), draw.randint(1, 3))}

    def _of_article(self, article: Article, draw: Random) -> dict[str, object]:
        text = self.store.page_text(article.capture.id)
        first = draw.randrange(len(text) - 1)
        every: tuple[dict[str, object], ...] = (
            {"title": draw.choice((None, "Ferries stop", "Something else"))},
            {"outlet": draw.choice((None, "Harbour Ledger")), "kind": "opinion"},
            {"published": draw.choice((None, "2031-04-01"))},
            {"body": [[first, draw.randrange(first + 1, len(text))]]},
            {"split": draw.randrange(len(text))},
        )
        return draw.choice(every)


def _opened(path: Path) -> Store:
    store = Store(path, create=True, write=True)
    with store.moment() as connection:
        pass
    connection.execute("PRAGMA synchronous = OFF")  # a thousand waits for the disk are no part of what is tried
    return store


def _copied(one: Store, other: Store) -> None:
    """Have a record hold the decisions of another before any page is in it."""
    columns = "number, kind, decided_by, decided_at, because, json, item, capture"
    with one.changing() as source, other.changing() as target:
        rows = source.execute(f"SELECT {columns} FROM decisions ORDER BY number").fetchall()  # noqa: S608
        target.executemany(f"INSERT INTO decisions ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608


Decisions.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDecisions = Decisions.TestCase
