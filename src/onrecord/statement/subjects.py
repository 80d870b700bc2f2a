"""Whose words a verb brings: its subject, found through conjunction, participles, relative clauses and control.

    "Ruvell praised the accord and added that ..."     added <- Ruvell        (conjunct)
    "... , Ruvell said, adding that ..."                adding <- Ruvell       (participle)
    "Ruvell went on to say ..."                         say <- Ruvell          (control)
    "a minister who said ..."                           said <- who            (relative)
    "were criticised by Ruvell"                         criticised <- Ruvell   (agent)

The phrase around it, with modifiers and appositions, is the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.spans import Span
from onrecord.statement.cues import lemma_of, verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE = frozenset({"nsubjpass", "csubjpass"})
# How many clauses up a subject may be borrowed from: "went on to insist that", "has been trying to persuade".
_FARTHEST = 4
# Subjects that nobody stands behind: "That is despite ..., arguing that"; "it was raining, saying" is a misreading.
_EMPTY = frozenset({"that", "this", "there", "what"})
# What others than the subject have where it is raised or dashed; doubts and concerns are raised by who has them.
_HELD = frozenset({"hope", "fear", "expectation", "belief", "suspicion"})
# A dateline's dashes, and how far into a paragraph its last one may stand: "ZURICH, Switzerland – September 5, 2024 –".
_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST_DATELINE = 12
_EDGES = frozenset({",", ":", ";", "-", "–", "—", "(", "."})


def subject(verb: Token) -> Token | None:
    """The token at the head of the verb's logical subject; None where the text gives none."""
    if is_passive(verb):
        return agent(verb)
    return _active(verb, _FARTHEST)


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive: what stands before it did not do it."""
    return any(child.dep_ in _PASSIVE or child.dep_ == "auxpass" for child in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not any(child.dep_ == "aux" for child in verb.children)
    )


def is_anothers(cue: Token, head: Token) -> bool:
    """Whether what a cue brings is not its subject's: who is told does not tell, who raises hopes need not hope.

    "the union was told that", "no ship was promised to Orvik", "the pact raised hopes that"
    """
    if cue.pos_ == "NOUN":
        governor = cue.head if cue.dep_ != "conj" else next((up.head for up in cue.ancestors if up.dep_ == "dobj"), cue)
        is_mind = cue.lemma_.lower() in _HELD and head.i < cue.i
        return is_mind and governor.lemma_.lower() in verbs("rousing") and subject(governor) is not None
    if not is_passive(cue):
        return False
    if head.i < cue.i:
        return lemma_of(cue) in verbs("addressing")
    return head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head == cue


def agent(verb: Token) -> Token | None:
    """Who did it, of a verb in the passive: "by ..."."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def _active(verb: Token, left: int) -> Token | None:
    own = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if own is not None:
        return _behind_dateline(own, verb) or own
    if not left or verb.head == verb:
        return None
    if verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        return _from_verb(verb, left)
    return _from_noun(verb, left)


def _behind_dateline(head: Token, verb: Token) -> Token | None:
    """The noun behind the dash where the parse takes the town of a dateline for the subject: "ORVIK — Ruvell said"."""
    doc, first = head.doc, head.left_edge
    begins = first.i == 0 or first.nbor(-1).is_space
    if not begins or not head.text.isupper() or len(head) < len("LA") or head.i > verb.i:
        return None
    limit = min(verb.i, first.i + _LONGEST_DATELINE)
    dash = next((index for index in range(limit - 1, head.i, -1) if doc[index].text in _DASHES), None)
    if dash is None:
        return None
    behind = [token for token in doc[dash + 1 : verb.i] if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    outer = [token for token in behind if not dash < token.head.i < verb.i]
    return next(iter(outer or behind), None)


def _from_verb(verb: Token, left: int) -> Token | None:
    """The subject that a verb shares with the one that governs it."""
    governor = verb.head
    if verb.dep_ == "conj":
        return agent(governor) if is_passive(governor) else _active(governor, left - 1)
    if verb.dep_ in {"advcl", "xcomp", "acomp", "oprd"} or (verb.dep_ == "ccomp" and verb.tag_ in {"VB", "VBG"}):
        return _raised(governor, left - 1)
    return None


def _from_noun(verb: Token, left: int) -> Token | None:
    """The noun that a participle hangs on, or, behind a preposition, the subject of the verb before it."""
    governor = verb.head
    if verb.dep_ == "acl":
        # "a report saying that", but in "a plan to say" nobody says yet.
        return governor if verb.tag_ == "VBG" and governor.pos_ in {"NOUN", "PROPN", "PRON"} else None
    if verb.dep_ == "pcomp" and governor.dep_ == "prep" and governor.head.pos_ in {"VERB", "AUX"}:
        return _quoted_as(governor) or _active(governor.head, left - 1)
    return None


def _quoted_as(preposition: Token) -> Token | None:
    """Ruvell, in "Ostrel quoted Ruvell as saying"."""
    verb = preposition.head
    if preposition.lower_ != "as" or not any(child.dep_ == "pcomp" for child in preposition.children):
        return None
    wanted = {"dobj"} | _PASSIVE
    return next((child for child in verb.children if child.dep_ in wanted), None)


def _raised(governor: Token, left: int) -> Token | None:
    """The subject that a governing verb lends to a clause without one: its own, in the passive too."""
    quoted = next((found for child in governor.children if child.dep_ == "prep" and (found := _quoted_as(child))), None)
    passive = quoted or next((child for child in governor.children if child.dep_ in _PASSIVE), None)
    lent = passive if passive is not None else _active(governor, left)
    return None if lent is not None and lent.lower_ in _EMPTY else lent


def phrase(head: Token, *, before: int | None = None) -> Span:
    """The noun phrase of a head with its modifiers as a range of characters.

    It ends before the token `before` where that stands within it (a participle that hangs on its own subject).
    """
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    if before is not None and start <= before < end:
        end = before if before > head.i else end
        start = before + 1 if before < head.i else start
    if head.pos_ == "PRON" and head.tag_ in {"WP", "WDT"}:
        start, end = head.i, head.i + 1
    while end > start + 1 and (doc[end - 1].text in _EDGES or doc[end - 1].is_space):
        end -= 1
    while start < end - 1 and (doc[start].text in _EDGES or doc[start].is_space):
        start += 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
