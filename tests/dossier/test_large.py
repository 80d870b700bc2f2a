"""A story of 2,000 articles: a dossier of it is made in seconds, and says what it leaves out."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator

import pytest
from tests.dossier.conftest import MADE
from tests.dossier.opened import Page
from tests.record.factory import Told

from onrecord.dossier import LIMIT, Choice, Format, dossier
from onrecord.record import Store

ARTICLES, STATEMENTS = 2000, 4
STORY = "sy_large"
SHARED = "Every paper prints this one sentence of mine"


def told(number: int) -> Told:
    lines = [(f"Speaker {number % 50}", f"In report {number} sentence {one} stands alone") for one in range(STATEMENTS)]
    return Told(
        title=f"Report {number}",
        lines=[*lines, ("Mira Valdin", SHARED)],
        outlet=f"Paper {number % 40}",
        published=f"2031-05-{1 + number % 28:02}",
        source=f"{number}.txt",
        ids={"Mira Valdin": "person.valdin"},
    )


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A record in which all articles are one story, put together by hand: to find that out takes minutes."""
    path = tmp_path_factory.mktemp("large") / "onrecord.db"
    with Store(path, create=True, write=True) as store:
        store.put_many(told(number).made() for number in range(ARTICLES))
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(
            "INSERT INTO stories (id, label, earliest, latest, articles, texts, outlets)"
            " VALUES (?, 'A large story', '2031-05-01', '2031-05-29', ?, ?, 40)",
            (STORY, ARTICLES, ARTICLES),
        )
        connection.execute(
            "INSERT INTO placed (article, made_by, source, terms, prints, leads, story)"
            " SELECT id, '1', '', x'', '[]', '[]', ? FROM articles",
            (STORY,),
        )
        connection.execute(
            "INSERT INTO utterances (statement, speaker, made_by, saying)"
            " SELECT id, 'person.valdin', '1', 'sa_large' FROM statements WHERE text = ?",
            (SHARED,),
        )
    connection.close()
    with Store(path) as store:
        yield store


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_it_is_made_in_seconds(form: Format, large: Store) -> None:
    began = time.monotonic()
    made = dossier(large, Choice(story=STORY, limit=100_000), form, made=MADE)
    text = "\n".join(made.lines)
    assert time.monotonic() - began < 30
    assert made.told == ARTICLES * STATEMENTS + 1
    for number in (0, 999, ARTICLES - 1):
        assert f"In report {number} sentence 3 stands alone" in text


def test_what_stands_in_all_of_them_has_a_dozen_footnotes_and_counts_the_rest(large: Store) -> None:
    page = Page("\n".join(dossier(large, Choice(search=f'"{SHARED}"', limit=100), "html", made=MADE).lines))
    [line] = [one for one in page.document.select(".lines > li") if SHARED in one.text]
    assert len(line.select("[role=doc-noteref]")) == 12
    assert f"and {ARTICLES - 12:,} more articles" in " ".join(line.text.split())


def test_unless_asked_for_more_it_stops_and_says_so(large: Store) -> None:
    page = Page("\n".join(dossier(large, Choice(story=STORY), "html", made=MADE).lines))
    assert len(page.document.select(".lines > li")) == LIMIT
    assert page.lines(".remarks li") == [
        f"The first {LIMIT} of {ARTICLES * STATEMENTS + 1:,} lines; a higher limit takes more.",
        "On what the articles differ is asked of the first 40 alone.",
    ]
    assert len(page.document.select(".printed li")) == ARTICLES
