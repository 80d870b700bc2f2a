"""What is settled in the end: adjudicated answers, and the decisions of the record that they make.

An item that is none is rejected; one that is otherwise than the record has it is corrected; the rest is accepted. So
where all items of an article were coded, each stands by a person's word. Answers to fields that the record does not
have are kept with the study alone.

What is settled is written down before it is decided: where that is cut off between the two, the next one finishes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

from onrecord.coding.answers import AND, agreed, all_understood, counting, none_left
from onrecord.coding.freezing import answers_of
from onrecord.coding.reading import unsettled_fields
from onrecord.coding.studies import Studies
from onrecord.coding.study import NOTE, UNSURE, YES, Adjudication, Study, StudyItem
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Statement
from onrecord.record import Signature, Store, in_force
from onrecord.record.schema import now

_UNNAMED, _UNKNOWN, _NONE = "unnamed", "unknown", "none"


class _Standing(NamedTuple):
    """An item as the record has it now."""

    item: Statement | Event
    article: Article


def adjudicate(studies: Studies, name: str, position: int, given: Mapping[str, str], signed: Signature) -> Adjudication:
    """Settle an item: what is given counts, and of the rest what all coders agree on; the record follows.

    Settled again in other words, the decisions made before are undone. Raises InputError where fields stay open.
    """
    study = studies.closed(name)
    answers = settled(studies, name, position, given)
    before = studies.adjudications(name).get(position)
    if before is not None and before.answers == answers and before.decisions is not None:
        return before
    with studies.store.changing() as connection:
        last = connection.execute("SELECT coalesce(max(number), 0) FROM decisions").fetchone()[0]
        number = connection.execute(
            "INSERT INTO adjudications (study, position, answers, adjudicated_by, because, adjudicated_at, after)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (name, position, json.dumps(answers, ensure_ascii=False), signed.by, signed.because, now(), last),
        ).lastrowid
    _finish(studies, study, number or 0)
    return studies.adjudications(name)[position]


def settled(studies: Studies, name: str, position: int, given: Mapping[str, str]) -> dict[str, str]:
    """What an item is settled as by what is given and by what all coders agree on; raises InputError as `adjudicate`.

    Nothing is written: many are looked at before the first is settled.
    """
    study = studies.closed(name)
    coded = studies.answers_to(name, position)
    understood = all_understood(study.codebook, studies.item(name, position), given)
    understood.pop(NOTE, None)
    whole = len(coded) == len(study.coders)
    alike = agreed(study.codebook, [one.answers for one in coded]) if whole else {}
    answers = counting(study.codebook, alike | understood)
    if missing := none_left(study.codebook, answers):
        raise InputError(f"item {position}", f"is not settled: {', '.join(missing)}")
    return answers


def adjudicate_agreed(
    studies: Studies, name: str, signed: Signature, tell: Callable[[int], None] = lambda _done: None
) -> int:
    """Settle all items on which all coders agree and that nobody has settled; how many. `tell` hears after each."""
    study = studies.closed(name)
    finish(studies, name)
    settled = studies.adjudications(name)
    done = 0
    for position, coded in studies.answers(name).items():
        if position not in settled and coded and not unsettled_fields(study, coded):
            adjudicate(studies, name, position, {}, signed)
            done += 1
            tell(done)
    return done


def finish(studies: Studies, name: str) -> int:
    """Make the decisions of what was settled when it was cut off; how many items."""
    study = studies.closed(name)
    numbers = studies.store.rows(
        "SELECT max(number) FROM adjudications WHERE study = ? AND decisions IS NULL GROUP BY position", (name,)
    )
    for (number,) in numbers:
        _finish(studies, study, number)
    return len(numbers)


def _finish(studies: Studies, study: Study, number: int) -> None:
    store = studies.store
    position, told, by, because, after = store.rows(
        "SELECT position, answers, adjudicated_by, because, after FROM adjudications WHERE number = ?", (number,)
    )[0]
    item = studies.item(study.name, position)
    reason = f"coding {study.name}" + (f": {because}" if because else "")
    signed = Signature(by, reason)
    made, why_not = _made(store, item, after, signed), None
    if not made:
        _take_back(studies, study, position, number, signed)
        try:
            made, why_not = _decided(store, study, item, json.loads(told), signed)
        except InputError as error:
            why_not = str(error)  # what is settled holds for the study, whatever the record makes of it
    with store.changing() as connection:
        connection.execute(
            "UPDATE adjudications SET decisions = ?, why_not = ? WHERE number = ?", (json.dumps(made), why_not, number)
        )


def _made(store: Store, item: StudyItem, after: int, signed: Signature) -> list[int]:
    """The decisions that were made of an item before it was cut off."""
    last = store.rows("SELECT coalesce(max(number), 0) FROM decisions")[0][0]
    if last == after:
        return []
    return [
        one.number
        for one in in_force(store.decisions())
        if one.number > after
        and (one.decided_by, one.because) == signed
        and getattr(one.ruling, "id", None) in (item.item, _id_now(store, item))
    ]


def _id_now(store: Store, item: StudyItem) -> str | None:
    standing = _standing(store, item)
    return standing.item.id if standing else None


def _take_back(studies: Studies, study: Study, position: int, number: int, signed: Signature) -> None:
    """Undo what an earlier word on the item decided."""
    rows = studies.store.rows(
        "SELECT decisions FROM adjudications WHERE study = ? AND position = ? AND number < ? AND decisions NOT NULL",
        (study.name, position, number),
    )
    earlier = {one for (told,) in rows for one in json.loads(told)}
    if not earlier:
        return
    counting_ = {one.number for one in in_force(studies.store.decisions())}
    for one in sorted(earlier & counting_, reverse=True):
        studies.store.undo(one, signed)


def _decided(
    store: Store, study: Study, item: StudyItem, answers: Mapping[str, str], signed: Signature
) -> tuple[list[int], str | None]:
    """Rule as was answered: the numbers of the decisions, or why there are none."""
    standing = _standing(store, item)
    if standing is None:
        return [], "the record has it no longer"
    gate = study.codebook.gate
    is_one = answers.get(gate.name) if gate else None
    if is_one not in (None, YES, UNSURE):
        before = standing.item.ruled.get("rejected")
        return [before or store.reject(standing.item.id, signed).number], None
    if is_one == UNSURE:
        return [], "it is not known whether it is one"
    changes = _changes(store, study, standing, answers)
    if changes:
        return _corrected(store, standing.item.id, changes, signed)
    if is_one == YES:
        return [store.accept(standing.item.id, signed).number], None
    return [], "the record has nothing that was asked for, or has it so"


def _corrected(store: Store, item: str, changes: dict[str, object], signed: Signature) -> tuple[list[int], str | None]:
    """Correct what the record takes of some changes; what it does not take is told."""
    refused: list[str] = []
    while changes:
        try:
            return [store.correct(item, changes, signed).number], "; ".join(refused) or None
        except InputError as error:
            if error.source not in changes:
                raise
            refused.append(str(error))
            changes = {name: value for name, value in changes.items() if name != error.source}
    return [], "; ".join(refused)


def _standing(store: Store, item: StudyItem) -> _Standing | None:
    try:
        found, article = store.get(item.item)
    except NotFoundError:
        return None
    return _Standing(found, article) if isinstance(found, Statement | Event) and article is not None else None


def _changes(store: Store, study: Study, standing: _Standing, answers: Mapping[str, str]) -> dict[str, object]:
    """What the record has otherwise than was answered, in its own terms."""
    has = answers_of(standing.item, standing.article)
    changed = {
        field.name: answers[field.name]
        for field in study.codebook.fields
        if not field.is_gate
        and field.name in (_OF_STATEMENTS if study.kind == "statements" else _OF_EVENTS)
        and answers.get(field.name, UNSURE) != UNSURE
        and answers[field.name] != has.get(field.name)
    }
    if isinstance(standing.item, Statement):
        return {name: _of_statement(name, value, standing.article) for name, value in changed.items()}
    return {_OF_EVENTS[name]: _of_event(store, name, value) for name, value in changed.items()}


_OF_STATEMENTS = ("speaker", "kind", "act", "denied", "said")
# What a field of the codebook is called in the record.
_OF_EVENTS = {
    "type": "type",
    "mode": "mode",
    "status": "status",
    "denied": "denied",
    "actor": "actors",
    "recipient": "recipients",
}


def _of_statement(name: str, value: str, article: Article) -> object:
    if name == "denied":
        return value == YES
    if name == "said":
        return None if value == _UNKNOWN else value
    if name == "speaker":
        ids = {one.name: one.id for one in article.entities}
        return None if value == _UNNAMED else ids.get(value, value)
    return value


def _of_event(store: Store, name: str, value: str) -> object:
    if name == "denied":
        return value == YES
    if name in ("actor", "recipient"):
        return [] if value == _NONE else [_state(store, code) for code in value.split(AND)]
    return None if value == _NONE else value


def _state(store: Store, code: str) -> str:
    """A state as the record knows it, else its code."""
    known = f"state.{code}"
    return known if store.rows("SELECT 1 FROM entities WHERE id = ?", (known,)) else code
