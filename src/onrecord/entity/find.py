"""The entities of an article, from its reading."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.entity import knowledge
from onrecord.entity.cast import Cast
from onrecord.entity.described import described
from onrecord.entity.gazetteer import place_names, state_names
from onrecord.entity.identity import stable_id
from onrecord.entity.mention import Mention, Who
from onrecord.entity.names import names
from onrecord.entity.pronouns import pronouns
from onrecord.entity.resolve import Resolution
from onrecord.language import dates
from onrecord.model import Article, Entity, EntityType, item_id
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
    "agreement": "agreement",
    "weapon": "weapon",
    "group": "group",
}


def find(reading: Reading) -> tuple[Entity, ...]:
    """Everybody and everything that the article names or describes, in the order of first mention.

    Empty where there is no model for the article's language; see `statement.language_gap`.
    """
    if reading.doc is None:
        return ()
    cast = resolved(reading, Resolution(reading.doc, quoted(reading), day_of(reading.article)))
    unique = {entity.id: entity for entity in reversed(list(_entities(cast, reading)))}
    return tuple(sorted(unique.values(), key=lambda entity: entity.mentions))


def resolved(reading: Reading, resolution: Resolution) -> Cast:
    """Everybody in an article, with all their mentions."""
    words = resolution.words
    spans = quoted(reading)
    paragraphs = [start for start, _ in reading.paragraphs]
    # Nearness is counted in sentences of the article's own: a long quotation does not make its speaker far away.
    sentences = [word.idx for word in words if word.is_sent_start and _within(word.idx, spans) is None]
    named = [_placed(mention, sentences, paragraphs, spans) for mention in names(words)]
    resolution.names(named)
    taken = set(resolution.cast.by_token)
    rest = [*described(words, taken), *pronouns(words)]
    resolution.others([_placed(mention, sentences, paragraphs, spans) for mention in rest])
    return resolution.cast


def day_of(article: Article) -> str | None:
    """The day on which an article appeared, where it is known to the day."""
    return dates.known_day(article.published)


def quoted(reading: Reading) -> list[Span]:
    """The quotations of the body that stand in no other."""
    return [(quotation.start, quotation.end) for quotation in reading.quotations if quotation.level == 0]


def _may_speak(mention: Mention) -> bool:
    """Whether an unnamed somebody does something here, or is told of as a source; all others are just scenery."""
    return mention.is_subject


def _placed(mention: Mention, sentences: list[int], paragraphs: list[int], quoted: list[Span]) -> Mention:
    return mention._replace(
        sentence=bisect_right(sentences, mention.start),
        paragraph=bisect_right(paragraphs, mention.start),
        quotation=_within(mention.start, quoted),
    )


def _within(position: int, quoted: list[Span]) -> int | None:
    """The quotation that a position stands in, its first mark left out."""
    index = bisect_right(quoted, (position, -1)) - 1
    return index if index >= 0 and quoted[index][0] < position < quoted[index][1] else None


def _entities(cast: Cast, reading: Reading) -> Iterator[Entity]:
    """Those who are named or may speak, each once, with their mentions as spans of the capture's text."""
    known: dict[str | int, list[Who]] = {}
    for who in cast.all:
        if not who.members and (who.named or any(map(_may_speak, who.mentions))):
            known.setdefault(_id(who) or len(known), []).append(who)
    for id_, same in known.items():
        mentions = [mention for who in same for mention in who.mentions]
        entity = _entity(id_ if isinstance(id_, str) else None, same[0], mentions, reading)
        if entity is not None:
            yield entity


def _id(who: Who) -> str | None:
    """The id that somebody has in all articles, if any."""
    return who.known or stable_id(who)


def _entity(known: str | None, who: Who, mentions: Sequence[Mention], reading: Reading) -> Entity | None:
    order = sorted(mentions, key=lambda mention: mention.start)
    spans: Spans = merged(span for mention in order for span in reading.view.back(mention.start, mention.end))
    if not spans:
        return None
    first = reading.view.back(order[0].start, order[0].end)
    row = knowledge.get(who.known or "")
    country = (row.country if row is not None else None) or who.traits.country
    if who.type != "igo" and country not in state_names():
        country = None
    return Entity(
        id=known or item_id("en", reading.article.capture, first),
        name=_listed_name(who) or " ".join(who.name.split()),
        type=_TYPES.get(who.type, "other"),
        country=country,
        mentions=spans,
    )


def _listed_name(who: Who) -> str | None:
    """The name that the knowledge pack has for somebody, so that it is one in all articles."""
    if who.known is None:
        return None
    row = knowledge.get(who.known)
    if row is not None:
        return row.name
    return place_names().get(who.known) or state_names().get(who.known.removeprefix("state."))


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
