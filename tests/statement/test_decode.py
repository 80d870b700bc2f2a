from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.data.array import Array
from onrecord.language import quotations
from onrecord.language.pieces import Pieces, pieces
from onrecord.statement.decode import Found, decoded
from onrecord.statement.tags import BEGIN, INSIDE, OUTSIDE, TAGS, Role


def scores_of(found: Pieces, roles: dict[Role, list[tuple[int, int]]], sure: float = 0.9) -> Array:
    """Tags as a model would give them that is as sure as that of each piece."""
    tags = np.full(len(found), OUTSIDE)
    for role, ranges in roles.items():
        for start, end in ranges:
            inside = np.flatnonzero((found.starts >= start) & (found.ends <= end))
            tags[inside], tags[inside[:1]] = INSIDE[role], BEGIN[role]
    shares = np.full((len(found), TAGS), (1 - sure) / (TAGS - 1))
    shares[np.arange(len(found)), tags] = sure
    scores: Array = np.log(shares)
    return scores


def read(text: str, *cues: dict[Role, list[str]], sure: float = 0.9) -> list[dict[Role, list[str]]]:
    """What is decoded where a model gives each cue these words."""
    found = pieces(text)
    probabilities = np.zeros(len(found))
    scores: dict[int, Array] = {}
    for number, cue in enumerate(cues):
        roles: dict[Role, list[tuple[int, int]]] = {
            role: [(text.index(words), text.index(words) + len(words)) for words in said] for role, said in cue.items()
        }
        anchor = int(np.searchsorted(found.starts, roles["cue"][0][0]))
        probabilities[anchor] = 0.9 - number / 100
        scores[anchor] = scores_of(found, roles, sure)

    def around(places: list[int]) -> Iterable[tuple[int, Array]]:
        return [(0, scores[place]) for place in places]

    def words(one: Found, role: Role) -> list[str]:
        return [text[found.starts[start] : found.ends[end - 1]] for start, end in one.of(role)]

    decoded_ = decoded(text, found, quotations(text), probabilities, around)
    return [{role: words(one, role) for role in ("content", "cue", "source")} for one in decoded_]


def test_what_the_scores_say_is_found() -> None:
    said: dict[Role, list[str]] = {"content": ["the weir holds"], "cue": ["said"], "source": ["Peter Dorn"]}
    assert read("Peter Dorn said the weir holds.", said) == [said]


def test_a_word_is_never_cut_in_two() -> None:
    text = "Dorn said Qaraqlistanis left."
    assert len(pieces("Qaraqlistanis")) > 2
    (found,) = read(text, {"content": ["Qaraqlistan"], "cue": ["said"], "source": ["Dorn"]})
    assert found["content"] == ["Qaraqlistanis"]


@pytest.mark.parametrize("content", ["The weir holds. It will", "weir holds. It will hold,"])
def test_a_quotation_belongs_to_its_cue_whole(content: str) -> None:
    text = "“The weir holds. It will hold,” Peter Dorn said."
    (found,) = read(text, {"content": [content], "cue": ["said"], "source": ["Peter Dorn"]})
    assert found["content"] == ["“The weir holds. It will hold,”"]


def test_a_quotation_of_which_little_seems_said_is_left() -> None:
    text = "The play “Twelve Nights in Orvik” is long, he said."
    (found,) = read(text, {"content": ["The play “Twelve", "is long"], "cue": ["said"], "source": ["he"]})
    assert found["content"] == ["The play", "is long"]


def test_words_that_two_cues_want_go_to_the_surer_one() -> None:
    text = "Dorn said the weir holds and Hask added it leaks."
    found = read(
        text,
        {"content": ["the weir holds"], "cue": ["said"], "source": ["Dorn"]},
        {"content": ["it leaks"], "cue": ["added"], "source": ["Hask"]},
    )
    assert [one["content"] for one in found] == [["the weir holds"], ["it leaks"]]
    twice = read(
        text,
        {"content": ["it leaks"], "cue": ["said"], "source": ["Dorn"]},
        {"content": ["it leaks"], "cue": ["added"], "source": ["Hask"]},
    )
    assert len(twice) == 1


def test_no_text_has_nothing() -> None:
    assert decoded("", pieces(""), (), np.zeros(0), lambda _: []) == []


@given(st.text("aB “”.'\n", max_size=60), st.integers(0, 2**32 - 1))
def test_whatever_the_scores_stretches_are_in_order_and_apart(text: str, seed: int) -> None:
    found = pieces(text)
    lots = np.random.default_rng(seed)
    probabilities = lots.random(len(found))
    rows = np.log(lots.dirichlet(np.ones(TAGS), len(found)))
    for one in decoded(text, found, quotations(text), probabilities, lambda places: [(0, rows) for _ in places]):
        last = 0
        for _, start, end in one.stretches:
            assert last <= start < end <= len(found)
            last = end
