r"""Whose a quotation is, and which others go on from it.

    „Wir gehen“, sagte Imke Vorholt, „morgen schon. Oder heute.“ „Alle.“         one statement of three pieces
    „Wir gehen“, sagte sie und fügte hinzu: „Morgen schon.“                     two, the second without a source
    „..., und das war alles.\n\n„Niemand hat uns gefragt“, sagte sie.            one, opened again in the next paragraph
    „Wir gehen“, sagte sie. Der Bus „Alter Elch“ legt um neun ab.             a name goes on from nothing

What goes on from an attribution follows it in its sentence, is the whole next sentence, or the next paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.spans import Span, trimmed
from onrecord.statement.foreign.cues import Attribution, attribution_after, attribution_before
from onrecord.statement.foreign.labels import label
from onrecord.statement.foreign.page import SENTENCE_ENDS, Page
from onrecord.statement.turns import turns

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation
    from onrecord.statement.foreign.sources import Phrase

# How sure a statement is, by what announces it. Chosen, not fitted: there is no labelled news in these languages. A
# preposition ("selon X") stands with half a sentence in marks more often than a verb does.
_BY_LABEL, _BY_CUE, _BY_PREPOSITION = 0.9, 0.85, 0.75

_EDGES = ",;:–—- \t"
_GOES_ON_AFTER = frozenset(",:;–—-")
# What may stand between an attribution and the quotation that goes on from it, in words.
_LONGEST_REST = 20
# The second verb of a sentence stands this near the first, in characters.
_NEAR = 200
# Two quotations follow each other at once with no more than this between them, in characters.
_AT_ONCE = 3


@dataclass
class Found:
    """A statement in the making, in ranges of a view; `is_bare`: a verb without a subject stands for a pronoun."""

    content: list[Span]
    act: str
    confidence: float
    cue: list[Span] = field(default_factory=list)
    source: Span | None = None
    phrase: Phrase | None = None
    is_bare: bool = False
    is_label: bool = False
    last: Quotation | None = None
    end: int = 0

    def __post_init__(self) -> None:
        """Note where the last of it ends."""
        self.end = max(end for _, end in [*self.content, *self.cue, *([self.source] if self.source else [])])

    def add(self, content: Span) -> None:
        """Take another piece of the same words."""
        self.content.append(content)
        self.end = max(self.end, content[1])


def spoken(page: Page) -> Iterator[Found]:
    """What is said in a transcript, without the marks where all of a turn stands in them."""
    whole = {(quotation.start, quotation.end): quotation for quotation in page.outer}
    for turn in turns(page.text, page.paragraphs):
        if turn.interviews:
            continue
        quotation = whole.get(turn.words)
        span = (quotation.inner_start, quotation.inner_end) if quotation else turn.words
        content = _kept(page.text, span)
        if content is not None:
            act = "asked" if turn.asks else "said"
            yield Found([content], act, _BY_LABEL, source=turn.label, is_label=True)


def quoted(page: Page, outer: Sequence[Quotation]) -> list[Found]:
    """The quotations with a cue or a label, each with those that go on from it."""
    out: list[Found] = []
    by_cue: dict[int, Found] = {}
    owners: dict[int, Found] = {}
    for quotation in outer:
        content = _kept(page.text, (quotation.inner_start, quotation.inner_end))
        if content is None:
            continue
        one = _attributed(page, quotation, content, out)
        before = out[-1] if out else None
        same = by_cue.get(one.cue[0][0]) if one and one.cue else None
        if same is None and one is None and before is not None and _goes_on(page, before, quotation):
            same = before
        if same is not None:
            same.add(content)
            one = same
        elif one is not None:
            out.append(one)
        if one is None:
            continue
        one.last = quotation
        owners[quotation.start] = one
        if one.cue:
            by_cue[one.cue[0][0]] = one
    _begun_before(page, outer, owners)
    for one in out:
        one.content.sort()
    return out


def _attributed(page: Page, quotation: Quotation, content: Span, before: Sequence[Found]) -> Found | None:
    """A quotation with the cue or the label beside it."""
    found = attribution_after(page, quotation) or attribution_before(page, quotation)
    if found is not None:
        return _with_cue(page, found, content, before[-1] if before else None)
    name = label(page, page.lead_in(quotation))
    if name is None or not page.ends_sentence(quotation):
        return None
    source = (page.words[name.first].start, page.words[name.last - 1].end)
    return Found([content], "said", _BY_LABEL, source=source, phrase=name, is_label=True)


def _with_cue(page: Page, found: Attribution, content: Span, before: Found | None) -> Found:
    """A quotation with its cue, whose source may be that of the cue before it."""
    words, phrase = page.words, found.source
    cue = [(words[first].start, words[last - 1].end) for first, last in found.cue.parts]
    source = (words[phrase.first].start, words[phrase.last - 1].end) if phrase is not None else None
    if phrase is None and before is not None and before.phrase is not None and _is_coordinated(page, before, cue[0][0]):
        # ..., sagte er und fügte hinzu: the second verb has the subject of the first.
        phrase, source = before.phrase, before.source
    sure = _BY_CUE if found.cue.is_verb else _BY_PREPOSITION
    return Found(
        [content], found.cue.act, sure, cue=cue, source=source, phrase=phrase, is_bare=found.bare and phrase is None
    )


def _is_coordinated(page: Page, before: Found, at: int) -> bool:
    """Whether a cue stands in the sentence that another statement's attribution begins."""
    is_near = 0 <= at - before.end <= _NEAR
    follows = before.last is not None and before.end > before.last.end
    return is_near and follows and not before.is_label and not set(page.text[before.end : at]) & SENTENCE_ENDS


def _kept(text: str, span: Span) -> Span | None:
    """A content without the comma that a cue demands; None where no words are left."""
    start, end = trimmed(text, span, _EDGES)
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None


def _goes_on(page: Page, before: Found, quotation: Quotation) -> bool:
    """Whether a quotation without a cue of its own goes on from the statement before it."""
    last = before.last
    if last is None or quotation.start < before.end:
        return False
    if page.paragraph(last.start) != page.paragraph(quotation.start):
        return _is_reopened(page, last, before, quotation)
    if before.end <= last.end:
        # The cue stands before the quotation: only what follows at once goes on.
        is_next = quotation.start - last.end <= _AT_ONCE and not page.text[last.end : quotation.start].strip()
        return is_next and page.is_sentence(quotation)
    return before.act == "said" and _follows_attribution(page, before, quotation)


def _follows_attribution(page: Page, before: Found, quotation: Quotation) -> bool:
    """Whether a quotation follows cue and source in their sentence, or opens the next."""
    first, end = page.between(before.end, quotation.start)
    if end - first > _LONGEST_REST:
        return False
    stops = [at for at in range(first, end) if page.words[at].text in SENTENCE_ENDS]
    if not stops:
        goes_on = page.text[before.end : quotation.start].rstrip()[-1:] in _GOES_ON_AFTER
        return goes_on and page.ends_sentence(quotation)
    return len(stops) == 1 and stops[0] == end - 1 and page.is_sentence(quotation)


def _is_reopened(page: Page, last: Quotation, before: Found, quotation: Quotation) -> bool:
    """Whether a quotation opens the paragraph after one that ends with the speaker's: left open, or both are whole."""
    number = page.paragraph(quotation.start)
    begin, end = page.paragraphs[number]
    if page.paragraph(last.start) != number - 1 or quotation.start - begin > 1 or before.end > last.end:
        return False
    between = page.text[last.end : quotation.start]
    is_whole = end - quotation.end <= 1
    return not any(char.isalnum() for char in between) and (not last.closed or is_whole)


def _begun_before(page: Page, outer: Sequence[Quotation], owners: dict[int, Found]) -> None:
    """Join what was left open at the end of a paragraph to the quotation that opens the next, and has the cue."""
    for left, right in reversed(list(pairwise(outer))):
        owner = owners.get(right.start)
        between = page.text[left.end : right.start]
        if owner is None or left.start in owners or left.closed or between.strip() or not page.opens_sentence(left):
            continue
        content = _kept(page.text, (left.inner_start, left.inner_end))
        if content is not None:
            owner.add(content)
            owners[left.start] = owner
