"""How a statement is cited: nobody is given words that are not theirs, and no denial is told as a claim."""

from __future__ import annotations

from typing import Any

import pytest
from tests.record.factory import article_of, day, entity_of, page_of, span_of, statement_of

from onrecord.display import citing, events
from onrecord.display.events import deed, doers
from onrecord.model import Actor, Event, Phrase, Statement

WORDS = "the cranes were paid for twice"
PAGE = page_of(f"Osman Yilmaz said that {WORDS}.")


def said(**told: Any) -> Statement:
    made = statement_of(PAGE, span_of(PAGE.text, WORDS))
    return made.model_copy(update={"speaker_name": "Osman Yilmaz", "kind": "indirect"} | told)


def test_the_speakers_own_words_stand_in_quotation_marks() -> None:
    assert citing.line(said(kind="direct")) == f"Osman Yilmaz said: “{WORDS}”"


@pytest.mark.parametrize(
    ("told", "how"),
    [
        ({}, "said, in the reporter's words"),
        ({"denied": True}, "denied, in the reporter's words"),
        ({"act": "asked"}, "asked, in the reporter's words"),
        ({"act": "thought"}, "thought, in the reporter's words"),
        ({"kind": "mixed"}, "said, partly in the reporter's words"),
        ({"kind": "direct", "denied": True}, "denied"),
    ],
)
def test_what_was_done_with_the_words_is_always_told(told: dict[str, Any], how: str) -> None:
    assert citing.how(said(**told)) == how
    assert citing.line(said(**told)).startswith(f"Osman Yilmaz {how}: ")


def test_an_unknown_speaker_is_told_as_such_and_nothing_else() -> None:
    nobody = said(speaker_name=None, unresolved={"speaker": "the text names no source"})
    assert citing.line(nobody) == f"Unknown speaker said, in the reporter's words: {WORDS}"


def test_the_day_the_place_and_the_occasion_are_told_as_far_as_they_are_known() -> None:
    place, occasion = (Phrase(text=text, spans=()) for text in ("Karsa", "at the harbour forum, “"))
    known = said(said=day("2031-05-04"), place=place, occasion=occasion, unresolved={})
    assert citing.said(known, "2031-05-06") == "2031-05-04; Karsa, at the harbour forum"
    assert citing.said(said(said=None), "2031-05-06T08:00") == "day not told, by 2031-05-06"
    assert citing.said(said(said=None), None) == "day not known"


def test_a_day_that_nothing_tells_is_not_cited_as_told() -> None:
    guessed = said(said=day("2031-05-04"), unresolved={"said": "no expression tells when"})
    assert citing.said(guessed, "2031-05-06") == "day not told, by 2031-05-06"


def test_an_article_without_an_outlet_is_no_reporter() -> None:
    assert citing.reported(None, "Cranes for Karsa", None) == (
        "in “Cranes for Karsa” (outlet not known), day of publication not known"
    )
    assert citing.reported("The Evening Buoy", "Cranes for Karsa", "2031-05-06", ["Ostrel"]) == (
        "by The Evening Buoy: “Cranes for Karsa”, 2031-05-06, as told by Ostrel"
    )


def side(name: str, country: str | None = None, entity: str | None = None) -> Actor:
    return Actor(entity=entity, name=name, country=country, spans=())


def act(**told: Any) -> Event:
    usual: dict[str, Any] = {
        "id": "ev_x",
        "type": "COOPERATE",
        "mode": "arms-delivery",
        "contexts": (),
        "mentions": (),
        "items": (),
        "actors": (),
        "recipients": (),
        "when": None,
        "place": None,
        "status": "done",
        "denied": False,
        "claimed_by": None,
        "confidence": None,
        "unresolved": {},
    }
    return Event.model_validate(usual | told)


def test_an_act_is_told_without_codes() -> None:
    made = act(actors=(side("Turkish", "TUR"),), recipients=(side("Tarsia"), side("Norland")), status="under-way")
    assert doers(made) == "Turkey"
    assert deed(made) == "arms delivery to Tarsia and Norland, under way"


def test_a_side_goes_by_the_name_of_its_entity_where_that_is_known() -> None:
    made = act(actors=(side("the Valdorian", None, "en_brenek"),), mode=None, type="ACCUSE", denied=True)
    assert doers(made, {"en_brenek": "Oskar Brenek"}) == "Oskar Brenek"
    assert deed(made) == "accusation, done (denied)"


def test_an_act_of_a_pack_of_ones_own_is_told_by_its_name() -> None:
    assert deed(act(mode="ferry-sale", status="planned")) == "cooperation (ferry sale), planned"
    assert doers(act()) == "Somebody"


def test_what_nobody_vouches_for_is_alleged_and_what_is_denied_is_denied() -> None:
    alleged = act(unresolved={"claimed_by": "alleged; the text does not say by whom"})
    assert deed(alleged).endswith("(alleged)")
    assert events.act(alleged).endswith(": alleged")
    assert deed(alleged.model_copy(update={"denied": True})).endswith("(denied)")
    assert "alleged" not in deed(act())


def test_a_citation_says_what_a_person_had_a_hand_in_and_what_nobody_has_looked_at() -> None:
    page = page_of("Mira Valdin said the ferries would run.")
    speaker = entity_of(page, "Mira Valdin", (0, 11))
    said = statement_of(page, (17, 38), speaker=speaker).model_copy(update={"confidence": 0.3})
    article = article_of(page, [(0, 39)], statements=[said])

    def cited(**ruled: int) -> str:
        return citing.card(said.model_copy(update={"ruled": ruled}), article, "a page", "a link")

    assert "Doubtful: the program" in cited()
    assert "Doubtful: the program" in cited(who=2)
    assert "Corrected by hand: speaker" in cited(speaker=3)
    assert "Accepted by hand" in cited(accepted=4)
    assert not any("Doubtful" in one for one in (cited(speaker=3), cited(accepted=4)))
