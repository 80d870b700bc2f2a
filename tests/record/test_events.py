"""Events in a record: listed by side, thing, mode and time, found again by id, and checked against the page."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.record.factory import Deed, Told, deeds_of, entity_of, page_of, span_of

from onrecord.errors import PageError
from onrecord.model import Actor, Article, Event
from onrecord.record import Query, Signature, Store, Verification, schema

SENT = Deed(
    "Russia delivered a second S-400 battery to Turkey.",
    "delivered",
    ("Russia", "RUS"),
    ("Turkey", "TUR"),
    ("S-400 battery", "air defence system"),
    when="2031-05-02",
)
SOLD = Deed(
    "Rebels of Tarsia sold nine Kestrel drones to Norland",
    "sold",
    ("Rebels of Tarsia", None),
    ("Norland", None),
    ("Kestrel drones", "drone"),
    mode="arms-deal",
    quantity=9,
    claimed=True,
)
ORDERED = Deed(
    "Ankara ordered eighty F-16s from Karsan Dynamics on another day.",
    "ordered",
    ("Karsan Dynamics", None),
    ("Ankara", "TUR"),
    ("F-16s", "fighter aircraft"),
    mode="arms-deal",
    status="ordered",
    when="2030-01-09",
    denied=True,
)


@pytest.fixture
def armed(store: Store) -> Store:
    store.put(*deeds_of(SENT, SOLD, ORDERED))
    return store


def told(store: Store, **asked: object) -> list[str | None]:
    return [found.item.items[0].name for found in store.events(Query(**asked))]  # type: ignore[arg-type]


def problems(path: Path) -> list[str]:
    return [f"{one.what}: {one.problem}" for one in Verification(path)]


S400, KESTREL, F16 = "S-400 battery", "Kestrel drones", "F-16s"


def test_events_come_by_their_own_time_else_by_publication(armed: Store) -> None:
    assert told(armed) == [F16, S400, KESTREL]
    assert told(armed, limit=1) == [F16]
    assert told(armed, until="2030") == [F16]
    assert told(armed, since="2031-05-03") == [KESTREL]
    assert [found.article.outlet for found in armed.events()] == ["Harbour Ledger"] * 3


@pytest.mark.parametrize("name", ["Turkey", "turkey", "Türkiye", "TUR", "Ankara", "Turkish"])
def test_a_side_is_found_by_any_name_of_its_state(armed: Store, name: str) -> None:
    assert told(armed, recipient=name) == [F16, S400]
    assert told(armed, actor=name) == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Karsan Dynamics", [F16]),
        ("dynamics", [F16]),
        ("tarsia", [KESTREL]),
        ("Tarsia rebels", [KESTREL]),
        ("Moscow", [S400]),
        ("Tars", []),
        ("", []),
        ("%", []),
        ("'; DROP TABLE events; --", []),
        ("x " * 5000, []),
        ("\udcff", []),
    ],
)
def test_who_has_no_state_is_found_by_the_words_of_its_name(armed: Store, asked: str, found: list[str]) -> None:
    assert told(armed, actor=asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("S-400", [S400]),
        ("s400 battery", []),
        ("F-16", [F16]),
        ("f-16s", [F16]),
        ("F-1", []),
        ("air defence", [S400]),
        ("air defence systems", [S400]),
        ("drone", [KESTREL]),
        ("drones", [KESTREL]),
        ("Kestrel", [KESTREL]),
        ("fighter", [F16]),
        ("weapons", [F16, S400, KESTREL]),
        ("submarine", []),
        ("", []),
        ("!", []),
    ],
)
def test_a_thing_is_found_by_designation_name_or_class(armed: Store, asked: str, found: list[str]) -> None:
    assert told(armed, item=asked) == found


def test_events_are_listed_by_type_mode_status_and_denial(armed: Store) -> None:
    assert told(armed, mode="arms-deal") == [F16, KESTREL]
    assert told(armed, status="ordered") == [F16]
    assert told(armed, denied=True) == [F16]
    assert told(armed, denied=False) == [S400, KESTREL]
    assert told(armed, type="cooperate", mode="arms-delivery") == [S400]
    assert told(armed, min_confidence=0.9) == []
    assert told(armed, outlet="ledger", speaker="Valdin") == [KESTREL]


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ("rebels", [KESTREL]),
        ("drones", [KESTREL]),
        ("air defence", [S400]),
        ("quay", [F16, S400, KESTREL]),
        ('"another day"', [F16]),
        ("nothing of it", []),
        ("", []),
    ],
)
def test_about_looks_at_the_sentence_the_sides_the_things_and_the_title(
    armed: Store, about: str, found: list[str]
) -> None:
    assert told(armed, about=about) == found


def test_what_has_no_time_at_all_is_counted(store: Store) -> None:
    store.put(*deeds_of(SOLD, published=None))
    listing = store.events(Query(since="2000"))
    assert (list(listing), listing.undated) == ([], 1)


def test_a_name_spelt_nearly_is_suggested_of_sides_only_among_sides(armed: Store) -> None:
    assert armed.near("Turky", sides=True) == ("Turkey",)
    assert armed.near("Valden", sides=True) == ()
    assert armed.near("Valden") == ("Mira Valdin",)


def test_an_event_is_found_by_its_id_and_by_the_one_that_it_had_before(store: Store) -> None:
    page, (article,) = deeds_of(SENT)
    [event] = article.events
    store.put(page, [article])
    assert store.get(event.id) == (event, article)
    assert store.get(event.id[:12]).item == event
    [(start, end)] = event.mentions[0].trigger
    longer = event.mentions[0].model_copy(update={"trigger": ((start, end + 2),)})
    anew = event.model_copy(update={"id": "ev_bbbbbbbbbbbbbbbbbbbb", "mentions": (longer,)})
    again = article.model_copy(update={"events": (anew,), "made_by": article.made_by | {"event": "2"}})
    assert store.put(page, [again]) == "changed"
    assert store.get(event.id).item == anew
    gone = article.model_copy(update={"events": (), "made_by": article.made_by | {"event": "3"}})
    store.put(page, [gone])
    assert store.get(event.id).item == gone


def test_the_same_page_twice_changes_nothing(armed: Store) -> None:
    assert armed.put(*deeds_of(SENT, SOLD, ORDERED)) == "same"
    assert armed.counts()["events"] == 3
    assert armed.put(*deeds_of(SENT, SOLD, ORDERED), made_by={"event": "2"}) == "changed"
    assert armed.counts()["events"] == 3


def test_two_events_of_one_id_are_one_with_a_warning(store: Store, path: Path) -> None:
    page, (article,) = deeds_of(SENT)
    store.put(page, [article.model_copy(update={"events": article.events * 2})])
    assert store.counts()["events"] == 1
    assert "stands twice" in store.page_warnings(page.capture.id)[0]
    assert problems(path) == []


def test_a_side_that_its_article_does_not_name_is_refused(store: Store) -> None:
    page, (article,) = deeds_of(SENT)
    stranger = article.events[0].actors[0].model_copy(update={"entity": "en_nobody"})
    wrong = article.events[0].model_copy(update={"actors": (stranger,)})
    with pytest.raises(PageError, match="names an entity"):
        store.put(page, [article.model_copy(update={"events": (wrong,)})])
    far = article.events[0].items[0].model_copy(update={"spans": ((0, 9999),)})
    outside = article.events[0].model_copy(update={"items": (far,)})
    with pytest.raises(PageError):
        store.put(page, [article.model_copy(update={"events": (outside,)})])
    assert store.counts()["captures"] == 0


def test_a_ruling_on_who_is_who_is_followed_by_sides_and_undone_with_it(store: Store, path: Path) -> None:
    ids = []
    for name, country in (("Wisla Arms", "POL"), ("Wisla Works", "CZE")):
        sent = f"{name} shipped six howitzers to Norland."
        deed = Deed(sent, "shipped", (name, country), ("Norland", None), ("howitzers", "artillery"))
        page, (article,) = deeds_of(deed, source=f"{name}.txt")
        firm = entity_of(page, name, span_of(page.text, name), type="organisation")
        firm = firm.model_copy(update={"country": country})
        actor = article.events[0].actors[0].model_copy(update={"entity": firm.id})
        event = article.events[0].model_copy(update={"actors": (actor,)})
        store.put(page, [article.model_copy(update={"entities": (firm,), "events": (event,)})])
        ids.append(firm.id)
    store.decide_same(ids[0], ids[1], Signature("Ana Rell"))

    def makers() -> list[tuple[str | None, str, str | None]]:
        return sorted((one.entity, one.name, one.country) for found in store.events() for one in found.item.actors)

    assert makers() == [(ids[1], "Wisla Works", "CZE")] * 2
    assert len(list(store.events(Query(actor=ids[1])))) == 2
    assert len(list(store.events(Query(actor="POL")))) == 0
    assert problems(path) == []
    store.undo(1, Signature("Ana Rell"))
    assert makers() == sorted([(ids[0], "Wisla Arms", "POL"), (ids[1], "Wisla Works", "CZE")])
    assert problems(path) == []


def test_what_is_shown_of_an_event_is_its_sentence(store: Store) -> None:
    shown_one = "Prime Minister R. Dorn said Norland\nhad shipped six tanks to the U.S. Navy."
    text = f"Quay talks\n\nGen. Olsen left. {shown_one} “Good,” he said."
    page = page_of(text)
    _, (article,) = deeds_of(SENT)
    event = article.events[0].model_copy(
        update={
            "id": "ev_aaaaaaaaaaaaaaaaaaaa",
            "mentions": (article.events[0].mentions[0].model_copy(update={"trigger": (span_of(text, "shipped"),)}),),
            "actors": (Actor(entity=None, name="Norland", country=None, spans=(span_of(text, "Norland"),)),),
            "recipients": (),
            "items": (),
        }
    )
    changed = {"capture": page.capture, "title": None, "title_spans": (), "body": ((0, len(text)),), "events": (event,)}
    store.put(page, [Article.model_validate(article.model_dump() | changed)])
    [(shown,)] = store._connection.execute("SELECT text FROM events").fetchall()
    assert shown == shown_one.replace("\n", " ")


def test_of_several_sentences_the_one_that_names_most_is_shown(store: Store, path: Path) -> None:
    page, (article,) = deeds_of(Deed("It was delivered early.", "delivered"), SENT)
    poor, rich = article.events
    both = rich.model_copy(update={"id": poor.id, "mentions": (*poor.mentions, *rich.mentions)})
    store.put(page, [article.model_copy(update={"events": (both,)})])
    assert store.telling(poor.id) == (SENT.text, None)
    assert problems(path) == []


def test_a_sentence_without_an_end_is_shown_in_part(store: Store, path: Path) -> None:
    words = "and so on " * 20_000
    store.put(*deeds_of(Deed(f"{words}Norland shipped tanks {words}", "shipped", ("Norland", None))))
    [(shown,)] = store._connection.execute("SELECT text FROM events").fetchall()
    assert "Norland shipped tanks" in shown
    assert len(shown) < 1000
    assert problems(path) == []


def test_what_was_stored_verifies_and_is_counted(armed: Store) -> None:
    check = Verification(armed.path)
    assert list(check) == []
    assert check.checked["events"] == 3


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"claimed_by": "st_aaaaaaaaaaaaaaaaaaaa"}, "claimed by"),
        ({"id": "ev_aaaaaaaaaaaaaaaaaaaa"}, "its id is not"),
        ({"mentions": ()}, "no words tell of it"),
        ({"recipients": (Actor(entity=None, name="Aldmark", country=None, spans=((0, 4),)),)}, "'Aldmark' is not what"),
    ],
)
def test_an_event_that_the_page_does_not_bear_out_is_told(
    store: Store, path: Path, change: dict[str, object], says: str
) -> None:
    page, (article,) = deeds_of(SENT)
    wrong = article.events[0].model_copy(update=change)
    store.put(page, [article.model_copy(update={"events": (wrong,)})])
    assert any(says in one for one in problems(path)), problems(path)


def test_a_claim_by_words_in_which_the_event_does_not_stand_is_told(store: Store, path: Path) -> None:
    page, (article,) = deeds_of(SENT, SOLD)
    mention = article.events[0].mentions[0].model_copy(update={"claimed_by": article.statements[0].id})
    wrong = article.events[0].model_copy(update={"mentions": (mention,), "claimed_by": article.statements[0].id})
    store.put(page, [article.model_copy(update={"events": (wrong, article.events[1])})])
    assert ["in whose words it does not stand" in one for one in problems(path)] == [True]


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE events SET status = 'planned' WHERE mode = 'arms-delivery'", "status is 'planned'"),
        ("UPDATE events SET earliest = '1999-01-01'", "earliest is"),
        ("UPDATE events SET text = 'Norland gave up.'", "no stretch of the page"),
        ("UPDATE event_parties SET country = 'NOR' WHERE country = 'RUS'", "table of parties"),
        ("DELETE FROM event_items", "table of items"),
        ("DELETE FROM events WHERE denied", "the table of events does not"),
        ("UPDATE events SET json = '{'", "JSON cannot be read"),
        ("INSERT INTO events_fts (events_fts, rowid, text) VALUES ('delete', 1, 'Russia delivered')", "index"),
    ],
)
def test_a_row_that_somebody_changed_is_told(armed: Store, path: Path, sql: str, says: str) -> None:
    armed.close()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(sql)
    assert any(says in one for one in problems(path)), problems(path)


def test_a_record_from_before_there_were_events_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        steps = schema.migrations()[:2]
        patched.setattr(schema, "migrations", lambda: steps)
        Store(path, create=True).close()
    page, (article,) = Told().made()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (2,)
    with Store(path) as reader:
        assert list(reader.events()) == []
        assert reader.counts()["events"] == 0
    with Store(path, write=True) as store:
        store.put(page, [article])
        store.put(*deeds_of(SENT))
        assert told(store) == [S400]
    assert problems(path) == []


def test_the_view_says_who_did_what(armed: Store) -> None:
    asked = "SELECT actors, recipients, status, claimed_by, time_is FROM who_did_what"
    rows = armed._connection.execute(asked).fetchall()
    assert rows == [
        ("karsan dynamics", "TUR", "ordered", None, "happened"),
        ("RUS", "TUR", "done", None, "happened"),
        ("rebels of tarsia", "norland", "done", "Mira Valdin", "published"),
    ]


def test_an_event_keeps_its_json(armed: Store) -> None:
    for (text,) in armed._connection.execute("SELECT json FROM events"):
        assert json.loads(Event.model_validate_json(text).model_dump_json()) == json.loads(text)


def test_a_dossier_counts_the_events_that_somebody_has_a_part_in(store: Store) -> None:
    page, (article,) = deeds_of(SENT)
    turkey = entity_of(page, "Turkey", span_of(page.text, "Turkey"), id="state.TUR", type="country")
    side = article.events[0].recipients[0].model_copy(update={"entity": "state.TUR"})
    event = article.events[0].model_copy(update={"recipients": (side,)})
    store.put(page, [article.model_copy(update={"entities": (turkey,), "events": (event,)})])
    held = store.dossier("state.TUR")
    assert held is not None
    assert (held.events, held.statements) == (1, 0)
