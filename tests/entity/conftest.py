"""Texts read as whole articles, and the entities found in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.articles import whole_article

from onrecord import entity, language
from onrecord.language import Reading


@pytest.fixture(scope="session")
def named() -> Callable[[str], dict[str, list[str]]]:
    """The entities of a text: name -> what each mention says."""

    def find(text: str) -> dict[str, list[str]]:
        reading: Reading = language.read(whole_article(text), text)
        return {one.name: [text[start:end] for start, end in one.mentions] for one in entity.find(reading)}

    return find


@pytest.fixture(scope="session")
def known() -> Callable[[str], dict[str, tuple[str, str | None]]]:
    """The entities of a text: name -> type and country."""

    def find(text: str) -> dict[str, tuple[str, str | None]]:
        reading: Reading = language.read(whole_article(text), text)
        return {one.name: (one.type, one.country) for one in entity.find(reading)}

    return find
