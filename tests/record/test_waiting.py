"""What waits for a person's look: what is in doubt, and told by most, first; what was ruled on waits no more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.record.factory import Deed, article_of, deeds_of, entity_of, page_of, span_of, statement_of
from tests.record.newsroom import DAM, FERRY, NEVER, put

from onrecord.record import Signature, Store

ME = Signature("Mara Feld")


def _put(store: Store, *sure: float | None) -> Sequence[str]:
    """A page with a statement for each confidence; their ids."""
    words = [f"Sentence number {at} of this page" for at in range(len(sure))]
    page = page_of("".join(f"“{one},” Dorn said.\n\n" for one in words))
    dorn = entity_of(page, "Dorn", span_of(page.text, "Dorn"))
    said = [
        statement_of(page, span_of(page.text, one), speaker=dorn).model_copy(update={"confidence": confidence})
        for one, confidence in zip(words, sure, strict=True)
    ]
    store.put(page, [article_of(page, entities=[dorn], statements=said)])
    return [one.id for one in said]


def test_the_least_sure_comes_first_and_what_has_no_confidence_before_it(store: Store) -> None:
    ids = _put(store, 0.9, 0.2, None, 0.5)
    assert [one.id for one in store.queue()] == [ids[2], ids[1], ids[3], ids[0]]
    assert [one.weight for one in store.queue()] == [1.0, 0.8, 0.5, 0.1]
    assert store.queued() == {"statement": 4, "event": 0}


def test_what_more_sources_tell_comes_before_what_is_a_little_less_sure(store: Store) -> None:
    put(store, *FERRY, DAM)
    first, *_, last = store.queue("statement")
    assert (first.text, last.text) == (NEVER, "Nobody needs to fear for his house tonight")
    assert first.reach > last.reach == 1
    assert first.confidence == last.confidence


def test_both_kinds_stand_in_one_queue_or_each_in_its_own(store: Store) -> None:
    (statement,) = _put(store, 0.9)
    page, articles = deeds_of(Deed("Karsa sold nine boats to Velmora", "sold", actor=("Karsa", "KAR")))
    store.put(page, articles)
    event = articles[0].events[0].id
    assert [one.id for one in store.queue()] == [event, statement]
    assert [one.id for one in store.queue("statement")] == [statement]
    assert [(one.id, one.what) for one in store.queue("event")] == [(event, "arms-delivery, done")]


def test_what_was_ruled_on_waits_no_more_and_waits_again_once_that_is_undone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "place", lambda _store, _tell=None: None)
    ids = _put(store, 0.1, 0.2, 0.3)
    store.accept(ids[0], ME)
    store.reject(ids[1], ME)
    store.correct(ids[2], {"denied": True}, ME)
    assert store.queue() == []
    for number in (1, 2, 3):
        store.undo(number, ME)
    assert [one.id for one in store.queue()] == list(ids)


@pytest.mark.parametrize(("limit", "shown"), [(0, 0), (-3, 0), (2, 2), (10**9, 3)])
def test_the_queue_is_as_long_as_is_asked_for(store: Store, limit: int, shown: int) -> None:
    _put(store, 0.1, 0.2, 0.3)
    assert len(store.queue(limit=limit)) == shown


def test_an_empty_record_has_nothing_that_waits(store: Store) -> None:
    assert (store.queue(), store.queued()) == ([], {"statement": 0, "event": 0})
