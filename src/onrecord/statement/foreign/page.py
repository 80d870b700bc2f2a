"""A text as read where there is no parse: its words, its outer quotations, and the sentence on either side of each.

Ihr Sprecher sagte: »Wir warten.« Dann ging er.      before: Ihr Sprecher sagte:      after: nothing
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.spans import Span
from onrecord.statement.foreign.words import Lexicon, Word, words_of_text

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation

FULL_STOPS = frozenset(".!?…")
SENTENCE_ENDS = FULL_STOPS | {";"}
DASHES = frozenset("-–—―")
COLONS = frozenset(":：")
_EDGES = "\"'“”‘’„«»‹› \t\r\n\u00a0\u202f"
_SPACES = " \u00a0\u202f"
# Words looked at on either side of a quotation; a longer sentence is read this far.
_REACH = 60
# So near a quotation, in characters, a second verb may share its subject.
_FARTHEST = 300
# A colon and spaces between two quotations, in characters; so much is looked at behind a quotation as well.
_NEXT = 4


@dataclass(frozen=True)
class Page:
    """A text with its outer quotations, paragraphs and the words between, for look-up by position."""

    text: str
    outer: Sequence[Quotation]
    paragraphs: Sequence[Span]
    lexicon: Lexicon | None

    @cached_property
    def words(self) -> list[Word]:
        """Every word and mark."""
        return words_of_text(self.text, self.lexicon)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _quoted(self) -> list[int]:
        return [quotation.start for quotation in self.outer]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that begin in a range of characters."""
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def paragraph(self, position: int) -> int:
        """The number of the paragraph that a position stands in."""
        return max(0, bisect_right(self.paragraphs, (position, len(self.text) + 1)) - 1)

    def is_quoted(self, position: int) -> bool:
        """Whether a position stands in an outer quotation."""
        index = bisect_right(self._quoted, position) - 1
        return index >= 0 and position < self.outer[index].end

    def goes_on(self, position: int) -> bool:
        """Whether the sentence of a quotation before a position is still going on there."""
        index = bisect_right(self._quoted, position) - 1
        if index < 0 or position - self.outer[index].end > _FARTHEST:
            return False
        between = self.text[self.outer[index].end : position].lstrip()
        return (between[:1] in {",", *DASHES} or between[:1].islower()) and not set(between) & SENTENCE_ENDS

    def after(self, quotation: Quotation) -> tuple[int, int]:
        """The words that follow a quotation, up to the end of the sentence, the paragraph or the next quotation."""
        limit = self.paragraphs[self.paragraph(quotation.start)][1]
        index = bisect_right(self._quoted, quotation.start)
        if index < len(self.outer):
            limit = min(limit, self.outer[index].start)
        first, last = self.between(quotation.end, max(limit, quotation.end))
        for at in range(first, min(last, first + _REACH)):
            if self.words[at].text in SENTENCE_ENDS and not self._is_ordinal(at):
                return first, at
        return first, min(last, first + _REACH)

    def before(self, quotation: Quotation) -> tuple[int, int]:
        """The words that lead up to a quotation, from the end of the sentence or quotation before it."""
        number = self.paragraph(quotation.start)
        limit = min(self.paragraphs[number][0], quotation.start)
        if limit == quotation.start and number > 0:
            # A paragraph that ends with a colon leads into the quotation that opens the next.
            begin, end = self.paragraphs[number - 1]
            limit = begin if self.text[end - 1] in COLONS else limit
        index = bisect_left(self._quoted, quotation.start)
        if index > 0 and self._between(self.outer[index - 1], quotation) == ":":
            # "Vorholt sagte der „Orviker Zeitung“: „Nein.“": the first is a name in what leads up to the second.
            index -= 1
        if index > 0:
            limit = max(limit, min(self.outer[index - 1].end, quotation.start))
        first, last = self.between(limit, quotation.start)
        for at in range(last - 1, max(first, last - _REACH) - 1, -1):
            if self.words[at].text in SENTENCE_ENDS and not self._is_ordinal(at):
                return at + 1, last
        return max(first, last - _REACH), last

    def _is_ordinal(self, at: int) -> bool:
        """Whether a full stop stands behind the number of a day: am 12. März."""
        is_after_number = (
            at > 0 and self.words[at - 1].text.isdecimal() and self.words[at - 1].end == self.words[at].start
        )
        return (
            self.words[at].text == "." and is_after_number and at + 1 < len(self.words) and self.words[at + 1].is_word
        )

    def inner(self, quotation: Quotation) -> str:
        """The words of a quotation."""
        return self.text[quotation.inner_start : quotation.inner_end].strip(_EDGES)

    def opens_sentence(self, quotation: Quotation) -> bool:
        """Whether a quotation begins a sentence, or a colon leads into it."""
        first, last = self.before(quotation)
        lead = [word.text for word in self.words[first:last] if word.text not in DASHES]
        if lead:
            return lead[-1] in COLONS
        index = bisect_left(self._quoted, quotation.start) - 1
        if index < 0 or self._between(self.outer[index], quotation) != "":
            return True
        return self.inner(self.outer[index])[-1:] in FULL_STOPS

    def _between(self, left: Quotation, right: Quotation) -> str | None:
        """What stands between two quotations, spaces and dashes left out; None where it is more than a mark."""
        if right.start - left.end > _NEXT:
            return None
        between = self.text[left.end : right.start]
        return None if "\n" in between or "\r" in between else between.strip(_SPACES + "–—-")

    def is_sentence(self, quotation: Quotation) -> bool:
        """Whether a quotation is a whole sentence or more, with nothing of it outside its marks."""
        inner = self.inner(quotation)
        if not inner or inner[0].islower() or not self.opens_sentence(quotation):
            return False
        follows = self._following(quotation)
        if not quotation.closed or follows[:1] in FULL_STOPS:
            return True
        return inner[-1] in FULL_STOPS and not (follows[:1].islower() or follows[:1] in {",", ";"})

    def ends_sentence(self, quotation: Quotation) -> bool:
        """Whether nothing of the sentence follows a quotation but a mark."""
        follows = self._following(quotation)
        return not follows or follows[0] in SENTENCE_ENDS | {","} or self.inner(quotation)[-1:] in SENTENCE_ENDS

    def _following(self, quotation: Quotation) -> str:
        """The next few characters behind a quotation, as far as its paragraph goes."""
        end = self.paragraphs[self.paragraph(quotation.start)][1]
        return self.text[quotation.end : min(quotation.end + _NEXT, max(end, quotation.end))].lstrip(_SPACES)

    def lead_in(self, quotation: Quotation) -> tuple[int, int] | None:
        """The words of the sentence that leads up to a quotation with a colon, the colon left out."""
        first, last = self.before(quotation)
        while last > first and self.words[last - 1].text in DASHES:
            last -= 1
        return (first, last - 1) if last - 1 > first and self.words[last - 1].text in COLONS else None
