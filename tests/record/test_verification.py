from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from tests.record.factory import Told, article_of, page_of, span_of, statement_of

from onrecord.capture.page import Page, Run
from onrecord.errors import NewerRecordError, RecordError
from onrecord.model import TextRef, sha256, text_sha256
from onrecord.record import Problem, Store, Verification


def problems(path: Path) -> list[Problem]:
    return list(Verification(path))


def change(path: Path, sql: str, *values: object) -> None:
    """Change the record behind the back of onrecord; triggers and foreign keys as a browser of SQLite has them."""
    connection = sqlite3.connect(path)
    connection.execute(sql, values)
    connection.commit()
    connection.close()


@pytest.fixture
def closed(full: Store, path: Path) -> Path:
    full.close()
    return path


def test_a_good_record_has_no_problem_and_all_of_it_was_looked_at(closed: Path) -> None:
    before = closed.read_bytes()
    check = Verification(closed)
    assert not list(check)
    assert dict(check.checked) == {"captures": 3, "articles": 3, "statements": 6, "events": 0, "entities": 6}
    assert closed.read_bytes() == before


def test_a_record_that_is_being_written_can_be_checked(full: Store, path: Path) -> None:
    assert not problems(path)
    assert full.put(*Told(title="Next").made()) == "new"


@pytest.mark.parametrize(
    ("sql", "what", "says"),
    [
        ("UPDATE captures SET id = replace(id, substr(id, 1, 8), '00000000') WHERE rowid = 1", "capture", "hash"),
        ("UPDATE captures SET bytes = x'789c' WHERE rowid = 1", "capture", "stored bytes"),
        ("UPDATE captures SET bytes = 'no bytes' WHERE rowid = 1", "capture", "no bytes"),
        ("UPDATE captures SET bytes = cast(bytes || x'00' AS BLOB) WHERE rowid = 1", "capture", "behind"),
        ("UPDATE captures SET size = size + 1 WHERE rowid = 1", "capture", "as noted"),
        ("UPDATE captures SET json = '{' WHERE rowid = 1", "capture", "no capture"),
        ("UPDATE captures SET given = '[]' WHERE rowid = 1", "capture", "given"),
        ("UPDATE captures SET warnings = x'ff' WHERE rowid = 1", "capture", "warnings"),
        ("UPDATE captures SET url = 'https://elsewhere.example' WHERE rowid = 1", "capture", "url"),
        ("DELETE FROM texts WHERE rowid = 1", "text", "missing"),
        ("UPDATE texts SET sha256 = replace(sha256, 'a', 'b') WHERE rowid = 1", "text", "hash"),
        ("UPDATE texts SET length = 7 WHERE rowid = 1", "text", "as noted"),
        ("UPDATE texts SET text = zeroblob(40) WHERE rowid = 1", "text", "stored text"),
        ("UPDATE texts SET runs = text WHERE rowid = 1", "text", "way back"),
        ("UPDATE articles SET json = 'null' WHERE rowid = 1", "article", "JSON"),
        ("UPDATE articles SET json = cast(x'7bff' AS TEXT) WHERE rowid = 1", "article", "JSON"),
        ("UPDATE articles SET json = replace(json, 'Ministers', 'Directors') WHERE rowid = 1", "article", "title"),
        ("UPDATE articles SET title = 'Directors meet in Karsa' WHERE rowid = 1", "article", "title"),
        ("UPDATE articles SET published = '2031-05-05' WHERE rowid = 1", "article", "published"),
        ("UPDATE articles SET outlet = NULL WHERE rowid = 1", "article", "outlet"),
        ("UPDATE statements SET text = 'We will send twelve cakes' WHERE rowid = 1", "statement", "text"),
        ("UPDATE statements SET json = replace(json, 'drones', 'planes') WHERE rowid = 1", "statement", "JSON"),
        ("UPDATE statements SET json = '' WHERE rowid = 1", "statement", "JSON"),
        ("UPDATE statements SET confidence = 1 WHERE rowid = 1", "statement", "confidence"),
        ("UPDATE statements SET speaker = (SELECT max(id) FROM entities) WHERE rowid = 1", "statement", "speaker"),
        ("UPDATE statements SET article = 'ar_gone' WHERE rowid = 1", "statement", "not there"),
        ("DELETE FROM statements WHERE rowid = 1", "statement", "does not"),
        ("DELETE FROM speakers WHERE statement = (SELECT id FROM statements WHERE rowid = 1)", "statement", "speakers"),
        ("UPDATE speakers SET outlet = 'The Heron'", "statement", "outlet is another in the table of speakers"),
        ("DELETE FROM mentions WHERE position = 1", "entity", "does not"),
        ("UPDATE mentions SET json = '[' WHERE position = 1", "entity", "JSON"),
        ("UPDATE mentions SET times = 9 WHERE position = 1", "entity", "rows"),
        ("DELETE FROM entities", "entity", "fit"),
        ("DELETE FROM captures WHERE rowid = 1", "article", "not there"),
    ],
)
def test_a_row_that_was_changed_by_hand_is_named(closed: Path, sql: str, what: str, says: str) -> None:
    change(closed, sql)
    found = problems(closed)
    assert [problem for problem in found if problem.what == what and says in problem.problem], found


@pytest.mark.parametrize("trigger", ["statements_fts_insert", "statements_fts_delete", "articles_fts_update"])
def test_an_index_that_lost_step_is_named(full: Store, path: Path, trigger: str) -> None:
    full.close()
    change(path, f"DROP TRIGGER {trigger}")
    with Store(path, write=True) as store:
        page, (article,) = Told(made_by={"capture": "2"}).made()
        store.put(page, [article.model_copy(update={"statements": article.statements[1:]})])
    change(path, "UPDATE articles SET title = 'A title that nobody gave' WHERE rowid = 2")
    assert any(problem.what == "index" for problem in problems(path))


def test_a_table_that_is_gone_is_a_problem_and_the_rest_is_checked(closed: Path) -> None:
    change(closed, "DROP TABLE speakers")
    found = problems(closed)
    assert any(problem.what == "record" and "speakers" in problem.problem for problem in found)


@pytest.mark.parametrize("column", ["captures.bytes", "texts.text", "texts.runs"])
@pytest.mark.parametrize("flip", [0x01, 0x80, 0xFF])
def test_any_single_changed_byte_of_a_stored_page_is_named(store: Store, path: Path, column: str, flip: int) -> None:
    page = page_of("“Closed,” said Öz.")
    store.put(page, [article_of(page, statements=[statement_of(page, (1, 8))])])
    table, _, name = column.partition(".")
    stored: bytes = store._connection.execute(f"SELECT {name} FROM {table}").fetchone()[0]  # noqa: S608
    for at in range(len(stored)):
        changed = stored[:at] + bytes([stored[at] ^ flip]) + stored[at + 1 :]
        store._connection.execute(f"UPDATE {table} SET {name} = ?", (changed,))  # noqa: S608
        found = problems(path)
        assert found, at
        assert {problem.id for problem in found} == {page.capture.id}


def test_a_changed_byte_anywhere_in_the_file_never_ends_the_check(closed: Path, tmp_path: Path) -> None:
    whole = closed.read_bytes()
    chance = random.Random(7)
    broken = tmp_path / "broken" / "onrecord.db"
    broken.parent.mkdir()
    for _ in range(60):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
        shutil.rmtree(broken.parent)
        broken.parent.mkdir()
        broken.write_bytes(data)
        with suppress(RecordError):  # where the first page says no more that it is a record
            problems(broken)


def rewritten(
    text: str, data: bytes, *runs: tuple[int, int, int, int, str], form: Literal["html", "json"] = "html"
) -> Page:
    """A page whose text is not its bytes; the runs are start, end, byte_start, byte_end, how."""
    plain = page_of(text)
    capture = plain.capture.model_copy(
        update={"id": sha256(data), "text": TextRef(sha256=text_sha256(text), made_by="1")}
    )
    made = tuple(Run(*run[:4], "utf-8", run[4]) for run in runs)  # type: ignore[arg-type]  # some are wrong on purpose
    return replace(plain, capture=capture, data=data, runs=made, format=form)


MARKUP = (
    "Café Nord\n\nzu\ufffd",
    b"<p>Caf&eacute;   Nord<p>zu\xff",
    (0, 3, 3, 6, "same"),
    (3, 4, 6, 14, "entity"),
    (4, 5, 14, 17, "space"),
    (5, 9, 17, 21, "same"),
    (9, 11, 24, 24, "made"),
    (11, 13, 24, 26, "same"),
    (13, 14, 26, 27, "replaced"),
)
RECORD = (
    "Caf\u00e9 \U0001f600 é \n",
    rb'{"html": "Caf\u00e9 \ud83d\ude00 \u0026eacute;\t \n"}',
    (0, 3, 10, 13, "same"),
    (3, 6, 13, 32, "escape"),
    (6, 7, 32, 33, "same"),
    (7, 8, 33, 46, "entity"),
    (8, 9, 46, 49, "space"),
    (9, 10, 49, 51, "escape"),
)


def test_the_way_back_to_bytes_of_markup_and_of_json_is_walked(store: Store, path: Path) -> None:
    for page in (rewritten(*MARKUP), rewritten(*RECORD, form="json")):
        store.put(page, [article_of(page)])
    assert not problems(path)


@pytest.mark.parametrize(
    ("at", "run", "says"),
    [
        (0, (0, 3, 4, 7, "same"), "the bytes say"),
        (0, (0, 3, 3, 99, "same"), "outside"),
        (0, (1, 3, 3, 6, "same"), "follow"),
        (1, (3, 4, 6, 14, "same"), "the bytes say"),
        (2, (4, 5, 13, 17, "space"), "the bytes say"),
        (4, (9, 11, 24, 25, "made"), "said to be made"),
        (5, (11, 13, 24, 26, "made"), "said to be made"),
        (5, (11, 13, 24, 26, "replaced"), "said to be replaced"),
        (5, (11, 13, 24, 26, "guessed"), "unknown way"),
        (6, (13, 14, 26, 27, "same"), "cannot be decoded"),
        (6, (13, 13, 26, 27, "replaced"), "replaced"),
    ],
)
def test_a_way_back_that_leads_elsewhere_is_named(
    store: Store, path: Path, at: int, run: tuple[int, int, int, int, str], says: str
) -> None:
    text, data, *runs = MARKUP
    runs[at] = run
    page = rewritten(text, data, *runs)
    store.put(page, [article_of(page)])
    found = problems(path)
    assert [problem for problem in found if says in problem.problem], found


def test_what_an_item_says_must_stand_at_its_spans(store: Store, path: Path) -> None:
    page = page_of("Late news\n“Closed,” said Öz. Nobody came.")
    said = statement_of(page, span_of(page.text, "Closed,"))
    other_words = said.model_copy(update={"text": "Open"})
    bare = statement_of(page, span_of(page.text, "Nobody came."))
    other_id = statement_of(page, span_of(page.text, "Öz")).model_copy(
        update={"id": "st_aaaaaaaaaaaaaaaaaaaa", "kind": "indirect"}
    )
    stranger = statement_of(page, span_of(page.text, "came")).model_copy(
        update={"within": "st_bbbbbbbbbbbbbbbbbbbb", "kind": "indirect"}
    )
    article = article_of(page, title=(0, 9), statements=[other_words, bare, other_id, stranger])
    store.put(page, [article.model_copy(update={"title": "Early news"})])
    assert {(problem.what, problem.id) for problem in problems(path)} == {
        ("article", article.id),
        ("statement", other_words.id),
        ("statement", bare.id),
        ("statement", other_id.id),
        ("statement", stranger.id),
    }


@pytest.mark.parametrize(
    "text",
    [
        "“Closed,” he said.",
        '"Closed," he said.',
        "He said: „Closed,“ and left.",
        "« Closed, » dit-il.",
        "»Closed,« sagte er.",
        "”Closed,” sade han.",
        "‘Closed,’ he said.",
        "“We left. It was late.\n\nClosed, as ever.\n\n“Good night,” he said.",
        "「Closed,」",
    ],
)
def test_quotation_marks_of_any_kind_make_a_statement_direct(store: Store, path: Path, text: str) -> None:
    page = page_of(text)
    store.put(page, [article_of(page, statements=[statement_of(page, span_of(text, "Closed,"))])])
    assert not problems(path)


def test_words_after_a_quotation_are_not_direct(store: Store, path: Path) -> None:
    page = page_of("He said “yes” and we will go. They said so.")
    store.put(page, [article_of(page, statements=[statement_of(page, span_of(page.text, "we will go"))])])
    assert ["direct" in problem.problem for problem in problems(path)] == [True]


@pytest.mark.parametrize(("shape", "says"), [(0, "older onrecord; open it once with `onrecord add`"), (99, "newer")])
def test_a_record_of_another_version_is_told_from_a_damaged_one(
    store: Store, path: Path, shape: int, says: str
) -> None:
    store.close()
    change(path, f"PRAGMA user_version = {shape}")
    with pytest.raises(RecordError, match=says) as raised:
        problems(path)
    assert isinstance(raised.value, NewerRecordError) == (shape == 99)
