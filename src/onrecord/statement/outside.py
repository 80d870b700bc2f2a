"""What is told of somebody from outside, and looks like their words.

"Drones see every lorry"                                     a thing does not speak
"the raid showed the port was weak"                          nor does what happens
"showed no sign of giving in", "is bent on winning"          how somebody seems to others
"named no buyer", "not a ship was promised"                  nothing is named
"Talking about trade, Dorn said ..."                         what was spoken of, beside what was said
"referred to remarks by Keller"                              words said elsewhere
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.entity import bodies, groups, roles
from onrecord.statement.cues import evidence, frames_of, lemma_of, minds, things, verbs
from onrecord.statement.nominal import nouns

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBS = frozenset({"VERB", "AUX"})
_SIGNS = frozenset({"sign", "signs", "interest", "inclination", "appetite", "hint", "trace"})
# "no sign", "no clear sign": so far into a content the noun may stand.
_NEAR = 3


def is_thing(source: Token) -> bool:
    """Whether a noun is for what never speaks; a name ("The Hill") is none."""
    return source.pos_ == "NOUN" and source.lemma_.lower() in things()


def is_outside(cue: Token, source: Token | None, content: Sequence[Token]) -> bool:
    """Whether a cue with its source and content tells of somebody or something, and nobody's words."""
    words = [token for token in content if not token.is_punct and not token.is_space]
    is_bare = not any(word.pos_ in _VERBS for word in words)
    if source is not None and _is_mute(cue, source):
        return True
    if _seems(cue) or _shows_no_sign(cue, words):
        return True
    if is_bare and not any(token.is_quote for token in content):
        return _names_none(cue, words) or _is_topic(cue) or _points_to_words(cue, words)
    return False


def _is_mute(cue: Token, source: Token) -> bool:
    """Whether a thing is told of: a raid may "show that", a drone "see", and nobody says anything."""
    noun = source.lemma_.lower()
    if noun in roles() or noun in bodies() or source.lower_ in groups() or not is_thing(source):
        return False
    return lemma_of(cue) in evidence() or "quote" not in frames_of(cue)


def _seems(cue: Token) -> bool:
    """Whether a cue tells how somebody looks to others; "looks forward to" is their own hope."""
    words = (cue, *(child for child in cue.rights if child.dep_ == "acomp"))
    if not any(lemma_of(word) in verbs("seeming") or word.lower_ in verbs("seeming") for word in words):
        return False
    return not any(child.lower_ == "forward" for child in cue.children)


def _shows_no_sign(cue: Token, words: Sequence[Token]) -> bool:
    """Whether somebody shows signs of something, or none; a hint that is given may be words."""
    if lemma_of(cue) not in {"show", "display", "give"}:
        return False
    signs = [word for word in (*words[:_NEAR], *cue.rights) if word.lower_ in _SIGNS]
    return any(cue.lemma_ != "give" or any(child.lower_ == "no" for child in sign.lefts) for sign in signs)


def _names_none(cue: Token, words: Sequence[Token]) -> bool:
    """Whether the verb's object is none: "named no buyer"; what is wanted or feared may be none."""
    act = next(iter(frames_of(cue).values()), "thought" if lemma_of(cue) in minds() else "said")
    return cue.pos_ == "VERB" and act == "said" and bool(words) and words[0].lower_ in {"no", "not"}


def _is_topic(cue: Token) -> bool:
    """Whether a participle beside a verb of saying tells only what was spoken of."""
    beside = cue.tag_ == "VBG" and cue.dep_ == "advcl" and "quote" in frames_of(cue.head)
    return beside and lemma_of(cue) in verbs("topic")


def _points_to_words(cue: Token, words: Sequence[Token]) -> bool:
    """Whether all that follows is a noun for words said elsewhere."""
    if lemma_of(cue) not in verbs("pointing"):
        return False
    named = (word for word in words if word.pos_ == "NOUN" and word.dep_ in {"pobj", "dobj"})
    return any(word.lemma_.lower() in nouns() for word in named)
