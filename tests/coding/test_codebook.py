"""Codebooks: the usual ones, and those of one's own in TOML."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from onrecord.coding import UNSURE, ItemKind, read_codebook
from onrecord.coding.codebook import usual
from onrecord.errors import InputError

TONE = """
fields = ["speaker", "is_statement", "tone"]

[tone]
question = "How does the speaker speak of the other side?"
[tone.categories]
hostile = "Threatens it."
neutral = "Neither."
friendly = "Praises it."
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_usual_fields_have_categories_that_mean_something() -> None:
    for kind in get_args(ItemKind):
        book = usual(kind)
        assert book.fields[0].is_gate
        for field in book.fields:
            assert field.question.endswith("?")
            assert all(len(one.definition) > 3 for one in field.categories)
            assert field.names[-1] == UNSURE
    types = usual("events").field("type")
    assert types is not None
    assert {"AGREE", "SANCTION"} <= set(types.names)
    modes = usual("events").field("mode")
    assert modes is not None
    assert {"arms-deal", "arrest", "none"} <= set(modes.names)


def test_one_of_ones_own_adds_fields_and_chooses_which_are_asked(tmp_path: Path) -> None:
    book = read_codebook(written(tmp_path, TONE), "statements")
    assert [field.name for field in book.fields] == ["is_statement", "speaker", "tone"]  # what decides comes first
    tone = book.field("tone")
    assert tone is not None
    assert tone.names == ("hostile", "neutral", "friendly", UNSURE)
    assert [field.name for field in book.asked({"is_statement": "no"})] == ["is_statement"]


def test_a_usual_field_can_be_asked_in_other_words(tmp_path: Path) -> None:
    text = '[act]\nquestion = "What is it?"\n[act.categories]\nasked = "With a question mark."\n'
    act = read_codebook(written(tmp_path, text), "statements").field("act")
    assert act is not None
    assert act.question == "What is it?"
    assert [one.name for one in act.categories] == ["said", "thought", "asked"]
    assert act.categories[2].definition == "With a question mark."
    assert act.categories[0].definition.startswith("Said or wrote")


def test_without_the_first_field_all_others_are_asked_of_every_item(tmp_path: Path) -> None:
    book = read_codebook(written(tmp_path, 'fields = ["act"]'), "statements")
    assert book.gate is None
    assert [field.name for field in book.asked({})] == ["act"]


BAD = {
    "[tone": "is no TOML",
    "tone = 3": "tone: is no table",
    "fields = 3": "fields: is no list",
    'fields = ["tone"]': "fields: 'tone' is neither",
    'fields = ["act", "act"]': "fields: names a field twice",
    "fields = []": "fields: is no list",
    '[Tone]\nquestion = "?"': "Tone: cannot be a field's name",
    '[note]\nquestion = "?"': "note: cannot be a field's name",
    "[tone]": "tone: has no question",
    '[tone]\nquestion = "?"': "tone: needs two categories",
    '[tone]\nquestion = ""\n[tone.categories]\na = "b"\nc = "d"': "tone: question is no text",
    '[tone]\nquestion = "?"\ncatgories = {}': "tone: 'catgories' is not known; a field has categories, kind, question",
    '[tone]\nquestion = "?"\nkind = "colour"': "tone: kind 'colour' is none of choice, who, day, state",
    '[tone]\nquestion = "?"\n[tone.categories]\na = 1\nb = "c"': "tone: a is no text",
    '[tone]\nquestion = "?"\n[tone.categories]\nunsure = "x"\nb = "c"': "tone: 'unsure' may be answered to every field",
    '[tone]\nquestion = "?"\n[tone.categories]\nB = "x"\nb = "c"': "tone: has a category twice",
    '[tone]\nquestion = "?"\n[tone.categories]\n"=b" = "x"\nb = "c"': "tone: '=b' cannot be a category",
    "[act.categories]\nsang = 'x'": "act: has no category 'sang'; the record knows asked, said, thought",
    '[act]\nkind = "who"': "act: is of kind 'choice'",
    'fields = ["act"]\n[speaker]\nquestion = "Who?"': "fields: leaves out 'speaker'",
    "[tone]\ncategories = 3\nquestion = '?'": "tone: categories are a table",
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_wrong_in_one_is_told_in_a_line_that_names_the_field(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_codebook(written(tmp_path, text), "statements")
    assert "own.toml: " in str(error.value)
    assert BAD[text] in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_no_text_no_file_or_too_large_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    with pytest.raises(InputError, match="cannot be read"):
        read_codebook(path, "statements")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="is no TOML"):
        read_codebook(path, "statements")
    path.write_bytes(b"#" * 2_000_000)
    with pytest.raises(InputError, match="too large"):
        read_codebook(path, "statements")
