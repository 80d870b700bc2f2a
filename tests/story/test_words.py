"""Words meet whatever their case, accents and marks are, with spaces between them or without."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.words import hashes, runs, sentences, tokens

LETTERS = st.text(alphabet=st.sampled_from("abÉß -.,!?\n\r’“中文ไทยعر😀\u0301"), max_size=60)
NUMBERS = st.lists(st.integers(0, 2**64 - 1), max_size=40)


def same_words(one: str, other: str) -> bool:
    return bool(hashes(tokens(one)).tolist() == hashes(tokens(other)).tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karsa’s S-40 deal", "KARSA'S S-40 DEAL"),
        ("Karsa’s S-40 deal", "„Karsa's S‑40 deal“"),
        ("Yılmaz met Łukasz in Tolm", "Yilmaz met Lukasz in Tolm"),
        ("Ёлка в Тольме", "елка в тольме"),
        ("وَصَلَ الوزير", "وصل الوزير"),
        ("部长昨日抵达卡尔萨港。", "部长昨日抵达卡尔萨港"),
    ],
)
def test_case_accents_and_marks_make_no_other_words(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("a ferry", "the ferry"), ("ferry port", "port ferry"), ("мир", "мор"), ("港口", "口港")]
)
def test_other_words_and_another_order_are_told_apart(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_each_letter_is_a_word_where_a_script_has_no_spaces() -> None:
    assert tokens("部长抵达 Tolm 港") == [*"部长抵达", "Tolm", "港"]
    assert tokens("The port of Tolm") == ["The", "port", "of", "Tolm"]


def test_a_sentence_ends_with_its_line_or_its_full_stop() -> None:
    text = "The ferry sank. “Nobody was hurt!” Valdin said\nThe port is closed"
    assert sentences(text) == ["The ferry sank.", "“Nobody was hurt!", "Valdin said", "The port is closed"]


def test_a_full_stop_of_a_script_without_spaces_ends_a_sentence() -> None:
    assert sentences("渡轮搁浅。无人受伤。") == ["渡轮搁浅。", "无人受伤。"]


@given(LETTERS)
def test_sentences_keep_every_word_of_their_text(text: str) -> None:
    assert [word for part in sentences(text) for word in tokens(part)] == tokens(text)


@given(NUMBERS, st.integers(1, 6))
def test_there_is_a_run_from_each_word_that_enough_words_follow(words: list[int], length: int) -> None:
    found = runs(np.array(words, np.uint64), length)
    assert len(found) == (max(len(words) - length, 0) + 1 if words else 0)


@given(st.lists(st.sampled_from("abc"), min_size=3, max_size=30))
def test_runs_are_one_where_their_words_are_and_only_there(words: list[str]) -> None:
    found = runs(hashes(words), 3).tolist()
    spelt = [tuple(words[at : at + 3]) for at in range(len(words) - 2)]
    assert len(set(zip(found, spelt, strict=True))) == len(set(spelt)) == len(set(found))


@pytest.mark.parametrize("text", ["", " \n ", "…!?", "Tolm", "x" * 1_000_000, "港" * 1_000_000, "." * 1_000_000])
def test_odd_texts_have_words_within_two_seconds(text: str) -> None:
    began = time.process_time()
    found = runs(hashes(tokens(text)), 4)
    assert len(found) <= len(text)
    assert sum(map(len, sentences(text))) <= len(text)
    assert time.process_time() - began < 2
