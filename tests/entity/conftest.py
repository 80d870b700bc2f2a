"""Texts read as whole articles, and the entities found in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord import entity, language
from onrecord.language import Reading
from onrecord.model import Article, Capture, TextRef, Time, sha256, text_sha256


def whole(text: str, *, tongue: str | None = "en", published: Time | None = None) -> Article:
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
def named() -> Callable[[str], dict[str, list[str]]]:
    """The entities of a text: name -> what each mention says."""

    def find(text: str) -> dict[str, list[str]]:
        reading: Reading = language.read(whole(text), text)
        return {one.name: [text[start:end] for start, end in one.mentions] for one in entity.find(reading)}

    return find


@pytest.fixture(scope="session")
def known() -> Callable[[str], dict[str, tuple[str, str | None]]]:
    """The entities of a text: name -> type and country."""

    def find(text: str) -> dict[str, tuple[str, str | None]]:
        reading: Reading = language.read(whole(text), text)
        return {one.name: (one.type, one.country) for one in entity.find(reading)}

    return find
