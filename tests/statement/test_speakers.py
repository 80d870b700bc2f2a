from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Statement

Find = Callable[..., list[Statement]]
Said = Callable[[str], list[tuple[str | None, str]]]

BEFORE = "Anna Ruvell leads the union. “It is safe,” said Ruvell. “It is ours,” Ruvell said. "


def test_who_acts_in_the_sentence_before_a_quotation_speaks_it(said: Said) -> None:
    text = "Mark Ostrel said it would close. Ostrel smiled. Librarian Tom Keel, 54, wiped his eyes. “I stay,” he said."
    assert said(text)[-1][0] == "Tom Keel"


def test_somebody_told_of_only_by_another_is_not_one_named_before(said: Said) -> None:
    assert said(BEFORE + "His colleague nodded. “They sleep,” she said.")[-1] == ("His colleague", "They sleep")


def test_a_pronoun_that_two_compete_for_is_less_sure(statements: Find) -> None:
    contested = statements(BEFORE + "Peter Dorn left. “They sleep,” he said.")[-1]
    alone = statements("Peter Dorn left. “They sleep,” he said.")[-1]
    assert contested.speaker_name == alone.speaker_name == "Peter Dorn"
    assert contested.confidence is not None
    assert alone.confidence is not None
    assert contested.confidence < alone.confidence
