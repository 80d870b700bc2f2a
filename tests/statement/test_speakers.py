from __future__ import annotations

from collections.abc import Callable

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
