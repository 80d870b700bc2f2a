from __future__ import annotations

import json
import sqlite3

import pytest
from tests.record import canary
from tests.record.canary import BODY, BY, CAPTURE, SPEAKER, forget, traces
from tests.record.newsroom import (
    CHOIR,
    DAM,
    IDS,
    ORLO,
    OWN,
    VALDIN,
)

from onrecord.errors import InputError
from onrecord.model import Entity, Statement, Story
from onrecord.record import Signature, Store, Verification
from onrecord.ruling import Forgotten, Same

# Decisions ------------------------------------------------------------------------------------------------------------


def test_decisions_on_the_page_are_empty_and_keep_their_number_and_who_made_them(store: Store) -> None:
    canary.everywhere(store)
    before = store.decisions()
    forget(store, CAPTURE)
    after = store.decisions()
    assert [(one.number, one.decided_by, one.decided_at) for one in before] == [
        (one.number, one.decided_by, one.decided_at) for one in after
    ]
    emptied = {one.number for one in after if isinstance(one.ruling, Forgotten)}
    kept = {one.number for one in after if one.ruling == before[one.number - 1].ruling}
    assert emptied | kept == {one.number for one in after}
    assert all(after[number - 1].because is None for number in emptied)
    # On another page, with a reason of words that the forgotten one alone had: the decision stays, the reason goes.
    by_item = {getattr(one.ruling, "id", None): one for one in after}
    assert by_item[OWN.statements[0]].because is None
    assert by_item[CHOIR.id].because == "it is a fine choir"
    assert by_item[CHOIR.id].ruling.ruling == "accept"


def test_a_decision_that_stands_on_other_pages_too_loses_this_page_alone(store: Store) -> None:
    canary.plain(store)
    made = store.decide_same(IDS[ORLO], IDS[VALDIN], Signature("Ana", "he married, and goes by her name"))
    assert isinstance(made.ruling, Same)
    assert CAPTURE in {one.capture for one in made.ruling.kept.standing}
    forget(store, CAPTURE)
    (after,) = store.decisions()
    assert isinstance(after.ruling, Same)
    assert after.because == "he married, and goes by her name"
    assert CAPTURE not in {one.capture for one in after.ruling.kept.standing}
    assert after.ruling.kept.name == VALDIN
    statement = store.get(DAM.statements[0]).item
    assert isinstance(statement, Statement)
    assert (statement.speaker, statement.speaker_name) == (IDS[VALDIN], VALDIN)
    assert traces(store.path) == {}
    assert not list(Verification(store.path))


def test_who_was_somebody_of_the_page_by_a_decision_is_again_who_the_page_says(store: Store) -> None:
    article = canary.plain(store)
    diver = next(one for one in article.entities if SPEAKER in one.name)
    store.decide_same(IDS[ORLO], diver.id, BY)
    statement = store.get(DAM.statements[0]).item
    assert isinstance(statement, Statement)
    assert statement.speaker_name == diver.name
    forget(store, CAPTURE)
    statement = store.get(DAM.statements[0]).item
    assert isinstance(statement, Statement)
    assert (statement.speaker, statement.speaker_name) == (IDS[ORLO], ORLO)
    assert traces(store.path) == {}
    assert not list(Verification(store.path))
    store.accept(DAM.statements[0], BY)  # decisions can be made as before, and none can be changed
    with pytest.raises(sqlite3.DatabaseError, match="never changed"):
        store._connection.execute("UPDATE decisions SET because = 'x'")
    with pytest.raises(sqlite3.DatabaseError, match="never deleted"):
        store._connection.execute("DELETE FROM decisions")


# Snapshots ------------------------------------------------------------------------------------------------------------


def test_a_snapshot_keeps_its_digest_and_what_others_pages_told(store: Store) -> None:
    article = canary.plain(store)
    taken = store.snapshot("then", BY)
    story = store.story_of(article.id)
    others = {one.id: store.frozen("then", one.id).item for one in story.articles if one.id != article.id}
    forget(store, CAPTURE)
    assert store.snapshots() == [taken]
    for one in (CAPTURE, article.id, article.statements[0].id, article.events[0].id):
        with pytest.raises(InputError, match="forgotten after then was taken"):
            store.frozen("then", one)
    for one, item in others.items():
        assert store.frozen("then", one).item == item
    frozen = store.frozen("then", story.id).item
    assert isinstance(frozen, Story)
    assert {one.id for one in frozen.articles} == others.keys()
    entity = store.frozen("then", IDS[ORLO]).item
    assert isinstance(entity, Entity)
    assert entity.name == ORLO
    gone = {one.id: one for one in store.differences("then")}
    assert (gone[article.id].what, gone[article.id].why) == ("lost", "pages")
    assert not list(Verification(store.path))


def test_a_page_that_comes_again_makes_old_snapshots_whole_with_the_next_one(store: Store) -> None:
    article = canary.plain(store)
    store.snapshot("then", BY)
    forget(store, CAPTURE)
    made, _ = canary.page()
    store.put(made, (article,), again=True)
    store.place()
    assert store.forgotten() == []
    assert store.get(article.id).item == article
    store.snapshot("now again", BY)
    assert store.frozen("then", article.id).item == article
    assert not list(Verification(store.path))


def test_a_decisions_tombstone_is_all_that_its_row_holds(store: Store) -> None:
    canary.everywhere(store)
    forget(store, CAPTURE)
    asked = "SELECT json, because, item, capture FROM decisions WHERE kind = 'forgotten'"
    found = {(stored, *rest) for stored, *rest in store._connection.execute(asked)}
    assert found == {(json.dumps({"ruling": "forgotten"}, separators=(",", ":")), None, None, None)}
    assert BODY not in str(store.decisions())
