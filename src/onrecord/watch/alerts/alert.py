"""Alerts: what somebody wants to hear of, and where to."""

from __future__ import annotations

import json
import re
from typing import Literal, TypeAlias

from onrecord.errors import InputError
from onrecord.model import Noun
from onrecord.record import Store
from onrecord.watch.clock import Clock

What: TypeAlias = Literal["search", "speaker", "status", "changed"]
Relation: TypeAlias = Literal["again", "in-other-words", "first-time"]
RELATIONS: tuple[Relation, ...] = ("again", "in-other-words", "first-time")

# Names stand in subjects of letters and in addresses of feeds.
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\\u0080-\u009f\u2028\u2029]{1,100}")


class Wanted(Noun):
    """What to hear of.

    `search`: what would be typed into a search, or, as `saved`, the name of a search that is kept; `loosely`: also what
    says it in other words. `speaker`: what somebody says, as far as its `relations` to what they had said before are
    asked for. `status`: a transfer that has come further. `changed`: an article that was changed, at an address or of
    an `outlet` where one is named.
    """

    what: What
    search: str | None = None
    saved: str | None = None
    loosely: bool = False
    speaker: str | None = None
    relations: tuple[Relation, ...] = ()
    url: str | None = None
    outlet: str | None = None

    def __str__(self) -> str:
        """In words, for a list."""
        if self.what == "search":
            asked = f"search {self.search!r}" if self.search is not None else f"the search kept as {self.saved!r}"
            return asked + (", in other words too" if self.loosely else "")
        if self.what == "speaker":
            relations = ", ".join(one.replace("-", " ") for one in self.relations)
            return f"{self.speaker} says something" + (f": {relations}" if relations else "")
        if self.what == "status":
            return "a status that rose"
        return "an article that changed" + "".join(f", {one}" for one in (self.url, self.outlet) if one)


class Alert(Noun):
    """An alert; `targets` as `watch.delivery` reads them ("terminal", "atom:alerts.xml", "mail:desk@paper.example")."""

    name: str
    wanted: Wanted
    targets: tuple[str, ...]
    made_at: str


class Alerts:
    """The alerts of an open record."""

    def __init__(self, store: Store) -> None:
        """The alerts of this record."""
        self.store = store

    def all(self) -> list[Alert]:
        """All alerts, by name."""
        rows = self.store.rows("SELECT name, wanted, targets, made_at FROM alerts ORDER BY name")
        return [
            Alert(name=name, wanted=Wanted.model_validate_json(wanted), targets=tuple(json.loads(targets)), made_at=at)
            for name, wanted, targets, at in rows
        ]

    def add(self, name: str, wanted: Wanted, targets: tuple[str, ...], clock: Clock) -> None:
        """Tell of this from now on; raises InputError where the name is taken or cannot be one."""
        if not _NAME.fullmatch(name) or name != name.strip():
            raise InputError(repr(name), "cannot be the name of an alert: up to 100 letters in one line, no strokes")
        with self.store.changing() as connection:
            if connection.execute("SELECT 1 FROM alerts WHERE name = ?", (name,)).fetchone():
                raise InputError(name, "is an alert already; `onrecord watch alert remove` takes it out")
            connection.execute(
                "INSERT INTO alerts (name, wanted, targets, made_at) VALUES (?, ?, ?, ?)",
                (name, wanted.model_dump_json(), json.dumps(targets, ensure_ascii=False), clock.stamp()),
            )

    def remove(self, name: str) -> int:
        """Tell of it no more; how many undelivered notices went with it. Raises InputError."""
        with self.store.changing() as connection:
            if not connection.execute("DELETE FROM alerts WHERE name = ?", (name,)).rowcount:
                raise InputError(name, "is no alert; `onrecord watch alert list` lists them")
            connection.execute("DELETE FROM outbox WHERE alert = ? AND due_at IS NULL", (name,))
            return connection.execute("DELETE FROM outbox WHERE alert = ?", (name,)).rowcount
