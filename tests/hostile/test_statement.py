from __future__ import annotations

import time

import pytest
from tests.articles import whole_article

from onrecord import entity, language, statement
from onrecord.model import Statement
from onrecord.spans import verify


def found_in(text: str) -> tuple[Statement, ...]:
    reading = language.read(whole_article(text), text)
    statements, entities = statement.find(reading, entity.find(reading))
    for one in statements:
        for spans in (one.content, one.source, one.cue):
            verify(text, sorted(spans))
    for one_entity in entities:
        verify(text, one_entity.mentions)
    return statements


SENTENCE = "“We signed nothing,” Peter Dorn said on Monday, adding that the talks had failed. "


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        '"',
        "“" * 500,
        "'" * 501,
        "”’\"'»«" * 200,
        "said said said said",
        "according to",
        "According to.",
        ", he said",
        ": “",
        "Dorn: “",
        "as X put it, as Y put it",
        "said: said: said: “a”",
        "\x00\x00 Dorn said \x00",
        "\u202eDorn said\u202c that\u200b it rained.",
        "Do\u0301rn sa\u0301id “😀😀” 😀.",
        "THE TALKS HAVE FAILED, PETER DORN SAID. “WE SIGNED NOTHING,” HE SAID.",
        "he said " * 400,
        "that that that " * 200,
        "Dorn said Keller said Dorn said Keller said Dorn said Keller said it rained. " * 20,
        "(“[‘«»’]”)" * 50,
        "a" * 20_000,
        SENTENCE.replace("“", "").replace("”", "") * 3,
        SENTENCE.replace("”", "") * 3,
        SENTENCE.replace("“", '"').replace("”", "“") * 3,
        SENTENCE.replace(" ", "\n") * 3,
        SENTENCE.replace(" ", "\u00a0") * 3,
    ],
)
def test_nothing_breaks_it(text: str) -> None:
    found_in(text)


def test_shouting_still_has_its_speaker() -> None:
    assert found_in("“WE SIGNED NOTHING,” Peter Dorn said.")


def test_many_statements_take_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        assert len(found_in((SENTENCE + "\n\n") * times)) >= times
        return time.process_time() - begin

    found_in(SENTENCE)
    assert seconds(400) < 12 * seconds(50) + 1


def test_a_sentence_without_end_takes_time_in_proportion() -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        found_in("The mayor spoke. " + "ax said " * times + ".")
        return time.process_time() - begin

    found_in(SENTENCE)
    assert seconds(1200) < 12 * seconds(150) + 1
