"""In which fields of public life an event stands, and in which form: PLOVER's contexts and modes, told by words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from onrecord.event.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

# What acts of a pack of arms are in any case.
_OF_ARMS = "military"
# "a hunger strike", "declared a curfew": what stands with a trigger and tells its mode.
_OF_THE_TRIGGER = frozenset({"dobj", "compound", "amod", "nsubjpass", "prt"})


def contexts(sentence: Tokens, *, has_mode: bool) -> tuple[str, ...]:
    """The contexts that a sentence's words tell, in alphabetical order; `has_mode`: it tells an act of the pack."""
    found = {_words()[word] for token in sentence if (word := token.lemma_.lower()) in _words()}
    return tuple(sorted(found | ({_OF_ARMS} if has_mode else set())))


def plover_mode(type_: str, trigger: Tokens) -> str | None:
    """The mode that PLOVER has for an event of a type where its trigger, or a word that belongs to it, tells one."""
    near = [*trigger, *(child for token in trigger for child in token.children if child.dep_ in _OF_THE_TRIGGER)]
    return next((mode for token in near if (mode := _modes().get((type_, token.lemma_.lower())))), None)


@cache
def _words() -> Mapping[str, str]:
    return {word: row["context"] for row in rows("contexts") for word in row["words"].split("|")}


@cache
def _modes() -> Mapping[tuple[str, str], str]:
    return {(row["type"], word): row["mode"] for row in rows("plover_modes") for word in row["words"].split("|")}


@cache
def plover_modes() -> frozenset[str]:
    """The modes that PLOVER has for its types: what an event is told by where no pack has an act for it."""
    return frozenset(row["mode"] for row in rows("plover_modes"))
