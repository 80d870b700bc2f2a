"""Who a phrase means: the entity it names, and the state behind it.

"Poland's Wisla Arms" is the firm, and Polish; "rebels in Tarsia" are whoever they are, and of Tarsia; "it" is whom the
pronoun means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.entity import is_igo, state_of
from onrecord.model import Actor, Entity
from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.statement import Speakers

# What acts: a law or a weapon named within a phrase is not whom it means.
_ACTING = frozenset({"person", "organisation", "igo", "country", "group", "place", "other"})
_WORD = re.compile(r"\w[\w'’.-]*")
_LONGEST_NAME = 4


def parties(spans: Iterable[Span], reading: Reading, who: Speakers) -> tuple[Actor, ...]:
    """Whom some phrases mean, each once, in order; a pronoun that nobody is known behind is left out."""
    found: dict[tuple[str, str | None], Actor] = {}
    for span in sorted(spans):
        one = _party(span, reading, who)
        if one is not None:
            # One phrase may be of two states: "the Dutch and Belgian navies".
            found.setdefault((one.entity or one.name.casefold(), one.country), one)
    return tuple(found.values())


def code(actor: Actor) -> str | None:
    """The code of an actor as event data has it: its state's by ISO 3166-1, IGO for a body of several states."""
    if actor.country is not None:
        return actor.country
    is_body = (actor.entity or "").startswith("body.")
    return "IGO" if is_body or of_several_states(actor.name) else None


def _party(span: Span, reading: Reading, who: Speakers) -> Actor | None:
    doc = reading.doc
    tokens = doc.char_span(*span, alignment_mode="expand") if doc is not None else None
    where = reading.view.back(*span)
    if tokens is None or not where:
        return None
    head = tokens.root
    known = _entity(tokens, who)
    if head.pos_ == "PRON" and known is None:
        return None
    name = " ".join(reading.view.text[slice(*span)].split())
    if known is not None and (head.pos_ == "PRON" or _is_whole(known, where)):
        name = known.name
    country = known.country if known is not None and known.type != "igo" else None
    if country is None and (known is None or known.type != "igo") and not of_several_states(name):
        country = next(_states(name), None) or _only_state(tokens)
    entity = known.id if known is not None else f"state.{country}" if country and state_of(name) == country else None
    return Actor(entity=entity if entity in who.entities else None, name=name, country=country, spans=where)


def _entity(tokens: Tokens, who: Speakers) -> Entity | None:
    """The entity that a phrase means: that of its head, else of the one name in it that may act."""
    for token in (tokens.root, *_named(tokens)):
        known = who.entities.get(who.at(token) or "")
        if known is not None and known.type in _ACTING:
            return known
    # In a title, where nobody was looked for, a name means whom the body calls by it.
    known = who.called(tokens.text) if tokens.root.pos_ == "PROPN" else None
    return known if known is not None and known.type in _ACTING else None


def _named(tokens: Tokens) -> Iterator[Token]:
    """The words of a name that is all of the phrase: an adjective ("Turkish") has no entity, its state has."""
    if all(token.pos_ in {"PROPN", "ADJ", "ADP", "PUNCT", "DET"} for token in tokens):
        yield from tokens


def _is_whole(known: Entity, where: Iterable[Span]) -> bool:
    return any(span in known.mentions for span in where)


def of_several_states(name: str) -> bool:
    """Whether a phrase names a body of several states: "U.N. mediators"."""
    return any(is_igo(word) for word in name.split() if word[:1].isupper())


def _only_state(tokens: Tokens) -> str | None:
    """The one state that a sentence names, where a phrase is of somebody within a state: "the police"."""
    if not any(token.lemma_.lower() in _at_home() for token in tokens):
        return None
    told = set(_states(tokens.sent.text))
    return told.pop() if len(told) == 1 else None


@cache
def _at_home() -> frozenset[str]:
    lines = files("onrecord.data").joinpath("event/of_a_state.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _states(phrase: str) -> Iterator[str]:
    """The states that a phrase names, by their own names, adjectives, seats or cities, in its order."""
    words = [match.span() for match in _WORD.finditer(phrase)]
    index = 0
    while index < len(words):
        for last in range(min(len(words), index + _LONGEST_NAME), index, -1):
            told = phrase[words[index][0] : words[last - 1][1]]
            state = state_of(told) if told[:1].isupper() else None
            if state is not None:
                yield state
                index = last - 1
                break
        index += 1
