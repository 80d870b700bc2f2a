"""The entities of an article, from its reading."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.entity.described import described
from onrecord.entity.gazetteer import state_names
from onrecord.entity.mention import Mention, Who
from onrecord.entity.names import names
from onrecord.entity.pronouns import pronouns
from onrecord.entity.resolve import Resolution
from onrecord.model import Entity, EntityType, item_id
from onrecord.spans import Span, Spans, merged

if TYPE_CHECKING:
    from onrecord.language.reading import Reading

_TYPES: dict[str, EntityType] = {
    "person": "person",
    "organisation": "organisation",
    "igo": "igo",
    "place": "place",
    "country": "country",
    "law": "law",
    "group": "group",
}


def find(reading: Reading) -> tuple[Entity, ...]:
    """Everybody and everything that the article names or describes, in the order of first mention.

    Empty where there is no model for the article's language; see `statement.language_gap`.
    """
    doc = reading.doc
    if doc is None:
        return ()
    quoted = [(quotation.start, quotation.end) for quotation in reading.quotations if quotation.level == 0]
    # Nearness is counted in sentences of the article's own: a long quotation does not make its speaker far away.
    sentences = [sentence.start_char for sentence in doc.sents if not _within(sentence.start_char, quoted)]
    named = [_placed(mention, sentences, quoted) for mention in names(doc)]
    resolution = Resolution(doc)
    resolution.names(named)
    taken = set(resolution.cast.by_token)
    rest = [*described(doc, taken), *pronouns(doc)]
    resolution.others([_placed(mention, sentences, quoted) for mention in rest])
    found = [_entity(who, reading) for who in resolution.cast.all if who.named or any(map(_may_speak, who.mentions))]
    unique = {entity.id: entity for entity in reversed([entity for entity in found if entity is not None])}
    return tuple(sorted(unique.values(), key=lambda entity: entity.mentions))


def _may_speak(mention: Mention) -> bool:
    """Whether an unnamed somebody does something here, or is told of as a source; all others are just scenery."""
    return mention.is_subject


def _placed(mention: Mention, sentences: list[int], quoted: list[Span]) -> Mention:
    inside = _within(mention.start, quoted)
    return replace(mention, sentence=bisect_right(sentences, mention.start), in_quotation=inside)


def _within(position: int, quoted: list[Span]) -> bool:
    """Whether a position stands within a quotation, its first mark left out."""
    index = bisect_right(quoted, (position, -1)) - 1
    return index >= 0 and quoted[index][0] < position < quoted[index][1]


def _entity(who: Who, reading: Reading) -> Entity | None:
    """The entity with its mentions as spans of the capture's text."""
    order = sorted(who.mentions, key=lambda mention: mention.start)
    spans: Spans = merged(span for mention in order for span in reading.view.back(mention.start, mention.end))
    if not spans:
        return None
    first = reading.view.back(order[0].start, order[0].end)
    country = who.traits.country
    if who.type != "igo" and country not in state_names():
        country = None
    return Entity(
        id=item_id("en", reading.article.capture, first),
        name=" ".join(who.name.split()),
        type=_TYPES.get(who.type, "other"),
        country=country,
        mentions=spans,
    )


def describe(reading: Reading, source: Span, *, many: bool) -> Entity | None:
    """An unnamed entity for a phrase of the view that no other entity covers: "the men in the square"."""
    spans = reading.view.back(*source)
    if not spans:
        return None
    return Entity(
        id=item_id("en", reading.article.capture, spans),
        name=" ".join(reading.view.text[source[0] : source[1]].split()),
        type="group" if many else "other",
        country=None,
        mentions=spans,
    )
