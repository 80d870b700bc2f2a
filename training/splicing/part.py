"""What a single page gives to a page made of several: title, body, and the furniture before, within and after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

# An article of fewer words than this says too little to be one: a caption, a paywalled stub.
FEWEST_WORDS = 45

# A teaser or a comment is a sentence of this many words: shorter ones are headings and fragments.
SENTENCE_WORDS = (6, 45)

# A scrap of the body, of fewer words than this, that as many lines of furniture or more part from the rest is left out
# of pages in styles of our own: a line in the page's head that repeats the title, a caption in its footer.
SCRAP_WORDS = 25
LINES_THAT_PART = 8

BULLETS = "*•+-–▪» \t"

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’)]*\s+(?=[\"“«„(]?[^\W\d_a-zа-я])")


class Line(NamedTuple):
    """A line of a page with its label."""

    text: str
    label: str

    @property
    def is_body(self) -> bool:
        """Whether the article's text stands on it, wholly or in part."""
        return self.label in {"keep", "mixed"}


@dataclass(frozen=True)
class Part:
    """A single page, taken apart."""

    title: str | None
    date: str | None
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    tail: tuple[Line, ...]

    @cached_property
    def words(self) -> int:
        """The words of the body's own lines."""
        return _words(self.body)

    @property
    def is_article(self) -> bool:
        """Whether there is enough of a body."""
        return self.words >= FEWEST_WORDS

    @cached_property
    def core(self) -> Part:
        """The part from the first line that is all body to the last one, without scraps far from the rest."""
        pieces = _pieces(self.body)
        while len(pieces) > 1 and _words(self.body[slice(*pieces[0])]) < SCRAP_WORDS:
            del pieces[0]
        while len(pieces) > 1 and _words(self.body[slice(*pieces[-1])]) < SCRAP_WORDS:
            del pieces[-1]
        if not pieces:
            return self
        start, end = pieces[0][0], pieces[-1][1]
        before, after = (
            tuple(line for line in cut if not line.is_body) for cut in (self.body[:start], self.body[end:])
        )
        return replace(self, head=self.head + before, body=self.body[start:end], tail=after + self.tail)

    @property
    def untitled(self) -> Part:
        """The same without its title, for pages that don't show it."""
        return replace(self, title=None)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The body's full sentences."""
        shortest, longest = SENTENCE_WORDS
        return tuple(
            sentence.strip()
            for line in self.body
            if line.label == "keep"
            for sentence in SENTENCE_END.split(line.text.strip())
            if shortest <= len(sentence.split()) <= longest and sentence.rstrip()[-1:] in '.!?…”"»’'
        )

    def first_paragraphs(self, count: int) -> tuple[Line, ...]:
        """The body up to its paragraph `count`, or as much further as an article needs."""
        words = seen = 0
        for at, line in enumerate(self.body):
            if line.label == "keep":
                words += len(line.text.split())
                seen += 1
                if seen >= count and words >= FEWEST_WORDS:
                    # What repeated the rest of the body repeats nothing any more.
                    return tuple(Line(cut.text, "drop") if cut.label == "dup" else cut for cut in self.body[: at + 1])
        return self.body


def part_of(lines: Sequence[str], labels: Sequence[str], title: str | None, date: str | None) -> Part:
    """Take a single page apart. A page without body has all of its lines in the head."""
    all_lines = tuple(Line(text, label) for text, label in zip(lines, labels, strict=True))
    body = [at for at, line in enumerate(all_lines) if line.is_body]
    first, last = (body[0], body[-1] + 1) if body else (len(all_lines), len(all_lines))
    on_page = [line.text.strip().lstrip(BULLETS) for line in all_lines[:first] if line.label == "title"]
    shown = on_page[-1] if on_page else " ".join((title or "").split())
    return Part(shown or None, date, all_lines[:first], all_lines[first:last], all_lines[last:])


def _words(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines if line.label == "keep")


def _pieces(body: Sequence[Line]) -> list[tuple[int, int]]:
    """The stretches of a body that much furniture parts from each other, each from its first to its last own line."""
    pieces: list[tuple[int, int]] = []
    furniture = 0
    for at, line in enumerate(body):
        if line.label == "keep":
            if pieces and furniture < LINES_THAT_PART:
                pieces[-1] = (pieces[-1][0], at + 1)
            else:
                pieces.append((at, at + 1))
            furniture = 0
        elif line.label in {"drop", "dup", "title"}:
            furniture += 1
    return pieces
