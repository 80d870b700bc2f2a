"""Who is who, ruled by hand: two entities made one, one parted into two, undone, and kept over every new reading."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from onrecord import capture, pipeline
from onrecord.capture import Page
from onrecord.errors import InputError, NotFoundError, RecordError
from onrecord.model import Article, Entity
from onrecord.record import Query, Signature, Store, Verification, Where, in_force
from onrecord.ruling import Apart, Decision

PAGES = {
    "one.txt": "Karsa signs.\n\nKarsan minister Adara Ruvell said the pact was signed. Ruvell met Ilo Varn.",
    "two.txt": "Talks go on.\n\nAdara Ruvell said the talks would go on. “We wait,” she said. Pelle Dorn disagreed.",
    "three.txt": "A late goal.\n\nThe goalkeeper Adara Ruvell said she was tired. Goalkeeper Ruvell saved two shots.",
    "four.txt": "Dorn and Dorn.\n\nPelle Dorn said the ferries would run. His brother smiled. “No ferries,” said Dorn.",
}
ME = Signature("Mara Feld", "seen on the page")


def _read(folder: Path, names: Sequence[str] = tuple(PAGES)) -> list[tuple[Page, list[Article]]]:
    for name in names:
        (folder / name).write_text(PAGES[name], "utf-8")
    outcomes = [
        pipeline.read_raw(raw)
        for raw in capture.raws([str(folder / name) for name in names], whole=True)
        if isinstance(raw, capture.Raw)
    ]
    return [(one.page, list(one.articles)) for one in outcomes if isinstance(one, pipeline.Done)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Page, list[Article]]]:
    return _read(tmp_path_factory.mktemp("pages"))


@pytest.fixture
def store(path: Path, pages: list[tuple[Page, list[Article]]]) -> Iterator[Store]:
    with Store(path, create=True, write=True) as made:
        made.put_many(pages)
        yield made


def _called(store: Store, name: str) -> list[str]:
    found = {one.item.id: one.item for one in store.entities(Query(about=name)) if one.item.type == "person"}
    return sorted(found, key=lambda id_: -(store.dossier(id_) or pytest.fail(id_)).article_count)


def _other(made: Decision) -> str:
    assert isinstance(made.ruling, Apart)
    return made.ruling.other.id


def _state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that follows from pages and decisions; row numbers, clock times and the order of rows do not."""
    tables = ("articles", "entities", "mentions", "statements", "speakers", "names")
    with closing(sqlite3.connect(path)) as database:
        return {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608


def _said_by(store: Store, speaker: str) -> list[str]:
    return [one.item.text for one in store.statements(Query(speaker=speaker))]


def test_two_entities_ruled_the_same_are_one_everywhere(store: Store, path: Path) -> None:
    minister, keeper = _called(store, "Adara Ruvell")
    before = len(_said_by(store, minister)) + len(_said_by(store, keeper))
    store.decide_same(keeper, minister, ME)
    assert _called(store, "Adara Ruvell") == [minister]
    assert len(_said_by(store, minister)) == before
    assert store.get(keeper).item.id == minister
    assert list(Verification(path)) == []


def test_undone_decisions_leave_the_record_as_it_was_but_for_the_list_of_them(store: Store, path: Path) -> None:
    was = _state(path)
    minister, keeper = _called(store, "Adara Ruvell")
    dorn = _called(store, "Pelle Dorn")[0]
    made = [
        store.decide_same(keeper, minister, ME),
        store.decide_same(minister, dorn, ME),
        store.decide_apart(dorn, Where(named="Adara Ruvell"), "Adara Ruvell II", ME),
    ]
    assert _state(path) != was
    for one in made:  # in the order in which they were made: each later one stands without the earlier
        store.undo(one.number, ME)
        assert list(Verification(path)) == []
    assert _state(path) == was
    assert [one.ruling.ruling for one in store.decisions()] == ["same", "same", "apart", "undo", "undo", "undo"]
    assert in_force(store.decisions()) == []
    assert store.get(keeper).item.id == keeper


def test_an_entity_ruled_apart_takes_its_mentions_and_words_along(store: Store, path: Path) -> None:
    dorn = _called(store, "Pelle Dorn")[0]
    article = next(one.article.id for one in store.statements(Query(speaker=dorn)) if one.item.text == "No ferries")
    other = _other(store.decide_apart(dorn, Where((article,), "Dorn"), "Ansel Dorn", ME))
    assert _said_by(store, other) == ["No ferries"]
    assert "the ferries would run" in _said_by(store, dorn)
    assert "No ferries" not in _said_by(store, dorn)
    assert store.get("Ansel Dorn").item.id == other
    assert list(Verification(path)) == []


def test_a_whole_article_can_go_to_somebody_whom_the_record_has(store: Store) -> None:
    minister, keeper = _called(store, "Adara Ruvell")
    two = next(one.article.id for one in store.statements(Query(speaker=minister)) if one.item.text == "We wait")
    store.decide_apart(minister, Where((two,)), keeper, ME)
    assert "We wait" in _said_by(store, keeper)
    assert "We wait" not in _said_by(store, minister)


def test_pages_that_come_after_a_decision_follow_it(
    path: Path, tmp_path: Path, pages: list[tuple[Page, list[Article]]]
) -> None:
    later = tmp_path / "later.db"
    with Store(path, create=True, write=True) as first, Store(later, create=True, write=True) as second:
        first.put_many(pages)
        second.put_many(pages[2:3] + pages[:1])
        minister, keeper = _called(first, "Adara Ruvell")
        for one in (first, second):
            one.decide_same(keeper, minister, ME)
        second.put_many(pages)
        assert {one.item.id for one in second.entities(Query(about="Ruvell"))} == {minister}
    kept = {table: rows for table, rows in _state(path).items() if table != "articles"}
    assert kept == {table: rows for table, rows in _state(later).items() if table != "articles"}


def _as_a_later_model_has_it(articles: Sequence[Article], old: str, new: str) -> list[Article]:
    """The same reading, with another id for one entity."""
    return [
        Article.model_validate_json(one.model_dump_json().replace(old, new)).model_copy(
            update={"made_by": {"entity": "9"}}
        )
        for one in articles
    ]


def test_a_decision_finds_again_an_entity_that_a_later_reading_gives_another_id(
    store: Store, path: Path, pages: list[tuple[Page, list[Article]]]
) -> None:
    minister, keeper = _called(store, "Adara Ruvell")
    store.decide_same(keeper, minister, ME)
    page, articles = pages[2]
    assert store.put(page, _as_a_later_model_has_it(articles, keeper, "en_bbbbbbbbbbbbbbbbbbbb")) == "changed"
    assert _called(store, "Adara Ruvell") == [minister]
    assert store.unsettled() == []
    assert list(Verification(path)) == []


def test_a_decision_whose_entity_is_gone_from_a_page_is_listed_for_another_look(
    store: Store, pages: list[tuple[Page, list[Article]]]
) -> None:
    minister, keeper = _called(store, "Adara Ruvell")
    made = store.decide_same(keeper, minister, ME)
    page, articles = pages[2]
    without = [
        one.model_copy(update={"entities": (), "statements": (), "events": (), "made_by": {"entity": "9"}})
        for one in articles
    ]
    store.put(page, without)
    assert [(one.decision.number, one.capture) for one in store.unsettled()] == [(made.number, page.capture.id)]
    assert in_force(store.decisions()) == [made]


@pytest.mark.parametrize(
    ("entity", "kept", "told"),
    [
        ("Adara", "Adara", "several go by this name"),
        ("Ilo Varn", "Ilo Varn", "already"),
        ("Ilo Varn", "ar", "no entity"),
    ],
)
def test_what_cannot_be_ruled_the_same_is_told(store: Store, entity: str, kept: str, told: str) -> None:
    if kept == "ar":
        kept = next(iter(store.articles())).item.id
    with pytest.raises(InputError, match=told):
        store.decide_same(entity, kept, ME)
    assert store.decisions() == []


def test_what_cannot_be_ruled_apart_is_told(store: Store) -> None:
    with pytest.raises(InputError, match="in which articles"):
        store.decide_apart("Ilo Varn", Where(), None, ME)
    with pytest.raises(InputError, match="not mentioned by 'Varnish'"):
        store.decide_apart("Ilo Varn", Where(named="Varnish"), None, ME)
    with pytest.raises(InputError, match="itself"):
        store.decide_apart("Ilo Varn", Where(named="Ilo Varn"), "Ilo Varn", ME)
    with pytest.raises(NotFoundError):
        store.decide_apart("Nobody At All", Where(named="x"), None, ME)
    with pytest.raises(InputError, match="there is none"):
        store.undo(1, ME)


def test_what_is_undone_is_not_undone_again_nor_an_undoing_undone(store: Store) -> None:
    store.decide_same("Ilo Varn", "Pelle Dorn", ME)
    store.undo(1, ME)
    with pytest.raises(InputError, match="is undone already"):
        store.undo(1, ME)
    with pytest.raises(InputError, match="decide anew"):
        store.undo(2, ME)


def test_a_decision_on_a_few_mentions_finds_them_where_they_are(store: Store) -> None:
    minister = _called(store, "Adara Ruvell")[0]
    store.decide_apart(minister, Where(named="Ruvell"), "Another Ruvell", ME)
    assert store.unsettled() == []


def test_a_namesake_without_a_name_of_its_own_has_an_id_of_its_own(store: Store) -> None:
    dorn = _called(store, "Pelle Dorn")[0]
    made = store.decide_apart(dorn, Where(named="Pelle Dorn"), None, ME)
    namesake = store.get(_other(made)).item
    assert isinstance(namesake, Entity)
    assert (namesake.name, namesake.id == dorn) == ("Pelle Dorn", False)


def test_who_only_reads_decides_nothing(store: Store, path: Path) -> None:
    assert store.writes
    with Store(path) as reader, pytest.raises(RecordError, match="for reading only"):
        reader.undo(1, ME)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE decisions SET json = '{}' WHERE number = 1", "its JSON cannot be read"),
        ("DELETE FROM decisions WHERE number = 1", "decision 1 is due"),
        ("UPDATE decisions SET kind = 'apart' WHERE number = 1", "in its column"),
        ("UPDATE readings SET json = 'x'", "cannot be read"),
        ("UPDATE readings SET json = replace(json, 'tired', 'awake')", "other than was read, and nobody decided it"),
    ],
)
def test_verify_sees_decisions_that_were_tampered_with(
    store: Store, path: Path, tmp_path: Path, change: str, told: str
) -> None:
    minister, keeper = _called(store, "Adara Ruvell")
    store.decide_same(keeper, minister, ME)
    store.decide_same("Ilo Varn", "Pelle Dorn", ME)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(path)) as database, closing(sqlite3.connect(copy)) as other:
        database.backup(other)
        for trigger in ("decisions_are_not_changed", "decisions_are_not_deleted"):
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute(change)
        other.commit()
    assert any(told in problem.problem for problem in Verification(copy))


def test_decisions_are_neither_changed_nor_deleted(store: Store, path: Path) -> None:
    store.decide_same("Ilo Varn", "Pelle Dorn", ME)
    with closing(sqlite3.connect(path)) as database:
        for change in ("UPDATE decisions SET because = ''", "DELETE FROM decisions"):
            with pytest.raises(sqlite3.IntegrityError, match="undo it"):
                database.execute(change)


def test_a_copy_of_the_record_has_the_decisions(store: Store, path: Path, tmp_path: Path) -> None:
    store.decide_same("Ilo Varn", "Pelle Dorn", ME)
    store.close()
    shutil.copy(path, tmp_path / "copy.db")
    with Store(tmp_path / "copy.db") as copy:
        assert [(one.decided_by, one.because) for one in copy.decisions()] == [("Mara Feld", "seen on the page")]


def test_what_follows_from_who_is_who_is_noted_and_the_statement_itself_still_waits(store: Store) -> None:
    minister, keeper = _called(store, "Adara Ruvell")
    theirs = {one.item.id for one in store.statements(Query(speaker=keeper))}
    number = store.decide_same(keeper, minister, ME).number
    for one in store.statements():
        assert one.item.ruled == ({"who": number} if one.item.id in theirs else {})
    assert theirs <= {one.id for one in store.queue("statement", 1000)}
    store.undo(number, ME)
    assert all(one.item.ruled == {} for one in store.statements())
