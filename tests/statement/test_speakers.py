from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.articles import whole_article

from onrecord import entity, language
from onrecord.model import Statement
from onrecord.statement.speakers import Speakers

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


def of_title(title: str, body: str) -> tuple[str | None, str | None]:
    """Whom "he" in a title means, and who signs it."""
    text = f"{title}\n\n{body}"
    first = len(title) + 2
    article = whole_article(text, body=((first, len(text)),))
    reading = language.read(article.model_copy(update={"title": title, "title_spans": ((0, len(title)),)}), text)
    entities = {one.id: one for one in entity.find(reading)}
    title_read = language.title_reading(reading)
    assert title_read is not None
    assert title_read.doc is not None
    speakers = Speakers(title_read, entities, by_name=True)
    he = next((token for token in title_read.doc if token.lower_ == "he"), None)
    found = speakers.of(he, (he.idx, he.idx + 2))[0] if he is not None else ()
    writer = Speakers(reading, entities).writer()
    return next((entities[one].name for one in found), None), entities[writer].name if writer else None


BODY = "Peter Dorn left on Monday. He said he was tired. Anna Keller stayed. She said she was not."


def test_he_in_a_title_is_who_the_body_calls_so() -> None:
    assert of_title("Dorn is off, and he says so", BODY)[0] == "Peter Dorn"


def test_he_in_a_title_within_marks_may_be_anybody() -> None:
    assert of_title("“Why is he off?”: Dorn and Keller quarrel", BODY)[0] is None


def test_a_title_may_be_signed() -> None:
    assert of_title("Opinion: Let it leak. By Mona Ostrel", BODY)[1] == "Mona Ostrel"
    assert of_title("Struck down by Mona Ostrel", BODY)[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "Peter Dorn met Mark Ostrel, who compared the minister to a stern “headmaster” managing his clerks.",
        "Peter Dorn quarrelled with him and Mark Ostrel, who compared the mayor to a stern “headmaster”.",
        "A clash with Peter Dorn was avoided by Mark Ostrel, who likened the mayor to a stern “headmaster”.",
    ],
)
def test_who_is_the_person_named_right_before(said: Said, text: str) -> None:
    assert [name for name, words in said(text) if "headmaster" in words] == ["Mark Ostrel"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A spokesman for Peter Dorn who called the toll a “swindle” left.", "A spokesman for Peter Dorn"),
        ("The wife of Mark Ostrel, who called the toll a “swindle”, left.", "The wife of Mark Ostrel"),
    ],
)
def test_who_may_be_somebody_that_the_name_only_describes(said: Said, text: str, speaker: str) -> None:
    assert [name for name, _ in said(text)] == [speaker]


def test_who_behind_a_place_is_the_person_whose_place_it_is(said: Said) -> None:
    ((name, _),) = said("The mayor of Orvik, who described the union as a “rabble”, left.")
    assert name == "The mayor of Orvik"


def test_he_is_no_thing_that_a_sentence_begins_with(said: Said) -> None:
    text = (
        "President Peter Dorn opened the show. He said that no nation can be safe alone. He said the quay is old.\n"
        "Drones, the repair of quays and learning engines took up the speech. He stated that Orvik has much to give."
    )
    assert said(text)[-1] == ("Peter Dorn", "Orvik has much to give")


@pytest.mark.parametrize("text", ["The pact raised hopes that the war would end.", "The union was promised a ferry."])
def test_who_raises_hopes_or_is_promised_something_does_not_speak(said: Said, text: str) -> None:
    assert all(name is None for name, _ in said(text))


def test_who_raises_doubts_or_concerns_has_them(said: Said) -> None:
    assert said("Peter Dorn raised concerns that the war would go on.") == [("Peter Dorn", "the war would go on")]


def test_somebody_told_of_in_the_words_is_not_whom_they_were_told_to(statements: Find) -> None:
    (one,) = statements(
        "Karsan presidential spokesman Peter Dorn told the media presidential aide Yury Ostrel had notified the Orvik "
        "presidential national security adviser Jake Keel Karsa was prepared to enter into talks at once."
    )
    assert one.addressee is None
    (told,) = statements("Anna Keller told reporters that the port was shut.")
    assert told.addressee is not None
