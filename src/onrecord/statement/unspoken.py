"""What looks like a statement and tells nobody's words: nothing is said, or it is not told what.

"Keller might argue that ...", "No official has confirmed that ..."     unsaid (see unsaid.py)
"did not say whether ...", "did not name a successor"                   withheld
"shows no sign of giving in", "is bent on ..."                          told from outside (see outside.py)
"declined to comment", "refused to discuss the affidavit"               a refusal is a deed
"said so", "denied it", "wants none"                                    a word that points elsewhere
"confirmed his account"                                                 a thing is named, and not what it says
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.statement.cues import frames_of, is_negated, lemma_of, minds, object_with_clause, verbs
from onrecord.statement.outside import is_outside
from onrecord.statement.subjects import subject
from onrecord.statement.unsaid import is_unsaid

if TYPE_CHECKING:
    from spacy.tokens import Token

_ASKING = frozenset({"ask", "approach", "contact", "reach", "press"})
_POINTING = frozenset({"PRON", "DET", "PUNCT", "PART", "SPACE"})
# "did not immediately want to say": so many words back a negation is the cue's.
_NEAR = 5
_VERBS = frozenset({"VERB", "AUX"})


def is_unspoken(cue: Token, source: Token | None, content: Sequence[Token]) -> bool:
    """Whether a cue with its source and content tells nobody's words."""
    if _is_not_said(cue, source) if frames_of(cue) else (_names(content) and _is_unnamed(cue)):
        return True
    if lemma_of(cue) in verbs("refusing") or is_outside(cue, source, content):
        return True
    words = [token for token in content if not token.is_punct and not token.is_space]
    if _takes_up(words) or (_names(words) and _is_evading(cue, source)):
        return True
    return _is_answer(words) or _only_points(words) or (lemma_of(cue) in object_with_clause() and _names(words))


def _is_denied(cue: Token) -> bool:
    """Whether a "not" stands just before a cue; one far off is a word of what is said."""
    return is_negated(cue) and any(
        token.dep_ == "neg" or token.lower_ == "never" for token in cue.doc[max(0, cue.i - _NEAR) : cue.i]
    )


def _is_not_said(cue: Token, source: Token | None) -> bool:
    """Whether nobody said it, or somebody did not say it; what is not thought, or not doubted, is a thought."""
    is_thought = bool({"thought", "doubted"} & set(frames_of(cue).values()))
    return is_unsaid(cue, source or subject(cue)) or (_is_denied(cue) and not is_thought)


def _is_unnamed(cue: Token) -> bool:
    """Whether something else than saying was not done: "didn't name any country", "without naming a culprit"."""
    is_word_of_mind = lemma_of(cue) in minds() or cue.pos_ == "NOUN"
    return not is_word_of_mind and (_is_denied(cue) or is_unsaid(cue, None))


def _takes_up(words: Sequence[Token]) -> bool:
    """Whether the article takes a word up: "what it said was a ferry"."""
    return bool(words) and words[0].lower_ == "what" and any("quote" in frames_of(word) for word in words[1:4])


def _is_evading(cue: Token, source: Token | None) -> bool:
    """Whether somebody was asked for a comment: "The union, asked for comment, referred to the report"."""
    near = [cue.head, *cue.children, *(source.children if source is not None else ())]
    asked = (token for token in near if token.tag_ in {"VBN", "VBD"} and lemma_of(token) in _ASKING)
    return any(word.lemma_.lower() in verbs("answering") for token in asked for word in token.subtree)


def _is_answer(words: Sequence[Token]) -> bool:
    """Whether all that is said is "comment", or "requests for comment"."""
    answering = verbs("answering")
    full = [word for word in words if not word.is_stop]
    return bool(full) and all(word.lemma_.lower() in answering or word.dep_ == "amod" for word in full)


def _only_points(words: Sequence[Token]) -> bool:
    return all(word.pos_ in _POINTING for word in words)


def _names(words: Sequence[Token]) -> bool:
    return not any(word.pos_ in _VERBS for word in words)
