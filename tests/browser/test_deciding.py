"""Deciding in a browser: text selected by mouse in any script, names looked up, keys, no script, nobody kept out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import TOKEN, Desk, Watch, served, visit
from tests.browser.selecting import drag
from tests.browser.test_barriers import barriers
from tests.conftest import Run

from onrecord.model import Article, Statement
from onrecord.record import Store

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

# Lines end as on Windows, which a browser would make shorter; characters of two halves, of several parts, with marks.
ODD = (
    "Ferries 🚢 stay in Karsa\r\n\r\n"
    "KARSA, May 4 (Ostrel) - Minister Adara Ruvell 👩‍👩‍👧 said on Monday that the ferries 🚢🚢 would run"
    " all summer.\r\n\r\n"
    "Cafe\u0301 owners cheered 🎉. “No ferry 🚢 is sold,” Ruvell told the Naïve Oar.\r\n\r\n"
    "وقال حارس الميناء إن العبّارات ستبقى طوال الصيف، ثم ابتسم وعاد إلى مكتبه.\r\n\r\n"
    "שומר הנמל אמר שהמעבורות יישארו כאן כל הקיץ.\r\n\r\n"
    "Ruvell said the harbour would be widened by 2033, and its clock repaired.\r\n"
)
WHO = "Ana Kell"


@pytest.fixture(scope="module")
def record(demo_record: Path, onrecord: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deciding")
    made = Path(shutil.copy(demo_record, folder / "archive.db"))
    (folder / "odd.txt").write_bytes(ODD.encode())
    done = onrecord("add", folder / "odd.txt", "--whole", "--captured", "2031-05-05", "--record", made)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def served_desk(record: Path) -> Iterator[Desk]:
    with served(record, record.with_name("log.txt"), "--write", "--token", TOKEN) as made:
        yield made


@pytest.fixture
def context(browser: Browser, served_desk: Desk) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1200, "height": 900})
    watch = Watch().over(made)
    visit(made.new_page(), served_desk.entrance or "")
    yield made
    made.close()
    watch.check(served_desk)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    made = context.pages[0]
    made.set_default_timeout(10_000)
    return made


@pytest.fixture
def odd(record: Path) -> Article:
    with Store(record) as store:
        return next(one.item for one in store.articles() if one.item.title and "🚢" in one.item.title)


def text_of(record: Path, article: Article) -> str:
    with Store(record) as store:
        return store.page_text(article.capture.id)


def place(page: Page, field: str) -> list[tuple[int, int]]:
    told = page.locator(f"input[name={field}_at]").input_value()
    return [(int(one.split("-")[0]), int(one.split("-")[1])) for one in told.split()]


def pick(page: Page, name: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


STRETCHES = [
    "ferries 🚢🚢 would run",
    "Ruvell 👩‍👩‍👧 said",
    "Cafe\u0301 owners",
    "cheered 🎉",
    "No ferry 🚢 is sold",
    "العبّارات ستبقى طوال الصيف",
    "שהמעבורות יישארו כאן",
    "by 2033",
]


@pytest.mark.parametrize("words", STRETCHES)
def test_what_is_selected_is_where_it_stands(
    words: str, page: Page, served_desk: Desk, record: Path, odd: Article
) -> None:
    visit(page, f"{served_desk.address}/articles/{odd.id}/add")
    drag(page, words)
    pick(page, "the words said")
    text = text_of(record, odd)
    assert [text[start:end] for start, end in place(page, "content")] == [words]
    assert page.get_by_label("The words said").input_value() == words


def test_a_selection_across_marks_and_paragraphs_counts_the_ends_of_lines(
    page: Page, served_desk: Desk, record: Path, odd: Article
) -> None:
    visit(page, f"{served_desk.address}/captures/{odd.capture.id}")
    text = text_of(record, odd)
    start, end = text.index("Minister Adara"), text.index("Naïve Oar") + len("Naïve Oar")
    page.evaluate(
        """() => {
          const box = document.querySelector("[data-selectable] bdi");
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          const find = (words) => {
            while (walker.nextNode()) {
              const at = walker.currentNode.data.indexOf(words);
              if (at >= 0) return [walker.currentNode, at];
            }
          };
          const [first, from] = find("Minister");
          const [last, to] = find("Oar");
          document.getSelection().setBaseAndExtent(first, from, last, to + 3);
        }"""
    )
    pick(page, "this is the article")
    assert place(page, "first") == [(start, end)] == place(page, "last")


def test_several_stretches_are_added_one_after_the_other(
    page: Page, served_desk: Desk, record: Path, odd: Article
) -> None:
    visit(page, f"{served_desk.address}/articles/{odd.id}/add")
    drag(page, "the harbour would be widened")
    pick(page, "the words said")
    drag(page, "its clock repaired")
    pick(page, "+ more words said")
    drag(page, "said", nth=1)
    pick(page, "the cue")
    page.get_by_label("somebody else: name").fill("Ruvell")
    page.get_by_label("Who decides").fill(WHO)
    page.get_by_role("radio", name="nobody known").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status").first).to_contain_text("was missed")
    with Store(record) as store:
        found = store.get(page.url.partition("?")[0].rpartition("/")[2]).item
    assert isinstance(found, Statement)
    text = text_of(record, odd)
    assert [text[start:end] for start, end in found.content] == ["the harbour would be widened", "its clock repaired"]
    assert [text[start:end] for start, end in found.cue] == ["said"]


def test_names_are_offered_while_somebody_types(page: Page, served_desk: Desk, record: Path) -> None:
    with Store(record) as store:
        item = next(one.item for one in store.statements() if one.item.speaker_name == "Dalia Morzhet")
    visit(page, f"{served_desk.address}/statements/{item.id}")
    page.get_by_text("Correct it").click()
    page.get_by_label("somebody else: name").press_sequentially("Bren")
    page.get_by_role("radio", name="Oskar Brenek person").last.check()
    page.get_by_label("Who decides").fill(WHO)
    page.get_by_role("button", name="It is so").click()
    expect(page.get_by_role("status").first).to_contain_text("speaker: Oskar Brenek")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status").first).to_contain_text("is undone")
    with Store(record) as store:
        assert store.get(item.id).item == item


def test_the_review_goes_by_keys(page: Page, served_desk: Desk) -> None:
    visit(page, f"{served_desk.address}/review")
    page.get_by_label("Who decides").fill(WHO)
    with page.expect_navigation():
        page.get_by_role("button", name="Remember who").click()
    first, second, third = page.locator(".queue .item .open").evaluate_all(
        "all => all.slice(0, 3).map((one) => one.getAttribute('href'))"
    )
    page.locator("h1").click()
    page.keyboard.press("a")  # nothing is chosen yet
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_role("status").first).to_contain_text("is none")
    assert page.url.endswith("#w1")
    page.wait_for_load_state()  # keys are heard once the script is there
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_contain_text("is right")
    left = page.locator(".queue .item .open").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    assert first not in left
    assert second not in left
    assert left[0] == third
    page.locator(".item.at .open").press("Enter")
    expect(page).to_have_url(served_desk.address + third)


def test_a_link_in_the_text_leads_on_unless_something_is_selected(page: Page, served_desk: Desk, record: Path) -> None:
    with Store(record) as store:
        article = next(one.item for one in store.articles() if one.item.statements)
        text = store.page_text(article.capture.id)
    address = f"{served_desk.address}/captures/{article.capture.id}"
    start, end = article.statements[0].content[0]
    words = " ".join(text[start:end].split()[:3])
    visit(page, address)
    drag(page, words)
    page.wait_for_timeout(200)
    assert page.url == address
    assert page.locator(".picked-words").inner_text().endswith(words)
    page.keyboard.press("Escape")
    expect(page.locator(".picking")).to_be_hidden()
    page.locator(".page a.led").first.click()
    page.wait_for_url("**/statements/**")


def test_without_a_script_the_words_are_written_out(
    browser: Browser, served_desk: Desk, record: Path, odd: Article
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    visit(page, served_desk.entrance or "")
    visit(page, f"{served_desk.address}/articles/{odd.id}/add")
    assert not page.locator(".picking").is_visible()
    page.get_by_label("The words said").fill("owners cheered 🎉")
    page.get_by_label("The cue").fill("told")
    page.get_by_label("somebody else: name").fill("Brenek")
    page.get_by_label("Who decides").fill(WHO)
    with page.expect_navigation():
        page.get_by_role("button", name="Find").click()
    page.get_by_role("radio", name="Oskar Brenek person").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Add it").click()
    address = page.url
    assert page.get_by_role("alert").all_inner_texts() == []
    context.close()
    with Store(record) as store:
        found = store.get(address.partition("?")[0].rpartition("/")[2]).item
    assert isinstance(found, Statement)
    assert (found.text, found.speaker_name) == ("owners cheered 🎉", "Oskar Brenek")


@pytest.mark.parametrize("width", [1200, 390])
def test_nobody_is_kept_out_of_deciding(width: int, page: Page, served_desk: Desk, record: Path) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    with Store(record) as store:
        statement = next(one.item for one in store.statements()).id
        event = next(one.item for one in store.events()).id
        article = next(one.item for one in store.articles())
        speaker = store.speakers(1)[0].id
    paths = (
        *(f"/statements/{statement}", f"/events/{event}", f"/captures/{article.capture.id}", f"/entities/{speaker}"),
        *(f"/articles/{article.id}/add", "/review", "/decisions"),
    )
    for path in paths:
        visit(page, served_desk.address + path)
        page.evaluate("for (const fold of document.querySelectorAll('.deciding details')) fold.open = true")
        if page.locator("[data-selectable]").count():
            page.evaluate("document.getSelection().selectAllChildren(document.querySelector('[data-selectable] bdi'))")
            expect(page.locator(".picking")).to_be_visible()
        assert barriers(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than the window by {wide}"
