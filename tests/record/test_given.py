from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.record.factory import VERSIONS, Told

from onrecord.capture.page import Given
from onrecord.errors import PageError
from onrecord.record import Store

NEWER = VERSIONS | {"article": "later"}
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


def test_that_a_page_is_one_whole_article_can_be_taken_back(store: Store) -> None:
    day_known = Given(captured="2031-05-06", whole=True)
    page, articles = Told(given=day_known).made()
    store.put(page, articles)
    assert store.settle(page.capture.id, Given(), VERSIONS) is None
    given = store.settle(page.capture.id, Given(), VERSIONS, again=True)
    assert given == Given(captured="2031-05-06")
    assert store.put(*Told(given=given).made(), again=True) == "changed"
    assert store.settle(page.capture.id, Given(), NEWER) == given


def test_a_format_that_was_said_is_kept_until_a_page_is_added_again_without(store: Store) -> None:
    page, articles = Told().made()
    store.put(page, articles)
    as_text = Given(format="text")
    assert store.settle(page.capture.id, as_text, VERSIONS) == as_text
    assert store.put(*Told(given=as_text).made()) == "changed"
    assert store.settle(page.capture.id, Given(), NEWER) == as_text
    assert store.settle(page.capture.id, Given(format="html"), VERSIONS) is None
    (warning,) = store.page_warnings(page.capture.id)
    assert "format 'html'" in warning
    assert store.settle(page.capture.id, Given(), VERSIONS, again=True) == Given()


def test_a_page_that_failed_is_tried_again_when_it_is_to_be_read_otherwise(store: Store) -> None:
    page, _ = Told().made()
    store.fail(FAILED, page.capture.id, VERSIONS)
    assert store.known(page.capture.id, Given(), VERSIONS)
    for other in (Given(format="html"), Given(format="text"), Given(whole=True)):
        assert store.settle(page.capture.id, other, VERSIONS) == other
        store.fail(FAILED, page.capture.id, VERSIONS, given=other)
        assert store.known(page.capture.id, other, VERSIONS)
        assert store.settle(page.capture.id, Given(), VERSIONS) == Given()


def test_what_was_given_to_a_version_that_knew_less_is_still_known(store: Store, path: Path) -> None:
    told = Told(given=Given(captured="2031-05-06", whole=True))
    page, articles = told.made()
    store.put(page, articles)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE captures SET given = json_remove(given, '$.format')")
        assert other.execute("SELECT given LIKE '%format%' FROM captures").fetchone() == (0,)
    assert store.known(page.capture.id, told.given, VERSIONS)
    assert store.settle(page.capture.id, Given(), NEWER) == told.given
    assert store.put(*told.made()) == "same"


def test_what_is_not_the_page_s_fault_is_tried_again_by_the_same_versions(store: Store) -> None:
    page, articles = Told().made()
    store.fail(PageError("page.txt", "reading", "out of memory"), page.capture.id)
    assert not store.known(page.capture.id, Given(), VERSIONS)
    assert store.settle(page.capture.id, Given(), VERSIONS, source="page.txt") == Given()
    assert store.failed_before(page.capture.id)
    store.put(page, articles)
    assert not store.failed_before(page.capture.id)


def test_the_same_bytes_fetched_later_are_no_other_word(store: Store) -> None:
    page, articles = Told(given=Given(captured="2031-05-06T08:00:00Z")).made()
    store.put(page, articles)
    for later in ("2031-05-06T09:00:00Z", "2031-05-04T09:00:00Z"):
        assert store.settle(page.capture.id, Given(captured=later), VERSIONS) is None
    assert store.page_warnings(page.capture.id) == ()
    assert store.settle(page.capture.id, Given(captured="2031-05-07"), VERSIONS) is None
    assert len(store.page_warnings(page.capture.id)) == 1


def test_the_same_bytes_in_another_crawl_have_another_number_and_that_is_no_other_word(store: Store) -> None:
    first, later = (f"<urn:uuid:0b4b1d3c-0000-4000-8000-00000000000{number}>" for number in (1, 2))
    page, articles = Told(given=Given(record_id=first)).made()
    store.put(page, articles)
    assert store.settle(page.capture.id, Given(record_id=later), VERSIONS) is None
    assert store.page_warnings(page.capture.id) == ()
    assert store.settle(page.capture.id, Given(record_id="page-17"), VERSIONS) is None
    assert len(store.page_warnings(page.capture.id)) == 1


def test_a_page_that_is_passed_over_because_it_failed_is_told_from_one_that_is_held(store: Store) -> None:
    page, articles = Told().made()
    store.fail(FAILED, page.capture.id, VERSIONS)
    assert store.settle(page.capture.id, Given(), VERSIONS) is None
    assert store.failed_before(page.capture.id)
    store.put(page, articles)
    assert store.settle(page.capture.id, Given(), VERSIONS) is None
    assert not store.failed_before(page.capture.id)


def test_what_failed_at_a_source_is_forgotten_once_it_holds_a_page_that_is_known(store: Store, path: Path) -> None:
    page, articles = Told(source="a.txt").made()
    store.put(page, articles)
    store.fail(PageError("d.txt", "capture", "binary data, not a text"), "0" * 64, VERSIONS)
    store.fail(PageError("d.txt", "capture", "an empty file"))
    store.fail(PageError("e.txt", "capture", "an empty file"))
    with Store(path) as reader:
        assert reader.settle(page.capture.id, Given(), VERSIONS, source="d.txt") is None
    assert store.settle(page.capture.id, Given(), VERSIONS) is None
    assert store.settle(page.capture.id, Given(), NEWER, source="d.txt") == Given()
    assert store.counts()["failures"] == 3
    assert store.settle(page.capture.id, Given(), VERSIONS, source="d.txt") is None
    assert [failure.source for failure in store.failures()] == ["e.txt"]


def test_a_known_failure_is_not_forgotten_with_those_that_went_before_it(store: Store) -> None:
    store.fail(PageError("d.txt", "capture", "may not be read"))
    store.fail(PageError("d.txt", "capture", "no text in it"), "1" * 64, VERSIONS)
    assert [failure.reason for failure in store.failures()] == ["no text in it"]
    store.fail(PageError("d.txt", "capture", "no text in it"), "2" * 64, VERSIONS)
    assert store.settle("2" * 64, Given(), VERSIONS, source="d.txt") is None
    assert [failure.capture for failure in store.failures()] == ["2" * 64]
