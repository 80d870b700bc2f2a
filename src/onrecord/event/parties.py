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
from onrecord.event.extents import is_general, whole_party
from onrecord.event.syntax.words import subject
from onrecord.model import Actor, Entity
from onrecord.spans import Span, Spans

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.statement import Speakers

# What acts: a law or a weapon named within a phrase is not whom it means.
_ACTING = frozenset({"person", "organisation", "igo", "country", "group", "place", "other"})
# What has a name of its own; a group's name is a description.
_NAMED = frozenset({"person", "organisation", "igo", "country", "place"})
_STATES_TOGETHER = frozenset({"country", "nation", "side", "state"})
_WORD = re.compile(r"\w[\w'’.-]*")
_LONGEST_NAME = 4


def parties(spans: Iterable[Span], reading: Reading, who: Speakers) -> tuple[Actor, ...]:
    """Whom some phrases mean, each once, in order; a pronoun that nobody is known behind is left out."""
    found: dict[tuple[str, str | None], Actor] = {}
    for span in sorted(spans):
        for one in _meant(span, reading, who):
            # One phrase may be of two states: "the Dutch and Belgian navies".
            found.setdefault((one.entity or one.name.casefold(), one.country), one)
    return tuple(found.values())


def code(actor: Actor) -> str | None:
    """The code of an actor as event data has it: its state's by ISO 3166-1, IGO for a body of several states."""
    if actor.country is not None:
        return actor.country
    is_body = (actor.entity or "").startswith("body.")
    return "IGO" if is_body or of_several_states(actor.name) else None


def _meant(span: Span, reading: Reading, who: Speakers) -> Iterator[Actor]:
    """Whom a phrase means: one, several ("the two countries") or, where it names nobody, none."""
    doc = reading.doc
    tokens = doc.char_span(*span, alignment_mode="expand") if doc is not None else None
    tokens = whole_party(tokens) if tokens is not None else None
    if tokens is None:
        return
    tokens = _whole_names(tokens, reading, who)
    together = _together(tokens, who)
    if together:
        where = reading.view.back(tokens.start_char, tokens.end_char)
        for known in together:
            yield Actor(entity=known.id, name=known.name, country=known.country, spans=where)
    elif (one := _party(tokens, reading, who)) is not None:
        yield one


def _together(tokens: Tokens, who: Speakers) -> list[Entity]:
    """The states that one phrase means together: "the two countries"; none where it means one, or no states."""
    head = tokens.root
    if head.lemma_.lower() not in _STATES_TOGETHER or head.tag_ != "NNS" or who.at(head) is None:
        return []
    ids, _ = who.of(head, (tokens.start_char, tokens.end_char))
    known = [who.entities[one] for one in ids]
    return known if len(known) > 1 and all(one.type == "country" for one in known) else []


def _home(tokens: Tokens, who: Speakers) -> Entity | None:
    """The state that somebody calls "the country" who speaks of their own."""
    for up in tokens.root.ancestors:
        speaker = subject(up.head) if up.dep_ == "ccomp" else None
        known = who.entities.get(who.at(speaker) or "") if speaker is not None else None
        if known is not None and known.country is not None:
            return who.entities.get(f"state.{known.country}")
    return None


def _party(tokens: Tokens, reading: Reading, who: Speakers) -> Actor | None:
    where = reading.view.back(tokens.start_char, tokens.end_char)
    head = tokens.root
    known = _entity(tokens, who) or (_home(tokens, who) if is_general(tokens) else None)
    if not where or (known is None and (head.pos_ == "PRON" or is_general(tokens))):
        return None
    name = " ".join(reading.view.text[tokens.start_char : tokens.end_char].split())
    state = state_of(name)
    if state is not None and (known is None or (known.type != "country" and not _is_whole(known, where))):
        # "Russian" of "the Russian leader" is the state: whoever leads it is named by more.
        known = who.entities.get(f"state.{state}")
    if known is not None and (head.pos_ == "PRON" or _is_whole(known, where) or _is_called(tokens, known, where)):
        name = known.name
    country = _country(tokens, name, known, who)
    entity = known.id if known is not None else f"state.{country}" if country and state_of(name) == country else None
    return Actor(entity=entity if entity in who.entities else None, name=name, country=country, spans=where)


def _whole_names(tokens: Tokens, reading: Reading, who: Speakers) -> Tokens:
    """A phrase with the whole of the names that it begins or ends within: "Viktor F" is Viktor F. Yanukovych."""
    start, end = tokens.start_char, tokens.end_char
    for token in (tokens[0], tokens[-1]):
        found = who.mention(token)
        if token.pos_ == "PROPN" and found is not None and found[0].type in _NAMED:
            first, last = (reading.view.here(position) for position in (found[1][0], found[1][1] - 1))
            if first is not None and last is not None:
                start, end = min(start, first), max(end, last + 1)
    whole = tokens.doc.char_span(start, end, alignment_mode="expand")
    return tokens if whole is None else whole


def _country(tokens: Tokens, name: str, known: Entity | None, who: Speakers) -> str | None:
    """The state behind a phrase: its entity's, that of a name in it, or the only one that its sentence names."""
    if known is not None and known.type == "igo":
        return None
    own = known.country if known is not None else None
    if known is None or known.type == "group":
        # Those of a people are of the state in which they live: "ethnic Albanians", "the Albanians of Serbia".
        if any(token.lower_ == "ethnic" for token in tokens):
            return next(_states(_of(tokens)), None) or _only_state(tokens, beside=name)
        if own is not None and state_of(tokens.root.text) == own:
            return next(_states(_of(tokens)), None) or own
    if own is not None or of_several_states(name):
        return own
    named = [who.entities.get(who.at(token) or "") for token in tokens if token.pos_ == "PROPN"]
    bodies = [one for one in named if one is not None and one.type in {"organisation", "igo", "group"}]
    told = next(_states(name), None) or next((one.country for one in bodies if one.country and one.type != "igo"), None)
    within = [token for token in tokens if token.lemma_.lower() in _at_home()]
    # A body with a name of its own is of no state that its sentence happens to name; somebody with a title may be.
    has_name = any(token.pos_ == "PROPN" and token not in within for token in tokens)
    is_body = has_name and known is not None and known.type != "person"
    return told or (_only_state(tokens) if within and not is_body else None)


def _of(tokens: Tokens) -> str:
    """What hangs on the head of a phrase by "of": "southern Serbia"."""
    for child in tokens.root.children:
        if child.lower_ == "of" and tokens.start <= child.i < tokens.end:
            return str(tokens.doc[child.i + 1 : min(tokens.end, child.right_edge.i + 1)].text)
    return ""


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


def _is_called(tokens: Tokens, known: Entity, where: Spans) -> bool:
    """Whether a word that says little ("country") is in words that mean an entity."""
    overlapping = (start < span[1] and span[0] < end for start, end in known.mentions for span in where)
    return is_general(tokens) and any(overlapping)


def _is_whole(known: Entity, where: Iterable[Span]) -> bool:
    return any(span in known.mentions for span in where)


def of_several_states(name: str) -> bool:
    """Whether a phrase names a body of several states: "U.N. mediators"."""
    words = [match.span() for match in _WORD.finditer(name)]
    runs = (
        name[words[first][0] : words[last][1]]
        for first in range(len(words))
        for last in range(first, min(len(words), first + _LONGEST_NAME))
    )
    return any(is_igo(run) for run in runs if run[:1].isupper())


def _only_state(tokens: Tokens, beside: str = "") -> str | None:
    """The one state that a phrase's sentence names (`beside` those of these words): that of "the police"."""
    told = set(_states(tokens.sent.text)) - set(_states(beside))
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
