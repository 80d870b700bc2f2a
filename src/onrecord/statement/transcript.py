"""Statements that are whole turns of an interview or a transcript.

    Ruvell: We signed nothing. Dorn told me so.      Ruvell's whole turn, and what Dorn told

What is told within a turn is a statement of its own only where the speaker reports somebody's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.statement.draft import Draft
from onrecord.statement.nested import reports
from onrecord.statement.turns import turns

if TYPE_CHECKING:
    from onrecord.statement.surroundings import Surroundings
    from onrecord.statement.turns import Turn

# "A:" answers "Q:", and is no name.
_SHORTEST_NAME = 3


def with_turns(found: Sequence[Draft], around: Surroundings) -> list[Draft]:
    """The drafts with those of the turns of a transcript; of the others within turns only what reports."""
    spoken = turns(around.text, around.paragraphs)
    if not spoken:
        return list(found)
    stretches = [(turn.label[0], turn.words[1]) for turn in spoken]
    kept = [item for item in found if not _stands_in(item, stretches) or (item.source and reports(item))]
    return [*kept, *(made for turn in spoken if not turn.interviews and (made := _draft(turn, around)) is not None)]


def _stands_in(item: Draft, stretches: Sequence[tuple[int, int]]) -> bool:
    place = (item.cue or item.content)[0][0]
    return any(start <= place < end for start, end in stretches)


def _draft(turn: Turn, around: Surroundings) -> Draft | None:
    tokens = around.doc.char_span(*turn.label, alignment_mode="expand")
    if tokens is None:
        return None
    head = tokens.root
    named = turn.label[1] - turn.label[0] >= _SHORTEST_NAME
    source = [turn.label] if named else []
    return Draft("turn", ":", head.i, head.i if named else None, source, [], [turn.words], position="turn")
