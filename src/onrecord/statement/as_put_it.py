"""Words lent to somebody in passing: "“administrative lines,” as Ruvell put it"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.statement.draft import Draft
from onrecord.statement.indirect import draft
from onrecord.statement.subjects import subject

if TYPE_CHECKING:
    from onrecord.statement.surroundings import Surroundings

# What may stand between the quotation and "as": a comma, a mark, a space.
_NEAR = 4


def as_put_it(around: Surroundings) -> Iterator[Draft]:
    """Quotations that "as X put it" follows."""
    for verb in around.doc:
        if verb.lemma_.lower() not in {"put", "phrase", "describe"} or verb.pos_ != "VERB":
            continue
        has_as = any(child.lower_ == "as" and child.i < verb.i for child in verb.children)
        has_it = any(child.lower_ == "it" and child.i > verb.i for child in verb.children)
        head = subject(verb)
        if not (has_as and has_it) or head is None:
            continue
        start = verb.left_edge.idx
        before = [quotation for quotation in around.outer if quotation.end <= start <= quotation.end + _NEAR]
        if before:
            yield draft(verb, head, "as-put-it", "said", [(before[-1].start, before[-1].end)])
