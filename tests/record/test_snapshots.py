from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.factory import VERSIONS, Deed, Told, deeds_of
from tests.record.newsroom import ALL, CHOIR, DAM, FERRY, OWN, WIRE, put

from onrecord.errors import InputError, NotFoundError, RecordError
from onrecord.model import Article, Capture, Event, Saying, Statement, Story
from onrecord.record import Signature, Store, Verification

DEEDS = (
    Deed("Norland delivered forty cranes to Karsa", "delivered", ("Norland", "NOR"), ("Karsa", None), ("cranes", None)),
    Deed("Karsa will lease two tugs to Aldmark", "lease", ("Karsa", None), claimed=True, status="agreed"),
)
BY = Signature("Ana", "for the report")
ROOT = Path(__file__).parents[2]


def ids(store: Store) -> list[str]:
    tables = ("captures", "articles", "statements", "events", "stories", "sayings")
    asked = " UNION ALL ".join(f"SELECT id FROM {table}" for table in tables)  # noqa: S608
    return [one for (one,) in store._connection.execute(asked)]


@pytest.fixture
def news(store: Store) -> Store:
    put(store, *ALL)
    store.put(*deeds_of(*DEEDS))
    store.place()
    return store


def test_a_snapshot_can_be_cited(news: Store) -> None:
    taken = news.snapshot("2031-report", BY)
    assert taken.cited == f"Record 2031-report, onrecord 0.1.0, 8 articles, digest {taken.digest}"
    assert (taken.taken_by, taken.because, taken.decided, taken.in_force) == ("Ana", "for the report", 0, ())
    assert {kind: one.items for kind, one in taken.kinds.items()} == {
        kind: news.counts()[many]
        for kind, many in (
            ("capture", "captures"),
            ("article", "articles"),
            ("statement", "statements"),
            ("event", "events"),
            ("entity", "entities"),
            ("story", "stories"),
            ("saying", "sayings"),
        )
    }
    assert {"article": "1", "capture": "1", "entity": "1", "statement": "1"} in taken.made_by
    assert news.snapshots() == [taken]
    assert not list(Verification(news.path))


def test_every_item_comes_back_as_it_was_whatever_becomes_of_it(news: Store) -> None:
    before = {one: news.get(one) for one in ids(news)}
    kinds = {type(found.item) for found in before.values()}
    assert kinds == {Capture, Article, Statement, Event, Story, Saying}
    news.snapshot("then", BY)
    put(news, replace(WIRE, title="Another title", said=(), made_by=VERSIONS | {"article": "2"}))
    news.put(*replace(DAM, said=(), made_by=VERSIONS | {"article": "2"}).made())
    news.reject(OWN.statements[0], BY)
    assert any(news.get(one) != found for one, found in before.items() if not isinstance(found.item, Statement))
    for one, (item, article) in before.items():
        frozen = news.frozen("then", one)
        # Which story one follows is worked out when it is asked for, and not frozen.
        assert frozen.item == (item.model_copy(update={"follows": None}) if isinstance(item, Story) else item)
        assert frozen.article == article
        assert frozen.text_is_kept
        assert news.frozen("then", one[:12]).item == item


def test_what_a_snapshot_has_by_another_id_is_found_by_the_old_one_and_what_it_lacks_is_not(news: Store) -> None:
    news.snapshot("then", BY)
    late = replace(CHOIR, title="A choir sings again")
    put(news, late)
    with pytest.raises(NotFoundError):
        news.frozen("then", late.id)
    with pytest.raises(InputError, match="there are then"):
        news.frozen("never", late.id)
    assert news.frozen(" THEN ", WIRE.id).item == news.get(WIRE.id).item


def test_an_item_whose_page_has_another_text_now_says_so(news: Store) -> None:
    page, (article,) = WIRE.made()
    news.snapshot("then", BY)
    news._connection.execute("UPDATE texts SET sha256 = ? WHERE capture = ?", ("0" * 64, page.capture.id))
    assert not news.frozen("then", article.id).text_is_kept
    assert not news.frozen("then", article.statements[0].id).text_is_kept


def test_two_records_that_hold_the_same_have_the_same_digest(tmp_path: Path) -> None:
    digests = []
    for name, folder in (("one", "here"), ("two", "elsewhere"), ("three", "here")):
        reports = [replace(one, source=f"{folder}/{one.source}") for one in ALL]
        with Store(tmp_path / name, create=True, write=True) as store:
            put(store, *reports[: 6 if name == "three" else None])
            digests.append(store.snapshot("then", BY).digest)
    assert digests[0] == digests[1]
    assert digests[0] != digests[2]


def test_versions_and_clock_times_are_no_part_of_the_digest(news: Store) -> None:
    first = news.snapshot("first", BY)
    put(news, *(replace(one, made_by=VERSIONS | {"article": "2"}) for one in ALL))
    second = news.snapshot("second", Signature("Ben"))
    assert first.digest == second.digest
    assert first.made_by != second.made_by
    assert news.frozen("first", WIRE.id).made_by["article"] == "1"
    assert news.frozen("second", WIRE.id).made_by["article"] == "2"


def test_the_digest_can_be_worked_out_from_the_tables_by_anybody(news: Store) -> None:
    taken = news.snapshot("then", BY)
    connection = sqlite3.connect(news.path)
    lines: dict[str, list[str]] = {}
    for kind, id_, stored in connection.execute("SELECT kind, id, json FROM frozen ORDER BY kind, id"):
        content = json.loads(zlib.decompress(stored))
        plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        lines.setdefault(kind, []).append(f"{id_} {hashlib.sha256(plain).hexdigest()}\n")
    connection.close()
    told = [f"{kind} {len(of)} {hashlib.sha256(''.join(of).encode()).hexdigest()}\n" for kind, of in lines.items()]
    assert hashlib.sha256("".join(sorted(told)).encode()).hexdigest() == taken.digest


def test_a_second_snapshot_of_a_record_that_hardly_changed_takes_hardly_any_room(news: Store) -> None:
    news.snapshot("first", BY)

    def rows() -> list[int]:
        asked = ("SELECT count(*) FROM frozen", "SELECT count(*) FROM frozen_in")
        return [news._connection.execute(one).fetchone()[0] for one in asked]

    contents, stretches = rows()
    news.snapshot("second", BY)
    assert rows() == [contents, 2 * stretches]
    put(news, replace(CHOIR, title="A choir of children wins", made_by=VERSIONS | {"article": "2"}))
    third = news.snapshot("third", BY)
    assert rows()[0] <= contents + 4  # the page, its article and its story
    assert rows()[1] < 2 * stretches + 12
    assert news.frozen("third", CHOIR.id).item == news.get(CHOIR.id).item
    assert {one.digest for one in news.snapshots()} == {news.snapshots()[0].digest, third.digest}
    assert not list(Verification(news.path))


@pytest.mark.parametrize("name", ["", "   ", "now", " NOW", "x" * 101, "two\nlines", "es\x1bcape", "\ud800"])
def test_a_name_that_cannot_be_cited_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError):
        store.snapshot(name, BY)
    assert store.snapshots() == []


def test_a_name_is_given_once_and_what_it_names_is_never_changed(news: Store) -> None:
    news.snapshot("Émile’s 報告 'x'", BY)
    with pytest.raises(InputError, match="none is ever replaced"):
        news.snapshot(" Émile’s 報告 'X'", BY)
    for change in ("UPDATE snapshots SET digest = ''", "DELETE FROM snapshots"):
        with pytest.raises(sqlite3.DatabaseError, match="never"):
            news._connection.execute(change)


def test_an_empty_record_has_a_snapshot_too(store: Store) -> None:
    taken = store.snapshot("nothing", BY)
    assert "0 articles" in taken.cited
    assert list(store.differences("nothing")) == []


def test_a_record_that_is_only_read_takes_none(news: Store) -> None:
    with Store(news.path) as reader, pytest.raises(RecordError, match="reading only"):
        reader.snapshot("then", BY)


def test_articles_that_no_run_has_placed_yet_are_placed_first(store: Store) -> None:
    put(store, *FERRY, place=False)
    assert store.snapshot("then", BY).kinds["story"].items == 1


def test_whoever_waits_hears_how_far_it_is(news: Store) -> None:
    heard: list[tuple[int, int]] = []
    taken = news.snapshot("then", BY, lambda done, due: heard.append((done, due)))
    assert heard[-1] == (sum(one.items for one in taken.kinds.values()),) * 2


TAKE = """
import sys
from onrecord.record import Signature, Store, contents
plain = contents.canonical
with Store(sys.argv[1], write=True) as store:
    def slow(content):
        print("on it", flush=True)
        import time; time.sleep(0.05)
        return plain(content)
    from onrecord.record import snapshots
    snapshots.canonical = slow
    store.snapshot("killed", Signature("Ana"))
"""


def test_a_snapshot_that_is_killed_halfway_leaves_nothing_and_can_be_taken_again(news: Store) -> None:
    news.close()
    process = subprocess.Popen(
        [sys.executable, "-c", TAKE, str(news.path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    for _ in range(10):
        assert process.stdout.readline() == "on it\n"
    time.sleep(0.1)
    process.kill()
    process.communicate()
    with Store(news.path, write=True) as store:
        assert store.snapshots() == []
        assert store._connection.execute("SELECT count(*) FROM frozen").fetchone() == (0,)
        assert store.snapshot("killed", BY).kinds["article"].items == 8
    assert not list(Verification(news.path))


def test_a_hundred_snapshots_of_pages_that_come_and_change_are_each_as_they_were(store: Store) -> None:
    then: dict[str, tuple[str, str | None]] = {}
    for number in range(100):
        report = Told(title=f"Report {number % 7} from Karsa", source=f"{number % 7}.txt")
        page, (article,) = replace(report, outlet=f"Paper {number}").made()
        store.put(page, (article.model_copy(update={"made_by": VERSIONS | {"article": str(number)}}),))
        store.snapshot(f"at {number}", BY)
        then[f"at {number}"] = (article.id, article.outlet.name if article.outlet else None)
    for name, (one, outlet) in then.items():
        item = store.frozen(name, one).item
        assert isinstance(item, Article)
        assert item.outlet is not None
        assert item.outlet.name == outlet
    assert not list(Verification(store.path))


def test_the_fishermans_story_is_shown_as_it_was_after_it_fell_apart(news: Store) -> None:
    story = news.story_of(OWN.id)
    news.snapshot("then", BY)
    for one in FERRY[:3]:
        page, _ = one.made()
        news.put(page, [], made_by=VERSIONS | {"article": "later"})
    news.place()
    assert news.frozen("then", story.id).item == story
    assert news.story_of(OWN.id) != story
