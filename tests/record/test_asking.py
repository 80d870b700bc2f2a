"""What is typed into the search box, and how it is understood; the inputs kept in tests/gold/search among it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT
from tests.record.factory import Told

from onrecord.language.folding import folded, has_words
from onrecord.record import Asked, Query, Scope, Store, understood
from onrecord.record.query import day_after, first_day

GOLD = ROOT / "tests" / "gold" / "search"
TODAY = date(2024, 6, 10)
SPEAK = (
    "Vera Kolar",
    "Anton Brenek",
    "Maelis Dorran",
    "Tomas von Reuth",
    "Iva Morrel",
    "Ruben Oskanyan",
    "Jean-Luc Ferrandier",
    "Ayşe Demirkol",
    "Ortwin Halbach",
    "Lucía Aranzadi",
    "Grigori Stalnov",
    "Гордей Вязьмин",
    "Niamh O'Rowan",
    "Abdul Rahim al-Tarsi",
    "Valdin defence ministry",
    "Valdin",
    "Tarsia",
    "foreign minister of Tarsia",
    "Kolar's spokeswoman",
)
# Articles, prepositions and "and", which do not count where words are compared.
SMALL = frozenset(
    folded(
        "a an and as at avec be by con d das de del dem den der die du el en for in is l la las le les los mit of on"
        " the to un une with"
    ).split()
)


def speaks(name: str) -> bool:
    return any(has_words(one, folded(name)) for one in SPEAK)


def ask(typed: str) -> Asked:
    return understood(typed, speaks=speaks, today=TODAY)


def in_short(asked: Asked) -> tuple[str | None, str, str | None, str | None]:
    """Who, about what, from when and to when; of what is no question too."""
    return asked.query.speaker, asked.words, asked.query.since, asked.query.until


# Words and conditions ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "drones",
        "turn-key enterprises",
        '"red line" brenek',
        "kolar drones",
        "war on drugs",
        "report on child labour in quarries",
        "Karsa Lamplight: grain",
        "10:30 train derailment",
        "https://lamplight.example/politics/grain-deal",
        "they said it could not be done",
        "what did the storm cost Orvik",
        "who",
        "what did",
        "?!",
        "since 2022",
        "",
    ],
)
def test_words_are_words(typed: str) -> None:
    asked = ask(typed)
    assert (asked.words, asked.query, asked.is_question) == (typed, Query(), False)


@pytest.mark.parametrize(
    ("typed", "words", "query"),
    [
        ("drones speaker:Kolar", "drones", Query(speaker="Kolar")),
        ('speaker:"Vera Kolar" drones', "drones", Query(speaker="Vera Kolar")),
        ("drones Outlet:“Bay Standard” kind:direct", "drones", Query(outlet="Bay Standard", kind="direct")),
        ("since:2022 grain until:2023-05", "grain", Query(since="2022", until="2023-05")),
        ("in:2022-08 grain", "grain", Query(since="2022-08", until="2022-08")),
        ("country:Valdin language:de about:grain", "", Query(country="Valdin", language="de", about="grain")),
        ("since:last-year grain", "grain", Query(since="2023")),
        ("in:march-2022 grain", "grain", Query(since="2022-03", until="2022-03")),
        ("speaker: grain", "speaker: grain", Query()),
        ("loudspeaker:Kolar", "loudspeaker:Kolar", Query()),
        ("speaker:a speaker:b", "", Query(speaker="b")),
    ],
)
def test_conditions_stand_among_the_words(typed: str, words: str, query: Query) -> None:
    asked = ask(typed)
    assert (asked.words, asked.query, asked.is_question) == (words, query, False)


def test_a_condition_that_tells_no_time_is_named_and_is_no_word() -> None:
    asked = ask("since:whenever grain until:2021-13-45")
    assert (asked.words, asked.query) == ("grain", Query())
    assert asked.refused == ("since:whenever", "until:2021-13-45")
    assert ask("since:2022 grain").refused == ()


def test_a_condition_beside_a_question_holds_too_and_outranks_it() -> None:
    asked = ask("what did Kolar say about drones in 2022 outlet:bulwark since:2019")
    assert asked.is_question
    assert asked.query == Query(speaker="Kolar", outlet="bulwark", since="2019", until="2022")


# Questions -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "speaker", "words"),
    [
        ("what did Vera Kolar say about drones?", "Vera Kolar", "drones"),
        ("waht did kolar sya abuot drones", "kolar", "drones"),
        ("WHAT DID KOLAR SAY ABOUT DRONES", "KOLAR", "DRONES"),
        ("has Brenek ever mentioned the radar", "Brenek", "radar"),
        ("what did President Kolar say about the vote", "Kolar", "vote"),
        ("what did Colonel Iva Morrel tell the committee about shells", "Iva Morrel", "shells"),
        ("who warned about the flood wall", None, "flood wall"),
        ("what was said about the tunnel", None, "tunnel"),
        ("what did they say about the tunnel", None, "tunnel"),
        ('who said "not one metre"', None, '"not one metre"'),
        ("Kolar's comments on the bridge", "Kolar", "bridge"),
        ("kolars view on drones", "kolar", "drones"),
        ("statements by the Valdin defence ministry on mines", "Valdin defence ministry", "mines"),
        ("according to Brenek, the bridge is safe", "Brenek", "bridge is safe"),
        ("Was hat Kolar über die Drohnen gesagt?", "Kolar", "Drohnen"),
        ("Qu’a déclaré Kolar au sujet des otages ?", "Kolar", "otages"),
        ("¿Qué dijo Lucía Aranzadi sobre el metro?", "Lucía Aranzadi", "metro"),
        ("Ayşe Demirkol insansız hava araçları hakkında ne dedi?", "Ayşe Demirkol", "insansız hava araçları"),
        ("Что сказал Вязьмин о санкциях?", "Вязьмин", "санкциях"),
    ],
)
def test_a_question_asks_what_somebody_said_about_something(typed: str, speaker: str | None, words: str) -> None:
    asked = ask(typed)
    assert asked.is_question
    assert (asked.query.speaker, asked.words) == (speaker, words)


@pytest.mark.parametrize(
    ("typed", "speaker", "words"),
    [
        ("Brenek on air defence", "Brenek", "air defence"),
        ("Jean-Luc Ferrandier: test ban", "Jean-Luc Ferrandier", "test ban"),
        ("Brenek re: tariffs", "Brenek", "tariffs"),
        ("Halbach über Windräder", "Halbach", "Windräder"),
        ("Ferrandier sur l'accord de Karsa", "Ferrandier", "accord de Karsa"),
        ("Вязьмин о санкциях", "Вязьмин", "санкциях"),
    ],
)
def test_a_name_and_a_topic_are_a_question_only_where_somebody_of_the_name_speaks(
    typed: str, speaker: str, words: str
) -> None:
    asked = ask(typed)
    assert asked.is_question
    assert (asked.query.speaker, asked.words) == (speaker, words)
    for others in (understood(typed, today=TODAY), understood(typed, speaks=lambda _name: False, today=TODAY)):
        assert (others.words, others.query, others.is_question) == (typed, Query(), False)


@pytest.mark.parametrize("typed", ["Turkey: two dead in mine collapse", "Ankara on the brink", "Minister: no money"])
def test_a_state_or_an_office_before_a_topic_is_a_headline(typed: str) -> None:
    asked = understood(typed, speaks=lambda _name: True)
    assert (asked.words, asked.is_question) == (typed, False)


def test_a_question_about_somebody_who_never_speaks_is_words_with_the_name_among_them() -> None:
    asked = ask("what did the Bridge Authority say about tolls since 2021?")
    assert not asked.is_question
    assert in_short(asked) == (None, "the Bridge Authority tolls", "2021", None)


def test_where_it_is_not_known_who_speaks_a_question_is_taken_at_its_word() -> None:
    assert understood("what did the Bridge Authority say about tolls?").query.speaker == "Bridge Authority"


def test_without_questions_a_question_is_words() -> None:
    asked = understood("what did Kolar say since 2022 outlet:bulwark", questions=False)
    assert (asked.words, asked.query) == ("what did Kolar say since 2022", Query(outlet="bulwark"))


# Times ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "since", "until"),
    [
        ("in 2022", "2022", "2022"),
        ("in March 2023", "2023-03", "2023-03"),
        ("in march", "2024-03", "2024-03"),
        ("on 12 March 2023", "2023-03-12", "2023-03-12"),
        ("on Friday", "2024-06-07", "2024-06-07"),
        ("since 15 August 2022", "2022-08-15", None),
        ("from 2022", "2022", None),
        ("after 3 May 2023", "2023-05-04", None),
        ("after 2022", "2023-01-01", None),
        ("until March 2022", None, "2022-03"),
        ("before 2020", None, "2019-12-31"),
        ("between 2021 and 2023", "2021-01-01", "2023-12-31"),
        ("from May to July 2022", "2022-05-01", "2022-07-31"),
        ("last year", "2023", "2023"),
        ("this year", "2024", "2024"),
        ("last week", "2024-06-03", "2024-06-09"),
        ("yesterday", "2024-06-09", "2024-06-09"),
        ("three years ago", "2021", "2021"),
        ("in the last two years", "2022", None),
        ("in autumn 2022", "2022-09-01", "2022-11-30"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in 2022-08", "2022-08", "2022-08"),
    ],
)
def test_a_time_stands_at_the_end_of_a_question_at_its_beginning_or_before_the_topic(
    time: str, since: str | None, until: str | None
) -> None:
    for typed in (
        f"what did Kolar say about drones {time}?",
        f"what did Kolar say {time} about drones",
        f"{time}, what did Kolar say about drones",
        f"Kolar on drones {time}",
    ):
        asked = ask(typed)
        assert asked.is_question, typed
        assert in_short(asked) == ("Kolar", "drones", since, until), typed
    assert in_short(ask(f"what did Kolar say {time}")) == ("Kolar", "", since, until)


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("was sagte Kolar seit 2022 über Drohnen", "2022", None),
        ("Was hat Kolar im März 2023 über Drohnen gesagt?", "2023-03", "2023-03"),
        ("qu'a dit Kolar sur les Drohnen l'année dernière", "2023", "2023"),
        ("qué dijo Kolar sobre Drohnen antes de 2020", None, "2019-12-31"),
        ("Kolar Drohnen hakkında ne dedi 2022'de", "2022", "2022"),
        ("что Kolar говорил про Drohnen в 2021 году", "2021", "2021"),
    ],
)
def test_times_in_other_languages_bound_a_question_too(typed: str, since: str | None, until: str | None) -> None:
    assert in_short(ask(typed)) == ("Kolar", "Drohnen", since, until)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("what did Kolar say about the 2024 budget", "2024 budget"),
        ("what did Kolar say about last year", "last year"),
        ("was sagte Kolar über letztes Jahr", "letztes Jahr"),
        ("what did Kolar say about the flood in March 2023 in Orvik", "flood in March 2023 in Orvik"),
        ("Kolar on May", "May"),
    ],
)
def test_a_time_that_is_part_of_the_topic_bounds_nothing(typed: str, words: str) -> None:
    assert in_short(ask(typed)) == ("Kolar", words, None, None)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("drone strikes since 2022", ("drone strikes", "2022", None)),
        ("refugees between 2021 and 2023", ("refugees", "2021-01-01", "2023-12-31")),
        ("brenek drones after 3 May 2023", ("brenek drones", "2023-05-04", None)),
        ("grain before 2020", ("grain", None, "2019-12-31")),
        # What a headline may end with, or is too long to be anything but one.
        ("drones in 2022", ("drones in 2022", None, None)),
        ("new toll from 2024", ("new toll from 2024", None, None)),
        ("port shut until March", ("port shut until March", None, None)),
        ("Orvik to close its old port after 2030", ("Orvik to close its old port after 2030", None, None)),
    ],
)
def test_few_words_may_end_with_a_time_that_bounds_them(
    typed: str, expected: tuple[str, str | None, str | None]
) -> None:
    asked = ask(typed)
    assert (None, *expected) == in_short(asked)
    assert not asked.is_question


# Whatever is typed ---------------------------------------------------------------------------------------------------

FRAME = (
    "what did who has said say about on in since last year 2022 kolar : ? ' sur hakkında ne dedi от о speaker: \" by"
)


@given(st.one_of(st.text(max_size=400), st.lists(st.sampled_from(FRAME.split()), max_size=60).map(" ".join)))
def test_nothing_that_is_typed_is_an_error_or_comes_to_days_that_cannot_be_asked_for(typed: str) -> None:
    for asked in (ask(typed), understood(typed, today=TODAY), understood(typed, questions=False)):
        assert asked.query.speaker is None or asked.query.speaker.strip()
        if asked.query.since:
            assert first_day("since", asked.query.since)
        if asked.query.until:
            assert day_after("until", asked.query.until)
        assert len(asked.words) <= len(typed)


@pytest.mark.parametrize("typed", ["on " * 99, "what did " + "a " * 140, "in 2022 " * 37, "said about " * 27])
def test_a_text_of_nothing_but_such_words_asks_for_few_names(typed: str) -> None:
    names: list[str] = []

    def nobody(name: str) -> bool:
        names.append(name)
        return False

    understood(typed[:299], speaks=nobody, today=TODAY)
    assert len(names) < 40
    assert all(len(name.split()) <= 6 for name in names)


# As it is asked of a record ------------------------------------------------------------------------------------------


def test_a_record_answers_a_question_by_whoever_goes_by_the_name(store: Store) -> None:
    lines = (("Vera Kolar", "Our drones stay home"), ("Anton Brenek", "Drones are toys"))
    store.put(*Told(lines=lines).made())
    hits = store.search("what did Kolar say about drones?", Scope(by_meaning=False))
    assert [getattr(hit.item, "text", None) for hit in hits] == ["Our drones stay home"]
    nobody = store.search("what did Zeller say about drones?", Scope(by_meaning=False))
    assert not nobody.asked.is_question
    assert {hit.match for hit in nobody} == {"article", "statement"}


@pytest.mark.parametrize("typed", ["kolar on drones", "President Kolar's view on drones", "Vera Kolar: drones"])
def test_a_record_answers_in_short_too(store: Store, typed: str) -> None:
    store.put(*Told(lines=(("Vera Kolar", "Our drones stay home"), ("Anton Brenek", "Drones are toys"))).made())
    hits = store.search(typed, Scope(by_meaning=False))
    assert [getattr(hit.item, "text", None) for hit in hits] == ["Our drones stay home"]


# The inputs that were written down -----------------------------------------------------------------------------------


def plain(text: str) -> set[str]:
    return set(folded(text).split()) - SMALL


def misunderstood(row: dict[str, Any]) -> list[str]:
    """What of an input was understood otherwise than it was meant; see the code book."""
    asked = ask(row["text"])
    query, meant = asked.query, row["conditions"]
    least, most = plain(row["words"]), plain(row["words"]) | plain(row["may"])
    holds = {
        "question": asked.is_question == row["question"],
        "speaker": folded(query.speaker or "") == folded(row["speaker"] or ""),
        "words": least <= plain(asked.words) <= most,
        "phrases": all(any(f"{a}{one}{b}" in asked.words for a, b in ('""', "“”")) for one in row["phrases"]),
        "since": _first(query.since) == _first(row["since"]),
        "until": _last(query.until) == _last(row["until"]),
        "others": all(getattr(query, name) == meant.get(name) for name in ("outlet", "kind", "country", "language")),
    }
    return [name for name, is_right in holds.items() if not is_right]


def _first(day: str | None) -> str | None:
    return first_day("since", day) if day else None


def _last(day: str | None) -> str | None:
    return day_after("until", day) if day else None


@pytest.mark.parametrize(("name", "least"), [("asked", 77), ("asked_sealed", 39), ("asked_fresh", 33)])
def test_hardly_an_input_that_was_written_down_is_misunderstood(name: str, least: int) -> None:
    rows = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
    wrong = [(row["text"], found) for row in rows if (found := misunderstood(row))]
    assert len(rows) - len(wrong) >= least, wrong


def test_a_time_between_two_years_is_taken_in_each_language() -> None:
    for typed in (
        "what did Kolar say about drones between 2021 and 2023?",
        "qu'a dit Kolar sur les drones entre 2021 et 2023 ?",
        "¿qué dijo Kolar sobre drones entre 2021 y 2023?",
        "was sagte Kolar zwischen 2021 und 2023 über drones?",
    ):
        asked = ask(typed)
        assert (asked.words, asked.query) == ("drones", Query(speaker="Kolar", since="2021-01-01", until="2023-12-31"))
