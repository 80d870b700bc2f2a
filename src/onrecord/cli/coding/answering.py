"""Coding in the terminal or by a file, and settling in the end what coders differ on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.coding.asking import ask, note, show_item
from onrecord.cli.coding.making import Coder, StudyName
from onrecord.cli.coding.results import tell_disagreement
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.progress import Counting
from onrecord.cli.review.signing import Because, By, signature
from onrecord.display.numbers import counted

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.coding import Disagreement, Studies, Study
    from onrecord.record import Signature

AnswersFile = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help="Take the answers from a filled sheet (CSV) or JSON Lines."),
]


def code(
    study: StudyName,
    coder: Coder,
    answers: AnswersFile = None,
    start: Annotated[int | None, typer.Option("--item", min=1, metavar="N", help="Begin with this item.")] = None,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Code: each item in its text, its words marked, is asked field by field.

    Answer by number, name or the beginning of a name; Enter keeps what stands in brackets. What you answered is kept
    item by item, so quit when you like, and go on by the same command. Nobody else's answers are shown.

    Example: onrecord coding code harbours --coder anna
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.coding.sheets import take  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    if answers is not None:
        with Store(record, write=True) as store:
            taken = take(Studies(store), study, coder, answers)
        console(err=True).print(f"{counted(len(taken), 'item')} taken from {answers}")
        return
    _Session(record, study, coder).run(start)


class _Session:
    """One coder's going through a study; the record is held for writing only while an answer is put in."""

    def __init__(self, record: Path, study: str, coder: str) -> None:
        self.record, self.study, self.coder = record, study, coder
        self.out = console()

    def run(self, start: int | None) -> None:
        """Ask item by item until all is coded, or the coder quits."""
        from onrecord.coding import Studies  # noqa: PLC0415
        from onrecord.errors import InputError  # noqa: PLC0415
        from onrecord.record import Store  # noqa: PLC0415

        with Store(self.record) as store:
            studies = Studies(store)
            study = studies.study(self.study)
            studies.coded(self.study, self.coder, 0)
            if study.closed_at is not None:
                raise InputError(self.study, "is closed; no answer is taken any more")
            places = studies.positions(self.study)
            following = studies.next(self.study, self.coder)
            at = start if start is not None else following.position if following else None
            while at is not None:
                step = self._item(studies, study, at)
                if step == "quit":
                    break
                if step == "back":
                    at = max((place for place in places if place < at), default=at)
                    continue
                after = studies.next(self.study, self.coder, at)
                # What was skipped comes back once the rest is done, until nothing else is left.
                at = after.position if after and (after.position != at or step != "skip") else None
            done = next(one for one in studies.progress(self.study) if one.coder == self.coder)
        console(err=True).print(f"{done.coded} of {counted(done.items, 'item')} coded")

    def _item(self, studies: Studies, study: Study, at: int) -> str:
        """Ask one item; what to do then: on, skip, back or quit."""
        from onrecord.coding import NOTE, YES  # noqa: PLC0415

        item = studies.shown(self.study, at)
        held = studies.coded(self.study, self.coder, at).answers
        show_item(item, f"{self.study}: item {at}, {counted(study.items, 'item')} in all", self.out)
        given: dict[str, str] = {}
        fields = list(study.codebook.fields)
        number, step = 0, "on"
        while number < len(fields):
            field = fields[number]
            gate = study.codebook.gate
            if gate and not field.is_gate and given.get(gate.name) != YES:
                break
            reply = ask(field, item, given.get(field.name, held.get(field.name)), self.out)
            if reply.answer is not None:
                given[field.name] = reply.answer
                number += 1
            elif reply.instead == "note":
                given[NOTE] = note(self.out) or ""
            elif reply.instead == "back" and number:
                number -= 1
            else:
                step = reply.instead or "quit"
                break
        self._keep(at, given)
        return step

    def _keep(self, at: int, given: dict[str, str]) -> None:
        from onrecord.coding import Studies  # noqa: PLC0415
        from onrecord.record import Store  # noqa: PLC0415

        if given:
            with Store(self.record, write=True) as store:
                Studies(store).answer(self.study, self.coder, at, given)


def sheet(
    study: StudyName,
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The CSV file to write.")],
    coder: Coder,
    record: RecordPath = DEFAULT_RECORD,
) -> None:
    """Write a sheet to code in a spreadsheet: a row an item, a column a field, with what is answered so far.

    The words of an item stand in double brackets in its passage. `code --answers` takes the filled sheet back.

    Example: onrecord coding sheet harbours anna.csv --coder anna
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.coding.sheets import write_sheet  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        typer.echo(write_sheet(Studies(store), study, coder, path))


def adjudicate(
    study: StudyName,
    answers: AnswersFile = None,
    agreed: Annotated[
        bool, typer.Option("--agreed", help="Settle only what all coders agree on; ask nothing.")
    ] = False,
    by: By = None,
    because: Because = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Settle what coders differ on; the answers become decisions of the record.

    What all agree on is settled so; the rest is asked item by item, beside what each coder answered. An item that is
    none is rejected in the record, one that is otherwise corrected, the others are accepted: `onrecord review` lists
    the decisions, and undoes them. Settle an item again (--answers), and the decisions made before are undone.

    Example: onrecord coding adjudicate harbours --by carla
    """
    from onrecord.coding import Studies  # noqa: PLC0415 - loads the store
    from onrecord.coding.deciding import adjudicate as settle  # noqa: PLC0415
    from onrecord.coding.deciding import adjudicate_agreed, settled  # noqa: PLC0415
    from onrecord.coding.sheets import read_answers  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    signed = signature(by, because)
    given = list(read_answers(answers)) if answers is not None else None
    with Store(record, write=True) as store, Counting() as line:
        studies = Studies(store)
        for position, told in given or ():  # all of them or none
            settled(studies, study, position, told)
        for position, told in given or ():
            settle(studies, study, position, told, signed)
        if given is None:
            size = studies.study(study).items
            adjudicate_agreed(studies, study, signed, lambda done: line.share("agreed", done, size))
    if given is None and not agreed:
        _settle_rest(record, study, signed)
    with Store(record) as store:
        studies = Studies(store)
        done = studies.adjudications(study)
        left = len(studies.open_fields(study).keys() - done.keys())
    for one in done.values():
        if as_json:
            sys.stdout.write(json_line(one) + "\n")
        elif one.why_not:
            decided = "not all" if one.decisions else "nothing"
            console(err=True).print(f"item {one.position}: {decided} decided: {one.why_not}")
    decisions = sum(len(one.decisions or ()) for one in done.values())
    told_ = f"{counted(len(done), 'item')} settled, {counted(decisions, 'decision')}, {left} left"
    console(err=True).print(told_, style="dim")


def _settle_rest(record: Path, name: str, signed: Signature) -> None:
    """Ask what coders differ on, item by item, until all is settled or somebody quits."""
    from onrecord.coding import Studies  # noqa: PLC0415
    from onrecord.coding.deciding import adjudicate as settle  # noqa: PLC0415
    from onrecord.record import Store  # noqa: PLC0415

    out = console()
    with Store(record) as store:
        study = Studies(store).study(name)
        waiting = [one for one in Studies(store).disagreements(name) if one.adjudicated is None]
    for one in waiting:
        answers = _settled(study, one, out)
        if answers is None:
            return
        if answers:
            with Store(record, write=True) as store:
                settle(Studies(store), name, one.item.position, answers, signed)


def _settled(study: Study, one: Disagreement, out: Console) -> dict[str, str] | None:
    """What somebody settles of an item; {} where it is skipped, None where they quit."""
    show_item(one.item, f"{study.name}: item {one.item.position}", out)
    tell_disagreement(one, out)
    alike = {
        field.name: one.coded[0].answers[field.name]
        for field in study.codebook.fields
        if field.name not in one.fields and one.coded and field.name in one.coded[0].answers
    }
    given: dict[str, str] = {}
    names = [field.name for field in study.codebook.fields if field.name in one.fields]
    number = 0
    while number < len(names):
        field = study.codebook.field(names[number])
        if field is None or field not in study.codebook.asked(alike | given):
            number += 1
            continue
        beside = [coded.answers[field.name] for coded in one.coded if field.name in coded.answers]
        reply = ask(field, one.item, given.get(field.name), out, beside)
        if reply.answer is not None:
            given[field.name] = reply.answer
            number += 1
        elif reply.instead == "back":
            number = max(0, number - 1)
        elif reply.instead == "skip":
            return {}
        elif reply.instead == "quit":
            return None
    return given
