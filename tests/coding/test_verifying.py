"""`onrecord verify` of studies: all holds, and what somebody changed by hand is found."""

from __future__ import annotations

import pytest
from tests.coding.conftest import Make, code_all

from onrecord.coding import Studies
from onrecord.coding.deciding import adjudicate_agreed
from onrecord.record import Signature, Verification


def coded(studies: Studies, make: Make) -> None:
    make(size=6)
    for coder in ("anna", "ben"):
        code_all(studies, "harbours", coder, note="hm")
    studies.close("harbours")
    adjudicate_agreed(studies, "harbours", Signature("carla"))


def test_what_was_coded_and_settled_holds(studies: Studies, make: Make) -> None:
    coded(studies, make)
    assert list(Verification(studies.store.path)) == []


CHANGES = {
    "UPDATE study_items SET json = replace(json, 'the harbour', 'an harbour')": "its passage does not stand",
    "UPDATE study_items SET json = json_set(json, '$.start', 3)": "its passage does not stand",
    "UPDATE study_items SET json = json_set(json, '$.marks[0].span[1]', 99999)": "what is marked lies outside",
    "UPDATE study_items SET item = 'st_other' WHERE position = 1": "item is another in its column",
    "UPDATE study_items SET json = '{'": "its JSON cannot be read",
    "UPDATE coders SET coder = 'carla' WHERE coder = 'anna'": "of a coder that its study has not",
    "UPDATE studies SET codebook = '[]'": "its codebook cannot be read",
    "UPDATE studies SET codebook = json_remove(codebook, '$.fields[3]')": "'act' is answered, and is no field",
    "UPDATE adjudications SET decisions = '[77]'": "there is no decision 77",
    "UPDATE adjudications SET answers = 'x'": "its JSON cannot be read",
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_by_hand_is_told(change: str, studies: Studies, make: Make) -> None:
    coded(studies, make)
    with studies.store.changing() as connection:
        assert connection.execute(change).rowcount
    found = list(Verification(studies.store.path))
    assert any(CHANGES[change] in one.problem for one in found), found
