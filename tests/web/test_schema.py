"""The API keeps to its own description, whatever it is asked: no 5xx, no answer that the description lacks.

`ONRECORD_EXAMPLES` says how many requests are made up for each operation.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from tests.web.conftest import TOKEN

from onrecord.coding import Sample, Studies
from onrecord.model import sha256
from onrecord.record import Query, Store
from onrecord.web import Settings, api, make_app

schemathesis = pytest.importorskip("schemathesis", reason="comes with the extra web-test")
asgi = pytest.importorskip("schemathesis.python.asgi")

_EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "5"))
_CHECKS = {
    # Not all that is well formed is there (404), can be meant (412, 422), or says of which revision it is (428).
    "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "401", "404", "412", "414", "422", "428"]},
    "negative_data_rejection": {"expected-statuses": ["400", "401", "404", "405", "412", "413", "414", "422", "428"]},
}


def _described() -> dict[str, Any]:
    """The description, for which no record is needed yet."""
    app = FastAPI(separate_input_output_schemas=False)
    app.include_router(api.router)
    return app.openapi()


DESCRIBED = _described()
SCHEMA = schemathesis.openapi.from_dict(DESCRIBED, config=schemathesis.Config.from_dict({"checks": _CHECKS}))


CODED, BEING_CODED, CODER_KEY = "coded", "being coded", "the key of a coder"


def code(record: Path) -> None:
    """Put in a study that two have coded, and one that is being coded."""
    with Store(record, write=True) as store:
        studies = Studies(store)
        for name in (CODED, BEING_CODED):
            studies.new(name, "statements", Query(), Sample(3), ("anna", "ben"))
        for coder, act in (("anna", "said"), ("ben", "asked")):
            for item in studies.items(CODED):
                studies.answer(CODED, coder, item.position, item.machine | {"act": act})
        studies.close(CODED)
        with store.changing() as connection:
            known = sha256(CODER_KEY.encode())
            connection.execute("UPDATE coders SET invited = ? WHERE (study, coder) = (?, 'ben')", (known, BEING_CODED))


@pytest.fixture(scope="module")
def session(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    record = Path(shutil.copy(kept, tmp_path_factory.mktemp("described") / "onrecord.db"))
    code(record)
    app = make_app(Settings(record, token=TOKEN, writable=True, names=(asgi.HOST,), rate=10**9))
    with asgi.get_client(app) as client:
        yield client


@SCHEMA.parametrize()  # type: ignore[untyped-decorator]
@settings(max_examples=_EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_whatever_is_asked_the_answer_is_one_that_is_described(case: Any, session: Any) -> None:
    case.call_and_validate(
        base_url=f"http://{asgi.HOST}", session=session, headers={"Authorization": f"Bearer {TOKEN}"}
    )


def _ids(record: Path) -> dict[str, list[str]]:
    """The ids of all that a record holds, by the parameter of an address that takes them."""
    with Store(record) as store:
        articles = [one.item for one in store.articles()]
        found = {
            "capture": [one.capture.id for one in articles],
            "entity": sorted({one.item.id for one in store.entities()}),
            "story": store.story_ids(),
            "saying": store.saying_ids(),
            "name": [one.name for one in store.searches()],
            "number": [str(one.number) for one in store.decisions()],
        }
        found["study"] = [CODED]
        said = [one.item.id for one in store.statements()]
        done = [one.item.id for one in store.events()]
    return found | {"item": [*found["capture"], *found["entity"], *found["story"], *found["saying"], *said, *done]}


ASKED = {
    "/api/v1/timeline": {"about": "the"},
    "/api/v1/pair": {"one": "Norland", "other": "Karsa"},
    "/api/v1/named": {"name": "Valdin"},
}
# No decision of this record has lost what it was made on; `test_rulings` has one that has.
EMPTY = "/api/v1/unsettled"
# A coder shows a key, and only while the study is being coded.
CODING = "/api/v1/coding/{study}/next"
READ = [path for path, methods in DESCRIBED["paths"].items() if "get" in methods]


@pytest.mark.parametrize("path", READ)
def test_what_is_there_is_answered_as_it_is_described(path: str, session: Any, kept: Path) -> None:
    ids = _ids(kept)
    operation = SCHEMA[path]["GET"]
    taken = [name for name in ids if f"{{{name}}}" in path]
    cases = [{taken[0]: one} for one in ids[taken[0]]] if taken else [{}]
    found = 0
    headers = {"Coding-Key": CODER_KEY} if path == CODING else {}
    for parameters in [{"study": BEING_CODED}] if path == CODING else cases:
        case = operation.Case(path_parameters=parameters, query=ASKED.get(path, {}), headers=headers)
        response = case.call_and_validate(base_url=f"http://{asgi.HOST}", session=session)
        assert response.status_code == 200
        found += response.content != b"[]"
    assert bool(found) == (path != EMPTY)
