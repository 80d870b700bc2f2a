"""What goes into a dossier, and what it says of what does not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.dossier.conftest import DEEDS
from tests.record.newsroom import DAM, FERRY, NEVER, OWN, VALDIN, WIRE

from onrecord.dossier import Choice
from onrecord.dossier.choosing import Chosen, chosen
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Article, Statement
from onrecord.record import Query, Store


def ids(found: Chosen) -> set[str]:
    """The items that the lines tell, by whichever article."""
    return {one.item for entry in found.entries for one in entry.members}


def told_in(store: Store, articles: Iterable[str]) -> set[str]:
    """All that some articles tell."""
    found = [store.get(one).item for one in articles]
    return {each.id for one in found if isinstance(one, Article) for each in (*one.statements, *one.events)}  # type: ignore[attr-defined]


def test_a_story_holds_all_that_its_articles_tell_one_line_an_utterance(store: Store) -> None:
    story = store.story_of(WIRE.id)
    found = chosen(store, Choice(story=story.id))
    assert found.title == story.label
    assert ids(found) == told_in(store, [one.id for one in story.articles])
    [entry] = [one for one in found.entries if one.text == NEVER]
    assert {one.article.id for one in entry.members} == {one.id for one in FERRY}


def test_a_story_is_found_by_an_article_of_it(store: Store) -> None:
    assert chosen(store, Choice(story=OWN.id)).entries == chosen(store, Choice(story=store.story_of(OWN.id).id)).entries


def test_what_nobody_is_told_to_have_done_is_told_as_well(store: Store) -> None:
    [article] = [one.item for one in store.articles(Query(about="tugs"))]
    [nobodys] = [one.id for one in article.events if not one.actors]
    assert nobodys in ids(chosen(store, Choice(story=article.id)))
    assert nobodys in ids(chosen(store, Choice(ids=(nobodys,))))
    assert len(article.events) == len(DEEDS)
    assert ids(chosen(store, Choice(ids=(article.id,)))) == told_in(store, [article.id])


def test_a_speaker_is_found_by_any_name_and_within_a_time(store: Store) -> None:
    found = chosen(store, Choice(speaker="valdin", since="2031-05", until="2031-05-04"))
    assert found.entries
    assert all(isinstance(one.told, Statement) and one.told.speaker_name == VALDIN for one in found.entries)
    assert {(one.day or "")[:7] for one in found.entries} == {"2031-05"}
    everything = chosen(store, Choice(speaker="valdin"))
    assert ids(found) < ids(everything)
    # One is said in an article without a day, so no time finds it.
    assert any("have no day" in one for one in found.remarks)
    assert not any("have no day" in one for one in everything.remarks)


def test_a_name_of_two_says_so(store: Store) -> None:
    found = chosen(store, Choice(speaker="Valdin"))
    said_by = {one.told.speaker for one in found.entries if isinstance(one.told, Statement)}
    told = [one for one in found.remarks if one.startswith("Several go by this name")]
    assert len(said_by) > 1
    assert [all(str(id_) in one for id_ in said_by) for one in told] == [True]
    [only] = chosen(store, Choice(speaker="person.valdin")).entries
    assert isinstance(only.told, Statement)
    assert only.told.speaker == "person.valdin"


def test_a_saying_holds_its_versions(store: Store) -> None:
    saying = store.saying(WIRE.statements[0])
    found = chosen(store, Choice(saying=saying.id))
    assert ids(found) == {one.statement for one in saying.versions}
    assert found.title == f"{VALDIN}: “{NEVER}”"


def test_a_search_is_what_the_search_finds(store: Store) -> None:
    hits = {hit.item.id for hit in store.search("Halvard harbour") if hit.match == "statement"}
    found = chosen(store, Choice(search="Halvard harbour"))
    assert hits
    assert hits <= ids(found)


def test_a_search_finds_events_and_articles_too(store: Store) -> None:
    found = chosen(store, Choice(search="drones"))
    assert {type(one.told).__name__ for one in found.entries} == {"Statement", "Event"}
    [beside] = chosen(store, Choice(search="lullabies")).beside
    assert beside.article.outlet == "Harbour Ledger"


def test_conditions_hold_among_the_words_and_beside_them(store: Store) -> None:
    typed = chosen(store, Choice(search="house speaker:Orlo"))
    beside = chosen(store, Choice(search="house", also=Query(speaker="Orlo")))
    assert ids(typed) == ids(beside) == set(DAM.statements)
    assert beside.asked.startswith("search for house speaker:Orlo")
    none = chosen(store, Choice(search="house", also=Query(speaker="Valdin"), exact=True))
    assert not none.entries


def test_what_was_not_understood_and_what_could_be_meant_is_told(store: Store) -> None:
    found = chosen(store, Choice(search="Halvrad since:someday"))
    assert any("since:someday" in one for one in found.remarks)
    assert any("Did you mean" in one and "halvard" in one.casefold() for one in found.remarks)


def test_a_name_that_nobody_has_says_which_are_near(store: Store) -> None:
    found = chosen(store, Choice(speaker="Valdim"))
    assert not found.entries
    assert any("Mira Valdin" in one for one in found.remarks)


def test_a_limit_leaves_out_what_it_says(store: Store) -> None:
    everything = chosen(store, Choice(speaker="Valdin"))
    found = chosen(store, Choice(speaker="Valdin", limit=1))
    assert list(found.entries) == list(everything.entries)[-1:]
    assert f"The latest 1 of {len(everything.entries)} lines; a higher limit takes more." in found.remarks


def test_ids_may_be_of_anything_that_holds_statements_and_events(store: Store) -> None:
    article = store.get(DAM.id).item
    story, saying = store.story_of(WIRE.id), store.saying(WIRE.statements[0])
    for one in (DAM.id, article.capture.id, DAM.statements[0]):  # type: ignore[union-attr]
        assert ids(chosen(store, Choice(ids=(one,)))) == set(DAM.statements)
    told = ids(chosen(store, Choice(ids=(saying.id, DAM.id, DAM.id))))
    assert told == {one.statement for one in saying.versions} | set(DAM.statements)
    assert ids(chosen(store, Choice(ids=(story.id,)))) == ids(chosen(store, Choice(story=story.id)))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "say what goes in"),
        ({"search": "drones", "story": "sy_x"}, "search and story do not go together"),
        ({"ids": ("st_x",), "since": "2031"}, "a time narrows a search or a speaker down"),
    ],
)
def test_what_is_unclear_is_told(asked: dict[str, object], told: str, store: Store) -> None:
    with pytest.raises(InputError, match=told):
        chosen(store, Choice(**asked))  # type: ignore[arg-type]


def test_an_id_of_nothing_and_one_of_somebody_are_told(store: Store) -> None:
    with pytest.raises(NotFoundError):
        chosen(store, Choice(ids=("st_nothing_here",)))
    with pytest.raises(InputError, match="is somebody"):
        chosen(store, Choice(ids=("person.valdin",)))
    with pytest.raises(InputError, match="no day"):
        chosen(store, Choice(speaker="Valdin", since="May"))
