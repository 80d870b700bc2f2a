"""What axe finds that would keep somebody out, on every view in both colour schemes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.conftest import VIEWS, Address, Desk, visit

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# Its rules beyond those that are on by themselves.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def barriers(page: Page) -> list[str]:
    """What axe finds on a page as it stands, of whatever weight; it runs beside the page, so its policy stays."""
    page.evaluate(AXE)
    found = page.evaluate("(options) => axe.run(document, options)", OPTIONS)
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{one['impact']}: {one['help']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.fixture(scope="module", params=[(1200, "light"), (390, "dark")], ids=["1200 light", "390 dark"])
def page(request: pytest.FixtureRequest, browser: Browser, writable: Desk) -> Iterator[Page]:
    """A window in which somebody has shown the token, so that what may be written is seen as well."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    made = context.new_page()
    visit(made, writable.entrance or "")
    yield made
    context.close()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_keeps_nobody_out(name: str, view: Address, page: Page) -> None:
    visit(page, view(name))
    assert barriers(page) == []


def test_the_help_keeps_nobody_out(view: Address, page: Page) -> None:
    visit(page, view("overview"))
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    assert barriers(page) == []


def test_evidence_that_is_lit_stays_readable(view: Address, page: Page) -> None:
    visit(page, view("statement"))
    page.locator(".legend [data-part=cue]").hover()
    assert page.locator(".page mark.lit").count() > 0
    assert barriers(page) == []


def test_a_barrier_would_be_found(view: Address, page: Page) -> None:
    visit(page, view("overview"))
    page.evaluate("document.documentElement.removeAttribute('lang')")
    [found] = barriers(page)
    assert found.startswith("serious: <html> element must have a lang attribute")
