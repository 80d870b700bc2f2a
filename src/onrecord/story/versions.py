"""Versions: what a later state of an article changed, what matters most first.

    note        Editor's note: an earlier version of this article said that ...
    dropped     "The minister had known of it since March", Dana Holt
    altered     "Twelve people were hurt" → "Fourteen people were hurt" (number)
    added       ...

A note of the editors comes first, then what a statement lost, got otherwise or gained, then figures of the text, then
the title, then sentences put in, taken out or put otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias, get_args

from onrecord.language.figures.grammar import numbers
from onrecord.language.folding import folded
from onrecord.model import Article, Statement
from onrecord.spans import View
from onrecord.story.copies import notes
from onrecord.story.wording import wording
from onrecord.story.words import sentences

What: TypeAlias = Literal["note", "dropped", "altered", "speaker", "added", "figure", "title", "sentence"]
ORDER: tuple[What, ...] = get_args(What)

# From so much of the shorter one's words on a statement or sentence is the same one, put otherwise.
_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: words before and after, either may be null; `marks` name what a reader should look at."""

    what: What
    before: str | None
    after: str | None
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """For reading: "altered: “...” → “...” (number)"."""
        told = " → ".join(f"“{text}”" for text in (self.before, self.after) if text)
        if self.before and not self.after:
            told += ", left out"
        return f"{self.what}: {told}" + (f" ({', '.join(self.marks)})" if self.marks else "")

    def as_json(self) -> dict[str, object]:
        """As `compare --json` prints it."""
        return {"what": self.what, "before": self.before, "after": self.after, "marks": list(self.marks)}


def changes(earlier: Article, text: str, later: Article, later_text: str) -> list[Change]:
    """What a later version changed, what matters most first; the texts are those of the captures."""
    found = [
        *_statements(earlier.statements, later.statements),
        *_sentences(View.of(text, earlier.body).text, View.of(later_text, later.body).text),
    ]
    if earlier.title and later.title and folded(earlier.title) != folded(later.title):
        found.append(Change("title", earlier.title, later.title))
    return sorted(found, key=lambda one: ORDER.index(one.what))


def _statements(before: Sequence[Statement], after: Sequence[Statement]) -> Iterator[Change]:
    left = {one.id: one for one in after}
    for old in before:
        if _is_note(old.text):
            continue
        laid = [(wording(old.text, new.text), new) for new in left.values()]
        best = max(laid, key=lambda one: one[0].shared, default=None)
        if best is None or best[0].shared < _SAME:
            yield Change("dropped", _told(old), None)
            continue
        wording_, new = best
        del left[new.id]
        if wording_.marks:
            yield Change("altered", _told(old), _told(new), wording_.marks)
        if old.speaker_name and new.speaker_name and folded(old.speaker_name) != folded(new.speaker_name):
            yield Change("speaker", _told(old), _told(new))
    yield from (Change("added", None, _told(new)) for new in left.values() if not _is_note(new.text))


def _told(one: Statement) -> str:
    words = " ".join(one.text.split())
    return f"{words}, {one.speaker_name}" if one.speaker_name else words


def _sentences(before: str, after: str) -> Iterator[Change]:
    old, new = ([" ".join(part.split()) for part in sentences(text)] for text in (before, after))
    matcher = SequenceMatcher(None, [folded(part) for part in old], [folded(part) for part in new], autojunk=False)
    for name, start, end, begin, stop in matcher.get_opcodes():
        if name != "equal":
            yield from _replaced(old[start:end], new[begin:stop])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    left = list(new)
    for sentence in old:
        laid = [(wording(sentence, other).shared, other) for other in left]
        shared, other = max(laid, default=(0.0, ""))
        if shared < _SAME:
            yield Change("sentence", sentence, None)
            continue
        left.remove(other)
        is_figure = [number.order for number in numbers(sentence)] != [number.order for number in numbers(other)]
        yield Change("figure" if is_figure else "sentence", sentence, other)
    for sentence in left:
        yield Change("note" if _is_note(sentence) else "sentence", None, sentence)


def _is_note(text: str) -> bool:
    lower = text.casefold().replace("’", "'")
    return any(phrase in lower for phrase in notes())
