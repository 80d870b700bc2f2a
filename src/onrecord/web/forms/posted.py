"""What a form says, field by field; who signs it, and whether it was filled in on what the record has still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel

from onrecord.errors import InputError
from onrecord.record import Signature

_LONGEST_NAME, _LONGEST_REASON = 200, 2000


class Posted:
    """The fields of a form, each with its values, none or several."""

    def __init__(self, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        """Take the values of each field."""
        self._fields = {name: tuple(values) for name, values in (fields or {}).items()}

    def one(self, name: str) -> str:
        """The value of a field, "" where it has none; the last of several."""
        return self._fields.get(name, ("",))[-1] if self._fields.get(name) else ""

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return self._fields.get(name, ())

    def __contains__(self, name: str) -> bool:
        return bool(self._fields.get(name))

    def but(self, **fields: Sequence[str]) -> Posted:
        """The same with other values in some fields."""
        return Posted({**self._fields, **fields})


async def _posted(request: Request) -> Posted:
    fields: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
    return Posted(fields)


Sent = Annotated[Posted, Depends(_posted)]


def signature(form: Posted) -> Signature:
    """Who decides, and why; raises InputError where nobody signs."""
    by, because = " ".join(form.one("by").split()), form.one("because").strip()
    if not by or len(by) > _LONGEST_NAME:
        raise InputError("Who decides", f"a name of at most {_LONGEST_NAME} letters")
    if len(because) > _LONGEST_REASON:
        raise InputError("Why", f"at most {_LONGEST_REASON:,} letters")
    return Signature(by, because or None)


def seen(item: BaseModel) -> str:
    """What an item is now, in short: a form that brings another one was filled in on what it was before."""
    return sha256(item.model_dump_json().encode()).hexdigest()[:16]


def must_be_seen(form: Posted, item: BaseModel) -> None:
    """Raise InputError where somebody decided on an item since its form was opened."""
    if form.one("seen") != seen(item):
        raise InputError("Meanwhile", "somebody decided on this, too; look at it as it is now, then decide again")
