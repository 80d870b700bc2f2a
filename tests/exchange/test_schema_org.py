"""schema.org as JSON-LD: read by rdflib, with nothing fetched."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.conftest import CLAIMED, ODD, ODD_SAID, SENT
from tests.exchange.tools import tool
from tests.record import newsroom

from onrecord.exchange.formats import export
from onrecord.record import Query, Store


@pytest.fixture(scope="module")
def document(full_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Store(full_record) as store:
        [path] = export(store, "schema.org", tmp_path_factory.mktemp("schema") / "record.jsonld")
    return path


def nodes(path: Path) -> dict[str, dict[str, Any]]:
    found = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    by_id = {one["@id"]: one for one in found}
    assert len(by_id) == len(found)
    return by_id


def test_nodes_stand_one_a_line(document: Path) -> None:
    first, *lines, last = document.read_text(encoding="utf-8").split("\n")[:-1]
    assert json.loads(first + last) == {"@context": {"@vocab": "https://schema.org/"}, "@graph": []}
    assert [json.loads(line.removeprefix(",")) for line in lines] == list(nodes(document).values())


def test_each_statement_is_a_quotation_with_its_source(full_record: Path, document: Path) -> None:
    held = nodes(document)
    with Store(full_record) as store:
        statements = {found.item.id: found for found in store.statements()}
        pages = {found.item.id: found.item.capture.id for found in store.articles()}
    told = {one["identifier"]: one for one in held.values() if one["@type"] == "Quotation"}
    assert told.keys() == statements.keys()
    for id_, one in told.items():
        found = statements[id_]
        assert one["text"] == found.item.text
        assert held[one["citation"]["@id"]]["identifier"] == found.article.id
        assert held[one["isBasedOn"]["@id"]]["sha256"] == pages[found.article.id]
        if found.item.speakers:
            assert held[one["spokenByCharacter"][0]["@id"]]["name"] == found.item.speaker_name


def test_claims_are_there_to_be_checked_and_none_is_rated(document: Path) -> None:
    held = nodes(document)
    reviews = [one for one in held.values() if one["@type"] == "ClaimReview"]
    assert newsroom.NEVER in {one["claimReviewed"] for one in reviews}
    assert CLAIMED.text in {one["claimReviewed"] for one in reviews}
    for one in reviews:
        assert "reviewRating" not in one
        assert held[one["itemReviewed"]["appearance"]["@id"]]["@type"].endswith("Article")
        assert held[one["itemReviewed"]["author"][0]["@id"]]["name"]
    # What was denied, or thought, is nobody's claim.
    assert f"urn:onrecord:{ODD_SAID[1]}#review" not in held


def test_events_are_actions_with_sides_and_standing(document: Path) -> None:
    actions = {one["name"]: one for one in nodes(document).values() if one["@type"] == "Action"}
    sent = actions[SENT.text]
    assert (sent["agent"], sent["participant"]) == (
        [{"@type": "Thing", "name": "Norway"}],
        [{"@type": "Thing", "name": "Turkey"}],
    )
    assert sent["startTime"] == "2031-05-02"
    assert {one["actionStatus"]["@id"].rsplit("/", 1)[-1] for one in actions.values()} == {"PotentialActionStatus"}
    [claimed] = [one for name, one in actions.items() if CLAIMED.text in name]
    assert any(line.startswith("claimed by urn:onrecord:st_") for line in claimed["description"])


def test_what_a_person_decided_is_told(document: Path) -> None:
    told = nodes(document)[f"urn:onrecord:{ODD_SAID[1]}"]["description"]
    assert told[0] == "denied"
    assert {line.split(" (")[0] for line in told[1:]} == {"decided by hand: act", "decided by hand: denied"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib of itself
def test_rdflib_reads_it_without_the_network(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rdflib = tool("rdflib")

    def never(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", never)
    graph = rdflib.Graph().parse(document, format="json-ld")
    asked = """
        PREFIX s: <https://schema.org/>
        SELECT ?who ?outlet WHERE {
            ?said a s:Quotation; s:text ?text; s:spokenByCharacter/s:name ?who; s:citation/s:publisher/s:name ?outlet
        }"""
    found = graph.query(asked, initBindings={"text": rdflib.Literal(newsroom.NEVER)})
    assert {(str(who), str(outlet)) for who, outlet in found} >= {(newsroom.VALDIN, "Norland Wire")}
    texts = {str(text) for text in graph.objects(None, rdflib.URIRef("https://schema.org/text"))}
    assert ODD.lines[1][1] in texts


def test_no_text_ends_the_element_of_a_page_that_holds_the_document(document: Path) -> None:
    assert "<" not in document.read_text(encoding="utf-8")
    assert nodes(document)[f"urn:onrecord:{ODD_SAID[1]}"]["text"].endswith("<script>alert(1)</script>")


def test_a_choice_is_whole_in_itself(full: Store, tmp_path: Path) -> None:
    [path] = export(full, "schema.org", tmp_path / "some", Query(outlet="Ledger"))
    held = nodes(path)
    quoted = [one for one in held.values() if one["@type"] == "Quotation"]
    assert 0 < len(quoted) == len(list(full.statements(Query(outlet="Ledger"))))
    assert all(one["citation"]["@id"] in held for one in quoted)


def test_an_empty_record_is_an_empty_document(store: Store, tmp_path: Path) -> None:
    [path] = export(store, "schema.org", tmp_path / "none")
    assert json.loads(path.read_bytes())["@graph"] == []
