"""Who speaks each quotation, as far as who-is-who needs it: within it "he" is another, and "I" is the speaker.

    "He never asked me," she told the court.     he is not she

Only the plain forms: a verb with its subject right behind the marks, or right before them, or in the sentence before,
where that tells what somebody said; a quotation after another in its paragraph has the same voice. Who said what in all
its forms is found later, with these entities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.entity.words import Words
from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.entity.mention import Who

# How many tokens behind the marks or before them the verb may stand.
_NEAR = 12
_TWO = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def voices(words: Words, quoted: Sequence[Span], by_token: Mapping[int, Who]) -> dict[int, Who]:
    """For each quotation, by its place in the list, who speaks it, where that is plain."""
    found: dict[int, Who] = {}
    for index, span in enumerate(quoted):
        tokens = words.doc.char_span(*span, alignment_mode="expand")
        if tokens is None:
            continue
        who = (
            _behind(words, tokens.end, by_token)
            or _before(words, tokens.start, by_token)
            or _said_before(words, tokens.start, by_token)
        )
        if who is None and index and index - 1 in found and "\n" not in words.whole[quoted[index - 1][1] : span[0]]:
            who = found[index - 1]
        if who is not None:
            found[index] = who
    return found


def _behind(words: Words, at: int, by_token: Mapping[int, Who]) -> Who | None:
    """The subject of the verb right behind: "..." she told the court, "..." said Dorn."""
    for token in words[at : at + _NEAR]:
        if token.text in {".", "!", "?", ";"} or "\n" in token.text or token.text[0] in '"“„«‘':
            return None
        if token.pos_ == "VERB":
            return _subject(words.token(token.i), by_token, at, at + _NEAR)
    return None


def _before(words: Words, at: int, by_token: Mapping[int, Who]) -> Who | None:
    """The subject of the last verb before, with nothing but its object between: Dorn said: "..."."""
    for token in reversed(words[max(0, at - _NEAR) : at]):
        if token.text in {".", "!", "?", ";"} or "\n" in token.text or token.text[0] in '"”«»’':
            return None
        if token.pos_ == "VERB":
            return _subject(words.token(token.i), by_token, max(0, at - 2 * _NEAR), at)
    return None


def _said_before(words: Words, at: int, by_token: Mapping[int, Who]) -> Who | None:
    """The subject of the sentence before in the paragraph, if it tells what somebody said: Dorn said he left. "..."."""
    if at < _TWO or words[at - 1].text not in {".", "!", "?"}:
        return None
    sentence = words.token(at - 1).sent
    root = sentence.root
    if not any(child.dep_ == "ccomp" for child in root.children):
        return None
    return _subject(root, by_token, sentence.start, at)


def _subject(verb: Token, by_token: Mapping[int, Who], first: int, last: int) -> Who | None:
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS and first <= child.i < last]
    if not subjects and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        subjects = [child for child in verb.head.children if child.dep_ in _SUBJECTS and first <= child.i < last]
    return by_token.get(subjects[0].i) if subjects else None
