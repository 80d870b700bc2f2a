"""Where the words of a search stand in a text, and a short stretch of it that shows them.

FTS5 knows which texts match; this finds the words again with the same folding, in the text of the capture itself, so
that every mark is a span like any other: "Erdoğan" is marked for "erdogan", and a phrase as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.language.folding import Word, words
from onrecord.record.terms import Term
from onrecord.spans import Span, Spans, common, merged, shifted

# About two lines of a terminal; a sentence of news has 120 to 160 characters.
_SNIPPET = 200

# How far before the first mark a snippet begins: half a dozen words to read it by.
_LEAD = 40


@dataclass(frozen=True)
class Snippet:
    """A stretch of a text on one line; `marks` count in it."""

    text: str
    marks: Spans


def marks(text: str, places: Iterable[Span], sought: Sequence[Term]) -> Spans:
    """Where in some places of a text the terms stand; a phrase may run on from one place into the next."""
    tokens = [(at, word) for at, place in enumerate(places) for word in words(text, *place)]
    found: list[Span] = []
    for term in sought:
        size = len(term.folded)
        for first in range(len(tokens) - size + 1):
            run = tokens[first : first + size]
            if _is(term, [word for _, word in run]):
                found += _joined(run)
    return merged(found)


def snippet(text: str, shown: Spans, found: Spans) -> Snippet:
    """The stretch of the shown spans with the most marks in it; its beginning where there is none."""
    best: Span = (0, 0)
    most = -1
    for place in shown:
        inside = common([place], found)
        for start in [place[0], *(max(place[0], mark[0] - _LEAD) for mark in inside)]:
            window = (start, min(place[1], start + _SNIPPET))
            count = sum(1 for mark in inside if window[0] <= mark[0] and mark[1] <= window[1])
            if count > most:
                best, most = window, count
    return _cut(text, best, shown, found)


def _cut(text: str, window: Span, shown: Spans, found: Spans) -> Snippet:
    """The window, widened or narrowed to whole words, with dots where the text goes on."""
    start, end = window
    inside = common([window], found)
    first, last = (inside[0][0], inside[-1][1]) if inside else (end, start)
    opens, closes = any(start == left for left, _ in shown), any(end == right for _, right in shown)
    if not opens:
        gap = next((at for at in range(start, first) if text[at].isspace()), None)
        start = start if gap is None else gap + 1
    if not closes:
        gap = next((at for at in range(end - 1, last, -1) if text[at].isspace()), None)
        end = end if gap is None else gap
    before, after = "" if opens else "… ", "" if closes else " …"
    line = "".join(" " if letter.isspace() else letter for letter in text[start:end])
    return Snippet(before + line + after, shifted(common([(start, end)], inside), len(before) - start))


def _is(term: Term, run: Sequence[Word]) -> bool:
    *before, last = (word.folded for word in run)
    wanted = term.folded[-1]
    return tuple(before) == term.folded[:-1] and (last.startswith(wanted) if term.prefix else last == wanted)


def _joined(run: Sequence[tuple[int, Word]]) -> list[Span]:
    """One span for the words of each place."""
    found: dict[int, Span] = {}
    for at, word in run:
        start, _ = found.get(at, (word.start, 0))
        found[at] = (start, word.end)
    return list(found.values())
