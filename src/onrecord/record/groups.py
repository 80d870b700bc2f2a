"""Groups that are gathered anew as items come and go, and keep their ids: what stories and sayings share."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, TypeVar

from onrecord.model import set_id
from onrecord.record.schema import now

T = TypeVar("T", int, str)

# So many placeholders SQLite takes in one statement at least.
_CHUNK = 500


def chunked(
    connection: sqlite3.Connection, asked: str, wanted: Sequence[object], values: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that ends with IN, for any number of wanted values."""
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        yield from connection.execute(f"{asked} ({', '.join('?' * len(chunk))})", (*values, *chunk))


def around(
    connection: sqlite3.Connection, start: Iterable[T], asked: str, values: Sequence[object]
) -> dict[tuple[T, T], Any]:
    """All pairs that hang together with some items, near or far; `asked` selects one, other and a third column."""
    found: dict[tuple[T, T], Any] = {}
    seen: set[T] = set()
    border = set(start)
    while border:
        seen |= border
        reached: set[T] = set()
        for side in ("one", "other"):
            for one, other, what in chunked(connection, f"{asked} {side} IN", sorted(border), values):
                found[one, other] = what
                reached |= {one, other}
        border = reached - seen
    return found


def named(
    connection: sqlite3.Connection, table: str, groups: Sequence[Sequence[str]], before: Mapping[str, str | None]
) -> list[str]:
    """An id for each group: the one that most of its items had, if no other group has more of them; else a new one.

    `before`: the id of the group that each item was in, if any. Whoever holds one of these must be among the items.
    """
    claims = sorted((-number, name, at) for name, at, number in _claims(groups, before))
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, name, at in claims:
        if at not in names and name not in taken:
            names[at] = name
            taken.add(name)
    for at, group in enumerate(groups):
        if at not in names:
            names[at] = next(
                name for name in _fresh(table, group) if name not in taken and _is_free(connection, table, name)
            )
            taken.add(names[at])
    return [names[at] for at in range(len(groups))]


_KINDS = {"stories": "sy", "sayings": "sa"}
_ITEMS = {"stories": ("placed", "article", "story"), "sayings": ("utterances", "statement", "saying")}


def _fresh(table: str, group: Sequence[str]) -> Iterator[str]:
    """Ids that a group may have: by its items, of which each may have begun another group before."""
    for number in count():
        yield from (set_id(_KINDS[table], item if not number else f"{item} {number}") for item in group)


def _is_free(connection: sqlite3.Connection, table: str, name: str) -> bool:
    asked = f"SELECT 1 FROM {table} WHERE id = ? UNION ALL SELECT 1 FROM id_redirects WHERE old = ?"  # noqa: S608 - our own
    return connection.execute(asked, (name, name)).fetchone() is None


def _claims(groups: Sequence[Sequence[str]], before: Mapping[str, str | None]) -> Iterator[tuple[str, int, int]]:
    """Which group has how many items of which group before."""
    for at, group in enumerate(groups):
        for name, number in Counter(name for item in group if (name := before.get(item))).items():
            yield name, at, number


def vacated(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """The groups that items which went were in, by these or by what answers for them now."""
    asked = "SELECT coalesce((SELECT new FROM id_redirects WHERE old = item), item), was FROM vacated WHERE was LIKE ?"
    return dict(connection.execute(asked, (f"{_KINDS[table]}_%",)))


def cleared(connection: sqlite3.Connection) -> None:
    """Forget what went: all that there is has found its groups, so those without items are no more."""
    for table, (items, _, column) in _ITEMS.items():
        connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT was FROM vacated)"  # noqa: S608 - our own names
            f" AND NOT EXISTS (SELECT 1 FROM {items} WHERE {column} = {table}.id)"
        )
    connection.execute("DELETE FROM vacated")


def redirected(
    connection: sqlite3.Connection,
    table: str,
    groups: Sequence[Sequence[str]],
    names: Sequence[str],
    before: Mapping[str, str | None],
) -> None:
    """Take groups that are no more out of their table, and lead from each to the one that has most of its items now."""
    time = now()
    connection.executemany("DELETE FROM id_redirects WHERE old = ?", [(name,) for name in names])
    gone = {name for name in before.values() if name} - set(names)
    if not gone:
        return
    where = {item: name for name, group in zip(names, groups, strict=True) for item in group}
    left = {(item, name) for item, name in before.items() if name in gone}
    # Some may have left it in an earlier batch, and all of them tell where most went.
    others = sorted({(item, name) for item, name in vacated(connection, table).items() if name in gone} - left)
    where = _groups_of(connection, table, [item for item, _ in others]) | where
    heirs: dict[str, Counter[str]] = {name: Counter() for name in sorted(gone)}
    for item, name in [*sorted(left), *others]:
        if item in where:
            heirs[name][where[item]] += 1
    connection.executemany("INSERT OR IGNORE INTO vacated VALUES (?, ?)", sorted(left))
    connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(name,) for name in sorted(gone)])  # noqa: S608 - our own
    connection.executemany(
        "INSERT INTO id_redirects (old, new, reason, redirected_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (old) DO UPDATE SET new = excluded.new, redirected_at = excluded.redirected_at",
        [
            (name, min(found, key=lambda heir: (-found[heir], heir)), f"{table} gathered anew", time)
            for name, found in heirs.items()
        ],
    )


def _groups_of(connection: sqlite3.Connection, table: str, items: Sequence[str]) -> dict[str, str]:
    """In which group each of some items is now, if in any; a statement that nobody repeats answers for its saying."""
    holding, item, group = _ITEMS[table]
    found = f"coalesce({group}, {item})" if table == "sayings" else group
    asked = f"SELECT {item}, {found} FROM {holding} WHERE {found} IS NOT NULL AND {item} IN"  # noqa: S608 - our own names
    return dict(chunked(connection, asked, items))
