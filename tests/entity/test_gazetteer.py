from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.entity import knowledge
from onrecord.entity.folding import romanised, same_person
from onrecord.entity.gazetteer import demonyms, key, place_ids, places, region_ids, state_names

# Members of the United Nations, its two observers, Taiwan and Kosovo.
STATES = 193 + 2 + 2
DATA = Path(__file__).parents[2] / "src" / "onrecord" / "data" / "knowledge"
MEMBERS = knowledge.rows(Path(__file__).parents[1] / "gold" / "entities" / "countries.tsv")
# Two states share a demonym, or a short name; the one that news means by itself has it.
SHARED = {"Congolese", "Dominican"}


def test_every_state_is_there_with_a_code() -> None:
    rows = knowledge.rows(DATA / "states.tsv")
    assert sum(row["kind"] == "state" for row in rows) == STATES
    assert all(re.fullmatch("[A-Z]{3}", code) for code in state_names())


@pytest.mark.parametrize("row", MEMBERS, ids=[row["iso"] for row in MEMBERS])
def test_every_member_of_the_united_nations_is_known_by_name_adjective_and_capital(row: dict[str, str]) -> None:
    iso, name, adjective, capital = row.values()
    assert places()[key(name)].country == iso
    assert places()[key(name)].type == "country"
    assert adjective in SHARED or demonyms()[adjective] == iso
    assert places()[key(capital)].country == iso


def test_whatever_a_palace_or_street_means_is_there() -> None:
    for row in knowledge.rows(DATA / "metonyms.tsv"):
        means = row["means"]
        assert means in state_names() or knowledge.get(means) is not None, row["name"]


def test_names_and_demonyms_lead_to_one_state() -> None:
    assert places()["Germany"].country == demonyms()["German"] == demonyms()["Germans"] == "DEU"
    assert places()["Niger"].country != places()["Nigeria"].country
    assert places()["Kyiv"] == places()["Kiev"]
    assert place_ids()["Kyiv"] == place_ids()["Kiev"]


def test_places_of_one_name_are_told_apart_by_id() -> None:
    assert region_ids()["Georgia"] == "US-GA"
    assert places()["Georgia"].country == "GEO"
    assert place_ids()["Washington"] != region_ids()["Washington"] == "US-WA"


def test_romanisations_of_one_name_fold_alike() -> None:
    for one, other in [
        ("Shoigu", "Shoygu"),
        ("Zelensky", "Zelenskyy"),
        ("Erdogan", "Erdoğan"),
        ("Aleksei", "Alexey"),
        ("el-Dorni", "al-Dorni"),
        ("Ann Dorn Jr.", "Ann Dorn"),
    ]:
        assert romanised(one).split() == romanised(other).split()


def test_initials_and_surnames_are_the_same_person_but_not_other_first_names() -> None:
    assert same_person(("dorn",), ("peter", "dorn"))
    assert same_person(("p.", "dorn"), ("peter", "dorn"))
    assert not same_person(("anna", "dorn"), ("peter", "dorn"))
