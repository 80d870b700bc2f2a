"""The ten things that a person does most, done in a browser on the demo archive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import QUESTION, Address, Desk, visit
from tests.conftest import DEMO

ATOM = {"atom": "http://www.w3.org/2005/Atom"}


def asked(page: Page, desk: Desk, words: str) -> Locator:
    """The hits of what somebody types into the box."""
    visit(page, desk.address)
    page.get_by_label("Search the record").fill(words)
    page.get_by_role("button", name="Search").click()
    return page.locator("main .item")


def counted(page: Page) -> int:
    """How many hits a search says that it has."""
    found = re.search(r"([\d,]+) hits?", page.get_by_role("status").inner_text())
    assert found
    return int(found[1].replace(",", ""))


def test_what_somebody_said_about_a_thing_is_found_by_a_question(page: Page, desk: Desk) -> None:
    hits = asked(page, desk, QUESTION)
    expect(page.get_by_role("status")).to_contain_text("What Brenek said about drones")
    speakers = set(hits.locator(".who a").all_inner_texts())
    assert speakers == {"Oskar Brenek"}
    assert counted(page) >= hits.count() > 1
    first = hits.first
    assert "drones" in first.locator("mark.hit").all_inner_texts()
    expect(first.locator(".outlet")).to_be_visible()
    expect(first.locator("time")).to_have_text(re.compile(r"\d{4}-\d\d-\d\d"))


def test_hits_are_narrowed_by_a_facet_and_widened_again(page: Page, desk: Desk) -> None:
    hits = asked(page, desk, "weapons")
    every, unnarrowed = counted(page), page.url
    choice = page.locator(".facet li", has=page.get_by_role("link", name="The Lamplight"))
    promised = int(choice.locator(".count").inner_text())
    assert 0 < promised < every
    choice.get_by_role("link").click()
    assert counted(page) == promised
    assert set(hits.locator(".outlet").all_inner_texts()) == {"The Lamplight"}
    expect(page.get_by_label("Search the record")).to_have_value("weapons")

    page.get_by_role("list", name="Conditions").get_by_role("link", name="outlet: The Lamplight").click()
    assert counted(page) == every
    assert page.url == unnarrowed
    assert page.get_by_role("list", name="Conditions").count() == 0


def test_a_statement_that_is_opened_has_its_words_marked_in_the_captured_text(page: Page, desk: Desk) -> None:
    asked(page, desk, QUESTION).first.locator("a.open").click()
    statement = desk.read(f"/items/{page.url.rsplit('/', 1)[-1]}")
    item, capture = statement["item"], desk.read(f"/items/{statement['article']['id']}")["item"]["capture"]["id"]
    text = desk.read(f"/captures/{capture}/text")["text"]
    for part in ("content", "cue", "source"):
        marked = "".join(page.locator(f".page mark.{part}").evaluate_all("all => all.map((one) => one.textContent)"))
        assert marked == "".join(text[start:end] for start, end in item[part]) != ""
    expect(page.locator("blockquote.words.large")).to_contain_text(item["text"].split(" … ")[0])
    content = page.locator(".page mark.content").first
    plain = page.locator(".page").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert content.evaluate("(one) => getComputedStyle(one).backgroundColor") != plain

    page.locator(".legend").get_by_text("cue").hover()
    lit = page.locator(".page mark.lit").all_inner_texts()
    assert lit == page.locator(".page mark.cue").all_inner_texts()


def test_the_chain_of_reporting_is_walked_to_the_captured_page(page: Page, view: Address, desk: Desk) -> None:
    visit(page, view("passed on"))
    statement = page.url.rsplit("/", 1)[-1]
    steps = page.locator(".chain li")
    kinds = [one.split("\n")[0] for one in steps.all_inner_texts()]
    assert kinds[0] == "speaker"
    assert "as told by" in kinds
    assert kinds[-2:] == ["article", "captured page"]
    title = steps.nth(-2).get_by_role("link").inner_text()

    article = (steps.nth(-2).get_by_role("link").get_attribute("href") or "").rsplit("/", 1)[-1]
    steps.nth(-2).get_by_role("link").click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(f"[id='{article}']")).to_be_in_viewport()
    page.go_back()
    source = steps.last.get_by_role("link").inner_text()
    steps.last.get_by_role("link").click()
    assert source
    assert "/" not in source
    page.get_by_text("Where the page comes from").click()
    expect(page.locator(".facts")).to_contain_text(source)
    expect(page.get_by_role("main").get_by_role("link", name=title).first).to_be_visible()
    item = desk.read(f"/items/{statement}")["item"]
    marked = "".join(page.locator(".page mark.content").evaluate_all("all => all.map((one) => one.textContent)"))
    assert item["text"] in " ".join(marked.split())


def test_the_bytes_of_a_page_are_downloaded_and_have_the_hash_that_is_shown(
    page: Page, view: Address, tmp_path: Path
) -> None:
    visit(page, view("capture"))
    page.get_by_text("Where the page comes from").click()
    shown = page.locator(".facts .hash").inner_text()
    source = page.locator(".facts .source").inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download original").click()
    saved = tmp_path / "page.bin"
    waiting.value.save_as(saved)
    assert sha256(saved.read_bytes()).hexdigest() == shown
    assert saved.read_bytes() == (DEMO / Path(source).name).read_bytes()


def laid_out(page: Page) -> list[tuple[str, str]]:
    """The words of a wording beside another, each with whether one of them alone has it."""
    return [
        (part, text)
        for part, text in page.locator(".version .laid bdi").evaluate_all(
            "all => all.map((one) => [one.closest('del, ins')?.tagName ?? 'SAME', one.textContent])"
        )
    ]


def test_each_outlets_wording_of_a_saying_stands_beside_the_longest_with_what_differs(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/sayings")
    page.locator("main .item", has_text="The Orvik Courier").locator("a.open").click()
    saying = desk.read(f"/items/{page.url.rsplit('/', 1)[-1]}")["item"]
    longest, other = sorted((one["text"] for one in saying["versions"]), key=len, reverse=True)
    expect(page.locator("blockquote.words.large")).to_have_text(longest)
    laid = laid_out(page)
    assert {"DEL", "SAME"} == {part for part, _ in laid}
    assert words(text for _, text in laid) == words([longest])
    assert words(text for part, text in laid if part != "DEL") == words([other])
    expect(page.locator(".version .why")).to_have_count(0)  # a clause of its own that one lacks turns nothing round
    colour = page.locator(".version del").first.evaluate("(one) => getComputedStyle(one).color")
    printed = page.get_by_role("region", name="Articles that have it").locator("tbody td:nth-child(2)")
    assert sorted(printed.all_inner_texts()) == sorted(one["outlet"] for one in saying["versions"])
    # Beside the shorter one the same words are put in.
    shorter = next(one["statement"] for one in saying["versions"] if one["text"] == other)
    visit(page, f"{desk.address}/statements/{shorter}")
    laid = laid_out(page)
    assert {"INS", "SAME"} == {part for part, _ in laid}
    assert words(text for _, text in laid) == words([longest])
    assert words(text for part, text in laid if part != "INS") == words([other])
    assert page.locator(".version ins").first.evaluate("(one) => getComputedStyle(one).color") != colour


def test_a_wording_that_shares_few_words_is_told_as_such(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/sayings")
    page.locator("main .item", has_text="Quessara Mirror").first.locator("a.open").click()
    expect(page.locator(".version .why").first).to_have_text("in other words")


def test_a_wording_names_who_else_printed_it_word_for_word(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/sayings")
    page.locator("main .item", has_text="Fennick Evening Mail").first.locator("a.open").click()
    expect(page.locator("article.one > .by").first).to_contain_text("word for word the same: Fennick Evening Mail")


def test_a_story_folds_its_copies_and_tells_what_they_changed(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/stories")
    told = page.locator("main .item", has_text="2 sources (3 articles), 3 outlets")
    told.locator("a.open").click()
    articles = page.get_by_role("region", name="Articles").get_by_role("listitem")
    assert articles.count() == 3
    copies = page.locator("li.copy")
    assert copies.count() == 1
    expect(copies).to_contain_text("Fennick Evening Mail")
    expect(copies).to_contain_text("a copy, edited")
    changes = page.get_by_role("region", name="What later versions and edited copies changed")
    expect(changes.locator("summary")).to_contain_text("Harbour Ledger → Fennick Evening Mail")
    promised = int(re.findall(r"(\d+) changes", changes.locator("summary").inner_text())[0])
    assert changes.get_by_role("listitem").count() == promised
    expect(changes.get_by_role("listitem").filter(has_text="title:")).to_be_visible()
    said = page.get_by_role("region", name="Who says what").get_by_role("link").all_inner_texts()
    assert said.count("“One cannot lock a door on a house one has never entered”") == 1


def test_a_speaker_is_seen_through_time_and_by_whom_they_speak_about(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/entities")
    row = page.locator("main .item", has_text="Oskar Brenek")
    total = int(re.findall(r"(\d+) statements", row.inner_text())[0])
    row.locator("a.open").click()
    expect(page.locator("h1")).to_have_text("What Oskar Brenek said")
    chart = page.get_by_role("img", name=re.compile(r"^Statements by (month|year), at most \d+$"))
    expect(chart).to_be_visible()
    bars = page.locator(".chart rect title").evaluate_all("all => all.map((one) => one.textContent)")
    drawn = {label: int(count) for label, count in (one.split(": ") for one in bars)}
    undated = re.findall(r"(\d+) more without a day", page.locator(".chart figcaption").inner_text())
    assert sum(drawn.values()) + sum(map(int, undated)) == total
    heights = page.locator(".chart rect").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
    assert heights.index(max(heights)) == list(drawn.values()).index(max(drawn.values()))
    frame = page.locator(".chart svg").bounding_box()
    last = page.locator(".chart .tick").last.bounding_box()
    assert frame
    assert last
    assert last["x"] + last["width"] <= frame["x"] + frame["width"] + 1, "the last label is cut off"

    about = page.locator("section", has=page.get_by_role("heading", name="About")).get_by_role("link").first
    name = about.inner_text()
    about.click()
    assert parse_qs(urlsplit(page.url).query)["q"] == [name]
    assert set(page.locator("main .item .who a").all_inner_texts()) == {"Oskar Brenek"}
    expect(page.get_by_role("list", name="Conditions")).to_contain_text("speaker: Oskar Brenek")


def test_two_countries_are_asked_for_and_each_rung_leads_to_its_evidence(page: Page, desk: Desk) -> None:
    visit(page, f"{desk.address}/pair")
    page.get_by_label("One").fill("Valdoria")
    page.get_by_label("Other").fill("Quessara")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Valdoria → Quessara")).to_be_visible()
    ladder = page.locator("tbody", has=page.get_by_role("rowheader", name="Talvik"))
    expect(ladder.get_by_role("rowheader").last).to_have_text("agreed denied")
    expect(ladder).to_contain_text("claimed by Quessara's defence minister")
    ladder.get_by_role("link").first.click()
    expect(page.locator(".page").first).to_contain_text("denied on Tuesday")
    assert page.locator(".page mark.content").count() > 0
    expect(page.locator(".facts").first).to_contain_text("Talvik")


def test_a_search_is_kept_listed_followed_and_dropped_by_who_shows_the_token(page: Page, writable: Desk) -> None:
    asked(page, writable, QUESTION)
    assert page.get_by_label("Keep this search as").count() == 0
    visit(page, writable.entrance or "")
    expect(page.get_by_role("contentinfo")).to_contain_text("signed in to edit")
    assert "token" not in page.url

    hits = asked(page, writable, QUESTION)
    page.locator(".facet").get_by_role("link", name="direct", exact=True).click()
    promised = hits.locator("a.open").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    page.get_by_label("Keep this search as").fill("Brenek & drones")
    page.get_by_role("button", name="Keep").click()
    row = page.locator("main .item", has=page.get_by_role("link", name="Brenek & drones"))
    expect(row).to_contain_text(f"q: {QUESTION}")
    expect(row).to_contain_text("kind: direct")

    feed = page.request.get(writable.address + (row.get_by_role("link", name="feed").get_attribute("href") or ""))
    assert feed.headers["content-type"].startswith("application/atom+xml")
    links = ET.fromstring(feed.body()).findall("atom:entry/atom:link", ATOM)  # noqa: S314 - the desk has written it
    assert {urlsplit(one.attrib["href"]).path for one in links} == set(promised)
    visit(page, links[0].attrib["href"])
    expect(page.locator("h1")).to_contain_text("Oskar Brenek")

    visit(page, f"{writable.address}/saved")
    row.get_by_role("link", name="Brenek & drones").click()
    assert hits.locator("a.open").evaluate_all("all => all.map((one) => one.getAttribute('href'))") == promised
    visit(page, f"{writable.address}/saved")
    row.get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("contentinfo")).not_to_contain_text("signed in to edit")


@pytest.mark.parametrize("shown", ["guessed", ""])
def test_nobody_comes_in_without_the_token(page: Page, writable: Desk, shown: str) -> None:
    visit(page, f"{writable.address}/enter?token={shown}")
    page.get_by_label("Token").fill("guessed, too")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_have_text("That is not the token of this desk.")
    visit(page, f"{writable.address}/saved")
    assert page.get_by_role("button", name="Delete").count() == 0


def words(texts: Iterable[str]) -> list[str]:
    return re.findall(r"\w+", " ".join(texts).casefold())
