"""Texts read as whole articles, and the events found in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.articles import whole_article

from onrecord import entity, event, language, statement
from onrecord.event import pack
from onrecord.language import Reading
from onrecord.model import Event, Time
from onrecord.spans import slices


@pytest.fixture(scope="session")
def all_events() -> Callable[..., list[Event]]:
    """The events of a text, all spans of each checked."""

    def find(text: str, published: Time | None = None) -> list[Event]:
        reading: Reading = language.read(whole_article(text, published=published), text)
        statements, entities = statement.find(reading, entity.find(reading))
        ids, said = {one.id for one in entities}, {one.id for one in statements}
        found = event.find(reading, entities, statements)
        assert len({one.id for one in found}) == len(found)
        for one in found:
            for mention in one.mentions:
                assert all(slices(text, mention.trigger))
                assert mention.claimed_by is None or mention.claimed_by in said
            for party in (*one.actors, *one.recipients):
                assert all(slices(text, party.spans))
                assert party.entity is None or party.entity in ids
        return list(found)

    return find


@pytest.fixture(scope="session")
def events(all_events: Callable[..., list[Event]]) -> Callable[..., list[Event]]:
    """The events of a text that are acts of the pack, all spans of each checked."""

    def find(text: str, published: Time | None = None) -> list[Event]:
        acts = {mode for mode, _ in pack.modes()}
        return [one for one in all_events(text, published) if one.mode in acts]

    return find
