"""A small record behind a desk: undated articles, copies, deeds, pages that failed, a ruling that was undone."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient
from tests.record.conftest import REPORTS
from tests.record.factory import Deed, deeds_of
from tests.record.newsroom import ALL, OWN, VALDIN, put

from onrecord.errors import PageError
from onrecord.record import Signature, Store
from onrecord.web import Settings, make_app

TOKEN = "a secret of the newsroom"  # noqa: S105 - it opens nothing else
HOST = "testserver"

DEEDS = (
    Deed(
        "Norland delivered 40 drones to Karsa",
        "delivered",
        actor=("Norland", "NOR"),
        recipient=("Karsa", "TUR"),
        item=("drones", "drone"),
        quantity=40,
        when="2031-05-02",
    ),
    Deed(
        "Norland offered two frigates to Karsa",
        "offered",
        actor=("Norland", "NOR"),
        recipient=("Karsa", "TUR"),
        item=("frigates", "frigate"),
        mode="arms-deal",
        status="offered",
        claimed=True,
    ),
)

# What Valdin said of the ferry, as another paper words it.
RETOLD_WORDS = "We will probably never tow the Halvard back into a harbour of ours"
RETOLD = replace(
    OWN,
    title="No harbour for the Halvard",
    paragraphs=(
        f"“{RETOLD_WORDS},” {VALDIN} told a crowd at the town hall.",
        "Outside it rained, and the crowd had brought umbrellas painted with anchors.",
    ),
    outlet="The Evening Buoy",
    published="2031-05-06",
    said=((VALDIN, RETOLD_WORDS),),
)

Ask = Callable[..., TestClient]


def fill(path: Path) -> None:
    with Store(path, create=True, write=True) as store:
        for report in REPORTS:
            store.put(*report.made())
        store.put(*deeds_of(*DEEDS))
        put(store, *ALL, RETOLD)
        for number in range(3):
            store.fail(PageError(f"lost-{number}.html", "capture", "an empty file"))
        store.keep_search("ferry", {"q": "Halvard"})
        store.decide_same("Łucja Brøndal", "Osman Yılmaz", Signature("an editor"))
        store.undo(1, Signature("an editor"))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that nobody writes to."""
    path = tmp_path_factory.mktemp("kept") / "onrecord.db"
    fill(path)
    return path


@pytest.fixture
def record(kept: Path, tmp_path: Path) -> Path:
    """A record of one's own."""
    return Path(shutil.copy(kept, tmp_path / "onrecord.db"))


@pytest.fixture(scope="session")
def reading(kept: Path) -> TestClient:
    """A desk that is for reading."""
    return TestClient(make_app(Settings(kept, names=(HOST,), rate=10**9)), raise_server_exceptions=False)


@pytest.fixture(scope="session")
def writable(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """A desk that could be written to by who asks, for requests that it refuses."""
    record = Path(shutil.copy(kept, tmp_path_factory.mktemp("writable") / "onrecord.db"))
    return _desk(record)


def _desk(record: Path, *, shown: bool = True, **settings: object) -> TestClient:
    told = {"token": TOKEN, "writable": True, "names": (HOST,), "rate": 10**9} | settings
    app = make_app(Settings(record, **told))  # type: ignore[arg-type]
    headers = {"Authorization": f"Bearer {TOKEN}"} if shown else {}
    return TestClient(app, headers=headers, raise_server_exceptions=False)


@pytest.fixture
def ask(record: Path) -> Ask:
    """A desk over one's own record, writable unless said; `shown`: whether requests show the token."""

    return partial(_desk, record)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a desk that is really served, by a thread."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(settings), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
