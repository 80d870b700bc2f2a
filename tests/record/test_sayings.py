"""Which statements are one utterance, who counts as a source of it, and what was said again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.record.factory import VERSIONS
from tests.record.newsroom import (
    IDS,
    LEDGER_COPY,
    MORNING_COPY,
    NEVER,
    ORLO,
    OWN,
    VALDIN,
    WIRE,
    Report,
    leave,
    put,
    together,
)

from onrecord.errors import InputError, NotFoundError
from onrecord.model import Saying
from onrecord.record import Query, Signature, Store, Verification, Where
from onrecord.record.schema import transaction

OPEN = "The harbour stays open to everybody who needs it"
SOUP = "I will eat soup with the crew tonight"
ANA = Signature("Ana Rell")
ABOUT = (
    (
        "Oysters were cheap on the market of Karsa that morning.",
        "A dozen went for the price of a loaf of rye, and the fishmongers complained of mild weather.",
        "Behind the stalls two boys practised juggling with lemons until a constable sent them home.",
    ),
    (
        "A brass band played on the steps of the town hall of Tolm.",
        "Its tuba had been lent by the fire brigade, whose own concert fell through for want of a drummer.",
        "Elderly couples danced a slow waltz between parked bicycles.",
    ),
    (
        "The session ended after nine hours and two power cuts.",
        "Candles were fetched from the chapel next door when the generator gave up as well.",
        "Stenographers took turns, and the kitchen served cold pancakes at midnight.",
    ),
    (
        "Snow lay on the cranes as the inquiry met for the last time.",
        "Two of its members had colds and listened by telephone from their beds.",
        "Ferrymen, carpenters and one meteorologist had given evidence since summer.",
    ),
    (
        "Rain fell on the tents of the fair.",
        "The carousel turned empty, while its owner read a novel under an umbrella.",
        "Gingerbread hearts went soft, wasps stayed away, and lottery tickets stuck together.",
    ),
    (
        "Nobody had told the goats about the new fence.",
        "By noon eleven of them stood in the churchyard of Aldmark, chewing tulips.",
        "A shepherd with a concertina finally led the flock uphill again.",
    ),
)


def quoting(  # noqa: PLR0913 - a report has that many parts
    words: str = OPEN,
    speaker: str | None = VALDIN,
    *,
    outlet: str | None = "Harbour Ledger",
    about: int = 0,
    published: str | None = "2031-05-04",
    on: str | None = None,
) -> Report:
    """A report that is about something else but for somebody's words, so that it is nobody's copy."""
    first, *others = ABOUT[about]
    return Report(
        first,
        (first, f"“{words},” {speaker or 'one of them'} said.", *others),
        outlet=outlet,
        published=published,
        said=((speaker, words),),
        on=on,
    )


LEDGER = quoting()
MORNING = quoting(
    OPEN.replace("to everybody", "for everybody"),
    outlet="The Morning Karsa",
    about=1,
    published="2031-05-05",
)
GAZETTE = quoting(outlet="Gazette of the Strait", about=2)
LATER = quoting(
    about=3,
    outlet="Gazette of the Strait",
    published="2031-12-20",
    on="2031-12-19",
)


def problems(path: Path) -> list[str]:
    return [f"{one.what} {one.id}: {one.problem}" for one in Verification(path)]


def groups(store: Store, *, least: int = 2) -> list[list[str]]:
    """The statements of each saying that several have, as they are listed."""
    return [[one.statement for one in saying.versions] for saying in store.sayings(least=least)]


def ids(*reports: Report) -> list[str]:
    return [one for report in reports for one in report.statements]


# What is one utterance ----------------------------------------------------------------------------------------------


def test_one_quotation_in_two_outlets_is_one_saying_with_both_wordings(store: Store, path: Path) -> None:
    put(store, MORNING, LEDGER)
    [saying] = store.sayings(least=2)
    assert [(one.outlet, one.text) for one in saying.versions] == [
        ("Harbour Ledger", OPEN),
        ("The Morning Karsa", OPEN.replace("to everybody", "for everybody")),
    ]
    assert (saying.speaker, saying.speaker_name, saying.sources) == (IDS[VALDIN], VALDIN, 2)
    assert saying.first == "2031-05-04"
    assert (saying.said_before, saying.said_again, saying.contradicts) == ((), (), ())
    assert problems(path) == []


def test_both_wordings_are_laid_side_by_side(store: Store) -> None:
    put(store, LEDGER, MORNING, GAZETTE)
    [saying] = store.sayings(least=2)
    [(one, other, laid)] = store.wordings(saying)  # two outlets have the same words
    assert {one.text, other.text} == {LEDGER.said[0][1], MORNING.said[0][1]}
    changed = [(piece.one, piece.other) for piece in laid.pieces if not piece.same]
    assert [set(pair) for pair in changed] == [{"to", "for"}]
    assert laid.marks == ()


def test_a_copy_is_no_second_source(store: Store) -> None:
    put(store, WIRE, LEDGER_COPY)
    assert groups(store) == []
    [saying] = store.sayings()
    assert {one.statement: one.copy_of for one in saying.versions} == {
        WIRE.statements[0]: None,
        LEDGER_COPY.statements[0]: WIRE.id,
    }
    assert saying.sources == 1
    put(store, MORNING_COPY)
    assert groups(store) == []
    put(store, OWN)
    [saying] = store.sayings(least=2)
    assert (saying.sources, len(saying.versions)) == (2, 4)


@pytest.mark.parametrize(("outlet", "sayings"), [(LEDGER_COPY.outlet, 1), (WIRE.outlet, 2)])
def test_a_copy_that_counts_its_sunday_from_another_day_tells_of_no_other_utterance(
    store: Store, outlet: str | None, sayings: int
) -> None:
    """A later state of the same article, by the outlet that printed it, may tell of a second time."""
    wire, copy = replace(WIRE, on="2031-05-02"), replace(LEDGER_COPY, outlet=outlet, published="2031-05-11")
    put(store, wire, replace(copy, on="2031-05-09", paragraphs=copy.paragraphs[::-1]))
    kinds = store.rows("SELECT copy_kind FROM placed WHERE copy_kind IS NOT NULL")
    assert kinds == [("edited" if sayings == 1 else "update",)]
    assert len(list(store.sayings())) == sayings


def test_sources_are_counted_anew_when_the_origin_of_copies_comes_late(store: Store, path: Path) -> None:
    cut = replace(MORNING_COPY, paragraphs=WIRE.paragraphs[2:4])
    put(store, LEDGER_COPY, OWN)
    put(store, cut)
    put(store, WIRE)
    told = store._connection.execute("SELECT statements, sources FROM sayings").fetchall()
    assert told == [(4, next(iter(store.sayings())).sources)]
    assert problems(path) == []


def test_two_speakers_never_share_a_saying(store: Store) -> None:
    put(store, LEDGER, quoting(OPEN, ORLO, outlet="Gazette of the Strait", about=2))
    # Both speak elsewhere, so that both are compared.
    put(store, quoting(SOUP, VALDIN, outlet="Echo", about=4), quoting(SOUP, ORLO, about=5))
    assert groups(store) == []
    assert all(len(saying.versions) == 1 for saying in store.sayings())
    assert len(list(store.sayings())) == 4


def test_who_has_no_name_is_never_taken_for_another(store: Store) -> None:
    reports = [quoting(speaker=None, about=4), quoting(speaker=None, about=2), LEDGER]
    put(store, *reports)
    assert list(store.sayings()) == []
    for statement in ids(*reports[:2]):
        with pytest.raises(InputError, match="speaks in no other article"):
            store.saying(statement)


def test_who_is_known_on_its_page_alone_is_another_on_every_page(store: Store) -> None:
    put(store, *(quoting(speaker="Mother of three", outlet=f"Paper {number}", about=number) for number in range(3)))
    assert list(store.sayings(least=2)) == []


@pytest.mark.parametrize(
    "else_said", ["We paid for nine drones in advance", "Taxes will fall next year", "My knee hurts when it rains"]
)
def test_who_said_what_else_that_day_said_another_thing(store: Store, else_said: str) -> None:
    other = quoting(else_said, outlet="Echo of Aldmark", about=4)
    put(store, LEDGER, other)
    assert groups(store) == []
    assert sorted(one.id for one in store.sayings()) == sorted(ids(LEDGER, other))


def test_languages_that_the_network_cannot_read_are_compared_by_their_words(store: Store) -> None:
    words = "Der Hafen bleibt für alle offen, die ihn brauchen"
    reports = [quoting(words, outlet="Echo"), quoting(words, about=4)]
    for report in reports:
        page, (article,) = report.made()
        german = [one.model_copy(update={"language": "de"}) for one in article.statements]
        store.put(page, [article.model_copy(update={"language": "de", "statements": tuple(german)})])
    store.place()
    assert [sorted(one) for one in groups(store)] == [sorted(ids(*reports))]


# Again --------------------------------------------------------------------------------------------------------------


def test_what_was_said_on_another_day_is_another_saying_and_is_told_with_it(store: Store) -> None:
    dated = [replace(one, on="2031-05-04") for one in (LEDGER, GAZETTE)]
    put(store, *dated, LATER)
    [first, again] = store.sayings()
    assert sorted(one.statement for one in first.versions) == sorted(ids(*dated))
    assert [one.statement for one in again.versions] == ids(LATER)
    assert (first.said_before, first.said_again) == ((), (again.id,))
    assert (again.said_before, again.said_again) == ((first.id,), ())
    assert again.id == LATER.statements[0]


def test_repeated_lists_what_came_up_on_another_day_even_of_one_source(store: Store) -> None:
    dated = replace(LEDGER, on="2031-05-04")
    put(store, dated, quoting(SOUP, outlet="Echo of Aldmark", about=4), LATER)
    assert groups(store) == []
    assert [one.id for one in store.sayings(repeated=True)] == ids(dated, LATER)
    assert [one.id for one in store.sayings(Query(since="2031-12"), repeated=True)] == ids(LATER)


def test_nothing_is_repeated_where_all_was_said_at_once(store: Store) -> None:
    put(store, LEDGER, MORNING, GAZETTE, quoting(SOUP, about=4))
    assert list(store.sayings(repeated=True)) == []


def test_one_saying_is_said_again_or_contradicts_never_both(store: Store) -> None:
    dated = replace(LEDGER, on="2031-05-04")
    put(store, dated, LATER)
    [first, again] = store.sayings()
    [(one, other)] = store._connection.execute("SELECT one, other FROM echoes").fetchall()
    for likely, found in ((0.6, "said_again"), (0.99, "contradicts")):
        with store._connection as connection:
            connection.execute("DELETE FROM echoes")
            rows = [(one, other, "again", 0.9), (other, one, "opposite", likely)]
            connection.executemany("INSERT INTO echoes (one, other, relation, likely) VALUES (?, ?, ?, ?)", rows)
        saying = store.saying(first.id)
        told = {"said_again": saying.said_again, "contradicts": saying.contradicts}
        assert told == {"said_again": (), "contradicts": ()} | {found: (again.id,)}
        assert store.saying(again.id).said_before == (() if found == "contradicts" else (first.id,))
        # What contradicts is not listed as a repetition.
        assert len(list(store.sayings(repeated=True))) == (0 if found == "contradicts" else 2)


def test_the_most_precise_day_that_is_told_stands_for_the_saying(store: Store) -> None:
    put(store, replace(LEDGER, on="2031-05-03"), replace(MORNING, published="2031-05-03"), GAZETTE)
    [saying] = store.sayings(least=2)
    assert (saying.said, saying.first) == ("2031-05-03", "2031-05-03")
    assert {one.outlet: one.said for one in saying.versions} == {
        "Harbour Ledger": "2031-05-03",
        "The Morning Karsa": None,
        "Gazette of the Strait": None,
    }


def test_what_only_its_publication_dates_is_said_on_no_day(store: Store) -> None:
    put(store, LEDGER, GAZETTE)
    [saying] = store.sayings(least=2)
    assert (saying.said, saying.first) == (None, "2031-05-04")


@pytest.mark.parametrize("turned", [False, True])
def test_of_wordings_as_long_the_others_are_laid_beside_that_printed_first(store: Store, *, turned: bool) -> None:
    pair = [LEDGER, quoting(OPEN.replace("to everybody", "by everybody"), outlet="Echo", about=4)]
    first, second = pair[::-1] if turned else pair
    put(store, first, replace(second, published="2031-05-05"), replace(GAZETTE, published="2031-05-06"))
    [saying] = store.sayings(least=2)
    [(base, other, _)] = store.wordings(saying)
    assert (base.text, other.text) == (first.said[0][1], second.said[0][1])
    assert base == saying.versions[0]


# Asking -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(speaker="valdin"), 1),
        (Query(speaker=IDS[VALDIN]), 1),
        (Query(speaker="Orlo"), 0),
        (Query(about="harbour"), 1),
        (Query(about="submarine"), 0),
        (Query(outlet="Morning"), 1),
        (Query(since="2031-05-05"), 1),
        (Query(until="2030"), 0),
        (Query(limit=0), 0),
        (Query(speaker="%"), 0),
        (Query(speaker="\udcff"), 0),
        (Query(about="'"), 0),
    ],
)
def test_sayings_are_asked_for_like_statements_and_come_whole(store: Store, query: Query, found: int) -> None:
    put(store, LEDGER, MORNING, GAZETTE, quoting(SOUP, ORLO, outlet="Echo", about=5))
    assert [len(one) for one in (saying.versions for saying in store.sayings(query, least=2))] == [3] * found


def test_a_saying_answers_for_its_id_its_beginning_and_its_statements(store: Store) -> None:
    put(store, LEDGER, GAZETTE)
    [saying] = store.sayings(least=2)
    assert store.get(saying.id).item == saying
    assert store.get(saying.id[:12]).item == saying
    assert [store.saying(one) for one in ids(LEDGER, GAZETTE)] == [saying, saying]
    for unknown in ("sa_aaaaaaaaaaaaaaaaaaaa", "st_aaaaaaaaaaaaaaaaaaaa", "", "'"):
        with pytest.raises(NotFoundError):
            store.saying(unknown)


# What comes, goes and is ruled --------------------------------------------------------------------------------------


def relations(store: Store) -> tuple[set[frozenset[str]], list[object]]:
    return together(store.sayings()), sorted(store._connection.execute("SELECT one, other, relation FROM echoes"))


@pytest.mark.parametrize("seed", range(2))
def test_in_whatever_order_pages_come_they_lead_to_the_same_sayings(store: Store, path: Path, seed: int) -> None:
    reports: Sequence[Report] = [
        *(replace(one, on="2031-05-04") for one in (LEDGER, MORNING, GAZETTE)),
        LATER,
        WIRE,
        LEDGER_COPY,
        OWN,
        quoting(SOUP, ORLO, outlet="Echo", about=5),
        quoting(SOUP, ORLO, outlet="Gazette of the Strait", about=4),
    ]
    with Store(path.with_name("once.db"), create=True, write=True) as once:
        put(once, *reports)
        expected = relations(once)
    for report in Random(seed).sample(reports, len(reports)):
        put(store, report)
        assert problems(path) == []
    assert relations(store) == expected


def test_a_saying_keeps_its_id_as_others_come_and_pages_are_read_again(store: Store, path: Path) -> None:
    put(store, LEDGER, GAZETTE)
    [saying] = store.sayings(least=2)
    for report in (MORNING, replace(LEDGER, made_by=VERSIONS | {"statement": "2"})):
        put(store, report)
        assert [one.id for one in store.sayings(least=2)] == [saying.id]
    assert groups(store) == [[one.statement for one in store.saying(saying.id).versions]]
    assert problems(path) == []


def test_what_leaves_takes_its_wording_along(store: Store, path: Path) -> None:
    put(store, LEDGER, MORNING, GAZETTE)
    leave(store, GAZETTE)
    store.place()
    assert groups(store) == [ids(LEDGER, MORNING)]
    assert problems(path) == []
    leave(store, LEDGER)
    store.place()
    assert groups(store) == []
    assert [one.id for one in store.sayings()] == ids(MORNING)
    assert problems(path) == []


def test_a_speaker_who_turns_out_to_be_another_takes_the_words_along(store: Store, path: Path) -> None:
    put(store, LEDGER, GAZETTE)
    page, (article,) = GAZETTE.made()
    [entity], [statement] = article.entities, article.statements
    other = {"speaker": IDS[ORLO], "speakers": (IDS[ORLO],)}
    store.put(
        page,
        [
            article.model_copy(
                update={
                    "entities": (entity.model_copy(update={"id": IDS[ORLO]}),),
                    "statements": (statement.model_copy(update=other),),
                    "made_by": VERSIONS | {"entity": "2"},
                }
            )
        ],
    )
    store.place()
    assert groups(store) == []
    assert problems(path) == []


def test_a_ruling_that_two_are_one_makes_their_sayings_meet_until_it_is_undone(store: Store, path: Path) -> None:
    reports = [
        quoting(speaker="Ilka Damm"),
        quoting(speaker="I. Damm", outlet="Gazette of the Strait", about=2),
    ]
    put(store, *reports)
    assert list(store.sayings(least=2)) == []
    people = [report.made()[1][0].entities[0].id for report in reports]
    store.decide_same(people[1], people[0], ANA)
    [saying] = store.sayings(least=2)
    assert isinstance(store.get(saying.id).item, Saying)
    assert sorted(one.statement for one in saying.versions) == sorted(ids(*reports))
    assert (saying.speaker, saying.speaker_name) == (people[0], "Ilka Damm")
    assert store.waiting() == 0
    assert problems(path) == []
    store.undo(1, ANA)
    assert list(store.sayings(least=2)) == []
    assert problems(path) == []


def test_a_ruling_that_one_is_two_parts_their_sayings(store: Store, path: Path) -> None:
    put(store, LEDGER, GAZETTE, MORNING)
    store.decide_apart(IDS[VALDIN], Where(articles=(GAZETTE.id,)), None, ANA)
    assert groups(store) == [ids(LEDGER, MORNING)]
    assert problems(path) == []


def test_a_quotation_of_the_ferry_is_told_by_two_sources_that_print_no_copy(store: Store) -> None:
    put(store, WIRE, LEDGER_COPY, MORNING_COPY, OWN)
    [saying] = store.sayings(Query(about="tow"), least=2)
    assert {one.text for one in saying.versions} == {NEVER}
    assert saying.sources == 2


def test_what_may_be_the_same_is_a_lead_and_no_version(store: Store) -> None:
    put(store, LEDGER, GAZETTE, replace(quoting(SOUP, outlet="Echo", about=4), on="2031-05-04"))
    [saying] = [one for one in store.sayings() if OPEN in {version.text for version in one.versions}]
    [soup] = [one for one in store.sayings() if one.versions[0].text == SOUP]
    pair = sorted((saying.versions[0].statement, soup.id))
    for relation, likely, found in (("same", 0.4, "perhaps"), ("again", 0.4, "perhaps"), ("again", 0.6, "said_again")):
        with transaction(store._connection, store.path):
            store._connection.execute("INSERT OR REPLACE INTO echoes VALUES (?, ?, ?, ?)", (*pair, relation, likely))
        told = store.saying(saying.id)
        assert {name: getattr(told, name) for name in ("perhaps", "said_before", "said_again", "contradicts")} == {
            "perhaps": (),
            "said_before": (),
            "said_again": (),
            "contradicts": (),
        } | {found: (soup.id,)}
        assert len(list(store.sayings(repeated=True))) == (2 if found == "said_again" else 0)


def test_a_saying_is_called_by_its_longest_quotation(store: Store) -> None:
    reports = [quoting(OPEN, outlet="Echo"), quoting(f"{OPEN}, in winter too", outlet="Bay Standard", about=4)]
    put(store, *reports)
    [saying] = store.sayings(least=2)
    assert saying.fullest.text == f"{OPEN}, in winter too"


def test_wordings_are_laid_beside_a_statement_where_one_is_asked_for(store: Store) -> None:
    put(store, quoting(OPEN, outlet="Echo"), quoting(f"{OPEN}, in winter too", outlet="Bay Standard", about=4))
    [saying] = store.sayings(least=2)
    short = next(one for one in saying.versions if one.text == OPEN)
    assert [(one.text, other.text) for one, other, _ in store.wordings(saying)] == [(f"{OPEN}, in winter too", OPEN)]
    assert [(one.text, other.text) for one, other, _ in store.wordings(saying, short.statement)] == [
        (OPEN, f"{OPEN}, in winter too")
    ]


def test_a_version_tells_what_was_done_with_the_words(store: Store) -> None:
    put(store, LEDGER, GAZETTE)
    [saying] = store.sayings(least=2)
    assert {(one.act, one.denied) for one in saying.versions} == {("said", False)}
    first = saying.versions[0].statement
    with transaction(store._connection, store.path):
        store._connection.execute("UPDATE statements SET denied = 1, act = 'thought' WHERE id = ?", (first,))
    assert [(one.act, one.denied) for one in store.saying(saying.id).versions if one.statement == first] == [
        ("thought", True)
    ]
