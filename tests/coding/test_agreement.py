"""Figures of agreement, beside those of the literature worked out by hand."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding import agreement as figures
from onrecord.coding.agreement import Agreement, agreement
from onrecord.coding.study import Category, Field
from onrecord.errors import InputError

NAMES = ("yes", "no", "1", "2", "3", "4", "5")
FIELD = Field(
    name="tone",
    question="Which tone?",
    kind="choice",
    categories=tuple(Category(name=name, definition=name) for name in NAMES),
    is_gate=False,
)


def of(*rows: str) -> Agreement:
    """The agreement of coders, a row of answers each; a point where one is missing."""
    answers = {
        f"coder {number}": {item: value for item, value in enumerate(row.split()) if value != "."}
        for number, row in enumerate(rows)
    }
    return agreement(FIELD, answers)


def alpha_by_hand(*rows: str) -> float:
    """Krippendorff's alpha from the table of coincidences (Computing Krippendorff's Alpha-Reliability, 2011)."""
    coincidences: Counter[tuple[str, str]] = Counter()
    weights: dict[tuple[str, str], float] = {}
    for unit in zip(*(row.split() for row in rows), strict=True):
        values = [value for value in unit if value != "."]
        for pair in permutations(range(len(values)), 2):
            key = (values[pair[0]], values[pair[1]])
            coincidences[key] += 1
            weights[key] = weights.get(key, 0) + 1 / (len(values) - 1)
    total = sum(weights.values())
    sums: dict[str, float] = {}
    for (one, _), weight in weights.items():
        sums[one] = sums.get(one, 0) + weight
    observed = sum(weight for (one, other), weight in weights.items() if one != other) / total
    expected = sum(sums[one] * sums[other] for one, other in permutations(sums, 2)) / (total * (total - 1))
    return 1 - observed / expected


def test_kappa_of_the_fifty_grants() -> None:
    # Both for it 20 times, both against it 15 times; one alone 5 times, the other alone 10 times.
    found = of("yes " * 25 + "no " * 25, "yes " * 20 + "no " * 5 + "yes " * 10 + "no " * 15)
    observed, by_chance = 35 / 50, (25 / 50) * (30 / 50) + (25 / 50) * (20 / 50)
    assert found.kappa == pytest.approx((observed - by_chance) / (1 - by_chance), abs=1e-4)
    assert found.kappa == pytest.approx(0.4)
    assert (found.n, found.coded, found.percent) == (50, 50, 70.0)
    assert {(cell.one, cell.other): cell.items for cell in found.pairs[0].confusion} == {
        ("yes", "yes"): 20,
        ("yes", "no"): 5,
        ("no", "yes"): 10,
        ("no", "no"): 15,
    }
    assert found.why_not == {}


def test_alpha_of_two_observers_and_ten_units() -> None:
    rows = ("no yes no no no no no no yes no", "yes yes yes no no yes no no no no")
    found = of(*rows)
    assert found.alpha == pytest.approx(0.095, abs=5e-4)
    assert found.alpha == pytest.approx(alpha_by_hand(*rows), abs=1e-4)


def test_alpha_of_four_observers_who_left_some_out() -> None:
    rows = (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
    found = of(*rows)
    assert found.alpha == pytest.approx(0.743, abs=5e-4)
    assert found.alpha == pytest.approx(alpha_by_hand(*rows), abs=1e-4)
    assert (found.n, found.coded) == (11, 12)
    assert found.kappa is None
    assert "pairs" in found.why_not["kappa"]
    assert len(found.pairs) == 6
    # Of two coders only what both answered counts.
    assert [pair.n for pair in found.pairs] == [9, 8, 9, 9, 10, 10]


def test_one_category_gives_no_figure_but_a_reason() -> None:
    found = of("yes yes yes", "yes yes yes")
    assert (found.percent, found.kappa, found.alpha) == (100.0, None, None)
    assert set(found.why_not) == {"kappa", "alpha"}
    assert all("one category" in reason for reason in found.why_not.values())


def test_two_who_never_agree_and_use_one_category_each_have_no_kappa_above_chance() -> None:
    found = of("yes yes yes", "no no no")
    assert (found.percent, found.kappa) == (0.0, 0.0)
    assert found.alpha is not None
    assert found.alpha < 0


def test_no_item_with_two_answers_gives_no_figure_but_a_reason() -> None:
    for rows in (("yes .", ". no"), ("yes yes",), (". .", ". .")):
        found = of(*rows)
        assert (found.n, found.percent, found.kappa, found.alpha) == (0, None, None, None)
        assert set(found.why_not) == {"percent", "kappa", "alpha"}


def test_unsure_is_an_answer_like_others_and_counted() -> None:
    found = of("yes unsure no", "yes no unsure")
    assert (found.n, found.unsure) == (3, 2)
    assert found.percent == pytest.approx(33.3)


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "find_spec", lambda _name: None)
    with pytest.raises(InputError, match=r"pip install 'onrecord\[coding\]'"):
        of("yes no", "no yes")


@given(st.lists(st.lists(st.sampled_from((*NAMES, ".")), min_size=3, max_size=12), min_size=2, max_size=4))
def test_alpha_is_that_of_the_table_of_coincidences(rows: list[list[str]]) -> None:
    items = min(map(len, rows))
    told = [" ".join(row[:items]) for row in rows]
    found = of(*told)
    assert -1.0 <= (found.kappa or 0) <= 1.0
    if found.alpha is None:
        assert found.why_not["alpha"]
    else:
        assert found.alpha == pytest.approx(alpha_by_hand(*told), abs=1e-4)
