"""What each line of a flattened page is to the article, seen from the article's own text.

    Home                                     drop
    Port of Brenek closed                    title   the article's title, where it is not its first paragraph as well
                                             blank   no letter and no digit
    Workers walked out on Monday.            keep
    Workers walked out on Monday. Photo: AB  mixed   a part of it is the article's
    Workers walked out on Monday.            dup     the article's words once more, as in a teaser

Words are compared, in lower case. A line of four words or more shares with the article the words that stand in runs of
four of the article's; a shorter one is the article's only as a line of its own there. Of the lines that share most of
their words those are kept that follow each other in the order of the article with the most words; the rest is `dup`.
The rule and its numbers were found on labels made before by others: of 276,673 lines it disagrees on 328, nearly
all of them `keep` against `dup` of the same words, 86 on purpose (see `_in_paragraphs`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Label: TypeAlias = Literal["keep", "drop", "title", "dup", "mixed", "blank"]
Words: TypeAlias = tuple[str, ...]

_WORD = re.compile(r"\w+")
_RUN = 4
# Shares of a line's words: from the first on a part of the line is the article's, from the second on most of it is,
# from the third on all of it.
_SOME, _MOST, _ALL = 0.2, 0.5, 0.8
# A line with so much of the article is no paragraph.
_WHOLE = 0.6
# Labels made before looked at no more places of the same words; a "Pros" over each of ten products was `dup` from the
# seventh on, which a reader would call `keep`.
PLACES_BEFORE = 6
_ANY_PLACES = 10_000


def words(text: str) -> Words:
    """The words of a text in lower case."""
    return tuple(_WORD.findall(text.lower()))


@dataclass(frozen=True)
class Gold:
    """An article's own text, ready to be compared with: where each run of words and each line of it begins."""

    words: Words = field(repr=False)
    title: Words
    runs: Mapping[Words, Sequence[int]] = field(repr=False)
    lines: Mapping[Words, Sequence[int]] = field(repr=False)

    @classmethod
    def of(cls, text: str, title: str | None) -> Gold:
        """The text of an article and its title, which need not stand in it."""
        all_words = words(text)
        runs: dict[Words, list[int]] = defaultdict(list)
        for at in range(len(all_words) - _RUN + 1):
            runs[all_words[at : at + _RUN]].append(at)
        lines: dict[Words, list[int]] = defaultdict(list)
        at = 0
        for line in text.split("\n"):
            if own := words(line):
                lines[own].append(at)
                at += len(own)
        return cls(all_words, words(title or ""), dict(runs), dict(lines))

    def share(self, line: Words) -> float:
        """The share of a line's words that are the article's."""
        if len(line) < _RUN:
            return float(line in self.lines)
        shared = [False] * len(line)
        for at in range(len(line) - _RUN + 1):
            if line[at : at + _RUN] in self.runs:
                shared[at : at + _RUN] = [True] * _RUN
        return sum(shared) / len(line)

    def places(self, line: Words) -> Sequence[int]:
        """Where in the article a line may begin."""
        if len(line) < _RUN:
            return self.lines.get(line, ())
        for at in range(len(line) - _RUN + 1):
            if found := self.runs.get(line[at : at + _RUN]):
                return [max(0, place - at) for place in found]
        return ()


def labels(text: str, gold: Gold, *, places: int = _ANY_PLACES, fragments: bool = False) -> list[Label]:
    """A label for each line of a page's text.

    `fragments` is for flatteners that break paragraphs at every link: a short line is then the article's as well where
    its words are those that follow the line before it in the article. Of words that recur in the article the first
    `places` places are looked at.
    """
    lines = [words(line) for line in text.split("\n")]
    shares = [gold.share(line) for line in lines]
    starts = [gold.places(line)[:places] if share >= _MOST else () for line, share in zip(lines, shares, strict=True)]
    weights = [len(line) for line in lines]
    chosen = in_order(starts, weights, len(gold.words))
    if any(weights[at] > _WHOLE * len(gold.words) for at in chosen):
        chosen = _in_paragraphs(starts, weights, chosen, len(gold.words))
    if fragments:
        _fill(lines, chosen, gold.words)
    return [_label(line, shares[at], gold, chosen=at in chosen) for at, line in enumerate(lines)]


def _in_paragraphs(
    starts: Sequence[Sequence[int]], weights: Sequence[int], chosen: dict[int, int], length: int
) -> dict[int, int]:
    """Another choice of lines where one line has all of an article that stands in paragraphs as well.

    Some pages carry their text once more for a reading aid or a search, without its paragraphs.
    """
    parts = [() if weight > _WHOLE * length else places for places, weight in zip(starts, weights, strict=True)]
    found = in_order(parts, weights, length)
    enough = _ALL * sum(weights[at] for at in chosen)
    return found if sum(weights[at] for at in found) >= enough else chosen


def _label(line: Words, share: float, gold: Gold, *, chosen: bool) -> Label:
    label: Label
    if not line:
        return "blank"
    if chosen:
        label = "keep" if share >= _ALL or share == 0 else "mixed"
    elif share >= _MOST:
        label = "dup"
    else:
        label = "mixed" if share > _SOME else "drop"
    return "title" if line == gold.title and label != "keep" else label


def in_order(starts: Sequence[Sequence[int]], weights: Sequence[int], length: int) -> dict[int, int]:
    """The heaviest choice of lines whose places rise with them: the place of each line chosen.

    `starts` are the places that each line may have, below `length`. Of two choices of the same weight the one that
    ends later wins: the body stands after the teaser of it.
    """
    # A Fenwick tree of the best chain that ends before a place: its weight and its last step.
    best = [(0, -1)] * (length + 2)
    steps: list[tuple[int, int, int]] = []
    for line, places in enumerate(starts):
        found = []
        for place in places:
            weight, before = _best_before(best, place)
            steps.append((before, line, place))
            found.append((place, (weight + weights[line], len(steps) - 1)))
        for place, chain in found:
            at = place + 1
            while at < len(best):
                best[at] = max(best[at], chain)
                at += at & -at
    chosen: dict[int, int] = {}
    step = _best_before(best, length + 1)[1]
    while step >= 0:
        step, line, place = steps[step]
        chosen[line] = place
    return chosen


def _best_before(best: Sequence[tuple[int, int]], place: int) -> tuple[int, int]:
    found = (0, -1)
    while place > 0:
        found = max(found, best[place])
        place -= place & -place
    return found


def _fill(lines: Sequence[Words], chosen: dict[int, int], article: Words) -> None:
    """Add the short lines that say the very words which the article says next."""
    following = None
    for at, line in enumerate(lines):
        if at in chosen:
            following = chosen[at] + len(line)
        elif line and following is not None and article[following : following + len(line)] == line:
            chosen[at] = following
            following += len(line)
