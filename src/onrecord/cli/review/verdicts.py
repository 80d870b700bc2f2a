"""Ruling on a statement, an event or an article: it is so, it is not, it is otherwise, it was missed; and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.review.signing import Because, By, decide, signature
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.ruling import Decision

Item = Annotated[str, typer.Argument(metavar="ID", help="A statement, an event or an article, by its id.")]
Items = Annotated[list[str], typer.Argument(metavar="ID...", help="Statements, events or articles, by their ids.")]
Words = Annotated[
    str | None, typer.Option("--words", metavar="WORDS", help="Its words, as they stand on the page: in one stretch.")
]
Speaker = Annotated[
    str | None, typer.Option("--speaker", metavar="WHO", help="Who says it: an id, a name; '' for nobody known.")
]
Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help="direct, mixed, indirect; of an article news, opinion ..."),
]
Act = Annotated[str | None, typer.Option("--act", metavar="ACT", help="said, thought or asked.")]
Denied = Annotated[bool | None, typer.Option("--denied/--not-denied", help="Whether it is said not to be so.")]
Said = Annotated[str | None, typer.Option("--said", metavar="DATE", help="When it was said; '' for not known.")]
Source = Annotated[str | None, typer.Option("--source", metavar="WORDS", help="The words that name who says it.")]
Cue = Annotated[str | None, typer.Option("--cue", metavar="WORDS", help="The words that say that it is said.")]


def accept(
    items: Items,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Decide that items are as the record has them: a later reading that finds them no more does not lose them.

    Example: onrecord review accept st_abcdefghij1234567890
    """
    _each(items, lambda store, item, signed: store.accept(item, signed), because, by, record, as_json=as_json)


def reject(
    items: Items,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Decide that there is no such statement, event or article: it leaves all listings; its id goes on answering.

    Example: onrecord review reject ev_abcdefghij1234567890 --because "a film, not an attack"
    """
    _each(items, lambda store, item, signed: store.reject(item, signed), because, by, record, as_json=as_json)


def correct(
    item: Item,
    words: Words = None,
    speaker: Speaker = None,
    kind: Kind = None,
    act: Act = None,
    denied: Denied = None,
    said: Said = None,
    source: Source = None,
    cue: Cue = None,
    type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Of an event: PLOVER's type.")] = None,  # noqa: A002
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="Of an event: arms-deal ...")] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="Of an event: offered, agreed, done ...")
    ] = None,
    when: Annotated[str | None, typer.Option("--when", metavar="DATE", help="Of an event: its day.")] = None,
    actors: Annotated[
        list[str] | None, typer.Option("--actor", metavar="WHO", help="Of an event: who did it; may be said again.")
    ] = None,
    recipients: Annotated[
        list[str] | None, typer.Option("--recipient", metavar="WHO", help="Of an event: to whom; may be said again.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="WORDS", help="Of an article.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Of an article.")] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Of an article: its day.")
    ] = None,
    begins: Annotated[
        str | None,
        typer.Option("--begins", metavar="WORDS", help="Of an article: the first words of its text."),
    ] = None,
    ends: Annotated[
        str | None, typer.Option("--ends", metavar="WORDS", help="Of an article: the last words of its text.")
    ] = None,
    split: Annotated[
        str | None, typer.Option("--split", metavar="WORDS", help="Of an article: another one begins with these words.")
    ] = None,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Decide that an item is otherwise than the record has it, in what you name; the rest stays as it was read.

    Words are given as they stand on the page. An article with other borders, or another day, is read anew: who is named
    in it, who said what, and from which day "yesterday" counts.

    Example: onrecord review correct st_abcdefghij1234567890 --speaker "Adara Ruvell" --said 2024-03-02
    """
    told: dict[str, object] = {
        "content": words,
        "speaker": speaker,
        "kind": kind,
        "act": act,
        "denied": denied,
        "said": said,
        "source": source,
        "cue": cue,
        "type": type,
        "mode": mode,
        "status": status,
        "when": when,
        "actors": actors,
        "recipients": recipients,
        "title": title,
        "outlet": outlet,
        "published": published,
        "split": split,
    }
    if (begins is None) != (ends is None):
        raise InputError(item, "an article's borders are both: --begins and --ends")
    if begins is not None and ends is not None:
        told["body"] = [begins, ends]
    changes, signed = _given(told), signature(by, because)
    decide(record, lambda store: store.correct(item, changes, signed), as_json=as_json)


def add(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article, by its id.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What is said, as it stands there.")],
    speaker: Speaker = None,
    kind: Kind = None,
    act: Act = None,
    denied: Denied = None,
    said: Said = None,
    source: Source = None,
    cue: Cue = None,
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Decide that an article has a statement that was missed.

    Example: onrecord review add ar_abcdefghij1234567890 "The ferries will run" --speaker "Pelle Dorn" --kind direct
    """
    told = {
        "speaker": speaker,
        "kind": kind,
        "act": act,
        "denied": denied,
        "said": said,
        "source": source,
        "cue": cue,
    }
    fields, signed = _given(told), signature(by, because)
    decide(record, lambda store: store.add_statement(article, words, fields, signed), as_json=as_json)


def undo(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `onrecord review decisions` numbers it.")],
    because: Because = None,
    by: By = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Undo a decision: it stays in the list and counts no more.

    Example: onrecord review undo 3
    """
    signed = signature(by, because)
    decide(record, lambda store: store.undo(number, signed), as_json=as_json)


def _each(
    items: list[str],
    rule: Callable[..., Decision],
    because: str | None,
    by: str | None,
    record: RecordPath,
    *,
    as_json: bool,
) -> None:
    signed = signature(by, because)
    for one in items:
        decide(record, partial(rule, item=one, signed=signed), as_json=as_json)


def _given(told: Mapping[str, object]) -> dict[str, object]:
    """What was said on the command line; an empty word stands for nothing known."""
    return {name: None if value == "" else value for name, value in told.items() if value is not None}
