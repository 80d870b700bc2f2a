"""An answer as somebody gives it, made into one that compares: "brenek" is Oskar Brenek, "Turkey" TUR, "Yes" yes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from onrecord.coding.study import NOTE, UNSURE, YES, Codebook, Field, StudyItem
from onrecord.errors import InputError
from onrecord.language.folding import folded, has_words

_LONGEST_NAME, _LONGEST_NOTE = 200, 2000
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
# Between states, where several act.
_COMMA = re.compile(r"[,;+]")
AND = ", "
"""Between several states, in the order of their codes."""


def understood(field: Field, item: StudyItem, given: str) -> str:
    """The answer that is meant; raises InputError that says what can be answered."""
    told = " ".join(_plain(given).split())
    for name in field.names:
        if told.casefold() == name.casefold():
            return name
    if not told:
        raise InputError(field.name, "has no answer")
    if field.kind == "who":
        return _somebody(field, item, told)
    if field.kind == "day":
        return _day(field, told)
    if field.kind == "state":
        return _states(field, told)
    raise InputError(field.name, f"{told[:60]!r} is none of {_listed(field)}")


def all_understood(codebook: Codebook, item: StudyItem, given: Mapping[str, str]) -> dict[str, str]:
    """Answers to several fields, and a note; what is empty is left out. Raises InputError for a field that is none."""
    if unknown := [name for name in given if name != NOTE and codebook.field(name) is None]:
        asked = ", ".join(field.name for field in codebook.fields)
        raise InputError(unknown[0][:60], f"is no field of the codebook; it has {asked}")
    found = {}
    for field in codebook.fields:
        if given.get(field.name, "").strip():
            found[field.name] = understood(field, item, given[field.name])
    if NOTE in given:
        note = _plain(given[NOTE]).strip()
        if len(note) > _LONGEST_NOTE:
            raise InputError(NOTE, f"is longer than {_LONGEST_NOTE:,} letters")
        found[NOTE] = note
    return found


def counting(codebook: Codebook, answers: Mapping[str, str]) -> dict[str, str]:
    """Of all that was answered to an item, what is asked of it: where it is none, what was answered before goes."""
    given = {name: value for name, value in answers.items() if name != NOTE}
    asked = {field.name for field in codebook.asked(given)}
    return {field.name: given[field.name] for field in codebook.fields if field.name in asked and field.name in given}


def is_complete(codebook: Codebook, answers: Mapping[str, str]) -> bool:
    """Whether every field that is asked has its answer."""
    return all(field.name in answers for field in codebook.asked(dict(answers)))


def agreed(codebook: Codebook, all_answers: list[dict[str, str]]) -> dict[str, str]:
    """The answers that all coders of an item give alike; a field that one of them is not asked is agreed by none."""
    if not all_answers:
        return {}
    first, *others = (counting(codebook, one) for one in all_answers)
    return {name: value for name, value in first.items() if all(other.get(name) == value for other in others)}


def none_left(codebook: Codebook, answers: Mapping[str, str]) -> list[str]:
    """The fields that are asked and have no answer."""
    return [field.name for field in codebook.asked(dict(answers)) if field.name not in answers]


def _somebody(field: Field, item: StudyItem, told: str) -> str:
    """Somebody whom the article names, by all or some of the words of the name; else the name as it is given."""
    if len(told) > _LONGEST_NAME:
        raise InputError(field.name, f"is longer than {_LONGEST_NAME} letters")
    if told in item.named:
        return item.named[told]
    names = list(dict.fromkeys(item.named.values()))
    for found in (
        [name for name in names if folded(name) == folded(told)],
        [name for name in names if has_words(name, folded(told))],
    ):
        if len(found) == 1:
            return found[0]
    return told


def _day(field: Field, told: str) -> str:
    try:
        if not _DAY.fullmatch(told):
            raise ValueError  # noqa: TRY301 - both ways of being none are told alike
        date.fromisoformat(f"{told}-01-01"[:10])
    except ValueError:
        raise InputError(field.name, f"{told[:60]!r} is no day; write 2022-08-15, or {_listed(field)}") from None
    return told


def _states(field: Field, told: str) -> str:
    from onrecord.record.aliases import state_meant  # noqa: PLC0415 - loads the names of states

    found = []
    for part in filter(None, (part.strip() for part in _COMMA.split(told))):
        code = state_meant(part) or state_meant(part.upper())
        if code is None:
            raise InputError(field.name, f"{part[:60]!r} is no state; write a name or code (TUR), or {_listed(field)}")
        found.append(code)
    if not found:
        raise InputError(field.name, f"{told[:60]!r} is no state; write a name or code (TUR), or {_listed(field)}")
    return AND.join(sorted(set(found)))


def _listed(field: Field) -> str:
    return ", ".join(field.names)


def _plain(given: str) -> str:
    """What was typed, in one form, without what commands a terminal or is no text."""
    text = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    return "".join(char for char in text if char.isprintable() or char in "\n\t ")


__all__ = ["AND", "UNSURE", "YES", "agreed", "all_understood", "counting", "is_complete", "none_left", "understood"]
