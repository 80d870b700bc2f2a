"""`onrecord compare`: the versions of a story or of a saying side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.group_lines import article_line, counts, version_line
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, day, faint, quoted, verb, who
from onrecord.errors import InputError
from onrecord.model import Article, Saying, Statement, Story

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Store
    from onrecord.story.wording import Wording


def compare(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a story, a saying, a statement or an article.")],  # noqa: A002
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Lay the versions of a story or a saying side by side.

    A story: its articles, copies below the text that they repeat, what a later version changed, who says what in
    each, and the figures, days and names on which they differ. A saying: the longest wording, and each other one
    beside it with what is left out, put otherwise or added; a negation, a number or a qualifier that only one has is
    named. A statement stands for its saying, an article for its story.

    Example: onrecord compare sa_abcdefghij1234567890
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record) as store:
        item = store.get(id).item
        if isinstance(item, Statement):
            item = store.saying(item.id)
        if isinstance(item, Article):
            item = store.story_of(item.id)
        if isinstance(item, Saying):
            _sayings(item, store, as_json=as_json)
        elif isinstance(item, Story):
            _story(item, store, as_json=as_json)
        else:
            raise InputError(id, "is no story, saying, statement or article: there is nothing to lay side by side")


def _sayings(saying: Saying, store: Store, *, as_json: bool) -> None:
    compared = store.wordings(saying)
    if as_json:
        pairs = [
            {
                "one": one.statement,
                "other": other.statement,
                "marks": laid.marks,
                "shared": round(laid.shared, 3),
                "pieces": [{"same": piece.same, "one": piece.one, "other": piece.other} for piece in laid.pieces],
            }
            for one, other, laid in compared
        ]
        sys.stdout.write(json_line(saying, compared=pairs) + "\n")
        return
    out = console()
    out.print(Text(saying.speaker_name or saying.speaker, STYLES["source"]))
    longest = max(saying.versions, key=lambda one: len(one.text))
    out.print(version_line(longest))
    for _, other, laid in compared:
        out.print()
        out.print(_laid(laid))
        told = " · ".join(
            filter(None, (other.outlet, day(other.published) if other.published else None, other.statement))
        )
        out.print(faint(told))
        if laid.marks:
            out.print(Text("  differs in: ").append(", ".join(laid.marks), STYLES["item"]))
    for name, found in (
        ("said before", saying.said_before),
        ("said again", saying.said_again),
        ("contradicts", saying.contradicts),
    ):
        for one in found:
            earlier = store.saying(one)
            out.print()
            out.print(Text(f"{name}, {day(earlier.first)}  ", STYLES["cue"]).append(one, STYLES["faint"]))
            out.print(version_line(earlier.versions[0]))


def _laid(laid: Wording) -> Text:
    """A wording beside the longest one: what it left out in [-brackets-], what it has of its own in {+these+}."""
    line = Text("  ")
    for number, piece in enumerate(laid.pieces):
        if number and not piece.other.startswith((",", ".", ";", ":", "!", "?", "”", "’")):
            line.append(" ")
        if piece.same:
            line.append(" ".join(piece.other.split()))
            continue
        if piece.one:
            line.append(f"[-{' '.join(piece.one.split())}-]", "red strike")
        if piece.other:
            line.append(f"{{+{' '.join(piece.other.split())}+}}", "green")
    return line


def _story(story: Story, store: Store, *, as_json: bool) -> None:
    differ = store.disagreements(story)
    changes = store.changes(story)
    if as_json:
        told = [
            {
                "matter": one.matter,
                "about": one.about,
                "words": [{"article": word.article, "value": word.value, "spans": word.spans} for word in one.words],
            }
            for one in differ
        ]
        changed = [
            {"earlier": earlier, "later": later, "changes": [one.as_json() for one in found]}
            for earlier, later, found in changes
        ]
        sys.stdout.write(json_line(story, disagreements=told, changes=changed) + "\n")
        return
    out = console()
    out.print(Text(story.label or "(no title)", STYLES["source"]))
    out.print(faint(f"{day(story.first)}  {counts(story.sources, len(story.articles), story.outlets)}"))
    names = {one.id: one.outlet or one.title or one.id for one in story.articles}
    for one in story.articles:
        out.print()
        out.print(article_line(one).append(f"  {one.id}", STYLES["faint"]))
        if one.copy_ not in {"exact", "edited"}:
            _who_says_what(store, one.id, out)
    for earlier, later, found in changes:
        out.print()
        out.print(Text(f"changed from {names[earlier]} ({earlier}) to {later}:", STYLES["cue"]))
        for change in found:
            out.print(Text(f"  {change}"))
    if differ:
        out.print()
        out.print(Text("On this they differ:", STYLES["cue"]))
    for disagreement in differ:
        line = Text(f"  {disagreement.matter}, {disagreement.about}: ")
        line.append("; ".join(f"{word.value} ({names.get(word.article, word.article)})" for word in disagreement.words))
        out.print(line)


def _who_says_what(store: Store, article: str, out: Console) -> None:
    item = store.get(article).item
    assert isinstance(item, Article)  # noqa: S101 - for the type checker: the id is an article's
    for statement in item.statements:
        if statement.within is None and statement.speaker_name:
            out.print(Text(f"    {who(statement)} {verb(statement)}: {quoted(statement)}"))
