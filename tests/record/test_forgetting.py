from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.record import canary
from tests.record.canary import CAPTURE, SPEAKER, VARIANT, WORDS, forget, traces
from tests.record.factory import VERSIONS, Told
from tests.record.newsroom import (
    DAM,
    FERRY,
    IDS,
    LEDGER_COPY,
    OWN,
    VALDIN,
    WIRE,
    gathered,
    put,
    together,
)

from onrecord.errors import ForgottenError, ForgottenPageError, InputError, NotFoundError
from onrecord.model import Article, Entity
from onrecord.record import Store, Verification
from onrecord.record.forgetting.registry import FATES, INDEXES
from onrecord.record.search import Scope


def rows(path: Path, *tables: str) -> dict[str, list[str]]:
    """What some tables hold, but for clock times and numbers that rows have by chance."""
    connection = sqlite3.connect(path)
    found = {}
    for table in tables:
        columns = [
            name
            for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")
            if not name.endswith("_at") and name not in {"id", "number"} | ({"story"} if table == "placed" else set())
        ]
        columns += ["id"] if table in {"articles", "statements", "events", "entities", "captures"} else []
        asked = f"SELECT {', '.join(columns)} FROM {table}"  # noqa: S608
        found[table] = sorted(map(repr, connection.execute(asked)))
    connection.close()
    return found


SAME_ROWS = (
    "captures",
    "texts",
    "articles",
    "statements",
    "speakers",
    "events",
    "event_parties",
    "event_items",
    "entities",
    "mentions",
    "names",
    "failures",
    "id_redirects",
    "spellings",
    "placed",
    "prints",
    "echoes",
    "unheard",
    "vacated",
    "meanings",
    "goes_by",
    "readings",
)


def test_every_table_of_a_record_has_its_fate(store: Store) -> None:
    """Who adds a table says in `registry` what becomes of it when a page is forgotten."""
    names = {
        name
        for (name,) in store._connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    }
    indexes = {name for name in names if name.endswith("_fts")}
    shadows = {name for name in names for index in indexes if name.startswith(f"{index}_")}
    assert indexes == set(INDEXES)
    assert names - indexes - shadows == set(FATES)


def test_no_byte_of_a_forgotten_page_is_left_in_any_file(store: Store) -> None:
    canary.everywhere(store)
    assert traces(store.path).keys() == set(WORDS)
    forget(store, CAPTURE)
    assert traces(store.path) == {}
    store.close()
    assert traces(store.path) == {}
    assert not list(Verification(store.path))


def test_a_forgotten_page_is_brought_by_no_feed_again(store: Store) -> None:
    canary.everywhere(store)
    forget(store, CAPTURE)
    assert store.rows("SELECT state, url, capture, body FROM followed_pages") == [("forgotten", None, None, None)]
    assert store.rows("SELECT url FROM followed") == [("https://feeds.example/rss",)]
    canary.watched(store)
    assert store.rows("SELECT count(*), max(due_at) FROM followed_pages") == [(1, None)]


def test_what_is_left_equals_a_record_that_never_had_the_page(store: Store, tmp_path: Path) -> None:
    canary.plain(store)
    forget(store, CAPTURE)
    with Store(tmp_path / "never.db", create=True, write=True) as never:
        put(never, *canary.OTHERS, place=False)
        never.place()
        assert rows(store.path, *SAME_ROWS) == rows(never.path, *SAME_ROWS)
        # Groups go by the ids of what was in them first, so these may differ; what they are may not.
        assert gathered(store.stories()) == gathered(never.stories())
        assert [one.label for one in store.stories()] == [one.label for one in never.stories()]
        assert together(store.sayings()) == together(never.sayings())
        for typed in ("ferry Halvard", VALDIN, "dam", "lullabies", "who towed the ship away?"):
            one, other = (
                [(hit.item.id, round(hit.score, 3)) for hit in which.search(typed, Scope(limit=50))]
                for which in (store, never)
            )
            assert one == other
    assert not list(Verification(store.path))


def test_ids_of_what_was_forgotten_say_so_also_those_that_led_to_it(store: Store) -> None:
    article = canary.plain(store)
    made, _ = canary.page()
    old = article.statements[2]
    moved = old.model_copy(update={"id": "st_" + "m" * 20, "content": ((old.content[0][0], old.content[0][1] - 1),)})
    moved = moved.model_copy(update={"text": old.text[:-1]})
    later = article.model_copy(
        update={"statements": (*article.statements[:2], moved), "made_by": VERSIONS | {"x": "2"}}
    )
    store.put(made, (later,))
    assert store.get(old.id).item.id == moved.id
    forget(store, CAPTURE)
    for one in (CAPTURE, CAPTURE[:10], article.id, article.id[:9], old.id, moved.id, article.events[0].id):
        with pytest.raises(ForgottenError, match=r"forgotten on \d{4}-\d\d-\d\d: on demand$") as caught:
            store.get(one)
        assert caught.value.item_id == one
    with pytest.raises(ForgottenError):
        store.page_text(CAPTURE)
    with pytest.raises(ForgottenError):
        store.meant(CAPTURE)
    with pytest.raises(NotFoundError):
        store.get(SPEAKER)
    (memory,) = store.forgotten()
    assert (memory.capture, memory.forgotten_by, memory.because) == (CAPTURE, "Ben", "on demand")
    assert memory.counts == {"articles": 1, "statements": 3, "events": 1}


def test_a_page_is_meant_by_its_id_its_address_or_its_file(store: Store) -> None:
    canary.plain(store)
    made, _ = canary.page()
    for source in (CAPTURE, CAPTURE[:8].upper(), f" {made.capture.source} ", str(made.capture.url)):
        assert [one.capture for one in store.meant(source)] == [CAPTURE]
    for nothing in ("", "  ", "saved", "%", "' OR 1=1 --", "nothing.txt", CAPTURE[:7], "f" * 64, "\ud800"):
        with pytest.raises(InputError):
            store.meant(nothing)
    assert [one.capture for one in store.meant("saved", below=True)] == [CAPTURE]
    assert [one.capture for one in store.meant("saved/", below=True)] == [CAPTURE]
    with pytest.raises(InputError):
        store.meant("save", below=True)
    (one,) = store.meant(CAPTURE)
    assert (one.articles, one.statements, one.events, one.failed) == (1, 3, 1, False)


def test_all_pages_below_a_folder_go_at_once(store: Store) -> None:
    for number in range(3):
        store.put(*Told(title=f"Report {number}", source=f"folder/sub/{number}.txt").made())
    store.put(*Told(title="Report 3", source="folder2/3.txt").made())
    store.put(*Told(title="Report 4", source="folder/lines.jsonl:7").made())
    store.place()
    assert len(store.meant("folder/lines.jsonl", below=True)) == 1
    forget(store, "folder", below=True)
    assert {one.capture.source for one in (found.item for found in store.articles())} == {"folder2/3.txt"}
    assert len(store.forgotten()) == 4
    assert not list(Verification(store.path))


def test_a_page_that_could_not_be_read_is_forgotten_with_its_file_and_its_reason(store: Store) -> None:
    from onrecord.errors import PageError  # noqa: PLC0415

    store.fail(PageError(f"{canary.FILE}.txt", "capture", f"no {canary.FAILED}"))
    store.fail(PageError(f"{canary.FILE}.txt", "article", f"no {canary.FAILED}"), "a" * 64, VERSIONS)
    store.fail(PageError("other.txt", "capture", "no text"))
    assert len(store.meant("aaaaaaaa")) == 1
    forget(store, f"{canary.FILE}.txt")
    assert [one.source for one in store.failures()] == ["other.txt"]
    assert [one.capture for one in store.forgotten()] == ["a" * 64]
    assert traces(store.path) == {}


def test_copies_of_the_page_are_named_and_stay_whole(store: Store) -> None:
    put(store, *FERRY, DAM)
    (one,) = store.meant(WIRE.made()[0].capture.id)
    told = {other.outlet: other.copy_ for other in one.others}
    assert told["Harbour Ledger"] == "exact"
    assert told["The Morning Karsa"] in {"edited", "update"}
    forget(store, WIRE.made()[0].capture.id)
    copy = store.get(LEDGER_COPY.id)
    assert isinstance(copy.item, Article)
    story = store.story_of(LEDGER_COPY.id)
    assert {told.copy_of for told in story.articles} <= {None, LEDGER_COPY.id, OWN.id, FERRY[2].id}
    assert not list(Verification(store.path))


def test_a_story_that_had_its_title_from_the_page_is_called_otherwise(store: Store) -> None:
    article = canary.plain(store)
    store._connection.execute(
        "UPDATE stories SET label = ? WHERE id = ?", (article.title, store.story_of(article.id).id)
    )
    forget(store, CAPTURE)
    story = store.story_of(WIRE.id)
    assert story.label in {WIRE.title, OWN.title}
    assert CAPTURE not in {one.id for one in story.articles}


def test_somebody_whom_others_name_too_stays_by_their_name(store: Store) -> None:
    canary.plain(store)
    held = store._connection.execute("SELECT name FROM entities WHERE id = ?", (IDS[VALDIN],)).fetchone()
    assert held == (f"{VARIANT} Valdin",)
    forget(store, CAPTURE)
    entity = store.get(IDS[VALDIN]).item
    assert isinstance(entity, Entity)
    assert entity.name == VALDIN
    assert store.near(f"{SPEAKER} Zhang") == ()


# Coming again ---------------------------------------------------------------------------------------------------------


def test_a_forgotten_page_is_refused_unless_somebody_wants_it_again(store: Store) -> None:
    article = canary.plain(store)
    forget(store, CAPTURE)
    made, _ = canary.page()
    with pytest.raises(ForgottenPageError, match="on demand; add it with --again to take it back"):
        store.put(made, (article,))
    assert store.put_many([(made, (article,)), WIRE.made()]) == ["failed", "same"]
    assert list(store.failures()) == []
    assert traces(store.path) == {}
    assert store.put(made, (article,), again=True) == "new"
    assert store.get(article.id).item == article
