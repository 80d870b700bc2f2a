"""Sayings in bulk: those of a record, a speaker at a time, with copies told beside what they repeat."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.archive.placed import Printed, Said, begun, do, rows, sentence

from onrecord.archive import components, copies, lines, sayings, stories
from onrecord.archive.run import Run
from onrecord.archive.sayings import SPOKEN, compared, repeating, voiced
from onrecord.archive.tables import week_name, week_of

NEVER = "We will never tow the Halvard back into a harbour of ours"
TWICE = "The Halvard will not be towed into any harbour of ours, now or ever"
OTHER = "The price of bread in Tolm is a matter for the bakers alone"


def spoken(id_: str, text: str, article: str, day: str = "2031-05-06", /, **told: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(SPOKEN.names)
    known = {"id": id_, "text": text, "article": article, "earliest": day, "latest": day, "speaker": "person.valdin"}
    said = {"kind": "direct", "act": "said", "denied": False, "is_told": True, "week": 3, "language": "en"}
    return row | known | said | {"counted": article, "outlet": article} | told


def together(found: sayings.Voiced) -> set[frozenset[str]]:
    held: dict[str, set[str]] = {}
    for row in found.saying_of:
        held.setdefault(row["saying"], set()).add(row["statement"])
    return {frozenset(one) for one in held.values()}


def test_the_same_words_in_two_articles_are_one_saying() -> None:
    found = voiced([spoken("st_a", NEVER, "ar_1"), spoken("st_b", NEVER, "ar_2"), spoken("st_c", OTHER, "ar_2")])
    assert together(found) == {frozenset({"st_a", "st_b"})}
    assert [(row["statements"], row["sources"], row["outlets"]) for row in found.sayings] == [(2, 2, 2)]


def test_a_copy_says_what_its_original_says_and_is_no_source_of_its_own() -> None:
    copy = spoken("st_b", NEVER, "ar_2", repeats="ar_1", counted="ar_1")
    found = voiced([spoken("st_a", NEVER, "ar_1"), copy])
    assert [(row["statements"], row["sources"], row["outlets"]) for row in found.sayings] == [(2, 1, 2)]


def test_words_that_a_copy_changed_are_compared_as_any_others() -> None:
    held = [spoken("st_a", NEVER, "ar_1"), spoken("st_b", TWICE, "ar_2", repeats="ar_1")]
    held.append(spoken("st_c", NEVER.upper(), "ar_3", repeats="ar_1"))
    assert repeating(held) == {"st_a": "st_a", "st_b": "st_b", "st_c": "st_a"}


def test_what_was_said_again_leads_from_the_earlier_to_the_later() -> None:
    (found,) = voiced([spoken("st_b", NEVER, "ar_1", "2031-09-06"), spoken("st_a", NEVER, "ar_2")]).relations
    assert (found["one"], found["other"], found["relation"]) == ("st_a", "st_b", "again")
    assert week_name(found["week"]) == "2031-W36"


@pytest.mark.parametrize(
    ("earliest", "latest", "week"),
    [("2023-01-01", "2024-01-01", "2031-W19"), ("2031-05-06", "2031-05-07", "2031-W19"), (None, None, "2031-W20")],
)
def test_a_saying_is_of_the_week_in_which_it_was_said_where_that_is_told(
    earliest: str | None, latest: str | None, week: str
) -> None:
    of = {"earliest": earliest, "latest": latest}
    found = voiced(
        [
            spoken("st_a", NEVER, "ar_1", week=week_of("2031-05-14"), **of),
            spoken("st_b", NEVER, "ar_2", week=week_of("2031-05-07" if earliest else "2031-05-14"), **of),
        ]
    )
    assert [week_name(row["week"]) for row in found.sayings] == [week]


@pytest.fixture
def many() -> list[dict[str, Any]]:
    lot = Random(2)
    said = [sentence(lot) for _ in range(24)]
    return [spoken(f"st_{at:02}", said[at % 24], f"ar_{at}", f"20{20 + at}-01-01") for at in range(36)]


def test_of_who_says_very_much_the_same_words_are_linked_through_all_of_time(
    monkeypatch: pytest.MonkeyPatch, many: list[dict[str, Any]]
) -> None:
    whole = compared(many)
    monkeypatch.setattr(sayings, "LARGEST", 8)
    found = compared(many)
    repeated = {(f"st_{at:02}", f"st_{at + 24:02}") for at in range(12)}
    assert repeated <= found
    assert repeated <= whole
    far = {pair for pair in found if abs(int(pair[0][3:]) - int(pair[1][3:])) >= 8}
    assert far == repeated


def test_of_who_says_very_much_the_order_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch, many: list[dict[str, Any]]
) -> None:
    monkeypatch.setattr(sayings, "LARGEST", 8)
    assert compared(many[::-1]) == compared(many)


ARTICLES = [
    Printed("ar_1", "Ferry Halvard aground off Tolm", f"“{NEVER},” said Valdin in Tolm.", "Wire", "2031-05-06"),
    Printed("ar_2", "Halvard: minister speaks in Tolm", f"In Tolm Valdin said: “{NEVER}.”", "Gazette", "2031-05-06"),
    Printed("ar_3", "Bakers of Tolm raise the price of bread", f"“{OTHER},” said Valdin.", "Gazette", "2031-05-08"),
]
SAID = [
    Said("st_1", "ar_1", "person.valdin", NEVER, earliest="2031-05-06", latest="2031-05-07"),
    Said("st_2", "ar_2", "person.valdin", NEVER, earliest="2031-05-06", latest="2031-05-07"),
    Said("st_3", "ar_3", "person.valdin", OTHER, earliest="2031-05-08", latest="2031-05-09"),
    Said("st_4", "ar_3", None, NEVER, earliest="2031-05-08", latest="2031-05-09"),
    Said("st_5", "ar_3", "person.valdin", NEVER, act="asked", earliest="2031-05-08", latest="2031-05-09"),
    Said("st_6", "ar_3", "person.orlo", NEVER, earliest="2031-05-08", latest="2031-05-09"),
    Said("st_7", "ar_3", "person.orlo", NEVER, earliest="2031-05-08", latest="2031-05-09"),
]


def gathered(folder: Path, shards: int) -> Run:
    run = begun(folder, ARTICLES, SAID, shards=shards)
    for module in (copies, components, stories, lines, sayings):
        do(run, module.flow(run))
    return run


def test_a_run_tells_which_statement_is_in_which_saying_whatever_the_shards(tmp_path: Path) -> None:
    one, some = gathered(tmp_path / "one", 1), gathered(tmp_path / "some", 3)
    assert [row["statement"] for row in rows(one, "voiced", "saying_of")] == ["st_1", "st_2"]
    for name in ("sayings", "saying_of", "relations"):
        assert rows(some, "voiced", name) == rows(one, "voiced", name)


def test_sayings_are_found_without_stories(tmp_path: Path) -> None:
    run = begun(tmp_path / "out", ARTICLES, SAID)
    do(run, sayings.flow(run))
    assert {row["statement"] for row in rows(run, "voiced", "saying_of")} == {"st_1", "st_2"}
