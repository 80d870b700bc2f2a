"""Which new item answers for one that is gone.

A better model finds the same sentence with its last words: another span, so another id. Who kept the old id (a
citation, a decision) is led to the new one, if the two share at least half of the old one's characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple, Self

from onrecord.capture.page import Run
from onrecord.model import Article, Event
from onrecord.spans import Span, Spans, merged, total

# Half: below that the old item and the new one mean different sentences more often than not.
_ENOUGH = 0.5

Places = Mapping[str, Spans]


class Redirect(NamedTuple):
    """The old id, the new one and why."""

    old: str
    new: str
    reason: str


def places(articles: Iterable[Article]) -> dict[str, dict[str, Spans]]:
    """Where the items of each kind stand: {"ar": {id: spans}, "st": {id: spans}, "ev": {id: spans}}.

    An event stands at all words that tell of it, so that one which is told again elsewhere, or first, is found there.
    """
    found: dict[str, dict[str, Spans]] = {"ar": {}, "st": {}, "ev": {}}
    for article in articles:
        found["ar"][article.id] = article.body
        found["st"] |= {one.id: one.content for one in article.statements}
        found["ev"] |= {one.id: _told(one) for one in article.events}
    return found


def _told(event: Event) -> Spans:
    return tuple(span for mention in event.mentions for span in mention.trigger)


def redirects(old: Mapping[str, Places], new: Mapping[str, Places]) -> list[Redirect]:
    """A redirect for each old item that is gone and that a new one of its kind covers well enough."""
    found = []
    for kind, items in old.items():
        places_now = new.get(kind, {})
        fresh = _Fresh.of(places_now)
        for gone in sorted(set(items) - set(places_now)):
            best = fresh.closest(items[gone])
            if best:
                share, item = best
                found.append(Redirect(gone, item, f"read again: {share:.0%} of it stands in the new item"))
    return found


@dataclass(frozen=True)
class _Fresh:
    """The new items, so that those which overlap an old one are found without a look at all of them.

    `spans` are theirs by start, each with its item; `reach` is how far the spans up to each of them go.
    """

    sizes: Mapping[str, int]
    spans: Sequence[tuple[int, int, str]]
    reach: Sequence[int]

    @classmethod
    def of(cls, found: Places) -> Self:
        disjoint = {item: merged(spans) for item, spans in found.items()}
        spans = sorted((start, end, item) for item, own in disjoint.items() for start, end in own)
        sizes = {item: total(own) for item, own in disjoint.items()}
        return cls(sizes, spans, list(accumulate((end for _, end, _ in spans), max)))

    def closest(self, spans: Spans) -> tuple[float, str] | None:
        """The share of the spans that the closest item covers, and its id; of equally close ones the smaller id."""
        own = merged(spans)
        size = max(1, total(own))
        candidates = [
            (-shared / (size + self.sizes[item] - shared), item, shared / size)
            for item, shared in self._shared(own).items()
            if shared / size >= _ENOUGH
        ]
        if not candidates:
            return None
        _, item, share = min(candidates)
        return share, item

    def _shared(self, spans: Spans) -> Counter[str]:
        """How many characters each item shares with the spans."""
        found: Counter[str] = Counter()
        for start, end in spans:
            first, last = bisect_right(self.reach, start), bisect_left(self.spans, (end,))
            for left, right, item in self.spans[first:last]:
                if right > start:
                    found[item] += min(end, right) - max(start, left)
        return found


def in_bytes(found: Mapping[str, Places], text: str, runs: Sequence[Run]) -> dict[str, dict[str, Spans]]:
    """The same items as ranges of bytes, to compare what stands in two different texts of one capture."""
    return {
        kind: {item: merged(_bytes(span, text, runs) for span in spans) for item, spans in items.items()}
        for kind, items in found.items()
    }


def _bytes(span: Span, text: str, runs: Sequence[Run]) -> Span:
    # Runs follow each other, so their starts and their ends are in order.
    first = bisect_right(runs, span[0], key=attrgetter("end"))
    last = bisect_left(runs, span[1], key=attrgetter("start"))
    touched = [_cut(run, span, text) for run in runs[first:last]]
    touched = [piece for piece in touched if piece[0] < piece[1]]
    return (min(start for start, _ in touched), max(end for _, end in touched)) if touched else (0, 0)


def _cut(run: Run, span: Span, text: str) -> Span:
    """The bytes of a run that a span covers; of one that is no plain text, all; of a PDF none: all would be alike."""
    if run.how == "extracted":
        return 0, 0
    if run.how != "same":
        return run.byte_start, run.byte_end
    start, end = max(run.start, span[0]), min(run.end, span[1])
    try:
        before = len(text[run.start : start].encode(run.codec))
        inside = len(text[start:end].encode(run.codec))
    except (LookupError, UnicodeError):
        return run.byte_start, run.byte_end
    return run.byte_start + before, min(run.byte_end, run.byte_start + before + inside)
