"""Story lines in bulk: a story follows the one before that it has most in common with."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.archive.placed import Printed, rows
from tests.archive.test_stories import placed

from onrecord.archive import lines
from onrecord.story.lines import FARTHEST

TRIAL = (
    (
        "ar_1",
        "Captain of the Halvard charged in Tolm",
        "Prosecutors in Tolm charged the captain of the ferry Halvard.",
        1,
    ),
    (
        "ar_2",
        "Halvard captain on trial in Tolm",
        "The trial of the ferry Halvard's captain began before Tolm judges.",
        3,
    ),
    (
        "ar_3",
        "Halvard captain freed by Tolm judges",
        "Judges in Tolm freed the ferry Halvard's captain after the trial.",
        6,
    ),
    ("ar_4", "Choir of Aldmark wins song prize", "A choir of bakers from Aldmark sang three lullabies to the jury.", 6),
)


def test_a_story_follows_the_latest_of_those_before_it_that_are_most_like_it(tmp_path: Path) -> None:
    held = [
        Printed(name, title, body, "Wire", f"2031-{month:02}-05", f"2031-{month:02}-06")
        for name, title, body, month in TRIAL
    ]
    run = placed(tmp_path / "out", held, shards=2)
    story = {row["article"]: row["story"] for row in rows(run, "told", "story_of")}
    follows = {row["id"]: row["follows"] for row in rows(run, "told", "stories")}
    assert [follows[story[name]] for name, *_ in TRIAL] == [None, story["ar_1"], story["ar_2"], None]


def test_under_a_term_that_many_have_a_story_meets_the_latest_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MET", 2)
    leading = [(7, day, f"sy_{day}") for day in range(6)]
    assert [other for story, other in lines.earlier(leading) if story == "sy_5"] == ["sy_3", "sy_4"]


def test_what_was_years_ago_is_not_followed_up() -> None:
    leading = [(7, 1, "sy_a"), (7, 2 + FARTHEST, "sy_b")]
    assert list(lines.earlier(leading)) == []
    assert list(lines.earlier([(7, 1, "sy_a"), (7, 9, "sy_b")])) == [("sy_b", "sy_a")]
