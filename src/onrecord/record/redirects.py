"""Which new item answers for one that is gone.

A better model finds the same sentence with its last words: another span, so another id. Who kept the old id (a
citation, a decision) is led to the new one, if the two share at least half of the old one's characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from onrecord.capture.page import Run
from onrecord.model import Article
from onrecord.spans import Span, Spans, common, merged

# Half: below that the old item and the new one mean different sentences more often than not.
_ENOUGH = 0.5

Places = Mapping[str, Spans]


class Redirect(NamedTuple):
    """The old id, the new one and why."""

    old: str
    new: str
    reason: str


def places(articles: Iterable[Article]) -> dict[str, dict[str, Spans]]:
    """Where the items of each kind stand: {"ar": {id: spans}, "st": {id: spans}}."""
    found: dict[str, dict[str, Spans]] = {"ar": {}, "st": {}}
    for article in articles:
        found["ar"][article.id] = article.body
        found["st"] |= {one.id: one.content for one in article.statements}
    return found


def redirects(old: Mapping[str, Places], new: Mapping[str, Places]) -> list[Redirect]:
    """A redirect for each old item that is gone and that a new one of its kind covers well enough."""
    found = []
    for kind, items in old.items():
        fresh = new.get(kind, {})
        for gone in sorted(set(items) - set(fresh)):
            best = _best(items[gone], fresh)
            if best:
                share, item = best
                found.append(Redirect(gone, item, f"read again: {share:.0%} of it stands in the new item"))
    return found


def _best(spans: Spans, fresh: Places) -> tuple[float, str] | None:
    """The share of the spans that the closest new item covers, and its id; of equally close ones the smaller id."""
    candidates = []
    for item, candidate in fresh.items():
        shared = _size(common(spans, candidate))
        share, either = shared / max(1, _size(spans)), _size(merged([*spans, *candidate]))
        if share >= _ENOUGH:
            candidates.append((-shared / either, item, share))
    if not candidates:
        return None
    _, item, share = min(candidates)
    return share, item


def _size(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def in_bytes(found: Mapping[str, Places], text: str, runs: Sequence[Run]) -> dict[str, dict[str, Spans]]:
    """The same items as ranges of bytes, to compare what stands in two different texts of one capture."""
    return {
        kind: {item: merged(_bytes(span, text, runs) for span in spans) for item, spans in items.items()}
        for kind, items in found.items()
    }


def _bytes(span: Span, text: str, runs: Sequence[Run]) -> Span:
    touched = [_cut(run, span, text) for run in runs if run.start < span[1] and span[0] < run.end]
    touched = [piece for piece in touched if piece[0] < piece[1]]
    return (min(start for start, _ in touched), max(end for _, end in touched)) if touched else (0, 0)


def _cut(run: Run, span: Span, text: str) -> Span:
    """The bytes of a run that a span covers; of a run that is no plain text, all."""
    if run.how != "same":
        return run.byte_start, run.byte_end
    start, end = max(run.start, span[0]), min(run.end, span[1])
    try:
        before = len(text[run.start : start].encode(run.codec))
        inside = len(text[start:end].encode(run.codec))
    except (LookupError, UnicodeError):
        return run.byte_start, run.byte_end
    return run.byte_start + before, min(run.byte_end, run.byte_start + before + inside)
