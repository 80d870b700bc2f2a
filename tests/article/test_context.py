"""What a page's body says of each of its lines."""

from __future__ import annotations

import random

import numpy as np
import pytest

from onrecord.article.line import context as module
from onrecord.article.line.context import FAR, NAMES, context, likeness
from onrecord.article.line.features import Features, features
from onrecord.data.array import Array

BRIDGE = [
    "The old bridge over the Orvik will close to lorries, the harbour office said on Monday.",
    "The bridge was built for carts, and the lorries have worn its rivets and its piers.",
    "Drivers of lorries will take the northern road, and the piers will be mended in summer.",
] * 3
CHOIR = [
    "A choir of ninety children sang the winter mass that fills the chapel every year.",
    "The organist had taught children to sing in that chapel since the choir was founded.",
    "Tickets for the second mass are sold out, but the choir will sing again at the chapel.",
] * 3
TITLE = "Choir of children fills the chapel"


def shown(lines: list[str], body: list[float] | None = None) -> tuple[Features, Array]:
    page = features("\n".join(lines))
    share = np.array(body if body is not None else [1.0] * len(lines), np.float32)
    return page, context(page, share)


def column(out: Array, name: str) -> Array:
    values: Array = out[:, NAMES.index(name)]
    return values


def test_a_titles_words_stand_below_it_and_not_above() -> None:
    body = [1.0] * len(BRIDGE) + [0.0] + [1.0] * len(CHOIR)
    _, out = shown([*BRIDGE, TITLE, *CHOIR], body)

    assert column(out, "own words below")[len(BRIDGE)] > 0.9
    assert column(out, "own words above")[len(BRIDGE)] == 0.0


def test_the_vocabularies_above_and_below_are_least_alike_where_another_article_begins() -> None:
    _, out = shown([*BRIDGE, *CHOIR])
    inner = slice(3, -3)

    assert int(column(out, "likeness near")[inner].argmin()) + 3 == len(BRIDGE)


def test_words_above_and_below_are_those_of_the_body() -> None:
    _, out = shown(["Home News Sport Weather", *BRIDGE, "About us"], [0.0, *[1.0] * len(BRIDGE), 0.0])

    assert column(out, "words above")[:2].tolist() == [0.0, 0.0]
    assert column(out, "words below")[-1] == 0.0
    assert column(out, "share above")[-1] == pytest.approx(1.0)
    assert (np.diff(column(out, "words above")) >= 0).all()


def test_the_next_sure_line_is_looked_for_so_far_and_no_farther() -> None:
    menu = ["Home"] * (FAR + 20)
    _, out = shown([*menu, BRIDGE[0]], [0.0] * len(menu) + [1.0])

    below = column(out, "sure line below")
    assert below[-2] == pytest.approx(np.log1p(1) / 4)
    assert below[0] == pytest.approx(np.log1p(FAR) / 4)
    assert column(out, "sure line above")[0] == pytest.approx(np.log1p(FAR) / 4)


@pytest.mark.parametrize("stretch", [1, 7, 64])
def test_a_page_looked_at_in_stretches_shows_the_same(stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lot = random.Random(4)
    lines = [lot.choice([*BRIDGE, *CHOIR, TITLE, "Home", "Share", "***"]) for _ in range(150)]
    body = [lot.random() if " " in line else 0.01 for line in lines]
    _, whole = shown(lines, body)

    monkeypatch.setattr(module, "_STRETCH", stretch)
    _, stretches = shown(lines, body)

    assert stretches == pytest.approx(whole, abs=1e-3)


@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize("lines", [[], ["Home"], ["***", "---"], ["Home"] * 300, BRIDGE])
def test_any_page_has_numbers_that_are_finite(lines: list[str], share: float) -> None:
    page, out = shown(lines, [share] * len(lines))

    assert out.shape == (len(page.start), len(NAMES))
    assert np.isfinite(out).all()


def test_nothing_is_half_like_anything() -> None:
    none, some = np.zeros((1, 3), np.float32), np.array([[1.0, 2.0, 0.0]], np.float32)

    assert likeness(none, some).tolist() == [0.5]
    assert likeness(some, some) == pytest.approx([1.0])
    assert likeness(some, np.array([[0.0, 0.0, 4.0]], np.float32)).tolist() == [0.0]
