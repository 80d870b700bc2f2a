"""Words introduced by a colon after a name: "Ruvell: “We signed nothing.”", and the turns of a transcript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.statement.draft import Draft
from onrecord.statement.subjects import phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.statement.surroundings import Surroundings

# A speaker's label is short: "Former secretary of state Adara Ruvell:" has six words.
_LONGEST_LABEL = 12


def introduced(drafts: list[Draft], around: Surroundings) -> Iterator[Draft]:
    """Quotations with a name and a colon before them and no verb between."""
    taken = {part for item in drafts if not item.in_quotation for part in item.content}
    for quotation in around.outer:
        whole = (quotation.start, quotation.end)
        if whole in taken:
            continue
        first, last = around.tokens(*around.before(quotation))
        words = [token for token in around.doc[first:last] if not token.is_space]
        if not 1 < len(words) <= _LONGEST_LABEL or words[-1].text != ":":
            continue
        head = _name(words[:-1])
        if head is not None:
            colon = words[-1]
            start, end = phrase(head, before=colon.i)
            yield Draft(
                "colon", ":", colon.i, head.i, [(start, min(end, colon.idx))], [(colon.idx, colon.idx + 1)], [whole]
            )


def _name(words: list[Token]) -> Token | None:
    """The head of a label that is a name with its titles and nothing else."""
    if any(word.pos_ in {"VERB", "AUX"} for word in words) or not any(word.pos_ == "PROPN" for word in words):
        return None
    inside = {word.i for word in words}
    heads = [word for word in words if word.head.i not in inside or word.head is word]
    named = [word for word in heads if word.pos_ == "PROPN"] or [word for word in words if word.pos_ == "PROPN"][-1:]
    return named[0] if named else None
