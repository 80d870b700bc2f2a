"""Two people code forty statements in the browser, blind to each other; a third settles where they differ."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from tests.browser.conftest import TOKEN, Desk, Watch, served, visit
from tests.browser.test_barriers import barriers

from onrecord.coding import Sample, Studies
from onrecord.record import Query, Store

ITEMS = 40
STUDY = "what was said"
CANARY = "zzcanary"
# Whose answers differ, and in what.
EVERY = 8
WINDOWS: dict[str, ViewportSize] = {
    "wide": {"width": 1200, "height": 900},
    "narrow": {"width": 390, "height": 844},
}


@pytest.fixture(scope="module")
def coded(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Path]]:
    """The demo archive with a study, served to be written to."""
    folder = tmp_path_factory.mktemp("coded")
    record = Path(shutil.copy(demo_record, folder / "archive.db"))
    with Store(record, write=True) as store:
        Studies(store).new(STUDY, "statements", Query(), Sample(ITEMS), ("anna", "ben"))
    with served(record, folder / "log.txt", "--write", "--token", TOKEN) as desk:
        yield desk, record


def to_study(page: Page, desk: Desk) -> None:
    """Show the token, and go to the page of the study."""
    visit(page, desk.entrance or "")
    page.get_by_role("link", name="Coding").click()
    page.get_by_role("link", name=STUDY).click()


def invited(page: Page, desk: Desk, coder: str) -> str:
    """The link of a coder, as the page of the study makes it."""
    page.get_by_role("button", name=f"Make a link for {coder}").click()
    link = page.locator("#link").inner_text()
    page.get_by_role("link", name="Back to").click()
    parts = urlsplit(link)
    return f"{desk.address}{parts.path}?{parts.query}"


def by_keys(page: Page, number: int) -> None:
    """Answer by the keyboard alone; the first item has a note."""
    if number == 0:
        page.get_by_label("A note of yours").fill(CANARY)
        page.locator("#main").focus()
    for key in ("1", "1", "u", "1", "2", "1"):
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Keep and go on")).to_be_focused()
    page.keyboard.press("Enter")


def by_hand(page: Page, number: int) -> None:
    """Answer by choosing; now and then otherwise than the other."""

    def choose(field: str, answer: str) -> None:
        page.locator(f"input[name='choose-{field}'][value='{answer}']").check()

    if number % EVERY == 0:
        choose("is_statement", "no")
    else:
        for field, answer in (("is_statement", "yes"), ("speaker", "unnamed"), ("kind", "unsure"), ("act", "said")):
            choose(field, answer)
        choose("denied", "no")
        choose("said", "unknown")
    page.get_by_role("button", name="Keep and go on").click()


def code(page: Page, coder: str, link: str, answer: Callable[[Page, int], None]) -> None:
    """Code all items by a link, and see nothing on the way that one should not."""
    visit(page, link)
    for number in range(ITEMS):
        told = f"{STUDY}, {coder}: item {number + 1} of {ITEMS}, {number} coded"
        expect(page.get_by_role("status")).to_have_text(told)
        assert CANARY not in page.content()
        assert page.locator(".page mark.content").count() > 0
        assert page.locator(".page mark.source, .page mark.cue").count() == 0
        if number in (0, EVERY - 1):
            assert barriers(page) == []
        answer(page, number)
    expect(page.get_by_role("status")).to_contain_text("You have coded all of it")
    assert barriers(page) == []


def settle(page: Page) -> None:
    """Close the study, see how far the coders agree, settle all but some of it."""
    apart = ITEMS // EVERY
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")
    assert CANARY in page.content()
    row = page.get_by_role("row", name="is_statement 40")
    expect(row).to_contain_text(f"{100 * (ITEMS - apart) / ITEMS:.1f}")
    expect(row).to_contain_text("0.00")
    expect(page.locator(".differs")).to_have_count(apart)
    assert barriers(page) == []
    page.get_by_label("Settle all on which they agree, as").fill("carla")
    page.get_by_role("button", name="Settle", exact=True).click()
    expect(page.get_by_text(f"{ITEMS - apart} items settled")).to_be_visible()
    first = page.locator(".differs").first
    first.locator("input[name='choose-is_statement'][value='no']").check()
    first.get_by_label("Settled by").fill("carla")
    first.get_by_role("button", name="Settle item").click()
    expect(page.get_by_text(f"{ITEMS - apart + 1} items settled")).to_be_visible()
    expect(page.locator(".differs").first).to_contain_text("settled by carla")


def test_two_code_blind_and_a_third_settles(coded: tuple[Desk, Path], browser: Browser) -> None:
    desk, record = coded
    watch = Watch()
    sizes = (WINDOWS["wide"], WINDOWS["narrow"], WINDOWS["wide"])
    contexts = [browser.new_context(viewport=size) for size in sizes]
    for context in contexts:
        watch.over(context)
    one, other, third = (context.new_page() for context in contexts)
    to_study(third, desk)
    assert barriers(third) == []
    links = {coder: invited(third, desk, coder) for coder in ("anna", "ben")}
    code(one, "anna", links["anna"], by_keys)
    one.get_by_role("link", name="look through your answers").click()
    expect(one.get_by_label("A note of yours")).to_have_value(CANARY)
    code(other, "ben", links["ben"], by_hand)
    for page, coder in ((one, "ben"), (other, "anna"), (third, "anna")):
        visit(page, desk.address + urlsplit(links[coder]).path)
        expect(page.get_by_role("heading", level=1)).to_contain_text("coder's own")
        assert CANARY not in page.content()
    to_study(third, desk)
    assert CANARY not in third.content()
    expect(third.get_by_role("row", name="anna")).to_contain_text("40 of 40")
    settle(third)
    for context in contexts:
        context.close()
    watch.check(desk)
    with Store(record) as store:
        made = [decision for decision in store.decisions() if decision.because == f"coding {STUDY}"]
    assert len(made) == ITEMS - ITEMS // EVERY + 1
    assert {decision.decided_by for decision in made} == {"carla"}
    assert "reject" in {decision.ruling.ruling for decision in made}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", WINDOWS)
def test_its_pages_keep_nobody_out_in_any_light(
    scheme: Any, window: str, coded: tuple[Desk, Path], browser: Browser
) -> None:
    desk, record = coded
    name = f"another in {scheme} and {window}"
    with Store(record, write=True) as store:
        studies = Studies(store)
        studies.new(name, "events", Query(), Sample(3), ("anna",), shows_machine=True)
        key = studies.invite(name, "anna")
    context = browser.new_context(viewport=WINDOWS[window], color_scheme=scheme)
    page = context.new_page()
    visit(page, desk.entrance or "")
    for path in ("/coding", f"/coding/{name}", f"/coding/{name}/anna?key={key}", f"/coding/{STUDY}"):
        visit(page, desk.address + path)
        assert barriers(page) == [], path
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, path
    context.close()
