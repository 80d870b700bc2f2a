from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from tests.record.factory import VERSIONS, day, deeds_of, entity_of, span_of
from tests.record.newsroom import ALL, CHOIR, DAM, DAM_TOO, FERRY, IDS, NEVER, ORLO, OWN, VALDIN, WIRE, Report, put
from tests.record.test_snapshots import BY, DEEDS

from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.record import Difference, Store

LATER = VERSIONS | {"statement": "2"}
MARKET = Report(
    "Brass band opens market hall",
    ("Forty stalls of cheese, bread and painted eggs stand under its glass roof, and the first customers queued.",),
    outlet="Harbour Ledger",
)


@pytest.fixture
def then(store: Store) -> Store:
    put(store, WIRE, OWN, DAM, DAM_TOO, CHOIR)
    store.put(*deeds_of(*DEEDS))
    store.place()
    store.snapshot("then", BY)
    return store


def told(store: Store, first: str = "then", second: str = "now") -> dict[str, Difference]:
    found = list(store.differences(first, second))
    assert found == list(store.differences(first, second))
    assert len({(one.kind, one.what, one.id, one.was) for one in found}) == len(found)
    return {one.id: one for one in found}


def summed(found: dict[str, Difference]) -> Counter[tuple[str, str, str]]:
    return Counter((one.kind, one.what, one.why) for one in found.values())


def again(store: Store, report: Report, **changes: object) -> Article:
    """Read the page of a report anew, with what a later model makes of its first statement."""
    page, (article,) = report.made()
    first = article.statements[0].model_copy(update=changes)
    later = article.model_copy(update={"statements": (first, *article.statements[1:]), "made_by": LATER})
    store.put(page, (later,))
    store.place()
    return later


def test_a_record_that_stayed_as_it_was_shows_no_difference(then: Store) -> None:
    assert told(then) == {}
    put(then, *(replace(one, made_by=LATER) for one in ALL[:1]))
    assert told(then) == {}


def test_what_new_pages_brought_is_told_apart_from_what_a_new_model_found(then: Store) -> None:
    put(then, MARKET)
    page, (article,) = CHOIR.made()
    conductor = entity_of(page, "a baker", span_of(page.text, "a baker"))
    then.put(page, (article.model_copy(update={"entities": (conductor,), "made_by": LATER}),))
    then.place()
    found = told(then)
    assert summed(found) == {
        ("capture", "found", "pages"): 1,
        ("article", "found", "pages"): 1,
        ("article", "altered", "reading"): 1,
        ("entity", "found", "reading"): 1,
        ("story", "found", "pages"): 1,
    }
    assert found[article.id].fields.keys() == {"entities"}
    assert found[MARKET.id].told == "Brass band opens market hall"


def test_each_field_that_a_new_model_reads_otherwise_is_named_with_both_values(then: Store) -> None:
    statement = WIRE.statements[0]
    again(then, WIRE, act="thought", denied=True, said=day("2031-05-03"))
    one = told(then)[statement]
    assert (one.kind, one.what, one.why, one.was) == ("statement", "altered", "reading", None)
    assert one.fields["act"] == ("said", "thought")
    assert one.fields["denied"] == (False, True)
    assert one.fields["said"][0] is None
    assert one.fields["said"][1]["value"] == "2031-05-03"
    assert one.fields.keys() == {"act", "denied", "said"}
    assert one.told == f"{VALDIN}: {NEVER}"


def test_an_item_that_its_old_id_leads_to_is_altered_and_not_lost_and_found(then: Store) -> None:
    page, (article,) = WIRE.made()
    old = article.statements[0]
    words = NEVER.removesuffix(" of ours")
    content = (span_of(page.text, words),)
    moved = old.model_copy(update={"id": "st_" + "m" * 20, "content": content, "text": words})
    then.put(page, (article.model_copy(update={"statements": (moved,), "made_by": LATER}),))
    then.place()
    found = told(then)
    one = found[moved.id]
    assert (one.what, one.was, one.why) == ("altered", old.id, "reading")
    assert one.fields == {"content": (NEVER, words)}
    assert old.id not in found
    assert not any(one.kind == "statement" and one.what != "altered" for one in found.values())


def test_what_no_reading_finds_any_more_is_lost(then: Store) -> None:
    page, (article,) = DAM.made()
    then.put(page, (article.model_copy(update={"statements": (), "made_by": LATER}),))
    then.place()
    one = told(then)[DAM.statements[0]]
    assert (one.what, one.why, one.fields) == ("lost", "reading", {})
    assert one.told.startswith(f"{ORLO}: Nobody needs to fear")


def test_what_people_decided_is_told_apart_from_what_models_did(then: Store) -> None:
    rejected, corrected = OWN.statements[0], WIRE.statements[0]
    then.reject(rejected, BY)
    then.correct(corrected, {"act": "thought"}, BY)
    found = told(then)
    assert (found[rejected].what, found[rejected].why) == ("lost", "decisions")
    assert (found[corrected].why, found[corrected].fields) == ("decisions", {"act": ("said", "thought")})
    again(then, WIRE, denied=True)
    both = told(then)[corrected]
    assert (both.why, set(both.fields)) == ("both", {"act", "denied"})
    then.snapshot("ruled", BY)
    assert told(then, "ruled") == {}
    then.undo(1, BY)
    assert (told(then, "ruled")[rejected].what, told(then, "ruled")[rejected].why) == ("found", "decisions")


def test_a_statement_that_a_person_added_and_one_that_was_confirmed_come_from_people(then: Store) -> None:
    then.add_statement(CHOIR.id, "Its conductor, a baker by trade", {}, BY)
    then.accept(WIRE.statements[0], BY)
    found = {one.id: one for one in told(then).values() if one.kind == "statement"}
    assert {(one.what, one.why) for one in found.values()} == {("found", "decisions"), ("altered", "decisions")}
    assert found[WIRE.statements[0]].fields == {}


def test_two_entities_that_were_ruled_to_be_one_change_by_a_decision(then: Store) -> None:
    then.decide_same(IDS[ORLO], IDS[VALDIN], BY)
    found = told(then)
    one = found[IDS[VALDIN]]
    assert (one.kind, one.what, one.was, one.fields) == ("entity", "altered", IDS[ORLO], {"name": (ORLO, VALDIN)})
    assert found[DAM.statements[0]].why == "decisions"
    assert found[DAM.statements[0]].fields["speaker"] == (ORLO, VALDIN)
    assert {one.why for one in found.values() if one.kind in {"article", "statement", "entity"}} == {"decisions"}


def test_a_story_that_a_new_page_joins_is_altered_by_pages(then: Store) -> None:
    story = then.story_of(WIRE.id).id
    put(then, FERRY[1])
    one = told(then)[story]
    assert (one.kind, one.what, one.why) == ("story", "altered", "pages")
    assert "articles" in one.fields


def test_two_snapshots_are_compared_as_the_record_and_a_snapshot_are(then: Store) -> None:
    put(then, MARKET)
    again(then, WIRE, denied=True)
    live = told(then)
    then.snapshot("later", BY)
    assert told(then, "then", "later") == live
    back = told(then, "later", "then")
    assert {(one.kind, one.id) for one in back.values() if one.what == "lost"} == {
        (one.kind, one.id) for one in live.values() if one.what == "found"
    }
    assert back[WIRE.statements[0]].fields["denied"] == (True, False)


def test_of_a_name_that_no_snapshot_has_is_told(then: Store) -> None:
    with pytest.raises(InputError, match="no snapshot has this name"):
        list(then.differences("then", "never"))
    assert list(then.differences("now", "NOW")) == []


def test_what_a_person_decided_on_a_title_is_a_decision_once_the_page_is_read_with_it(then: Store) -> None:
    page, (article,) = CHOIR.made()
    ruled = article.model_copy(update={"title": "Lullabies win", "ruled": {"title": 1}, "made_by": LATER})
    then.put(page, (ruled,))
    one = told(then)[article.id]
    assert (one.why, one.fields) == ("decisions", {"title": (CHOIR.title, "Lullabies win")})


def test_a_walk_sees_one_record_whatever_is_written_meanwhile(then: Store) -> None:
    put(then, MARKET)
    due = list(then.differences("then"))
    seen = []
    for one in then.differences("then"):
        seen.append(one)
        put(then, replace(MARKET, title=f"Another {len(seen)}"))
    assert seen == due
