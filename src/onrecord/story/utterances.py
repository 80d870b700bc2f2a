"""Utterances: statements of a speaker gathered into sayings, from what each two of them have to do with each other.

Two that are the same are one utterance, and so is what hangs together by such pairs, the surest first; two that are
known to be apart never come into one, whatever stands between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from onrecord.language.folding import folded
from onrecord.story import sayings
from onrecord.story.clusters import parts
from onrecord.story.copies import Kind
from onrecord.story.meaning import meaning
from onrecord.story.sayings import Judged, Utterance, Within

Pair = tuple[str, str]

# How an article repeats another where it has its words as they were printed.
_COPIED: frozenset[Kind] = frozenset({"exact", "edited"})


def text_of(article: str, copy_of: str | None, kind: Kind | None) -> str:
    """The article whose words one has, itself or what it copies; a later state or other words are no copy of them."""
    return copy_of if copy_of and kind in _COPIED else article


def related(one: Utterance, other: Utterance, within: Within | None, *, of_one_text: bool = False) -> Judged | None:
    """How two statements of one speaker relate, with the network asked where it is needed; see `sayings.judged`.

    `of_one_text`: by `text_of`. Then the same words are one utterance: a copy that was printed a week later counts its
    "on Sunday" from another day, and nobody spoke twice.
    """
    if of_one_text and folded(one.text) == folded(other.text):
        return Judged("same", 1.0)
    laid = sayings.side_by_side(one, other)
    read = meaning(one.text, other.text) if sayings.needs_reading(one, other, laid) else None
    return sayings.judged(one, other, laid, read, within)


def within(one: Sequence[str | None], other: Sequence[str | None]) -> Within | None:
    """What two statements stand in together, by the article and the story of each."""
    if one[0] == other[0]:
        return "article"
    return "story" if one[1] is not None and one[1] == other[1] else None


def gathered(statements: Sequence[str], same: Mapping[Pair, float], apart: set[Pair]) -> list[list[str]]:
    """The statements that are one utterance, by how sure two are the same; two that are `apart` never are."""
    found = []
    never: dict[str, set[str]] = {}
    for one, other in apart:
        never.setdefault(one, set()).add(other)
        never.setdefault(other, set()).add(one)
    together = parts(statements, same, 0.0)
    part_of = {statement: at for at, part in enumerate(together) for statement in part}
    edges: dict[int, list[Pair]] = {}
    for pair in same:
        edges.setdefault(part_of[pair[0]], []).append(pair)
    for at, part in enumerate(together):
        surest = sorted(edges.get(at, ()), key=lambda pair: (-same[pair], pair))
        found += _joined(part, surest, never) if never and len(part) > 1 else [part]
    return found


def _joined(part: Sequence[str], edges: Iterable[Pair], never: Mapping[str, set[str]]) -> list[list[str]]:
    group = {statement: [statement] for statement in part}
    for one, other in edges:
        mine, theirs = sorted((group[one], group[other]), key=len, reverse=True)
        if mine is not theirs and not any(group.get(far) is mine for near in theirs for far in never.get(near, ())):
            mine += theirs
            group.update(dict.fromkeys(theirs, mine))
    return [sorted(one) for one in {id(one): one for one in group.values()}.values()]


def two_quotations(by_article: Iterable[Sequence[str]], same: Mapping[Pair, float]) -> set[Pair]:
    """Quotations of one article that are not the same; `by_article`: the direct quotations of each."""
    pairs = (pair for quoted in by_article for pair in combinations(sorted(quoted), 2))
    return {pair for pair in pairs if pair not in same}
