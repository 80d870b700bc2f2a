"""Which statements are gathered into one saying, whatever is found of two of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.record.newsroom import VALDIN, Report, put

from onrecord.record import Store
from onrecord.story.sayings import Judged

OPEN, SHUT = "The harbour stays open to everybody who needs it", "Nobody goes hungry while our soup lasts"


def everything_same(*told: object) -> Judged | None:
    """What is found of two statements, by whether they stand in one article."""
    return None if told[-1] == "article" else Judged("same", 0.9)


def test_two_quotations_of_one_article_are_not_joined_by_what_stands_between_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.story.sayings.judged", everything_same)
    speech = Report(
        "Oysters were cheap on the market of Karsa.",
        (f"“{OPEN},” Mira Valdin said.", f"“{SHUT},” Mira Valdin said.", "The fair was rained off."),
        outlet="Harbour Ledger",
        published="2031-05-04",
        said=((VALDIN, OPEN), (VALDIN, SHUT)),
    )
    between = Report(
        "A brass band played on the steps of Tolm.",
        ("“The harbour stays open while our soup lasts,” Mira Valdin said.", "Its tuba had been lent."),
        outlet="The Morning Karsa",
        published="2031-05-04",
        said=((VALDIN, "The harbour stays open while our soup lasts"),),
    )
    with Store(tmp_path / "onrecord.db", create=True, write=True) as store:
        put(store, speech, between)
        found = [sorted(version.text for version in saying.versions) for saying in store.sayings(least=1)]
        assert sum(len(texts) > 1 for texts in found) == 1
        assert not any({OPEN, SHUT} <= set(texts) for texts in found)


FILLERS = "amber basalt cedar dynamo ember falcon garnet hollow indigo jasper kestrel lagoon marble nectar onyx pepper"
TOW = "We will never tow the Halvard back into a harbour of ours"
NEARLY = "We will never tow the ferry Halvard into any of our harbours"


def printed(number: int, words: str, day: str) -> Report:
    own = [f"{word}{number}" for word in FILLERS.split()]
    return Report(
        " ".join(own[:3]),
        (" ".join(own[:5]) + ".", " ".join(own[5:10]) + ".", " ".join(own[10:]) + ".", f"“{words},” Mira Valdin said."),
        outlet=f"Paper {number}",
        published=day,
        said=((VALDIN, words),),
        source=f"{number}.txt",
    )


def test_what_very_many_print_word_for_word_is_still_found_to_have_been_said_before(tmp_path: Path) -> None:
    first = [printed(number, TOW, "2031-05-04") for number in range(10)]
    again = [printed(100 + number, NEARLY, "2032-03-04") for number in range(10)]
    for name, batches in (("at once", [first + again]), ("later", [first, again[:1], again[1:]])):
        with Store(tmp_path / f"{name}.db", create=True, write=True) as store:
            for batch in batches:
                put(store, *batch)
            before, after = sorted(store.sayings(), key=lambda saying: saying.first or "")
            assert (before.sources, after.sources) == (10, 10)
            assert after.said_before == (before.id,)
            assert before.said_again == (after.id,)
