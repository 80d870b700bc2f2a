from __future__ import annotations

import importlib

import pytest

from onrecord.errors import MissingModelError
from onrecord.language import has_model, parse

LONG = "Dorn said that the river had risen again in the night. "


def sentences(text: str) -> list[str]:
    doc = parse(text, "en")
    assert doc is not None
    return [sentence.text.strip() for sentence in doc.sents]


def test_a_language_without_a_model_is_not_parsed() -> None:
    assert parse("Il pleut.", "fr") is None
    assert parse("?", None) is None
    assert not has_model("ru")
    assert has_model("en-GB")


def test_a_paragraph_ends_a_sentence_even_without_a_stop() -> None:
    assert sentences("The flood and its aftermath\n\nIt rained in Orvik.")[:1] == ["The flood and its aftermath"]


def test_offsets_are_those_of_the_text_whatever_its_marks() -> None:
    text = "«We signed nothing,» said Dorn. „No,“ he said."
    doc = parse(text, "en")
    assert doc is not None
    assert len(doc.text) == len(text)
    assert [text[token.idx : token.idx + len(token)] for token in doc if token.is_alpha][:2] == ["We", "signed"]


def test_a_text_longer_than_a_chunk_keeps_its_offsets_and_sentences() -> None:
    text = LONG * 2_500
    doc = parse(text, "en")
    assert doc is not None
    assert doc.text == text
    assert sum(1 for _ in doc.sents) == 2_500


def test_a_long_text_without_any_edge_is_still_parsed() -> None:
    doc = parse("a" * 120_001, "en")
    assert doc is not None
    assert len(doc.text) == 120_001


def test_an_empty_text_has_an_empty_parse() -> None:
    doc = parse("", "en")
    assert doc is not None
    assert len(doc) == 0


def test_a_model_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # The package's name for the function hides the module.
    module = importlib.import_module("onrecord.language.parse")
    module._english.cache_clear()
    monkeypatch.setattr(module, "VERSION_OF_MODEL", "9.9.9")
    with pytest.raises(MissingModelError, match=r"9\.9\.9"):
        parse("It rained.", "en")
    module._english.cache_clear()
