"""The desk without a mouse: where Tab leads, what shows where one is, and the keys of its own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import QUESTION, Address, Desk, visit

# Numbers all that Tab should stop at, in the order of the page.
NUMBER = """() => {
  const stops = "a[href], button, input:not([type=hidden]), summary, [tabindex='0']";
  const seen = Array.from(document.querySelectorAll(stops)).filter((one) => one.checkVisibility());
  seen.forEach((one, at) => { one.dataset.stop = at; });
  return seen.length;
}"""
# Where Tab has led: the number of the stop, how thick its outline is, and its contrast to what it is drawn on.
STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [red, green, blue] = rgb(colour).map((part) => part / 255)
      .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const style = getComputedStyle(one);
  const paint = (where) => getComputedStyle(where).backgroundColor;
  let under = parseFloat(style.outlineOffset) < 0 ? one : one.parentElement;
  while (under.parentElement && (rgb(paint(under))[3] ?? 1) === 0) under = under.parentElement;
  const [dark, bright] = [light(style.outlineColor), light(paint(under))].sort((a, b) => a - b);
  const box = one.getBoundingClientRect();
  return {
    stop: Number(one.dataset.stop),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: (bright + .05) / (dark + .05),
    shown: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
  };
}"""
# WCAG 2.2, 1.4.11 and 2.4.13.
THICK, CONTRAST = 2, 3
ENDS_WITH_AT = re.compile(r"\bat$")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["overview", "question", "speaker", "statement", "saying", "pair", "capture"])
def test_tab_leads_to_all_in_the_order_of_the_page_and_shows_where_it_is(
    name: str, scheme: str, view: Address, page: Page
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit(page, view(name))
    count = page.evaluate(NUMBER)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    stops = [page.evaluate(STOP)]
    for _ in range(count - 1):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(STOP))
    assert [one and one["stop"] for one in stops] == list(range(count))
    assert [one for one in stops if one["outline"] < THICK] == []
    assert [one for one in stops if one["contrast"] < CONTRAST] == []
    assert [one for one in stops if not one["shown"]] == []


@pytest.mark.parametrize("name", ["question", "story", "capture"])
def test_who_skips_the_head_of_a_view_goes_on_within_it(name: str, view: Address, page: Page) -> None:
    visit(page, view(name))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('header') === null")


def test_a_slash_leads_to_the_box_and_is_not_typed_into_it(page: Page, view: Address) -> None:
    visit(page, view("question"))
    page.keyboard.press("/")
    box = page.get_by_label("Search the record")
    expect(box).to_be_focused()
    expect(box).to_have_value(QUESTION)
    page.keyboard.type("blacklist")
    expect(box).to_have_value("blacklist")
    page.keyboard.type("/j?")
    expect(box).to_have_value("blacklist/j?")


def test_a_question_is_asked_and_its_second_hit_opened_by_keys_alone(page: Page, desk: Desk) -> None:
    visit(page, desk.address)
    page.keyboard.press("/")
    page.keyboard.type("drones")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=drones")
    hits = page.locator("main .item")
    openers = page.locator("main .item a.open")
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(openers.nth(at)).to_be_focused()
        expect(hits.nth(at)).to_have_class(ENDS_WITH_AT)
        assert page.locator("main .item.at").count() == 1
    leads_to = openers.nth(1).get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads_to}**") if "/articles/" not in leads_to else page.wait_for_url("**/captures/**")
    expect(page.locator("h1")).to_be_visible()


def test_walking_ends_at_the_first_and_at_the_last_hit(page: Page, view: Address) -> None:
    visit(page, view("stories"))
    openers = page.locator("main .item a.open")
    page.keyboard.press("k")
    expect(openers.first).to_be_focused()
    for _ in range(openers.count() + 2):
        page.keyboard.press("j")
    expect(openers.last).to_be_focused()
    expect(openers.last).to_be_in_viewport()


def test_the_help_opens_and_closes_by_keys_and_leaves_one_where_one_was(page: Page, view: Address) -> None:
    visit(page, view("sayings"))
    page.keyboard.press("j")
    at = page.locator("main .item a.open").first
    expect(at).to_be_focused()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keys")
    expect(help_).to_be_visible()
    expect(help_.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    expect(at).to_be_focused()


def test_the_help_says_every_place_to_which_g_leads(page: Page, desk: Desk) -> None:
    visit(page, desk.address)
    page.keyboard.press("?")
    told = page.get_by_role("dialog").locator("dt", has_text="then").locator("kbd").all_inner_texts()
    assert told[0] == "g"
    page.keyboard.press("Escape")
    ways = {"o": "/", "s": "/stories", "y": "/sayings", "e": "/entities", "p": "/pair", "v": "/saved"}
    assert told[1:] == list(ways)
    for key, path in reversed(ways.items()):  # the overview last: one is there already
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(desk.address + path)


def test_a_saying_is_reached_and_its_wordings_walked_by_keys(page: Page, view: Address) -> None:
    visit(page, view("saying"))
    page.keyboard.press("j")
    first = page.locator(".version a.open").first
    expect(first).to_be_focused()
    leads_to = first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads_to}")
