"""Where one article ends and the next begins.

The labels are set by hand, and so are the weights that weigh a border: the tests say what holds of any model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.article.line.features import NAMES as FORM
from onrecord.article.line.features import Features, features
from onrecord.article.line.net import Labels
from onrecord.article.split import borders, headline
from onrecord.article.split.borders import MIN_WORDS, NAMES
from onrecord.article.split.parts import BODY, Part, parts
from onrecord.data.array import Array

BRIDGE = [
    "The old bridge over the Orvik will close to lorries in June, the harbour office said on Monday.",
    "The bridge was built for carts, and the lorries have worn its rivets and its piers for years.",
    "Drivers of lorries will take the northern road, and the piers will be mended over the summer.",
    "The harbour office will count the lorries on the northern road, and open the bridge in autumn.",
]
CHOIR = [
    "A choir of ninety children sang the winter mass in the chapel on Sunday, and the organist wept.",
    "The organist had taught children to sing in that chapel since the choir was founded by nuns.",
    "Tickets for the second mass are sold out, but the choir will sing it again in the chapel in May.",
    "The nuns had hidden the choir's music from soldiers, and the organist found it behind the organ.",
]
# How surely a line is what it is called, and is not what it is not called.
YES, NO = 0.98, 0.01


def model(*, goes_on: float = 0.3) -> Mapping[str, Array]:
    """Weights by which the labels alone tell borders and titles, and likeness alone whether a text goes on."""

    def only(column: int, columns: int, last: float) -> tuple[Array, Array, Array, float]:
        picked = np.zeros((columns, 2), np.float32)
        picked[column] = 1, -1
        return picked, np.zeros(2, np.float32), np.array([1, -1], np.float32), last

    out: dict[str, Array] = {"stems": np.zeros(1, np.uint32), "rarity": np.ones(1, np.float32)}
    out["headline.weight"] = np.array([name == "title" for name in headline.NAMES], np.float32)
    out["headline.least"] = np.zeros((), np.float32)
    for name, found in (("border", only(0, len(NAMES), 0.0)), ("on", only(0, 4, -goes_on))):
        parts_ = ("weight", "bias", "out", "last")
        out |= {f"{name}.{part}": np.asarray(values, np.float32) for part, values in zip(parts_, found, strict=True)}
    return out


def drawn(seed: int) -> Mapping[str, Array]:
    """Weights drawn by lot."""
    lot = np.random.default_rng(seed)
    out = dict(model()) | {"headline.weight": lot.normal(size=len(headline.NAMES))}
    for name, columns in (("border", len(NAMES)), ("on", 4)):
        out |= {f"{name}.weight": lot.normal(size=(columns, 8)), f"{name}.last": lot.normal(size=1)[0]}
        out |= {f"{name}.{part}": lot.normal(size=8) for part in ("bias", "out")}
    return out


@dataclass(frozen=True)
class Case:
    lines: list[str]
    page: Features
    labels: Labels

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def split(self, goes_on: float = 0.3) -> list[Part]:
        return parts(self.text, self.page, self.labels, model(goes_on=goes_on))

    def bodies(self, found: list[Part]) -> list[list[str]]:
        return [[self.lines[int(line)] for line in part.body] for part in found]

    def titles(self, found: list[Part]) -> list[str | None]:
        return [None if part.title is None else self.lines[part.title] for part in found]


def case(*rows: tuple[str, str]) -> Case:
    """Lines and what each is: "b" body, "t" title, "-" furniture, with "|" behind it where an article may begin."""
    lines = [line for _, line in rows]

    def share(mark: str) -> Array:
        return np.array([YES if mark in look else NO for look, _ in rows], np.float32)

    return Case(lines, features("\n".join(lines)), Labels(share("b"), share("t"), share("|")))


def text(lines: list[str], *, begins: bool = False) -> list[tuple[str, str]]:
    return [("b|" if begins and not place else "b", line) for place, line in enumerate(lines)]


def test_two_articles_with_a_clear_border_come_apart_each_with_its_title() -> None:
    page = case(
        ("-", "Home"), ("t", "Bridge to close"), *text(BRIDGE), ("-|", "Comments"), ("t|", "Choir sings"),
        *text(CHOIR, begins=True), ("-", "Privacy"),
    )  # fmt: skip
    found = page.split()

    assert page.bodies(found) == [BRIDGE, CHOIR]
    assert page.titles(found) == ["Bridge to close", "Choir sings"]
    assert [page.lines[part.start] for part in found] == ["Home", "Comments"]


def test_a_border_may_stand_between_two_body_lines() -> None:
    page = case(("t", "Bridge to close"), *text(BRIDGE), *text(CHOIR, begins=True))
    found = page.split()

    assert page.bodies(found) == [BRIDGE, CHOIR]
    assert page.titles(found) == ["Bridge to close", None]


def test_a_box_of_teasers_without_a_border_does_not_split_an_article() -> None:
    page = case(("t", "Bridge to close"), *text(BRIDGE), ("-", "Read more"), ("-", "Choir sings"), *text(BRIDGE))
    found = page.split()

    assert page.bodies(found) == [BRIDGE * 2]
    assert page.titles(found) == ["Bridge to close"]


@pytest.mark.parametrize("short", [CHOIR[:1], CHOIR[:2]])
@pytest.mark.parametrize("first", [True, False])
def test_a_stretch_of_fewer_words_than_an_article_has_is_none(short: list[str], *, first: bool) -> None:
    assert sum(len(line.split()) for line in short) < MIN_WORDS
    above, below = (short, BRIDGE) if first else (BRIDGE, short)
    page = case(("t", "Bridge to close"), *text(above), ("-|", "Share"), ("t|", "Choir"), *text(below, begins=True))

    assert page.bodies(page.split()) == [above + below]


def test_of_borders_too_near_to_each_other_the_surest_counts() -> None:
    page = case(*text(BRIDGE), ("-|", "Share"), *text(CHOIR))
    between = page.labels.between.copy()
    between[[1, 2, 3, 6]] = 0.8
    found = replace(page, labels=Labels(page.labels.body, page.labels.title, between)).split()

    assert page.bodies(found) == [BRIDGE, CHOIR]


def test_an_article_goes_on_below_another_one_that_interrupts_it() -> None:
    on = [line.replace("June", "July").replace("Monday", "Friday") for line in BRIDGE]
    choir = [("t|", "Choir sings"), *text(CHOIR, begins=True)]
    page = case(("t", "Bridge to close"), *text(BRIDGE), *choir, ("-|", "Advertisement"), *text(on, begins=True))
    found = page.split()

    assert page.bodies(found) == [BRIDGE + on, CHOIR]
    assert page.titles(found) == ["Bridge to close", "Choir sings"]


def test_what_is_not_alike_does_not_go_on() -> None:
    page = case(*text(BRIDGE), ("-|", "Share"), *text(CHOIR), ("-|", "Share"), *text(BRIDGE))

    assert page.bodies(page.split(goes_on=2.0)) == [BRIDGE, CHOIR, BRIDGE]


def test_a_line_of_the_text_is_no_title_and_neither_is_an_unlikely_line() -> None:
    page = case(("-", "Home"), ("tb", BRIDGE[0]), *text(BRIDGE[1:]))

    assert page.titles(page.split()) == [None]


def test_a_title_is_looked_for_below_the_article_above() -> None:
    page = case(("t", "Bridge to close"), *text(BRIDGE), ("t", "Choir sings"), ("-|", "Share"), *text(CHOIR))

    assert page.titles(page.split()) == ["Bridge to close", "Choir sings"]


@pytest.mark.parametrize("rows", [[], [("-", "Home"), ("t", "Bridge to close")], [("-|", "***")]])
def test_a_page_without_body_has_no_articles(rows: list[tuple[str, str]]) -> None:
    assert case(*rows).split() == []


def test_a_body_without_words_is_no_reason_to_break() -> None:
    assert len(case(("b", "***"), ("b|", "---"), ("b", "“”")).split()) == 1


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["b", "b|", "t", "t|", "-", "-|", "tb|"]),
        st.sampled_from(
            [*BRIDGE, *CHOIR, "Choir sings", "Old bridge over the Orvik to close", "Home", "***", "旧桥即将关闭。" * 9]
        ),
    ),
    max_size=60,
)


@given(ROWS, st.integers(0, 99))
@settings(max_examples=200, deadline=None)
def test_articles_are_in_order_and_disjoint_with_any_labels_and_weights(rows: list[tuple[str, str]], seed: int) -> None:
    page = case(*rows)
    likely = {place for place, (look, _) in enumerate(rows) if "b" in look}
    for found in (page.split(), page.split(goes_on=2.0), parts(page.text, page.page, page.labels, drawn(seed))):
        taken = [int(line) for part in found for line in part.body]
        titles = {int(page.page.key[part.title]) for part in found if part.title is not None}
        assert len(taken) == len(set(taken))
        # What is left out is a title, or a headline right above a border: no sentence is lost.
        assert all(
            int(page.page.key[line]) in titles or not page.page.numbers[line, FORM.index("ends a sentence")]
            for line in likely - set(taken)
        )
        assert set(taken) <= likely
        assert all((np.diff(part.body) > 0).all() for part in found)
        assert all(one.body[0] < other.body[0] for one, other in pairwise(found))
        for part in found:
            assert part.start <= part.body[0]
            assert part.title is None or part.start <= part.title < part.body[0]
            assert part.title not in taken


@given(ROWS, st.integers(0, 99))
@settings(max_examples=100, deadline=None)
def test_of_several_articles_none_has_fewer_words_than_an_article_has(rows: list[tuple[str, str]], seed: int) -> None:
    page = case(*rows)
    for found in (page.split(), page.split(goes_on=2.0), parts(page.text, page.page, page.labels, drawn(seed))):
        for part in found if len(found) > 1 else ():
            own_title = 0 if part.title is None else int(page.page.count[part.title] * page.page.times[part.title])
            assert page.page.count[part.body].sum() + own_title >= MIN_WORDS


def test_a_short_article_of_several_keeps_the_lines_above_its_headline() -> None:
    short = [("b", "Home"), ("b", "Old bridge over the Orvik to close"), ("b", BRIDGE[0]), ("b", BRIDGE[0])]
    page = case(*short, ("b", "Home"), *[("b", BRIDGE[0])] * 3)
    for seed in range(20):
        for part in parts(page.text, page.page, page.labels, drawn(seed)):
            assert page.page.count[part.body].sum() >= MIN_WORDS


def test_a_border_shows_as_much_as_it_has_names_for() -> None:
    page = case(("t", "Bridge to close"), *text(BRIDGE), ("-|", "Share"), ("t|", "Choir sings"), *text(CHOIR))
    body = np.flatnonzero(page.labels.body > BODY)
    places, shows = borders.borders(borders.Text(page.text, page.page, page.labels, body, model()))

    assert shows.shape == (len(places), len(NAMES))
    assert np.isfinite(shows).all()
    row = dict(zip(NAMES, shows[list(places).index(len(BRIDGE))], strict=True))
    assert row["title below"] > row["title above"] == 0.0
    assert row["lines between"] == pytest.approx(np.log1p(2))
    assert row["words above"] == pytest.approx(np.log1p(sum(len(line.split()) for line in BRIDGE)))
