"""What the machine had where a person says otherwise, in words, beside what they say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.display.decisions import field_name, value_of
from onrecord.model import Actor, Event, Statement, Time
from onrecord.ruling import Correct, Decision
from onrecord.spans import covered


class Before(NamedTuple):
    """One field: what the machine had, what it is now, and the number of the decision."""

    field: str
    was: str
    now: str
    number: int


def before(decisions: Iterable[Decision], text: str, text_hash: str) -> list[Before]:
    """For each field that decisions in force put right what the machine had; `text`: of the page, by its SHA-256."""
    was: dict[str, str] = {}
    now: dict[str, Before] = {}
    for one in decisions:
        ruling = one.ruling
        if not isinstance(ruling, Correct):
            continue
        for field in ruling.changes.fields:
            if ruling.item is not None:
                told = _told(ruling.item, field, text if ruling.evidence.text == text_hash else "")
                was.setdefault(field, told)
                now[field] = Before(field_name(field), was[field], value_of(ruling.changes, field), one.number)
    return list(now.values())


def _told(item: Statement | Event, field: str, text: str) -> str:
    """A field of an item as it was, in words."""
    if field == "content":
        return f"“{' '.join(getattr(item, 'text', '').split())}”"
    value = getattr(item, "speaker_name" if field == "speaker" else field, None)
    if field in ("cue", "source") and value:
        words = " ".join(covered(text, value, " … ").split())
        return f"“{words}”" if words else "other words of the page"
    if value is None or value == () or field in item.unresolved:
        return "none"
    if isinstance(value, tuple):
        return " and ".join(one.name for one in value if isinstance(one, Actor))
    if isinstance(value, Time):
        return value.value or "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
