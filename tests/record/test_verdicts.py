"""Ruling on an item: it is so, it is not, it is otherwise, or nobody had found it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.factory import Deed, Told, article_of, deeds_of, entity_of, page_of, span_of, statement_of
from tests.record.rereading import again, reordered, said, state

from onrecord.capture.page import Page
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Event, EventMention, Statement, item_id
from onrecord.record import Signature, Store, Verification
from onrecord.ruling import Add, Correct

ME = Signature("Mara Feld", "seen on the page")
TWELVE, SANCTIONS = "We will send twelve drones to the harbour of Tolm", "No sanctions will stop the pipeline"


@pytest.fixture
def report(store: Store) -> tuple[Page, Article]:
    page, (article,) = Told().made()
    store.put(page, [article])
    return page, article


@pytest.fixture(autouse=True)
def _unplaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which story an article is of is no decision's matter here, and takes a model."""
    monkeypatch.setattr(Store, "place", lambda _store, _tell=None: None)


# Accept, reject -------------------------------------------------------------------------------------------------------


def test_what_is_accepted_says_so_and_waits_no_more(store: Store, report: tuple[Page, Article], path: Path) -> None:
    one = report[1].statements[0]
    store.accept(one.id, ME)
    assert said(store)[TWELVE].ruled == {"accepted": 1}
    assert one.id not in {waiting.id for waiting in store.queue()}
    assert not list(Verification(path))


def test_what_is_accepted_stays_as_it_was_accepted_when_a_later_reading_has_it_otherwise(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    page, article = report
    store.accept(article.statements[0].id, ME)
    other = article.statements[1]
    changed = article.statements[0].model_copy(
        update={"speaker": other.speaker, "speaker_name": other.speaker_name, "speakers": other.speakers}
    )
    again(store, page, [article.model_copy(update={"statements": (changed, other)})])
    assert said(store)[TWELVE].speaker_name == "Mira Valdin"
    assert store.unsettled() == []
    assert not list(Verification(path))


def test_what_is_accepted_is_put_back_where_no_reading_finds_it(store: Store, report: tuple[Page, Article]) -> None:
    page, article = report
    store.accept(article.statements[0].id, ME)
    again(store, page, [article.model_copy(update={"statements": (), "entities": ()})])
    assert list(said(store)) == [TWELVE]


def test_what_is_rejected_leaves_all_listings_and_its_id_goes_on_answering(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    one = report[1].statements[0]
    store.reject(one.id, ME)
    assert list(said(store)) == [SANCTIONS]
    answer = store.get(one.id)
    assert isinstance(answer.item, Statement)
    assert (answer.item.text, answer.item.ruled) == (TWELVE, {"rejected": 1})
    with pytest.raises(InputError, match="rejected already"):
        store.reject(one.id, ME)
    store.accept(one.id, ME)
    assert said(store)[TWELVE].ruled == {"accepted": 2}
    assert not list(Verification(path))


def test_what_is_rejected_can_be_accepted_after_a_reading_that_names_its_speaker_no_more(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    page, article = report
    store.reject(article.statements[0].id, ME)
    again(store, page, [article.model_copy(update={"statements": (), "entities": ()})])
    store.accept(article.statements[0].id, ME)
    assert said(store)[TWELVE].speaker_name == "Mira Valdin"
    assert not list(Verification(path))


def test_what_is_rejected_stays_out_when_it_is_read_with_other_borders(
    store: Store, report: tuple[Page, Article]
) -> None:
    page, article = report
    one = article.statements[0]
    store.reject(one.id, ME)
    (start, end) = one.content[0]
    shorter = statement_of(page, (start, end - 5), speaker=article.entities[0])
    again(store, page, [article.model_copy(update={"statements": (shorter, article.statements[1])})])
    assert list(said(store)) == [SANCTIONS]


def test_the_id_of_a_statement_that_is_gone_never_stands_for_its_article(
    store: Store, report: tuple[Page, Article]
) -> None:
    page, article = report
    again(store, page, [article.model_copy(update={"statements": article.statements[1:]})])
    gone = article.statements[0].id
    assert store.get(gone).item.id == article.id
    for decide in (store.accept, store.reject):
        with pytest.raises(InputError, match=f"not in the record any more; it stood in {article.id}"):
            decide(gone, ME)
    with pytest.raises(InputError, match="is no article"):
        store.add_statement(gone, TWELVE, {}, ME)
    assert store.decisions() == []


@pytest.mark.parametrize("asked", ["st_nothing", "", " ", "\udcff", "x" * 10_000, "st_" + "a" * 20])
def test_what_the_record_does_not_have_cannot_be_ruled_on(
    store: Store, report: tuple[Page, Article], asked: str
) -> None:
    with pytest.raises((NotFoundError, InputError)) as error:
        store.accept(asked, ME)
    assert "\n" not in str(error.value)
    assert report


def test_an_entity_or_a_page_is_ruled_on_otherwise(store: Store, report: tuple[Page, Article]) -> None:
    for asked in (report[1].entities[0].id, report[0].capture.id):
        with pytest.raises(InputError, match="no statement, event or article"):
            store.reject(asked, ME)


# Correct --------------------------------------------------------------------------------------------------------------

FIELDS: tuple[tuple[dict[str, object], dict[str, object]], ...] = (
    ({"kind": "mixed"}, {"kind": "mixed"}),
    ({"act": "asked"}, {"act": "asked"}),
    ({"denied": True}, {"denied": True}),
    ({"speaker": None}, {"speaker": None, "speakers": (), "speaker_name": None}),
    ({"speaker": "Osman Yılmaz"}, {"speaker_name": "Osman Yılmaz"}),
    ({"speaker": "Somebody New"}, {"speaker_name": "Somebody New"}),
    ({"content": "twelve drones"}, {"text": "twelve drones"}),
    ({"source": "Osman Yılmaz", "cue": "Mira Valdin said"}, {}),
    ({"source": [], "cue": []}, {"source": (), "cue": ()}),
    ({"said": None}, {"said": None}),
)


@pytest.mark.parametrize(("changes", "after"), FIELDS)
def test_each_field_of_a_statement_is_as_a_person_has_it_over_every_reading(
    store: Store, report: tuple[Page, Article], path: Path, changes: dict[str, object], after: dict[str, object]
) -> None:
    page, article = report
    made = store.correct(article.statements[0].id, changes, ME)
    was = state(path)
    for reading in ([article], [article.model_copy(update={"statements": article.statements[1:]})], [article]):
        one = next(one for one in said(store).values() if one.ruled)
        assert {name: getattr(one, name) for name in after} == after
        assert one.ruled == dict.fromkeys(changes, 1)
        assert not list(Verification(path))
        again(store, page, reading)
    assert [row[1:] for row in state(path) if "ruled" in row] == [row[1:] for row in was if "ruled" in row]
    store.undo(made.number, ME)
    assert said(store) == {one.text: one for one in article.statements}


def test_a_statement_is_corrected_twice_and_the_later_word_counts(store: Store, report: tuple[Page, Article]) -> None:
    one = report[1].statements[0].id
    store.correct(one, {"speaker": None, "act": "thought"}, ME)
    store.correct(one, {"speaker": "Osman Yılmaz"}, ME)
    assert said(store)[TWELVE].ruled == {"act": 1, "speaker": 2}
    store.undo(2, ME)
    assert said(store)[TWELVE].ruled == {"act": 1, "speaker": 1}
    assert said(store)[TWELVE].speaker is None


def test_words_that_are_corrected_and_corrected_back_leave_every_id_answering(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    one = report[1].statements[0]
    ids = [one.id]
    for words in ("twelve drones", "send twelve drones to the harbour", TWELVE):
        made = store.correct(ids[-1], {"content": words}, ME)
        assert isinstance(made.ruling, Correct)
        ids.append(made.ruling.became or made.ruling.id)
        assert {store.get(id_).item.id for id_ in ids} == {ids[-1]}
    assert ids[-1] == one.id
    for number in (2, 1, 3):
        store.undo(number, ME)
        for id_ in ids:
            assert isinstance(store.get(id_).item, Statement)
        assert not list(Verification(path))
    assert list(said(store)) == [TWELVE, SANCTIONS]


def test_a_later_reading_that_finds_the_corrected_words_too_leaves_one_statement(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    page, article = report
    store.correct(article.statements[0].id, {"content": "twelve drones"}, ME)
    found = statement_of(page, span_of(page.text, "twelve drones"), speaker=article.entities[0])
    for statements in ((found,), (*article.statements, found), (found, *article.statements)):
        again(store, page, [article.model_copy(update={"statements": statements})])
        assert [one.item.text for one in store.statements()].count("twelve drones") == 1
        assert not list(Verification(path))


def test_words_cannot_be_those_of_another_statement(store: Store, report: tuple[Page, Article]) -> None:
    one = report[1].statements[0].id
    with pytest.raises(InputError, match="has these very words already"):
        store.correct(one, {"content": SANCTIONS}, ME)
    assert store.decisions() == []


def test_what_stands_outside_the_article_is_no_statement_of_it(store: Store) -> None:
    text = "Ferries stop\n\n“No ferries,” said Dorn.\n\nContact: the desk of the Ledger"
    page = page_of(text)
    article = article_of(page, [span_of(text, "“No ferries,” said Dorn.")])
    store.put(page, [article])
    with pytest.raises(InputError, match="stands outside the text of ar_"):
        store.add_statement(article.id, "the desk of the Ledger", {}, ME)


def test_a_correction_that_says_nothing_is_none(store: Store, report: tuple[Page, Article]) -> None:
    with pytest.raises(InputError, match="say what is otherwise"):
        store.correct(report[1].statements[0].id, {}, ME)
    with pytest.raises(InputError, match="content: is nothing that can be corrected here"):
        store.correct(report[1].id, {"content": TWELVE}, ME)


def test_who_is_put_right_for_one_statement_goes_on_speaking_another(store: Store, path: Path) -> None:
    page = page_of("“We wait,” said Dorn. “We go.”")
    dorn = entity_of(page, "Dorn", span_of(page.text, "Dorn"))
    both = [statement_of(page, span_of(page.text, words), speaker=dorn) for words in ("We wait", "We go.")]
    store.put(page, [article_of(page, entities=[dorn], statements=both)])
    store.correct(both[0].id, {"speaker": "Adara Ruvell"}, ME)
    assert {one.text: one.speaker_name for one in said(store).values()} == {
        "We wait": "Adara Ruvell",
        "We go.": "Dorn",
    }
    assert not list(Verification(path))


def test_a_name_that_was_given_by_hand_and_ruled_to_be_somebody_is_that_one_when_it_is_given_again(
    store: Store, report: tuple[Page, Article]
) -> None:
    first, second = report[1].statements
    store.correct(first.id, {"speaker": "The envoy"}, ME)
    envoy = said(store)[TWELVE].speaker
    assert envoy is not None
    store.decide_same(envoy, "Osman Yılmaz", ME)
    for speaker in ("The envoy", {"name": "The envoy"}):
        store.correct(second.id, {"speaker": speaker}, ME)
        assert {one.speaker for one in said(store).values()} == {second.speaker}
    assert store.get(envoy).item.id == second.speaker


# Add ------------------------------------------------------------------------------------------------------------------


def test_a_statement_that_no_reading_found_is_there_over_every_reading_and_every_text(
    store: Store, report: tuple[Page, Article], path: Path
) -> None:
    page, article = report
    store.add_statement(
        article.id, "twelve drones", {"speaker": "Somebody New", "source": "Osman Yılmaz", "kind": "direct"}, ME
    )
    one = said(store)["twelve drones"]
    assert (one.speaker_name, one.kind, one.ruled) == ("Somebody New", "direct", {"added": 1})
    moved = reordered(page, page.text.index("“No"))
    again(store, moved, [article_of(moved)])
    one = said(store)["twelve drones"]
    assert (one.speaker_name, moved.text[slice(*one.source[0])]) == ("Somebody New", "Osman Yılmaz")
    assert store.unsettled() == []
    assert not list(Verification(path))


def test_what_was_added_under_an_old_text_answers_by_its_id_under_the_new_one(
    store: Store, report: tuple[Page, Article]
) -> None:
    page, article = report
    made = store.add_statement(article.id, "twelve drones", {}, ME)
    assert isinstance(made.ruling, Add)
    moved = reordered(page, page.text.index("“No"))
    again(store, moved, [article_of(moved)])
    answer = store.get(made.ruling.id).item
    assert isinstance(answer, Statement)
    assert (answer.text, answer.id != made.ruling.id) == ("twelve drones", True)


def test_a_statement_cannot_be_added_twice_nor_without_words(store: Store, report: tuple[Page, Article]) -> None:
    article = report[1].id
    for content in (TWELVE, [list(report[1].statements[0].content[0])]):
        with pytest.raises(InputError, match="has these very words already"):
            store.add_statement(article, content, {}, ME)
    for nothing in ([], "   ", [[14, 14]]):
        with pytest.raises(InputError):
            store.add_statement(article, nothing, {}, ME)


# Events ---------------------------------------------------------------------------------------------------------------

SOLD = Deed("Karsa sold nine boats to Velmora", "sold", actor=("Karsa", "KAR"), recipient=("Velmora", "VEL"))
CLAIMED = replace(SOLD, claimed=True)


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"type": "AID"}, {"type": "AID"}),
        ({"mode": None}, {"mode": None}),
        ({"mode": "arms-offer"}, {"mode": "arms-offer"}),
        ({"status": "planned"}, {"status": "planned"}),
        ({"status": None, "denied": True}, {"status": None, "denied": True}),
        ({"when": None}, {"when": None}),
        ({"actors": [], "recipients": ["Tolm", "BRI"]}, {"actors": ()}),
    ],
)
def test_each_field_of_an_event_is_as_a_person_has_it_over_every_reading(
    store: Store, path: Path, changes: dict[str, object], after: dict[str, object]
) -> None:
    page, articles = deeds_of(SOLD)
    store.put(page, articles)
    (event,) = articles[0].events
    store.correct(event.id, changes, ME)
    for reading in (articles, [articles[0].model_copy(update={"events": ()})], articles):
        (one,) = [one.item for one in store.events()]
        assert {name: getattr(one, name) for name in after} == after
        assert one.ruled == dict.fromkeys(changes, 1)
        assert not list(Verification(path))
        again(store, page, reading)


def test_an_event_whose_statement_is_rejected_is_not_claimed_by_it_any_more(store: Store, path: Path) -> None:
    page, articles = deeds_of(CLAIMED)
    store.put(page, articles)
    store.reject(articles[0].statements[0].id, ME)
    (event,) = [one.item for one in store.events()]
    assert event.claimed_by is None
    assert not list(Verification(path))
    store.undo(1, ME)
    (event,) = [one.item for one in store.events()]
    assert event.claimed_by == articles[0].statements[0].id


def _nested(store: Store) -> tuple[Statement, Statement, Event]:
    page = page_of("“Dorn told us that the ferries were sold,” said Ruvell.")
    ruvell = entity_of(page, "Ruvell", span_of(page.text, "Ruvell"))
    outer = statement_of(page, span_of(page.text, "Dorn told us that the ferries were sold,"), speaker=ruvell)
    inner = statement_of(page, span_of(page.text, "the ferries were sold,"), speaker=ruvell)
    inner = inner.model_copy(update={"within": outer.id, "kind": "indirect"})
    trigger = (span_of(page.text, "sold"),)
    event = Event(
        id=item_id("ev", page.capture, trigger),
        type="COOPERATE",
        mode="arms-delivery",
        contexts=(),
        mentions=(EventMention(trigger=trigger, status_spans=(), claimed_by=inner.id),),
        actors=(),
        recipients=(),
        items=(),
        when=None,
        place=None,
        status="done",
        denied=False,
        claimed_by=inner.id,
        confidence=0.5,
        unresolved={},
    )
    article = article_of(page, entities=[ruvell], statements=[outer, inner])
    store.put(page, [article.model_copy(update={"events": (event,)})])
    return outer, inner, event


def test_what_hangs_on_a_rejected_statement_hangs_on_the_one_around_it(store: Store, path: Path) -> None:
    outer, inner, event = _nested(store)
    store.reject(inner.id, ME)
    told = store.get(event.id).item
    assert isinstance(told, Event)
    assert told.claimed_by == outer.id
    assert not list(Verification(path))
    store.reject(outer.id, ME)
    told = store.get(event.id).item
    assert isinstance(told, Event)
    assert told.claimed_by is None
    assert not list(Verification(path))


def test_the_statement_within_a_rejected_one_stands_by_itself(store: Store, path: Path) -> None:
    outer, inner, _ = _nested(store)
    store.reject(outer.id, ME)
    left = store.get(inner.id).item
    assert isinstance(left, Statement)
    assert left.within is None
    assert not list(Verification(path))


def test_an_event_whose_witness_is_gone_is_listed_and_not_put_back_as_a_fact(store: Store) -> None:
    page, articles = deeds_of(CLAIMED)
    store.put(page, articles)
    store.accept(articles[0].events[0].id, ME)
    again(store, page, [articles[0].model_copy(update={"events": (), "statements": ()})])
    assert not list(store.events())
    assert [one.decision.number for one in store.unsettled()] == [1]
