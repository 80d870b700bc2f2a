"""Which new item answers for an old one: found quickly, yet the same as by holding each against each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.page import Run
from onrecord.record.redirects import Redirect, in_bytes, redirects
from onrecord.spans import Span, Spans, common, merged

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), min_size=1, max_size=4).map(
    lambda found: merged((start, start + size) for start, size in found)
)
ITEMS = st.dictionaries(st.sampled_from([f"st_{letter}" for letter in "abcdefgh"]), SPANS, max_size=6)


def size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def by_each_against_each(old: dict[str, Spans], new: dict[str, Spans]) -> list[Redirect]:
    found = []
    for gone in sorted(old.keys() - new.keys()):
        scores = []
        for item, spans in new.items():
            shared = size(common(old[gone], spans))
            if 2 * shared >= size(old[gone]):
                scores.append((-shared / size(merged([*old[gone], *spans])), item, shared / size(old[gone])))
        if scores:
            _, item, share = min(scores)
            found.append(Redirect(gone, item, f"read again: {share:.0%} of it stands in the new item"))
    return found


@given(ITEMS, ITEMS)
def test_an_old_id_leads_to_the_closest_of_all_new_items(old: dict[str, Spans], new: dict[str, Spans]) -> None:
    assert redirects({"st": old}, {"st": new}) == by_each_against_each(old, new)


@given(ITEMS, st.lists(st.integers(0, 9), min_size=60, max_size=60))
def test_spans_in_bytes_do_not_depend_on_how_the_text_is_cut_into_runs(
    items: dict[str, Spans], sizes: list[int]
) -> None:
    text = "aé" * 30

    def byte(at: int) -> int:
        return len(text[:at].encode())

    runs, at = [], 0
    for length in sizes:
        end = min(len(text), at + length)
        runs.append(Run(at, end, byte(at), byte(end), "utf-8", "same"))
        at = end
    runs.append(Run(at, len(text), byte(at), byte(len(text)), "utf-8", "same"))

    def bytes_of(span: Span) -> Span:
        return byte(span[0]), byte(span[1])

    assert in_bytes({"st": items}, text, runs) == {
        "st": {item: merged(map(bytes_of, spans)) for item, spans in items.items()}
    }
