"""The form of an event: what was done, how far it has come, when, and who stands on each side."""

from __future__ import annotations

from typing import Any

from onrecord.event.labels import STATUSES, TYPES
from onrecord.event.pack import acts
from onrecord.model import Event
from onrecord.record import Store
from onrecord.web.forms import parties
from onrecord.web.forms.posted import Posted, seen

SIDES = {"actors": "Who did it", "recipients": "To whom"}
# Before the place of one who is a side already, and before the name of somebody new.
_HELD, _NAMED = "=", "+"


def types(item: Event) -> list[str]:
    """PLOVER's types."""
    return sorted({*TYPES, item.type})


def modes(item: Event) -> list[str]:
    """The acts that a person may choose; and what the event has, which may be a mode of PLOVER's own."""
    return sorted(acts() | ({item.mode} if item.mode else set()))


def statuses() -> tuple[str, ...]:
    """How far something can have come, in order."""
    return STATUSES


def told_of(item: Event) -> Posted:
    """The form of an event as it is."""
    when = item.when.value if item.when and item.when.value and "when" not in item.unresolved else ""
    fields = {"type": [item.type], "mode": [item.mode or ""], "status": [item.status or ""], "when": [when]}
    fields |= {name: _held(item, name) for name in SIDES}
    return Posted({**fields, "denied": ["yes"] if item.denied else [], "seen": [seen(item)]})


def changes(form: Posted, was: Posted, item: Event, store: Store) -> dict[str, Any]:
    """What a form says otherwise than it was, as a ruling takes it; raises InputError, and ChoiceError."""
    found: dict[str, Any] = {}
    for name in ("type", "mode", "status", "when"):
        if (value := form.one(name).strip()) != was.one(name):
            found[name] = value or None
    if ("denied" in form) != ("denied" in was):
        found["denied"] = "denied" in form
    for name in SIDES:
        sides = [_side(one, getattr(item, name)) for one in form.all(name)]
        if typed := parties.typed(form, name):
            sides.append(parties.meant(name, typed, store))
        if list(form.all(name)) != _held(item, name) or typed:
            found[name] = [one for one in sides if one is not None]
    return found


def _held(item: Event, side: str) -> list[str]:
    return [f"{_HELD}{place}" for place in range(len(getattr(item, side)))]


def _side(told: str, held: tuple[Any, ...]) -> object:
    """Whom a value of a side means: one who is a side already, somebody new by name, an entity by its id."""
    if told.startswith(_HELD):
        place = told.removeprefix(_HELD)
        if not (place.isascii() and place.isdigit() and int(place) < len(held)):
            return None
        one = held[int(place)]
        return one.entity or {"name": one.name, "country": one.country}
    return {"name": told.removeprefix(_NAMED)} if told.startswith(_NAMED) else told
