"""The lines of a page as numbers: where they stand, and that they mean the same however a page writes them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onrecord.article.line import features as module
from onrecord.article.line.characters import INVISIBLE
from onrecord.article.line.features import NAMES, features
from onrecord.article.line.lines import lines
from onrecord.article.line.words import hashed
from onrecord.spans import Span

ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"]
TEXT = ["Old bridge to close", "", "  The old bridge will close, she said. ", "", "", "“Why?” he asked.", "Home"]


def line_by_line(text: str) -> list[tuple[Span, int]]:
    """Lines with something on them, and their numbers, in the simplest way: one after the other."""
    out = []
    at = 0
    for number, piece in enumerate(re.split(r"(\r\n|[\n\r\u2028\u2029\x0b\x0c\x85])", text)):
        solid = [place for place, mark in enumerate(piece, at) if not mark.isspace() and mark not in INVISIBLE]
        if solid:
            out.append(((solid[0], solid[-1] + 1), number // 2))
        at += len(piece)
    return out


def spans(text: str) -> list[tuple[Span, int]]:
    page = features(text)
    return [((int(a), int(b)), int(n)) for a, b, n in zip(page.start, page.end, page.number, strict=True)]


def of(text: str, name: str) -> list[float]:
    return [float(value) for value in features(text).numbers[:, NAMES.index(name)]]


@pytest.mark.parametrize("end", ENDS)
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    text = end.join(TEXT)

    assert spans(text) == line_by_line(text)
    assert [number for _, number in spans(text)] == [0, 2, 5, 6]


@pytest.mark.parametrize("end", ENDS)
def test_what_a_line_shows_does_not_depend_on_how_lines_end(end: str) -> None:
    page, other = features("\n".join(TEXT)), features(end.join(TEXT))

    assert np.array_equal(page.numbers, other.numbers)
    assert np.array_equal(page.key, other.key)


def test_an_end_of_two_marks_counts_once_and_the_other_way_round_twice() -> None:
    assert spans("a\r\n\r\nb") == [((0, 1), 0), ((5, 6), 2)]
    assert spans("a\n\rb") == [((0, 1), 0), ((3, 4), 2)]


@pytest.mark.parametrize(
    "around", [" ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u00ad", "\u202e", " \u200f\u2009"]
)
def test_white_space_and_invisible_marks_around_a_line_are_not_in_its_span(around: str) -> None:
    text = f"Home\n{around}The bridge will close.{around}\nMore"
    span = spans(text)[1][0]

    assert text[slice(*span)] == "The bridge will close."


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n\t\u00a0", "\u200b\u00ad\ufeff", "\u2028\u202e"])
def test_a_text_of_nothing_visible_has_no_lines(text: str) -> None:
    page = features(text)

    assert spans(text) == []
    assert page.numbers.shape == (0, len(NAMES))
    assert lines(text) == ()


def test_gaps_are_told_by_the_numbers_of_lines() -> None:
    text = "One\n\n\nTwo\nThree"

    assert of(text, "gap above") == [0.0, 1.0, 0.0]
    assert of(text, "gap below") == [1.0, 0.0, 1.0]
    assert [line.gap for line in lines(text)] == [0, 2, 0]


def test_the_same_words_meet_whatever_their_case_and_marks() -> None:
    page = features("The Old Bridge\n• the old bridge!\nthe bridge old\n***")

    assert page.key[0] == page.key[1] != page.key[2]
    assert list(page.times) == [2, 2, 1, 1]
    assert [line.times for line in lines("Share\nHome\nSHARE\nShare:")] == [3, 1, 3, 3]


def test_lines_without_words_do_not_meet() -> None:
    page = features("***\n---\n“”\n***")

    assert list(page.times) == [1, 1, 1, 1]
    assert not page.key.any()


def test_a_title_above_its_teaser_and_its_text_says_where_it_stands_again() -> None:
    text = "Old bridge to close\nHome\nOld bridge to close"

    assert of(text, "again below") == [1.0, 0.0, 0.0]
    assert of(text, "again above") == [0.0, 0.0, 1.0]


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    assert list(features("The old bridge\n旧桥将从下个月起对卡车关闭").count) == [3, 7]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200c", "\u2060", "\ufeff", "\u200f"])
def test_a_mark_that_shows_nothing_does_not_break_a_word(mark: str) -> None:
    page, plain = features(f"The rail{mark}way sta{mark}tion is closed"), features("The railway station is closed")

    assert page.count[0] == plain.count[0]
    assert page.key[0] == plain.key[0]
    assert np.array_equal(page.words.stem, plain.words.stem)


def test_figures_meet_whatever_their_digits() -> None:
    page = features("Page 17\nPage 42\nPage 4")

    assert page.key[0] == page.key[1] != page.key[2]
    assert features("Page ١٧").key[0] == page.key[0]


def test_a_word_is_hashed_alone_as_it_is_in_a_line() -> None:
    assert hashed("Bridges") == features("old bridges").words.key[1]


@pytest.mark.parametrize("mark", ["😀", "𝒜", "𠮷", "\U0010ffff", "\ud800", chr(0xDFFF)])
def test_marks_outside_the_basic_plane_and_halves_of_them_are_one_place_each(mark: str) -> None:
    text = f"{mark} The bridge {mark}\n{mark}\nMore"

    assert spans(text) == line_by_line(text)
    assert np.isfinite(features(text).numbers).all()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("She said so.", "ends a sentence"),
        ("She said: “So.”", "ends a sentence"),
        ("(She said so.)", "ends a sentence"),
        ("هل قالت ذلك؟", "ends a sentence"),
        ("她这样说。", "ends a sentence"),
        ("Read on...", "ends in dots"),
        ("Read on…", "ends in dots"),
        ("Written by:", "ends in colon"),
        ("• Home", "begins with bullet"),
        ("“So,” she said.", "begins with quote"),
        ("said she.", "begins small"),
        ("14 May", "begins with digit"),
    ],
)
def test_a_line_says_how_it_begins_and_ends(line: str, name: str) -> None:
    assert of(f"Home\n{line}\nMore", name)[1] == 1.0
    assert of(f"Home\n{line}\nMore", name)[0] == 0.0


@pytest.mark.parametrize("text", ["-", ".", "”", "a", "1", "旧", "e\u0301", "\0", "....", "“”)", "\u0301"])
def test_a_page_of_one_mark_has_numbers_too(text: str) -> None:
    page = features(text)

    assert page.numbers.shape == (1, len(NAMES))
    assert np.isfinite(page.numbers).all()


PIECES = st.sampled_from(
    [*ENDS, " ", "\u00a0", "\t", *INVISIBLE, "😀", "\ud800", "旧桥", "١٢", "e\u0301", "Old bridge.", "“", "..."]
)


@given(st.lists(PIECES | st.text(st.characters(), max_size=8), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_spans_hold_all_that_is_visible_once_and_in_order(text: str) -> None:
    assume(text.count(">") < 4)  # the marks before the lines of a quoted page are no part of them
    page = features(text)

    assert spans(text) == line_by_line(text)
    assert np.isfinite(page.numbers).all()
    assert len(page.words.line) == len(page.words.key) == page.words.first[-1]
    assert (np.diff(page.words.first) >= 0).all()
    assert (page.count >= 0).all()
    assert (page.times >= 1).all()


@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None)
def test_a_lines_words_do_not_depend_on_the_lines_around_it(above: str, below: str) -> None:
    line = "The old bridge will close to lorries"
    page = features(f"{above}\n{line}\n{below}")

    assert features(line).key[0] in page.key


def test_every_number_has_a_name_of_its_own() -> None:
    assert len(set(module.NAMES)) == len(module.NAMES) == features("a").numbers.shape[1]


@pytest.mark.parametrize("mark", ["> ", ">> ", ">", "> > "])
def test_the_lines_of_a_quoted_page_begin_behind_the_marks(mark: str) -> None:
    page, quoted = features("\n".join(TEXT)), features("\n".join(mark + line for line in TEXT))

    assert np.array_equal(page.key, quoted.key)
    assert np.array_equal(page.number, quoted.number)
    assert np.array_equal(of("\n".join(TEXT), "bars"), quoted.numbers[:, NAMES.index("bars")])


def test_marks_before_a_few_lines_are_a_part_of_them() -> None:
    assert spans("> one\ntwo\nthree") == [((0, 5), 0), ((6, 9), 1), ((10, 15), 2)]
