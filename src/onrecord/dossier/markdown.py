"""A dossier as Markdown: CommonMark with footnotes as GitHub and pandoc read them.

Each footnote is called by its number, and the numbers are in the order in which they are first called: what a reader
shows for [^3] is 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.display.numbers import counted
from onrecord.display.statements import day
from onrecord.dossier.document import Document, Line, Note, Printed
from onrecord.dossier.escaping import code, escaped, link
from onrecord.dossier.guide import GUIDE

_BREAK = "\\"


def markdown(document: Document) -> Iterator[str]:
    """The dossier, line by line."""
    yield f"# {escaped(document.title)}"
    yield ""
    for name, told in document.facts:
        yield f"- {name}: {escaped(told)}"
    for one in document.remarks:
        yield from ("", f"*{escaped(one)}*")
    yield from _list("Articles", map(_printed, document.articles))
    differ = (
        f"{one.matter}, {escaped(one.about)}: "
        + "; ".join(f"{escaped(value)} ({escaped(outlet)})" for value, outlet in one.words)
        for one in document.differences
    )
    yield from _list("On this they differ", differ)
    yield from ("", f"## {document.heading}", "")
    for line in document.lines:
        yield from _line(line)
    if not document.lines:
        yield "Nothing in this record fits what was asked for."
    wordings = (
        f"{escaped(words)} ({escaped(by)}{f'; differs in {escaped(differs)}' if differs else ''})"
        for words, by, differs in document.wordings
    )
    yield from _list("Other wordings", wordings)
    for name, found in document.echoes.items():
        told_of = (
            f"{escaped(one.words)} ({one.how}, {escaped(one.when)}; {escaped(one.printed)};"
            f" {code(f'onrecord show {one.item}')})"
            for one in found
        )
        yield from _list(f"{escaped(name).capitalize()}: leads to read, not findings", told_of)
    yield from _list("Also in these articles", map(_printed, document.beside))
    yield from _list("Who is who, decided by hand", map(escaped, document.ruled))
    yield from ("", "## How to read and check this", "", *_guide(document))
    for note in document.notes:
        yield from _note(note)


def _list(title: str, items: Iterator[str]) -> Iterator[str]:
    for number, one in enumerate(items):
        if number == 0:
            yield from ("", f"## {title}", "")
        yield f"- {one}"


def _printed(one: Printed) -> str:
    when = day(one.published) if one.published else "undated"
    outlet = escaped(one.outlet) if one.outlet else "outlet not known"
    title = escaped(one.title) if one.title else "no title found"
    told = f"{escaped(when)}, {outlet}: {title}[^{one.note}]" + (f" ({escaped(one.remark)})" if one.remark else "")
    return told + (f" {escaped(one.words)}" if one.words else "")


def _line(line: Line) -> Iterator[str]:
    signs = "".join(f" · *{escaped(one)}*" for one in line.signs)
    mark = "" if line.is_said else ":"
    yield f"**{line.number}.** **{escaped(line.who)}**{mark} {escaped(line.how)} · {escaped(line.when)}{signs}"
    yield ""
    if line.words:
        yield from (f"> {escaped(line.words)}", "")
    facts = [f"{name}: {escaped(told)}" for name, told in line.facts if told]
    first, *others = line.tellers
    steps = (("" if step.what == "speaker" else f"{step.what} ") + escaped(step.name) for step in line.chain)
    facts.append(f"How it came here: {' → '.join(steps)}[^{first.note}]")
    also = (f"{escaped(one.name)}[^{one.note}]" + (f" ({one.remark})" if one.remark else "") for one in others)
    more = f" and {counted(line.more, 'more article')}" if line.more else ""
    facts += [f"Also in: {', '.join(also)}{more}"] if others else []
    yield from (f"{one}{_BREAK}" for one in facts[:-1])
    yield from (facts[-1], "")


def _note(note: Note) -> Iterator[str]:
    title = f"“{escaped(note.title)}”" if note.title else "no title found"
    when = escaped(day(note.published)) if note.published else "day of publication not known"
    of = f" Line {note.of}." if note.of else ""
    outlet = escaped(note.outlet) if note.outlet else "Outlet not known"
    told = [f"{outlet}, {title}, {when}.{of}"]
    told += [f"“{escaped(one.words)}” (characters {one.start} to {one.end})" for one in note.quotes]
    if note.link and note.address:
        told.append(link(note.address, note.link))
    else:
        told.append(
            f"Address: {escaped(note.address)}" if note.address else f"No address; kept as {escaped(note.page)}"
        )
    captured = escaped(note.captured) if note.captured else "on a day that is not recorded"
    told.append(f"Captured {captured}, SHA-256 `{note.capture}`")
    told.append(code(f"onrecord show {note.item}") + (f" {link(note.href, note.href)}" if note.href else ""))
    first, *rest = told
    yield ""
    yield f"[^{note.number}]: {first}{_BREAK}"
    yield from (f"    {one}{_BREAK}" for one in rest[:-1])
    yield f"    {rest[-1]}"


def _guide(document: Document) -> Iterator[str]:
    told = list(GUIDE)
    if document.made_by:
        told.append(f"Read by: {'; '.join(document.made_by)}.")
    for number, one in enumerate(told):
        yield from ([""] if number else [])
        yield escaped(one)
