"""What a person tells of an item is checked field by field, and what cannot be is refused in a line."""

from __future__ import annotations

import sqlite3
import time

import pytest
from tests.record.factory import Deed, Told, article_of, deeds_of, entity_of, page_of, span_of

from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, Statement
from onrecord.record import Store, told
from onrecord.ruling import ArticleChanges, EventChanges, StatementChanges

PAGE, (REPORT,) = Told().made()
DEEDS, (DEED,) = deeds_of(Deed("Karsa sold nine boats to Velmora", "sold", actor=("Karsa", "KAR")))


@pytest.fixture
def connection(store: Store) -> sqlite3.Connection:
    store.put(PAGE, [REPORT])
    store.put(DEEDS, [DEED])
    with store.moment() as opened:
        pass
    return opened


def _changes(
    connection: sqlite3.Connection, item: Statement | Event | None, article: Article, text: str, **changes: object
) -> StatementChanges | EventChanges | ArticleChanges:
    return told.changes_of(connection, told.Told("asked", article, text, item), changes)


def _of_statement(connection: sqlite3.Connection, **changes: object) -> StatementChanges:
    made = _changes(connection, REPORT.statements[0], REPORT, PAGE.text, **changes)
    assert isinstance(made, StatementChanges)
    return made


def _of_event(connection: sqlite3.Connection, **changes: object) -> EventChanges:
    made = _changes(connection, DEED.events[0], DEED, DEEDS.text, **changes)
    assert isinstance(made, EventChanges)
    return made


def _of_article(connection: sqlite3.Connection, **changes: object) -> ArticleChanges:
    made = _changes(connection, None, REPORT, PAGE.text, **changes)
    assert isinstance(made, ArticleChanges)
    return made


_BAD_PLACES: tuple[object, ...] = (
    [[5, 3]],
    [[0, 10**9]],
    [[-1, 4]],
    [[0, 5], [3, 9]],
    [[1.5, 3]],
    [["a", "b"]],
    [[1, 2, 3]],
    [[[1, 2]]],
    [[None, 3]],
    [[float("nan"), 3]],
    {"start": 1},
    17,
    None,
    True,
    b"ab",
    [[2**70, 2**71]],
    "words that stand nowhere",
    "\ud800",
    "a\0b",
    "x" * 1_000_000,
)


@pytest.mark.parametrize("value", _BAD_PLACES, ids=lambda value: str(value)[:20].encode("ascii", "replace").decode())
@pytest.mark.parametrize("field", ["content", "cue", "source"])
def test_places_that_no_text_has_are_refused_in_a_line(
    connection: sqlite3.Connection, field: str, value: object
) -> None:
    with pytest.raises(InputError) as error:
        _of_statement(connection, **{field: value})
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("kind", "loud", "one of direct, mixed, indirect"),
        ("kind", None, "one of"),
        ("kind", ["direct"], "one of"),
        ("act", "sang", "one of said, thought, asked"),
        ("denied", "yes", "true or false"),
        ("denied", 1, "true or false"),
        ("said", "someday", "a date"),
        ("said", "2031-02-30", "a date"),
        ("said", "1" * 100_000, "a date"),
        ("said", 2031.5, "a date"),
        ("speaker", "", "letters"),
        ("speaker", "x" * 2000, "letters"),
        ("speaker", "a\ud800", "characters that no text has"),
        ("speaker", "a\0b", "characters that no text has"),
        ("speaker", 7, "an id or a name"),
        ("speaker", ["a"], "an id or a name"),
        ("speaker", {"nom": "a"}, "an id, a name"),
        ("content", "", "are none"),
        ("content", [], "words at least"),
        ("colour", "red", "is nothing that can be corrected here"),
        ("a\nb" * 100, "red", "is nothing that can be corrected here"),
        ("title", "Ferries", "is nothing that can be corrected here"),
    ],
    ids=lambda value: str(value)[:20].encode("ascii", "replace").decode(),
)
def test_what_a_statement_cannot_be_is_refused_with_what_it_can_be(
    connection: sqlite3.Connection, field: str, value: object, why: str
) -> None:
    with pytest.raises(InputError, match=why) as error:
        _of_statement(connection, **{field: value})
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "SING"),
        ("type", None),
        ("mode", "sang"),
        ("status", "perhaps"),
        ("denied", None),
        ("when", "never"),
        ("actors", 5),
        ("actors", [5]),
        ("actors", [""]),
        ("actors", [{"name": "Karsa", "country": "Karsa"}]),
        ("recipients", [["Karsa"]]),
        ("recipients", ["\ud800"]),
    ],
)
def test_what_an_event_cannot_be_is_refused(connection: sqlite3.Connection, field: str, value: object) -> None:
    with pytest.raises(InputError) as error:
        _of_event(connection, **{field: value})
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", 7),
        ("title", "x" * 1001),
        ("outlet", "\ud800"),
        ("published", "the day before"),
        ("kind", "poem"),
        ("kind", None),
        ("body", []),
        ("body", ["nowhere on the page", "Tolm"]),
        ("body", ["the pipeline", "We will send"]),
        ("split", "nowhere on the page"),
        ("split", 0),
        ("split", 10**12),
        ("split", -5),
        ("split", True),
        ("split", 2.5),
        ("split", None),
        ("content", [[20, 30]]),
    ],
)
def test_what_an_article_cannot_be_is_refused(connection: sqlite3.Connection, field: str, value: object) -> None:
    with pytest.raises(InputError) as error:
        _of_article(connection, **{field: value})
    assert "\n" not in str(error.value)


def test_an_article_is_not_given_other_borders_and_split_at_once(connection: sqlite3.Connection) -> None:
    with pytest.raises(InputError, match="one after the other"):
        _of_article(connection, body=[[30, 60]], split=50)


def test_a_place_with_nothing_but_white_space_on_one_side_splits_nothing(connection: sqlite3.Connection) -> None:
    for at in (REPORT.body[0][0], len(PAGE.text.rstrip()), len(PAGE.text) - 1):
        with pytest.raises(InputError, match="no text before it, or none behind it"):
            _of_article(connection, split=at)


def test_offsets_come_in_any_order_and_lose_the_white_space_at_their_ends(connection: sqlite3.Connection) -> None:
    start = PAGE.text.index("“We")
    made = _of_statement(connection, content=[[start + 10, start + 14], [start - 2, start + 3]])
    assert [(one.start, one.end) for one in made.content] == [(start, start + 3), (start + 10, start + 13)]


def test_words_are_found_across_line_ends_and_in_the_article_before_the_rest_of_the_page() -> None:
    text = "No ferries\n\nDorn said: No\n  ferries, и всё. 潮を待つ\n"
    body = (span_of(text, "Dorn said: No\n  ferries, и всё. 潮を待つ"),)
    assert told.stands(text, "No ferries", body) == span_of(text, "No\n  ferries")
    for words in ("и всё", "潮を待つ"):
        assert told.stands(text, words, body) == span_of(text, words)


@pytest.mark.parametrize(("text", "words"), [("la la la", "la la"), ("No. No.", "No."), ("aXa aXa", "a")])
def test_words_that_stand_in_several_places_are_nobodys(text: str, words: str) -> None:
    with pytest.raises(InputError, match="places; give words that stand in one"):
        told.stands(text, words, ((0, len(text)),))


def test_ten_thousand_places_are_read_in_no_time(connection: sqlite3.Connection) -> None:
    page = page_of("word " * 20_000)
    began = time.monotonic()
    made = _changes(
        connection,
        None,
        article_of(page),
        page.text,
        body=[[at * 10, at * 10 + 4] for at in range(10_000)],
    )
    assert isinstance(made, ArticleChanges)
    assert len(made.bodies[0]) == 10_000
    assert time.monotonic() - began < 5


def test_a_speaker_is_somebody_of_the_record_by_any_name_or_somebody_new(connection: sqlite3.Connection) -> None:
    valdin = REPORT.entities[0]
    for asked in (valdin.id, "Mira Valdin", "valdin"):
        speaker = _of_statement(connection, speaker=asked).speaker
        assert speaker is not None
        assert (speaker.id, speaker.name) == (valdin.id, "Mira Valdin")
    new = [_of_statement(connection, speaker=one).speaker for one in ("Ансель  Дорн", "Ансель Дорн")]
    assert new[0] == new[1]
    assert new[0] is not None
    assert new[0].name == "Ансель Дорн"
    assert _of_statement(connection, speaker=None).speaker is None
    with pytest.raises(NotFoundError):
        _of_statement(connection, speaker="en_aaaaaaaaaaaaaaaaaaaa")
    with pytest.raises(InputError, match="is no entity"):
        _of_statement(connection, speaker=REPORT.id)


def test_several_who_share_a_name_are_told_and_none_of_them_is_taken(store: Store) -> None:
    page = page_of("Dorn met Dorn.")
    both = [entity_of(page, "Pelle Dorn", span, id=f"person.{at}") for at, span in enumerate(((0, 4), (9, 13)))]
    article = article_of(page, entities=both)
    store.put(page, [article])
    with store.moment() as opened, pytest.raises(InputError, match="several go by this name"):
        told.statement_told(opened, told.Told("x", article, page.text, None), {"speaker": "Pelle Dorn"})


def test_the_sides_of_an_event_are_entities_or_names_and_three_letters_are_a_state(
    connection: sqlite3.Connection,
) -> None:
    made = _of_event(connection, actors=["Mira Valdin", "The navy of Karsa", "VEL"], recipients="Tolm")
    assert [(one.name, one.country) for one in made.actors] == [
        ("Mira Valdin", None),
        ("The navy of Karsa", None),
        ("VEL", "VEL"),
    ]
    assert made.actors[0].party is not None
    assert [one.name for one in made.recipients] == ["Tolm"]


@pytest.mark.parametrize("value", ["2031", "2031-05", "2031-05-04"])
def test_days_are_as_precise_as_they_are_given(connection: sqlite3.Connection, value: str) -> None:
    said, when = _of_statement(connection, said=value).said, _of_event(connection, when=value).when
    assert said is not None
    assert said == when
    assert (said.value, said.basis) == (value, "decided")
    assert _of_article(connection, published=value).published == value
