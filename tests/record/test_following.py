"""Decisions over time: undone in any order, over texts that move and pages that fail, by one process at a time."""

from __future__ import annotations

import itertools
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from tests.record.factory import Deed, Told, article_of, deeds_of, entity_of, page_of, span_of, statement_of
from tests.record.rereading import again, reordered, said, state

from onrecord import pipeline
from onrecord.capture.page import Given, Page
from onrecord.capture.raw import Raw
from onrecord.errors import BusyRecordError, InputError, PageError, RecordError
from onrecord.model import Article
from onrecord.record import Signature, Store, Verification

ME = Signature("Mara Feld", "seen on the page")
TWELVE, SANCTIONS = "We will send twelve drones to the harbour of Tolm", "No sanctions will stop the pipeline"


@pytest.fixture
def report(store: Store) -> tuple[Page, Article]:
    page, (article,) = Told().made()
    store.put(page, [article])
    return page, article


@pytest.fixture(autouse=True)
def _unplaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which story an article is of is no decision's matter here, and takes a model."""
    monkeypatch.setattr(Store, "place", lambda _store, _tell=None: None)


SOLD = Deed("Karsa sold nine boats to Velmora", "sold", actor=("Karsa", "KAR"), recipient=("Velmora", "VEL"))
CLAIMED = replace(SOLD, claimed=True)


# Undo, texts that move, pages that fail -------------------------------------------------------------------------------


def test_decisions_are_undone_in_any_order_and_leave_what_the_machine_has(tmp_path: Path) -> None:
    page, articles = deeds_of(CLAIMED)
    statement, event = articles[0].statements[0].id, articles[0].events[0].id
    for order in itertools.permutations(range(1, 5)):
        path = tmp_path / f"{order}.db"
        with Store(path, create=True, write=True) as store:
            store.put(page, articles)
            was = state(path)
            store.correct(statement, {"content": "sold nine boats to Velmora", "speaker": None}, ME)
            store.correct(event, {"status": "planned", "actors": ["Mira Valdin"]}, ME)
            store.add_statement(articles[0].id, "nine boats", {"speaker": "Mira Valdin"}, ME)
            store.reject(event, ME)
            for number in order:
                store.undo(number, ME)
            assert state(path) == was
        assert not list(Verification(path))


def test_what_cannot_be_undone_says_why(store: Store, report: tuple[Page, Article]) -> None:
    store.accept(report[1].statements[0].id, ME)
    store.undo(1, ME)
    for number, why in ((1, "undone already"), (2, "undoes another"), (0, "there is none"), (2**80, "there is none")):
        with pytest.raises(InputError, match=why):
            store.undo(number, ME)


def test_decisions_find_their_items_where_the_text_moved_and_tell_where_they_do_not(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    page, article = report
    store.accept(article.statements[0].id, ME)
    store.correct(article.statements[1].id, {"denied": True}, ME)
    moved = reordered(page, page.text.index("“No"))
    speakers = [entity_of(moved, one.name, *[span_of(moved.text, one.name)]) for one in article.entities]
    both = [
        statement_of(moved, span_of(moved.text, words), speaker=speaker)
        for words, speaker in zip((TWELVE, SANCTIONS), speakers, strict=True)
    ]
    again(store, moved, [article_of(moved, entities=speakers, statements=both)])
    assert {one.text: one.ruled for one in said(store).values()} == {TWELVE: {"accepted": 1}, SANCTIONS: {"denied": 2}}
    wrong = [both[0].model_copy(update={"speaker": None, "speaker_name": None, "speakers": ()}), both[1]]
    again(store, moved, [article_of(moved, entities=speakers, statements=wrong)])
    assert said(store)[TWELVE].ruled == {}
    assert [one.decision.number for one in store.unsettled()] == [1]
    assert not list(Verification(path))


@pytest.mark.parametrize(
    ("signed", "why"),
    [
        (Signature(""), "say who decides"),
        (Signature("x" * 1000), "letters"),
        (Signature("a\udcff"), "characters that no text has"),
        (Signature("a\0b"), "characters that no text has"),
        (Signature("Mara", "\ud800"), "characters that no text has"),
        (Signature("Mara", "y" * 20_000), "letters"),
    ],
)
def test_a_signature_that_cannot_be_kept_is_refused_and_nothing_is_decided(
    store: Store, report: tuple[Page, Article], signed: Signature, why: str
) -> None:
    with pytest.raises(InputError, match=why) as error:
        store.accept(report[1].statements[0].id, signed)
    assert "\n" not in str(error.value)
    assert store.decisions() == []
    assert said(store)[TWELVE].ruled == {}


def test_only_one_process_decides_and_who_reads_cannot(store: Store, report: tuple[Page, Article], path: Path) -> None:
    with pytest.raises(BusyRecordError):
        Store(path, write=True)
    with Store(path) as reading, pytest.raises(RecordError, match="reading only"):
        reading.accept(report[1].statements[0].id, ME)
    store.accept(report[1].statements[0].id, ME)
    with Store(path) as reading:
        assert [one.number for one in reading.decisions()] == [1]


def test_a_decision_that_cannot_be_read_is_told_in_a_line(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO decisions (kind, decided_by, decided_at, json) VALUES ('same', 'x', 'y', '{}')")
    with pytest.raises(RecordError, match="decision 1 cannot be read"):
        store.decisions()


# Rulings on articles, whose pages are read anew -----------------------------------------------------------------------

FLAT = (
    "Ferries stop\n\nThe ferries to Tolm do not run, the harbour master of Karsa told reporters on Monday morning.\n\n"
)
JSONL = '{"text": "Ferries stop. The ferries to Tolm do not run, said the harbour master.", "title": "Ferries"}'


def _raw(name: str, data: str) -> Raw:
    hints: dict[str, Literal["json", "html", "text"]] = {"a.jsonl": "json", "a.html": "html"}
    return Raw(data.encode(), name, hints.get(name, "text"), Given(whole=True))


@pytest.mark.parametrize(
    "raw",
    [_raw("a.txt", FLAT), _raw("a.jsonl", JSONL), _raw("a.html", f"<p>{FLAT}</p>")],
    ids=lambda raw: raw.source,
)
def test_a_ruling_on_an_article_is_followed_by_pages_of_every_format(store: Store, path: Path, raw: Raw) -> None:
    pipeline.add(store, [raw])
    article = store.get(_article(path)).item
    pipeline.decided(store, lambda one: one.correct(article.id, {"title": "Boats", "published": "2031-05-04"}, ME))
    held = store.get(_article(path)).item
    assert isinstance(held, Article)
    assert (held.title, held.published and held.published.value) == ("Boats", "2031-05-04")
    assert held.ruled == {"title": 1, "published": 1}
    pipeline.add(store, [raw], again=True)
    assert store.get(_article(path)).item == held
    pipeline.decided(store, lambda one: one.reject(held.id, ME))
    assert store.counts()["articles"] == 0
    assert isinstance(store.get(held.id).item.id, str)
    assert store.unsettled() == []
    pipeline.decided(store, lambda one: one.undo(2, ME))
    assert store.counts()["articles"] == 1
    assert not list(Verification(path))


def test_a_run_that_was_killed_before_its_page_followed_leaves_that_to_the_next(store: Store, path: Path) -> None:
    pipeline.add(store, [_raw("a.txt", FLAT)])
    store.reject(_article(path), ME)  # and here the process ends
    assert [one.decision.number for one in store.unsettled()] == [1]
    store.close()
    with Store(path, write=True) as opened:
        assert len(opened.overdue()) == 1
        pipeline.add(opened, [_raw("b.txt", FLAT.replace("Monday", "Tuesday"))])
        pipeline.follow(opened)
        assert (opened.overdue(), opened.unsettled()) == ([], [])
        assert opened.counts()["articles"] == 1
    assert not list(Verification(path))


def test_a_ruling_on_an_article_whose_page_fails_is_listed_until_it_is_read(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.add(store, [_raw("a.txt", FLAT)])
    read = pipeline.read_raw
    monkeypatch.setattr(
        pipeline,
        "read_raw",
        lambda raw: pipeline.Failed(PageError(raw.source, "reading", "no luck"), raw, by_chance=True),
    )
    pipeline.decided(store, lambda one: one.reject(_article(path), ME))
    assert [one.decision.number for one in store.unsettled()] == [1]
    assert store.counts()["articles"] == 1
    monkeypatch.setattr(pipeline, "read_raw", read)
    pipeline.follow(store)
    assert store.unsettled() == []
    assert store.counts()["articles"] == 0


def _article(path: Path) -> str:
    with closing(sqlite3.connect(path)) as database:
        return str(database.execute("SELECT id FROM articles").fetchone()[0])


def test_a_page_that_is_to_be_read_anew_brings_no_warning_along_that_its_reading_gives_again(path: Path) -> None:
    page = page_of("One said “yes, today”. Two said so too.")
    same = statement_of(page, (10, 20))
    two = [article_of(page, [(0, 22)], statements=[same]), article_of(page, [(9, 39)], statements=[same])]
    with Store(path, create=True, write=True) as store:
        store.put(page, two)
        assert any("twice" in line for line in store.page_warnings(page.capture.id))
        store.correct(two[0].id, {"title": "One and two"}, ME)
        [raw] = store.overdue()
        assert raw.warnings == ()
