"""Texts read as whole articles, and the statements found in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.articles import whole_article

from onrecord import entity, language, statement
from onrecord.language import Reading
from onrecord.model import Statement, Time, words_of


@pytest.fixture(scope="session")
def statements() -> Callable[..., list[Statement]]:
    """The statements of a text, each of its spans checked."""

    def find(text: str, published: Time | None = None) -> list[Statement]:
        reading: Reading = language.read(whole_article(text, published=published), text)
        found, entities = statement.find(reading, entity.find(reading))
        names = {one.id: one.name for one in entities}
        for one in found:
            assert one.text == words_of(text, one.content)
            assert one.speaker_name == (names[one.speaker] if one.speaker else None)
            assert one.speaker is not None or one.unresolved["speaker"]
        assert len({one.id for one in found}) == len(found)
        return list(found)

    return find


@pytest.fixture(scope="session")
def said(statements: Callable[..., list[Statement]]) -> Callable[[str], list[tuple[str | None, str]]]:
    """Who says what in a text."""
    return lambda text: [(one.speaker_name, one.text) for one in statements(text)]
