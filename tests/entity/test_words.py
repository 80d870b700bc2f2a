from onrecord.entity.words import Word, Words
from onrecord.language.parse import parse

TEXT = "Karsan President Ilo Dorn said: “We won't go.”\n\nHe left Ankara  on Oct. 4, and ADARA Ruvell's aide followed."


def test_words_are_what_spacy_has() -> None:
    doc = parse(TEXT, "en")
    assert doc is not None
    words = Words(doc)
    assert words.whole == doc.text
    assert len(words) == len(doc)
    for token, word in zip(doc, words, strict=True):
        for name in set(Word._fields) - {"is_sent_start"}:
            assert getattr(word, name) == getattr(token, name)
        assert word.is_sent_start == bool(token.is_sent_start)
        assert words.token(word.i).i == token.i


def test_phrases_and_their_roots_are_those_of_spacy() -> None:
    doc = parse(TEXT, "en")
    assert doc is not None
    words = Words(doc)
    for start in range(len(doc)):
        for end in range(start, len(doc) + 3):
            assert words.phrase(start, end) == doc[start:end].text
            if start < end:
                assert words.root(start, end).i == doc[start:end].root.i


def test_nothing_has_no_words() -> None:
    doc = parse("", "en")
    assert doc is not None
    assert Words(doc) == []
