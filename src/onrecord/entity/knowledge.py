"""The knowledge pack: people and the offices they held, bodies, weapon systems, laws; and whatever a user adds.

    holders("president", "RUS", "2022-08-15")       [Vladimir Putin]
    named(words("Vladimir Putin"))                  everybody and everything that goes by this name

A row is a fact with its source (`asserted` where none is named); what an article says itself outranks all of them. The
pack is a database beside the code (`data/knowledge/pack.db`), made by `training.knowledge` from tables in text. A
folder named by ONRECORD_KNOWLEDGE holds a user's own tables, in the same columns.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, cast

from onrecord.data.own import fingerprint
from onrecord.entity.folding import folded_name, folded_names
from onrecord.errors import InputError
from onrecord.model import EntityType

USERS = "ONRECORD_KNOWLEDGE"
"""The environment variable that names a folder with tables of one's own."""

NEEDED: dict[str, tuple[str, ...]] = {
    "people": ("id", "name"),
    "bodies": ("id", "name", "type"),
    "systems": ("id", "name"),
    "laws": ("id", "name", "type"),
    "holdings": ("person", "office", "of"),
}
"""The kinds of tables (people.tsv, people_of_sport.tsv), and the columns that no row may leave empty."""

# What a cell must look like where it has anything in it.
_FORMS = {
    "country": (re.compile("[A-Z]{3}"), "three capitals, as ISO 3166-1 has them (TUR)"),
    "gender": (re.compile("[mf]"), "m or f"),
    "type": (re.compile("igo|organisation|group|law|agreement"), "igo, organisation, group, law or agreement"),
    **dict.fromkeys(
        ("valid_from", "valid_to"), (re.compile(r"\d{4}(-\d{2}(-\d{2})?)?"), "2019, 2019-03 or 2019-03-12")
    ),
}
_TYPES: dict[str, EntityType] = {"people": "person", "systems": "weapon"}
_TOLD = frozenset({"igo", "organisation", "group", "law", "agreement", "other"})
# An article meets a few dozen names, a run of articles mostly the same.
_REMEMBERED = 1 << 16

_SCHEMA = """
CREATE TABLE known (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, country TEXT, gender TEXT NOT NULL,
    kind TEXT NOT NULL, aliases TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, source TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE names (name TEXT, id TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE surnames (name TEXT, id TEXT, PRIMARY KEY (name, id)) WITHOUT ROWID;
CREATE TABLE written (first TEXT, second TEXT, form TEXT, id TEXT, PRIMARY KEY (first, second, form, id)) WITHOUT ROWID;
CREATE TABLE holdings (
    office TEXT, of TEXT, person TEXT, valid_from TEXT, valid_to TEXT, source TEXT,
    PRIMARY KEY (office, of, person, valid_from, valid_to)
) WITHOUT ROWID;
CREATE INDEX holdings_by_person ON holdings (person);
"""


class Known(NamedTuple):
    """A row of the pack: `kind` is what a body or system is, or by what nouns a person without office is called."""

    id: str
    name: str
    type: EntityType
    country: str | None
    gender: str
    kind: tuple[str, ...]
    others: tuple[str, ...]


class Tenure(NamedTuple):
    """Somebody's time in an office of a state or body: from the first day to the last, "" where open."""

    person: str
    office: str
    of: str
    start: str
    end: str

    def held_on(self, day: str) -> bool:
        """Whether it may have been held on a day; a year or month given as a bound counts whole."""
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)

    def held_before(self, day: str) -> bool:
        """Whether it had ended before a day."""
        return bool(self.end) and self.end < day[: len(self.end)]


@lru_cache(maxsize=_REMEMBERED)
def get(id_: str) -> Known | None:
    """What has an id; a user's own row adds to that of the pack."""
    rows = _rows("SELECT id, name, type, country, gender, kind, aliases FROM known WHERE id = ?", id_)
    if not rows:
        return None
    columns = ("id", "name", "type", "country", "gender", "kind", "aliases")
    told = reduce(_joined, (dict(zip(columns, row, strict=True)) for row in rows))
    return Known(
        id=id_,
        name=told["name"],
        type=cast("EntityType", told["type"]),
        country=told["country"] or None,
        gender=told["gender"],
        kind=_cells(told["kind"]),
        others=_cells(told["aliases"]),
    )


@lru_cache(maxsize=_REMEMBERED)
def named(words: tuple[str, ...]) -> tuple[Known, ...]:
    """Everybody and everything with a name of these words, as `words` gives them."""
    return _known("SELECT id FROM names WHERE name = ?", " ".join(words))


@lru_cache(maxsize=_REMEMBERED)
def words(name: str) -> tuple[str, ...]:
    """A name as `named` takes it: folded, without "the" before it."""
    return tuple(folded_name(name).split())


@lru_cache(maxsize=_REMEMBERED)
def surnamed(word: str) -> tuple[Known, ...]:
    """The persons with a last name, folded so."""
    return _known("SELECT id FROM surnames WHERE name = ?", word)


@lru_cache(maxsize=_REMEMBERED)
def tenures(person: str) -> tuple[Tenure, ...]:
    """The offices that somebody held."""
    asked = "SELECT person, office, of, valid_from, valid_to FROM holdings WHERE person = ? ORDER BY valid_from"
    return tuple(Tenure(*row) for row in _rows(asked, person))


@lru_cache(maxsize=_REMEMBERED)
def holders(office: str, of: str, day: str) -> tuple[Known, ...]:
    """Who held an office of a state or body on a day; several where the dates leave it open, or two held it."""
    asked = "SELECT person, office, of, valid_from, valid_to FROM holdings WHERE office = ? AND of = ? ORDER BY person"
    found = {one.person: None for row in _rows(asked, office, of) if (one := Tenure(*row)).held_on(day)}
    return tuple(known for person in found if (known := get(person)) is not None)


def all_of(type_: EntityType) -> Iterator[Known]:
    """Everything of a type."""
    yield from _known("SELECT id FROM known WHERE type = ? ORDER BY id", type_)


def genders() -> Iterator[tuple[str, str]]:
    """The names of the persons whose gender is known, with it."""
    asked = "SELECT name, gender FROM known WHERE gender != '' AND type = 'person'"
    yield from ((name, gender) for name, gender in _rows(asked))


def written(first: str, second: str) -> Iterator[tuple[str, str]]:
    """The names of bodies, systems and laws that may stand where a text goes on with two words, as written, with ids.

    Those of several words that share both come first, then those of the first one alone; of each the longest first.
    """
    found = _written(first)
    if found and second:
        yield from found.get(second, ())
    yield from found.get("", ())


@lru_cache(maxsize=_REMEMBERED)
def _written(first: str) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Second word -> the names that begin so; most words that a text begins with a capital begin none."""
    asked = "SELECT second, form, id FROM written WHERE first = ? ORDER BY length(form) DESC, form, id"
    out: dict[str, list[tuple[str, str]]] = {}
    for second, form, id_ in _rows(asked, first):
        out.setdefault(second, []).append((form, id_))
    return out


def first_words(text: str, start: int = 0) -> tuple[str, str]:
    """The letters and digits of the first two words that a text has at a place: "S" and "400" of "S-400"."""
    found = _FIRST_TWO.match(text, start)
    return (found[1], found[2] or "") if found else (text[start : start + 1], "")


_FIRST_TWO = re.compile(r"([^\W_]+)(?:[\W_]{1,3}([^\W_]+))?")


def reload() -> None:
    """Forget what was read, so that a user's tables which changed since are read anew.

    Given names whose gender the pack tells are read once a process all the same.
    """
    for cached in (_packs, get, named, surnamed, tenures, holders, _written):
        cached.cache_clear()


def _rows(asked: str, *values: str) -> list[tuple[str, ...]]:
    """What the pack and a user's own tables answer, the latter last."""
    # A text may hold halves of characters, which are no text to SQLite.
    plain = [value.encode("utf-8", "replace").decode("utf-8") for value in values]
    return [row for pack in _packs() for row in pack.execute(asked, plain)]


def _known(asked: str, *values: str) -> tuple[Known, ...]:
    found = dict.fromkeys(id_ for (id_,) in _rows(asked, *values))
    return tuple(known for id_ in found if (known := get(id_)) is not None)


@cache
def _packs() -> tuple[sqlite3.Connection, ...]:
    with as_file(files("onrecord.data").joinpath("knowledge/pack.db")) as path:
        shipped = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    folder = os.environ.get(USERS, "")
    if not folder:
        return (shipped,)
    own = sqlite3.connect(":memory:", check_same_thread=False)
    fill(own, _users_tables(folder))
    return shipped, own


def fill(pack: sqlite3.Connection, tables: Sequence[Traversable]) -> None:
    """Make a pack of some tables; what several say of one id is put together.

    Raises InputError where a table lacks a column, or a row what it must have.
    """
    pack.executescript(_SCHEMA)
    rows: dict[str, dict[str, str]] = {}
    for file in tables:
        kind = _kind(file.name)
        for row in checked(file, NEEDED[kind]):
            if kind == "holdings":
                values = (row[name] for name in ("office", "of", "person"))
                times = (row.get(name, "") for name in ("valid_from", "valid_to", "source"))
                pack.execute("INSERT OR IGNORE INTO holdings VALUES (?, ?, ?, ?, ?, ?)", (*values, *times))
            else:
                told = _told(kind, row)
                rows[told["id"]] = _joined(rows[told["id"]], told) if told["id"] in rows else told
    columns = ("id", "name", "type", "country", "gender", "kind", "aliases", "valid_from", "valid_to", "source")
    pack.executemany(
        "INSERT INTO known VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ([row[name] for name in columns] for _, row in sorted(rows.items())),
    )
    forms = [(form, row) for row in rows.values() for form in (row["name"], *_cells(row["aliases"]))]
    for name, (form, row) in zip(folded_names([form for form, _ in forms]), forms, strict=bool(forms)):
        if name:
            pack.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (name, row["id"]))
            if row["type"] == "person":
                pack.execute("INSERT OR IGNORE INTO surnames VALUES (?, ?)", (name.split()[-1], row["id"]))
        if row["type"] != "person" and not form.islower():
            pack.execute("INSERT OR IGNORE INTO written VALUES (?, ?, ?, ?)", (*first_words(form), form, row["id"]))
    pack.commit()


def _told(kind: str, row: dict[str, str]) -> dict[str, str]:
    """A row of any table in the columns of the pack."""
    type_ = row.get("type", "")
    return {
        "id": row["id"],
        "name": row["name"],
        "type": type_ if type_ in _TOLD else _TYPES.get(kind, "other"),
        "country": row.get("country") or row.get("origin") or "",
        "gender": row.get("gender", ""),
        "kind": row.get("known_as") or row.get("kind") or row.get("class") or "",
        "aliases": row.get("aliases", ""),
        "valid_from": row.get("valid_from", ""),
        "valid_to": row.get("valid_to", ""),
        "source": row.get("source", ""),
    }


def _joined(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """What two rows of one id tell together: the name of the first, else what the second adds."""
    lists = {
        "kind": (*_cells(one["kind"]), *_cells(other["kind"])),
        "aliases": (*_cells(one["aliases"]), other["name"], *_cells(other["aliases"])),
    }
    both = {key: "|".join(dict.fromkeys(one_ for one_ in all_ if one_ != one["name"])) for key, all_ in lists.items()}
    added = {name: value for name, value in other.items() if value and name not in {"id", "name", "type"}}
    return one | added | both


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|"))) if cell else ()


def _kind(name: str) -> str:
    return name.removesuffix(".tsv").split("_")[0]


def users() -> str:
    """What tells a user's own tables from others, for `made_by`; "" where there are none."""
    folder = os.environ.get(USERS)
    return fingerprint(folder, Path(folder or "").glob("*.tsv"))


def _users_tables(folder: str) -> list[Path]:
    """A user's tables; raises InputError where there are none."""
    found = sorted(path for path in Path(folder).glob("*.tsv") if _kind(path.name) in NEEDED)
    if not found:
        names = ", ".join(f"{kind}.tsv" for kind in NEEDED)
        raise InputError(folder, f"{USERS} names this folder, and it has no table ({names})")
    return found


def checked(file: Traversable, needed: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table by column; raises InputError where a column is missing, or empty in a row."""
    found = rows(file)
    if missing := [name for name in needed if found and name not in found[0]]:
        raise InputError(str(file), f"has no column {missing[0]!r}; it needs {', '.join(needed)}, parted by tabs")
    for row in found:
        if not all(row[name] for name in needed):
            raise InputError(str(file), f"{' '.join(row.values())[:60]!r}: {', '.join(needed)} must not be empty")
        for name, (form, said) in _FORMS.items():
            if row.get(name) and not form.fullmatch(row[name]):
                raise InputError(str(file), f"{row[needed[0]]!r}: {name} is {row[name]!r}, and must be {said}")
    return found


def rows(file: Traversable) -> list[dict[str, str]]:
    """The rows of a table by column; what a short row lacks is empty, lines with # are remarks."""
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(str(file), "is no UTF-8 text; save the table as UTF-8") from None
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t") if lines else []
    return [dict(zip(columns, [*line.split("\t"), *[""] * len(columns)], strict=False)) for line in lines[1:]]
