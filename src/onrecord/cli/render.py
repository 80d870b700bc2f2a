"""How items look in a terminal: a statement as two lines, an excerpt with its evidence marked.

With colour, evidence is coloured. Without it, it stands in brackets, so that a pipe or a colour-blind reader loses
nothing.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.display.decisions import by_hand
from onrecord.display.statements import quoted, verb, when, who

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Statement
    from onrecord.record import ArticleRef
    from onrecord.spans import Span

# As wide as a date with its sign, so that listings line up.
DATE_WIDTH = 12
# Words are folded to no less than this, however narrow the terminal.
_NARROWEST = 24

STYLES = {
    "content": "bold yellow",
    "cue": "underline",
    "source": "bold cyan",
    "hit": "bold yellow",
    "item": "bold magenta",
    "faint": "dim",
}
BRACKETS = {"content": ("[", "]"), "cue": ("<", ">"), "source": ("{", "}"), "hit": ("[", "]"), "item": ("|", "|")}


def faint(text: str) -> Text:
    """Text of lesser weight."""
    return Text().append(text, STYLES["faint"])


def hanging(day_: str, paragraphs: Iterable[Text], out: Console) -> Text:
    """Paragraphs behind a date, folded to the console's width so that all their lines begin below each other."""
    margin = " " * (DATE_WIDTH + 2)
    width = max(_NARROWEST, out.width - len(margin))
    lines = [line for paragraph in paragraphs for line in paragraph.wrap(out, width)]
    block = faint(f"{day_:<{DATE_WIDTH}}  ")
    for number, line in enumerate(lines):
        line.rstrip()
        block.append(margin if number else "").append_text(line).append("\n")
    return block


def statement_block(statement: Statement, article: ArticleRef, out: Console, *, below: str | None = None) -> Text:
    """A statement for a listing: when, who and its id; the words; and below them who reported it."""
    head = (
        Text().append(who(statement), STYLES["source"]).append(f" {verb(statement)}  {statement.id}", STYLES["faint"])
    )
    told = below if below is not None else " · ".join(part for part in (article.outlet, article.title) if part)
    told = " · ".join(part for part in (told, by_hand(statement)) if part)
    return hanging(when(statement, article), [head, Text(quoted(statement)), *([faint(told)] if told else [])], out)


def marked(text: str, marks: Sequence[tuple[Span, str]], *, window: Span, colour: bool) -> Text:
    """A window of a text with spans marked by their part: content, cue, source, item or hit.

    Where two parts overlap, the one named later wins.
    """
    begin, end = window
    inside = [
        (max(start, begin), min(stop, end), part) for (start, stop), part in marks if start < end and stop > begin
    ]
    edges = sorted({begin, end, *(edge for start, stop, _ in inside for edge in (start, stop))})
    begins_at, ends_at = _by_edge(inside)
    out = Text()
    open_marks: list[int] = []
    last: tuple[int, str | None] = (begin, None)
    for left in edges:
        for number in ends_at.get(left, ()):
            open_marks.remove(number)
        for number in begins_at.get(left, ()):
            insort(open_marks, number)
        part = inside[open_marks[-1]][2] if open_marks else None
        if part != last[1] or left == end:
            out.append_text(_piece(text[last[0] : left], last[1], colour=colour))
            last = (left, part)
    return out


def _by_edge(marks: Sequence[tuple[int, int, str]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The numbers of the marks that begin, and of those that end, at each place."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (start, stop, _) in enumerate(marks):
        begins.setdefault(start, []).append(number)
        ends.setdefault(stop, []).append(number)
    return begins, ends


def _piece(text: str, part: str | None, *, colour: bool) -> Text:
    if part is None or not text:
        return Text(text)
    if colour:
        return Text(text, STYLES[part])
    left, right = BRACKETS[part]
    return Text(left + text + right)


def is_coloured(console: Console) -> bool:
    """Whether colours reach the reader."""
    return console.color_system is not None and not console.no_color
