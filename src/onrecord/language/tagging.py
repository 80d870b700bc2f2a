"""From a model's scores of tags to stretches of text, where a word is never cut in two.

A head that looks at a text from one of its words (the cue of a statement, the trigger of an event) gives each piece the
scores of tags: outside, and for each role one that begins it and one that goes on. The tags of all are the best way
(Viterbi, 1967) through units: words, or whatever else belongs to one role whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.data.array import Array
from onrecord.language.pieces import Pieces

OUTSIDE = 0
_FORBIDDEN = -1e9


def begin(role: int) -> int:
    """The tag that begins a role, by its number."""
    return 1 + 2 * role


def inside(role: int) -> int:
    """The tag that goes on with a role, by its number."""
    return 2 + 2 * role


def words(text: str, pieces: Pieces) -> Array:
    """For each piece whether a word begins with it, and not only another piece of one."""
    begins = np.ones(len(pieces), dtype=bool)
    joined = pieces.starts[1:] == pieces.ends[:-1]
    for at in np.flatnonzero(joined) + 1:
        place = int(pieces.starts[at])
        begins[at] = not (text[place - 1].isalnum() and text[place].isalnum())
    return begins


def tagged(scores: Array, units: Sequence[tuple[int, int]], anchor: int, anchored: int) -> list[tuple[int, int, int]]:
    """The best tags around an anchor: (role, start, end), stretches of pieces in order.

    `scores` are logarithms of probabilities, pieces x tags; `units` are stretches of pieces with one role each, in
    order; the unit that holds `anchor` begins the role `anchored`.
    """
    roles = (scores.shape[1] - 1) // 2
    beginning, going_on = (table.tolist() for table in _of_units(scores, units, roles))
    at_anchor = next((index for index, (start, end) in enumerate(units) if start <= anchor < end), None)
    # States: 0 outside, 1 + r in role r. Plain lists: of a few numbers numpy takes longer to say which is largest.
    best = [0.0, *[_FORBIDDEN] * roles]
    ways: list[tuple[list[int], list[bool]]] = []
    for index in range(len(units)):
        top = best.index(max(best))
        after, came, fresh = [_FORBIDDEN] * len(best), [top] * len(best), [True] * len(best)
        states = range(len(best)) if index != at_anchor else (1 + anchored,)
        for state in states:
            after[state] = best[top] + (beginning if state else going_on)[index][state]
            staying = best[state] + going_on[index][state]
            if state and index != at_anchor and staying > after[state]:
                after[state], came[state], fresh[state] = staying, state, False
        best = after
        ways.append((came, fresh))
    state = best.index(max(best))
    out: list[tuple[int, int, int]] = []
    end = len(units)
    for index in range(len(units) - 1, -1, -1):
        came, fresh = ways[index]
        if state == 0 or fresh[state]:
            # `end` is where the stretch ends that begins here.
            if state:
                out.append((state - 1, units[index][0], units[end - 1][1]))
            end = index
        state = came[state]
    out.reverse()
    return out


def _of_units(scores: Array, units: Sequence[tuple[int, int]], roles: int) -> tuple[Array, Array]:
    """For each unit the score of beginning a role with it and of going on, units x (outside and roles)."""
    beginning = np.full((len(units), 1 + roles), _FORBIDDEN)
    going_on = np.zeros((len(units), 1 + roles))
    sums = np.concatenate([np.zeros((1, scores.shape[1])), np.cumsum(scores, axis=0)])
    starts, ends = np.array([unit[0] for unit in units]), np.array([unit[1] for unit in units])
    within = sums[ends] - sums[starts]
    going_on[:, 0] = within[:, OUTSIDE]
    for role in range(roles):
        going_on[:, 1 + role] = within[:, inside(role)]
        beginning[:, 1 + role] = within[:, inside(role)] - scores[starts, inside(role)] + scores[starts, begin(role)]
    return beginning, going_on
