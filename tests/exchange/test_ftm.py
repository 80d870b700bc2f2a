"""FollowTheMoney: each entity is valid by the library and its command line, and leads to its source."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import environment
from tests.exchange.conftest import ODD, ODD_SAID, SENT, VALDIN
from tests.exchange.tools import tool
from tests.record import newsroom

from onrecord.exchange.formats import export
from onrecord.exchange.ftm import key
from onrecord.record import Query, Store

followthemoney = tool("followthemoney")

Entities = dict[str, dict[str, dict[str, list[str]]]]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]


@pytest.fixture(scope="module")
def exported(full_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Store(full_record) as store:
        [path] = export(store, "ftm", tmp_path_factory.mktemp("ftm") / "record.ftm.json")
    return path


@pytest.fixture(scope="module")
def entities(exported: Path) -> Entities:
    """Properties by schema and id."""
    found: Entities = defaultdict(dict)
    for one in read(exported):
        found[one["schema"]][one["id"]] = one["properties"]
    return found


def test_the_command_line_of_the_library_changes_nothing(exported: Path, tmp_path: Path) -> None:
    ftm = Path(sys.executable).with_name("ftm")
    done = subprocess.run(
        [ftm, "validate", "-i", exported, "-o", tmp_path / "valid"], env=environment(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    valid = [{name: one[name] for name in ("id", "schema", "properties")} for one in read(tmp_path / "valid")]
    assert valid == read(exported)


def test_entities_are_valid_and_lead_to_entities_that_are_there(exported: Path) -> None:
    held = {one["id"]: one for one in read(exported)}
    assert len(held) == len(read(exported))
    for one in held.values():
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        proxy.schema.validate(one)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert followthemoney.model.get(held[value]["schema"]).is_a(prop.range), (one, prop.name)


def test_each_noun_has_its_place(full_record: Path, entities: Entities) -> None:
    with Store(full_record) as store:
        counts = store.counts()
        articles = [found.item for found in store.articles()]
        statements = [found.item for found in store.statements()]
    assert set(entities["Article"]) == {key(one.id) for one in articles}
    assert {one["recordId"][0] for one in entities["Documentation"].values()} == {
        one.id for one in statements if one.speakers
    }
    assert len(entities["Event"]) == counts["events"]
    assert len(entities["Mention"]) == sum(len(one.entities) for one in articles)
    assert entities["Person"][key(VALDIN)]["name"] == [newsroom.VALDIN]


def test_words_and_deeds_tell_where_they_come_from(full_record: Path, entities: Entities) -> None:
    said, *_ = (one for one in entities["Documentation"].values() if one["summary"] == [newsroom.NEVER])
    assert (said["role"], said["entity"]) == (["said"], [key(VALDIN)])
    article = entities["Article"][said["document"][0]]
    assert said["publisher"] == article["publisher"]
    assert newsroom.NEVER in article["bodyText"][0]
    with Store(full_record) as store:
        [source] = [found.item for found in store.articles() if key(found.item.id) == said["document"][0]]
    assert any(source.capture.id in note for note in article["notes"])
    [sent] = [one for one in entities["Event"].values() if one["summary"] == [SENT.text]]
    assert sent["name"] == ["arms-delivery: Norway → Turkey (S-400 battery)"]
    assert sent["date"] == ["2031-05-02"]
    assert sorted(sent["country"]) == ["no", "tr"]


def test_what_a_person_decided_is_told(entities: Entities) -> None:
    told = entities["Documentation"][key(ODD_SAID[1])]
    assert {"decided by hand: act", "decided by hand: denied"} <= {one.split(" (")[0] for one in told["description"]}
    assert (told["role"], told["status"]) == (["thought"], ["denied"])
    assert key(ODD_SAID[0]) not in entities["Documentation"]


def test_odd_text_stays_but_for_control_characters(entities: Entities) -> None:
    [summary] = entities["Documentation"][key(ODD_SAID[1])]["summary"]
    assert summary.split() == ODD.lines[1][1].split()


def test_ids_stay_from_one_export_to_the_next_and_fit(full: Store, exported: Path, tmp_path: Path) -> None:
    [again] = export(full, "ftm", tmp_path / "again")
    assert again.read_bytes() == exported.read_bytes()
    assert key("st_abc") == "st-abc"
    assert key("person.mira-valdin") == "person.mira-valdin"
    assert followthemoney.types.registry.entity.validate(key("person.łucja brøndal"))
    assert key("person.łucja") != key("person.lucja")


def test_companies_are_told_by_their_legal_form() -> None:
    forms = tool("rigour.names.org_types")
    assert forms.extract_org_types("wisla arms gmbh")
    assert not forms.extract_org_types("ministry of ferries")


def test_a_choice_is_whole_in_itself(full: Store, tmp_path: Path) -> None:
    [path] = export(full, "ftm", tmp_path / "some", Query(speaker="Valdin", about="Halvard"))
    held = {one["id"]: one for one in read(path)}
    assert any(one["schema"] == "Documentation" for one in held.values())
    for one in held.values():
        for name in ("document", "entity", "proof", "resolved", "organizer", "involved"):
            assert set(one["properties"].get(name, ())) <= set(held)
