"""Copies: whether two articles are one text, and what was done to it on the way.

    exact     the same text under the same title; place line, agency tag, byline and credit don't count
    edited    the same text with cuts, another title, sentences put in, house style
    rewrite   the same text in other words, sentence by sentence
    update    a later state of the same article by the same outlet
    overlap   other texts that share a quotation, a paragraph of background

A sentence stands in the other text nearly word for word where most of its runs of three words do. Which share of the
shorter text's sentences does is what tells copies from others; tests/gold/copies/CODEBOOK.md says how people judge it.
What a site says to its readers ("Already a subscriber? Log in to read the full story.") is no part of a text, and texts
that share sentences and not what they are about are not one: the first lines of two reports before a paper's appeal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from onrecord.data.array import Array
from onrecord.story import weights
from onrecord.story.tables import rows
from onrecord.story.words import hashes, runs, sentences, tokens

Kind: TypeAlias = Literal["exact", "edited", "rewrite", "update", "overlap"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ONE_TEXT: frozenset[Kind] = frozenset({"exact", "edited", "rewrite", "update"})
"""Kinds by which two articles are one text, and count as one source."""

_RUN = 3
# Two sentences are in order by chance.
_FEWEST_IN_ORDER = 3
# The order is looked at in so many sentences and words from the start on, for every sentence is laid beside every other
# one. Few articles are longer: of 300 labelled ones the longest has 306 sentences.
_SENTENCES_IN_ORDER, _WORDS_IN_ORDER = 200, 6000
# A sentence stands in the other text where so many of its runs do: house style changes a word or two of twenty.
_KEPT = 0.6
# Sentences of fewer words ("He declined.") stand in many texts.
_FEWEST = 5
# Half of the shorter text's sentences, as the codebook has it. On its open pairs the least of a copy is .60, the most
# of another .45.
_ONE_TEXT = 0.5
# Of what the title and the first sentence say, by weight, so much stands in the other text. Of 1,361 copies (the open
# pairs and those that benchmarks/copying.py makes) four have less than .47; of 1,500 pairs of strangers, each cut to
# one or two sentences before four and more that they share, one in a hundred has more than .21.
_ONE_SUBJECT = 0.3
# A notice has fewer words than that; a longer sentence only quotes one.
_LONGEST_NOTICE = 40
# So many words in a row are no chance and no phrase.
_SHARED = 8
# Words of at least this weight tell one happening from another: names, and what few articles speak of.
_TELLING = 0.65
# What may stand before a text and behind it without being of it, in words: place line and tag, credits.
_BEFORE, _BEHIND, _FRAME = 12, 30, 0.15
# Two place lines have the place and the day in common; with more words they are the beginning of one sentence.
_SHARED_IN_FRAME = 4


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A title and a body as hashes of their words, laid out once for comparing with many.

    Notices to the reader are left out, unless there is nothing else: `is_notice`. `begins`: where each sentence begins,
    and the number of words. `runs`: of three words, in order; `known`: the same, each once and sorted, as are all
    others: `stretches` of eight words, `vocabulary`, and of that the `figures` and the `telling` words; `subject`: the
    words of the title and the first sentence, of a text of one sentence those of the title alone.
    """

    title: Array
    words: Array
    begins: Array
    runs: Array
    known: Array
    stretches: Array
    vocabulary: Array
    figures: Array
    telling: Array
    subject: Array
    is_notice: bool

    @classmethod
    def of(cls, title: str | None, body: str) -> Text:
        """A text laid out for comparing."""
        parts, is_notice = _without_notices([tokens(part) for part in sentences(body)])
        begins = np.cumsum([0, *(len(part) for part in parts)])
        words = [word for part in parts for word in part]
        keys = hashes(words)
        vocabulary = np.unique(keys)
        triples = runs(keys, _RUN)
        named = hashes(tokens(title or ""))
        counted = [part for part in parts if len(part) >= _FEWEST]
        # A sentence alone may be what a page has in place of a text: "Reserved for readers of our print edition."
        first = hashes(counted[0] if len(counted) > 1 else [] if len(named) else words)
        return cls(
            title=named,
            words=keys,
            begins=begins,
            runs=triples,
            known=np.unique(triples),
            stretches=np.unique(runs(keys, _SHARED)),
            vocabulary=vocabulary,
            figures=np.unique(hashes([word for word in words if word[0].isdigit()])),
            telling=vocabulary[weights.of(vocabulary) >= _TELLING],
            subject=np.unique(np.concatenate((named, first))),
            is_notice=is_notice,
        )


def _without_notices(parts: list[list[str]]) -> tuple[list[list[str]], bool]:
    """The sentences that don't speak to the reader about the site, and false; where all do, all of them, and true."""
    keys = hashes([word for part in parts for word in part])
    sizes = np.array([len(part) for part in parts], np.int64)
    of = np.repeat(np.arange(len(sizes)), sizes)
    opens = np.append(True, of[1:] != of[:-1])
    told = np.zeros(len(sizes), bool)
    for length, (anywhere, at_start) in _notices().items():
        found = runs(keys, length)[: max(0, len(keys) - length + 1)]
        within = of[: len(found)] == of[length - 1 :]
        named = _among(found, anywhere) | (opens[: len(found)] & _among(found, at_start))
        told[of[: len(found)][within & named]] = True
    told &= sizes < _LONGEST_NOTICE
    rest = [part for part, is_told in zip(parts, told.tolist(), strict=True) if not is_told]
    return (rest, False) if any(rest) else (parts, bool(told.any()))


@cache
def _notices() -> dict[int, tuple[Array, Array]]:
    """What notices say, by how many words it has: anywhere in a sentence, and at its start; sorted."""
    phrases = [(row.startswith("^"), hashes(tokens(row))) for row in rows("notices.txt")]

    def told(length: int, *, at_start: bool) -> Array:
        found = [runs(phrase, length)[0] for opens, phrase in phrases if opens == at_start and len(phrase) == length]
        return np.unique(np.array(found, np.uint64))

    lengths = sorted({len(phrase) for _, phrase in phrases})
    return {length: (told(length, at_start=False), told(length, at_start=True)) for length in lengths}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the shorter of two texts stands in the longer.

    `kept`: of its sentences, those that stand there nearly word for word; `partly`: of the runs of three words in its
    other sentences; `touched`: of these sentences, those with any such run; `figures`: of its numbers; `telling`: of
    the words that tell what it is about. `order`: how far its sentences follow the order of those they are most like
    (correlation, -1 to 1). `same_title`: alike, or one has none.
    """

    kept: float
    partly: float
    touched: float
    figures: float
    telling: float
    same_title: bool


def likeness(one: Text, other: Text) -> Likeness:
    """How alike two texts are."""
    short, long = _by_length(one, other)
    return Likeness(
        **_by_sentence(short, _among(short.runs, long.known)),
        figures=_share(_among(short.figures, long.vocabulary)),
        telling=_share(_among(short.telling, long.vocabulary)),
        same_title=not (len(one.title) and len(other.title)) or np.array_equal(one.title, other.title),
    )


def _by_length(one: Text, other: Text) -> tuple[Text, Text]:
    """The shorter text first; of two as long always the same one."""
    keys = [(len(text.words), text.words.tobytes(), text.begins.tobytes()) for text in (one, other)]
    if keys[0] <= keys[1]:
        return one, other
    return other, one


def _share(which: Array) -> float:
    return float(which.mean()) if len(which) else 0.0


def _among(wanted: Array, known: Array) -> Array:
    """Which of some hashes are among known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    found: Array = known[at] == wanted
    return found


def _by_sentence(text: Text, there: Array) -> dict[str, float]:
    """Which share of the sentences stands elsewhere nearly word for word, and what of the others does.

    Short sentences count only where all are.
    """
    sizes = np.diff(text.begins)
    counted = sizes >= _FEWEST if (sizes >= _FEWEST).any() else sizes > 0
    sums = np.concatenate(([0], np.cumsum(there)))
    starts = np.minimum(text.begins[:-1], len(there))
    # Runs that go on into the next sentence say nothing of this one.
    ends = np.clip(text.begins[1:] - _RUN + 1, starts, len(there))
    shares = ((sums[ends] - sums[starts]) / np.maximum(ends - starts, 1))[counted]
    if (sizes < _RUN).all():  # "Ferry sinks. Nobody died."
        shares = there[:1].astype(float) if len(there) == 1 else np.array([_share(there)])
    others = shares[shares < _KEPT]
    return {"kept": _share(shares >= _KEPT), "partly": _share(others), "touched": _share(others > 0)}


def order(one: Text, other: Text) -> float:
    """How far the sentences of the shorter text follow the order of those they are most like (correlation, -1 to 1)."""
    short, long = map(_opening, _by_length(one, other))
    known, places = np.unique(np.concatenate((short.words, long.words)), return_inverse=True)
    rows = _incidence(short, places[: len(short.words)], len(known))
    columns = _incidence(long, places[len(short.words) :], len(known))
    if len(rows) < _FEWEST_IN_ORDER or not len(columns):
        return 1.0
    weight = weights.of(known)
    together = (rows * weight) @ columns.T
    lighter = np.minimum((rows @ weight)[:, None], (columns @ weight)[None])
    found = (together / np.maximum(lighter, 1e-6)).argmax(axis=1)
    return float(np.corrcoef(np.arange(len(found)), found)[0, 1]) if found.std() > 0 else 0.0


class _Opening(NamedTuple):
    """A text's first sentences, laid out as in a text."""

    words: Array
    begins: Array


def _opening(text: Text) -> _Opening:
    # Each once: a sentence without words, or behind the last word that counts, is none.
    begins = np.unique(np.minimum(text.begins[: _SENTENCES_IN_ORDER + 1], _WORDS_IN_ORDER))
    return _Opening(text.words[: begins[-1]], begins)


def _incidence(text: _Opening, places: Array, count: int) -> Array:
    """Which sentence has which word (sentence, word)."""
    out = np.zeros((len(text.begins) - 1, count), np.float32)
    out[np.repeat(np.arange(len(out)), np.diff(text.begins)), places] = 1
    return out


def kind(one: Text, other: Text, *, same_source: bool, one_happening: bool) -> Kind | None:
    """How two articles' texts relate, None where they have nothing in common.

    `same_source`: of one outlet or URL. `one_happening`: they may report the same by what they are about and their
    days, without which no text is another in other words.
    """
    alike = likeness(one, other)
    if alike.kept >= _ONE_TEXT and _have_one_subject(one, other):
        if _only_framed(one, other):
            return "exact" if alike.same_title else "edited"
        return "update" if same_source else "edited"
    if one_happening and alike.touched and _is_rewritten(alike, one, other):
        return "rewrite"
    return "overlap" if _shared_stretch(one, other) else None


def _have_one_subject(one: Text, other: Text) -> bool:
    """Whether what one of two texts says first of itself stands in the other one."""
    if one.is_notice or other.is_notice:
        return bool(len(one.title)) and np.array_equal(one.title, other.title)
    return max(_subject_shared(one, other), _subject_shared(other, one)) >= _ONE_SUBJECT


def _subject_shared(one: Text, other: Text) -> float:
    """How much of what a text is about stands in the other one: as a share of weights, so that "said" hardly counts."""
    weight = weights.of(one.subject) ** 2
    there = _among(one.subject, other.vocabulary) | np.isin(one.subject, other.title)
    return float(weight[there].sum() / weight.sum()) if weight.sum() else 1.0


def _only_framed(one: Text, other: Text) -> bool:
    """Whether two texts differ by nothing but what stands before and behind them: no word of theirs, no note."""
    if np.array_equal(one.words, other.words):
        return True
    first, second = one.words, other.words
    start, begin, size = max(
        ((at, to, _same_from(first, second, at, to)) for at in range(_BEFORE + 1) for to in range(_BEFORE + 1)),
        key=lambda found: found[2],
    )
    # Of a text of three sentences the last one is no credit line.
    limit = max(_FEWEST, _FRAME * size)
    heads, tails = (first[:start], second[:begin]), (first[start + size :], second[begin + size :])
    if max(map(len, heads)) > min(_BEFORE, limit) or max(map(len, tails)) > min(_BEHIND, limit):
        return False
    return not any(_says_the_same(*ends) or any(map(_has_note, ends)) for ends in (heads, tails))


def _same_from(one: Array, other: Array, start: int, begin: int) -> int:
    """How many words two texts have in common in a row from some place on."""
    size = min(len(one) - start, len(other) - begin)
    if size <= 0 or one[start] != other[begin]:
        return 0
    unlike = one[start : start + size] != other[begin : begin + size]
    return int(unlike.argmax()) if unlike.any() else size


def _says_the_same(one: Array, other: Array) -> bool:
    """Whether two ends have a third of their words in common: then they are one sentence with a word changed."""
    both = np.isin(one, other).sum()
    return bool(both >= _SHARED_IN_FRAME and both * 3 >= min(len(one), len(other)))


def _has_note(end: Array) -> bool:
    """Whether an end speaks of an earlier version, a correction."""
    return any(
        bool((runs(end, len(phrase)) == runs(phrase, len(phrase))).any())
        for phrase in _notes()
        if len(end) >= len(phrase)
    )


@cache
def _notes() -> tuple[Array, ...]:
    return tuple(hashes(tokens(phrase)) for phrase in notes())


@cache
def notes() -> tuple[str, ...]:
    """What editors' notes on their own article say, in lower case."""
    return rows("notes.txt")


def _shared_stretch(one: Text, other: Text) -> bool:
    return bool(_among(one.stretches, other.stretches).any())


SIGNS = ("constant", "kept", "partly", "touched", "figures", "telling", "order")
"""What tells a text in other words from another report; the weights stand in data/story/rewrite.tsv."""


def signs(alike: Likeness, in_order: float) -> list[float]:
    """What speaks for a rewrite, by SIGNS; `in_order`: see `order`."""
    return [1.0, alike.kept, alike.partly, alike.touched, alike.figures, alike.telling, in_order]


def _is_rewritten(alike: Likeness, one: Text, other: Text) -> bool:
    def odds(in_order: float) -> float:
        return sum(weight * sign for weight, sign in zip(_weights(), signs(alike, in_order), strict=True))

    # What the best order could not make a rewrite need not have its order looked at, which takes longest.
    return odds(1.0) > 0 and odds(order(one, other)) > 0


@cache
def _weights() -> tuple[float, ...]:
    named = dict(row.split("\t") for row in rows("rewrite.tsv"))
    return tuple(float(named[name]) for name in SIGNS)
