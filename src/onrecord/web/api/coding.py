"""Coding: studies, a coder's next item and answers, how far coders agree, and what is settled in the end.

A coder shows the key of an invitation as `Coding-Key`, which opens nothing but what this coder codes. What coders
answered is told once a study is closed.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from onrecord.coding import NOTE, Adjudication, Agreement, Coded, Disagreement, Progress, Studies, Study, StudyItem
from onrecord.coding.deciding import adjudicate as settle
from onrecord.coding.study import Marked
from onrecord.errors import InputError
from onrecord.record import Signature
from onrecord.web.api.parameters import READ, WRITTEN, Limit, Maybe
from onrecord.web.api.shapes import Shape, read, written
from onrecord.web.coding import coder_of
from onrecord.web.frame import TheDesk, WritableDesk
from onrecord.web.problems import Problem

router = APIRouter(tags=["coding"])

StudyName = Annotated[
    str, Path(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f/]*$", description="The study, by its name.")
]
CodingKey = Annotated[
    Maybe[str],
    Header(alias="Coding-Key", max_length=200, description="The key of a coder's invitation; it says who codes."),
]
Place = Annotated[int, Field(ge=1, le=10**6)]
AnswersTo = Annotated[
    dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=2000)]],
    Field(max_length=100, description="Field of the codebook: answer."),
]


class StudyState(Shape):
    """A study, and how far each coder is."""

    study: Study
    progress: list[Progress]


class ShownItem(Shape):
    """An item as its coders are shown it; `machine` is empty unless they are to see what the program answered.

    The spans of `marks` count in the passage; `named`: who is named in the article.
    """

    position: int
    title: str | None
    outlet: str | None
    published: str | None
    passage: str
    marks: list[Marked]
    named: list[str]
    machine: dict[str, str]


class Next(Shape):
    """The next item that a coder has not coded in full, with what they answered so far; null where all is coded."""

    coder: str
    item: ShownItem | None
    answers: dict[str, str]
    note: str | None


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CodingBody(_Sent):
    """A coder's answers to an item; the last answer to a field counts."""

    position: Place
    answers: AnswersTo
    note: Annotated[str, Field(max_length=2000)] | None = None


class AdjudicationBody(_Sent):
    """What an item is in the end: answers to the fields on which coders differ; of the rest what all agree on."""

    position: Place
    answers: AnswersTo
    by: Annotated[str, Field(min_length=1, max_length=200, description="Who settles it.", examples=["an editor"])]
    because: Annotated[str, Field(max_length=2000, description="Why.")] | None = None


@router.get("/coding", dependencies=READ, responses=read())
def studies(desk: TheDesk) -> list[StudyState]:
    """The studies of the record, and how far each coder is."""
    found = Studies(desk.store)
    return [StudyState(study=one, progress=found.progress(one.name)) for one in found.all()]


@router.get("/coding/{study}", dependencies=READ, responses=read(404))
def study(desk: TheDesk, study: StudyName) -> StudyState:
    """A study with its codebook, and how far each coder is."""
    found = Studies(desk.store)
    return StudyState(study=found.study(study), progress=found.progress(study))


@router.get("/coding/{study}/next", dependencies=READ, responses=read(403, 404))
def next_item(
    desk: TheDesk,
    study: StudyName,
    key: CodingKey = None,
    after: Annotated[int, Query(ge=0, le=10**6, description="Pass over the items up to this place.")] = 0,
) -> Next:
    """What a coder codes next; for who shows the coder's key."""
    found = Studies(desk.store)
    coder = coder_of(found, study, key or "")
    if found.study(study).closed_at is not None:
        raise InputError(study, "is closed; no answer is taken any more")
    item = found.next(study, coder, after)
    if item is None:
        return Next(coder=coder, item=None, answers={}, note=None)
    coded = found.coded(study, coder, item.position)
    return Next(coder=coder, item=_shown(found.shown(study, item.position)), answers=coded.answers, note=coded.note)


def _shown(item: StudyItem) -> ShownItem:
    told = {name: getattr(item, name) for name in ShownItem.model_fields if name not in ("named", "marks")}
    return ShownItem(**told, marks=list(item.marks), named=list(dict.fromkeys(item.named.values())))


@router.post("/coding/{study}/answers", status_code=201, dependencies=WRITTEN, responses=written(404))
def answer(desk: TheDesk, study: StudyName, body: CodingBody, key: CodingKey = None) -> Coded:
    """Take a coder's answers to an item; for who shows the coder's key, at a desk that can be written to."""
    if not desk.settings.writable:
        raise Problem(403, "this desk is for reading", "`onrecord serve --write` serves one that can be written to")
    coder = coder_of(Studies(desk.store), study, key or "")
    given = body.answers | ({NOTE: body.note} if body.note is not None else {})
    with desk.writing() as store:
        return Studies(store).answer(study, coder, body.position, given)


@router.get("/coding/{study}/agreement", dependencies=READ, responses=read(404))
def agreement(desk: TheDesk, study: StudyName) -> list[Agreement]:
    """How far the coders agree, field by field; refused while it is coded."""
    found = Studies(desk.store)
    return desk.kept(("agreement", study), lambda: found.agreement(study))


@router.get("/coding/{study}/disagreements", dependencies=READ, responses=read(404))
def disagreements(
    desk: TheDesk,
    study: StudyName,
    start: Annotated[int, Query(ge=0, le=10**6, description="How many to pass over.")] = 0,
    limit: Limit = 50,
) -> list[Disagreement]:
    """The items on which coders differ, with what each answers and what is settled; refused while it is coded."""
    found = Studies(desk.store)
    apart = desk.kept(("apart", study), lambda: found.open_fields(study))
    return found.disagreements(study, start, limit, among=apart)


@router.post("/coding/{study}/adjudications", status_code=201, dependencies=WRITTEN, responses=written(404))
def adjudicate(desk: WritableDesk, study: StudyName, body: AdjudicationBody) -> Adjudication:
    """Settle an item; what is settled becomes decisions of the record."""
    with desk.writing() as store:
        return settle(Studies(store), study, body.position, body.answers, Signature(body.by, body.because))
