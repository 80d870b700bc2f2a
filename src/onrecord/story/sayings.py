"""Sayings: whether two statements of one speaker are one utterance, the same said again, or contrary to each other.

    "We have not yet crossed the river"  Reuters, 13 December     same: one day, nearly one wording; "yet" is marked
    "We have not crossed the river"      Courier, 14 December
    "Nobody of ours is on that bank"     Courier, 3 January       again: the same meaning on another day

Who reports a slip of an outlet's is no second speaker: where day, occasion and nearly all words are one, the
utterance is one, and a "not" that one of them lost is a difference in wording. Whoever says the contrary elsewhere or
later is contrary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from onrecord.language.folding import fold
from onrecord.story import contrast, meaning
from onrecord.story.meaning import Meaning
from onrecord.story.weights import of as weights_of
from onrecord.story.wording import Wording, listed, wording
from onrecord.story.words import hashes, tokens

JOINED = 0.5
"""From so sure on two statements are told as one utterance, or as said again; less sure, one is a lead from the other.

Of real pairs that somebody judged nine in ten of the former are, and four in five of the latter; of leads one in three.
"""

Relation: TypeAlias = Literal["same", "again", "opposite"]
Within: TypeAlias = Literal["article", "story"]
"""What two statements stand in together."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement as it is compared with others of its speaker.

    `first` and `last` are the days between which it was said (numbers of days), null where nothing tells; `is_told`:
    the article tells when, else it counts as said by publication. `denied`: the speaker said that it is not so.
    """

    text: str
    language: str | None
    is_direct: bool
    first: int | None
    last: int | None
    is_told: bool
    occasion: str | None
    denied: bool = False


# A paper prints on the next day what was said on this one, an agency's report may come two days late.
_LATE = 3
# From so many of the shorter one's words on two versions are nearly one wording.
_NEAR = 0.6
# An article has many sentences on one matter: of its own only those with hardly a word changed are one wording.
_NEARLY_ALL = 0.9
# So many words are nobody's formula: who has them all has the same utterance, whenever he prints it.
_LONG = 12
# Where words are not near, only a network could tell what they mean.
_NOTHING = Meaning(0.0, 0.0, 1.0)
# Fewer words than these are said on any day ("We will see").
_FEWEST = 4


# And fewer than these on another day say the same of nothing in particular ("the Affordable Care Act").
_FEWEST_AGAIN = 6


@dataclass(frozen=True, slots=True)
class Judged:
    """How two statements relate, and how sure that is."""

    relation: Relation
    likely: float


def side_by_side(one: Utterance, other: Utterance) -> Wording:
    """Two statements side by side, the same whichever is named first."""
    return wording(*sorted((one.text, other.text)))


def needs_reading(one: Utterance, other: Utterance, laid: Wording) -> bool:
    """Whether the network is to read two statements: they differ in anything, and it knows their language."""
    is_one = all(piece.same for piece in laid.pieces)
    return one.language == other.language == meaning.LANGUAGE and not is_one


def judged(
    one: Utterance, other: Utterance, laid: Wording, read: Meaning | None, within: Within | None = None
) -> Judged | None:
    """How two statements of one speaker relate, None where they have nothing to do with each other.

    `laid` is the two side by side; `read` what the network says of them, None where it was not asked. `within` one
    story what no day parts may have been said at once. Within one article two quotations in other words are two
    utterances: it tells a thing in its own words and in the speaker's, and seldom quotes it twice.
    """
    if within == "article" and laid.shared < contrast.NEAR and one.is_direct and other.is_direct:
        return None
    words, most = sorted(len(tokens(text)) for text in (one.text, other.text))
    if words < _FEWEST and (laid.shared < 1 or words < most):
        return None
    told = _together(laid, read) if laid.shared >= contrast.NEAR else read or _NOTHING
    if one.denied != other.denied:
        told = Meaning(told.opposite, told.same, told.other)
    # The words that differ tell the contrary well, the network hardly: of it only the surest counts, and nothing within
    # one article, whose sentences people do not turn round in other words.
    if laid.shared < contrast.NEAR and (told.opposite < _SURELY_CONTRARY or within == "article"):
        same = told.same if told.opposite < _CONTRARY else 0.0  # what is likely contrary is not joined either
        told = Meaning(same, 0.0, 1 - same)
    if _at_once(one, other, laid, words, is_one_story=within is not None):
        return _on_one_occasion(one, other, laid, told, within)
    return None if words < _FEWEST_AGAIN else _at_two_times(told, laid)


# Fitted on the pairs of tests/gold/sayings but those kept aside (benchmarks/sayings.py) and on pairs of real
# statements, by speakers that the network had not learned from: of what it gives .3 seven in ten are the same, and six
# in ten of the same have it; of what it gives .5 nearly all are. An article's own sentences are on one matter
# throughout, and only the surest of them one claim.
_SAME, _SURE, _CONTRARY, _SURELY_CONTRARY = 0.3, 0.7, 0.5, 0.9


def _together(laid: Wording, read: Meaning | None) -> Meaning:
    """What the words that differ and the network say of near wordings: the more are shared, the more the former count.

    A logarithmic opinion pool (Genest and Zidek, "Combining probability distributions", 1986); neither is ever sure.
    """
    told = contrast.told(laid)
    if read is None:
        return told
    both = [
        max(one, _LEAST) ** laid.shared * max(other, _LEAST) ** (1 - laid.shared)
        for one, other in zip(told, read, strict=True)
    ]
    return Meaning(*(one / sum(both) for one in both))


_LEAST = 0.01


def _at_two_times(told: Meaning, laid: Wording) -> Judged | None:
    if told.opposite >= _CONTRARY:
        return Judged("opposite", told.opposite)
    # What is said again may be denied this time: where anything in near words can turn the claim, only the sure count.
    least = _SURE if laid.shared >= contrast.NEAR and contrast.can_turn(laid) else _SAME
    return Judged("again", told.same) if told.same >= least else None


def _on_one_occasion(
    one: Utterance, other: Utterance, laid: Wording, told: Meaning, within: Within | None
) -> Judged | None:
    apart = _other_occasion(one, other)
    words = min(len(tokens(text)) for text in (one.text, other.text))
    near = laid.shared >= (_NEARLY_ALL if within == "article" else _NEAR) and words >= _FEWEST
    if told.opposite >= _CONTRARY and (apart or not near):
        return Judged("opposite", told.opposite)
    # A "not" that one of two reports lost: only where both tell one day, or hardly a word else is another.
    is_slip = (one.is_told and other.is_told) or laid.shared >= _NEARLY_ALL
    if near and not apart and told.other < _CONTRARY and (told.same >= told.opposite or is_slip):
        return Judged("same", max(told.same, told.opposite))
    if told.opposite >= _CONTRARY:
        return Judged("opposite", told.opposite)
    if told.same >= (_SURE if within == "article" and not apart else _SAME):
        return Judged("again" if apart else "same", told.same)
    return None


def _at_once(one: Utterance, other: Utterance, laid: Wording, words: int, *, is_one_story: bool) -> bool:
    """Whether two statements may have been made at one time."""
    between = _days_between(one, other)
    if between is not None and one.is_told and other.is_told:
        return between == 0
    if is_one_story if between is None else between <= _LATE:
        return True
    # A long verbatim quotation that a later article repeats without its day.
    late = any(
        first.is_told and first.first is not None and second.last is not None and first.first > second.last
        for first, second in ((one, other), (other, one))
    )
    return one.is_direct and other.is_direct and words >= _LONG and laid.shared >= 1 and not late


def _days_between(one: Utterance, other: Utterance) -> int | None:
    """How many days lie between two statements at the least; None where one is undated."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(one.first - other.last, other.first - one.last, 0)


def _other_occasion(one: Utterance, other: Utterance) -> bool:
    """Whether two occasions are told that cannot be one: they have no weighty word in common."""
    if not one.occasion or not other.occasion:
        return False
    both = (one.occasion, other.occasion)
    first, second = ({fold(word) for word in tokens(text)} & listed("times") for text in both)
    if first and second and not first & second:
        return True  # the morning's and the evening's, the first count and the second
    first, second = ({fold(word) for word in _weighty(text)} for text in both)
    if first != second and {_without_numbers(text) for text in both} == {_without_numbers(both[0])}:
        return True  # the 8 a.m. briefing and the 11 a.m. one, the 40th congress and the 41st
    return bool(first and second) and not first & second


def _without_numbers(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in tokens(text) if not any(letter.isdigit() for letter in word))


# Words lighter than this ("the", "on", "of") name no occasion.
_LIGHT = 0.3


def _weighty(text: str) -> Sequence[str]:
    words = tokens(text)
    return [word for word, weight in zip(words, weights_of(hashes(words)).tolist(), strict=True) if weight >= _LIGHT]
