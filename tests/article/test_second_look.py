"""The second look: what the whole page, once it is read, says of each of its lines."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.line.features import Features, features
from onrecord.article.line.net import Labels, labels, weights
from onrecord.article.line.second_look import reconsidered, shown
from onrecord.article.split.parts import parts

SENTENCES = [
    "The lighthouse on Skarra will be lit by hand again from the first of March, the coast guard said.",
    "Its lamp had turned by itself since 1974, and the keeper's house had stood empty as long.",
    "In January a storm took the cable that feeds it, and no ship can lay another before summer.",
    "“Somebody has to climb up there twice a night,” said keeper Asbjorn Vik, who is sixty-eight.",
    "He has trained two students, who had answered a note on the door of the harbour office.",
    "They will sleep in the boathouse and be paid by the hour.",
    "Forty ships a day pass the rock, most of them with timber.",
    "The coast guard has asked them to keep two miles off until the new lamp has been tested.",
    "Vik thinks that it will be June, and that nobody will want to go home by then.",
    "“I have put my watch and my radio in my bag and I am not coming down before that,” he said.",
]


def page_of(lines: list[str]) -> tuple[Features, Labels]:
    page = features("\n".join(lines))
    return page, labels(page, weights())


def by_hand(page: Features, shares: list[float]) -> Labels:
    nothing = np.zeros(len(page.start), np.float32)
    return Labels(np.array(shares, np.float32), nothing, nothing)


def test_what_stands_between_all_sentences_does_not_pull_them_apart() -> None:
    spaced = [line for sentence in SENTENCES for line in (sentence, "Article content", "Article content")]
    lines = ["Home", "News", "Weather", "Lighthouse to be lit by hand", *spaced, "Follow us", "Privacy"]
    page, first = page_of(lines)
    (article,) = parts("\n".join(lines), page, reconsidered(page, first, weights()), weights())

    assert [lines[line] for line in article.body] == SENTENCES
    assert article.title == lines.index("Lighthouse to be lit by hand")


def test_a_sentence_of_doubt_among_sure_ones_is_likelier_than_far_below_them() -> None:
    menu = ["Jobs", "Houses", "Cars", "Boats", "Dogs", "Deaths", "Tides", "Tickets"] * 5
    page = features("\n".join([*SENTENCES[:4], *SENTENCES[4:6], *SENTENCES[6:], *menu, *SENTENCES[4:6], *menu]))
    shares = [*[0.98] * 4, 0.4, 0.4, *[0.98] * 4, *[0.001] * 40, 0.4, 0.4, *[0.001] * 40]
    again = reconsidered(page, by_hand(page, shares), weights()).body

    assert again[4:6].min() > 0.5 > again[50:52].max()


def test_lines_that_are_looked_past_keep_their_share() -> None:
    page = features("\n".join([*SENTENCES, "Share", "Print"]))
    first = by_hand(page, [*[0.9] * len(SENTENCES), 0.01, 0.002])
    again = reconsidered(page, first, weights())

    assert again.body[-2:].tolist() == first.body[-2:].tolist()
    assert again.title is first.title
    assert again.between is first.between


def test_a_page_without_a_sure_line_is_looked_at_too() -> None:
    page = features("\n".join(SENTENCES[:3]))
    for shares in ([0.1, 0.2, 0.3], [0.9, 0.2, 0.3], [0.0, 0.0, 0.0]):
        places, rows = shown(page, by_hand(page, shares))

        assert rows.shape == (np.count_nonzero(shares), len(weights()["look.weight"]))
        assert np.isfinite(rows).all()
        assert len(places) == len(rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=40), st.integers(0, 2**32 - 1))
def test_every_page_has_shares(lines: list[str], seed: int) -> None:
    page = features("\n".join(lines))
    first = by_hand(page, np.random.default_rng(seed).random(len(page.start)).tolist())
    again = reconsidered(page, first, weights())

    assert again.body.shape == first.body.shape
    assert ((again.body >= 0) & (again.body <= 1)).all()
