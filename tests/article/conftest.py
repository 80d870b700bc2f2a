"""Pages for the tests, made in the way that the program makes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord import article, capture
from onrecord.capture import Given, Page, Raw
from onrecord.model import Article

Find = Callable[..., tuple[Page, tuple[Article, ...]]]


@pytest.fixture
def find() -> Find:
    """A text or an HTML page, and what is known of it, as a page and its articles."""

    def found(text: str, hint: str = "text", **given: object) -> tuple[Page, tuple[Article, ...]]:
        raw = Raw(text.encode(), "page", hint, Given(**given))  # type: ignore[arg-type]
        page = capture.page(raw)
        return page, article.find(page)

    return found
