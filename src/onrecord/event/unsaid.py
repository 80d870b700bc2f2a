"""Sides that a sentence leaves unsaid: "Deliveries are to begin in March", of a contract told two sentences before.

Who is not named where an event is told may be whoever stands on that side in another event of the article: the
likelier, the nearer that one is, the more the two have in common (the other side, the things), and the fewer others
there are. The weights were learned from our own labelled articles, see `training/event_model/unsaid.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from onrecord.event.labels import JOINT
from onrecord.event.tables import rows

Side: TypeAlias = Literal["actors", "recipients"]
OTHER: dict[Side, Side] = {"actors": "recipients", "recipients": "actors"}

FEATURES = ("same", "opposite", "before", "near", "partner", "things", "against", "alone", "other unsaid")
"""What speaks for a candidate: how often it stands on that side or the other, how near, beside whom; see `_shows`."""

LEAST = 0.6
"""From this probability on somebody is taken to stand on a side: in folds of our articles 78 % are then right."""

_MOST = 3
# Deeds further off than this tell nothing of a side: what is looked through does not grow with the article.
_NEAR = 40
# Who acts here is who is to receive.
_ASKED = frozenset({"arms-request", "REQUEST"})
# Who acts here is who would have given, or who would have had it.
_EITHER = frozenset({"arms-refusal"})
# Acts without a second side.
_ONE_SIDED = JOINT | {"deployment"}
_WORD = re.compile(r"[a-z0-9][a-z0-9-]{2,}")


@dataclass(frozen=True)
class Deed:
    """An event as far as it matters here: its act, who stands on each side, by what they are known by, its things."""

    kind: str
    actors: tuple[Hashable, ...]
    recipients: tuple[Hashable, ...]
    things: frozenset[str]

    def on(self, side: Side) -> tuple[Hashable, ...]:
        """Who stands on a side."""
        return self.actors if side == "actors" else self.recipients

    def gives(self, side: Side) -> bool:
        """Whether a side is that of who gives or begins: who asks for something is to receive it."""
        return (side == "actors") != (self.kind in _ASKED)


def has_side(kind: str, side: Side) -> bool:
    """Whether somebody stands on a side of an act of this kind."""
    return side == "actors" or kind not in _ONE_SIDED


def words(thing: str) -> frozenset[str]:
    """The words by which one thing is like another: those of its name, without the s of many."""
    return frozenset(word.rstrip("s") for word in _WORD.findall(thing.casefold()))


def candidates(deeds: Sequence[Deed], at: int, side: Side) -> Iterator[tuple[Hashable, list[float]]]:
    """Who may stand on the side of a deed that names nobody there, with what speaks for each, by FEATURES."""
    deed = deeds[at]
    mine = set(deed.on(OTHER[side]))
    seen: dict[Hashable, list[tuple[int, Side]]] = {}
    for index in range(max(0, at - _NEAR), min(len(deeds), at + _NEAR + 1)):
        for one in OTHER:
            for who in deeds[index].on(one) if index != at else ():
                seen.setdefault(who, []).append((index, one))
    rivals = {who for who, places in seen.items() if _on_side(deeds, places, deed, side)} - mine
    for who, places in seen.items():
        if who not in mine:
            yield who, _shows(deeds, at, side, places, len(rivals))


def _on_side(
    deeds: Sequence[Deed], places: Sequence[tuple[int, Side]], deed: Deed, side: Side
) -> list[tuple[int, Side]]:
    if deed.kind in _EITHER:
        return list(places)
    return [(index, one) for index, one in places if deeds[index].gives(one) == deed.gives(side)]


def _shows(deeds: Sequence[Deed], at: int, side: Side, places: Sequence[tuple[int, Side]], rivals: int) -> list[float]:
    deed = deeds[at]
    same = _on_side(deeds, places, deed, side)
    mine = set(deed.on(OTHER[side]))
    opposite = [set(deeds[index].on(OTHER[one])) for index, one in same]
    partners = {who for index, one in places for who in deeds[index].on(OTHER[one])}
    return [
        float(min(len(same), _MOST)),
        float(min(len(places) - len(same), _MOST)),
        max((1 / (at - index) for index, _ in same if index < at), default=0.0),
        max((1 / abs(at - index) for index, _ in places), default=0.0),
        float(bool(mine & partners)),
        float(any(deed.things & deeds[index].things for index, _ in same)),
        float(bool(mine) and bool(same) and all(others and not mine & others for others in opposite)),
        float(rivals == 1 and bool(same)),
        float(not mine),
    ]


def meant(deeds: Sequence[Deed], at: int, side: Side) -> tuple[Hashable, float] | None:
    """Who stands on a side that a deed leaves unsaid, and the odds' logarithm; None where nobody is likely enough."""
    weights, usual = _weights()
    if not is_known(deeds[at].kind, side) or deeds[at].on(side):
        return None
    best: tuple[Hashable, float] | None = None
    most = math.log(LEAST / (1 - LEAST))
    for who, shows in candidates(deeds, at, side):
        odds = weights["constant"] + usual[deeds[at].kind, side]
        odds += sum(weights[name] * value for name, value in zip(FEATURES, shows, strict=True))
        if odds >= most and (best is None or odds > best[1]):
            best = (who, odds)
    return best


def is_known(kind: str, side: Side) -> bool:
    """Whether there were enough labels of an act to say who stands on this side of it where it is unsaid."""
    return (kind, side) in _weights()[1]


@cache
def _weights() -> tuple[dict[str, float], dict[tuple[str, Side], float]]:
    weights: dict[str, float] = {}
    usual: dict[tuple[str, Side], float] = {}
    for row in rows("unsaid"):
        if row["side"]:
            usual[row["sign"], "actors" if row["side"] == "actors" else "recipients"] = float(row["weight"])
        else:
            weights[row["sign"]] = float(row["weight"])
    return weights, usual
