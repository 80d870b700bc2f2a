"""What can be asked of the studies of a record: while they are coded numbers and a coder's own, then everything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hmac import compare_digest
from itertools import islice
from typing import NamedTuple

from onrecord.coding import agreement as figures
from onrecord.coding.answers import agreed, counting, is_complete
from onrecord.coding.study import NOTE, Adjudication, Codebook, Coded, Drawn, Progress, Study, StudyItem
from onrecord.errors import InputError, NoStudyError
from onrecord.model import Noun, sha256
from onrecord.record import Store

_STUDY = (
    "SELECT name, kind, drawn, codebook, shows_machine, made_at, closed_at,"
    " (SELECT json_group_array(coder) FROM (SELECT coder FROM coders WHERE study = name ORDER BY position)),"
    " (SELECT count(*) FROM study_items WHERE study = name) FROM studies"
)
# Of each coder, item and field the last row: SQLite gives the other columns of the row that has the greatest number.
_LAST = (
    "SELECT position, coder, field, value, max(number) FROM answers WHERE study = ? AND {}"
    " GROUP BY coder, position, field ORDER BY position, coder"
)


_LARGEST = 2**31


class Disagreement(Noun):
    """An item on which coders differ: the fields, what each coder answers, and what is settled of it so far.

    The item is as its coders are shown it, so that who settles is not led by the program either.
    """

    item: StudyItem
    fields: tuple[str, ...]
    coded: tuple[Coded, ...]
    adjudicated: Adjudication | None


class Answer(NamedTuple):
    """One answer as it was given, and whether the coder gave none to the same field after it."""

    coder: str
    field: str
    value: str
    answered_at: str
    is_last: bool


class Reading:
    """The questions to the studies of an open record; `Studies` makes and codes them."""

    def __init__(self, store: Store) -> None:
        """Those of a record; whoever makes or answers something opens it for writing."""
        self.store = store

    # Studies --------------------------------------------------------------------------------------------------------

    def all(self) -> list[Study]:
        """All studies, by name."""
        return [_study(row) for row in self.store.rows(f"{_STUDY} ORDER BY name")]

    def study(self, name: str) -> Study:
        """A study by its name; raises NoStudyError."""
        found = self.store.rows(f"{_STUDY} WHERE name = ?", (plain(name),))
        if not found:
            raise NoStudyError(name)
        return _study(found[0])

    def progress(self, name: str) -> list[Progress]:
        """How far each coder is: numbers alone."""
        return [self.progress_of(name, coder) for coder in self.study(name).coders]

    def progress_of(self, name: str, coder: str) -> Progress:
        """How far one coder is."""
        study = self._coding(name, coder)
        mine = self._last(name, "coder = ?", coder).get(coder, {}).values()
        coded = sum(is_complete(study.codebook, one) for one in mine)
        return Progress(coder=coder, coded=coded, items=study.items)

    # Coding ---------------------------------------------------------------------------------------------------------

    def item(self, name: str, position: int) -> StudyItem:
        """An item by its place in the study; raises InputError."""
        asked = "SELECT json FROM study_items WHERE study = ? AND position = ?"
        # SQLite has no numbers of more than 64 bits.
        found = self.store.rows(asked, (name, position)) if abs(position) < _LARGEST else []
        if not found:
            raise InputError(name, f"has no item {position}")
        return StudyItem.model_validate_json(found[0][0])

    def shown(self, name: str, position: int) -> StudyItem:
        """An item as its coders are shown it: without what the machine made of it, unless they are to see that."""
        return _shown(self.study(name), self.item(name, position))

    def items(self, name: str) -> Iterator[StudyItem]:
        """All items in their order."""
        for (told,) in self.store.rows("SELECT json FROM study_items WHERE study = ? ORDER BY position", (name,)):
            yield StudyItem.model_validate_json(told)

    def positions(self, name: str) -> list[int]:
        """The places of the items, in order; some are missing where their pages were forgotten."""
        rows = self.store.rows("SELECT position FROM study_items WHERE study = ? ORDER BY position", (name,))
        return [position for (position,) in rows]

    def next(self, name: str, coder: str, after: int = 0) -> StudyItem | None:
        """The next item that a coder has not coded in full, from a place on, then from the first; None when done."""
        study = self._coding(name, coder)
        mine = self._last(name, "coder = ?", coder).get(coder, {})
        left = [one for one in self.positions(name) if not is_complete(study.codebook, mine.get(one, {}))]
        following = [one for one in left if one > after] or left
        return self.item(name, following[0]) if following else None

    def coded(self, name: str, coder: str, position: int) -> Coded:
        """What a coder answers of an item so far: for that coder alone while the study is open."""
        study = self._coding(name, coder)
        last = self._last(name, "coder = ? AND position = ?", coder, position).get(coder, {}).get(position, {})
        return coded_of(study, coder, position, last)

    def invited(self, name: str, key: str) -> str | None:
        """Whose key it is in a study; None where it is nobody's."""
        shown = sha256(key.encode("utf-8", "replace"))
        rows = self.store.rows("SELECT coder, invited FROM coders WHERE study = ?", (plain(name),))
        return next((coder for coder, held in rows if held and compare_digest(held, shown)), None)

    # Once it is closed ----------------------------------------------------------------------------------------------

    def answers(self, name: str) -> dict[int, list[Coded]]:
        """What every coder answers of each item, in the order of the coders; raises InputError before it is closed."""
        study = self.closed(name)
        last = self._last(name, "1")
        return {
            position: [
                coded_of(study, coder, position, last[coder][position])
                for coder in study.coders
                if position in last.get(coder, {})
            ]
            for position in self.positions(name)
        }

    def answers_to(self, name: str, position: int) -> list[Coded]:
        """What every coder answers of one item; raises InputError before the study is closed."""
        study = self.closed(name)
        last = self._last(name, "position = ?", position)
        return [coded_of(study, coder, position, last[coder][position]) for coder in study.coders if coder in last]

    def history(self, name: str) -> dict[int, list[Answer]]:
        """All answers as they were given, those that were changed too; raises InputError before it is closed."""
        self.closed(name)
        rows = self.store.rows(
            "SELECT position, coder, field, value, answered_at,"
            " number = max(number) OVER (PARTITION BY coder, position, field) FROM answers WHERE study = ?"
            " ORDER BY position, number",
            (name,),
        )
        found: dict[int, list[Answer]] = {}
        for position, coder, field, value, answered_at, is_last in rows:
            found.setdefault(position, []).append(Answer(coder, field, value, answered_at, bool(is_last)))
        return found

    def agreement(self, name: str) -> list[figures.Agreement]:
        """How far the coders agree, field by field; raises InputError before it is closed."""
        study = self.closed(name)
        coded = self.answers(name)
        found = []
        for field in study.codebook.fields:
            told: dict[str, dict[int, str]] = {coder: {} for coder in study.coders}
            for position, ones in coded.items():
                for one in ones:
                    if field.name in one.answers:
                        told[one.coder][position] = one.answers[field.name]
            found.append(figures.agreement(field, told))
        return found

    def open_fields(self, name: str) -> dict[int, tuple[str, ...]]:
        """The items that need a word, and in which fields: on which coders differ, or which one has not coded."""
        study = self.closed(name)
        open_ = {position: unsettled_fields(study, ones) for position, ones in self.answers(name).items()}
        return {position: fields for position, fields in open_.items() if fields}

    def disagreements(
        self, name: str, start: int = 0, limit: int | None = None, among: Mapping[int, tuple[str, ...]] | None = None
    ) -> list[Disagreement]:
        """The items that need a word, each with what the coders answer; so many from a place in their order on.

        `among`: the open fields, where they are known.
        """
        study = self.closed(name)
        settled = self.adjudications(name)
        open_ = among if among is not None else self.open_fields(name)
        places = islice(open_.items(), start, None if limit is None else start + limit)
        return [
            Disagreement(
                item=_shown(study, self.item(name, position)),
                fields=fields,
                coded=tuple(self.answers_to(name, position)),
                adjudicated=settled.get(position),
            )
            for position, fields in places
        ]

    def adjudications(self, name: str) -> dict[int, Adjudication]:
        """What is settled of each item so far, the last word of each."""
        self.closed(name)
        rows = self.store.rows(
            "SELECT position, answers, adjudicated_by, because, adjudicated_at, decisions, why_not FROM adjudications"
            " WHERE study = ? ORDER BY number",
            (name,),
        )
        return {row[0]: _adjudication(row) for row in rows}

    def closed(self, name: str) -> Study:
        """A study that is closed; raises InputError for one that is still coded."""
        study = self.study(name)
        if study.closed_at is None:
            raise InputError(name, "is still being coded; `onrecord coding close` ends that, then it can be seen")
        return study

    # ----------------------------------------------------------------------------------------------------------------

    def _coding(self, name: str, coder: str) -> Study:
        study = self.study(name)
        if coder not in study.coders:
            raise InputError(coder, f"does not code {name}; {', '.join(study.coders)} do")
        return study

    def _last(self, name: str, condition: str, *values: object) -> dict[str, dict[int, dict[str, str]]]:
        """Coder -> item -> field -> the last answer."""
        found: dict[str, dict[int, dict[str, str]]] = {}
        for position, coder, field, value, _ in self.store.rows(_LAST.format(condition), (name, *values)):
            found.setdefault(coder, {}).setdefault(position, {})[field] = value
        return found


def unsettled_fields(study: Study, coded: Sequence[Coded]) -> tuple[str, ...]:
    """The fields of an item on which its coders do not agree; all that are asked where fewer than all have coded it."""
    answers = [one.answers for one in coded]
    alike = agreed(study.codebook, answers) if len(coded) == len(study.coders) else {}
    asked = {field.name for one in answers or [{}] for field in study.codebook.asked(one)}
    return tuple(field.name for field in study.codebook.fields if field.name in asked and field.name not in alike)


def _shown(study: Study, item: StudyItem) -> StudyItem:
    if study.shows_machine:
        return item
    bare = tuple(one for one in item.marks if one.part == "content")
    return item.model_copy(update={"marks": bare, "machine": {}})


def coded_of(study: Study, coder: str, position: int, last: Mapping[str, str]) -> Coded:
    """What a coder answers of an item, by the last answer to each field."""
    return Coded(
        position=position, coder=coder, answers=counting(study.codebook, last), note=last.get(NOTE, "").strip() or None
    )


def _study(row: Sequence[object]) -> Study:
    name, kind, drawn, codebook, shows_machine, made_at, closed_at, coders, items = row
    return Study.model_validate(
        {
            "name": name,
            "kind": kind,
            "drawn": Drawn.model_validate_json(str(drawn)),
            "codebook": Codebook.model_validate_json(str(codebook)),
            "shows_machine": bool(shows_machine),
            "made_at": made_at,
            "closed_at": closed_at,
            "coders": tuple(json.loads(str(coders))),
            "items": items,
        }
    )


def _adjudication(row: Sequence[object]) -> Adjudication:
    position, answers, by, because, at, decisions, why_not = row
    return Adjudication.model_validate(
        {
            "position": position,
            "answers": json.loads(str(answers)),
            "adjudicated_by": by,
            "because": because,
            "adjudicated_at": at,
            "decisions": None if decisions is None else tuple(json.loads(str(decisions))),
            "why_not": why_not,
        }
    )


def plain(text: str) -> str:
    """A text that SQLite takes: an address or an argument may hold what is no text."""
    return text.encode("utf-8", "replace").decode("utf-8")
