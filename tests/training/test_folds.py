"""Folds: every page is tested once, and nothing of its site is trained on."""

from __future__ import annotations

from training.line_model.example import Example
from training.line_model.folds import Fold, folds, folds_of_sites

TEXT = "The bridge over the Linden was closed on Friday, and nobody knows for how long it will stay so."


def page(name: str, *sites: str) -> Example:
    row = {"id": name, "domains": sites, "text": TEXT, "line_labels": ["keep"], "articles": [{"title": None}]}
    return Example.of(row)


SINGLE = [page(f"single-{number}", f"site{number % 12}.example") for number in range(30)]
SEVERAL = [
    page(f"several-{number}", *(f"site{(number + step) % 12}.example" for step in (0, 1))) for number in range(12)
]


def names(parts: list[Fold]) -> list[str]:
    return sorted(page.id for fold in parts for page in (*fold.single, *fold.several))


def assert_kept_out(parts: list[Fold]) -> None:
    for fold in parts:
        assert not any(fold.trains_on(page.domains) for page in (*fold.single, *fold.several))


def test_each_page_is_tested_once_by_what_has_not_seen_its_sites() -> None:
    parts = folds(SINGLE, SEVERAL, count=3)

    assert names(parts) == sorted(page.id for page in (*SINGLE, *SEVERAL))
    assert_kept_out(parts)


def test_folds_of_sites_test_single_pages_and_leave_more_to_train_on() -> None:
    parts = folds_of_sites(SINGLE, 4)

    assert names(parts) == sorted(page.id for page in SINGLE)
    assert_kept_out(parts)
    assert all(sum(fold.trains_on(page.domains) for page in SINGLE) > len(SINGLE) / 2 for fold in parts)
