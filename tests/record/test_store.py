from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.factory import LINES, TITLE, VERSIONS, Told, article_of, page_of, statement_of

from onrecord.capture.page import Given, Page
from onrecord.errors import InputError, NotFoundError, PageError, RecordError
from onrecord.exchange import jsonl
from onrecord.model import Article, Capture, Entity, Statement
from onrecord.record import Query, Scope, Store

NEWER = VERSIONS | {"statement": "2"}


def dump(path: Path, *, clocks: bool = True) -> list[str]:
    connection = sqlite3.connect(path)
    lines = [line for line in connection.iterdump() if clocks or "_at" not in line]
    connection.close()
    return lines


def test_a_page_goes_in_whole_and_comes_back_as_it_was(store: Store) -> None:
    page, articles = Told().made()
    assert store.put(page, articles) == "new"
    assert [found.item for found in store.articles()] == list(articles)
    assert [found.item for found in store.statements()] == list(articles[0].statements)
    assert {found.item.name for found in store.entities()} == {name for name, _ in LINES}
    assert store.page_text(page.capture.id) == page.text
    assert store.page_bytes(page.capture.id) == page.data
    assert store.articles_of(page.capture.id) == list(articles)


def test_the_same_page_twice_changes_nothing_at_all(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(*Told().made())
    before = dump(path)
    monkeypatch.setattr("onrecord.record.writing.now", lambda: "2099-01-01T00:00:00Z")
    assert store.put(*Told().made()) == "same"
    assert store.put(*Told(source="elsewhere/copy.txt").made()) == "same"
    assert dump(path) == before


def test_another_version_replaces_the_reading_and_keeps_when_the_page_came(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.writing.now", lambda: "2031-01-01T00:00:00Z")
    store.put(*Told().made())
    monkeypatch.setattr("onrecord.record.writing.now", lambda: "2031-02-02T00:00:00Z")
    page, (article,) = Told(made_by=NEWER).made()
    assert store.put(page, [article.model_copy(update={"statements": article.statements[:1]})]) == "changed"
    assert len(list(store.statements())) == 1
    times = sqlite3.connect(path).execute("SELECT added_at, read_at FROM captures").fetchone()
    assert times == ("2031-01-01T00:00:00Z", "2031-02-02T00:00:00Z")
    assert not list(store.search("pipeline", Scope(kind="statement")))


def test_entities_that_nothing_names_any_more_are_gone_and_others_stay(store: Store) -> None:
    known = {"Mira Valdin": "Q1"}
    store.put(*Told(ids=known).made())
    store.put(*Told(title="Another report", lines=LINES[:1], ids=known).made())
    page, (article,) = Told(made_by=NEWER, ids=known).made()
    store.put(page, [article.model_copy(update={"entities": (), "statements": ()})])
    assert [found.item.id for found in store.entities()] == ["Q1"]
    assert store.counts()["entities"] == 1


def test_a_newer_name_of_an_entity_counts_for_the_whole_record(store: Store, path: Path) -> None:
    store.put(*Told(ids={"Mira Valdin": "Q1"}).made())
    page, (article,) = Told(title="Later", lines=LINES[:1], ids={"Mira Valdin": "Q1"}).made()
    renamed = article.entities[0].model_copy(update={"name": "Mira Valdin-Orlo"})
    store.put(page, [article.model_copy(update={"entities": (renamed,)})])
    assert sqlite3.connect(path).execute("SELECT name FROM entities WHERE id = 'Q1'").fetchone() == (
        "Mira Valdin-Orlo",
    )


def test_put_many_says_what_became_of_each(store: Store) -> None:
    pages = [Told(title=f"Report {number}").made() for number in range(70)]
    store.put(*pages[3])
    outcomes = store.put_many(pages)
    assert outcomes == ["new"] * 3 + ["same"] + ["new"] * 66
    assert store.counts()["captures"] == 70


def test_a_page_whose_parts_do_not_fit_is_refused_and_nothing_of_it_stays(store: Store) -> None:
    page, articles = Told().made()
    other, _ = Told(title="Another").made()
    stranger = articles[0].statements[0].model_copy(update={"speakers": ("Q404",)})
    far = statement_of(page, (0, 5)).model_copy(update={"content": ((0, 9_999),)})
    for wrong in (
        (other, articles),
        (replace(page, data=b"changed"), articles),
        (page, [articles[0].model_copy(update={"statements": (stranger,)})]),
        (page, [articles[0].model_copy(update={"statements": (far,)})]),
        (page, [articles[0].model_copy(update={"body": ((0, 9_999),)})]),
    ):
        with pytest.raises(PageError, match="not stored") as caught:
            store.put(*wrong)
        assert caught.value.stage == "record"
    assert store.counts()["captures"] == 0


def test_a_page_that_does_not_fit_is_a_failure_among_many_and_the_others_go_in(store: Store) -> None:
    good, other = Told(title="One").made(), Told(title="Two").made()
    assert store.put_many([good, (other[0], good[1]), other]) == ["new", "failed", "new"]
    assert not list(store.failures())
    third, _ = Told(title="Three").made()
    for _ in range(2):
        assert store.put_many([(third, good[1])]) == ["failed"]
        assert [failure.capture for failure in store.failures()] == [third.capture.id]
    assert store.known(third.capture.id, Given(), VERSIONS)
    assert store.counts()["captures"] == 2


def test_an_id_that_comes_twice_on_a_page_counts_once_with_a_warning(store: Store) -> None:
    page = page_of("One said “yes, today”. Two said so too.")
    same = statement_of(page, (10, 20))
    two = [
        article_of(page, [(0, 22)], statements=[same, same]),
        article_of(page, [(9, 39)], statements=[same]),
        article_of(page, [(0, 22)]),
    ]
    assert store.put(page, two) == "new"
    assert len(list(store.statements())) == 1
    assert len(store.page_warnings(page.capture.id)) == 3


def test_a_page_without_articles_is_known_afterwards(store: Store) -> None:
    page = page_of("")
    assert store.put(page, [], made_by=VERSIONS) == "new"
    assert store.known(page.capture.id, Given(), VERSIONS)


def test_any_item_is_found_by_its_id_and_captures_and_items_by_its_beginning(full: Store) -> None:
    page, (article,) = Told().made()
    statement, entity = article.statements[0], article.entities[0]
    assert full.get(article.id) == (article, article)
    assert full.get(statement.id) == (statement, article)
    assert full.get(entity.id) == (entity, article)
    assert full.get(page.capture.id) == (page.capture, None)
    assert full.get(page.capture.id[:8].upper()).item == page.capture
    assert full.get(statement.id[:12]).item == statement
    assert isinstance(full.get(article.id).item, Article)
    for kind, asked in ((Capture, page.capture.id), (Statement, statement.id), (Entity, entity.id)):
        assert isinstance(full.get(asked).item, kind)


@pytest.mark.parametrize(
    "asked", ["", "st_", "st_aaaaaaaaaaaaaaaaaaaa", "0" * 64, "a5ddb83", "' OR 1=1 --", "\udcff", "%" * 9]
)
def test_what_is_not_there_is_not_found(full: Store, asked: str) -> None:
    with pytest.raises(NotFoundError):
        full.get(asked)
    with pytest.raises(NotFoundError):
        full.page_text(asked)


def test_a_beginning_that_several_ids_share_is_refused(store: Store, path: Path) -> None:
    store.put(*Told().made())
    store.put(*Told(title="Another").made())
    store.close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE articles SET id = 'ar_aaaaaaaaaa' || rowid")
    connection.commit()
    connection.close()
    with Store(path) as opened, pytest.raises(InputError, match="several"):
        opened.get("ar_aaaaaaaaaa")


def test_the_export_is_the_same_for_the_same_record_whatever_the_order(full: Store, tmp_path: Path) -> None:
    articles, statements, events, *_ = jsonl.write(full, tmp_path / "one")
    assert events.read_text() == ""
    assert [json.loads(line) for line in articles.read_text().splitlines()] == [
        found.item.model_dump(mode="json") for found in full.articles()
    ]
    listed = [json.loads(line) for line in statements.read_text().splitlines()]
    assert listed == [
        found.item.model_dump(mode="json") | {"article": found.article.model_dump(mode="json")}
        for found in full.statements()
    ]
    with Store(tmp_path / "other.db", create=True, write=True) as other:
        for found in reversed(list(full.articles())):
            page = next(page for page in _pages(full) if page.capture.id == found.item.capture.id)
            other.put(page, [found.item])
        jsonl.write(other, tmp_path / "two")
    names = ["articles.jsonl", "events.jsonl", "statements.jsonl", "decisions.jsonl"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert {file.name for file in (tmp_path / "one").iterdir()} == {*names, "manifest.json", "record"}


def _pages(store: Store) -> Iterator[Page]:
    for found in store.articles():
        capture = found.item.capture
        yield page_of(store.page_text(capture.id), source=capture.source)


def test_an_export_that_cannot_be_written_says_so(full: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        jsonl.write(full, tmp_path / "file")


def test_counts_by_table_outlet_and_month(full: Store) -> None:
    counts = {"captures": 3, "articles": 3, "statements": 6, "events": 0, "stories": 0, "sayings": 0, "entities": 6}
    assert full.counts() == counts | {"failures": 0}
    assert full.by_outlet() == {None: 1, "Harbour Ledger": 1, "The Morning Karsa": 1}
    assert full.by_month() == {"2029-11": 1, "2031-05": 1, None: 1}


def test_a_store_opened_for_reading_refuses_to_write(full: Store, path: Path) -> None:
    with Store(path) as reader:
        with pytest.raises(RecordError, match="reading only"):
            reader.put(*Told(title="Another").made())
        with pytest.raises(RecordError, match="reading only"):
            reader.fail(PageError("x.txt", "capture", "empty"))
        assert [found.article.title for found in reader.articles(Query(limit=1))] == ["Turbines for Aldmark"]
    assert full.counts()["captures"] == 3


def test_the_tables_read_plainly_in_any_sqlite_browser(full: Store, path: Path) -> None:
    full.close()
    connection = sqlite3.connect(path)
    said = connection.execute("SELECT speaker_name, text, outlet, title FROM who_said_what LIMIT 1").fetchone()
    assert said == ("Mira Valdin", "The reactor at Tolm stays closed", "The Morning Karsa", "Turbines for Aldmark")
    assert connection.execute("SELECT name, statements FROM who_speaks").fetchone() == ("Mira Valdin", 1)
    linked = {
        table: {(row[3], row[2], row[4]) for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
        for table in ("articles", "statements", "speakers")
    }
    indexed = "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%USING FTS%content=\"statements\"%'"
    assert connection.execute(indexed).fetchone() == (1,)  # as Datasette looks for what can be searched
    assert linked["articles"] == {("capture", "captures", "id")}
    assert linked["statements"] == {("article", "articles", "id"), ("speaker", "entities", "id")}
    assert linked["speakers"] == {("statement", "statements", "id"), ("entity", "entities", "id")}
    connection.execute("VACUUM")
    connection.close()
    with Store(path) as again:
        assert [hit.item for hit in again.search("warplanes", Scope(kind="statement"))] == [
            found.item for found in again.statements(Query(about="warplanes"))
        ]
    assert TITLE in "\n".join(dump(path))
