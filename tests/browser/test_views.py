"""Every view on a desk and on a phone, in light and in dark, and without scripts: nothing may go wrong in any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import PROBLEMS, VIEWS, Address, Desk, Watch, visit

PHONE, DESKTOP = 390, 1200
LOOKS = [(width, scheme) for width in (DESKTOP, PHONE) for scheme in ("light", "dark")]
PAPER = {"light": "rgb(253, 252, 249)", "dark": "rgb(21, 23, 26)"}


@dataclass
class Look:
    """A window of a width in a colour scheme, and what is complained of in it."""

    page: Page
    watch: Watch
    width: int
    scheme: str


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]} {look[1]}")
def look(request: pytest.FixtureRequest, browser: Browser, desk: Desk, writable: Desk) -> Iterator[Look]:
    """A window in which somebody has shown the token, so that what may be written is seen as well."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    watch = Watch().over(context)
    page = context.new_page()
    visit(page, writable.entrance or "")
    yield Look(page, watch, width, scheme)
    page.wait_for_load_state("networkidle")
    context.close()
    watch.check(desk, writable)


@pytest.fixture(scope="module")
def plain(browser: Browser, writable: Desk) -> Iterator[Page]:
    """A window that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, writable.entrance or "")
    yield page
    context.close()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_fits_its_window_and_asks_nobody_but_the_desk(
    name: str, view: Address, look: Look, desk: Desk, writable: Desk
) -> None:
    answer = visit(look.page, view(name))
    assert answer.status == PROBLEMS.get(name, 200)
    assert look.page.locator("h1").count() == 1
    assert urlsplit(view(name)).netloc in look.watch.asked
    look.watch.check(desk, writable)
    needed = look.page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    assert needed <= look.width
    paper = look.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == PAPER[look.scheme]


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_tells_without_scripts_what_it_tells_with_them(
    name: str, view: Address, plain: Page, scripted: Page
) -> None:
    for page in (plain, scripted):
        visit(page, view(name))
    scripted.evaluate("document.querySelectorAll('[data-copy]').forEach((one) => { one.hidden = true })")
    told = plain.inner_text("main")
    assert told.strip()
    assert told == scripted.inner_text("main")


@pytest.fixture(scope="module")
def scripted(browser: Browser, writable: Desk) -> Iterator[Page]:
    """The same window with scripts."""
    context = browser.new_context()
    page = context.new_page()
    visit(page, writable.entrance or "")
    yield page
    context.close()


def test_without_scripts_a_search_is_asked_narrowed_opened_kept_and_dropped(plain: Page, writable: Desk) -> None:
    visit(plain, writable.address)
    plain.get_by_label("Search the record").fill("drones")
    plain.get_by_role("button", name="Search").click()
    every = plain.locator("main .item").count()
    plain.locator(".facet").get_by_role("link", name="The Lamplight").click()
    assert 0 < plain.locator("main .item").count() < every
    narrowed = plain.url
    plain.locator("main .item a.open").first.click()
    assert "/statements/" in plain.url or "/captures/" in plain.url

    visit(plain, narrowed)
    plain.get_by_label("Keep this search as").fill("without scripts")
    plain.get_by_role("button", name="Keep").click()
    assert plain.url == f"{writable.address}/saved"
    plain.get_by_role("link", name="without scripts").click()
    assert plain.locator(".chosen").inner_text().startswith("outlet: The Lamplight")
    visit(plain, f"{writable.address}/saved")
    plain.get_by_role("button", name=re.compile("Delete.*without scripts")).click()
    assert plain.get_by_role("link", name="without scripts").count() == 0


def test_a_wide_table_is_moved_within_its_frame_on_a_phone(browser: Browser, view: Address) -> None:
    context = browser.new_context(viewport={"width": PHONE, "height": 844})
    page = context.new_page()
    visit(page, view("overview"))
    table = page.get_by_role("region", name="Articles of each outlet through time")
    hidden = table.evaluate("(one) => one.scrollWidth - one.clientWidth")
    assert hidden > 0, "the demo archive has too few months to try it"
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(one) => one.scrollLeft > 0", arg=table.element_handle())
    context.close()
