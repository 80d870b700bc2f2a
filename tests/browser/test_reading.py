"""What a reader relies on: who said what in whose words, what is doubtful, what leads where, what is missing."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import Address, Desk, visit

SURE = 0.5
PHONE = {"width": 390, "height": 844}


def denied(desk: Desk) -> dict[str, Any]:
    """A statement whose speaker denies what it says."""
    found: dict[str, Any] = next(one for one in desk.all("/statements") if one["denied"] and one["kind"] == "indirect")
    return found


def test_the_card_of_a_denied_statement_says_denied_and_whose_words_they_are(page: Page, desk: Desk) -> None:
    statement = denied(desk)
    visit(page, f"{desk.address}/statements/{statement['id']}")
    card = page.get_by_role("region", name="To cite").locator("pre").inner_text()
    first, *others = card.splitlines()
    assert first == f"{statement['speaker_name']} denied, in the reporter's words: {statement['text']}"
    assert any(one.startswith("Said: ") for one in others)
    assert statement["id"] in card


def test_a_direct_quotation_is_cited_in_quotation_marks_with_its_hash(page: Page, desk: Desk) -> None:
    statement = next(one for one in desk.all("/statements") if one["kind"] == "direct" and one["speaker_name"])
    visit(page, f"{desk.address}/statements/{statement['id']}")
    card = page.locator("pre.cite").inner_text()
    told = " ".join(statement["text"].split())
    assert card.startswith(f"{statement['speaker_name']} {statement['act']}: “{told}”")
    capture = desk.read(f"/items/{statement['id']}")["article"]["id"]
    assert desk.read(f"/items/{capture}")["item"]["capture"]["id"] in card


def test_the_card_stands_right_below_the_words(page: Page, view: Address) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, view("statement"))
    expect(page.get_by_role("heading", name="To cite")).to_be_in_viewport()
    headings = page.locator("h2").all_inner_texts()
    assert headings[0] == "To cite"


def test_a_story_tells_what_was_done_with_the_words_of_each(page: Page, view: Address, desk: Desk) -> None:
    visit(page, view("story"))
    said = page.get_by_role("region", name="Who says what")
    told = {row.split(":")[0].split(",")[0].strip() for row in said.get_by_role("listitem").all_inner_texts()}
    assert {"said", "denied"} <= told <= {"said", "denied", "asked", "thought"}
    for row in said.get_by_role("listitem").all()[:12]:
        statement = (row.get_by_role("link").get_attribute("href") or "").rsplit("/", 1)[-1]
        item = desk.read(f"/items/{statement}")["item"]
        assert row.inner_text().startswith("denied" if item["denied"] else item["act"])
        assert ("in the reporter's words" in row.inner_text()) == (item["kind"] != "direct")


def test_the_timeline_of_a_story_is_folded_and_opens(page: Page, view: Address) -> None:
    visit(page, view("story"))
    entries = page.locator(".timeline .item")
    assert entries.count() > 0
    expect(entries.first).to_be_hidden()
    page.get_by_role("region", name="Through time").locator("summary").click()
    expect(entries.first).to_be_visible()


def test_what_is_more_likely_wrong_than_right_is_marked_so_in_each_list(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/search?q=Brenek&limit=100")
    seen = set()
    for row in page.locator("main .item.said").all():
        statement = (row.locator("a.open").get_attribute("href") or "").rsplit("/", 1)[-1]
        sure = desk.read(f"/items/{statement}")["item"]["confidence"]
        assert row.locator(".doubt").count() == (sure is not None and sure < SURE)
        seen.add(sure is not None and sure < SURE)
    assert seen == {True, False}, "nothing doubtful, or nothing sure, was found to try it on"


def test_a_mark_on_a_captured_page_leads_to_the_statement_that_was_read_there(page: Page, view: Address) -> None:
    visit(page, view("capture"))
    mark = page.locator(".page a.led mark.content").first
    words = " ".join(mark.inner_text().split())
    mark.click()
    page.wait_for_url("**/statements/**")
    expect(page.locator(".page mark.content").first).to_contain_text(words)


def test_what_was_read_from_a_page_is_listed_beside_its_text(page: Page, view: Address, desk: Desk) -> None:
    visit(page, view("capture"))
    capture = page.url.rsplit("/", 1)[-1]
    statements = [
        one["id"]
        for article in desk.all("/articles")
        if article["capture"]["id"] == capture
        for one in desk.read(f"/items/{article['id']}")["item"]["statements"]
    ]
    listed = page.get_by_role("complementary", name="What was read from it")
    links = listed.locator("a[href*='/statements/']")
    assert [(one.get_attribute("href") or "").rsplit("/", 1)[-1] for one in links.all()] == statements
    text = page.locator(".page").bounding_box()
    beside = links.first.bounding_box()
    assert text
    assert beside
    assert beside["x"] + beside["width"] <= text["x"]
    links.first.click()
    expect(page.get_by_role("heading", name="To cite")).to_be_visible()


def test_the_page_of_a_copy_says_whose_text_it_repeats_and_leads_to_its_story(page: Page, desk: Desk) -> None:
    story, copy = next(
        (story, one) for story in desk.all("/stories") for one in story["articles"] if one["copy"] == "edited"
    )
    first = next(one for one in story["articles"] if one["id"] == copy["copy_of"])
    visit(page, f"{desk.address}/articles/{copy['id']}")
    expect(page.locator("h1")).to_have_text(copy["title"])
    badge = page.locator(".why", has_text="edited copy of").first
    expect(badge).to_have_text(f"edited copy of {first['outlet']}, {first['published'][:10]}")
    expect(badge).to_be_in_viewport()
    page.get_by_role("link", name="the story").click()
    assert urlsplit(page.url).path == f"/stories/{story['id']}"
    visit(page, f"{desk.address}/articles/{first['id']}")
    assert page.locator(".why", has_text="copy of").count() == 0


@pytest.mark.parametrize(("path", "offered"), [("/statements/Brenek-1", True), ("/nowhere", False)])
def test_an_error_page_has_the_search_box_and_offers_a_search_for_an_unknown_id(
    page: Page, desk: Desk, path: str, offered: bool
) -> None:
    visit(page, desk.address + path)
    expect(page.get_by_role("navigation", name="Views").get_by_role("link")).to_have_count(7)
    offer = page.get_by_role("link", name="Search for “Brenek-1”")
    assert offer.count() == offered
    if offered:
        offer.click()
    else:
        page.get_by_label("Search the record").fill("drones")
        page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?q=*")
    expect(page.get_by_role("status")).to_contain_text(re.compile(r"hits?"))


def test_facets_come_before_the_hits_on_a_phone_and_stand_beside_them_on_a_desk(page: Page, view: Address) -> None:
    visit(page, view("question"))
    facet, hit = page.locator(".facet a").first, page.locator("main .item").first
    expect(facet).to_be_visible()
    beside, below = facet.bounding_box(), hit.bounding_box()
    assert beside
    assert below
    assert beside["x"] + beside["width"] <= below["x"]

    page.set_viewport_size({"width": 390, "height": 844})
    expect(facet).to_be_hidden()
    fold = page.locator("summary", has_text="Narrow down")
    above, below = fold.bounding_box(), hit.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    fold.focus()
    page.keyboard.press("Enter")
    expect(facet).to_be_visible()
    facet.click()
    assert page.locator(".chosen li").count() == 1


def test_on_a_phone_the_head_of_a_page_is_two_lines_and_nothing_in_it_is_cut(browser: Browser, view: Address) -> None:
    context = browser.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    page = context.new_page()
    visit(page, view("overview"))
    top = page.locator("header.top").bounding_box()
    assert top
    assert top["height"] <= 110
    places = page.locator("nav[aria-label=Views] a").evaluate_all("all => all.map((one) => one.offsetTop)")
    assert len(set(places)) == 1
    last = page.get_by_role("navigation", name="Views").get_by_role("link", name="Saved")
    last.focus()
    expect(last).to_be_in_viewport()
    context.close()


def test_the_example_in_the_box_is_somebody_who_speaks_in_this_record(page: Page, desk: Desk) -> None:
    visit(page, desk.address)
    hint = page.get_by_label("Search the record").get_attribute("placeholder") or ""
    page.get_by_label("Search the record").fill(hint)
    page.get_by_role("button", name="Search").click()
    assert page.locator("main .item").count() > 0
    [speaker] = set(page.locator("main .item .who a").all_inner_texts())
    assert speaker.split()[-1] in hint


def test_a_table_of_transfers_is_read_on_a_phone_without_moving_it(page: Page, view: Address) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("pair", "saying"):
        visit(page, view(name))
        for table in page.locator(".wide").all():
            assert table.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0, name
            assert table.locator("tr").count() > 1


def test_a_transfer_whose_number_nobody_tells_has_no_column_for_it(page: Page, view: Address) -> None:
    visit(page, view("pair"))
    heads = page.locator("table.ladder").first.get_by_role("columnheader").all_inner_texts()
    cells = page.locator("table.ladder").first.locator("td[data-label='How many']").all_inner_texts()
    assert ("How many" in heads) == any(cells)
    assert page.locator("table.ladder").first.locator("thead").count() == 1


def test_an_event_is_told_in_words_with_one_row_a_part_and_its_codes_in_a_fold(page: Page, view: Address) -> None:
    visit(page, view("event"))
    rows = page.locator(".acts > .facts dt").all_inner_texts()
    assert rows[0] == "When"
    assert len(rows) == len(set(rows))
    assert not re.search(r"\b(st|en|ev)_\w+", page.locator(".acts > .facts").inner_text())
    assert not re.search(r"[A-Z]{4,}|≤", page.locator("h1").inner_text())
    expect(page.get_by_text("In PLOVER")).to_be_hidden()
    page.get_by_text("Codes, and the words of the page").click()
    expect(page.get_by_text("In PLOVER")).to_be_visible()


def test_the_act_is_marked_wherever_the_event_is_told(page: Page, desk: Desk) -> None:
    paint = "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
    for event in desk.all("/events")[:12]:
        visit(page, f"{desk.address}/events/{event['id']}")
        colour = page.locator(".legend [data-part=content]").evaluate("(one) => getComputedStyle(one).backgroundColor")
        marks = page.locator(".page mark.content")
        assert marks.count() > 0, event["id"]
        assert set(marks.evaluate_all(paint)) == {colour}
        assert page.locator(".page mark.content.cue").count() == 0


def test_an_act_in_a_list_stands_with_the_sentence_that_tells_it(page: Page, desk: Desk) -> None:
    event = next(one for one in desk.all("/events") if one["actors"] and one["actors"][0]["entity"])
    visit(page, f"{desk.address}/entities/{event['actors'][0]['entity']}")
    acts = page.locator("main .item.done")
    assert acts.count() > 0
    for act in acts.all():
        assert len(act.locator(".words").inner_text().split()) > 2


def test_months_without_an_article_are_named(page: Page, desk: Desk) -> None:
    visit(page, desk.address)
    columns = page.locator(".coverage thead th").all_inner_texts()
    missing = page.get_by_text("No article in:").inner_text()
    held = [one for one in columns if re.fullmatch(r"\d{4}-\d\d", one)]
    assert re.search(r"\d{4}-\d\d", missing)
    assert [one for one in held if one in missing] == []


def test_each_label_of_a_chart_stands_under_the_middle_of_its_bar(page: Page, desk: Desk) -> None:
    visit(page, desk.address)
    middle = "(all) => all.map((one) => { const box = one.getBoundingClientRect(); return box.x + box.width / 2 })"
    bars = page.locator(".chart rect")
    labels = bars.locator("title").evaluate_all("all => all.map((one) => one.textContent.split(':')[0])")
    stand = dict(zip(labels, bars.evaluate_all(middle), strict=True))
    ticks = page.locator(".chart .tick")
    told = dict(zip(ticks.all_text_contents(), ticks.evaluate_all(middle), strict=True))
    assert labels[-1] in told, "the last bar has no label"
    assert all(abs(told[label] - stand[label]) <= 1 for label in told.keys() & stand.keys())
    counts = bars.locator("title").evaluate_all("all => all.map((one) => Number(one.textContent.split(': ')[1]))")
    expect(page.locator(".chart .most")).to_have_text(str(max(counts)))


def test_a_search_says_that_it_can_be_kept_where_the_desk_can_keep_it(page: Page, writable: Desk, desk: Desk) -> None:
    visit(page, f"{writable.address}/search?q=drones")
    page.get_by_role("link", name="Keep this search (sign in)").click()
    expect(page.get_by_label("Token")).to_be_visible()
    visit(page, f"{desk.address}/search?q=drones")
    assert page.get_by_role("link", name=re.compile("Keep this search")).count() == 0


def test_walking_a_list_draws_one_frame(page: Page, view: Address) -> None:
    visit(page, view("stories"))
    page.keyboard.press("j")
    framed = "() => Array.from(document.querySelectorAll('main *')).filter((one) => getComputedStyle(one).outlineStyle"
    framed += " !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) > 0).length"
    assert page.evaluate(framed) == 1
    page.keyboard.press("Tab")
    assert page.evaluate(framed) == 1
