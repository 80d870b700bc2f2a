"""`onrecord compare`: the versions of a story or of a saying side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.group_lines import article_line, version_line
from onrecord.cli.listing import json_line
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint
from onrecord.display.groups import counts, difference, printed_by, said_on
from onrecord.display.statements import day, quoted, verb, who
from onrecord.errors import InputError
from onrecord.model import Article, Saying, Statement, Story

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Store
    from onrecord.story.versions import Change
    from onrecord.story.wording import Wording

# More changes of an edited copy than these are counted; --json has all.
_CHANGES = 8


def compare(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a story, a saying, a statement or an article.")],  # noqa: A002
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Lay the versions of a story or a saying side by side.

    A story: its articles with who says what in each, what an edited copy or a later version changed, and the figures,
    days and names on which they differ. A saying: the longest wording, and each other one beside it with what is left
    out, put otherwise or added; a negation, a number or a qualifier that only one has is named. A statement stands for
    its saying, an article for its story.

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
    from onrecord.story.wording import bearers  # noqa: PLC0415 - --help must not wait for what it needs

    compared = store.wordings(saying)
    if as_json:
        pairs = [
            {
                "one": one.statement,
                "other": other.statement,
                "marks": laid.marks,
                "differs": [
                    {"mark": mark, "one": left, "other": right}
                    for mark, (left, right) in bearers(one.text, other.text, laid).items()
                ],
                "shared": round(laid.shared, 3),
                "pieces": [{"same": piece.same, "one": piece.one, "other": piece.other} for piece in laid.pieces],
            }
            for one, other, laid in compared
        ]
        sys.stdout.write(json_line(saying, compared=pairs) + "\n")
        return
    out = console()
    out.print(Text(saying.speaker_name or saying.speaker, STYLES["source"]).append(f"  {saying.id}", STYLES["faint"]))
    out.print(version_line(compared[0][0] if compared else saying.versions[0], told=saying.id))
    for one, other, laid in compared:
        out.print()
        out.print(_laid(laid))
        out.print(faint(f"{printed_by(other)} · {other.statement}"))
        if laid.marks:
            marked = (difference(mark, *words) for mark, words in bearers(one.text, other.text, laid).items())
            out.print(Text("  differs in: ").append(", ".join(marked), STYLES["item"]))
    for name, found in (
        ("said before", saying.said_before),
        ("said again", saying.said_again),
        ("contradicts", saying.contradicts),
        ("perhaps the same", saying.perhaps),
    ):
        for echo in found:
            told = store.saying(echo)
            out.print()
            out.print(Text(f"{name}, {said_on(told)}  ", STYLES["cue"]).append(echo, STYLES["faint"]))
            out.print(version_line(told.fullest, told=echo))


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
    kinds = {one.id: one.copy_ for one in story.articles}
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
            {
                "earlier": earlier,
                "later": later,
                "copy": kinds.get(later),
                "changes": [one.as_json() for one in found],
            }
            for earlier, later, found in changes
        ]
        sys.stdout.write(json_line(story, disagreements=told, changes=changed) + "\n")
        return
    out = console()
    out.print(Text(story.label or "(no title)", STYLES["source"]))
    out.print(faint(f"{day(story.first)}  {counts(story.sources, len(story.articles), story.outlets)}"))
    names = {one.id: one.outlet or one.title or one.id for one in story.articles}
    edited = {later: (earlier, found) for earlier, later, found in changes if kinds[later] == "edited"}
    for one in story.articles:
        out.print()
        out.print(article_line(one))
        if one.copy_ not in {"exact", "edited"}:
            _who_says_what(store, one.id, out)
        if one.id in edited:
            earlier, found = edited[one.id]
            out.print(Text(f"    changed from {names[earlier]} ({earlier}):", STYLES["cue"]))
            _told(found, out)
    for earlier, later, found in changes:
        if later not in edited:
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


def _told(changes: list[Change], out: Console) -> None:
    """What an edited copy changed: what matters most, the rest counted."""
    for change in changes[:_CHANGES]:
        out.print(Text(f"      {change}"))
    if len(changes) > _CHANGES:
        out.print(faint(f"      and {len(changes) - _CHANGES:,} more; --json has them"))
    if not changes:
        out.print(faint("      no more than words around the text"))


def _who_says_what(store: Store, article: str, out: Console) -> None:
    item = store.get(article).item
    assert isinstance(item, Article)  # noqa: S101 - for the type checker: the id is an article's
    for statement in item.statements:
        if statement.within is None and statement.speaker_name:
            out.print(Text(f"    {who(statement)} {verb(statement)}: {quoted(statement)}"))
