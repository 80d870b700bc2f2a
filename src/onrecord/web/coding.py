"""Coding on the desk: who a coder is, and what a form answers.

A coder comes by a link with a key in it, which is exchanged for a cookie; the key opens the page of this coder in this
study and nothing else. The token of the desk, which lets who has it settle and decide, opens no coder's page.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

from fastapi import Depends, Request

from onrecord.coding import NOTE, UNSURE, Codebook, Field, Studies, StudyItem
from onrecord.errors import InputError
from onrecord.spans import Span
from onrecord.web.frame import desk_of
from onrecord.web.problems import Problem
from onrecord.web.render import path, query

# Fields of a form that are answered by choosing, and by writing; the page has both of one field.
CHOSEN, WRITTEN = "choose-", "write-"
# Fields of a form, beyond which it is none of ours.
_MOST = 400
# Digits of a place: more items than these say no study has.
_DIGITS = 7
# Days after which a coder comes by the link again.
_SECONDS = 30 * 24 * 60 * 60
# With more categories than these a field is a list that opens.
AT_ONCE = 20
# Names of people that are offered.
NAMES = 30


async def _sent(request: Request) -> dict[str, str]:
    async with request.form(max_fields=_MOST, max_files=0) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


Sent = Annotated[dict[str, str], Depends(_sent)]
"""What a form says, by the names of its fields."""


def cookie_name(request: Request, study: str, coder: str) -> str:
    """The name of a coder's cookie: browsers share them among all ports of a host."""
    which = sha256(f"{study}\0{coder}".encode("utf-8", "replace")).hexdigest()[:12]
    return f"onrecord-{desk_of(request).settings.port}-coding-{which}"


def cookie(request: Request, study: str, coder: str, key: str) -> dict[str, object]:
    """What a browser is to keep for a coder. Whoever comes by a link in a letter comes from another site: lax."""
    return {
        "key": cookie_name(request, study, coder),
        "value": key,
        "max_age": _SECONDS,
        "path": "/coding",
        "httponly": True,
        "samesite": "lax",
    }


def coder_here(request: Request, study: str, coder: str) -> Studies:
    """The studies of the record, for the coder whose page it is; raises Problem for anybody else."""
    studies = Studies(desk_of(request).store)
    studies.study(study)
    shown = request.cookies.get(cookie_name(request, study, coder), "")
    if not shown or studies.invited(study, shown) != coder:
        raise Problem(
            403, "this page is a coder's own", "come by the link that `onrecord coding invite` or the study's page made"
        )
    return studies


def coder_of(studies: Studies, study: str, key: str) -> str:
    """Whose key it is; raises Problem where it is nobody's."""
    studies.study(study)
    coder = studies.invited(study, key)
    if coder is None:
        raise Problem(403, "not a coder of this study", "send the key of an invitation as Coding-Key")
    return coder


def page_of(study: str, *parts: str, **asked: object) -> str:
    """The address of a study's page, or of a coder's."""
    return path("coding", study, *parts) + query(**asked)


def place(sent: dict[str, str], name: str = "item") -> int:
    """A place that a form says, of an item or in a list; raises InputError where it is none."""
    told = sent.get(name, "")
    if not (told.isascii() and told.isdecimal() and len(told) <= _DIGITS):
        raise InputError(name, "is no place of an item")
    return int(told)


def marks(item: StudyItem) -> list[tuple[Span, str]]:
    """What is marked in the passage of an item."""
    return [(one.span, one.part) for one in item.marks]


def choices(field: Field, item: StudyItem, beside: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    """What may be chosen: each answer, what it means, and who gave it already."""
    by: dict[str, list[str]] = {}
    for coder, answer in (beside or {}).items():
        by.setdefault(answer, []).append(coder)
    means = {one.name: one.definition for one in field.categories}
    found = dict.fromkeys([*means, *([one for one in by if one not in means and one != UNSURE])], "") | means
    if field.kind == "who":
        found |= {name: "" for name in list(dict.fromkeys(item.named.values()))[:NAMES] if name not in found}
    found[UNSURE] = "It cannot be told from the text."
    return [(name, meaning, ", ".join(by.get(name, ()))) for name, meaning in found.items()]


def answers(codebook: Codebook, sent: dict[str, str], held: dict[str, str]) -> dict[str, str]:
    """What a form answers: what was written, unless it stood there before and something else is chosen now."""
    found = {}
    for field in codebook.fields:
        chosen, written = sent.get(CHOSEN + field.name, ""), sent.get(WRITTEN + field.name, "").strip()
        is_new = written != held.get(field.name, "")
        found[field.name] = (written if written and is_new else "") or chosen or written
    if NOTE in sent:
        found[NOTE] = sent[NOTE]
    return {name: value for name, value in found.items() if value or name == NOTE}
