"""Who goes by a name: by what articles call them, by what the knowledge pack has, by the code of a state."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from onrecord.entity import knowledge
from onrecord.entity.gazetteer import demonyms, key, places, state_names
from onrecord.language.folding import folded
from onrecord.record.query import Condition
from onrecord.record.terms import all_of, expression, terms

# Words of a name; the longest official names of ministries and pacts have about twenty.
_LONGEST_NAME = 40

# How many names are suggested for one that nobody has, and how alike they must be (0 to 1).
_NEAR, _ALIKE = 3, 0.75


def near(connection: sqlite3.Connection, wanted: str, *, sides: bool = False) -> tuple[str, ...]:
    """Names that are spelt nearly like one that nobody has, whole or by one of their words.

    Of those who speak; or, where `sides` are asked for, of those who have a part in events, and of their states.
    """
    shown: dict[str, str] = {}
    table = "event_parties" if sides else "speakers"
    names = (
        "SELECT goes_by.name, entities.name FROM goes_by JOIN entities ON entities.id = entity"  # noqa: S608
        f" WHERE role = 'speaker' AND entity IN (SELECT entity FROM {table})"
    )
    for name, full in connection.execute(names):
        for form in (name, *name.split()):
            # "Russia" rather than "some lawmakers in Russia's parliament".
            shown[form] = min(shown.get(form, full), full, key=lambda one: (len(one), one))
    if sides:
        for (country,) in connection.execute("SELECT DISTINCT country FROM event_parties WHERE country IS NOT NULL"):
            full = state_names().get(country, country)
            shown[folded(full)] = full
    found = get_close_matches(folded(wanted), shown, n=_NEAR, cutoff=_ALIKE)
    return tuple(dict.fromkeys(shown[form] for form in found))


# What no name has: a question of no words finds nobody.
NOTHING = '"\ue000 nobody"'
# Letters from which on the beginning of a word is looked for: fewer begin half of all names.
_BEGUN = 3
# The id of an entity, which no name looks like.
_ID = re.compile(r"en_[a-z2-7]{20}|[a-z]+(?:-[a-z]+)*\.[\w.-]+")


def called(wanted: str) -> Condition:
    """The ids of those who go by a name that has all the wanted words: by it in one article, found by it in all.

    Those whom the knowledge pack has by the whole of it are found by it too.
    """
    if _ID.fullmatch(wanted):
        return "SELECT ?", (wanted,)
    known = known_as(wanted)
    seen, values = _seen_as(wanted)
    return seen + " UNION SELECT ?" * len(known), (*values, *known)


def known_as(wanted: str) -> tuple[str, ...]:
    """The ids of those whom the knowledge pack has by the whole of a name: states, people, bodies."""
    place = places().get(key(wanted))
    state = (f"state.{place.country}",) if place is not None and place.type == "country" else ()
    return (*state, *(one.id for one in knowledge.named(knowledge.words(wanted))))


def speaks(connection: sqlite3.Connection, wanted: str) -> bool:
    """Whether anybody of a name says something in the record."""
    named, values = called(wanted)
    known = f"SELECT 1 FROM speakers WHERE entity IN ({named})"  # noqa: S608 - our own names
    nameless = "SELECT 1 FROM statements WHERE speaker IS NULL AND has_words(speaker_name, ?)"
    return any(
        connection.execute(f"{asked} LIMIT 1", given).fetchone()
        for asked, given in ((known, values), (nameless, (folded(wanted),)))
    )


def _seen_as(wanted: str) -> Condition:
    return f"{_going_by('speaker', 'entity')} UNION SELECT ?", (_words(wanted), plain(wanted))


def sides_called(wanted: str) -> Condition:
    """The names of sides of events that have all the wanted words, folded."""
    return _going_by("side", "name"), (_words(wanted),)


def named(connection: sqlite3.Connection, wanted: str, *, begun: bool = False) -> Condition:
    """The ids of all entities whose own name has all the wanted words, or that go by them.

    `begun`: the last word may be the beginning of one, as while somebody types.
    """
    own = all_of(expression(connection, term) for term in terms(wanted)) if folded(wanted) else NOTHING
    if begun and len((folded(wanted).split() or [""])[-1]) >= _BEGUN:
        own = f"{_words(wanted)}*"
    ids, values = called(wanted)
    return f"{_going_by('entity', 'entity')} UNION {ids}", (own, *values)


def _going_by(role: str, what: str) -> str:
    # The plus sign keeps SQLite from walking all names of the role.
    found = "goes_by_fts CROSS JOIN goes_by ON goes_by.id = goes_by_fts.rowid"
    return f"SELECT goes_by.{what} FROM {found} WHERE goes_by_fts MATCH ? AND +role = '{role}'"  # noqa: S608 - our own names


def _words(wanted: str) -> str:
    """The FTS5 expression for all words of a name, each whole."""
    words = list(dict.fromkeys(folded(wanted).split()))
    return " AND ".join(f'"{word}"' for word in words) if 0 < len(words) <= _LONGEST_NAME else NOTHING


def state_meant(wanted: str) -> str | None:
    """The ISO code of the state that somebody asks for: "Turkey", "Türkiye", "Ankara", "Turkish", "TUR".

    A city or region that does not act for its state is none: who asks for Texas does not mean all of the country.
    """
    code = wanted.strip()
    return code if code in state_names() else _states().get(folded(key(wanted)))


@cache
def _states() -> Mapping[str, str]:
    """Folded names of states, of the seats that act for them, and demonyms -> ISO code; a state's own name outranks."""
    found = {folded(form): iso for form, iso in demonyms().items() if iso in state_names()}
    acting = {name: place.acts for name, place in places().items() if place.acts in state_names()}
    own = {name: place.country for name, place in places().items() if place.type == "country"}
    return found | {folded(name): iso for name, iso in (acting | own).items() if iso}


def plain(text: str) -> str:
    """A text that SQLite takes: an argument of the command line may hold bytes that are no text."""
    return text.encode("utf-8", "replace").decode("utf-8")
