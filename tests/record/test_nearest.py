"""Statements by meaning: the nearest are those that looking at all of them would find, as the record has them now."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from tests.record.factory import Told

from onrecord.data.array import Array
from onrecord.record import Store, schema
from onrecord.record.nearest import Nearest, nearness
from onrecord.record.query import Condition
from onrecord.story.vectors import WIDTH, unpacked

PAGES, LINES = 20, 200
EVERYWHERE = -1.0


def packed(vectors: Array) -> list[bytes]:
    """Vectors of any length as the record keeps them: a byte a number."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return [row.tobytes() for row in np.clip(np.round(vectors / length * 400), -127, 127).astype(np.int8)]


@dataclass
class Made:
    """A record whose statements have vectors drawn by lot, in groups, as what people say is of some topics."""

    path: Path
    connection: sqlite3.Connection
    rows: list[int]
    vectors: list[bytes]

    def nearest_of_all(self, asked: bytes, count: int, rows: Sequence[int] | None = None) -> set[int]:
        """By looking at each one."""
        near = dict(zip(self.rows, (unpacked(self.vectors) @ unpacked([asked])[0]).tolist(), strict=True))
        return set(sorted(rows or self.rows, key=lambda row: -near[row])[:count])

    def mean(self, row: int, vector: bytes) -> None:
        """Give a statement a meaning, in place of the one that it has, as a statement read again has."""
        asked = "SELECT id FROM statements WHERE rowid = ?"
        (statement,) = self.connection.execute(asked, (row,)).fetchone()
        self.connection.execute("DELETE FROM meanings WHERE statement = ?", (statement,))
        added = "INSERT INTO meanings (statement, made_by, vector) VALUES (?, '1', ?)"
        self.connection.execute(added, (statement, vector))
        self.vectors[self.rows.index(row)] = vector

    def forget(self, row: int) -> None:
        """Take a statement's meaning away."""
        asked = "DELETE FROM meanings WHERE statement = (SELECT id FROM statements WHERE rowid = ?)"
        self.connection.execute(asked, (row,))


@pytest.fixture(scope="module")
def drawn() -> Array:
    lot = np.random.default_rng(20310504)
    topics = lot.normal(size=(40, WIDTH))
    return topics[lot.integers(len(topics), size=PAGES * LINES)] + lot.normal(size=(PAGES * LINES, WIDTH))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, drawn: Array) -> Path:
    path = tmp_path_factory.mktemp("nearest") / "onrecord.db"
    with Store(path, create=True, write=True) as store:
        for page in range(PAGES):
            lines = [(("Mira Valdin", "Teun Orlo")[page % 2], f"Line {line} of page {page}") for line in range(LINES)]
            store.put(*Told(title=f"Page {page}", source=f"{page}.txt", outlet=f"Paper {page}", lines=lines).made())
    with closing(schema.connect(path, write=True)) as connection, schema.transaction(connection, path):
        statements = [one for (one,) in connection.execute("SELECT id FROM statements ORDER BY rowid")]
        values = [(statement, "1", vector) for statement, vector in zip(statements, packed(drawn), strict=True)]
        connection.executemany("INSERT INTO meanings (statement, made_by, vector) VALUES (?, ?, ?)", values)
    return path


@pytest.fixture
def made(many: Path, tmp_path: Path, drawn: Array) -> Iterator[Made]:
    path = Path(shutil.copy(many, tmp_path))
    with closing(schema.connect(path, write=True)) as connection:
        rows = [row for (row,) in connection.execute("SELECT rowid FROM statements ORDER BY rowid")]
        yield Made(path, connection, rows, packed(drawn))


def find(
    nearest: Nearest,
    connection: sqlite3.Connection,
    asked: bytes,
    *conditions: Condition,
    count: int = 10,
    least: float = EVERYWHERE,
) -> dict[int, float]:
    nearest.refresh(connection)
    return nearest.find(connection, asked, conditions, count=count, least=least)


def lots(seed: int, count: int) -> list[bytes]:
    """Meanings drawn by lot, of no topic at all."""
    return packed(np.random.default_rng(seed).normal(size=(count, WIDTH)))


def about(drawn: Array, seed: int, count: int) -> list[bytes]:
    """Questions about something that is spoken of: .3 to .6 from what is said of it, as real ones are."""
    lot = np.random.default_rng(seed)
    return packed(drawn[lot.integers(len(drawn), size=count)] + 1.2 * lot.normal(size=(count, WIDTH)))


def test_of_the_ten_nearest_of_thousands_hardly_one_is_missed(made: Made, drawn: Array) -> None:
    nearest = Nearest()
    right = 0
    for asked in about(drawn, 2, 40):
        found = find(nearest, made.connection, asked)
        assert list(found.values()) == sorted(found.values(), reverse=True)
        assert found == pytest.approx(nearness(made.connection, asked, list(found)))
        right += len(made.nearest_of_all(asked, 10) & set(found))
    assert right / 400 >= 0.95


def test_what_is_asked_for_is_the_nearest_to_itself(made: Made) -> None:
    nearest = Nearest()
    for row, vector in list(zip(made.rows, made.vectors, strict=True))[::397]:
        found = find(nearest, made.connection, vector, count=1)
        assert found == {row: pytest.approx(1, abs=0.001)}


def test_conditions_hold_and_what_fits_is_found_behind_much_that_does_not(made: Made, drawn: Array) -> None:
    nearest = Nearest()
    right = wanted = 0
    for page in range(0, PAGES, 2):
        outlet: Condition = ("statements.outlet = ?", (f"Paper {page}",))
        fit = [row for (row,) in made.connection.execute("SELECT rowid FROM statements WHERE outlet = ?", outlet[1])]
        (asked,) = about(drawn, page, 1)
        found = find(nearest, made.connection, asked, outlet, count=60, least=0.3)
        assert set(found) <= set(fit)
        near = nearness(made.connection, asked, fit)
        there = {row for row in fit if near[row] >= 0.3}
        right, wanted = right + len(there & set(found)), wanted + len(there)
    assert wanted > 20
    assert right / wanted >= 0.95


def test_nothing_that_lies_farther_than_asked_is_found(made: Made, drawn: Array) -> None:
    (asked,) = about(drawn, 7, 1)
    all_of_them = nearness(made.connection, asked, made.rows)
    least = sorted(all_of_them.values())[-5]
    near_enough = {row for row, near in all_of_them.items() if near >= least}
    assert set(find(Nearest(), made.connection, asked, least=least)) == near_enough
    assert find(Nearest(), made.connection, asked, least=0.99) == {}


def first(made: Made) -> int:
    return made.rows[0]


def middle(made: Made) -> int:
    return made.rows[len(made.rows) // 2]


def last(made: Made) -> int:
    return made.rows[-1]


@pytest.mark.parametrize("place", [first, middle, last])
def test_what_comes_anew_is_found_by_its_new_meaning_at_the_next_question(
    made: Made, place: Callable[[Made], int]
) -> None:
    nearest, row = Nearest(), place(made)
    old, (new,) = made.vectors[made.rows.index(row)], lots(11, 1)
    assert row in find(nearest, made.connection, old, count=1)
    made.mean(row, new)
    assert row in find(nearest, made.connection, new, count=1)
    assert row not in find(nearest, made.connection, old, count=1)


def test_several_that_come_in_place_of_fewer_are_all_found(made: Made) -> None:
    nearest, rows, new = Nearest(), made.rows[-3:], lots(13, 3)
    made.forget(rows[1])
    made.forget(rows[2])
    find(nearest, made.connection, new[0])
    for row, vector in zip(rows, new, strict=True):
        made.mean(row, vector)
    assert [set(find(nearest, made.connection, vector, count=1)) for vector in new] == [{row} for row in rows]


@pytest.mark.parametrize("place", [first, middle, last])
def test_what_goes_is_found_no_more(made: Made, place: Callable[[Made], int]) -> None:
    nearest, row = Nearest(), place(made)
    vector = made.vectors[made.rows.index(row)]
    assert row in find(nearest, made.connection, vector, count=1)
    made.forget(row)
    assert row not in find(nearest, made.connection, vector)
    assert len(nearest) == len(made.rows) - 1


def test_threads_that_share_the_signs_find_what_one_alone_finds(made: Made) -> None:
    questions = lots(17, 24)
    alone = [find(Nearest(), made.connection, asked) for asked in questions]
    shared = Nearest()

    def ask(asked: bytes) -> dict[int, float]:
        with closing(schema.connect(made.path, write=False)) as connection:
            return find(shared, connection, asked)

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(ask, questions)) == alone
    assert len(shared) == len(made.rows)


def test_threads_that_ask_while_statements_come_see_each_of_them_once(made: Made) -> None:
    shared, (new,) = Nearest(), lots(19, 1)
    made.connection.execute("DELETE FROM meanings WHERE rowid > 3000")

    def ask(_: int) -> bool:
        with closing(schema.connect(made.path, write=False)) as connection:
            return len(find(shared, connection, new, count=5)) == 5

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask, number) for number in range(12)]
        for row in made.rows[3000:3060]:
            made.mean(row, new)
        assert all(one.result() for one in asking)
    assert set(find(shared, made.connection, new, count=60)) == set(made.rows[3000:3060])
    assert len(shared) == 3060


def test_where_nothing_has_a_meaning_nothing_is_near(path: Path) -> None:
    (asked,) = lots(23, 1)
    with Store(path, create=True, write=True) as store:
        store.put(*Told().made())
    with closing(schema.connect(path, write=False)) as connection:
        nearest = Nearest()
        assert find(nearest, connection, asked) == {}
        assert len(nearest) == 0
        rows = [row for (row,) in connection.execute("SELECT rowid FROM statements")]
        assert len(rows) == 2
        assert nearness(connection, asked, rows) == {}
