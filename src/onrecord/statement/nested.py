"""Statements within statements: which are worth keeping as statements of their own.

"Dorn said Ruvell had told him that the talks failed" tells two: Dorn's, and Ruvell's by way of Dorn. But what Dorn says
that somebody wants, knows or plans is Dorn's statement alone. So within another statement only a reporting clause
counts: a finite verb of saying, by somebody other than "I" or "you", neither negated nor imagined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.statement.chain import innermost
from onrecord.statement.confidence import confidence

if TYPE_CHECKING:
    from onrecord.statement.draft import Draft

# Below this a pattern's finds are wrong twice as often as right. On PolNeAR train F1 is flat between .3 and .4.
LEAST = 0.35
# Words that nobody is named for are worth keeping only where the pattern is good ("was told that").
LEAST_WITHOUT_SOURCE = 0.6

_REPORTING = frozenset({"clause", "trailing", "quote", "quoted-as", "according-to"})
# Outside quotations "I" and "you" are the writer and the reader.
_WRITERS = frozenset({"first", "second"})
_DOUBTFUL = frozenset({"not", "modal", "nobody", "first", "second"})


def kept(drafts: list[Draft]) -> list[Draft]:
    """The drafts that are sure enough, and of those within others the reporting clauses."""
    sure = [item for item in drafts if confidence(item) >= _least(item)]
    return [
        item
        for item, outer in zip(sure, innermost(sure), strict=True)
        if (outer is None and not item.in_quotation and not _WRITERS & set(item.flags)) or reports(item)
    ]


def _least(item: Draft) -> float:
    """How sure a draft must be; a question that nobody puts ("Asked whether he knew, Dorn ...") is none."""
    if item.source:
        return LEAST
    return 1.0 if item.act == "asked" else LEAST_WITHOUT_SOURCE


def reports(item: Draft) -> bool:
    """Whether a draft is a reporting clause: somebody's finite verb of saying, neither negated nor imagined."""
    finite = item.position.endswith(".fin") or item.frame in {"quoted-as", "according-to"}
    return item.frame in _REPORTING and item.act == "said" and finite and not _DOUBTFUL & set(item.flags)
