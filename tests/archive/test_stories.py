"""Stories in bulk: each article in one, whatever the shards and windows, and mostly those of a record."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pytest
from benchmarks.rows import Bare, fill, record
from tests.archive.placed import Printed, begun, do, news, rows

from onrecord.archive import components, copies, lines, stories
from onrecord.archive.run import Run
from onrecord.archive.stories import REPORTS, alike, at_once, claims, in_order, settled
from onrecord.archive.tables import week_name
from onrecord.record import Store
from onrecord.story.terms import terms


def placed(folder: Path, articles: list[Printed], shards: int = 1) -> Run:
    run = begun(folder, articles, shards=shards)
    for module in (copies, components, stories, lines):
        do(run, module.flow(run))
    return run


def story_of(run: Run) -> dict[str, str]:
    return {row["article"]: row["story"] for row in rows(run, "told", "story_of")}


def together(story: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(two) for two in combinations(sorted(story), 2) if story[two[0]] == story[two[1]]}


def in_a_record(path: Path, articles: list[Printed]) -> tuple[dict[str, str], dict[str, tuple[object, ...]]]:
    with record(path) as connection:
        fill(
            connection,
            (Bare(one.id, one.title, one.body, one.outlet, one.agency, one.url, one.earliest) for one in articles),
        )
    with Store(path, write=True) as store:
        store.place()
    with record(path) as connection:
        told = connection.execute("SELECT id, label, articles, texts, outlets FROM stories").fetchall()
        held = connection.execute("SELECT article, story FROM placed").fetchall()
    return dict(held), {name: tuple(rest) for name, *rest in told}


@pytest.fixture(scope="module")
def articles() -> list[Printed]:
    return news(5, 14)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, articles: list[Printed]) -> Run:
    return placed(tmp_path_factory.mktemp("one") / "out", articles)


def test_each_article_is_in_one_story_that_is_told_of(run: Run, articles: list[Printed]) -> None:
    found = story_of(run)
    assert sorted(found) == sorted(one.id for one in articles)
    told = {row["id"]: row["articles"] for row in rows(run, "told", "stories")}
    assert told == Counter(found.values())


def test_the_shards_make_no_difference(run: Run, articles: list[Printed], tmp_path: Path) -> None:
    other = placed(tmp_path / "out", articles[::-1], shards=4)
    for name in ("stories", "story_of"):
        assert rows(other, "told", name) == rows(run, "told", name)


def test_the_stories_are_those_of_a_record(articles: list[Printed], tmp_path: Path) -> None:
    dated = [one for one in articles if one.earliest]
    bulk = placed(tmp_path / "out", dated, shards=2)
    held, told = in_a_record(tmp_path / "record.db", dated)
    assert story_of(bulk) == held
    assert {
        row["id"]: (row["label"], row["articles"], row["texts"], row["outlets"])
        for row in rows(bulk, "told", "stories")
    } == told
    assert len(together(held)) > 15


REPORT = Printed("ar_a", "Ferry Halvard aground off Tolm", "Guards say the Halvard sits on a bank off Tolm.", "Wire")


def test_what_nothing_dates_is_laid_beside_all_others_of_which_nothing_is_known(tmp_path: Path) -> None:
    found = story_of(placed(tmp_path / "out", [REPORT, replace(REPORT, id="ar_b", title="Halvard aground off Tolm")]))
    assert len(set(found.values())) == 1


def test_what_nothing_dates_counts_from_where_it_was_captured(tmp_path: Path) -> None:
    dated = replace(
        REPORT, earliest="2031-05-06", latest="2031-05-07", title="Halvard aground: Tolm ferry sits on bank"
    )
    near, far = (replace(REPORT, id=f"ar_{day}", captured=day) for day in ("2031-05-07", "2032-05-07"))
    held = [replace(one, body=f"{one.body} {more}") for one, more in ((dated, "One."), (near, "Two."), (far, "Three."))]
    found = story_of(placed(tmp_path / "out", held))
    assert found["ar_a"] == found["ar_2031-05-07"]


def test_a_story_that_nothing_dates_is_of_the_week_in_which_it_was_captured(tmp_path: Path) -> None:
    found = rows(placed(tmp_path / "out", [replace(REPORT, captured="2031-05-07")]), "told", "stories")
    assert [week_name(row["week"]) for row in found] == ["2031-W19"]


def test_an_archive_without_articles_has_no_stories(tmp_path: Path) -> None:
    assert rows(placed(tmp_path / "out", []), "told", "stories") == []


def reports(*days: int) -> pa.Table:
    about = terms("Ferry Halvard aground off Tolm", "").packed()
    told = [
        {"id": f"ar_{day}", "text": f"ar_{day}", "at": day, "day": day, "digest": False, "terms": about} for day in days
    ]
    return pa.Table.from_pylist(told, schema=REPORTS)


MONDAY = 7 * 100_000 + 1


def test_a_week_speaks_for_the_stories_that_begin_in_it_and_for_its_own_articles() -> None:
    held = reports(MONDAY - 1, MONDAY, MONDAY + 7)
    week = 100_000
    near = alike(held, 0)
    assert {row["article"] for row in claims(held, near, week)} == {f"ar_{MONDAY}"}
    assert {row["article"] for row in claims(held, near, week - 1)} == {f"ar_{day}" for day in held["at"].to_pylist()}


def test_of_two_stories_that_claim_an_article_the_earlier_has_it() -> None:
    found = settled([("ar_a", 8, "ar_b"), ("ar_a", 7, "ar_c"), ("ar_d", 8, "ar_b")])
    assert found["ar_a"] == settled([("ar_x", 7, "ar_c")])["ar_x"] != found["ar_d"]


def test_a_window_that_is_too_large_is_gathered_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    held = reports(*range(MONDAY, MONDAY + 5))
    assert [part.num_rows for part in at_once(held)] == [5]
    monkeypatch.setattr(stories, "LARGEST", 2)
    assert [part["at"].to_pylist() for part in at_once(held)] == [
        [MONDAY, MONDAY + 1],
        [MONDAY + 2, MONDAY + 3],
        [MONDAY + 4],
    ]


def test_each_two_articles_of_a_week_and_those_before_it_are_compared_once() -> None:
    held = reports(*range(MONDAY - 3, MONDAY + 3))
    ((ordered, first),) = in_order(held, 100_000)
    assert first == 3
    assert alike(ordered, first).num_rows == 3 + 4 + 5


def test_a_week_that_is_too_large_is_compared_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "LARGEST", 4)
    parts = in_order(reports(*range(MONDAY - 3, MONDAY + 3)), 100_000)
    assert [(part["at"].to_pylist(), first) for part, first in parts] == [
        ([MONDAY - 2, MONDAY - 1, MONDAY, MONDAY + 1], 2),
        ([MONDAY, MONDAY + 1, MONDAY + 2], 2),
    ]


def test_each_article_is_in_one_story_also_where_windows_are_cut(
    monkeypatch: pytest.MonkeyPatch, articles: list[Printed], tmp_path: Path
) -> None:
    monkeypatch.setattr(stories, "LARGEST", 7)
    found = story_of(placed(tmp_path / "out", articles, shards=3))
    assert sorted(found) == sorted(one.id for one in articles)
