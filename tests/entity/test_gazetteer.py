from __future__ import annotations

import re

from onrecord.entity.folding import romanised, same_person
from onrecord.entity.gazetteer import demonyms, places, state_names

# Members of the United Nations, its two observers, Taiwan and Kosovo.
STATES = 193 + 2 + 2


def test_every_state_is_there_with_a_code() -> None:
    assert len(state_names()) == STATES
    assert all(re.fullmatch("[A-Z]{3}", code) for code in state_names())


def test_names_and_demonyms_lead_to_one_state() -> None:
    assert places()["Germany"].country == demonyms()["German"] == demonyms()["Germans"] == "DEU"
    assert places()["Niger"].country != places()["Nigeria"].country
    assert places()["Kyiv"] == places()["Kiev"]


def test_romanisations_of_one_name_fold_alike() -> None:
    for one, other in [("Shoigu", "Shoygu"), ("Zelensky", "Zelenskyy"), ("Erdogan", "Erdoğan"), ("Aleksei", "Alexey")]:
        assert romanised(one) == romanised(other)


def test_initials_and_surnames_are_the_same_person_but_not_other_first_names() -> None:
    assert same_person(("dorn",), ("peter", "dorn"))
    assert same_person(("p.", "dorn"), ("peter", "dorn"))
    assert not same_person(("anna", "dorn"), ("peter", "dorn"))
