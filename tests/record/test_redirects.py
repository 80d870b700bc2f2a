from __future__ import annotations

from dataclasses import replace
from time import process_time

from tests.record.factory import VERSIONS, article_of, page_of, span_of, statement_of

from onrecord.capture.page import Page, Run
from onrecord.model import TextRef, text_sha256
from onrecord.record import Store
from onrecord.record.redirects import in_bytes, redirects
from onrecord.spans import Span

TEXT = "“We will open the harbour in spring, and the ferry will sail,” she said. “Soon,” he said."
WHOLE = span_of(TEXT, "We will open the harbour in spring, and the ferry will sail")
FIRST = span_of(TEXT, "We will open the harbour in spring")
FERRY = span_of(TEXT, "and the ferry will sail")
SOON = span_of(TEXT, "Soon")


def put(store: Store, version: str, *statements: Span, page: Page | None = None) -> list[str]:
    page = page or page_of(TEXT)
    found = [statement_of(page, span) for span in statements]
    store.put(page, [article_of(page, statements=found, made_by=VERSIONS | {"statement": version})])
    return [one.id for one in found]


def test_an_old_id_leads_to_the_new_item_that_has_most_of_its_words(store: Store) -> None:
    (old,) = put(store, "1", WHOLE)
    new, _ = put(store, "2", FIRST, SOON)
    assert store.get(old).item.model_dump()["id"] == new
    (newer,) = put(store, "3", (FIRST[0] + 3, FIRST[1]))
    assert store.get(old).item.model_dump()["id"] == newer
    assert store.get(new).item.model_dump()["id"] == newer


def test_what_nothing_new_covers_by_half_leads_to_the_article_that_it_stood_in(store: Store) -> None:
    old, soon = put(store, "1", WHOLE, SOON)
    put(store, "2", FERRY)
    [article] = store.articles()
    for gone in (old, soon):
        assert store.get(gone).item == article.item


def test_an_id_that_comes_back_answers_for_itself_again(store: Store) -> None:
    (old,) = put(store, "1", WHOLE)
    (new,) = put(store, "2", FIRST)
    assert put(store, "3", WHOLE) == [old]
    assert store.get(old).item.model_dump()["id"] == old
    assert store.get(new).item.model_dump()["id"] == old
    put(store, "4", WHOLE)
    assert store.get(new).item.model_dump()["id"] == old


def test_articles_are_led_on_too_and_never_to_a_statement(store: Store) -> None:
    page = page_of(TEXT)
    old, new = article_of(page), article_of(page, [(0, 70)], made_by=VERSIONS | {"article": "later"})
    store.put(page, [old])
    store.put(page, [new])
    assert store.get(old.id).item == new


def test_items_are_compared_by_their_bytes_where_the_text_was_made_anew(store: Store) -> None:
    old_page = page_of(TEXT)
    (old,) = put(store, "1", WHOLE)
    text = "\n\n\n" + TEXT
    size = len(TEXT.encode())
    capture = old_page.capture.model_copy(update={"text": TextRef(sha256=text_sha256(text), made_by="2")})
    runs = (Run(0, 3, 0, 0, "utf-8", "made"), Run(3, len(text), 0, size, "utf-8", "same"))
    page = replace(old_page, capture=capture, text=text, runs=runs)
    (new, _) = put(
        store, "1", span_of(text, "We will open the harbour in spring, and the ferry"), span_of(text, "Soon"), page=page
    )
    assert store.get(old).item.model_dump()["id"] == new
    assert store.page_text(page.capture.id) == text


def test_thousands_of_items_are_led_on_in_no_time() -> None:
    old = {f"st_old{number}": ((number * 100, number * 100 + 90),) for number in range(3000)}
    new = {f"st_new{number}": ((number * 100 + 5, number * 100 + 80),) for number in range(3000)}
    runs = [Run(start, start + 10, start, start + 10, "ascii", "same") for start in range(0, 300_000, 10)]
    before = process_time()
    found = redirects({"st": old}, {"st": new})
    assert in_bytes({"st": old}, "x" * 300_000, runs) == {"st": old}
    # 0.05 s here; 20 s where each item is held against each other one and against each run.
    assert process_time() - before < 2
    assert {(one.old, one.new) for one in found} == {(f"st_old{number}", f"st_new{number}") for number in range(3000)}
