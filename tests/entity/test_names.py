from __future__ import annotations

from collections.abc import Callable

import pytest

Named = Callable[[str], dict[str, list[str]]]
Known = Callable[[str], dict[str, tuple[str, str | None]]]


def test_full_name_surname_and_title_are_one_person(named: Named) -> None:
    found = named(
        "Russian President Peter Dorn spoke on Monday. Dorn was brief. Mr. Dorn left early, and Peter Dorn's car too."
    )
    assert found["Peter Dorn"] == ["Peter Dorn", "Dorn", "Dorn", "Peter Dorn"]


def test_spellings_with_and_without_diacritics_are_one_person(named: Named) -> None:
    found = named("Sergei Čerkasov spoke in Berlin. Sergey Cerkasov was brief, the minister said.")
    assert len([name for name in found if "erkasov" in name]) == 1


def test_two_people_of_one_surname_stay_apart(named: Named) -> None:
    found = named("Peter Dorn met Anna Dorn in Vienna. Mrs. Dorn spoke first. Mr. Dorn followed.")
    assert found["Anna Dorn"].count("Dorn") == 1
    assert found["Peter Dorn"].count("Dorn") == 1


def test_a_title_tells_the_country(known: Known) -> None:
    found = known("Hungarian Prime Minister Peter Varga met Anna Keller, the German chancellor, on Monday.")
    assert found["Peter Varga"] == ("person", "HUN")
    assert found["Anna Keller"] == ("person", "DEU")


def test_a_title_is_no_part_of_a_name(named: Named) -> None:
    found = named("“We signed,” said the President of the Republic of Korea Peter Yoon.")
    assert "Peter Yoon" in found


@pytest.mark.parametrize(
    ("text", "name", "type_", "country"),
    [
        ("The Kremlin said the pact was dead.", "Russia", "country", "RUS"),
        ("Talks were held in Moscow on Monday.", "Moscow", "place", "RUS"),
        ("Moscow said the pact was dead.", "Russia", "country", "RUS"),
        ("The United Kingdom signed the treaty.", "United Kingdom", "country", "GBR"),
        ("NATO said the pact was dead.", "NATO", "igo", "NATO"),
    ],
)
def test_places_and_what_speaks_for_them(known: Known, text: str, name: str, type_: str, country: str) -> None:
    assert known(text)[name] == (type_, country)


def test_a_capital_that_acts_is_its_state(named: Named) -> None:
    found = named("Russia sent a note on Monday. Moscow said the pact was dead.")
    assert found["Russia"] == ["Russia", "Moscow"]


def test_a_surname_that_is_a_country_is_a_person(known: Known) -> None:
    found = known("Michael Jordan said he would go. Jordan left on Monday.")
    assert found["Michael Jordan"][0] == "person"
    assert "Jordan" not in found
