"""Who does an act to whom and with what, from the grammar of the word that names it.

"Suvia sold 20 jets to Norland", "Norland bought 20 jets from Suvia", "the sale of 20 Suvian jets to Norland"
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.event.pack import controls

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_FAR = 5


@dataclass
class Grammar:
    """What stands around a word, by its part: "subject", "object", or the preposition before it."""

    parts: dict[str, list[Token]] = field(default_factory=dict)

    def add(self, part: str, tokens: Iterable[Token]) -> None:
        """Note some tokens, with those joined to them, as a part."""
        held = self.parts.setdefault(part, [])
        for token in tokens:
            for one in (token, *token.conjuncts):
                if (
                    one.i >= token.i
                    and one.i not in {other.i for other in held}
                    and one.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
                ):
                    held.append(one)

    def of(self, *names: str) -> list[Token]:
        """The tokens of the first of some parts that is there."""
        return next((self.parts[name] for name in names if self.parts.get(name)), [])

    def all_of(self, *names: str) -> list[Token]:
        """The tokens of some parts, each once."""
        return list({token.i: token for name in names for token in self.parts.get(name, ())}.values())


def around_verb(verb: Token) -> Grammar:
    """The sides of a verb."""
    found = Grammar()
    passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children) or (
        verb.dep_ == "acl" and verb.tag_ == "VBN"
    )
    for child in verb.children:
        _note(found, child)
    if passive:
        found.parts["object"] = [*found.parts.pop("subject", []), *found.parts.get("object", [])]
        if verb.dep_ == "acl":
            found.add("object", [verb.head])
        found.parts["subject"] = found.parts.pop("by", [])
    for noun in found.of("object"):
        _note_prepositions(found, noun)
    if verb.dep_ == "relcl":
        _relative(found, verb)
    elif not passive and not found.of("subject"):
        found.add("subject", subject(verb))
    if verb.dep_ == "conj" and not found.of("object"):
        found.add("object", [child for child in verb.head.children if child.dep_ == "dobj" and child.i > verb.i])
    return found


def around_noun(noun: Token) -> Grammar:
    """The sides of a noun: what it is of, whose it is, and who does what governs it."""
    found = Grammar()
    _note_prepositions(found, noun)
    for child in noun.children:
        if child.dep_ == "poss":
            found.add("owner", [child])
        elif child.dep_ in {"compound", "nmod"}:
            found.add("compound", [child])
        elif child.dep_ == "amod":
            found.add("adjective", [child])
        elif child.dep_ in {"acl", "relcl"} and child.tag_ == "VB":
            found.add("object", [inner for inner in child.children if inner.dep_ == "dobj"])
            _note_prepositions(found, child)
    verb = _governing_verb(noun)
    if verb is not None:
        found.add("governor", subject(verb) if noun.dep_ != "nsubj" else [])
        for child in verb.children:
            if child.dep_ in {"prep", "agent", "dative"} and child.i > noun.i:
                _note(found, child)
            elif child.dep_ == "dative" or (child.dep_ == "dobj" and child.i < noun.i):
                found.add("given", [child])
    return found


def subject(verb: Token) -> list[Token]:
    """Who does what a verb tells, also where that is told of the verb that governs it."""
    here = verb
    for _ in range(_FAR):
        own = [child for child in here.children if child.dep_ in {"nsubj", "nsubjpass"}]
        if own:
            passive = own[0].dep_ == "nsubjpass" and here.i == verb.i
            return [] if passive else [_antecedent(token) for token in own]
        if here.dep_ == "acl" and here.tag_ == "VBG":
            return [here.head]
        if here.dep_ not in {
            "xcomp",
            "conj",
            "advcl",
            "acl",
            "pcomp",
            "ccomp",
            "dobj",
            "pobj",
            "oprd",
            "acomp",
            "attr",
            "prep",
        }:
            return [child for child in here.children if child.dep_ == "poss"]
        owner = [child for child in here.children if child.dep_ == "poss"]
        if owner and here.pos_ == "NOUN":
            return owner
        up = here.head
        control = controls().get(up.lemma_.lower())
        if (
            control is not None
            and control.kind == "object"
            and here.dep_ in {"xcomp", "ccomp", "advcl", "prep", "pcomp"}
        ):
            asked = [child for child in up.children if child.dep_ in {"dobj", "dative"}]
            asked += [
                inner
                for child in up.children
                if child.dep_ == "prep" and child.lower_ in {"on", "to"}
                for inner in child.children
                if inner.dep_ == "pobj"
            ]
            asked = asked or [child for child in up.children if child.dep_ == "nsubjpass"]
            if asked:
                return asked
        here = up
    return []


def _note(found: Grammar, child: Token) -> None:
    if child.dep_ in {"nsubj", "nsubjpass"}:
        found.add("subject", [_antecedent(child)])
    elif child.dep_ == "dobj":
        found.add("object", [child])
    elif child.dep_ == "dative":
        inner = [one for one in child.children if one.dep_ == "pobj"]
        found.add("to" if inner else "given", inner or [child])
    elif child.dep_ in {"prep", "agent"}:
        found.add(child.lower_, [one for one in child.children if one.dep_ == "pobj"])


def _note_prepositions(found: Grammar, word: Token) -> None:
    for child in word.children:
        if child.dep_ in {"prep", "agent"}:
            nouns = [one for one in child.children if one.dep_ == "pobj"]
            found.add(child.lower_, nouns)
            for noun in nouns:
                if child.lower_ in {"of", "for"}:
                    _note_prepositions(found, noun)


def _relative(found: Grammar, verb: Token) -> None:
    """A clause that tells of the noun before it: "the jets that Suvia sold", "the firm which sold the jets"."""
    own = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    if not own:
        found.add("subject", [verb.head])
    elif not any(token.lower_ in _RELATIVE for token in own) and not found.of("object"):
        found.add("object", [verb.head])


def _antecedent(token: Token) -> Token:
    if token.lower_ in _RELATIVE:
        clause = next((up for up in token.ancestors if up.dep_ == "relcl"), None)
        if clause is not None:
            return clause.head
    return token


def _governing_verb(noun: Token) -> Token | None:
    here = noun
    for _ in range(_FAR):
        if here.pos_ in {"VERB", "AUX"} and here.i != noun.i:
            return here
        if here.dep_ not in {"dobj", "pobj", "prep", "nsubjpass", "nsubj", "conj", "compound", "attr", "oprd", "pcomp"}:
            return None
        here = here.head
    return None
