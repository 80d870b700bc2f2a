"""Whether somebody holds what is told to be untrue: denied, doubted, not believed.

"Ruvell denied that ...", "rejected the claim that ..."      said, denied
"Ruvell refused to accept that ..."                          said, denied
"Ruvell doubts that ...", "is sceptical that ..."            thought, denied
"Ruvell does not believe that ...", "is not sure that ..."   thought, denied
"Ruvell does not doubt that ...", "had no doubt that ..."    thought
"Ruvell does not know whether ..."                           thought: neither the one nor the other
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.statement.cues import is_negated, lemma_of, verbs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from onrecord.spans import Span

# What the lexicon's words for rejecting make of a content, besides being denied.
_REJECTING = {"denied": "said", "doubted": "thought"}
# Who refuses these says that it is not so.
GRANTING = frozenset({"accept", "believe"})
_QUESTION = re.compile(r"\W*(?:whether|if|what|when|where|which|who|whom|whose|why|how)\b", re.IGNORECASE)


def judgement(cue: Token, act: str, content: Iterable[Span]) -> tuple[str, bool]:
    """What a cue makes of its content ("said", "thought", "asked"), and whether its source holds it to be untrue."""
    done = _REJECTING.get(act, act)
    if act == "denied" or _rejects(cue):
        return done, True
    if done != "thought":
        return done, False
    if act == "doubted":
        return done, not (is_negated(cue) or _has_none(cue))
    return done, is_negated(cue) and not _is_question(cue, content)


def _has_none(cue: Token) -> bool:
    """Whether what somebody has is "no doubt": with the noun as cue, or the verb before it."""
    held = [cue] if cue.pos_ == "NOUN" else [child for child in cue.rights if child.dep_ in {"dobj", "attr"}]
    return any(child.lower_ in {"no", "little"} for noun in held for child in noun.lefts)


def _rejects(cue: Token) -> bool:
    """Whether a verb turns its content down; not where it says as what: "rejected the report as a fairy tale"."""
    if lemma_of(cue) in GRANTING and cue.dep_ == "xcomp":
        return cue.head.lemma_.lower() in verbs("refusing")
    if cue.lemma_.lower() == "rule":
        return any(child.lower_ == "out" and child.dep_ in {"prt", "advmod", "prep"} for child in cue.rights)
    said_as = (child for token in (cue, *cue.rights) for child in token.rights if child.lower_ == "as")
    return lemma_of(cue) in verbs("rejecting") and next(said_as, None) is None


def _is_question(cue: Token, content: Iterable[Span]) -> bool:
    """Whether what is not known is a question, which nobody can hold to be untrue."""
    first = min((start for start, _ in content), default=None)
    return first is not None and bool(_QUESTION.match(cue.doc.text[first : first + 20]))
