from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.language.pieces import (
    BEGINS,
    CLOSES,
    INSIDE,
    LOWER,
    NO_LETTERS,
    OPENS,
    OUTSIDE,
    TITLE,
    UNCLOSED,
    UPPER,
    WITHIN,
    pieces,
)


def seen(text: str) -> list[tuple[str, int, int, int]]:
    found = pieces(text)
    return [
        (text[start:end], int(writing), int(place), int(layout))
        for start, end, writing, place, layout in zip(
            found.starts, found.ends, found.writing, found.place, found.layout, strict=True
        )
    ]


def test_a_piece_tells_how_it_is_written_and_whether_a_paragraph_begins() -> None:
    assert seen("NATO said 3.\n\nPeter left") == [
        ("NATO", UPPER, OUTSIDE, BEGINS),
        ("said", LOWER, OUTSIDE, WITHIN),
        ("3", NO_LETTERS, OUTSIDE, WITHIN),
        (".", NO_LETTERS, OUTSIDE, WITHIN),
        ("Peter", TITLE, OUTSIDE, BEGINS),
        ("left", LOWER, OUTSIDE, WITHIN),
    ]


def test_a_piece_tells_where_in_a_quotation_it_stands_whatever_the_marks() -> None:
    for opens, closes in (("“", "”"), ('"', '"'), ("„", "“"), ("«", "»"), ("'", "'")):
        places = [place for _, _, place, _ in seen(f"{opens}No,{closes} she said")]
        assert places == [OPENS, INSIDE, INSIDE, CLOSES, OUTSIDE, OUTSIDE]


def test_an_apostrophe_is_no_mark() -> None:
    assert {place for _, _, place, _ in seen("the ministers' plan isn't new")} == {OUTSIDE}


def test_a_quotation_that_never_closes_is_told_apart() -> None:
    assert [place for _, _, place, _ in seen("“No, she said")] == [OPENS, *[UNCLOSED] * 4]


@given(st.text(max_size=200))
@example("큐 said")
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    found = pieces(text)
    last = (0, 0)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)
        # A Korean syllable is read as its letters: several pieces stand at one character.
        assert (start, end) == last or start >= last[1]
        last = (int(start), int(end))
