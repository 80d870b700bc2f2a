r"""Statements in languages without a model: quotation marks, a cue beside them, and layout.

    „Wir gehen“, sagte Imke Vorholt. „Morgen schon.“          one statement of two pieces
    « Tout est dit », a déclaré le ministre, Luc Ambrin
    Arven, "Hazırız" dedi.
    Tolmer: „Wir gehen.“                                     a label, in any language
    Der Verein „Freie Fahrt“ sagte ab.                   no statement: a name, no cue beside it

Only direct quotations are found, and of these only those whose cue or label stands where a cue stands: what cannot be
told without reading the sentence is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from onrecord.language import has_model, title_reading
from onrecord.language.reading import Reading
from onrecord.model import Act, Entity, Statement, item_id, words_of
from onrecord.spans import Span, joined_back
from onrecord.statement.foreign.cues import means_one_person
from onrecord.statement.foreign.page import Page
from onrecord.statement.foreign.quotations import Found, quoted, spoken
from onrecord.statement.foreign.speakers import Cast, Who
from onrecord.statement.foreign.words import words_about

if TYPE_CHECKING:
    from onrecord.language.marks import Quotation

# No statement is surer whose speaker is a pronoun's.
_BY_PRONOUN = 0.7


@dataclass
class _Part:
    """The title or the body: its reading, its words, and what is found there."""

    reading: Reading
    page: Page
    found: list[Found]


def foreign(reading: Reading) -> tuple[tuple[Statement, ...], tuple[Entity, ...]]:
    """The direct quotations of an article that there is no parse of, in the order of the text, and their speakers.

    In a language without cues of its own (see words.py), and where the language is unknown, only what a label
    announces. Takes time linear in the text.
    """
    if reading.doc is not None or has_model(reading.article.language):
        return (), ()
    parts = [_part(one) for one in (title_reading(reading), reading) if one is not None]
    if not any(part.found for part in parts):
        return (), ()
    people = Cast(reading, parts[-1].page)
    told = [(part, one, who) for part in parts for one, who in _speakers(part, people)]
    entities = people.entities()
    statements = [_statement(one, who, entities, part.reading) for part, one, who in told]
    unique = {one.id: one for one in reversed(statements) if one.content}
    spoken = {speaker for one in unique.values() for speaker in one.speakers}
    return tuple(reversed(unique.values())), tuple({one.id: one for one in entities if one.id in spoken}.values())


def _part(reading: Reading) -> _Part:
    outer = [quotation for quotation in reading.quotations if quotation.level == 0]
    page = Page(reading.view.text, outer, reading.paragraphs, words_about(reading.article.language))
    turns = list(spoken(page))
    within = [span for one in turns for span in one.content]
    found = quoted(page, [one for one in outer if not _stands_in(one, within)]) if outer else []
    return _Part(reading, page, sorted([*turns, *found], key=lambda one: one.content[0]))


def _stands_in(quotation: Quotation, spans: Sequence[Span]) -> bool:
    """Whether a quotation is part of a transcript's turn; the turns are few, or they are most of the text."""
    index = bisect_right(spans, (quotation.end, -1)) - 1
    return index >= 0 and spans[index][1] > quotation.start


def _speakers(part: _Part, people: Cast) -> Iterator[tuple[Found, Who]]:
    """Each statement with its speakers; a label that is nobody's name is none."""
    before: tuple[Found, Who] | None = None
    for one in part.found:
        who = _who(one, part, people)
        if who is None:
            continue
        if not who.numbers and before is not None and _is_same(one, *before, part, people):
            who = before[1]
            one.confidence = min(one.confidence, _BY_PRONOUN)
        before = (one, who)
        yield one, who


def _who(one: Found, part: _Part, people: Cast) -> Who | None:
    if one.phrase is None:
        if one.source is not None:
            return people.label(one.source, part.reading)
        return Who(reason="the text names no source")
    if one.is_label and not people.is_somebody(one.phrase, part.page):
        return None
    return people.of(one.phrase, part.page, part.reading)


def _is_same(one: Found, before: Found, who: Who, part: _Part, people: Cast) -> bool:
    """Whether a pronoun, or a verb that needs none, can only mean the speaker of the statement before it.

    Somebody else who is named in between may be meant as well; so may several, by a verb or pronoun for several.
    """
    page = part.page
    at = one.source[0] if one.source else one.cue[0][0] if one.cue else one.content[0][0]
    if not who.named or not (one.is_bare or means_one_person(page, one.phrase, one.cue)):
        return False
    if page.paragraph(at) - page.paragraph(before.end - 1) > 1:
        return False
    between = [word for word in page.words[slice(*page.between(before.end, at))] if not page.is_quoted(word.start)]
    return not any(people.knows(word) for word in between if word.is_capital) and not any(
        left.is_capital and right.is_capital and right.is_word for left, right in pairwise(between)
    )


def _statement(one: Found, who: Who, entities: Sequence[Entity], reading: Reading) -> Statement:
    content = joined_back(reading.view, one.content)
    speakers = tuple(entities[number].id for number in who.numbers)
    return Statement(
        id=item_id("st", reading.article.capture, content),
        kind="direct",
        act=cast("Act", one.act),
        content=content,
        cue=joined_back(reading.view, one.cue),
        source=joined_back(reading.view, [one.source] if one.source else []),
        text=words_of(reading.text, content),
        language=reading.article.language,
        translated=None,
        speaker=speakers[0] if speakers else None,
        speaker_name=entities[who.numbers[0]].name if speakers else None,
        speakers=speakers,
        via=(),
        addressee=None,
        occasion=None,
        place=None,
        said=None,
        within=None,
        denied=False,
        confidence=one.confidence,
        unresolved={"speaker": who.reason or "the text names no source"} if not speakers else {},
    )
