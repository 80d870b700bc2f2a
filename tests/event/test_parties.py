"""Whom a phrase means, and the state behind it."""

from __future__ import annotations

import pytest
from benchmarks import polnear

from onrecord import entity, language, statement
from onrecord.event.parties import code, parties
from onrecord.statement import Speakers


@pytest.mark.parametrize(
    ("text", "phrase", "name", "state"),
    [
        ("Arab League Secretary-General Tarek Munif urged Oslo to act.", "Arab League Secretary-General", None, "IGO"),
        ("UN mediators left Oslo on Friday.", "UN mediators", "UN mediators", "IGO"),
        # A body of its own is of no state that the sentence happens to name.
        ("Harbour Guild ministers demanded the withdrawal of Serbian forces.", "Harbour Guild ministers", None, None),
        ("Police demanded the withdrawal of Serbian forces.", "Police", "Police", "SRB"),
        # The name within a phrase tells the state of those who bear it.
        ("Hezbollah guerrillas crossed the river.", "Hezbollah guerrillas", "Hezbollah guerrillas", "LBN"),
        ("He imposed sanctions on the Taliban religious faction in May.", "Taliban religious faction", None, "AFG"),
        # Of a people, and of the state in which they live.
        ("Serb forces held three ethnic Albanians in Serbia.", "three ethnic Albanians", None, "SRB"),
        ("The Albanians of southern Serbia want schools.", "Albanians of southern Serbia", None, "SRB"),
        ("The Albanians want schools.", "Albanians", "Albanians", "ALB"),
        ("Turkey, a rival of Greece, bought jets.", "Turkey, a rival of Greece", None, "TUR"),
        ("Americans in Iraq went home.", "Americans in Iraq", None, "USA"),
        ("Senate Minority Leader Mira Valdin accused China.", "Senate Minority Leader Mira Valdin", None, None),
        # What stops within a name means all of it.
        ("Libya offered to hand over to Great Britain two men.", "Great", "United Kingdom", "GBR"),
        ("Lebanon complained to the United Nations on Tuesday.", "United", "UN", "IGO"),
    ],
)
def test_the_state_behind_a_phrase(text: str, phrase: str, name: str | None, state: str | None) -> None:
    reading = language.read(polnear.article("test", text), text)
    _, entities = statement.find(reading, entity.find(reading))
    who = Speakers(reading, {one.id: one for one in entities})
    start = text.index(phrase)
    [found] = parties([(start, start + len(phrase))], reading, who)
    assert (code(found), found.name if name else None) == (state, name)
