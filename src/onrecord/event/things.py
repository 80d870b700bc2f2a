"""What an event is about: arms and other things by name, class and number.

"two Patriot batteries" are 2 Patriot, of the class that the knowledge pack or the noun tells
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.entity import knowledge
from onrecord.event.extents import whole_words
from onrecord.event.pack import items
from onrecord.language.figures import numbers
from onrecord.model import Entity, Item
from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from onrecord.language.reading import Reading
    from onrecord.statement import Speakers

_NO_NAME = frozenset({"DET", "NUM", "PUNCT", "SYM", "ADV", "SCONJ", "CCONJ", "PRON"})
_CALIBRE = re.compile(r"\b\d+(?:\.\d+)?[ -]?mm\b")
_COUNTED = frozenset({"nummod", "quantmod"})


def things(spans: Iterable[Span], reading: Reading, who: Speakers) -> tuple[Item, ...]:
    """What some phrases name, each once, in the order of the text."""
    found: dict[tuple[str, Span], Item] = {}
    for span in sorted(spans):
        tokens = reading.doc.char_span(*span, alignment_mode="expand") if reading.doc is not None else None
        if tokens is None:
            continue
        tokens = whole_words(tokens)
        where = reading.view.back(tokens.start_char, tokens.end_char)
        if not where:
            continue
        found.setdefault((tokens.text.casefold(), where[0]), _thing(tokens, where, who))
    return tuple(found.values())


def _thing(tokens: Tokens, where: tuple[Span, ...], who: Speakers) -> Item:
    system = _system(tokens, who)
    return Item(name=_name(tokens, system), class_=_class(tokens, system), quantity=_quantity(tokens), spans=where)


def _system(tokens: Tokens, who: Speakers) -> Entity | None:
    """The weapon system that a phrase names."""
    for token in tokens:
        known = who.entities.get(who.at(token) or "")
        if known is not None and known.type == "weapon":
            return known
    return None


def _name(tokens: Tokens, system: Entity | None) -> str:
    """The designation, else the words without what counts them."""
    if system is not None:
        return system.name
    words = list(tokens)
    while len(words) > 1 and (words[0].pos_ in _NO_NAME or words[0].dep_ in _COUNTED or words[0].like_num):
        words = words[1:]
    text = tokens.doc.text[words[0].idx : words[-1].idx + len(words[-1])]
    return " ".join(text.split())


def _class(tokens: Tokens, system: Entity | None) -> str | None:
    """The class of a system in the knowledge pack, else that of the noun, else of a noun before it."""
    if system is not None and (row := knowledge.get(system.id)) is not None and row.kind:
        return row.kind[0]
    head = tokens.root
    for token in (
        head,
        *reversed([one for one in tokens if one.i < head.i]),
        *(one for one in tokens if one.i > head.i),
    ):
        words = (token.lower_, token.lemma_.lower())
        before = [tokens.doc[token.i - 1].lower_] if token.i > tokens.start else []
        # Two words tell more than one: an aerial vehicle is no armoured one.
        for known in (*(f"{one} {word}" for one in before for word in words), *words):
            if known in items():
                return items()[known]
    return "weapon" if system is not None else None


def _quantity(tokens: Tokens) -> float | None:
    """How many, where a number of the phrase counts them: not what they cost, nor their calibre."""
    text = _CALIBRE.sub(lambda match: "x" * len(match.group()), tokens.text)
    return next((one.value for one in numbers(text) if one.kind is None), None)
