"""Answers in files: an empty sheet for who codes in a spreadsheet, the filled one back, and all answers for analysis.

    position,title,outlet,published,marked,passage,is_statement,speaker,note
    1,Ferry aground,Harbour Ledger,2031-05-04,We will tow it,"... [[We will tow it]], she said ...",yes,Mira Valdin,

A sheet has one row an item. What is taken back is CSV (also with semicolons or tabs, as spreadsheets write it) or JSON
Lines, by the name of the file: {"position": 1, "is_statement": "no"}.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from onrecord.coding.studies import Studies
from onrecord.coding.study import NOTE, Coded, Study, StudyItem
from onrecord.errors import InputError
from onrecord.exchange.cells import defused, plain
from onrecord.exchange.files import write_file

POSITION = "position"
_SHOWN = ("title", "outlet", "published", "marked", "passage")
_MACHINE = "machine_"
_LARGEST = 100_000_000
# Before the first column, so that spreadsheets take the file for what it is.
_BOM = "\ufeff"
_OPEN, _CLOSE = "[[", "]]"

Given = list[tuple[int, dict[str, str]]]
"""Items by their place, and what is answered of each."""


def is_lines(path: Path) -> bool:
    """Whether a file is one of JSON Lines, by its name."""
    return path.suffix.lower() in (".jsonl", ".ndjson")


def write_sheet(studies: Studies, name: str, coder: str, path: Path) -> Path:
    """Write a sheet for a coder, with what they have answered so far."""
    study = studies.study(name)
    machine = [f"{_MACHINE}{field.name}" for field in study.codebook.fields] if study.shows_machine else []
    fields = [field.name for field in study.codebook.fields]

    def rows() -> Iterator[Sequence[str]]:
        yield [POSITION, *_SHOWN, *machine, *fields, NOTE]
        for item in studies.items(name):
            coded = studies.coded(name, coder, item.position)
            yield [
                str(item.position),
                *(item.title or "", item.outlet or "", item.published or "", marked(item), bracketed(item)),
                *(item.machine.get(one.removeprefix(_MACHINE), "") for one in machine),
                *(coded.answers.get(field, "") for field in fields),
                coded.note or "",
            ]

    studies.coded(name, coder, 0)  # whoever does not code is told so before anything is written
    return write_file(path, csv_lines(rows()))


def read_answers(path: Path) -> Given:
    """What a filled sheet, or lines of JSON, answer; raises InputError with the line that cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    if len(data) > _LARGEST:
        raise InputError(str(path), f"is larger than {_LARGEST:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not in UTF-8 ({error.reason}, byte {error.start})") from error
    given = list(_lines(path, text) if is_lines(path) else _cells(path, text))
    twice = len({position for position, _ in given}) < len(given)
    if twice:
        raise InputError(str(path), "has an item twice")
    return given


def _lines(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(str(path), f"line {number} is no JSON") from error
        if not isinstance(told, dict):
            raise InputError(str(path), f'line {number} is no object; write {{"position": 1, "field": "answer"}}')
        answers = told.pop("answers", {})
        if not isinstance(answers, dict):
            raise InputError(str(path), f"line {number}: answers is no object")
        answers |= {name: value for name, value in told.items() if name != POSITION}
        if wrong := [name for name, value in answers.items() if not isinstance(value, str | None)]:
            raise InputError(str(path), f"line {number}: {wrong[0]} is no text")
        yield (
            _position(path, number, told.get(POSITION)),
            {name: value for name, value in answers.items() if value is not None},
        )


def _cells(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    # A sheet that was saved elsewhere may have come back with other marks between its cells.
    comma = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        names = [(name or "").strip() for name in reader.fieldnames or ()]
        if POSITION not in names:
            raise InputError(str(path), f"has no column {POSITION!r}; `onrecord coding sheet` writes one to fill in")
        reader.fieldnames = names
        for row in reader:
            if None in row:
                raise InputError(str(path), f"line {reader.line_num} has more cells than the head")
            answers = {
                name: plain(value)
                for name, value in row.items()
                if name and name not in (POSITION, *_SHOWN) and not name.startswith(_MACHINE) and value is not None
            }
            if any(value for value in row.values()):
                yield _position(path, reader.line_num, row[POSITION]), answers
    except csv.Error as error:
        raise InputError(str(path), f"line {reader.line_num} is no CSV: {error}") from error


def _position(path: Path, number: int, told: object) -> int:
    try:
        return int(str(told))
    except ValueError:
        raise InputError(str(path), f"line {number}: {str(told)[:40]!r} is no position of an item") from None


def take(studies: Studies, name: str, coder: str, path: Path) -> list[Coded]:
    """Take a coder's answers from a file: all of them, or none where one is wrong."""
    given = read_answers(path)
    try:
        return studies.answer_many(name, coder, given)
    except InputError as error:
        raise InputError(str(path), f"{error.source}: {error.reason}") from error


def export(studies: Studies, name: str, path: Path) -> Path:
    """Write all answers, and what was settled: a row an answer as CSV, an object an item as JSON Lines."""
    study = studies.closed(name)
    lines = _objects(studies, study) if is_lines(path) else csv_lines(_long(studies, study))
    return write_file(path, lines)


def _long(studies: Studies, study: Study) -> Iterator[Sequence[str]]:
    yield (
        *("study", POSITION, "item", "article", "capture", "title", "outlet", "published"),
        *("role", "who", "field", "value", "answered_at", "counts"),
    )
    coded, settled = studies.answers(study.name), studies.adjudications(study.name)
    history = studies.history(study.name)
    for item in studies.items(study.name):
        about = (
            *(study.name, str(item.position), item.item, item.article, item.capture),
            *(item.title or "", item.outlet or "", item.published or ""),
        )
        counting = {
            (one.coder, field): value for one in coded[item.position] for field, value in one.answers.items()
        } | {(one.coder, NOTE): one.note for one in coded[item.position] if one.note}
        for answer in history.get(item.position, ()):
            counts = "yes" if answer.is_last and (answer.coder, answer.field) in counting else "no"
            yield (*about, "coder", answer.coder, answer.field, answer.value, answer.answered_at, counts)
        if end := settled.get(item.position):
            for field, value in end.answers.items():
                yield (*about, "adjudicator", end.adjudicated_by, field, value, end.adjudicated_at, "yes")


def _objects(studies: Studies, study: Study) -> Iterator[str]:
    coded, settled = studies.answers(study.name), studies.adjudications(study.name)
    for item in studies.items(study.name):
        end = settled.get(item.position)
        told = item.model_dump(mode="json") | {
            "study": study.name,
            "kind": study.kind,
            "answers": {one.coder: one.answers for one in coded[item.position]},
            "notes": {one.coder: one.note for one in coded[item.position] if one.note},
            "adjudicated": end.model_dump(mode="json", exclude={"position"}) if end else None,
        }
        yield json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows as lines of CSV, no cell of which a spreadsheet takes for a formula."""
    for number, row in enumerate(rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow([defused(cell) for cell in row])
        yield out.getvalue() if number else _BOM + out.getvalue()


def marked(item: StudyItem) -> str:
    """The words of an item."""
    return " … ".join(item.passage[slice(*one.span)] for one in item.marks if one.part == "content")


def bracketed(item: StudyItem) -> str:
    """The passage of an item, its words in double brackets."""
    out, at = "", 0
    for one in sorted((one for one in item.marks if one.part == "content"), key=lambda one: one.span):
        start, end = one.span
        if start >= at:
            out += item.passage[at:start] + _OPEN + item.passage[start:end] + _CLOSE
            at = end
    return out + item.passage[at:]


def answers_told(study: Study, answers: Mapping[str, str]) -> str:
    """Answers in a line: "is_statement: yes, act: said"."""
    return ", ".join(f"{field.name}: {answers[field.name]}" for field in study.codebook.fields if field.name in answers)
