"""The words of a parse as plain values, read once.

spaCy makes a new object each time that a token, a range or its text is asked for, and looks each of its attributes up
anew. Finding names asks for the same ones dozens of times; here they are read once, under the names that spaCy has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_CODED = ["POS", "TAG", "DEP", "ENT_TYPE"]


class Word(NamedTuple):
    """What finding names asks of a token."""

    i: int
    idx: int
    text: str
    lower_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    is_sent_start: bool


# As `Word._make` does, without a function of Python's for each word.
_word: Callable[[Iterable[object]], Word] = partial(tuple.__new__, Word)


class Words(list[Word]):
    """The words of a parse in order; what they do not tell, spaCy's own `token` does."""

    def __init__(self, doc: Doc) -> None:
        """Read all words of a parse."""
        self.doc = doc
        self.ents: Sequence[Span] = doc.ents
        self._phrases: dict[tuple[int, int], str] = {}
        self._roots: dict[tuple[int, int], Token] = {}
        # One table of numbers is read far faster than its cells token by token.
        orth, space, starts, *codes = doc.to_array(["ORTH", "SPACY", "SENT_START", *_CODED]).T.tolist()
        strings = doc.vocab.strings
        texts = [strings[code] for code in orth]
        written = [text + " " if followed else text for text, followed in zip(texts, space, strict=True)]
        self.whole = "".join(written)
        places = [0, *accumulate(map(len, written))][: len(texts)]
        names = {code: strings[code] for column in codes for code in set(column)}
        told = ([names[code] for code in column] for column in codes)
        lower, begins = map(str.lower, texts), [one == 1 for one in starts]
        super().__init__(map(_word, zip(range(len(texts)), places, texts, lower, *told, begins, strict=True)))

    def token(self, index: int) -> Token:
        """A word as spaCy has it."""
        return self.doc[index]

    def phrase(self, start: int, end: int) -> str:
        """The text of the words from one up to another, the latter left out."""
        found = self._phrases.get((start, end))
        if found is None:
            last = self[min(end, len(self)) - 1]
            found = self.whole[self[start].idx : last.idx + len(last.text)] if start < end else ""
            self._phrases[start, end] = found
        return found

    def root(self, start: int, end: int) -> Token:
        """The token that the others of a range hang on."""
        found = self._roots.get((start, end))
        if found is None:
            found = self._roots[start, end] = self.doc[start:end].root
        return found
