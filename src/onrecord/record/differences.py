"""What became of a record between two snapshots, or since one: found, lost, altered, item by item.

    found      nothing of the first one leads to it
    lost       nothing of the second one answers for it
    altered    it is otherwise, or has another id to which the old one leads

Each with why: by a page that came or went (`pages`), by a new reading of a page that both have (`reading`), by what
people decided (`decisions`), by both of these (`both`), or, of groups, by what came or went beside them (`others`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from onrecord.record.compared import Listed, Now, Side, Then
from onrecord.record.contents import KINDS, Content, Kind
from onrecord.record.snapshots import NOW

What = Literal["found", "lost", "altered"]
Why = Literal["pages", "reading", "decisions", "both", "others"]

# Redirects lead on from reading to reading; more than this many in a row are a circle.
_HOPS = 100
# Of a text so many letters tell which one it is.
_SHOWN = 100

# Not compared. Where an article's items stand is told of these themselves; so is which article has an item.
_APART = {"id", "article", "statements", "events", "ruled"}
_MEMBERS: dict[Kind, str] = {"story": "articles", "saying": "statements"}
# An entity's rulings show in the fields that name it, with its id.
_WHO = {"entities", "speaker", "speakers", "speaker_name", "via", "addressee", "actors", "recipients"}
# What a person decides by one name and the item has in several keys.
_DECIDED_AS = {
    "speaker": {"speaker", "speakers", "speaker_name"},
    "content": {"content", "text", "language"},
    "body": {"body", "captions", "entities", "figures"},
}


class Difference(NamedTuple):
    """One item that is not as it was.

    `id`: its id, of what is lost the one it had; `was`: the old id where it has another one now. `fields`: what is
    otherwise, with both values; empty where an item only moved within its page. `told`: a few words of it.
    """

    kind: Kind
    what: What
    why: Why
    id: str
    was: str | None
    fields: dict[str, tuple[Any, Any]]
    told: str


def differences(connection: sqlite3.Connection, first: str, second: str = NOW) -> Iterator[Difference]:
    """All differences between two snapshots, kind by kind, by id; `now` stands for the record as it is.

    Raises InputError where there is no such snapshot.
    """
    before: Side = _side(connection, first)
    after: Side = _side(connection, second)
    yield from _Comparison(connection, before, after)


def _side(connection: sqlite3.Connection, name: str) -> Side:
    return Now(connection) if name.strip().casefold() == NOW else Then(connection, name)


class _Comparison:
    """The walk along both sides at once; what it holds in memory does not grow with them."""

    def __init__(self, connection: sqlite3.Connection, before: Side, after: Side) -> None:
        self._connection, self._before, self._after = connection, before, after
        ruled = _Ruled(connection, before.in_force ^ after.in_force)
        self._items, self._entities = ruled.items, ruled.entities
        # Entities that pages of both sides have now, or had, by what changed on these pages.
        self._named: set[str] = set()

    def __iter__(self) -> Iterator[Difference]:
        for kind in KINDS:
            for old, new in _beside(self._before.listed(kind), self._after.listed(kind)):
                if old is None:
                    found = new and self._found(kind, new)
                elif new is None:
                    found = self._gone(kind, old)
                else:
                    found = self._altered(kind, old, new) if old.sha256 != new.sha256 else None
                if found:
                    yield found

    # One of both alone ----------------------------------------------------------------------------------------------

    def _found(self, kind: Kind, new: Listed) -> Difference | None:
        if any(self._leads(kind, old, new.id) for old in self._before_of(new.id)):
            return None  # told of the old one
        content = new.content()
        why = self._why_one(kind, new, content, self._before, self._after)
        self._remember(kind, new, None, content)
        return Difference(kind, "found", why, new.id, None, {}, _told(kind, content, self._after))

    def _gone(self, kind: Kind, old: Listed) -> Difference:
        content = old.content()
        heir = self._heir(kind, old.id)
        if heir is None:
            self._remember(kind, old, content, None)
            why = self._why_one(kind, old, content, self._after, self._before)
            return Difference(kind, "lost", why, old.id, None, {}, _told(kind, content, self._before))
        now = self._after.content_of(kind, heir)
        self._remember(kind, old, content, now)
        fields = _fields(kind, content, now, moved=True)
        why = self._why_altered(kind, old, content, now, fields)
        return Difference(kind, "altered", why, heir, old.id, _in_short(fields), _told(kind, now, self._after))

    def _heir(self, kind: Kind, gone: str) -> str | None:
        """What answers on the other side for an item that is gone."""
        wanted = gone
        for _ in range(_HOPS):
            row = self._connection.execute("SELECT new FROM id_redirects WHERE old = ?", (wanted,)).fetchone()
            if row is None:
                return None
            wanted = row[0]
            if self._after.has(kind, wanted):
                return str(wanted)
        return None

    def _before_of(self, id_: str) -> Iterator[str]:
        """The ids that lead to one, near and far."""
        seen, border = {id_}, [id_]
        while border:
            rows = self._connection.execute("SELECT old FROM id_redirects WHERE new = ?", (border.pop(),)).fetchall()
            fresh = [old for (old,) in rows if old not in seen]
            seen.update(fresh)
            border += fresh
            yield from fresh

    def _leads(self, kind: Kind, old: str, new: str) -> bool:
        return self._before.has(kind, old) and not self._after.has(kind, old) and self._heir(kind, old) == new

    # Both -----------------------------------------------------------------------------------------------------------

    def _altered(self, kind: Kind, old: Listed, new: Listed) -> Difference | None:
        before, after = old.content(), new.content()
        self._remember(kind, new, before, after)
        if before is None or after is None:
            return Difference(kind, "altered", "pages", new.id, None, {}, "its content was forgotten")
        fields = _fields(kind, before, after, moved=False)
        if not fields and _ruled(before) == _ruled(after):
            return None
        why = self._why_altered(kind, new, before, after, fields)
        return Difference(kind, "altered", why, new.id, None, _in_short(fields), _told(kind, after, self._after))

    # Why ------------------------------------------------------------------------------------------------------------

    def _why_one(self, kind: Kind, one: Listed, content: Content | None, other: Side, own: Side) -> Why:
        """Why an item is on one side alone."""
        if kind == "capture":
            return "pages"
        if kind in _MEMBERS:
            members = _ids(content, _MEMBERS[kind])
            return "pages" if all(_is_of_a_page_apart(kind, one, own, other) for one in members) else "others"
        if kind == "entity":
            if one.id in self._entities:
                return "decisions"
            return "reading" if one.id in self._named else "pages"
        if one.capture is not None and not other.has("capture", one.capture):
            return "pages"
        is_decided = one.id in self._items or "added" in (content or {}).get("ruled", {})
        return "decisions" if is_decided else "reading"

    def _why_altered(
        self, kind: Kind, one: Listed, before: Content | None, after: Content | None, fields: dict[str, tuple[Any, Any]]
    ) -> Why:
        if kind in _MEMBERS:
            old, new = (set(_ids(content, _MEMBERS[kind])) for content in (before, after))
            if old == new:
                return "others"
            came = all(_is_of_a_page_apart(kind, id_, self._after, self._before) for id_ in new - old)
            went = all(_is_of_a_page_apart(kind, id_, self._before, self._after) for id_ in old - new)
            return "pages" if came and went else "others"
        if kind == "entity":
            return "decisions" if one.id in self._entities else "reading"
        decided = self._decided(before or {}, after or {}, fields)
        if not fields or decided >= fields.keys():
            return "decisions" if decided or one.id in self._items or _ruled(before) != _ruled(after) else "reading"
        return "both" if decided else "reading"

    def _decided(self, before: Content, after: Content, fields: dict[str, tuple[Any, Any]]) -> set[str]:
        """Which of the fields that are otherwise people decided, or decided no longer."""
        old, new = _ruled(before), _ruled(after)
        names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        decided = set().union(*(_DECIDED_AS.get(name, {name}) for name in names))
        told = {name: json.dumps(values) for name, values in fields.items() if name in _WHO}
        decided |= {name for name, text in told.items() if any(f'"{entity}"' in text for entity in self._entities)}
        if decided & _DECIDED_AS["speaker"]:
            decided |= _DECIDED_AS["speaker"]  # the name goes with the id
        if decided & fields.keys():
            decided.add("unresolved")  # why a field is empty goes with the field
        return decided & fields.keys()

    def _remember(self, kind: Kind, one: Listed, before: Content | None, after: Content | None) -> None:
        """Note which entities a page of both sides names on one of them alone."""
        if kind == "article" and one.capture is not None and self._is_of_both(one.capture):
            old, new = (set(_ids(content, "entities")) for content in (before, after))
            self._named |= old ^ new

    def _is_of_both(self, capture: str) -> bool:
        return self._before.has("capture", capture) and self._after.has("capture", capture)


class _Ruled:
    """Which items and entities some decisions are on."""

    def __init__(self, connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
        self.items: set[str] = set()
        self.entities: set[str] = set()
        for number in sorted(numbers):
            row = connection.execute("SELECT json FROM decisions WHERE number = ?", (number,)).fetchone()
            ruling = json.loads(row[0]) if row else {}
            self.items |= {str(ruling[key]) for key in ("id", "became") if ruling.get(key)}
            self.entities |= {ruling[key]["id"] for key in ("gone", "kept", "taken_from", "other") if key in ruling}
            changes = ruling.get("changes") or {}
            sides = [side["party"] for name in ("actors", "recipients") for side in changes.get(name, ())]
            self.entities |= {one["id"] for one in (changes.get("speaker"), *sides) if one}


def _ruled(content: Content | None) -> dict[str, int]:
    return (content or {}).get("ruled") or {}


def _beside(old: Iterator[Listed], new: Iterator[Listed]) -> Iterator[tuple[Listed | None, Listed | None]]:
    """The items of both by id, those with the same one together."""
    one, other = next(old, None), next(new, None)
    while one or other:
        if other is None or (one is not None and one.id < other.id):
            yield one, None
            one = next(old, None)
        elif one is None or other.id < one.id:
            yield None, other
            other = next(new, None)
        else:
            yield one, other
            one, other = next(old, None), next(new, None)


def _is_of_a_page_apart(kind: Kind, member: str, own: Side, other: Side) -> bool:
    """Whether a member of a group stands on a page that the other side does not have."""
    capture = own.capture_of("article" if kind == "story" else "statement", member)
    return capture is not None and not other.has("capture", capture)


def _ids(content: Content | None, key: str) -> list[str]:
    return [one["id"] for one in (content or {}).get(key, ())]


# What is otherwise ----------------------------------------------------------------------------------------------------


def _fields(kind: Kind, before: Content | None, after: Content | None, *, moved: bool) -> dict[str, tuple[Any, Any]]:
    """The keys of two contents with different values, and both of these.

    `moved`: they have two ids, as they stand at other places, or their page has another text: then words are compared
    and places are not.
    """
    if before is None or after is None:
        return {}
    apart = _APART - {_MEMBERS.get(kind, "")}
    keys = [key for key in dict.fromkeys([*before, *after]) if key not in apart]
    both = {key: (before.get(key), after.get(key)) for key in sorted(keys)}
    if moved:
        both = {key: (_words(one), _words(other)) for key, (one, other) in both.items() if not _are_places(one, other)}
    # A key that one side lacks is one that a later version brought: it tells something where it is not empty.
    return {key: (one, other) for key, (one, other) in both.items() if one != other and (one or other)}


def _in_short(fields: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """What a reader takes for one thing as one: a speaker by name, a content in words."""
    short = dict(fields)
    if "text" in short:
        short["content"] = short.pop("text")
    who = [short.pop(name) for name in ("speakers", "speaker", "speaker_name") if name in short]
    return dict(sorted((short | {"speaker": who[-1]} if who else short).items()))


_PLACES = {"spans", "evidence", "mentions", "trigger", "status_spans"}


def _are_places(one: Any, other: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether a value says only where something stands: a list of pairs of numbers."""
    flat = [span for value in (one, other) if isinstance(value, list) for span in value]
    return bool(flat) and all(isinstance(span, list) for span in flat)


def _words(value: Any) -> Any:  # noqa: ANN401 - JSON
    """A value without the places that it stands at."""
    if isinstance(value, dict):
        return {key: _words(one) for key, one in value.items() if key not in _PLACES}
    return [_words(one) for one in value] if isinstance(value, list) else value


def _told(kind: Kind, content: Content | None, side: Side) -> str:
    """A few words of an item."""
    if content is None:
        return "its content was forgotten"
    if kind == "capture":
        told = content["url"] or content["record_id"] or content["id"]
    elif kind == "article":
        told = content["title"] or "(no title found)"
    elif kind == "statement":
        told = f"{content['speaker_name'] or '(nobody named)'}: {content['text']}"
    elif kind == "event":
        sides = (", ".join(one["name"] for one in content[which]) for which in ("actors", "recipients"))
        told = " ".join([*filter(None, sides), content["mode"] or content["type"], content["status"] or ""])
    elif kind == "entity":
        told = content["name"]
    elif kind == "story":
        first = side.content_of("article", content["label"]) if content["label"] else None
        told = (first and first["title"]) or "(no title found)"
    else:
        speaker = side.content_of("entity", content["speaker"])
        told = f"{speaker['name'] if speaker else content['speaker']}, {len(content['statements'])} wordings"
    told = " ".join(str(told).split())
    return told if len(told) <= _SHOWN else told[:_SHOWN] + "…"
