"""What stands around every page: the record's name, who asks, and an example of what can be asked.

The example is a name that speaks in this record. Who may not read is told neither it nor the record's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qs

from onrecord.web.remembering import remembered

if TYPE_CHECKING:
    from starlette.types import Scope

    from onrecord.record.overview import Speaker
    from onrecord.web.desk import Desk

SPEAKERS = 12
"""So many who speak most are looked up at once: the first page lists them, and one of them is the example."""
# Longer names do not fit into the box of a phone, and into a line of hints.
_NAME, _OUTLET = 14, 40
# No record has so many decisions.
_DIGITS = 10


class Example(NamedTuple):
    """Somebody who speaks in the record, by one word of the name, and an outlet of it; either may be unknown."""

    speaker: str | None = None
    outlet: str | None = None


def frame(scope: Scope, *, told: bool = True) -> dict[str, Any]:
    """The frame of an answer to a request; `told`: whether it may say anything of the record."""
    desk: Desk = scope["app"].state.desk
    settings = desk.settings
    allowed = scope.get("allowed", False)
    told = told and (allowed or not settings.asks_for_token)
    return {
        "record_name": settings.record.name.encode("utf-8", "replace").decode("utf-8") if told else "onrecord",
        "may_write": settings.writable and allowed,
        "is_writable": settings.writable,
        "here": scope["path"],
        "typed": "",
        "example": _example(desk) if told else Example(),
        "telling": partial(_telling, desk),
        "me": remembered(scope, settings),
        "now_decided": _just(scope),
    }


def _just(scope: Scope) -> int | None:
    """The number of the decision that led to this page."""
    told = parse_qs(scope["query_string"].decode("latin-1")).get("decided", [""])[-1]
    return int(told) if told.isascii() and told.isdigit() and len(told) < _DIGITS else None


def _telling(desk: Desk, event: str) -> tuple[str, str | None]:
    """The sentence that tells an event, and who alone claims it: asked by a template, where it shows an event."""
    return desk.store.telling(event)


def speakers(desk: Desk) -> tuple[Speaker, ...]:
    """Who speaks most."""
    return desk.kept("speakers", lambda: desk.store.speakers(SPEAKERS))


def _example(desk: Desk) -> Example:
    """Found once: while pages are added, who speaks most is another after each, and the old example is as good."""
    if desk.example is None or desk.example.speaker is None:
        names = (word for one in speakers(desk) if one.type == "person" for word in one.name.split()[-1:])
        outlets = (outlet for outlet in desk.kept("coverage", desk.store.coverage) if outlet)
        desk.example = Example(_short(names, _NAME), _short(outlets, _OUTLET))
    return desk.example


def _short(found: Iterable[str], longest: int) -> str | None:
    return next((one for one in found if len(one) <= longest), None)
