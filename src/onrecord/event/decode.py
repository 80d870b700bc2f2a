"""From the model's scores to events: where each begins, which words belong to it, how far it has come.

What is known of acts is not left to the scores: a status is one that its mode has, nobody is on both sides of a sale,
and of two parties of one side that stand apart in the text ("Norland ... Suvia") the likelier one counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.data.array import Array
from onrecord.event.labels import BEGIN, INSIDE, JOINT, JUDGED, KINDS, MODES, ROLES, STATUSES, TYPES, Role
from onrecord.event.pack import modes
from onrecord.language.pieces import Pieces
from onrecord.language.tagging import tagged, words
from onrecord.spans import Span, trimmed

# An event counts from this probability on: an act of the pack, and what has a type alone; the best of a few on the open
# labelled texts (benchmarks.events, news_events, plover).
LEAST_MODE, LEAST_TYPE = 0.4, 0.5
# Two triggers of a kind so few pieces apart are one, told by two words ("agreed to supply").
_TOGETHER = 3
# From this probability on a party counts though it stands apart from a likelier one.
_SURE = 0.85
# Never higher than the text says: what is bound or done counts as that from this probability on.
_COME_ABOUT = frozenset({"agreed", "ordered", "in-production", "under-way", "done"})
_COME_ABOUT_FROM = 0.6
# What no phrase begins or ends with.
_EDGES = " \n\t,;:.“”\"'‘’()"
# A preposition at the edge of a phrase governs what is no longer in it: "guided bombs for", "of the drones".
_HANGING_BEHIND = re.compile(r"\s+(?:of|for|to|from|with|by|at|and|or|the|a|an)$", re.IGNORECASE)
_HANGING_BEFORE = re.compile(r"(?:of|for|to|from|with|by|at|and|or|the|a|an)\s+(?=\S)", re.IGNORECASE)
_INITIALS = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)*[A-Z]$")
# What stands between the parties of one side: commas, "and", an article, a number of them.
_JOINED = re.compile(
    r"[\s,;]*(?:(?:and|or|as well as|together with|alongside|with|&)\s+)?(?:(?:the|both|its|a|an|two)\s+)*",
    re.IGNORECASE,
)
# Acts that have none at all of a role.
_NONE_OF: dict[str, frozenset[Role]] = {
    "deployment": frozenset({"recipients"}),
    "exercise": frozenset({"recipients"}),
    "sanction": frozenset({"items"}),
}


@dataclass(frozen=True)
class Stretch:
    """Words of a role, and how likely they have it."""

    role: Role
    span: Span
    sure: float


@dataclass(frozen=True)
class Found:
    """One event as the model has it, in offsets of the text.

    `mode` is None where none of the pack's acts is likely enough; `sure` is how likely the event is there at all.
    """

    at: int
    mode: str | None
    type: str
    sure: float
    stretches: tuple[Stretch, ...]
    status: str
    status_sure: float
    judged: dict[str, float]

    def of(self, role: Role) -> tuple[Span, ...]:
        """The phrases of a role, in the order of the text."""
        return tuple(one.span for one in self.stretches if one.role == role)


Around = Callable[[Sequence[int], Sequence[int]], Iterator[tuple[int, Array, Array]]]
"""For some pieces and the kinds that begin there: where the window begins, the logarithms of the probabilities of tags
in it (pieces x TAGS), the scores of statuses and of what is judged."""


def decoded(text: str, pieces: Pieces, probabilities: Array, around: Around) -> list[Found]:
    """The events of a text, in its order; `probabilities` are those of KINDS beginning with each piece."""
    begins = words(text, pieces)
    anchors = list(_anchors(probabilities))
    out: list[Found] = []
    taken: set[int] = set()
    near = around([one[0] for one in anchors], [one[1] for one in anchors])
    for (at, kind, sure), (first, tags, rest) in zip(anchors, near, strict=True):
        if at in taken:
            continue
        mode = KINDS[kind] if kind < len(MODES) else None
        units = [(start - first, end - first) for start, end in _words(begins, first, first + len(tags))]
        ranges = tagged(tags, units, at - first, ROLES.index("trigger"))
        found = _one(text, _stretches(text, pieces, tags, first, ranges))
        taken |= {
            first + piece for role, start, end in ranges if ROLES[role] == "trigger" for piece in range(start, end)
        }
        status, status_sure = _status(mode, rest[: len(STATUSES)])
        judged = 1 / (1 + np.exp(-rest[len(STATUSES) :]))
        out.append(
            Found(
                at=at,
                mode=mode,
                type=TYPES[int(probabilities[at, len(MODES) :].argmax())],
                sure=sure,
                stretches=_sorted_out(text, mode, found),
                status=status,
                status_sure=status_sure,
                judged=dict(zip(JUDGED, map(float, judged), strict=True)),
            )
        )
    return sorted(out, key=lambda one: one.at)


def _anchors(probabilities: Array) -> Iterator[tuple[int, int, float]]:
    """The pieces that events begin with, the kind of each and how sure it is, surest first."""
    if not len(probabilities):
        return
    acts, types = probabilities[:, : len(MODES)], probabilities[:, len(MODES) :]
    is_act = acts.max(axis=1) >= LEAST_MODE
    kinds = np.where(is_act, acts.argmax(axis=1), len(MODES) + types.argmax(axis=1))
    sure = np.where(is_act, acts.max(axis=1), types.max(axis=1))
    kept: list[int] = []
    # What an act of the pack tells outranks what has a type alone.
    for at in np.lexsort((-sure, ~is_act)):
        if not (is_act[at] or sure[at] >= LEAST_TYPE):
            continue
        if all(abs(int(at) - other) > _TOGETHER for other in kept):
            kept.append(int(at))
            yield int(at), int(kinds[at]), float(sure[at])


def _stretches(
    text: str, pieces: Pieces, tags: Array, first: int, ranges: Sequence[tuple[int, int, int]]
) -> Iterator[Stretch]:
    """The words of each role, with how likely they have it; `ranges` count from the piece `first` on."""
    for number, start, end in ranges:
        role = ROLES[number]
        likely = np.exp(tags[start:end][:, [BEGIN[role], INSIDE[role]]]).sum(axis=1).mean()
        span = _phrase(text, int(pieces.starts[first + start]), int(pieces.ends[first + end - 1]))
        if span[0] < span[1]:
            yield Stretch(role, span, float(likely))


def _one(text: str, found: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of one role that only a blank parts are one phrase: "up to" and "1,000 teachers"."""
    out: list[Stretch] = []
    for one in found:
        last = out[-1] if out else None
        if last is not None and last.role == one.role and text[last.span[1] : one.span[0]] == " ":
            out[-1] = Stretch(one.role, (last.span[0], one.span[1]), max(last.sure, one.sure))
        else:
            out.append(one)
    return out


def _phrase(text: str, start: int, end: int) -> Span:
    """A stretch without the marks and hanging words at its edges: the last full stop of "U.S." is no mark."""
    first, last = trimmed(text, (start, end), _EDGES)
    while hanging := _HANGING_BEHIND.search(text, first, last) or _HANGING_BEFORE.match(text, first, last):
        span = (first, hanging.start()) if hanging.end() == last else (hanging.end(), last)
        first, last = trimmed(text, span, _EDGES)
    return first, last + bool(last < end and text[last] == "." and _INITIALS.search(text, first, last))


def _words(begins: Array, first: int, last: int) -> list[tuple[int, int]]:
    starts = [first, *(int(at) for at in np.flatnonzero(begins[first + 1 : last]) + first + 1)]
    return list(zip(starts, [*starts[1:], last], strict=True))


def _status(mode: str | None, scores: Array) -> tuple[str, float]:
    """The likeliest of the statuses that a mode has, none of those that come about where that is not sure."""
    allowed = [index for index, status in enumerate(STATUSES) if mode is None or (mode, status) in modes()]
    likely = np.exp(scores - scores.max()) / np.exp(scores[allowed] - scores.max()).sum()
    best = max(allowed, key=lambda index: likely[index])
    rest = [index for index in allowed if STATUSES[index] not in _COME_ABOUT]
    if STATUSES[best] in _COME_ABOUT and rest and 1 - likely[rest].sum() < _COME_ABOUT_FROM:
        best = max(rest, key=lambda index: likely[index])
    return STATUSES[best], float(likely[best])


def _sorted_out(text: str, mode: str | None, found: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The stretches less those that cannot be."""
    kept = [one for one in found if one.role not in _NONE_OF.get(mode or "", ())]
    kept = [one for one in kept if not any(_outranks(text, other, one) for other in kept)]
    if mode in JOINT:
        return tuple(kept)
    out = [one for one in kept if one.role not in {"actors", "recipients"}]
    for role in ("actors", "recipients"):
        groups = _joined(text, [one for one in kept if one.role == role])
        best = max(groups, key=_likely, default=[])
        out += [one for group in groups for one in group if group is best or _likely(group) >= _SURE]
    return tuple(sorted(out, key=lambda one: one.span))


def _outranks(text: str, other: Stretch, one: Stretch) -> bool:
    """Whether the same words are likelier on the other side."""
    sides = {"actors", "recipients"}
    if other.role == one.role or not {one.role, other.role} <= sides or other.sure <= one.sure:
        return False
    return text[slice(*other.span)].casefold() == text[slice(*one.span)].casefold()


def _joined(text: str, side: Sequence[Stretch]) -> list[list[Stretch]]:
    """The parties of one side, those together that the text joins."""
    groups: list[list[Stretch]] = []
    for one in side:
        if groups and _JOINED.fullmatch(text, groups[-1][-1].span[1], one.span[0]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _likely(group: Sequence[Stretch]) -> float:
    return sum(one.sure for one in group) / len(group)
