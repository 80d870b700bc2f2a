"""What programs are answered: what fits and nothing else, everything by its id, and each refusal with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.record.factory import TITLE
from tests.record.newsroom import CHOIR, IDS, OWN, VALDIN, WIRE
from tests.web.conftest import HOST, RETOLD_WORDS, TOKEN, Ask

from onrecord.record import Signature, Store
from onrecord.web import Settings, make_app
from onrecord.web.api import looking

V1 = "/api/v1"
PROBLEM = "application/problem+json"


def asked(client: TestClient, path: str, **parameters: object) -> Any:
    answer = client.get(f"{V1}/{path}", params={name: str(value) for name, value in parameters.items()})
    assert answer.status_code == 200, answer.text
    return answer.json()


def items(client: TestClient, path: str, **parameters: object) -> list[Any]:
    found = asked(client, path, limit=200, **parameters)["items"]
    return [one["item"] if set(one) == {"item", "article"} else one for one in found]


# What is asked for ----------------------------------------------------------------------------------------------------


def test_a_speaker_has_their_own_words_and_nobody_elses(reading: TestClient) -> None:
    found = items(reading, "statements", speaker="Teun Orlo")
    assert [one["text"] for one in found] == ["Nobody needs to fear for his house tonight"]


def test_a_topic_is_found_by_the_names_of_its_class(reading: TestClient) -> None:
    assert {one["text"] for one in items(reading, "statements", about="weapons")} == {
        "We will send twelve drones to the harbour of Tolm",
        "Our warplanes remain on the ground",
        "Norland offered two frigates to Karsa",
    }


def test_filters_hold_all_at_once(reading: TestClient) -> None:
    found = asked(reading, "statements", speaker="Valdin", outlet="morning karsa", since="2029", until="2029-11")
    assert [one["item"]["text"] for one in found["items"]] == ["The reactor at Tolm stays closed"]
    assert found["items"][0]["article"]["outlet"] == "The Morning Karsa"


def test_what_has_no_day_fits_no_time_and_is_counted(reading: TestClient) -> None:
    everything = items(reading, "statements")
    dated = asked(reading, "statements", since="1900", limit=200)
    assert dated["undated"] == len(everything) - len(dated["items"]) == 2
    assert asked(reading, "statements", limit=200)["undated"] == 0


def test_what_is_undated_is_counted_once_and_not_again_on_the_pages_that_follow(reading: TestClient) -> None:
    first = asked(reading, "statements", since="1900", limit=1)
    assert (first["undated"], asked(reading, "statements", since="1900", cursor=first["next"])["undated"]) == (2, None)


@pytest.mark.parametrize(
    ("filters", "modes"),
    [
        ({"actor": "Norland"}, ["arms-delivery", "arms-deal"]),
        ({"actor": "Karsa"}, []),
        ({"recipient": "Karsa", "status": "offered"}, ["arms-deal"]),
        ({"item": "frigates"}, ["arms-deal"]),
        ({"mode": "arms-delivery"}, ["arms-delivery"]),
        ({"denied": "true"}, []),
        ({"type": "cooperate", "since": "2031-05-02", "until": "2031-05-02"}, ["arms-delivery"]),
        ({"min_confidence": 0.9}, []),
    ],
)
def test_events_are_found_by_who_did_what_to_whom(
    reading: TestClient, filters: dict[str, object], modes: list[str]
) -> None:
    assert [one["mode"] for one in items(reading, "events", **filters)] == modes


def test_articles_and_entities_are_found_by_what_they_are(reading: TestClient) -> None:
    assert len(items(reading, "articles", kind="news")) == len(items(reading, "articles"))
    assert items(reading, "articles", kind="opinion") == items(reading, "entities", type="law") == []
    assert {one["name"] for one in items(reading, "entities", type="person", about="Orlo")} == {"Teun Orlo"}


def test_stories_and_sayings_are_found_by_how_many_report_them(reading: TestClient) -> None:
    told = items(reading, "stories", sources=2)
    assert told
    assert all(story["sources"] >= 2 for story in told)
    assert len(told) < len(items(reading, "stories"))
    (saying,) = items(reading, "sayings", speaker=VALDIN)
    assert {one["article"] for one in saying["versions"]} >= {WIRE.id, OWN.id}


def test_a_timeline_is_of_somebody_or_something(reading: TestClient) -> None:
    (entry,) = items(reading, "timeline", speaker="Orlo")
    assert (entry["kind"], entry["who"], entry["day"]) == ("said", "Teun Orlo", "2031-05-04")
    between = items(reading, "timeline", one="Norland", other="Karsa")
    assert [one["kind"] for one in between] == ["done", "done"]
    assert reading.get(f"{V1}/timeline").status_code == 422
    assert reading.get(f"{V1}/timeline", params={"one": "Norland"}).status_code == 422


def test_two_sides_have_their_ladders(reading: TestClient) -> None:
    ladders = asked(reading, "pair", one="Norland", other="Karsa")
    assert {rung["status"] for ladder in ladders for rung in ladder["rungs"]} == {"done", "offered"}
    assert {ladder["class"] for ladder in asked(reading, "pair", one="Norland", other="Karsa", item="drones")} == {
        "drone"
    }


def test_a_search_tells_how_it_was_understood_and_goes_on_where_it_ended(reading: TestClient) -> None:
    found = asked(reading, "search", q="what did Mira Valdin say about Tolm?", limit=1)
    assert found["asked"]["is_question"]
    assert found["asked"]["speaker"] == "Mira Valdin"
    seen = [hit["item"]["id"] for hit in found["hits"]]
    while found["next"]:
        found = reading.get(found["next"]).json()
        seen += [hit["item"]["id"] for hit in found["hits"]]
    assert len(seen) == len(set(seen)) == found["total"] > 1


def test_no_hits_are_led_to_that_may_not_be_asked_for(reading: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.get(f"{V1}/search?start=2001").status_code == 422
    assert asked(reading, "search", q="Tolm", start=1, limit=1)["next"]
    monkeypatch.setattr(looking, "_FARTHEST", 1)  # as if there were two thousand hits
    assert asked(reading, "search", q="Tolm", start=1, limit=1)["next"] is None


# What it has ----------------------------------------------------------------------------------------------------------


def test_everything_is_had_by_its_id_and_says_what_it_is(reading: TestClient) -> None:
    for listing, kind in (
        ("statements", "statement"),
        ("events", "event"),
        ("articles", "article"),
        ("entities", "entity"),
        ("stories", "story"),
        ("sayings", "saying"),
    ):
        for one in items(reading, listing):
            found = asked(reading, f"items/{one['id']}")
            assert (found["kind"], found["item"]["id"]) == (kind, one["id"])


def test_a_capture_has_its_text_its_bytes_and_its_articles(reading: TestClient) -> None:
    capture = asked(reading, f"items/{WIRE.id}")["item"]["capture"]["id"]
    page, _ = WIRE.made()
    assert asked(reading, f"captures/{capture[:8]}/text")["text"] == page.text
    answer = reading.get(f"{V1}/captures/{capture}/bytes")
    assert (answer.content, answer.headers["content-type"]) == (page.data, "application/octet-stream")
    assert [one["id"] for one in asked(reading, f"captures/{capture}/articles")] == [WIRE.id]


def test_months_that_are_not_known_are_null(reading: TestClient, kept: Path) -> None:
    with Store(kept) as store:
        undated = next(one.item.speaker for one in store.statements() if one.article.published is None)
    assert undated is not None
    assert asked(reading, f"entities/{undated}/speaking")["months"] == [{"month": None, "statements": 1}]


def test_wordings_lie_side_by_side(reading: TestClient) -> None:
    statement = next(one for one in items(reading, "statements", speaker=VALDIN) if "tow" in one["text"])
    (pair,) = asked(reading, f"sayings/{statement['id']}/compared")
    assert "".join(f" {one['one']}" for one in pair["pieces"] if one["one"]).strip() == RETOLD_WORDS
    assert pair["differs"] == [{"mark": "qualifier", "one": "probably", "other": ""}]


def test_a_story_has_its_line_and_what_its_copies_changed(reading: TestClient) -> None:
    assert [WIRE.id in {one["id"] for one in story["articles"]} for story in asked(reading, f"stories/{OWN.id}/line")]
    changes = asked(reading, f"stories/{WIRE.id}/changes")
    assert any("Passengers saved" in told for change in changes for told in change["changes"])


def test_pages_that_failed_are_listed_with_their_reason(reading: TestClient) -> None:
    first = asked(reading, "failures", limit=1)["items"][0]
    assert (first["source"], first["stage"], first["reason"]) == ("lost-0.html", "capture", "an empty file")


def test_an_id_from_before_a_ruling_leads_to_what_answers_for_it(record: Path, ask: Ask) -> None:
    with Store(record, write=True) as store:
        gone = store.get("Łucja Brøndal").item.id
        store.decide_same("Łucja Brøndal", "Osman Yılmaz", Signature("an editor"))
    found = asked(ask(), f"items/{gone}")
    assert (found["item"]["name"], found["item"]["id"] != gone) == ("Osman Yılmaz", True)
    assert asked(ask(), f"entities/{gone}/dossier")["id"] == found["item"]["id"]


def test_a_name_with_a_slash_has_an_address(ask: Ask) -> None:
    client = ask()
    kept = client.put(f"{V1}/searches/drones%2Ffrigates", json={"q": "drones"}, headers={"If-None-Match": "*"})
    assert kept.status_code == 201
    assert asked(client, "searches/drones%2Ffrigates")["query"] == {"q": "drones"}


# Changing -------------------------------------------------------------------------------------------------------------


def test_rulings_are_made_undone_and_listed(ask: Ask) -> None:
    client = ask()
    same = {"ruling": "same", "entity": "Łucja Brøndal", "other": "Osman Yılmaz", "by": "an editor"}
    made = client.post(f"{V1}/decisions", json=same)
    assert made.status_code == 201, made.text
    assert items(client, "entities", about="Brøndal") == []
    undone = client.post(f"{V1}/decisions/{made.json()['number']}/undo", json={"by": "another"})
    assert undone.status_code == 201
    assert [one["name"] for one in items(client, "entities", about="Brøndal")] == ["Łucja Brøndal"]
    assert [one["ruling"]["ruling"] for one in items(client, "decisions")] == ["same", "undo", "same", "undo"]


def test_some_mentions_may_mean_another(ask: Ask) -> None:
    client = ask()
    apart = {"ruling": "apart", "entity": IDS[VALDIN], "articles": [OWN.id], "other": "Mirea Valdin", "by": "an editor"}
    made = client.post(f"{V1}/decisions", json=apart)
    assert made.status_code == 201, made.text
    assert {one["speaker_name"] for one in items(client, "statements", speaker="Mirea Valdin")} == {"Mirea Valdin"}


CHANGES = [
    ("PUT", "searches/drones", {"q": "drones"}, {"If-None-Match": "*"}),
    ("DELETE", "searches/ferry", None, {"If-Match": "*"}),
    ("POST", "decisions", {"ruling": "same", "entity": "Łucja Brøndal", "other": "Osman Yılmaz", "by": "x"}, {}),
    ("POST", "decisions/1/undo", {"by": "x"}, {}),
]


@pytest.mark.parametrize(("method", "path", "body", "headers"), CHANGES)
@pytest.mark.parametrize(
    ("settings", "shown", "status"),
    [({"writable": False}, True, 403), ({}, False, 401)],
    ids=["a desk for reading", "no token"],
)
def test_nobody_changes_anything_but_by_the_token_where_it_is_writable(  # noqa: PLR0913, PLR0917 - each is part of a request
    ask: Ask,
    method: str,
    path: str,
    body: object,
    headers: dict[str, str],
    settings: dict[str, object],
    shown: bool,
    status: int,
) -> None:
    client = ask(shown=shown, **settings)
    before = (asked(client, "searches"), asked(client, "decisions"))
    answer = client.request(method, f"{V1}/{path}", json=body, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    assert (asked(client, "searches"), asked(client, "decisions")) == before


def test_a_token_that_is_nearly_right_is_wrong(ask: Ask) -> None:
    headers = {"Authorization": f"Bearer {TOKEN[:-1]}", "If-Match": "*"}
    assert ask(shown=False).delete(f"{V1}/searches/ferry", headers=headers).status_code == 401


def test_a_desk_that_is_open_to_others_tells_nothing_without_the_token(kept: Path) -> None:
    app = make_app(Settings(kept, host="192.0.2.7", token=TOKEN, names=(HOST,)))
    client = TestClient(app)
    for path in ("statements", "openapi.json", "captures/abcdefgh/bytes", "nothing"):
        assert client.get(f"{V1}/{path}").status_code == 401
    assert client.get(f"{V1}/counts", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


# Refusing -------------------------------------------------------------------------------------------------------------

NEW = {"If-None-Match": "*", "Content-Type": "application/json"}
REFUSALS: list[tuple[str, str, dict[str, Any], int]] = [
    ("GET", "nothing", {}, 404),
    ("GET", "items/st_nothingofthatname", {}, 404),
    ("GET", "items/x%00y", {}, 404),
    ("GET", "searches/nobody kept this", {}, 404),
    ("GET", "timeline?story=sy_nothingofthatname", {}, 404),
    ("POST", "statements", {}, 405),
    ("DELETE", "decisions", {}, 405),
    ("GET", "statements?limit=0", {}, 422),
    ("GET", "statements?limit=many", {}, 422),
    ("GET", "statements?speaker=", {}, 422),
    ("GET", "statements?kind=shouted", {}, 422),
    ("GET", "statements?since=2022-13", {}, 422),
    ("GET", "statements?since=2022-02-30", {}, 422),
    ("GET", "events?min_confidence=nan", {}, 422),
    ("GET", "entities/st_abcdefgh/dossier", {}, 404),
    ("GET", f"entities/{WIRE.id}/dossier", {}, 422),
    ("GET", "statements?about=" + "x" * 9000, {}, 414),
    ("PUT", "searches/long", {"content": b"x" * 70_000, "headers": NEW}, 413),
    ("PUT", "searches/odd", {"content": b"{", "headers": NEW}, 422),
    ("PUT", "searches/odd", {"content": b"[" * 30_000, "headers": NEW}, 400),
    ("PUT", "searches/odd", {"content": b'{"q": "\\ud800"}', "headers": NEW}, 422),
    ("PUT", "searches/odd", {"json": {"words": "x"}, "headers": NEW}, 422),
    ("PUT", "searches/odd", {"json": {"exact": 1}, "headers": NEW}, 422),
    ("PUT", "searches/odd", {"json": {}}, 428),
    ("POST", "decisions", {"json": {"ruling": "same", "entity": "Nobody", "other": "No one", "by": "x"}}, 404),
    ("POST", "decisions", {"json": {"ruling": "apart", "entity": "Teun Orlo", "by": "x"}}, 422),
    ("POST", "decisions", {"json": {"ruling": "same", "entity": "Teun Orlo", "by": "x"}}, 422),
    ("POST", "decisions/99/undo", {"json": {"by": "x"}}, 422),
    ("DELETE", "searches/ferry", {"headers": {"Origin": "https://elsewhere.example", "If-Match": "*"}}, 403),
    ("GET", "counts", {"headers": {"Host": "elsewhere.example"}}, 421),
]


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"), REFUSALS, ids=[f"{one[0]} {one[1][:40]} {one[3]}" for one in REFUSALS]
)
def test_every_refusal_is_a_problem_with_its_reason(
    writable: TestClient, method: str, path: str, sent: dict[str, Any], status: int
) -> None:
    answer = writable.request(method, f"{V1}/{path}", **sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    told = answer.json()
    assert told["status"] == status
    assert told["type"] == "about:blank"
    assert told["title"]


def test_a_slip_of_the_pen_does_not_let_everything_through(reading: TestClient) -> None:
    for address, word in (("statements?speker=Orlo", "speker"), ("search?query=drones", "query"), ("counts?x=1", "x")):
        answer = reading.get(f"{V1}/{address}")
        assert (answer.status_code, answer.json()["detail"].partition(":")[0]) == (422, word)
    assert reading.get(f"{V1}/statements?speaker=Orlo&speaker=Valdin").status_code == 422


def test_who_asks_in_a_wrong_way_is_told_the_right_ones(reading: TestClient) -> None:
    for path, ways in (
        ("searches/ferry", {"GET", "PUT", "DELETE"}),
        ("decisions", {"GET", "POST"}),
        ("counts", {"GET"}),
    ):
        answer = reading.options(f"{V1}/{path}")
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, ways)


def test_too_many_requests_are_asked_to_wait(ask: Ask) -> None:
    client = ask(rate=3, per=60)
    answers = [client.get(f"{V1}/counts") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert (answers[3].headers["content-type"], answers[3].headers["retry-after"]) == (PROBLEM, "60")


def test_while_somebody_else_adds_pages_changes_are_asked_to_wait(ask: Ask, record: Path) -> None:
    client = ask()
    with Store(record, write=True):
        answer = client.delete(f"{V1}/searches/ferry", headers={"If-Match": "*"})
        assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
        assert int(answer.headers["retry-after"]) > 0
        assert asked(client, "counts")["captures"] > 0


# The description ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def described(reading: TestClient) -> Any:
    return asked(reading, "openapi.json")


def operations(described: Any) -> Iterator[Any]:
    for methods in described["paths"].values():
        yield from methods.values()


def test_operations_have_names_to_program_by(described: Any) -> None:
    names = [told["operationId"] for told in operations(described)]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and "api" not in name for name in names)


def test_parameters_are_of_one_type_and_explained(described: Any) -> None:
    for told in operations(described):
        for one in told.get("parameters", ()):
            assert "anyOf" not in one["schema"], (told["operationId"], one["name"])
            assert one.get("description") or told["operationId"] == "undo", (told["operationId"], one["name"])


def test_shapes_are_named_for_readers(described: Any) -> None:
    assert not [name for name in described["components"]["schemas"] if "__" in name.strip("_")]


def test_the_page_for_people_lists_all_that_programs_can_ask(reading: TestClient, described: Any) -> None:
    page = reading.get("/api").text
    assert all(path in page for path in described["paths"])


def test_nothing_that_is_found_is_lost_on_the_way(reading: TestClient) -> None:
    """What the record has of an article is what the API tells, key by key."""
    article = next(one for one in items(reading, "articles") if one["title"] == TITLE)
    assert article["schema"] == 1
    assert article["statements"][0]["text"].startswith("We will send twelve drones")
    assert items(reading, "articles", about="lullabies")[0]["id"] == CHOIR.id
