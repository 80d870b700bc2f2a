"""Origins: which article of those that carry one text is the one that the others repeat.

The agency's own page where it is among them; else who printed it first, as far as their dates tell; else the longest,
as copies are cut more often than they grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Copy(NamedTuple):
    """What tells how near to its origin a copy stands: names folded, `earliest` an ISO time or None."""

    article: str
    outlet: str
    agency: str
    earliest: str | None
    length: int


def rank(one: Copy, group: Sequence[Copy]) -> tuple[bool, bool, str, int, str]:
    """The order in which the articles of one text are likely its origin, the likeliest least."""
    agencies = {copy.agency for copy in group if copy.agency}
    return (
        one.outlet not in agencies,
        one.earliest is None,
        one.earliest or "",
        -one.length,
        one.article,
    )
