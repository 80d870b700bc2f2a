"""Whatever the characters: what is put into a record comes out as it was, can be searched and verifies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.record.factory import article_of, day, entity_of, page_of, statement_of

from onrecord.exchange import jsonl
from onrecord.language.folding import fold, words
from onrecord.record import Query, Scope, Store, Verification

ANY_TEXT = st.text(min_size=1, max_size=60)
ODD = "a\0b\r\nc\U0001f600e\u0301\u202e\ufeff\u0130 \u2028x"


@settings(max_examples=25, deadline=None)
@example(texts=[ODD, ODD[::-1]], name=ODD, start=0, end=5)
@given(
    texts=st.lists(ANY_TEXT, min_size=1, max_size=3, unique=True),
    name=ANY_TEXT,
    start=st.integers(0, 59),
    end=st.integers(1, 60),
)
def test_any_text_round_trips_through_the_record(texts: list[str], name: str, start: int, end: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "onrecord.db"
        with Store(path, create=True, write=True) as store:
            for text in texts:
                page = page_of(text, source=name)
                span = (min(start, len(text) - 1), max(min(end, len(text)), min(start, len(text) - 1) + 1))
                speaker = entity_of(page, name, span)
                said = statement_of(page, span, speaker=speaker).model_copy(update={"kind": "indirect"})
                article = article_of(
                    page, title=span, outlet=name, published=day("2031-05-04"), entities=[speaker], statements=[said]
                )
                assert store.put(page, [article]) == "new"
                assert store.put(page, [article]) == "same"
                assert store.get(article.id) == (article, article)
                assert store.get(said.id) == (said, article)
                assert store.page_text(page.capture.id) == text
                assert store.page_bytes(page.capture.id) == text.encode()
                # Letters that are newer than SQLite's tables do not part words alike there.
                for word in words(text if text.isascii() else ""):
                    found = store.search(text[word.start : word.end], Scope(limit=100))
                    assert article.id in {hit.article.id for hit in found}
            assert len(list(store.statements(Query(since="2031")))) == len(texts)
            jsonl.write(store, Path(folder) / "out")
        assert (Path(folder) / "out" / "articles.jsonl").read_bytes().count(b"\n") == len(texts)
        assert not list(Verification(path))


@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to_and_fold_to_themselves(text: str) -> None:
    last = 0
    for word in words(text):
        assert last <= word.start < word.end <= len(text)
        assert word.folded == fold(text[word.start : word.end])
        assert fold(word.folded) == word.folded
        last = word.end


# Of these SQLite folds all but the capital yot, which is newer than its tables, and the a with dot and macron.
LETTERS = st.text(
    st.characters(
        codec="utf-8", categories=("Ll", "Lu", "Nd"), max_codepoint=0x4FF, exclude_characters="\u037f\u01e0\u01e1"
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("property") / "onrecord.db", create=True, write=True) as opened:
        yield opened


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentence=st.lists(LETTERS, min_size=1, max_size=6), at=st.integers(0, 5))
def test_every_word_of_a_text_in_latin_greek_or_cyrillic_letters_is_found_and_marked(
    store: Store, sentence: list[str], at: int
) -> None:
    page = page_of(" ".join(sentence))
    article = article_of(page)
    store.put(page, [article])
    asked = sentence[at % len(sentence)]
    for form in (asked, fold(asked), asked[:2] + "*"):
        hits = {hit.article.id: hit for hit in store.search(form, Scope(limit=1000))}
        assert hits[article.id].marks
