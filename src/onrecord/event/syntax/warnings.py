"""Who warns of a danger threatens nobody, unless the danger is an act of their own.

"warned that it would strike Norland"       a threat
"warned of consequences"                    a threat
"warned that Norland would pay for it"      a threat
"warned that Norland could strike Suvia"    none
"warned of famine"                          none
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from onrecord.event.syntax.words import head_of, listed, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.event.draft import Draft

_OWN = frozenset({"PRP", "PRP$"})
_OBJECTS = frozenset({"dobj", "dative"})
_OF_SOMEBODY = frozenset({"amod", "compound", "poss"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# "Any attack would be answered": what would follow, whoever brings it about.
_ANY = frozenset({"any", "further", "such"})
_CHANCES = frozenset({"possibility", "prospect", "chance"})
_MORE = frozenset({"more", "further", "new", "fresh", "renewed"})


def is_mere_warning(draft: Draft, head: Token, state: Callable[[Token], str | None]) -> bool:
    """Whether what looks like a threat warns of something that is not the warner's to do.

    `state` tells the state that a word names or belongs to.
    """
    if draft.type != "THREATEN" or draft.mode is not None or head.lemma_.lower() != "warn" or head.pos_ != "VERB":
        return False
    if head.dep_ == "relcl":
        # "The answer that it warned Norland about": what it warned of stands before it.
        return False
    addressed = next((child for child in head.children if child.dep_ in _OBJECTS and child.pos_ in _NOUNS), None)
    told = _clause(head)
    if told is not None:
        return not _is_own(told, _warners(draft, head), state, is_addressed=addressed is not None)
    danger = _danger(head)
    if danger is not None:
        return not _is_answer(danger)
    # "Warned its citizens not to travel": they are in no danger from it.
    return addressed is not None and any(child.tag_ == "PRP$" for child in addressed.children)


def _clause(head: Token) -> Token | None:
    """The verb of what is warned of: "that Norland could strike", also around the warning itself."""
    own = subject(head)
    # A clause before "it warned" may be anything that the sentence tells first.
    after = head.i if own is None or own.pos_ == "PRON" else -1
    below = next(
        (child for child in head.children if child.dep_ == "ccomp" and child.i > after and subject(child) is not None),
        None,
    )
    if below is not None:
        return below
    first = min(child.left_edge.i for child in (head, *head.lefts))
    is_aside = head.dep_ in {"parataxis", "ccomp"} and first > head.sent.start and head.doc[first - 1].text == ","
    return head.head if is_aside and subject(head.head) is not None else None


def _warners(draft: Draft, head: Token) -> list[Token]:
    words = [head_of(span, head.doc) for span in draft.actors]
    first = head
    while first.dep_ == "conj" and subject(first) is None:
        first = first.head
    return [word for word in (*words, subject(first)) if word is not None]


def _is_own(told: Token, warners: Sequence[Token], state: Callable[[Token], str | None], *, is_addressed: bool) -> bool:
    """Whether what is told in a clause is the warner's to do, or to bring about."""
    who = subject(told)
    if who is None or who.tag_ in _OWN or who.pos_ not in _NOUNS or told.lemma_.lower() in listed("penalties"):
        return True
    if any(child.tag_ == "PRP$" or child.lower_ in _ANY for child in who.children):
        return True
    within = {token.i for token in told.subtree}
    warners = [one for one in warners if one.i not in within]
    theirs = {found for word in (who, *who.lefts) if (found := state(word)) is not None}
    mine = {found for one in warners for word in (one, *one.lefts) if (found := state(word)) is not None}
    if theirs & mine or any(one.i != who.i and one.lower_ == who.lower_ for one in warners):
        return True
    if theirs - mine:
        return False
    # "Sanctions would be imposed" does not say by whom; nor does "the step would have a price", to who is warned.
    return _is_answer(who) or who.dep_ == "nsubjpass" or (is_addressed and who.pos_ == "NOUN")


def _danger(head: Token) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "about"}:
            noun = next((noun for noun in child.children if noun.dep_ == "pobj"), None)
            return _of(noun) if noun is not None and noun.lemma_.lower() in _CHANCES else noun
    return None


def _of(noun: Token) -> Token:
    """What there is a chance of: "the possibility of a war"."""
    below = (inner for child in noun.children if child.lower_ == "of" for inner in child.children)
    return next((inner for inner in below if inner.dep_ == "pobj"), noun)


def _is_answer(noun: Token) -> bool:
    """Whether a noun names what the warner would do; nobody else is named who does it."""
    others = [
        child for child in noun.children if child.dep_ in {"amod", "compound", "poss"} and child.text[:1].isupper()
    ]
    if others or any(child.lower_ == "by" for child in noun.children):
        return False
    return noun.lemma_.lower() in listed("answers") or any(child.lower_ in _MORE for child in noun.children)
