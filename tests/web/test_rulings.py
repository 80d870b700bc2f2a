"""Rulings by the API: each kind, what cannot be, what waits, who goes by a name."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.conftest import DEMO
from tests.web.conftest import _desk
from tests.web.deciding import decisions, done, got, said, text_of

from onrecord import capture, pipeline
from onrecord.model import Statement
from onrecord.record import Signature, Store
from onrecord.ruling import Accept, Add, Correct, Reject


@pytest.fixture
def record(demo_record: Path, tmp_path: Path) -> Path:
    """A demo archive of one's own."""
    return Path(shutil.copy(demo_record, tmp_path / "onrecord.db"))


@pytest.fixture
def desk(record: Path) -> TestClient:
    return _desk(record)


# By the API -----------------------------------------------------------------------------------------------------------

V1 = "/api/v1"


def test_every_ruling_is_made_by_the_api(desk: TestClient, record: Path) -> None:
    item, event = said(record, lambda one: one.kind == "direct"), done(record)
    article, _ = text_of(record, item)
    start = article.body[0][0]
    rulings: list[dict[str, Any]] = [
        {"ruling": "accept", "item": event.id},
        {
            "ruling": "correct",
            "item": event.id,
            "changes": {"status": "planned", "recipients": [{"name": "The Board"}]},
        },
        {"ruling": "correct", "item": item.id, "changes": {"speaker": None, "content": [[start, start + 30]]}},
        {
            "ruling": "add",
            "article": article.id,
            "content": [[start, start + 10]],
            "fields": {"speaker": {"name": "X Y"}},
        },
        {"ruling": "reject", "item": event.id},
        {"ruling": "correct", "item": article.id, "changes": {"title": "By hand", "published": "2024-01-02"}},
    ]
    made = [desk.post(f"{V1}/decisions", json={**one, "by": "a program"}) for one in rulings]
    assert [one.status_code for one in made] == [201] * 6, [one.text[:200] for one in made]
    assert [type(one) for one in decisions(record)] == [Accept, Correct, Correct, Add, Reject, Correct]
    became = made[2].json()["ruling"]["became"]
    now = got(record, item.id)
    assert isinstance(now, Statement)
    assert (now.id, now.speaker, now.content) == (became, None, ((start, start + 30),))
    about = desk.get(f"{V1}/decisions", params={"item": became}).json()["items"]
    assert [one["number"] for one in about] == [3]
    assert "words: " in about[0]["told"]
    undone = desk.post(f"{V1}/decisions/3/undo", json={"by": "another"})
    assert undone.status_code == 201
    assert undone.json()["told"] == "decision 3 is undone"
    force = {one["number"]: one["in_force"] for one in desk.get(f"{V1}/decisions").json()["items"]}
    assert force == {1: True, 2: True, 3: False, 4: True, 5: True, 6: True, 7: False}
    counting = desk.get(f"{V1}/decisions", params={"in_force": "true"}).json()["items"]
    assert [one["number"] for one in counting] == [1, 2, 4, 5, 6]


@pytest.mark.parametrize(
    ("ruling", "status", "named"),
    [
        ({"ruling": "accept", "item": "st_nothingofthatname"}, 404, "st_nothingofthatname"),
        ({"ruling": "accept"}, 422, "item"),
        ({"ruling": "judge", "item": "x"}, 422, "ruling"),
        ({"ruling": "correct", "item": "{item}", "changes": {}}, 422, "say what is otherwise"),
        ({"ruling": "correct", "item": "{item}", "changes": {"mood": "glad"}}, 422, "mood"),
        ({"ruling": "correct", "item": "{item}", "changes": {"denied": 1}}, 422, "denied"),
        ({"ruling": "correct", "item": "{item}", "changes": {"content": [[0]]}}, 422, "content"),
        ({"ruling": "correct", "item": "{item}", "changes": {"content": [[5, 99999999]]}}, 422, "content"),
        ({"ruling": "correct", "item": "{item}", "changes": {"status": "done"}}, 422, "status"),
        ({"ruling": "correct", "item": "{item}", "changes": {"said": "soon"}}, 422, "said"),
        ({"ruling": "correct", "item": "{item}", "changes": {"speaker": {"nome": "x"}}}, 422, "speaker"),
        ({"ruling": "add", "article": "{item}", "content": "x"}, 422, "no article"),
        ({"ruling": "add", "article": "ar_nothingofthatname", "content": "x"}, 404, "ar_nothingofthatname"),
    ],
)
def test_a_ruling_that_cannot_be_names_the_field(
    desk: TestClient, record: Path, ruling: dict[str, Any], status: int, named: str
) -> None:
    item = said(record).id
    body = {name: value.format(item=item) if isinstance(value, str) else value for name, value in ruling.items()}
    answer = desk.post(f"{V1}/decisions", json={**body, "by": "a program"})
    assert answer.status_code == status, answer.text
    assert named in answer.json()["detail"]
    assert decisions(record) == []


def test_the_queue_and_names_are_told_to_programs(desk: TestClient, record: Path) -> None:
    found = desk.get(f"{V1}/queue", params={"kind": "event", "limit": 3}).json()
    with Store(record) as store:
        assert found["items"] == [one.model_dump() for one in store.queue("event", 3)]
        assert (found["statements"], found["events"]) == tuple(store.queued().values())
    assert desk.get(f"{V1}/named", params={"name": "Bren"}).json() == []
    [brenek] = desk.get(f"{V1}/named", params={"name": "Oskar Bren", "begun": "true"}).json()
    assert brenek["name"] == "Oskar Brenek"
    assert desk.get(f"{V1}/unsettled").json() == []
    assert desk.get(f"{V1}/decisions", params={"item": "nobody of this name"}).status_code == 404


def test_decisions_are_leafed_through(desk: TestClient, record: Path) -> None:
    item = said(record)
    for _ in range(3):
        desk.post(f"{V1}/decisions", json={"ruling": "accept", "item": item.id, "by": "x"})
    numbers, cursor = [], None
    for _ in range(3):
        page = desk.get(f"{V1}/decisions", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        numbers += [one["number"] for one in page["items"]]
        cursor = page["next"]
    assert (numbers, cursor) == ([1, 2, 3], None)


def test_a_decision_that_finds_nothing_any_more_is_told_to_programs_and_at_the_desk(
    desk: TestClient, record: Path
) -> None:
    with Store(record, write=True) as store:
        raw = next(one for one in capture.raws([str(DEMO / "mirror_denial.txt")]) if isinstance(one, capture.Raw))
        read = pipeline.read_raw(raw)
        assert isinstance(read, pipeline.Done)
        [gone] = [one for one in read.articles[0].entities if one.name == "Samira Duwal"]
        store.decide_same(gone.id, "Oskar Brenek", Signature("Ana Kell"))
        changed = {"entities": (), "statements": (), "events": (), "made_by": {"entity": "a later one"}}
        store.put(read.page, [one.model_copy(update=changed) for one in read.articles])
    found = desk.get(f"{V1}/unsettled").json()
    assert {(one["decision"]["number"], one["capture"]) for one in found} == {(1, read.page.capture.id)}
    page = desk.get("/review").text
    assert "What needs another look" in page
    assert f"/captures/{read.page.capture.id}" in page
