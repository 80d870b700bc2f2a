"""An extractor's text found again in a page's."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.align import place

LONG = "The old bridge over the Tesk will be closed to lorries from next month, she said."


def test_white_space_does_not_matter() -> None:
    spaced = LONG.replace(" ", "\u00a0 ")
    text = f"Home\n{spaced}\nMore"

    placed = place(text, [LONG])

    assert placed.missing == 0
    assert [text[slice(*span)] for span in placed.spans] == [spaced]


def test_a_short_paragraph_is_looked_for_between_its_neighbours() -> None:
    text = f"No.\nMenu\n{LONG}\nNo.\n{LONG[::-1]}\nNo."

    placed = place(text, [LONG, "No.", LONG[::-1]])

    assert [span[0] for span in placed.spans] == [9, 10 + len(LONG), 14 + len(LONG)]


def test_what_an_extractor_added_is_not_looked_for() -> None:
    text = f"{LONG}\n{LONG[::-1]}"

    assert place(text, [f"- {LONG}", f"| {LONG[::-1]} |"]).missing == 0


def test_what_stands_nowhere_is_reported() -> None:
    placed = place("Home\nMore", [LONG])

    assert (placed.spans, placed.missing) == ((), 1.0)


@given(st.lists(st.text(alphabet="ab \n.", min_size=1, max_size=80), max_size=8))
def test_spans_are_in_order_and_apart(paragraphs: list[str]) -> None:
    text = "x " + "\n".join(paragraphs)

    spans = place(text, paragraphs[::-1]).spans

    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
