"""Dossiers in a browser, as files of their own: to be read by everybody, on paper too; nothing in them runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page
from tests.browser.conftest import Address, Desk, Watch, visit
from tests.browser.test_barriers import barriers
from tests.browser.test_injection import HANDLERS
from tests.hostile.hostile_archive import PAYLOADS, make, name

from onrecord.dossier import Choice, dossier, write
from onrecord.record import Query, Store

MADE = "2031-06-01T08:00:00Z"


@pytest.fixture(scope="module")
def files(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A dossier of each kind, and one of nothing."""
    folder = tmp_path_factory.mktemp("dossiers")
    with Store(demo_record) as store:
        story = max(store.stories(), key=lambda one: (len(one.articles), one.id))
        saying = max(store.sayings(), key=lambda one: (len(one.versions), one.id))
        choices = {
            "story": Choice(story=story.id),
            "saying": Choice(saying=saying.id),
            "speaker": Choice(speaker=saying.speaker),
            "search": Choice(search="drones"),
            "nothing": Choice(search="zzyzx"),
        }
        for kind, choice in choices.items():
            write(store, choice, "html", folder / f"{kind}.html", made=MADE, desk="http://127.0.0.1:8765")
    return {kind: folder / f"{kind}.html" for kind in choices}


@pytest.fixture(params=[(1200, "light"), (390, "dark")], ids=["1200 light", "390 dark"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    width, scheme = request.param
    made = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    yield made
    made.close()


@pytest.mark.parametrize("kind", ["story", "saying", "speaker", "search", "nothing"])
def test_it_keeps_nobody_out_and_asks_for_nothing(kind: str, files: dict[str, Path], context: BrowserContext) -> None:
    watch = Watch().over(context)
    asked: list[str] = []
    context.on("request", lambda one: asked.append(one.url))
    page = context.new_page()
    page.goto(files[kind].as_uri())
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style sheet was refused"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert watch.faults == []
    assert asked == [files[kind].as_uri()]
    assert barriers(page) == []


def test_a_footnote_is_reached_and_left_by_the_keyboard(files: dict[str, Path], context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(files["speaker"].as_uri())
    page.locator("[role=doc-noteref]").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#n1")
    assert page.locator("#n1").evaluate("(note) => note.matches(':target')")
    page.locator("#n1 [role=doc-backlink]").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#r1")


def test_on_paper_it_is_dark_on_light_and_whole(files: dict[str, Path], context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(files["story"].as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.documentElement).color") == "rgb(0, 0, 0)"
    assert page.evaluate("document.querySelectorAll('details').length") == 0
    assert len(page.pdf()) > 10_000


@pytest.fixture(params=[False, True], ids=["under its policy", "without its policy"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who opens a file; without the policy, so that nothing is left to stop a script."""
    made = browser.new_context(bypass_csp=request.param)
    yield made
    made.close()


def noted(dialog: Dialog, dialogs: list[str]) -> None:
    """Close a dialog, and keep what it said."""
    dialogs.append(dialog.message)
    dialog.dismiss()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("hostile"))


def test_nothing_of_a_page_that_means_harm_runs(hostile: Path, reader: BrowserContext, tmp_path: Path) -> None:
    asked: list[str] = []
    dialogs: list[str] = []
    reader.on("request", lambda one: asked.append(one.url))
    reader.on("dialog", lambda one: noted(one, dialogs))
    watch, page = Watch().over(reader), reader.new_page()
    with Store(hostile) as store:
        articles = [one.item.id for one in store.articles(Query())]
        choices = [Choice(ids=tuple(articles)), Choice(search="drones", limit=1000)]
        choices += [Choice(search=payload[:500], title=payload) for payload in PAYLOADS.values()]
        choices += [Choice(speaker=name(payload)) for payload in PAYLOADS.values()]
        for number, choice in enumerate(choices):
            path = tmp_path / f"{number}.html"
            write(store, choice, "html", path, made=MADE)
            page.goto(path.as_uri())
            assert page.evaluate("document.querySelectorAll('script, img, iframe, form, svg, object').length") == 0
            assert page.evaluate("document.querySelectorAll('style').length") == 1
            assert page.evaluate(HANDLERS) == []
    page.wait_for_timeout(300)
    assert dialogs == []
    assert watch.faults == []
    assert {one.partition(":")[0] for one in asked} == {"file"}
    assert len(asked) == len(choices)


def test_what_would_run_is_noticed(reader: BrowserContext, tmp_path: Path) -> None:
    dialogs: list[str] = []
    reader.on("dialog", lambda one: noted(one, dialogs))
    page = reader.new_page()
    path = tmp_path / "x.html"
    path.write_text("<!doctype html><img src=x onerror=alert(1)>", encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_timeout(300)
    assert dialogs == ["1"]


def test_the_desk_hands_it_over(view: Address, desk: Desk, page: Page, demo_record: Path) -> None:
    for kind in ("story", "saying", "speaker", "question"):
        visit(page, view(kind))
        for format_, ending in (("HTML", ".html"), ("Markdown", ".md")):
            with page.expect_download() as download:
                page.get_by_role("link", name=format_, exact=True).click()
            assert download.value.suggested_filename.endswith(ending)
            text = Path(download.value.path()).read_text("utf-8")
            assert desk.address in text
    with Store(demo_record) as store:
        assert dossier(store, Choice(search="drones"), "markdown", made=MADE).told
