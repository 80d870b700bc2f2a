"""The client against a desk that is really served: the same as from the record itself, the same errors, no less.

What docs/api.md shows is run here, too.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from fastapi import FastAPI
from tests.conftest import ROOT
from tests.record.newsroom import IDS, MORNING_COPY, OWN, VALDIN, WIRE
from tests.web.conftest import TOKEN, serving

from onrecord.errors import BusyRecordError, ChangedError, InputError, NotFoundError, RecordError
from onrecord.record import Query, Store
from onrecord.ruling import Undo
from onrecord.web import Settings, api
from onrecord.web import client as clients
from onrecord.web.client import Client
from onrecord.web.exchange import Exchange


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[Client]:
    with serving(Settings(kept, rate=10**9)) as address, Client(address) as made:
        yield made


@pytest.fixture
def writer(record: Path) -> Iterator[Client]:
    settings = Settings(record, token=TOKEN, writable=True, rate=10**9)
    with serving(settings) as address, Client(address, token=TOKEN) as made:
        yield made


# The same as from the record ------------------------------------------------------------------------------------------


def test_listings_are_those_of_the_record(client: Client, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "_MANY", 1)  # so that every listing takes several pages
    monkeypatch.setattr(clients, "_SOME", 2)
    with Store(kept) as store:
        listed: tuple[tuple[Any, Any], ...] = (
            (client.statements(), store.statements()),
            (client.events(), store.events()),
            (client.articles(), store.articles()),
            (client.entities(), store.entities()),
        )
        for ours, theirs in listed:
            found = [(one.item, one.article) for one in ours]
            assert len(found) > 1
            assert found == [(one.item, one.article) for one in theirs]
        assert list(client.stories()) == list(store.stories())
        assert list(client.sayings(sources=1)) == list(store.sayings(least=1))
        assert [one.source for one in client.failures()] == [one.source for one in store.failures()]
        told = store.timeline(Query(speaker=VALDIN))
        assert [one.model_dump() for one in client.timeline(speaker=VALDIN)] == [one.model_dump() for one in told]


def test_filters_reach_the_record(client: Client) -> None:
    assert [one.item.speaker_name for one in client.statements(speaker="orlo", kind="direct")] == ["Teun Orlo"]
    assert [one.item.mode for one in client.events(item="drones", denied=False, min_confidence=0.5)] == [
        "arms-delivery"
    ]
    assert not list(client.events(denied=True))
    assert client.statements(since="1900").undated == 2
    assert not list(client.sayings(speaker="orlo", repeated=True))


def test_a_listing_can_be_walked_again(client: Client) -> None:
    statements = client.statements(speaker=None)
    assert list(statements) == list(statements)


def test_a_timeline_is_of_two_sides_too(client: Client) -> None:
    assert {one.kind for one in client.timeline(sides=("Norland", "Karsa"))} == {"done"}
    assert {rung.status for ladder in client.pair("Norland", "Karsa") for rung in ladder.rungs} == {"done", "offered"}


def test_a_search_is_understood_and_goes_on(client: Client) -> None:
    found = client.search("what did Mira Valdin say about Tolm?")
    assert (found.asked.speaker, found.asked.is_question) == ("Mira Valdin", True)
    following = client.search("what did Mira Valdin say about Tolm?", start=1, limit=1)
    assert following.hits == found.hits[1:2]
    assert {hit.match for hit in client.search("ferry", exact=True, kind="article").hits} == {"article"}


def test_everything_is_had_by_its_id(client: Client, kept: Path) -> None:
    with Store(kept) as store:
        for one in (WIRE.id, WIRE.statements[0], IDS[VALDIN], store.story_of(WIRE.id).id, WIRE.made()[0].capture.id):
            assert client.item(one).item == store.get(one).item
        assert client.dossier(VALDIN_ID) == store.dossier(VALDIN_ID)
        assert client.line(WIRE.id) == store.story_line(store.story_of(WIRE.id).id)
    assert client.speaking(VALDIN_ID).statements == sum(one.statements for one in client.speaking(VALDIN_ID).months)
    assert {one.later for one in client.changes(WIRE.id)} >= {MORNING_COPY.id}
    assert [one.mark for pair in client.compared(WIRE.statements[0]) for one in pair.differs] == ["qualifier"]


VALDIN_ID = IDS[VALDIN]


def test_a_page_is_had_as_it_was_kept(client: Client) -> None:
    page, (article,) = OWN.made()
    assert client.bytes(page.capture.id) == page.data
    assert client.text(page.capture.id[:12]).text == page.text
    assert [one.id for one in client.articles_of(page.capture.id)] == [article.id]


def test_totals_and_coverage_agree(client: Client) -> None:
    assert client.counts().articles == sum(one.articles for one in client.coverage())
    assert client.counts().failures == 3


# Changing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["drones", "a/b", "..", ".", "100 %", "Łódź?#", "%2e"])
def test_a_search_is_kept_under_any_name(writer: Client, name: str) -> None:
    kept = writer.keep_search(name, "drones", since="2030", outlet=None, exact=True)
    assert (kept.name, kept.revision, kept.query) == (name, 1, {"q": "drones", "since": "2030", "exact": "True"})
    assert writer.kept_search(name) == kept
    assert kept in writer.searches()
    writer.drop_search(name, revision=1)
    with pytest.raises(NotFoundError):
        writer.kept_search(name)


def test_who_comes_second_is_told(writer: Client) -> None:
    seen = writer.kept_search("ferry")
    assert writer.keep_search("ferry", "Halvard", speaker="Valdin", revision=seen.revision).revision == 2
    for change in (
        lambda: writer.keep_search("ferry", "other", revision=seen.revision),
        lambda: writer.keep_search("ferry", "new"),
        lambda: writer.drop_search("ferry", revision=seen.revision),
    ):
        with pytest.raises(ChangedError) as told:
            change()
        assert told.value.name == "ferry"
    assert writer.kept_search("ferry").query == {"q": "Halvard", "speaker": "Valdin"}
    writer.drop_search("ferry")


def test_rulings_are_made_and_taken_back(writer: Client) -> None:
    same = writer.decide("same", "Łucja Brøndal", "Osman Yılmaz", by="an editor", because="one and the same")
    apart = writer.decide("apart", VALDIN_ID, articles=[OWN.id], by="an editor")
    assert [one.number for one in writer.decisions(in_force=True)] == [same.number, apart.number]
    assert writer.undo(same.number, by="another").ruling == Undo(number=same.number)
    with pytest.raises(InputError, match="undone already"):
        writer.undo(same.number, by="another")


# Errors ---------------------------------------------------------------------------------------------------------------


def test_errors_are_those_of_the_record(client: Client, kept: Path) -> None:
    with Store(kept) as store:
        for asked in ("st_nothing", "Mira Valdin", "  "):
            with pytest.raises((NotFoundError, InputError)) as ours:
                client.item(asked)
            with pytest.raises((NotFoundError, InputError)) as theirs:
                store.get(asked)
            assert (ours.type, str(ours.value)) == (theirs.type, str(theirs.value))
    with pytest.raises(InputError, match="since: 'yesterday' is none; write a year"):
        list(client.statements(since="yesterday"))
    with pytest.raises(InputError, match="of what"):
        list(client.timeline())


def test_who_may_not_change_anything_is_told_why(client: Client, record: Path) -> None:
    with pytest.raises(InputError, match=r"for reading.*--write"):
        client.drop_search("ferry")
    settings = Settings(record, token=TOKEN, writable=True)
    with serving(settings) as address, Client(address) as nobody, pytest.raises(InputError, match="shows the token"):
        nobody.drop_search("ferry")


def test_a_record_that_is_being_written_to_is_busy(writer: Client, record: Path) -> None:
    with Store(record, write=True), pytest.raises(BusyRecordError) as told:
        writer.keep_search("drones", "drones")
    assert told.value.path == str(record)


def test_who_asks_too_much_waits_and_is_answered(kept: Path) -> None:
    with serving(Settings(kept, rate=5, per=1)) as address, Client(address) as eager:
        assert len({eager.counts() for _ in range(8)}) == 1


def test_where_nobody_answers_it_says_what_to_do() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    with Client(f"http://127.0.0.1:{port}") as lonely, pytest.raises(RecordError, match="does `onrecord serve` run"):
        lonely.counts()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "another version"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope", "is no desk"),
        (b"SSH-2.0-nothing\r\n", "does `onrecord serve` run"),
    ],
)
def test_another_server_is_told_from_a_desk(answer: bytes, told: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as sock:

        def once() -> None:
            connection, _ = sock.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=once)
        thread.start()
        with Client(f"http://127.0.0.1:{sock.getsockname()[1]}/") as lost, pytest.raises(RecordError, match=told):
            lost.counts()
        thread.join()


@pytest.mark.parametrize("address", ["http://127.0.0.1:port", "http://[::1", "nothing", "ftp://127.0.0.1"])
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises((InputError, RecordError)), Client(address) as lost:
        lost.counts()


# No operation less ----------------------------------------------------------------------------------------------------


# Rulings are one operation, of which each kind has a method that is named after it; `decide` has those on who is who.
_RULING = {"accept": "accept", "reject": "reject", "correct": "correct", "add_statement": "add"}


@cache
def _operations() -> dict[str, Any]:
    app = FastAPI()
    app.include_router(api.router)
    described = app.openapi()
    return {
        told["operationId"]: told | {"all": described} for ways in described["paths"].values() for told in ways.values()
    }


def _takes(method: Callable[..., Any]) -> set[str]:
    """What a method may be given by name, filters among it."""
    taken = set(inspect.signature(method).parameters) - {"self", "filters"}
    unpacked = get_type_hints(method, include_extras=True).get("filters")
    return taken | (set(get_type_hints(unpacked.__args__[0])) if unpacked else set())


def test_every_operation_has_a_method_and_every_method_an_operation() -> None:
    methods = {name for name, _ in inspect.getmembers(Client, inspect.isfunction) if not name.startswith("_")}
    assert methods - {"close"} - set(_RULING) == set(_operations())


# What the client does by itself: it follows cursors, sends revisions as ETags and a coder's key as a header, and has
# two sides as a pair.
_ITS_OWN = {"cursor", "limit", "If-None-Match", "If-Match", "Coding-Key"}


@pytest.mark.parametrize("name", sorted(_operations() | _RULING))
def test_a_method_takes_all_that_its_operation_does(name: str) -> None:
    told = _operations()["decide" if name in _RULING else name]
    wanted = {one["name"] for one in told.get("parameters", ())}
    if body := told.get("requestBody"):
        schema = body["content"]["application/json"]["schema"]
        for shape in schema.get("oneOf", [schema]):
            fields = told["all"]["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]["properties"]
            kind = fields.get("ruling", {}).get("const")
            if kind is None or kind in ({_RULING[name]} if name in _RULING else {"same", "apart"}):
                wanted |= set(fields) - ({"ruling", "fields"} if name in _RULING else set())
    if name == "timeline":
        wanted = wanted - {"one", "other"} | {"sides"}
    assert wanted - _ITS_OWN <= _takes(getattr(Client, name))


class _SentError(Exception):
    """Thrown in place of sending, so that it is seen what would have been sent."""


@pytest.mark.parametrize("name", sorted(_operations() | _RULING))
def test_whatever_a_method_is_given_is_sent(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def thrown(*sent: object, **more: object) -> None:
        raise _SentError(str((sent, more)))

    monkeypatch.setattr(Exchange, "send", thrown)
    given: dict[str, Any] = {one: f"of-{one}" for one in _takes(getattr(Client, name))}
    odd = {"sides": ("of-one", "of-other"), "articles": ["of-articles"], "revision": 77, "ruling": "apart"}
    given |= {one: value for one, value in odd.items() if one in given}
    with Client("http://127.0.0.1") as client, pytest.raises(_SentError) as told:
        list(getattr(client, name)(**given))
    words = (str(part) for value in given.values() for part in ([value] if isinstance(value, str | int) else value))
    assert [word for word in words if word not in str(told.value)] == []


# The docs -------------------------------------------------------------------------------------------------------------

PAGE = ROOT / "docs" / "api.md"
SHOWN = re.findall(
    r"^```(python|sh)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
)


@pytest.fixture
def desk(demo_record: Path, tmp_path: Path) -> Iterator[str]:
    """A desk over the demo archive, as the page has it."""
    record = Path(shutil.copy(demo_record, tmp_path / "archive.db"))
    with serving(Settings(record, token="a-secret", writable=True)) as address:  # noqa: S106 - as the page has it
        yield address


def test_what_the_page_shows_in_python_gives_what_it_shows(desk: str) -> None:
    names: dict[str, Any] = {}
    ran = 0
    try:
        for language, code, shown in SHOWN:
            if language == "python":
                said = io.StringIO()
                with contextlib.redirect_stdout(said):
                    exec(code.replace("http://127.0.0.1:8765", desk), names)  # noqa: S102 - our own page
                _is_shown(shown, said.getvalue(), code)
                ran += 1
    finally:
        for made in [one for one in names.values() if isinstance(one, Client)]:
            made.close()
    assert ran >= 8


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl here")
def test_what_the_page_shows_for_curl_is_answered(desk: str) -> None:
    ran = 0
    for language, code, shown in SHOWN:
        if language == "sh":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", code.replace("http://127.0.0.1:8765", desk)],
                capture_output=True,
                text=True,
                check=False,
                timeout=60,
            )
            assert done.returncode == 0, done.stderr
            assert done.stdout
            assert "about:blank" not in done.stdout or "yesterday" in code, done.stdout
            _is_shown(shown, done.stdout, code)
            ran += 1
    assert ran >= 5


def _is_shown(shown: str, said: str, code: str) -> None:
    """Whether lines were said in their order; "..." stands for some that are not shown."""
    lines = said.splitlines()
    at = -1
    for before, line in pairwise(["", *shown.splitlines()]):
        if line != "...":
            following = lines[at + 1 :] if before == "..." else lines[at + 1 : at + 2]
            assert line in following, f"{code}\nsaid\n{said}"
            at = lines.index(line, at + 1)
    assert bool(shown) == bool(said) or not shown


def test_the_page_names_every_listing_and_filter() -> None:
    page = PAGE.read_text("utf-8")
    for name, told in _operations().items():
        for one in told.get("parameters", ()):
            if one["name"] == "cursor":
                assert f"`{name}`" in page
            assert f"`{one['name']}`" in page or one["in"] == "path" or one["name"] in {"q", "start", "limit", "year"}
