"""Cells of a spreadsheet: none is a formula, and each text comes back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exchange.cells import defused, line, plain
from onrecord.exchange.csv_tables import cell

SIGNS = "=+-@＝＋－＠"
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8")),
    st.text(st.sampled_from([*SIGNS, *"'\";\t\r\n a0␀\0\\"])),
)


@given(TEXTS)
def test_every_text_comes_back_and_none_is_a_formula(text: str) -> None:
    made = defused(text)
    assert plain(made) == text
    assert "\0" not in made
    assert not made.startswith((*SIGNS, "\t", "\r", "\n"))
    # Nor does one begin where a spreadsheet of another country ends a cell: at a semicolon, a tab, a line break.
    assert not re.search(f"[;\t\r\n][{re.escape(SIGNS)}]", made)


@given(TEXTS)
def test_the_way_back_that_the_docs_give_is_the_way_back(text: str) -> None:
    if not {"\0", "␀"} & set(text):
        assert re.sub(r"(^|[;\t\r\n])'", r"\1", defused(text)) == text


@pytest.mark.parametrize("text", ["Mira Valdin", "a - b", "5 = 5", "it's", "", "two\nlines", "mira@tolm.example"])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


def test_values_as_cells() -> None:
    assert [cell(one) for one in (None, "", True, False, 3, 0.25)] == ["", '""', "true", "false", "3", "0.25"]
    assert cell(((1, 2), (5, 9))) == '"[[1,2],[5,9]]"'
    assert cell({"said": "nothing tells"}) == '"{""said"":""nothing tells""}"'
    assert cell('=1+"a"') == '"\'=1+""a"""'


def test_a_line_of_a_list_has_no_line_breaks() -> None:
    assert line(["a\n b", "=x", 'say "so", then']) == 'a b,\'=x,"say ""so"", then"'
