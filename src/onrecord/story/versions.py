"""Versions: what a later state of an article, or an edited copy of it, changed, what matters most first.

    note        Editor's note: an earlier version of this article said that ...
    dropped     Dana Holt: “The minister had known of it since March”
    altered     Dana Holt: twelve people were hurt → fourteen people were hurt (number)
    added       ...

A note of the editors comes first, then what a statement lost, got otherwise or gained, then figures of the text, then
the title, then sentences put in, taken out or put otherwise. A sentence that changed with nothing but a statement in it
is told by that statement, once; a statement is changed only where a sentence of it is, however it was read.
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
# So many words in a row stand in a sentence and in a statement because the one is in the other.
_RUN = 4
# So many words beside a statement say who said it ("the minister told them") and nothing else.
_CUE = 4


@dataclass(frozen=True, slots=True)
class Words:
    """Words as one version has them; of a statement, who says them, and whether they are quoted."""

    text: str
    speaker: str | None = None
    is_quoted: bool = False

    def __str__(self) -> str:
        return f"“{self.text}”" if self.is_quoted else self.text


@dataclass(frozen=True, slots=True)
class Change:
    """What changed: words before and after, either may be null; `marks` name what a reader should look at."""

    what: What
    before: Words | None
    after: Words | None
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """For reading: "altered: Dana Holt: twelve were hurt → fourteen were hurt (number)"."""
        name, marks = self.what, f" ({', '.join(self.marks)})" if self.marks else ""
        if self.before and self.after and name == "speaker":
            return f"{name}: {self.before.speaker} → {self.after.speaker}: {self.after}"
        held = [words for words in (self.before, self.after) if words]
        told = " → ".join(map(str, held))
        if name == "sentence" and len(held) == 1:
            return f"sentence {'left out' if self.before else 'put in'}: {told}"
        return f"{name}: " + (f"{held[0].speaker}: " if held[0].speaker else "") + told + marks

    def as_json(self) -> dict[str, object]:
        """As `compare --json` prints it."""
        sides = (self.before, self.after)
        before, after = (words.text if words else None for words in sides)
        speakers = [words.speaker if words else None for words in sides]
        return {"what": self.what, "before": before, "after": after, "marks": list(self.marks), "speakers": speakers}


def changes(earlier: Article, text: str, later: Article, later_text: str) -> list[Change]:
    """What a later version changed, what matters most first; the texts are those of the captures."""
    written = list(_sentences(View.of(text, earlier.body).text, View.of(later_text, later.body).text))
    said = [one for one in _statements(_in_body(earlier), _in_body(later)) if _is_written(one, written)]
    found = [*said, *(one for one in written if not _is_told(one, said))]
    if earlier.title and later.title and folded(earlier.title) != folded(later.title):
        found.append(Change("title", Words(earlier.title), Words(later.title)))
    return sorted(found, key=lambda one: ORDER.index(one.what))


def _in_body(article: Article) -> list[Statement]:
    """The statements of an article but for those in its title, which is told whole, and those within others."""
    return [
        one
        for one in article.statements
        if one.within is None
        and not any(start <= one.content[0][0] < end for start, end in article.title_spans if one.content)
    ]


def _statements(before: Sequence[Statement], after: Sequence[Statement]) -> Iterator[Change]:
    left = {one.id: one for one in after}
    for old in before:
        if _is_note(old.text):
            continue
        laid = [(wording(old.text, new.text), new) for new in left.values()]
        best = max(laid, key=lambda one: one[0].shared, default=None)
        if best is None or best[0].shared < _SAME:
            yield Change("dropped", _said(old), None)
            continue
        wording_, new = best
        del left[new.id]
        if wording_.marks:
            yield Change("altered", _said(old), _said(new), wording_.marks)
        if old.speaker_name and new.speaker_name and folded(old.speaker_name) != folded(new.speaker_name):
            yield Change("speaker", _said(old), _said(new))
    yield from (Change("added", None, _said(new)) for new in left.values() if not _is_note(new.text))


def _said(one: Statement) -> Words:
    return Words(" ".join(one.text.split()), one.speaker_name, one.kind == "direct")


def _sentences(before: str, after: str) -> Iterator[Change]:
    old, new = ([" ".join(part.split()) for part in sentences(text)] for text in (before, after))
    here, there = ([folded(part) for part in parts] for parts in (old, new))
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    for name, start, end, begin, stop in matcher.get_opcodes():
        if name != "equal":  # what only moved is no change
            gone, come = (
                [part for part in parts if folded(part) not in kept]
                for parts, kept in ((old[start:end], there), (new[begin:stop], here))
            )
            yield from _replaced(gone, come)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    left = list(new)
    for sentence in old:
        laid = [(wording(sentence, other).shared, other) for other in left]
        shared, other = max(laid, default=(0.0, ""))
        if shared < _SAME:
            yield Change("sentence", Words(sentence), None)
            continue
        left.remove(other)
        is_figure = _values(sentence) != _values(other)
        yield Change("figure" if is_figure else "sentence", Words(sentence), Words(other))
    for sentence in left:
        yield Change("note" if _is_note(sentence) else "sentence", None, Words(sentence))


def _values(text: str) -> list[float]:
    return [number.order for number in numbers(text)]


def _is_written(change: Change, written: Sequence[Change]) -> bool:
    """Whether the change of a statement stands in sentences that changed.

    Who said words can hang on other sentences, so another speaker counts in any case.
    """
    if change.what == "speaker":
        return True
    return any(
        words and sentence and _has(sentence, words)
        for one in written
        for words, sentence in ((change.before, one.before), (change.after, one.after))
    )


def _has(sentence: Words, statement: Words) -> bool:
    whole = folded(sentence.text).split()
    return len(_without(whole, [statement])) < len(whole)


def _is_told(change: Change, said: Sequence[Change]) -> bool:
    """Whether statements that changed tell already what changed in a sentence: what is beside them is of no weight."""
    if change.what == "note":
        return False
    rests = []
    for sentence, statements in (
        (change.before, [one.before for one in said]),
        (change.after, [one.after for one in said]),
    ):
        if sentence is None:
            continue
        whole = folded(sentence.text).split()
        rest = _without(whole, [words for words in statements if words])
        if len(rest) == len(whole) or len(rest) > max(_CUE, len(whole) / 2):
            return False
        rests.append(rest)
    figures = [_values(" ".join(rest)) for rest in rests]
    if len(rests) == 1:
        return not figures[0]
    return rests[0] == rests[1] or (figures[0] == figures[1] and max(map(len, rests)) <= _CUE)


def _without(sentence: Sequence[str], statements: Sequence[Words]) -> list[str]:
    """The words of a sentence that are of none of some statements; a statement may go on for several sentences."""
    rest = list(sentence)
    for statement in statements:
        for piece in statement.text.split(" … "):
            words = folded(piece).split()
            same = SequenceMatcher(None, rest, words, autojunk=False).find_longest_match()
            if same.size and same.size >= min(_RUN, len(words), len(rest)):
                del rest[same.a : same.a + same.size]
    return rest


def _is_note(text: str) -> bool:
    lower = text.casefold().replace("’", "'")
    return any(phrase in lower for phrase in notes())
