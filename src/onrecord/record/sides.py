"""Which events somebody has a part in, and which are about some thing: conditions for a listing of events.

`side("actor", "Ankara")`: Turkey did it, the state, its ministries, its firms, its people. `about_item(connection, "air
defence")`: an S-400, Patriot batteries, "air defence systems".
"""

from __future__ import annotations

import sqlite3
from typing import Literal

from onrecord.entity import knowledge
from onrecord.language.folding import folded, numbers
from onrecord.record.aliases import called, sides_called, state_meant
from onrecord.record.query import Condition
from onrecord.record.topics import classes

Role = Literal["actor", "recipient"]

# No country's code, so that it finds none.
_NOWHERE = ""

# A class is often called by less than its name: "air defence" of "air defence system".
_OF_CLASSES = (" system", " aircraft", " vehicle")


def side(role: Role, wanted: str) -> Condition:
    """Events in which somebody acts, or to whom it is done: by any name or id, a state by all that is of it."""
    ids, values = called(wanted)
    country = state_meant(wanted)
    names, words = sides_called(wanted)
    named = f"name IN ({names})"
    # "Turkish rebels" of Syria are not Turkey: where the state is known it outranks the words.
    named = named if country is None else f"country IS NULL AND {named}"
    # Three questions that an index answers each, where one with ORs would look at every side of every event.
    parts = " UNION ".join(
        f"SELECT event FROM event_parties WHERE +role = ? AND {one}"  # noqa: S608 - our own names
        for one in (f"entity IN ({ids})", "country = ?", named)
    )
    place = country if country is not None else _NOWHERE
    return f"events.id IN ({parts})", (role, *values, role, place, role, *words)


def about_item(connection: sqlite3.Connection, wanted: str) -> Condition:
    """Events about a thing: its designation or name stands in theirs, or it is the class of theirs."""
    names = _names(wanted)
    of_class = _classes(connection, wanted)
    by_name = " OR ".join(["instr(' ' || name || ' ', ?)"] * len(names)) or "0"
    by_class = f"class IN ({', '.join('?' * len(of_class))})" if of_class else "0"
    part = f"SELECT event FROM event_items WHERE {by_name} OR {by_class}"  # noqa: S608
    return f"events.id IN ({part})", (*(f" {name} " for name in names), *of_class)


def _names(wanted: str) -> tuple[str, ...]:
    """How a thing may be called: as asked for, in singular and plural, and by the name that the pack lists it under."""
    known = (one for one in knowledge.named(knowledge.words(wanted)) if one.type == "weapon")
    forms = (folded(wanted), *(folded(name) for one in known for name in (one.name, *one.others)))
    return tuple(dict.fromkeys(form for name in forms if name for form in _numbers(name)))


def _numbers(name: str) -> tuple[str, ...]:
    """A name in singular and plural; "f 16" as "f 16s" too."""
    *before, last = name.split()
    if last[-1:].isdigit():
        endings: tuple[str, ...] = (last, last + "s")
    elif last[-1:] == "s" and last[-2:-1].isdigit():
        endings = (last, last[:-1])
    else:
        endings = numbers(last)
    return tuple(" ".join((*before, ending)) for ending in endings)


def _classes(connection: sqlite3.Connection, wanted: str) -> tuple[str, ...]:
    """The classes of items in the record that somebody asks for: "missiles" are ballistic ones too."""
    name = folded(wanted)
    if not name:
        return ()
    asked = dict.fromkeys(form for one in _numbers(name) for form in (one, *classes().get(one, ())))
    rows = connection.execute("SELECT DISTINCT class FROM event_items WHERE class IS NOT NULL ORDER BY class")
    return tuple(class_ for (class_,) in rows if any(_is_of(folded(class_), one) for one in asked))


def _is_of(class_: str, asked: str) -> bool:
    return class_ == asked or class_.endswith(f" {asked}") or class_ in {asked + ending for ending in _OF_CLASSES}
