"""What the tests in a browser share: the desk as `onrecord serve` serves it, Chromium, and the address of every view.

They run where they are asked for by name (`pytest tests/browser`, as `make test-web` does), and plain `pytest` leaves
them out. Once asked for they need Chromium: a machine without it is told by a failure, not passed over.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from tests.conftest import environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

HERE = Path(__file__).parent
TOKEN = "a secret that the tests know"  # noqa: S105 - it opens nothing else
QUESTION = "What did Brenek say about drones?"
# Seconds that a server may take until it answers, and to end.
READY, END = 60, 20
# Seconds between two pages: the desk answers 40 requests a second of one address, and a page asks for up to four.
PACE = 0.12
# Every view, by a name for its tests; `views` has their addresses.
READING = (
    *("overview", "question", "everything", "in other words", "narrowed", "nothing found"),
    *("people", "people named", "nobody named", "entity", "speaker", "statement", "passed on", "event"),
    *("sayings", "saying", "stories", "story", "pairs", "pair", "pair of nobody", "capture"),
    *("a copy", "a denial", "acts", "printed"),
    *("saved, none", "entrance", "programs"),
)
WRITING = (
    *("overview for who may write", "search to keep", "saved", "way to enter"),
    *("review", "decisions", "a statement to decide on", "an event to decide on", "a page to decide on"),
    *("somebody to decide on", "a statement that was missed"),
)
PROBLEMS = {"no such page": 404, "no such item": 404, "cannot be asked": 422, "wrong token": 403}
VIEWS = (*READING, *WRITING, *PROBLEMS)


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Leave these tests out unless somebody asks for them by name."""
    asked = (config.invocation_params.dir / argument.split("::")[0] for argument in config.args)
    return None if any(path.resolve().is_relative_to(HERE) for path in asked) else True


@dataclass(frozen=True)
class Desk:
    """A desk that is being served: its address, and the way in for who may write."""

    address: str
    entrance: str | None

    def read(self, path: str) -> Any:
        """What the API tells under a path."""
        import httpx  # noqa: PLC0415 - plain runs, which read this file as well, need not have it

        return httpx.get(f"{self.address}/api/v1{path}", timeout=60).raise_for_status().json()

    def all(self, path: str) -> list[Any]:
        """The items of a listing, the first 200."""
        return [one.get("item", one) for one in self.read(f"{path}?limit=200")["items"]]


@contextmanager
def served(record: Path, log: Path, *options: str) -> Iterator[Desk]:
    """A desk in a process of its own; what it writes in the log must tell of no defect."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", str(record), "--port", "0", "--no-open", *options]
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment({"COLUMNS": "500"}), stdout=out, stderr=out)
    try:
        yield _ready(process, log)
        assert process.poll() is None, f"the desk has ended by itself:\n{log.read_text()}"
    finally:
        process.terminate()
        process.wait(END)
    assert "Traceback" not in log.read_text()


def _ready(process: subprocess.Popen[bytes], log: Path) -> Desk:
    import httpx  # noqa: PLC0415 - as above

    until = time.monotonic() + READY
    while time.monotonic() < until and process.poll() is None:
        told = log.read_text()
        if found := re.search(r"is served at (\S+)", told):
            entrance = re.search(r"comes by (\S+)", told)
            try:
                httpx.get(f"{found[1]}/api/v1/counts").raise_for_status()
            except httpx.TransportError:
                pass  # it has its port, but does not listen yet
            else:
                return Desk(found[1], entrance[1] if entrance else None)
        time.sleep(0.05)
    raise AssertionError(f"onrecord serve did not come up:\n{log.read_text()}")


@pytest.fixture(scope="session")
def desk(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo archive, for reading."""
    with served(demo_record, tmp_path_factory.mktemp("desk") / "log.txt") as made:
        yield made


@pytest.fixture(scope="session")
def writable(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A copy of the demo archive, for keeping searches as well."""
    folder = tmp_path_factory.mktemp("writable")
    record = Path(shutil.copy(demo_record, folder / "archive.db"))
    with served(record, folder / "log.txt", "--write", "--token", TOKEN) as made:
        assert made.entrance, "the way in is not printed"
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: the one on the path, else the one that playwright has installed.

    One a module, so that no event loop of it is left running when the tests of other folders come.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - plain runs read this file as well

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as made:
        opened = made.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield opened
        opened.close()


@dataclass
class Watch:
    """What a browser complains of while somebody leafs through the desk, and whom it asks for what."""

    faults: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> Watch:
        """Watch all pages of a context."""
        context.on("console", self._told)
        context.on("weberror", lambda one: self.faults.append(f"error on {one.page and one.page.url}: {one.error}"))
        context.on("request", lambda one: self.asked.add(urlsplit(one.url).netloc))
        return self

    def check(self, *desks: Desk) -> None:
        """Nothing was complained of, once: what is told is forgotten; nobody but desks was asked for anything."""
        faults, self.faults = self.faults, []
        assert faults == []
        assert self.asked <= {urlsplit(one.address).netloc for one in desks}

    def _told(self, message: ConsoleMessage) -> None:
        # That a page is an answer of 404 or the like Chromium tells as well; what it should be is tested where it is.
        is_of_page = message.page and message.location["url"] == message.page.url
        if message.type in ("error", "warning") and not (is_of_page and "Failed to load" in message.text):
            self.faults.append(f"{message.type} on {message.page and message.page.url}: {message.text}")


def visit(page: Page, address: str) -> Response:
    """Open an address, no faster than the desk allows."""
    began = time.monotonic()
    answer = page.goto(address)
    assert answer is not None
    time.sleep(max(0, PACE - (time.monotonic() - began)))
    return answer


@pytest.fixture
def page(browser: Browser, desk: Desk, writable: Desk) -> Iterator[Page]:
    """A window of somebody who does something; nothing that they do may make the browser complain."""
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    watch = Watch().over(context)
    yield context.new_page()
    context.close()
    watch.check(desk, writable)


Address = Callable[[str], str]


@pytest.fixture(scope="session")
def view(desk: Desk, writable: Desk) -> Address:
    """The address of each view, on an item that shows what the view can show."""
    import httpx  # noqa: PLC0415 - as above

    statements, events = desk.all("/statements"), desk.all("/events")
    saying = max(desk.all("/sayings"), key=lambda one: (len(one["versions"]), one["id"]))
    story = max(desk.all("/stories"), key=lambda one: (len(one["articles"]), one["id"]))
    speaker = saying["speaker"]
    passed_on = next(one["id"] for one in statements if one["via"])
    article = desk.read(f"/items/{story['articles'][0]['id']}")["item"]
    copy = next(one["id"] for one in story["articles"] if one["copy_of"])
    denial = next(one["id"] for one in statements if one["denied"])
    paths = {
        "overview": "/",
        "question": f"/search?q={quote(QUESTION)}",
        "everything": "/search",
        "in other words": "/search?q=unmanned+aircraft",
        "narrowed": f"/search?q=drones&speaker={speaker}&kind=direct&year=2024",
        "nothing found": "/search?q=zzyzx",
        "people": "/entities",
        "people named": "/entities?name=Brenek",
        "nobody named": "/entities?name=Brenak",
        "entity": f"/entities/{speaker}",
        "speaker": f"/speakers/{speaker}",
        "statement": f"/statements/{saying['versions'][0]['statement']}",
        "passed on": f"/statements/{passed_on}",
        "event": f"/events/{max(events, key=lambda one: (len(one['mentions']), one['id']))['id']}",
        "sayings": "/sayings",
        "saying": f"/sayings/{saying['id']}",
        "stories": "/stories",
        "story": f"/stories/{story['id']}",
        "pairs": "/pair",
        "pair": "/pair?one=Valdoria&other=Quessara",
        "pair of nobody": "/pair?one=Valdoria&other=Quesara",
        "capture": f"/captures/{article['capture']['id']}",
        "a copy": f"/articles/{copy}",
        "a denial": f"/statements/{denial}",
        "acts": "/events",
        "printed": "/articles",
        "saved, none": "/saved",
        "entrance": "/enter",
        "programs": "/api",
        "no such page": "/nowhere",
        "no such item": "/statements/st_0000000000000000",
        "cannot be asked": "/search?since=yesterday",
        "wrong token": "/enter?token=guessed",
    }
    kept = httpx.put(
        f"{writable.address}/api/v1/searches/seen%20in%20a%20view",
        headers={"Authorization": f"Bearer {TOKEN}", "If-None-Match": "*"},
        json={"q": "drones", "speaker": speaker},
    )
    kept.raise_for_status()
    to_write = {"overview for who may write": "/", "search to keep": paths["question"], "saved": "/saved"}
    to_write |= {"way to enter": "/enter", "review": "/review", "decisions": "/decisions"}
    to_write |= {
        f"{what} to decide on": paths[view]
        for what, view in (
            ("a statement", "statement"),
            ("an event", "event"),
            ("a page", "capture"),
            ("somebody", "entity"),
        )
    }
    to_write["a statement that was missed"] = f"/articles/{article['id']}/add"
    addresses = {name: desk.address + path for name, path in paths.items()}
    addresses |= {name: writable.address + path for name, path in to_write.items()}
    assert set(addresses) == set(VIEWS)
    return addresses.__getitem__
