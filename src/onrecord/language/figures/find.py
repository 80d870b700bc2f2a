"""The figures of an article's body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.language.figures.counted import Counting
from onrecord.language.figures.grammar import numbers
from onrecord.model import Figure
from onrecord.spans import joined_back

if TYPE_CHECKING:
    from onrecord.language.reading import Reading


def find(reading: Reading) -> tuple[Figure, ...]:
    """The figures of an article in the order of the text; none where there is no model for its language."""
    if reading.doc is None:
        return ()
    out = []
    counting = Counting(reading.doc)
    for number in numbers(reading.view.text):
        spans = joined_back(reading.view, number.pieces)
        of = counting.of(number)
        # "One" that stands for somebody counts nothing: "one captured by a camera".
        is_pronoun = of is None and number.unit is None and number.value == 1
        if not spans or is_pronoun:
            continue
        out.append(
            Figure(
                value=number.order,
                high=number.high,
                unit=number.unit,
                of=of,
                qualifier=number.qualifier,
                spans=spans,
            )
        )
    return tuple(out)
