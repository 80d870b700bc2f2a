from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.statement_model.spoil import SPOILERS, edited

TEXT = "Mills reopen.\n\n“The weir holds. It will hold,” Peter Dorn said. He called it “a 'stone' wall”."


def document() -> dict[str, Any]:
    def at(words: str) -> list[int]:
        start = TEXT.index(words)
        return [start, start + len(words)]

    first = {"content": [at("“The weir holds. It will hold,”")], "cue": [at("said")], "source": [at("Peter Dorn")]}
    second = {"content": [at("it “a 'stone' wall”")], "cue": [at("called")], "source": [at("He")]}
    return {"id": "d", "text": TEXT, "attributions": [first, second]}


def letters(text: str, spans: list[list[int]]) -> str:
    return "".join(char for start, end in spans for char in text[start:end] if char.isalnum()).lower()


@pytest.mark.parametrize("name", [name for name in SPOILERS if name != "misread"])
@pytest.mark.parametrize("seed", range(5))
def test_spans_keep_their_words_whatever_is_spoilt(name: str, seed: int) -> None:
    whole = document()
    spoilt = SPOILERS[name](whole, random.Random(seed))
    assert whole == document()
    for before, after in zip(whole["attributions"], spoilt["attributions"], strict=True):
        for role in ("content", "cue", "source"):
            assert letters(TEXT, before[role]) == letters(spoilt["text"], after[role])


def test_each_spoiler_changes_something() -> None:
    for name, spoil in SPOILERS.items():
        assert any(spoil(document(), random.Random(seed))["text"] != TEXT for seed in range(20)), name


def test_a_quotation_opened_again_has_a_mark_in_each_paragraph() -> None:
    texts = {SPOILERS["paragraphs re-opened"](document(), random.Random(seed))["text"] for seed in range(20)}
    assert any("“The weir holds.\n\n“It will hold,” Peter Dorn said." in text for text in texts)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("xy", max_size=3)), max_size=4))
def test_spans_always_lie_in_the_text(parts: list[tuple[int, int, str]]) -> None:
    edits, last = [], 0
    for gap, size, new in parts:
        start = last + gap
        edits.append((start, start + size, new))
        last = start + size + 1
    edits = [edit for edit in edits if edit[1] <= len(TEXT)]
    changed = edited(document(), edits)
    for one in changed["attributions"]:
        for role in ("content", "cue", "source"):
            assert all(0 <= start < end <= len(changed["text"]) for start, end in one[role])
