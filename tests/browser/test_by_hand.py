"""What somebody puts right in the browser holds over a new reading of every page by later versions of all steps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import TOKEN, Desk, Watch, served, visit
from tests.browser.selecting import drag
from tests.conftest import DEMO

from onrecord import capture, pipeline
from onrecord.model import Article, Event, Statement
from onrecord.record import Store, Verification

WHO = "Ana Kell"


@dataclass
class Hand:
    """Somebody who decides in a window of a desk."""

    page: Page
    desk: Desk
    record: Path

    def got(self, item: str) -> Statement | Event | Article:
        with Store(self.record) as store:
            found = store.get(item).item
        assert isinstance(found, Statement | Event | Article)
        return found

    def at(self, path: str) -> None:
        visit(self.page, self.desk.address + path)

    def text(self, item: Statement | Event | Article) -> str:
        with Store(self.record) as store:
            article = store.get(item.id).article
            assert article is not None
            return store.page_text(article.capture.id)

    def pick(self, name: str) -> None:
        self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()

    def decide(self, name: str = "It is so") -> str:
        """Press a button that decides; the id in the address where that leads."""
        self.page.get_by_label("Who decides").locator("visible=true").first.fill(WHO)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()
        expect(self.page.get_by_role("status").first).to_contain_text("Decided")
        return str(self.page.url).partition("?")[0].rpartition("/")[2]

    def correct(self, path: str) -> None:
        self.at(path)
        self.page.get_by_text("Correct it", exact=True).first.click()

    def words(self, item: Statement, words: str) -> str:
        self.correct(f"/statements/{item.id}")
        drag(self.page, words)
        self.pick("the words said")
        return self.decide()

    def speaker(self, item: Statement, typed: str, name: str) -> None:
        self.correct(f"/statements/{item.id}")
        self.page.get_by_label("somebody else: name").press_sequentially(typed)
        self.page.locator(".offered").get_by_text(name, exact=True).click()
        self.decide()

    def open_article(self, article: Article) -> None:
        self.at(f"/captures/{article.capture.id}")
        self.page.locator(f"[data-article={article.id}] > summary").click()


def line(text: str, span: tuple[int, int], *, last: bool = False) -> str:
    """Some words of one line of a stretch, as a browser has them on one line too."""
    words = text[slice(*span)].split("\n")[-1 if last else 0].split(" ")
    return " ".join(words[-3:] if last else words[:3])


def test_ten_things_put_right_by_hand_hold_over_a_new_reading(
    browser: Browser, demo_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Path(shutil.copy(demo_record, tmp_path / "archive.db"))
    with served(record, tmp_path / "log.txt", "--write", "--token", TOKEN) as desk:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        watch = Watch().over(context)
        page = context.new_page()
        visit(page, desk.entrance or "")
        holds = put_right(Hand(page, desk, record))
        context.close()
        watch.check(desk)
    for check in holds:
        check()
    with Store(record) as store:
        made = store.decisions()
    assert len(made) == 13
    assert {one.decided_by for one in made} == {WHO}

    later = {step: f"{number}.later" for step, number in pipeline.VERSIONS.items()}
    monkeypatch.setattr(pipeline, "VERSIONS", later)
    with Store(record, write=True) as store:
        added = pipeline.add(store, capture.raws([str(DEMO)]))
        assert (added.changed, added.failed) == (12, 0), "not all pages were read anew"
    for check in holds:
        check()
    with Store(record) as store:
        assert store.unsettled() == []
        assert store.decisions() == made
    assert list(Verification(record)) == []


def put_right(hand: Hand) -> list[Callable[[], None]]:
    """Ten things put right in the browser, and for each a check that it is so."""
    with Store(hand.record) as store:
        articles = sorted((one.item for one in store.articles()), key=lambda one: (-len(one.statements), one.id))
        pages = [one for one in articles if len(store.articles_of(one.capture.id)) == 1 and one.statements]
        people = [one for one in store.speakers(30) if one.type == "person" and one.statements == 1][:3]
        events = [one.item for one in store.events() if one.item.status == "done" and one.article.id == pages[1].id]
    said = [one for one in pages[0].statements if len(one.content) == 1 and len(one.text.split()) > 6]
    return [
        *(_words(hand, one) for one in said[:2]),
        *(_speaker(hand, one) for one in said[2:4]),
        _day(hand, said[4]),
        _status(hand, events[0]),
        _rejected(hand, pages[1].statements[0]),
        _added(hand, pages[1]),
        _merged(hand, [one.id for one in people]),
        _published(hand, pages[2]),
        _bordered(hand, pages[3]),
        _split(hand, pages[4]),
    ]


def _words(hand: Hand, item: Statement) -> Callable[[], None]:
    text = hand.text(item)
    start = item.content[0][0]
    words = " ".join(text[start : item.content[0][1]].split(" ")[:4])
    now = hand.words(item, words)

    def check() -> None:
        found = hand.got(now)
        assert isinstance(found, Statement)
        assert (found.text, found.content) == (words, ((start, start + len(words)),))
        assert hand.got(item.id) == found, "the id of before leads nowhere"

    return check


def _speaker(hand: Hand, item: Statement) -> Callable[[], None]:
    wanted = "Ilva Torsund" if item.speaker_name != "Ilva Torsund" else "Dalia Morzhet"
    hand.speaker(item, wanted.split(maxsplit=1)[0][:4], wanted)
    return lambda: _is(getattr(hand.got(item.id), "speaker_name", None), wanted)


def _day(hand: Hand, item: Statement) -> Callable[[], None]:
    hand.correct(f"/statements/{item.id}")
    hand.page.get_by_label("Day said").fill("2022-09-01")
    hand.decide()

    def check() -> None:
        found = hand.got(item.id)
        assert isinstance(found, Statement)
        assert found.said is not None
        assert (found.said.value, found.said.basis) == ("2022-09-01", "decided")

    return check


def _status(hand: Hand, item: Event) -> Callable[[], None]:
    hand.correct(f"/events/{item.id}")
    hand.page.get_by_label("How far").select_option("planned")
    hand.decide()
    return lambda: _is(getattr(hand.got(item.id), "status", None), "planned")


def _rejected(hand: Hand, item: Statement) -> Callable[[], None]:
    hand.at(f"/statements/{item.id}")
    hand.decide("This is no statement")

    def check() -> None:
        with Store(hand.record) as store:
            assert item.id not in {one.item.id for one in store.statements()}
        assert list(hand.got(item.id).ruled) == ["rejected"]

    return check


def _added(hand: Hand, article: Article) -> Callable[[], None]:
    text = hand.text(article)
    words = line(text, article.body[-1])
    hand.at(f"/captures/{article.capture.id}")
    drag(hand.page, words)
    with hand.page.expect_navigation():
        hand.pick("a statement that was missed")
    hand.page.get_by_role("radio", name="nobody known").check()
    now = hand.decide("Add it")
    return lambda: _is(getattr(hand.got(now), "text", None), words)


def _merged(hand: Hand, people: list[str]) -> Callable[[], None]:
    kept, *gone = people
    for one in gone:
        with Store(hand.record) as store:
            name = store.get(one).item.name  # type: ignore[union-attr]
        hand.at(f"/entities/{kept}?who={name}")
        hand.page.locator(f"input[name=gone][value='{one}']").first.check()
        hand.decide("They are one")

    def check() -> None:
        with Store(hand.record) as store:
            assert {store.get(one).item.id for one in people} == {kept}

    return check


def _published(hand: Hand, article: Article) -> Callable[[], None]:
    hand.open_article(article)
    hand.page.locator(f"[data-article={article.id}]").get_by_text("Correct it").click()
    hand.page.get_by_label("Published").locator("visible=true").fill("2024-05-06")
    hand.decide()
    return lambda: _is(_on(hand, article)[0].published.value, "2024-05-06")  # type: ignore[union-attr]


def _bordered(hand: Hand, article: Article) -> Callable[[], None]:
    text = hand.text(article)
    begins, ends = article.body[0][0], article.body[-2 if len(article.body) > 1 else -1][1]
    first, last = line(text, (begins, ends)), line(text, (begins, ends), last=True)
    hand.open_article(article)
    hand.page.evaluate(
        """([first, last]) => {
          const box = document.querySelector("[data-selectable] bdi");
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          let whole = "";
          const nodes = [];
          while (walker.nextNode()) {
            nodes.push([walker.currentNode, whole.length]);
            whole += walker.currentNode.data;
          }
          const place = (offset) => {
            const [node, start] = nodes.findLast(([, from]) => from < offset || !from);
            return [node, offset - start];
          };
          const end = whole.lastIndexOf(last) + last.length;
          document.getSelection().setBaseAndExtent(...place(whole.indexOf(first)), ...place(end));
        }""",
        [first, last],
    )
    hand.pick("this is the article")
    hand.page.get_by_label("Title").locator("visible=true").fill("As somebody has it")
    hand.decide()

    def check() -> None:
        [found] = _on(hand, article)
        assert found.title == "As somebody has it"
        assert (text[found.body[0][0] :].startswith(first), text[: found.body[-1][1]].endswith(last)) == (True, True)

    return check


def _split(hand: Hand, article: Article) -> Callable[[], None]:
    text = hand.text(article)
    middle = article.body[len(article.body) // 2]
    words = line(text, middle)
    hand.at(f"/captures/{article.capture.id}")
    drag(hand.page, words)
    hand.pick("a new article begins here")
    hand.decide()

    def check() -> None:
        one, other = _on(hand, article)
        assert one.body[-1][1] <= other.body[0][0] == middle[0]

    return check


def _on(hand: Hand, article: Article) -> list[Article]:
    with Store(hand.record) as store:
        return store.articles_of(article.capture.id)


def _is(found: object, wanted: object) -> None:
    assert found == wanted
