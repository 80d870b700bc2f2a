"""Entities in plain words: what they are and whose: "international body", "person, Norland"."""

from __future__ import annotations

_TYPES = {"igo": "international body", "organisation": "organisation", "law": "law or treaty", "other": "thing"}


def described(type_: str, country: str | None) -> str:
    """What somebody is, and of which state where that is known; a state is not said to be its own."""
    named = state(country) if country and type_ not in ("country", "igo") else None
    return ", ".join(part for part in (_TYPES.get(type_, type_), named) if part)


def state(code: str) -> str:
    """The name of a state by its code; a code that no list has stands for itself."""
    from onrecord.entity.gazetteer import state_names  # noqa: PLC0415 - loads the pack, which `--help` needs not

    return state_names().get(code, code)
