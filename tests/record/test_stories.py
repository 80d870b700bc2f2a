"""Which articles are one text and one story, whatever comes, goes and is read again."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.record.factory import VERSIONS, article_of, page_of
from tests.record.newsroom import (
    ALL,
    CHOIR,
    DAM,
    DAM_TOO,
    FERRY,
    LEDGER_COPY,
    MORNING_COPY,
    OWN,
    WIRE,
    Report,
    gathered,
    leave,
    put,
    together,
)

from onrecord.errors import NotFoundError
from onrecord.model import Story, item_id
from onrecord.record import Query, Store, Verification, placing

# The wall and the buses have next to nothing in common; who reports both brings them together.
WALL = Report(
    "Water seeps through the Orm dam",
    ("Engineers saw water seep through the clay wall of the Orm dam and opened its sluices.",),
    outlet="Harbour Ledger",
)
BUSES = Report(
    "Buses carry families out of Brisk",
    ("Sixty buses carried families with cats and bedding from Brisk to the barracks of Karsa.",),
    outlet="Gazette of the Strait",
)
BOTH = Report(
    "Orm dam seeps water, buses carry families out of Brisk",
    (
        "Engineers opened the sluices of the Orm dam as water seeped through its clay wall.",
        "Buses carried families from Brisk to the barracks of Karsa, with bedding and cats.",
    ),
    outlet="Norland Wire",
)


def newer(report: Report, version: str = "2") -> Report:
    """The same page, read by a later version."""
    return replace(report, made_by=VERSIONS | {"statement": version})


def problems(path: Path) -> list[str]:
    return [f"{one.what} {one.id}: {one.problem}" for one in Verification(path)]


def tables(store: Store) -> list[object]:
    """All that placing wrote."""
    names = ("placed", "prints", "leads", "copies", "alike", "stories", "utterances", "echoes", "sayings")
    return [sorted(store._connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names]  # noqa: S608


def state(store: Store) -> dict[str, object]:
    """What the record tells of its groups, whatever they are called."""
    return {
        "stories": {
            frozenset((one.id, one.copy_of, one.copy_) for one in story.articles): (
                story.label,
                story.first,
                story.last,
                story.sources,
                story.outlets,
            )
            for story in store.stories()
        },
        "sayings": {
            frozenset(version.statement for version in saying.versions): (saying.first, saying.last, saying.sources)
            for saying in store.sayings()
        },
        "echoes": set(store._connection.execute("SELECT one, other, relation FROM echoes").fetchall()),
        "told": set(store._connection.execute("SELECT speaker, statements, sources, outlets FROM sayings").fetchall()),
    }


def at_once(path: Path, reports: Sequence[Report]) -> dict[str, object]:
    """What a record tells that got these reports in one go."""
    with Store(path, create=True, write=True) as store:
        put(store, *reports)
        return state(store)


@pytest.fixture
def shelf(store: Store) -> Store:
    put(store, *ALL)
    return store


def ferry(store: Store) -> Story:
    return store.story_of(WIRE.id)


# What is one story --------------------------------------------------------------------------------------------------


def test_reports_of_one_happening_are_one_story_and_others_are_not(shelf: Store, path: Path) -> None:
    ids = [frozenset(one.id for one in group) for group in (FERRY, (DAM, DAM_TOO), (CHOIR,))]
    assert gathered(shelf.stories()) == set(ids)
    assert ferry(shelf).label in {one.title for one in FERRY}
    assert ferry(shelf).first == "2031-05-04"
    assert problems(path) == []


def test_copies_are_folded_under_the_article_of_the_agency(shelf: Store) -> None:
    told = {one.id: (one.copy_of, one.copy_) for one in ferry(shelf).articles}
    assert told == {
        WIRE.id: (None, None),
        LEDGER_COPY.id: (WIRE.id, "exact"),
        MORNING_COPY.id: (WIRE.id, "edited"),
        OWN.id: (None, None),
    }


def test_copies_count_as_one_source(shelf: Store) -> None:
    assert ferry(shelf).sources == 2
    assert set(ferry(shelf).outlets) == {one.outlet for one in FERRY}
    assert [story.sources for story in shelf.stories(least=2)] == [2, 2]
    assert list(shelf.stories(least=3)) == []


def test_a_text_that_is_only_copied_is_one_source(store: Store) -> None:
    put(store, WIRE, LEDGER_COPY, MORNING_COPY)
    [story] = store.stories()
    assert (story.sources, len(story.articles)) == (1, 3)
    assert list(store.stories(least=2)) == []


@pytest.mark.parametrize("first", [LEDGER_COPY, MORNING_COPY])
def test_the_agency_is_the_origin_even_if_its_article_comes_last_and_is_dated_later(
    store: Store, first: Report
) -> None:
    late = replace(WIRE, published="2031-05-06")
    put(store, first)
    put(store, late)
    assert {one.id: one.copy_of for one in ferry(store).articles} == {late.id: None, first.id: late.id}


def test_without_an_agency_who_printed_first_is_the_origin(store: Store) -> None:
    later = replace(
        WIRE, outlet="Echo of Aldmark", published="2031-05-05", paragraphs=(*WIRE.paragraphs, "Photo: Echo")
    )
    put(store, later, WIRE)
    assert {one.id: one.copy_of for one in ferry(store).articles} == {WIRE.id: None, later.id: WIRE.id}


def test_the_same_outlet_brings_its_own_article_up_to_date(store: Store) -> None:
    more = "Late in the evening the ferry slid off the bank by itself and was towed to the yard of Karsa by two tugs."
    later = replace(WIRE, published="2031-05-05", paragraphs=(more, *WIRE.paragraphs), source="later.txt")
    put(store, WIRE, later)
    assert {one.id: (one.copy_of, one.copy_) for one in ferry(store).articles} == {
        WIRE.id: (None, None),
        later.id: (WIRE.id, "update"),
    }
    [(earlier, then, changes)] = store.changes(ferry(store))
    assert (earlier, then) == (WIRE.id, later.id)
    assert any("towed" in str(change) for change in changes)


@pytest.mark.parametrize("days", [("07", "08"), ("08", "07")])
def test_of_two_states_published_on_one_day_the_one_captured_first_is_the_earlier(
    store: Store, days: tuple[str, str]
) -> None:
    more = "Late in the evening the ferry slid off the bank by itself and was towed to the yard of Karsa by two tugs."
    one = replace(WIRE, captured=f"2031-05-{days[0]}T08:00:00Z")
    other = replace(
        WIRE, captured=f"2031-05-{days[1]}T08:00:00Z", paragraphs=(more, *WIRE.paragraphs), source="later.txt"
    )
    put(store, one, other)
    [(earlier, then, _)] = store.changes(ferry(store))
    assert (earlier, then) == ((one.id, other.id) if days[0] < days[1] else (other.id, one.id))


def test_what_an_edited_copy_changed_is_told_of_the_text_that_it_repeats(shelf: Store) -> None:
    [(origin, copy, changes)] = shelf.changes(ferry(shelf))
    assert (origin, copy) == (WIRE.id, MORNING_COPY.id)
    assert {one.what for one in changes} == {"title", "sentence"}
    gone = [one.before.text for one in changes if one.before and not one.after]
    assert gone[-1] == WIRE.paragraphs[-1]


def test_months_later_it_is_another_story_that_follows_the_first(store: Store) -> None:
    later = replace(OWN, published="2031-09-20")
    put(store, WIRE, later)
    assert gathered(store.stories()) == {frozenset({WIRE.id}), frozenset({later.id})}
    again = Report(
        "Ferry Halvard that ran aground off Tolm is raised from her sandbank",
        ("The ferry Halvard, which ran aground on a sandbank off Tolm in May, was raised by cranes on Friday.",),
        published="2031-08-01",
    )
    put(store, again)
    assert store.story_of(again.id).follows == ferry(store).id
    assert store.story_line(store.story_of(again.id).id)[0] == ferry(store)


def test_an_article_without_a_day_finds_its_story_and_its_copies(store: Store) -> None:
    undated = [replace(one, published=None) for one in (WIRE, LEDGER_COPY)]
    put(store, *undated, CHOIR)
    assert gathered(store.stories()) == {frozenset(one.id for one in undated), frozenset({CHOIR.id})}
    assert (ferry(store).first, ferry(store).sources) == (None, 1)


def test_stories_are_asked_for_like_articles(shelf: Store) -> None:
    def labels(query: Query) -> list[str | None]:
        return [story.label for story in shelf.stories(query)]

    assert labels(Query(about="lullabies")) == [CHOIR.title]
    assert labels(Query(outlet="Gazette")) == [ferry(shelf).label]
    assert labels(Query(since="2031-05-05")) == [ferry(shelf).label]
    assert labels(Query(until="2030")) == []
    assert len(labels(Query(limit=2))) == 2
    assert labels(Query(limit=0)) == []


@pytest.mark.parametrize(
    "text", ["", "\0", "...", "\u202e\ufeff", "漢字だけの記事です。", "1 2", "é" * 5000, "<b>&\"'"]
)
def test_any_text_has_a_place(store: Store, path: Path, text: str) -> None:
    for number, published in enumerate(("0001-01-01", "9999-12-30", None)):
        page = page_of(f"{number}\n{text}")
        article = article_of(page, title=(0, 1), outlet=text or None)
        store.put(page, [article])
        put(store, replace(CHOIR, published=published, title=f"{number} {CHOIR.title}"))
    assert store.waiting() == 0
    assert problems(path) == []


# What comes, goes and is read again ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_in_whatever_order_and_batches_pages_come_they_lead_to_the_same(store: Store, path: Path, seed: int) -> None:
    reports = [*ALL, WALL, BUSES, BOTH, replace(CHOIR, published=None, outlet="Echo", title="Choir of Aldmark wins")]
    expected = at_once(path.with_name("once.db"), reports)
    lot = Random(seed)
    waiting = lot.sample(reports, len(reports))
    while waiting:
        size = lot.randint(1, 4)
        put(store, *waiting[:size])
        if lot.random() < 0.4:
            put(store, newer(lot.choice(waiting[:size])))
        waiting = waiting[size:]
        assert problems(path) == []
    assert state(store) == expected


def test_the_same_pages_again_change_nothing(shelf: Store) -> None:
    before = tables(shelf)
    put(shelf, *ALL)
    assert shelf.waiting() == 0
    shelf.place()
    assert tables(shelf) == before


def test_what_is_read_again_keeps_its_story(shelf: Store, path: Path) -> None:
    before = {report.id: shelf.story_of(report.id).id for report in ALL}
    told = state(shelf)
    for report in ALL:
        put(shelf, newer(report))
        assert {one.id: shelf.story_of(one.id).id for one in ALL} == before
    assert state(shelf) == told
    assert problems(path) == []


@pytest.mark.parametrize("gone", [WIRE, OWN], ids=lambda one: str(one.outlet))
def test_what_leaves_leaves_what_there_would_be_without_it(shelf: Store, path: Path, gone: Report) -> None:
    told = state(shelf)
    leave(shelf, gone)
    shelf.place()
    assert state(shelf) == at_once(path.with_name("without.db"), [one for one in ALL if one is not gone])
    assert problems(path) == []
    put(shelf, newer(gone))
    assert state(shelf) == told
    assert problems(path) == []


def test_an_article_that_turns_out_to_be_something_else_goes_elsewhere(store: Store, path: Path) -> None:
    page, (article,) = WIRE.made()
    spans = ((page.text.index("The Halvard has crossed"), page.text.index("Divers")),)
    put(store, LEDGER_COPY, OWN, WIRE)
    other = article.model_copy(
        update={
            "id": item_id("ar", page.capture, spans),
            "body": spans,
            "title": None,
            "title_spans": (),
            "statements": (),
            "made_by": VERSIONS | {"article": "2"},
        }
    )
    store.put(page, [other])
    store.place()
    assert WIRE.id not in {one.id for story in store.stories() for one in story.articles}
    assert other.id in {one.id for story in store.stories() for one in story.articles}
    assert store._connection.execute("SELECT count(*) FROM placed WHERE copy_of = ?", [WIRE.id]).fetchone() == (0,)
    assert problems(path) == []


def test_stories_that_become_one_are_both_found_by_the_ids_that_they_had(store: Store, path: Path) -> None:
    put(store, WALL)
    put(store, BUSES)
    before = [store.story_of(one.id).id for one in (WALL, BUSES)]
    assert len(set(before)) == 2
    put(store, BOTH)
    [story] = store.stories()
    assert story.id in before
    assert [store.get(one).item for one in before] == [story, story]
    assert problems(path) == []


def test_stories_that_part_again_leave_no_id_that_nothing_answers(store: Store, path: Path) -> None:
    seen: set[str] = set()
    for reports in ((WALL,), (BUSES,), (BOTH,)):
        put(store, *reports)
        seen |= {story.id for story in store.stories()}
    for _ in range(3):
        leave(store, BOTH)
        store.place()
        assert gathered(store.stories()) == {frozenset({WALL.id}), frozenset({BUSES.id})}
        seen |= {story.id for story in store.stories()}
        put(store, newer(BOTH))
        assert len(list(store.stories())) == 1
        seen |= {story.id for story in store.stories()}
        for one in seen:
            assert isinstance(store.get(one).item, Story)
        assert problems(path) == []


def test_a_story_is_found_by_the_beginning_of_its_id_and_by_its_article(shelf: Store) -> None:
    story = ferry(shelf)
    assert shelf.get(story.id[:12]).item == story
    assert shelf.story_id(OWN.id) == story.id
    for unknown in ("sy_aaaaaaaaaaaaaaaaaaaa", "", "'"):
        with pytest.raises(NotFoundError):
            shelf.story_id(unknown)


# Waiting ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [1, 2, 3])
def test_placing_that_was_broken_off_goes_on_where_it_was(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(placing, "_BATCH", 2)
    heard: list[int] = []

    def tell(count: int) -> None:
        heard.append(count)
        if len(heard) == after:
            raise KeyboardInterrupt

    put(store, *ALL, place=False)
    assert store.waiting() == len(ALL)
    with pytest.raises(KeyboardInterrupt):
        store.place(tell)
    assert heard == [2] * after
    assert store.waiting() == len(ALL) - 2 * after
    assert problems(path) == []
    store.place(heard.append)
    assert sum(heard) == len(ALL)
    assert store.waiting() == 0
    assert state(store) == at_once(path.with_name("once.db"), ALL)
    assert problems(path) == []


def test_a_batch_is_placed_whole_or_not_at_all(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, *FERRY)
    before = tables(store)
    put(store, DAM, place=False)

    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(placing, "voice", fail)
        with pytest.raises(RuntimeError):
            store.place()
    assert tables(store) == before
    store.place()
    assert problems(path) == []
    assert store.waiting() == 0


def test_a_record_from_before_there_were_stories_is_filled(path: Path) -> None:
    # Written by onrecord 0.1.0 as it was then, with these very articles.
    path.write_bytes(gzip.decompress(Path(__file__).with_name("schema_3.db.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (3,)
    with Store(path) as reader:
        assert reader.waiting() == len(ALL)
        assert list(reader.stories()) == []
        assert list(reader.sayings()) == []
    assert problems(path) == []
    with Store(path, write=True) as store:
        store.place()
        assert store.waiting() == 0
        assert state(store) == at_once(path.with_name("once.db"), ALL)
    assert problems(path) == []


def test_another_version_of_the_step_looks_at_all_anew(
    shelf: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, statements = state(shelf), together(shelf.sayings())
    monkeypatch.setattr("onrecord.story.VERSION", "another")
    assert shelf.waiting() == len(ALL)
    shelf.place()
    assert shelf.waiting() == 0
    assert (state(shelf), together(shelf.sayings())) == (told, statements)
    assert problems(path) == []


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE stories SET texts = 9 WHERE texts = 1", "9 texts"),
        ("UPDATE stories SET first_day = 7", "from day 7"),
        ("UPDATE placed SET story = NULL WHERE copy_of IS NULL", "in no story"),
        ("UPDATE placed SET story = 'sy_a' WHERE copy_of IS NULL", "is not there"),
        ("UPDATE placed SET copy_of = 'ar_a' WHERE copy_of IS NOT NULL", "not the first"),
        ("UPDATE utterances SET saying = 'sa_a' WHERE saying IS NOT NULL", "is not there"),
        ("UPDATE utterances SET speaker = 'person.orlo'", "another than"),
        ("UPDATE echoes SET relation = 'opposite'", "contradict"),
    ],
)
def test_a_row_that_somebody_changed_is_told(shelf: Store, path: Path, sql: str, says: str) -> None:
    shelf.close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(sql)
    assert any(says in one for one in problems(path)), problems(path)


def test_a_digest_of_ones_own_reports_is_no_later_version_of_them(path: Path) -> None:
    dam, choir = replace(DAM, outlet="Norland Wire"), replace(CHOIR, outlet="Norland Wire")
    briefing = replace(
        DAM,
        title="Evening briefing: ferry aground, dam leaks, choir wins",
        paragraphs=(*WIRE.paragraphs, *DAM.paragraphs, *CHOIR.paragraphs),
        outlet="Norland Wire",
        said=(),
        published="2031-05-05",
    )
    with Store(path, create=True, write=True) as store:
        put(store, WIRE, dam, choir, briefing)
        assert all(store.changes(story) == [] for story in store.stories())
    assert problems(path) == []
