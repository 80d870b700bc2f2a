"""Pages that mean harm, in a browser: nothing of them runs, asks for anything, or becomes part of the desk's pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page
from tests.browser.conftest import TOKEN, Desk, Watch, served, visit
from tests.hostile.hostile_archive import ENEMY, MARKUP, PAYLOADS, harmless, make

# Elements that a text might make, of which a page of the desk has as many whatever it shows.
COUNTED = (
    *("script", "img", "iframe", "object", "embed", "base", "meta", "link", "style", "form", "svg", "math", "title"),
    *("noscript", "textarea", "template", "animate", "video", "audio", "frame", "dialog", "header", "footer", "main"),
)
TALLY = "(names) => Object.fromEntries(names.map((name) => [name, document.querySelectorAll(name).length]))"
HANDLERS = """() => Array.from(document.querySelectorAll('*')).flatMap((one) => Array.from(one.attributes)
    .filter((each) => /^on|^style$|^srcdoc$/.test(each.name) || /^\\s*(javascript|data|vbscript):/i.test(each.value))
    .filter((each) => each.name !== 'value').map((each) => `${one.tagName} ${each.name}=${each.value}`))"""


@dataclass
class Visitor:
    """Somebody who leafs through a desk, what their browser complains of, and which dialogs were opened."""

    page: Page
    watch: Watch
    dialogs: list[str] = field(default_factory=list)

    def open(self, address: str) -> dict[str, int]:
        """How many elements of each kind there are at an address."""
        visit(self.page, address)
        tally: dict[str, int] = self.page.evaluate(TALLY, COUNTED)
        return tally


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    with served(make(folder), folder / "log.txt", "--write", "--token", TOKEN) as made:
        yield made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("plain")
    with served(harmless(folder), folder / "log.txt", "--write", "--token", TOKEN) as made:
        yield made


@pytest.fixture(params=[False, True], ids=["under its policy", "without its policy"])
def visitor(request: pytest.FixtureRequest, browser: Browser, hostile: Desk) -> Iterator[Visitor]:
    """A window in which the token was shown; without the policy of its pages, so that nothing is left to stop a script.

    Whatever is asked of the enemy gets no further than this machine.
    """
    context = browser.new_context(bypass_csp=request.param, viewport={"width": 1200, "height": 800})
    context.route(lambda url: urlsplit(url).hostname == ENEMY, lambda route: route.abort())
    made = Visitor(context.new_page(), Watch().over(context))

    def opened(dialog: Dialog) -> None:
        made.dialogs.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", opened)
    visit(made.page, hostile.entrance or "")
    yield made
    context.close()


def views(desk: Desk) -> dict[str, list[str]]:
    """Every view of what was made by hand, in which each field holds each payload, and of what holds many of them."""
    statements = [one for one in desk.all("/statements") if one["text"].startswith("We will send")]
    events = [one for one in desk.all("/events") if "Norland" in one["actors"][0]["name"]]
    sayings = [one for one in desk.read("/sayings?sources=1&limit=200")["items"] if len(one["versions"]) > 1]
    articles = [one for one in desk.all("/articles") if one["title"].startswith("Drones for Tolm")]
    found = {
        "statement": [f"/statements/{one['id']}" for one in statements],
        "speaker": [f"/speakers/{quote(one['speaker'], safe='')}" for one in statements],
        "entity": [f"/entities/{quote(one['speaker'], safe='')}" for one in statements[::8]],
        "saying": [f"/sayings/{one['id']}" for one in sayings],
        "event": [f"/events/{one['id']}" for one in events],
        "capture": [f"/captures/{one['capture']['id']}" for one in articles],
        "story": [f"/stories/{one['id']}" for one in desk.all("/stories")],
        "search": ["/search?q=drones&limit=100"],
        "question": ["/search?q=what+did+Mira+say+about+drones%3F"],
        "problem": ["/statements/nothing"],
    }
    lists = ("/", "/stories", "/sayings", "/entities", "/entities?name=Mira", "/saved", "/api", "/enter", "/pair")
    return {one: [one] for one in (*lists, "/pair?one=Norland&other=Tarsia")} | found


def test_nothing_runs_and_nothing_becomes_part_of_a_page(visitor: Visitor, hostile: Desk, plain: Desk) -> None:
    usual = views(plain)
    for view, paths in views(hostile).items():
        assert paths, f"no {view} to look at"
        visitor.open(plain.entrance or "")
        expected = visitor.open(plain.address + usual[view][0])
        for path in dict.fromkeys(paths):
            assert visitor.open(hostile.address + path) == expected, path
            assert visitor.page.evaluate(HANDLERS) == [], path
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.dialogs == [], view
    assert visitor.watch.faults == []
    assert visitor.watch.asked == {urlsplit(one.address).netloc for one in (hostile, plain)}


def test_what_is_typed_into_an_address_stays_text(visitor: Visitor, hostile: Desk) -> None:
    expected = {
        form: visitor.open(hostile.address + form.format("nothing")) for form in ("/search?q={}", "/statements/{}")
    }
    for payload in PAYLOADS.values():
        for form, tally in expected.items():
            assert visitor.open(hostile.address + form.format(quote(payload[:1500], safe=""))) == tally
            assert visitor.page.evaluate(HANDLERS) == []
    assert visitor.dialogs == visitor.watch.faults == []
    assert visitor.watch.asked == {urlsplit(hostile.address).netloc}


def test_captured_bytes_are_downloaded_and_answers_for_programs_are_no_pages(visitor: Visitor, hostile: Desk) -> None:
    for one in hostile.all("/articles")[:10]:
        capture = one["capture"]["id"]
        visitor.open(f"{hostile.address}/captures/{capture}")
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("link", name="Download original").click()
        assert download.value.suggested_filename == f"{capture}.bin"
    for path in (
        "/api/v1/statements?limit=200",
        "/api/v1/nothing%3Cimg%20src=x%20onerror=alert(1)%3E",
        "/search.atom?q=drones",
    ):
        visit(visitor.page, hostile.address + path)
    assert visitor.dialogs == visitor.watch.faults == []
    assert visitor.watch.asked == {urlsplit(hostile.address).netloc}


@pytest.mark.parametrize("visitor", [True], indirect=True)
def test_what_runs_would_be_noticed(visitor: Visitor, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>x</title><body>" + "".join(MARKUP.values()), encoding="utf-8")
    visitor.page.goto(page.as_uri())
    visitor.page.wait_for_timeout(500)

    assert visitor.dialogs
    assert ENEMY in visitor.watch.asked
    assert visitor.page.evaluate(HANDLERS)
