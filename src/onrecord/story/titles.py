"""Labels: the title that says best what a story is about, out of those that its articles have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.story.terms import Terms

# Beyond so many reports the first ones tell what the others do.
_MOST = 200


def label(reports: Sequence[tuple[str | None, Terms]]) -> str | None:
    """The title of the report that has most in common with all; null where none has a title."""
    titled = [(title, terms) for title, terms in reports[:_MOST] if title]
    if not titled:
        return None
    total: Counter[int] = Counter()
    for _, terms in reports[:_MOST]:
        total.update(dict(zip(terms.keys.tolist(), terms.weights.tolist(), strict=True)))

    def common(terms: Terms) -> float:
        pairs = zip(terms.keys.tolist(), terms.weights.tolist(), strict=True)
        return float(sum(weight * total[key] for key, weight in pairs))

    return min(titled, key=lambda one: (-round(common(one[1]), 6), len(one[0]), one[0]))[0]
