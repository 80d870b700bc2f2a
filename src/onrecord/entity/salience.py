"""Who is in the reader's mind: nearness, grammatical role, and speaking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.entity.cast import LATELY
from onrecord.entity.mention import Mention, Who

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# A sentence's distance costs 1. The subject of a main clause gains more than a sentence, so that "Dorn met Ruvell. He
# said" means Dorn; that of a subordinate clause less. All weights here were chosen by reading, none is fitted.
_MAIN_SUBJECT = 1.2
_SUBJECT = 0.5
_OFTEN = 0.15
# What stands in a quotation is the speaker's topic, seldom who speaks next; the same holds for what is said before a
# cue in one sentence ("Dorn is misguided, he said").
_TOPIC = 1.5
# "she" means rather the one who is known to be a woman than one of whom nothing is known.
_GENDER = 0.8
# Two that come closer than this are not told apart.
_MARGIN = 0.15


def most_salient(mention: Mention, candidates: Sequence[Who], doc: Doc) -> Who | None:
    """The candidate that a mention most likely means; None where there is none near, or two equally."""
    scored = sorted(
        ((score, index) for index, who in enumerate(candidates) if (score := _score(mention, who, doc)) is not None),
        reverse=True,
    )
    if not scored:
        return None
    acting = [candidates[index] for _, index in scored if _acts_just_before(mention, candidates[index], doc)]
    if len(acting) == 1 and _follows_content(doc[mention.head]):
        return acting[0]
    if len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN:
        return None
    return candidates[scored[0][1]]


def _score(mention: Mention, who: Who, doc: Doc) -> float | None:
    values = [
        _of_one(mention, other, doc) - back
        for back in range(LATELY + 1)
        for other in who.at.get(mention.sentence - back, ())
        if other.start < mention.start
    ]
    if not values or (_follows_content(doc[mention.head]) and _is_named_in_it(mention, who)):
        return None
    gender = mention.traits.gender
    known = _GENDER if gender and who.traits.gender == gender else 0.0
    return max(values) + _OFTEN * who.times_before(mention.start) + known


def _acts_just_before(mention: Mention, who: Who, doc: Doc) -> bool:
    """Whether somebody is the subject of the sentence before: "His colleague nodded. “...,” she said"."""
    return any(
        other.is_subject and not other.in_quotation and _is_main(doc[other.head])
        for other in who.at.get(mention.sentence - 1, ())
    )


def _is_named_in_it(mention: Mention, who: Who) -> bool:
    """Whether a sentence names somebody before its "he said", which then means another: "Dorn, he said, is wrong"."""
    return any(other.kind != "pronoun" and other.start < mention.start for other in who.at.get(mention.sentence, ()))


def _of_one(mention: Mention, other: Mention, doc: Doc) -> float:
    """What a mention's place in its own sentence makes of it."""
    value = 0.0
    if other.is_subject and not _is_clause_mate(mention, other, doc):
        value += _MAIN_SUBJECT if _is_main(doc[other.head]) else _SUBJECT
    if (other.in_quotation and not mention.in_quotation) or (
        other.sentence == mention.sentence and _follows_content(doc[mention.head])
    ):
        value -= _TOPIC
    return value


def _is_main(head: Token) -> bool:
    verb = head.head
    if verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in {"ROOT", "parataxis"} or (verb.dep_ in {"agent", "prep"} and verb.head.dep_ == "ROOT")


def _follows_content(pronoun: Token) -> bool:
    """Whether a pronoun is the subject of a cue that follows what is said: "..., he said"."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.pos_ != "VERB":
        return False
    return verb.dep_ == "parataxis" or any(child.dep_ == "ccomp" and child.i < pronoun.i for child in verb.children)


def _is_clause_mate(mention: Mention, other: Mention, doc: Doc) -> bool:
    """Whether both hang on one verb, where a pronoun as object cannot mean the subject ("Dorn praised him")."""
    one, two = doc[mention.head], doc[other.head]
    return one.head.i == two.head.i and not mention.is_subject and one.dep_ in {"dobj", "dative"}
