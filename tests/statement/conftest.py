"""Texts read as whole articles, and the statements found in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord import entity, language, statement
from onrecord.language import Reading
from onrecord.model import Article, Capture, Statement, TextRef, Time, sha256, text_sha256, words_of


def whole_article(text: str, *, tongue: str | None = "en", published: Time | None = None) -> Article:
    """A text as one article, all of it body."""
    ref = TextRef(sha256=text_sha256(text), made_by="test")
    capture = Capture(
        id=sha256(text.encode("utf-8", "surrogatepass")),
        source="test",
        url=None,
        canonical_url=None,
        record_id=None,
        captured=None,
        text=ref,
    )
    return Article(
        made_by={},
        id="ar_test",
        kind="news",
        language=tongue,
        capture=capture,
        title=None,
        title_spans=(),
        outlet=None,
        agency=None,
        byline=(),
        dateline=None,
        published=published,
        body=((0, len(text)),) if text else (),
        captions=(),
        entities=(),
        statements=(),
        events=(),
        figures=(),
        unresolved={},
    )


@pytest.fixture(scope="session")
def whole() -> Callable[..., Article]:
    """A text as one article."""
    return whole_article


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
