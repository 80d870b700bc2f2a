"""The nouns: their shape, their ids, and what a statement's text is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from onrecord.model import Capture, Item, Statement, TextRef, item_id, sha256, text_sha256, words_of


def capture(made_by: str = "text-1") -> Capture:
    return Capture(
        id=sha256(b"page"),
        source="page.txt",
        url=None,
        canonical_url=None,
        record_id=None,
        captured=None,
        text=TextRef(sha256=text_sha256("page"), made_by=made_by),
    )


def test_an_id_is_for_good() -> None:
    """This one was handed out by the first version; records and citations hold such ids."""
    assert item_id("st", capture(), [(0, 4), (6, 9)]) == "st_ifvgzgnu3eox6hyxfkii"


def test_an_id_does_not_know_the_version_that_found_it() -> None:
    assert item_id("st", capture("text-1"), [(0, 4)]) == item_id("st", capture("text-2"), [(0, 4)])


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=4), st.sampled_from(["ar", "st", "en"]))
def test_other_spans_or_another_kind_make_another_id(spans: list[tuple[int, int]], kind: str) -> None:
    assert item_id(kind, capture(), spans) != item_id(kind, capture(), [*spans, (100, 101)])
    assert item_id(kind, capture(), spans) != item_id("ev", capture(), spans)


def test_what_the_reporter_puts_between_is_left_out_with_a_sign() -> None:
    text = "“I know one thing,” she said. “He wants to settle.”"
    assert words_of(text, ((1, 17), (31, 50))) == "I know one thing … He wants to settle."


def test_paragraphs_of_one_quotation_follow_each_other() -> None:
    text = "“We came early.\n\n“We left late.”"
    assert words_of(text, ((1, 15), (18, 31))) == "We came early. We left late."


def test_a_noun_never_changes_and_has_no_other_keys() -> None:
    with pytest.raises(ValidationError):
        capture().source = "other.txt"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Item.model_validate({"name": "drone", "class": None, "quantity": None, "spans": [], "colour": "red"})


def test_a_statement_keeps_its_shape_through_json() -> None:
    keys = list(json.loads(json.dumps(Statement.model_json_schema()))["properties"])
    assert keys[:7] == ["id", "kind", "act", "content", "cue", "source", "text"]
    item = Item.model_validate({"name": "drone", "class": "aircraft", "quantity": 2, "spans": [[0, 5]]})
    assert Item.model_validate_json(item.model_dump_json()) == item
    assert list(item.model_dump()) == ["name", "class", "quantity", "spans"]
