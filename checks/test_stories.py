"""The five saved pages as a record: which articles are one story, which follow, and the offer that was made again.

The pages tell no day for most of their articles, so the days on which these were printed are given here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord import Record, capture, pipeline
from onrecord.model import Saying, Story

# Days of publication, page by page, by what happened on them.
DAYS = [
    ["2025-06-20", "2025-06-26", "2025-06-26"],
    ["2022-08-15"],
    ["2023-08-14"],
    ["2021-12-23"],
    ["2022-08-15", "2024-11-25"],
]


@pytest.fixture(scope="module")
def record(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The articles of the pages, each with its day, in a record."""
    folder = tmp_path_factory.mktemp("five")
    lines = []
    for raw, days in zip(capture.raws([str(shared / "pages")]), DAYS, strict=True):
        assert isinstance(raw, capture.Raw)
        page = capture.page(raw)
        for article, day in zip(pipeline.read_page(page), days, strict=True):
            body = "".join(page.text[start:end] for start, end in article.body)
            name = article.outlet.name if article.outlet else Path(raw.source).name[:3]
            row = {"title": article.title, "outlet": name, "published": day, "text": f"{article.title}\n\n{body}"}
            lines.append(json.dumps(row))
    (folder / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    record = Record(folder / "five.db")
    record.add(folder / "pages.jsonl", whole=True)
    return record


def by_day(record: Record) -> dict[str, Story]:
    return {story.first: story for story in record.stories(least=1) if story.first}


def test_reports_of_one_speech_are_one_story_and_others_are_not(record: Record) -> None:
    stories = by_day(record)
    assert {day: story.sources for day, story in stories.items()} == {
        "2021-12-23": 1,
        "2022-08-15": 2,
        "2023-08-14": 1,
        "2024-11-25": 1,
        "2025-06-20": 1,
        "2025-06-26": 2,
    }


def test_the_offers_of_2022_2023_and_2025_follow_each_other(record: Record) -> None:
    stories = by_day(record)
    assert stories["2023-08-14"].follows == stories["2022-08-15"].id
    assert stories["2025-06-20"].follows == stories["2022-08-15"].id
    assert stories["2024-11-25"].follows is None


def test_the_offer_of_2022_is_one_saying_in_two_outlets(record: Record) -> None:
    offers = list(record.sayings(speaker="Putin", about="weapons", since="2022-08", until="2022-08"))
    offer: Saying = max(offers, key=lambda one: one.sources)
    assert offer.sources == 2
    assert len({one.outlet for one in offer.versions}) == 2
    assert any("ready to offer" in one.text for one in offer.versions)
    assert record.verify() == []
