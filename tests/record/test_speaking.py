"""What somebody says, in numbers: every number is what one who reads all the statements would count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.record.factory import Told, article_of, day, entity_of, page_of, span_of, statement_of
from tests.record.newsroom import ALL, DAM, FERRY, IDS, ORLO, VALDIN, WIRE, Report, put

from onrecord.model import Link, Time
from onrecord.record import Speaking, Store

OPEN = "The harbour stays open to everybody who needs it"
SOUP = "I will eat soup with the crew tonight and every night"
WALLS = (
    "Oysters were cheap on the market of Karsa that morning, and the fishmongers complained of mild weather.",
    "A brass band played on the steps of the town hall of Tolm with a tuba lent by the fire brigade.",
    "Snow lay on the cranes as the inquiry met for the last time, two of its members in bed with colds.",
    "Nobody had told the goats about the new fence, and by noon eleven stood in the churchyard of Aldmark.",
)


@dataclass(frozen=True)
class Said:
    """One statement of Mira Valdin in an article of its own."""

    words: str
    published: str | None = "2031-05-04"
    outlet: str | None = "Harbour Ledger"
    kind: str = "direct"
    said: str | None = None
    denied: bool = False
    names: tuple[str, ...] = ()
    to: str | None = None


def put_said(store: Store, said: Sequence[Said]) -> None:
    """Put the statements in; those named in their words and those spoken to are entities of the article."""
    for number, one in enumerate(said):
        told_to = f" to {one.to}" if one.to else ""
        page = page_of(f"“{one.words},” {VALDIN} said{told_to} in room {number}.", source=f"{number}.txt")
        valdin = entity_of(page, VALDIN, span_of(page.text, VALDIN), id=IDS[VALDIN])
        others = {name: f"person.{name.split()[-1].lower()}" for name in (*one.names, *([one.to] if one.to else []))}
        entities = [entity_of(page, name, span_of(page.text, name), id=id_) for name, id_ in others.items()]
        statement = statement_of(
            page, span_of(page.text, one.words), speaker=valdin, said=day(one.said) if one.said else None
        )
        link = Link(entity=others[one.to], spans=(span_of(page.text, one.to),)) if one.to else None
        changed = statement.model_copy(update={"kind": one.kind, "denied": one.denied, "addressee": link})
        article = article_of(
            page,
            outlet=one.outlet,
            published=day(one.published) if one.published else None,
            entities=[valdin, *entities],
            statements=[changed],
        )
        store.put(page, [article])


def of_valdin(store: Store) -> Speaking:
    return store.speaking(IDS[VALDIN])


def told(named: Iterable[object]) -> dict[str, int]:
    return {one.name: one.statements for one in named}  # type: ignore[attr-defined]


def test_statements_articles_and_months_are_counted_undated_ones_last(store: Store) -> None:
    put_said(
        store,
        [
            Said("One"),
            Said("Two", published="2031-05-30"),
            Said("Three", published="2029-12-01"),
            Said("Four", published=None),
            Said("Five", published="2031-05-30", said="2030-01-31"),
        ],
    )
    counted = of_valdin(store)
    assert list(counted.months.items()) == [("2029-12", 1), ("2030-01", 1), ("2031-05", 2), (None, 1)]
    assert (counted.statements, counted.articles) == (5, 5)


def test_several_statements_of_one_article_are_one_article(store: Store) -> None:
    lines = [(VALDIN, "Yes"), (ORLO, "Perhaps"), (VALDIN, "No")]
    store.put(*Told(lines=lines, ids=IDS).made())
    assert (of_valdin(store).statements, of_valdin(store).articles) == (2, 1)
    assert store.speaking(IDS[ORLO]).statements == 1


def test_kinds_come_by_their_number_and_what_was_denied_is_counted_apart(store: Store) -> None:
    kinds = ("indirect", "direct", "mixed", "direct", "indirect", "direct")
    put_said(store, [Said(f"Word {at}", kind=kind, denied=at in (1, 2)) for at, kind in enumerate(kinds)])
    counted = of_valdin(store)
    assert list(counted.kinds.items()) == [("direct", 3), ("indirect", 2), ("mixed", 1)]
    assert counted.denied == 2


def test_outlets_come_by_their_number_then_by_name_at_most_twelve(store: Store) -> None:
    outlets = [*(f"Paper {number:02}" for number in range(20)), "Paper 15", "Paper 07", None]
    put_said(store, [Said(f"Word {at}", outlet=outlet) for at, outlet in enumerate(outlets)])
    named = [(one.name, one.statements) for one in of_valdin(store).outlets]
    assert named[:4] == [("Paper 07", 2), ("Paper 15", 2), ("Paper 00", 1), ("Paper 01", 1)]
    assert len(named) == 12


def test_about_is_who_is_named_within_the_words_once_a_statement(store: Store) -> None:
    put_said(
        store,
        [
            Said("I trust Ana Rell and I like Teun Orlo", names=("Ana Rell", "Teun Orlo")),
            Said("Ask Ana Rell about it", names=("Ana Rell",)),
            Said("Nobody knows", to="Osman Yılmaz"),
        ],
    )
    assert told(of_valdin(store).about) == {"Ana Rell": 2, "Teun Orlo": 1}
    assert [one.id for one in of_valdin(store).about] == ["person.rell", "person.orlo"]


def test_who_speaks_is_not_what_they_speak_about(store: Store) -> None:
    page = page_of(f"“{VALDIN} keeps her word, as Ana Rell knows,” {VALDIN} said.")
    first, second = span_of(page.text, VALDIN), (page.text.rindex(VALDIN), page.text.rindex(VALDIN) + len(VALDIN))
    valdin = entity_of(page, VALDIN, first, second, id=IDS[VALDIN])
    rell = entity_of(page, "Ana Rell", span_of(page.text, "Ana Rell"), id="person.rell")
    words = statement_of(page, (1, page.text.index(",”")), speaker=valdin)
    store.put(page, [article_of(page, entities=[valdin, rell], statements=[words])])
    assert told(of_valdin(store).about) == {"Ana Rell": 1}


def test_addressed_is_to_whom_it_was_said(store: Store) -> None:
    put_said(
        store,
        [
            Said("Come in", to="Ana Rell"),
            Said("Sit down", to="Ana Rell"),
            Said("Speak up", to="Teun Orlo"),
            Said("Let us talk about Osman Yılmaz", names=("Osman Yılmaz",)),
        ],
    )
    assert told(of_valdin(store).addressed) == {"Ana Rell": 2, "Teun Orlo": 1}


def reporting(words: str, about: int, published: str, *, outlet: str) -> Report:
    """A report that is nobody's copy, which tells when it was said."""
    text = (WALLS[about], f"“{words},” {VALDIN} said.", f"{outlet} prints {about + 5} pages a day.")
    return Report(WALLS[about], text, outlet=outlet, published=published, said=((VALDIN, words),), on=published)


FIRST = reporting(OPEN, 0, "2031-05-04", outlet="Harbour Ledger")
TOO = reporting(OPEN, 1, "2031-05-04", outlet="Gazette of the Strait")
AGAIN = reporting(OPEN, 2, "2031-12-19", outlet="The Morning Karsa")
CONTRARY = reporting(OPEN.replace("stays open", "does not stay open"), 3, "2032-06-01", outlet="Norland Wire")


def test_widest_are_the_sayings_that_several_sources_have_those_that_most_have_first(store: Store) -> None:
    soup = [reporting(SOUP, at, "2031-05-04", outlet=f"Paper {at}") for at in range(3)]
    put(store, *FERRY, DAM, *soup)
    counted = of_valdin(store)
    assert [store.saying(one).sources for one in counted.widest] == [3, 2]
    assert [store.saying(one).versions[0].text for one in counted.widest] == [SOUP, WIRE.said[0][1]]
    assert store.speaking(IDS[ORLO]).widest == ()


def test_repeated_is_what_was_said_on_another_day_too_the_latest_first(store: Store) -> None:
    put(store, FIRST, TOO, AGAIN)
    counted = of_valdin(store)
    assert [[one.outlet for one in store.saying(one).versions] for one in counted.repeated] == [
        ["The Morning Karsa"],
        ["Gazette of the Strait", "Harbour Ledger"],
    ]
    assert counted.contradicted == ()


def test_nothing_is_repeated_where_all_report_one_occasion(store: Store) -> None:
    put(store, FIRST, TOO)
    assert of_valdin(store).repeated == ()
    assert len(of_valdin(store).widest) == 1


def test_contradicted_is_what_another_saying_is_contrary_to(store: Store) -> None:
    put(store, FIRST, CONTRARY)
    counted = of_valdin(store)
    assert [store.saying(one).contradicts != () for one in counted.contradicted] == [True, True]
    assert list(counted.contradicted) == [*CONTRARY.statements, *FIRST.statements]
    assert counted.repeated == ()


def test_an_older_repetition_is_told_after_a_later_one_and_each_once(store: Store) -> None:
    older = [
        replace(reporting(SOUP, at, published, outlet=f"Paper {at}"), source=f"{at}.txt")
        for at, published in ((1, "2030-02-02"), (2, "2030-08-08"))
    ]
    put(store, *older, FIRST, replace(CONTRARY, said=AGAIN.said, paragraphs=AGAIN.paragraphs))
    found = of_valdin(store).repeated
    days = [store.saying(one).first for one in found]
    assert days == sorted(days, key=str, reverse=True)
    assert len(found) == len(set(found)) == 4


def test_a_time_of_which_nothing_is_known_counts_by_publication(store: Store) -> None:
    page, (article,) = Told(lines=[(VALDIN, "Soon")], ids=IDS).made()
    unknown = Time(value=None, precision=None, earliest=None, latest=None, offset=None, basis="relative", evidence=())
    words = article.statements[0].model_copy(update={"said": unknown})
    store.put(page, [article.model_copy(update={"statements": (words,)})])
    assert of_valdin(store).months == {"2031-05": 1}


@pytest.mark.parametrize("entity", ["person.nobody", "", "%", "Mira Valdin"])
def test_who_says_nothing_has_nothing_counted(store: Store, entity: str) -> None:
    put(store, *ALL)
    counted = store.speaking(entity)
    assert (counted.statements, counted.articles, counted.denied) == (0, 0, 0)
    assert (counted.months, counted.kinds, counted.outlets) == ({}, {}, ())
    assert (counted.about, counted.addressed, counted.widest, counted.repeated, counted.contradicted) == ((),) * 5


def test_who_reads_only_counts_the_same(store: Store, path: Path) -> None:
    put(store, *ALL)
    with Store(path) as reader:
        assert reader.speaking(IDS[VALDIN]) == of_valdin(store)
    assert of_valdin(store).statements == 4
