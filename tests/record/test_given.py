from __future__ import annotations

from tests.record.factory import VERSIONS, Told

from onrecord.capture.page import Given
from onrecord.errors import PageError
from onrecord.record import Store

NEWER = VERSIONS | {"article": "2"}
FAILED = PageError("broken.txt", "capture", "no text in it")


def test_a_page_is_known_until_a_step_has_another_version(store: Store) -> None:
    page, articles = Told().made()
    assert not store.known(page.capture.id, Given(), VERSIONS)
    assert store.settle(page.capture.id, Given(url="https://ledger.example/1"), VERSIONS) == Given(
        url="https://ledger.example/1"
    )
    store.put(page, articles)
    assert store.known(page.capture.id, Given(), VERSIONS)
    assert store.settle(page.capture.id, Given(), VERSIONS) is None
    assert not store.known(page.capture.id, Given(), NEWER)


def test_who_says_more_of_a_page_has_it_read_again_with_all_that_is_known(store: Store) -> None:
    page, articles = Told(given=Given(captured="2031-05-06")).made()
    store.put(page, articles)
    more = Given(outlet="Harbour Ledger")
    assert not store.known(page.capture.id, more, VERSIONS)
    whole = store.settle(page.capture.id, more, VERSIONS)
    assert whole == Given(captured="2031-05-06", outlet="Harbour Ledger")
    assert store.put(*Told(given=whole).made()) == "changed"
    for nothing_new in (more, whole, Given(captured="2031-05-06"), Given()):
        assert store.known(page.capture.id, nothing_new, VERSIONS)


def test_that_a_page_is_one_whole_article_is_more_to_know_of_it(store: Store) -> None:
    page, articles = Told().made()
    store.put(page, articles)
    assert store.settle(page.capture.id, Given(whole=True), VERSIONS) == Given(whole=True)


def test_the_first_word_stays_and_a_warning_is_kept_once(store: Store) -> None:
    page, articles = Told(given=Given(captured="2031-05-06")).made()
    store.put(page, articles)
    for _ in range(2):
        assert store.settle(page.capture.id, Given(captured="2031-06-01"), VERSIONS) is None
    (warning,) = store.page_warnings(page.capture.id)
    assert "'2031-06-01'" in warning
    assert "'2031-05-06'" in warning
    assert store.settle(page.capture.id, Given(captured="2031-06-01"), NEWER) == Given(captured="2031-05-06")
    assert store.put(*Told(given=Given(captured="2031-05-06"), made_by=NEWER).made()) == "changed"
    assert store.page_warnings(page.capture.id) == (warning,)


def test_a_page_put_with_another_word_keeps_the_first_unless_told_to_read_again(store: Store) -> None:
    first, other = Given(captured="2031-05-06", url="https://a.example"), Given(captured="2031-06-01")
    page, articles = Told(given=first).made()
    store.put(page, articles)
    assert store.put(*Told(given=other).made()) == "same"
    assert store.known(page.capture.id, first, VERSIONS)
    assert len(store.page_warnings(page.capture.id)) == 1
    given = store.settle(page.capture.id, other, VERSIONS, again=True)
    assert given == Given(captured="2031-06-01", url="https://a.example")
    assert store.put(*Told(given=given).made(), again=True) == "changed"
    assert not store.page_warnings(page.capture.id)
    assert store.settle(page.capture.id, first, VERSIONS) is None
    assert len(store.page_warnings(page.capture.id)) == 1


def test_a_failure_is_one_row_and_is_known_until_a_version_changes(store: Store) -> None:
    page, articles = Told().made()
    store.fail(FAILED, page.capture.id, VERSIONS)
    (first,) = store.failures()
    store.fail(FAILED, page.capture.id, VERSIONS)
    assert list(store.failures()) == [first]
    assert (first.source, first.stage, first.reason) == ("broken.txt", "capture", "no text in it")
    assert store.known(page.capture.id, Given(), VERSIONS)
    assert not store.known(page.capture.id, Given(), NEWER)
    assert not store.known(page.capture.id, Given(whole=True), VERSIONS)
    store.fail(PageError("broken.txt", "article", "nothing but menus"), page.capture.id, NEWER)
    assert [failure.stage for failure in store.failures()] == ["article"]
    store.put(page, articles)
    assert not list(store.failures())


def test_a_file_that_is_mended_leaves_the_failures(store: Store) -> None:
    store.fail(PageError("page.txt", "capture", "empty"), "0" * 64, VERSIONS)
    store.fail(PageError("other.txt", "capture", "may not be read"))
    store.fail(PageError("other.txt", "capture", "may not be read"))
    assert store.counts()["failures"] == 2
    store.put(*Told(source="page.txt").made())
    assert [failure.source for failure in store.failures()] == ["other.txt"]


def test_a_page_that_fails_with_newer_versions_keeps_its_old_reading(store: Store) -> None:
    page, articles = Told().made()
    store.put(page, articles)
    store.fail(FAILED, page.capture.id, NEWER)
    assert store.known(page.capture.id, Given(), NEWER)
    assert [found.item for found in store.articles()] == list(articles)


def test_a_source_whose_name_is_no_text_can_fail_too(store: Store) -> None:
    store.fail(PageError("caf\udce9.txt", "capture", "empty"))
    assert [failure.source for failure in store.failures()] == ["caf\\udce9.txt"]
