"""Stories and sayings that are gathered some at a time come out as at once, and an id has one holder and one heir."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from tests.record.factory import VERSIONS, day
from tests.record.newsroom import ALL, CHOIR, DAM, FERRY, OWN, VALDIN, WIRE, Report, gathered, put

from onrecord.model import Saying, Story
from onrecord.record import Store, Verification, placing
from onrecord.record.groups import cleared
from onrecord.record.settling import settle
from onrecord.story import gather
from onrecord.story.terms import terms

LATER = "2031-11-05"


def problems(path: Path) -> list[str]:
    return [f"{one.what} {one.id}: {one.problem}" for one in Verification(path)]


def redated(store: Store, report: Report, published: str) -> None:
    """The same page, of which a later version reads another day; nothing is placed."""
    page, (article,) = report.made()
    said = tuple(one.model_copy(update={"said": day(published)}) for one in article.statements)
    versions = VERSIONS | {"article": "2"}
    changed = {"published": day(published), "statements": said, "made_by": versions}
    store.put(page, [article.model_copy(update=changed)])


def before(report: Report, number: int) -> list[Report]:
    """So many reports of nothing else that are placed before one."""
    found: list[Report] = []
    lot = Random(1)
    while len(found) < number:
        words = " ".join("".join(lot.choices("bcdfgklmnprstvz", k=7)) for _ in range(9))
        other = Report(words[:20], (f"{words}.",), outlet=words[:7])
        if other.id < report.id:
            found.append(other)
    return found


# Pairs ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pairs:
    """What articles, called by number, have to do with each other; by their fingerprints digests are known."""

    prints: Mapping[int, Sequence[int]]
    alike: Mapping[tuple[int, int], float]
    copies: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def enters(self, connection: sqlite3.Connection, number: int) -> None:
        """Write an article and its pairs with those that are there."""
        row = (name(number), f"Title {number}", f"Words of {number}.")
        connection.execute(
            "INSERT OR IGNORE INTO articles (id, capture, position, kind, title, body, json)"
            " VALUES (?, ?, 0, 'news', ?, ?, '{}')",
            (row[0], *row),
        )
        held = {other for (other,) in connection.execute("SELECT number FROM placed")}
        connection.execute(
            "INSERT INTO placed (number, article, made_by, source, terms, prints, leads)"
            " VALUES (?, ?, '1', '', ?, ?, '[]')",
            (number, row[0], terms(*row[1:]).packed(), json.dumps([*self.prints[number]])),
        )
        for table, pairs in (("alike", self.alike), ("copies", self.copies)):
            rows = [(*pair, how) for pair, how in pairs.items() if number in pair and held & set(pair)]
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608


def name(number: int) -> str:
    """The id of an article; their order is another than that of the numbers."""
    return f"ar_{number * 7919 % 101:03}"


def drawn(seed: int, size: int, *, texts: bool) -> Pairs:
    lot = Random(seed)
    pairs = list(combinations(range(1, size + 1), 2))
    kinds = ("exact", "edited", "rewrite", "update")
    return Pairs(
        {one: sorted(lot.sample(range(9), lot.randint(1, 6))) for one in range(1, size + 1)},
        {pair: lot.uniform(gather.FAINT, 0.7) for pair in pairs if lot.random() < 4 / size},
        {pair: lot.choice(kinds) for pair in pairs if texts and lot.random() < 2 / size},
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "onrecord.db"
    Store(path, create=True).close()
    return path


def database(empty: Path) -> sqlite3.Connection:
    """A record of its own in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(empty)) as source:
        source.backup(connection)
    return connection


def told(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Which articles are together and whose copies, whatever the stories are called; what is told of each."""
    stories: dict[tuple[object, ...], list[str]] = {}
    for article, *about in connection.execute(
        "SELECT article, id, articles, texts FROM placed JOIN stories ON id = story ORDER BY article"
    ):
        stories.setdefault(tuple(about), []).append(article)
    copies = connection.execute("SELECT article, copy_of, copy_kind FROM placed ORDER BY article").fetchall()
    return sorted((articles, count, texts) for (_, count, texts), articles in stories.items()), copies


def is_whole(connection: sqlite3.Connection) -> bool:
    """Whether every article has a story that is there, and every story has the articles that it is told to have."""
    asked = (
        "SELECT (SELECT count(*) FROM placed WHERE story IS NULL OR story NOT IN (SELECT id FROM stories)),"
        "       (SELECT count(*) FROM stories WHERE articles != (SELECT count(*) FROM placed WHERE story = id))"
    )
    return list(connection.execute(asked)) == [(0, 0)]


def together(connection: sqlite3.Connection) -> set[frozenset[int]]:
    """Which articles are one story."""
    found: dict[str, set[int]] = {}
    for number, story in connection.execute("SELECT number, story FROM placed"):
        found.setdefault(story, set()).add(number)
    return {frozenset(numbers) for numbers in found.values()}


def come(connection: sqlite3.Connection, pairs: Pairs, *numbers: int) -> None:
    for number in numbers:
        pairs.enters(connection, number)
    settle(connection, numbers)


@pytest.mark.parametrize("texts", [False, True], ids=["reports", "reports and copies"])
@pytest.mark.parametrize("seed", range(8))
def test_stories_settled_some_at_a_time_are_those_settled_at_once(empty: Path, seed: int, *, texts: bool) -> None:
    size = 24
    pairs, lot = drawn(seed, size, texts=texts), Random(seed)
    out, held = lot.sample(range(1, size + 1), size), list[int]()
    some = database(empty)
    for turn in range(30):
        going = lot.sample(held, min(len(held), lot.choice((0, 0, 1, 2))))
        some.executemany("DELETE FROM placed WHERE number = ?", [(number,) for number in going])
        count = len(out) if turn % 10 == 9 else lot.randint(0, 4)
        coming, out = out[:count], [*out[count:], *going]
        held = [*(number for number in held if number not in going), *coming]
        come(some, pairs, *coming)
        if turn % 10 == 9 or lot.random() < 0.5:
            cleared(some)
            assert is_whole(some)
            once = database(empty)
            come(once, pairs, *held)
            assert told(some) == told(once)


def test_a_chain_of_stories_is_settled_as_far_as_one_after_the_other_changes(empty: Path) -> None:
    # 5 takes 4 from 3, so 3 goes to 1 and 2, which 5 is not near.
    pairs = Pairs(dict.fromkeys(range(1, 6), ()), {(1, 2): 0.5, (2, 3): 0.55, (3, 4): 0.6, (4, 5): 0.65})
    some = database(empty)
    for number in range(1, 5):
        come(some, pairs, number)
    assert together(some) == {frozenset({1, 2}), frozenset({3, 4})}
    come(some, pairs, 5)
    assert together(some) == {frozenset({1, 2, 3}), frozenset({4, 5})}


def test_stories_in_which_nothing_changes_are_not_written_again(empty: Path) -> None:
    pairs = Pairs(dict.fromkeys(range(1, 6), ()), {(1, 2): 0.6, (3, 4): 0.6, (2, 3): 0.25, (4, 5): 0.3})
    some = database(empty)
    come(some, pairs, 1, 2, 3, 4)
    written: list[str] = []
    some.set_trace_callback(lambda sql: written.append(sql) if "INTO stories" in sql else None)
    come(some, pairs, 5)
    assert len(written) == 1
    assert together(some) == {frozenset({1, 2}), frozenset({3, 4}), frozenset({5})}


def test_an_article_that_becomes_a_digest_leaves_its_story_though_it_was_nobodys_copy(empty: Path) -> None:
    # 1 is a digest of 2, 3 and 4, so 4 is no copy of it; then 4 turns out to hold 6 and 7, and to be a digest too.
    pairs = Pairs(
        {1: range(9), 2: (1,), 3: (2,), 4: (3, 4), 5: (), 6: (5,), 7: (6,)},
        {(4, 5): 0.6},
        dict.fromkeys([(1, 2), (1, 3), (1, 4), (4, 6), (4, 7)], "edited"),
    )
    some = database(empty)
    come(some, pairs, 1, 2, 3, 4, 5)
    assert frozenset({4, 5}) in together(some)
    come(some, pairs, 6, 7)
    assert together(some) == {frozenset({one}) for one in range(1, 8)}


def test_a_text_that_two_rewrite_is_no_digest_of_the_two_wherever_they_stand(empty: Path) -> None:
    pairs = Pairs(
        {1: (1, 2, 3), 2: (4,), 3: (5,), 4: (), 5: ()},
        {(1, 4): 0.6, (1, 5): 0.6, (4, 5): 0.6},
        dict.fromkeys([(1, 2), (1, 3), (2, 3)], "rewrite"),
    )
    some = database(empty)
    come(some, pairs, 1, 2, 3, 4)
    come(some, pairs, 5)
    assert together(some) == {frozenset({1, 4, 5}), frozenset({2}), frozenset({3})}


# Ids ------------------------------------------------------------------------------------------------------------------


def heir(connection: sqlite3.Connection, story: str) -> str | None:
    """The story that an id leads to."""
    for _ in range(100):
        if connection.execute("SELECT 1 FROM stories WHERE id = ?", (story,)).fetchone():
            return story
        found = connection.execute("SELECT new FROM id_redirects WHERE old = ?", (story,)).fetchone()
        if found is None:
            return None
        (story,) = found
    return None


@pytest.mark.parametrize("seed", range(8))
def test_every_id_leads_to_a_story_however_articles_are_read_again(empty: Path, seed: int) -> None:
    size = 16
    lot = Random(seed)
    some = database(empty)
    come(some, drawn(seed, size, texts=True), *range(1, size + 1))
    seen = set[str]()
    for turn in range(6):
        seen |= {story for (story,) in some.execute("SELECT id FROM stories")}
        pairs = drawn(seed * 100 + turn, size, texts=True)
        again = lot.sample(range(1, size + 1), lot.randint(1, size))
        some.executemany("DELETE FROM placed WHERE number = ?", [(number,) for number in again])
        while again:
            batch, again = again[:3], again[3:]
            come(some, pairs, *batch)
        cleared(some)
        assert is_whole(some)
        assert {heir(some, story) for story in seen} <= {story for (story,) in some.execute("SELECT id FROM stories")}


def test_an_id_that_nobody_keeps_leads_to_where_most_went_whatever_batch_they_came_in(empty: Path) -> None:
    numbers = range(1, 9)
    prints = dict.fromkeys(numbers, ())
    # 1 to 4 are one story; read again, 1, 2 and 3 are of the story of 5 and 6, and 4 of that of 7 and 8.
    with_five = combinations((1, 2, 3, 5, 6), 2)
    old = Pairs(prints, dict.fromkeys([*combinations((1, 2, 3, 4), 2), (5, 6), (7, 8)], 0.6))
    new = Pairs(prints, dict.fromkeys([*with_five, (4, 7), (4, 8), (7, 8)], 0.6))
    for batches in ([[1, 2, 3, 4]], [[1, 2, 3], [4]], [[4], [3], [1, 2]], [[1], [4], [3], [2]]):
        some = database(empty)
        come(some, old, *numbers)
        held = dict(some.execute("SELECT number, story FROM placed"))
        some.executemany("DELETE FROM placed WHERE number = ?", [(number,) for number in (1, 2, 3, 4)])
        for batch in batches:
            come(some, new, *batch)
        cleared(some)
        now = dict(some.execute("SELECT number, story FROM placed"))
        assert together(some) == {frozenset({1, 2, 3, 5, 6}), frozenset({4, 7, 8})}
        assert heir(some, held[1]) == now[1], batches
        assert heir(some, held[5]) == now[5]
        assert heir(some, held[7]) == now[7]


# Whole records --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_an_article_that_is_dated_anew_leaves_its_story_the_id(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(placing, "_BATCH", batch)
    put(store, *ALL)
    ferry = store.story_of(WIRE.id).id
    redated(store, OWN, LATER)
    put(store, *before(OWN, 3))
    others = [one.id for one in FERRY if one is not OWN]
    assert {store.story_of(one).id for one in others} == {ferry}
    assert [one.id for one in store.story_of(OWN.id).articles] == [OWN.id]
    assert len(store.story_of(WIRE.id).articles) == len(others)
    assert problems(path) == []


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_an_article_that_goes_to_another_story_doesnt_take_the_id_along(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(placing, "_BATCH", batch)
    again = Report(
        "Sandbank stops the Halvard again, passengers leave ferry in lifeboats",
        ("The horn of the ferry Halvard was heard before her lamps were seen above the fog on the bank.",),
        outlet="Echo",
        published=LATER,
    )
    too = Report(
        "Halvard on sandbank, ferry passengers in lifeboats",
        ("Fishermen heard the ferry Halvard, her horn, and saw lamps in fog; a sandbank holds her once more.",),
        outlet="Zed",
        published=LATER,
    )
    put(store, *FERRY, again, too)
    ferry, later = store.story_of(WIRE.id).id, store.story_of(again.id).id
    redated(store, OWN, LATER)
    put(store, *before(OWN, 3))
    assert store.story_of(OWN.id).id == later
    assert store.story_of(WIRE.id).id == ferry
    assert store.get(ferry).item == store.story_of(WIRE.id)
    assert problems(path) == []


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_a_statement_that_is_dated_anew_leaves_its_saying_the_id(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(placing, "_BATCH", batch)

    def told(number: int, when: str) -> Report:
        lot = Random(number)
        words = " ".join("".join(lot.choices("bcdfgklmnprstvz", k=6)) for _ in range(12))
        said = "We will send no more ships there"
        page = (f"{words}.", f"“{said},” {VALDIN} said.")
        return Report(words[:20], page, outlet=words[:6], published=when, said=((VALDIN, said),), on=when)

    reports = [told(number, "2031-05-04") for number in range(3)]
    last = max(reports, key=lambda one: one.id)
    put(store, *reports)
    [saying] = store.sayings(least=2)
    redated(store, last, LATER)
    put(store, *[one for one in (told(number, LATER) for number in range(10, 40)) if one.id < last.id][:2])
    found = {one.id: one for one in store.sayings(least=2)}
    assert len(found) == 2
    assert {one.article for one in found[saying.id].versions} == {one.id for one in reports if one is not last}
    assert isinstance(store.get(saying.id).item, Saying)
    assert problems(path) == []


@pytest.mark.parametrize("batch", [1, 2, 3, 200])
def test_another_version_of_the_step_that_parts_stories_parts_them_in_batches_too(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    put(store, *ALL)
    ids = {story.id for story in store.stories()}
    monkeypatch.setattr(placing, "_BATCH", batch)
    monkeypatch.setattr("onrecord.story.VERSION", "another")
    monkeypatch.setattr(gather, "LEAST", 0.99999)
    store.place()
    copied = frozenset(one.id for one in FERRY if one is not OWN)
    assert gathered(store.stories()) == {copied, *(frozenset({one.id}) for one in ALL if one.id not in copied)}
    assert all(isinstance(store.get(one).item, Story) for one in ids)
    assert problems(path) == []


def test_a_copy_that_turns_out_to_be_a_digest_leaves_the_story_of_what_it_held(store: Store, path: Path) -> None:
    dam = replace(DAM, said=(), published="2031-09-05")
    both = replace(CHOIR, paragraphs=(*CHOIR.paragraphs, *DAM.paragraphs), outlet="Echo", published="2031-07-05")
    put(store, CHOIR, both)
    assert gathered(store.stories()) == {frozenset({CHOIR.id, both.id})}
    put(store, dam)
    assert gathered(store.stories()) == {frozenset({one.id}) for one in (CHOIR, both, dam)}
    assert problems(path) == []


def test_a_text_in_other_words_is_a_source_of_the_story_that_it_stands_in(empty: Path) -> None:
    # 2 and 3 repeat 1 in other words, and report something else than it does: they are one text there.
    pairs = Pairs(
        dict.fromkeys(range(1, 5), ()), {(2, 3): 0.6, (3, 4): 0.6, (2, 4): 0.6}, {(1, 2): "rewrite", (1, 3): "rewrite"}
    )
    some = database(empty)
    come(some, pairs, 1, 2, 3, 4)
    assert together(some) == {frozenset({1}), frozenset({2, 3, 4})}
    assert {tuple(row) for row in some.execute("SELECT articles, texts FROM stories")} == {(1, 1), (3, 2)}
