"""From scores to events: what is known of acts is not left to the scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.data.array import Array
from onrecord.event.decode import Found, decoded
from onrecord.event.labels import BEGIN, INSIDE, JUDGED, KINDS, OUTSIDE, STATUSES, TAGS, Role
from onrecord.language.pieces import Pieces, pieces

Roles = dict[Role, list[tuple[str, float]]]


def scores_of(found: Pieces, text: str, roles: Roles) -> Array:
    shares = np.full((len(found), TAGS), 0.001)
    shares[:, OUTSIDE] = 0.9
    for role, phrases in roles.items():
        for words, sure in phrases:
            start = text.index(words)
            inside = np.flatnonzero((found.starts >= start) & (found.ends <= start + len(words)))
            shares[inside] = 0.001
            shares[inside, OUTSIDE] = 1 - sure
            shares[inside, INSIDE[role]] = sure
            shares[inside[0], [INSIDE[role], BEGIN[role]]] = 0.001, sure
    scores: Array = np.log(shares)
    return scores


def read(text: str, mode: str, roles: Roles, status: Sequence[str] = ("done",), steps: float = 1.0) -> Found:
    """The event that is decoded where a model gives one trigger these phrases; the statuses, likeliest first."""
    found = pieces(text)
    probabilities = np.zeros((len(found), len(KINDS)))
    at = int(np.searchsorted(found.starts, text.index(roles["trigger"][0][0])))
    probabilities[at, KINDS.index(mode)] = 0.9
    rest = np.full(len(STATUSES) + len(JUDGED), -5.0)
    for rank, one in enumerate(status):
        rest[STATUSES.index(one)] = 5 - steps * rank

    def around(places: Sequence[int], _kinds: Sequence[int]) -> Iterator[tuple[int, Array, Array]]:
        return ((0, scores_of(found, text, roles), rest) for _ in places)

    (event,) = decoded(text, found, probabilities, around)
    return event


def words(text: str, found: Found, role: Role) -> list[str]:
    return [text[slice(*span)] for span in found.of(role)]


TEXT = "Norland, Suvia and Kelm sold Ostrava tanks while Drenovia watched."


def test_parties_that_the_text_joins_stand_together() -> None:
    roles: Roles = {"trigger": [("sold", 0.9)], "actors": [("Norland", 0.6), ("Suvia", 0.6), ("Kelm", 0.6)]}
    assert words(TEXT, read(TEXT, "arms-deal", roles), "actors") == ["Norland", "Suvia", "Kelm"]


def test_of_parties_that_stand_apart_the_likelier_one_counts() -> None:
    roles: Roles = {"trigger": [("sold", 0.9)], "actors": [("Norland", 0.8), ("Drenovia", 0.6)]}
    assert words(TEXT, read(TEXT, "arms-deal", roles), "actors") == ["Norland"]


def test_both_count_where_the_model_is_sure_of_both() -> None:
    roles: Roles = {"trigger": [("sold", 0.9)], "actors": [("Norland", 0.95), ("Drenovia", 0.95)]}
    assert words(TEXT, read(TEXT, "arms-deal", roles), "actors") == ["Norland", "Drenovia"]


def test_nobody_is_on_both_sides() -> None:
    text = "Norland sold tanks, and Norland delivered them."
    second = text.rindex("Norland")
    found = read(text, "arms-deal", {"trigger": [("sold", 0.9)], "actors": [("Norland", 0.9)]})
    assert words(text, found, "actors") == ["Norland"]
    assert all(span[0] < second for span in found.of("actors"))


def test_a_status_is_one_that_the_mode_has() -> None:
    roles: Roles = {"trigger": [("sold", 0.9)]}
    assert read(TEXT, "arms-request", roles, ["done", "called-for"]).status == "called-for"
    assert read(TEXT, "embargo", roles, ["agreed", "planned"]).status == "planned"


def test_a_deployment_has_no_recipients() -> None:
    roles: Roles = {"trigger": [("sold", 0.9)], "actors": [("Norland", 0.9)], "recipients": [("Ostrava", 0.9)]}
    assert words(TEXT, read(TEXT, "deployment", roles), "recipients") == []


def test_nothing_comes_of_nothing() -> None:
    found = pieces(TEXT)
    assert decoded(TEXT, found, np.zeros((len(found), len(KINDS))), lambda _places, _kinds: iter(())) == []
    assert decoded("", pieces(""), np.zeros((0, len(KINDS))), lambda _places, _kinds: iter(())) == []


def test_a_status_that_is_as_likely_a_plan_is_a_plan() -> None:
    text = "Norland approved the purchase of tanks."
    roles: Roles = {"trigger": [("purchase", 0.9)]}
    close = read(text, "arms-deal", roles, ("agreed", "planned"))
    assert close.status == "agreed"  # e to one
    close = read(text, "arms-deal", roles, ("agreed", "planned", "hypothetical"), steps=0.1)
    assert close.status == "planned"


def test_the_full_stop_of_initials_belongs_to_a_name_and_that_of_a_sentence_does_not() -> None:
    text = "Tanks were sold to the U.S. by Kelm."
    roles: Roles = {"trigger": [("sold", 0.9)], "recipients": [("U.S.", 0.9)], "actors": [("Kelm.", 0.9)]}
    found = read(text, "arms-deal", roles)
    assert (words(text, found, "recipients"), words(text, found, "actors")) == (["U.S."], ["Kelm"])


def test_no_phrase_begins_or_ends_with_a_word_that_governs_another() -> None:
    text = "Norland sold guided bombs for the drones to Suvia."
    roles: Roles = {"trigger": [("sold", 0.9)], "items": [("guided bombs for", 0.9)], "recipients": [("to Suvia", 0.9)]}
    found = read(text, "arms-deal", roles)
    assert (words(text, found, "items"), words(text, found, "recipients")) == (["guided bombs"], ["Suvia"])
