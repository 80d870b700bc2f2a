"""The statements of an article, from its reading and its entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord.entity import name_words
from onrecord.language import has_model, title_reading
from onrecord.model import Act, Entity, Link, Statement, StatementKind, item_id, words_of
from onrecord.spans import Spans, joined_back
from onrecord.statement.chain import addressee, innermost
from onrecord.statement.circumstances import occasion
from onrecord.statement.confidence import confidence
from onrecord.statement.drafts import drafts
from onrecord.statement.foreign import foreign
from onrecord.statement.headline import headline
from onrecord.statement.scenes import Saying, Scene, scenes
from onrecord.statement.speakers import Speakers, is_first_person
from onrecord.statement.surroundings import Surroundings

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.statement.draft import Draft


_LONGEST_NAME = 5
# No statement is surer than this where its pronoun might mean another. Chosen, not fitted: below the surest patterns.
_CONTESTED = 0.8


@dataclass
class _Attributed:
    """A draft with its speakers and the statement that it stands in."""

    draft: Draft
    content: Spans
    outer: int | None
    speakers: tuple[str, ...] = ()
    reason: str | None = None


def language_gap(reading: Reading) -> str | None:
    """Why statements could not be looked for in an article: no model for its language, say; None where they could."""
    if reading.doc is not None:
        return None
    language = reading.article.language
    if has_model(language):
        return f"the body of {len(reading.view.text):,} characters is longer than any article"
    return f"no model for {language}" if language else "language unknown"


def find(reading: Reading, entities: tuple[Entity, ...]) -> tuple[tuple[Statement, ...], tuple[Entity, ...]]:
    """The statements of an article in the order of the text, and its entities with the unnamed sources added.

    Where there is no model for the language, only what quotation marks and layout tell; `language_gap` says so.
    """
    if reading.doc is None:
        told, named = foreign(reading)
        return told, (*entities, *named)
    known = {entity.id: entity for entity in entities}
    title = title_reading(reading)
    of_title = _found_in(title, known, is_title=True) if title is not None else ()
    return of_title + _found_in(reading, known, is_title=False), tuple(known.values())


def _found_in(reading: Reading, entities: dict[str, Entity], *, is_title: bool) -> tuple[Statement, ...]:
    """The statements of a title or a body; the unnamed sources that are met come to the entities."""
    if reading.doc is None:
        return ()
    around = Surroundings(reading.doc, reading.quotations, reading.paragraphs)
    speakers = Speakers(reading, entities, by_name=is_title)
    title = headline(around, speakers.is_named) if is_title else None
    found = [title] if title is not None else drafts(around, reading.encoded)
    return _statements(_attributed(_unique(found, reading), speakers, reading), speakers, reading)


def _unique(found: list[Draft], reading: Reading) -> list[tuple[Draft, Spans]]:
    """The drafts with their content as spans of the capture, in order; of those with the same content the surest."""
    best: dict[Spans, Draft] = {}
    for item in found:
        spans = joined_back(reading.view, item.content)
        there = best.get(spans)
        if spans and (there is None or confidence(item) > confidence(there)):
            best[spans] = item
    order = sorted(best.items(), key=lambda found: (found[0][0][0], -found[0][-1][1]))
    return [(item, spans) for spans, item in order]


def _attributed(found: list[tuple[Draft, Spans]], speakers: Speakers, reading: Reading) -> list[_Attributed]:
    doc = reading.doc
    found = [one for one in found if not _is_own_name(one[0], speakers, reading)]
    outer = innermost([item for item, _ in found])
    out = [_Attributed(item, spans, within) for (item, spans), within in zip(found, outer, strict=True)]
    for one in out:
        if one.draft.head is None or doc is None:
            one.reason = "the text names no source"
            continue
        head = doc[one.draft.head]
        if not is_first_person(head):
            one.speakers, one.reason = speakers.of(head, one.draft.source[0])
    for one in out:
        if doc is not None and one.draft.head is not None and is_first_person(doc[one.draft.head]):
            _first_person(one, out, speakers, reading)
    return out


def _is_own_name(item: Draft, speakers: Speakers, reading: Reading) -> bool:
    """Whether all that somebody says, without marks, is their name: "as noted by the director, | Tom Ruvell |, it"."""
    words = name_words(words_of(reading.view.text, tuple(item.content)))
    if item.kind != "indirect" or item.head is None or reading.doc is None or len(words) > _LONGEST_NAME:
        return False
    found, _ = speakers.of(reading.doc[item.head], item.source[0])
    return bool(words) and any(set(words) <= set(name_words(speakers.name(one))) for one in found)


def _first_person(one: _Attributed, out: list[_Attributed], speakers: Speakers, reading: Reading) -> None:
    """I, in a quotation, is its speaker, elsewhere the writer; of we the speaker is sure, the others are not."""
    place_ = one.draft.source[0][0]
    holders = [
        other
        for other in out
        if other is not one and other.speakers and any(start <= place_ < end for start, end in other.draft.content)
    ]
    if holders:
        closest = min(holders, key=lambda other: sum(end - start for start, end in other.draft.content))
        one.speakers = closest.speakers
        return
    quoted = any(quotation.start <= place_ < quotation.end for quotation in reading.quotations)
    writer = speakers.writer() if not quoted else None
    if writer is not None:
        one.speakers = (writer,)
    else:
        one.reason = "the first person, and nobody is known to speak"


def _statements(attributed: list[_Attributed], speakers: Speakers, reading: Reading) -> tuple[Statement, ...]:
    capture = reading.article.capture
    ids = [item_id("st", capture, one.content) for one in attributed]
    out = [_statement(index, attributed, ids, speakers, reading) for index in range(len(attributed))]
    sayings = [
        Saying(_cue(one, reading), one.draft.content, one.speakers, one.draft.kind == "direct") for one in attributed
    ]
    return tuple(map(_set_in, out, scenes(sayings, reading, speakers)))


def _set_in(statement: Statement, scene: Scene) -> Statement:
    """A statement with when and where it was said."""
    reason = {"said": scene.reason} if scene.reason is not None else {}
    told = {"said": scene.said, "place": scene.place, "unresolved": statement.unresolved | reason}
    return statement.model_copy(update=told)


def _cue(one: _Attributed, reading: Reading) -> Token | None:
    return reading.doc[one.draft.verb] if reading.doc is not None and one.draft.cue else None


def _statement(
    index: int, attributed: list[_Attributed], ids: list[str], speakers: Speakers, reading: Reading
) -> Statement:
    one = attributed[index]
    item = one.draft
    cue = _cue(one, reading)
    unresolved = {"speaker": one.reason} if one.reason and not one.speakers else {}
    return Statement(
        id=ids[index],
        kind=cast("StatementKind", item.kind),
        act=cast("Act", item.act),
        content=one.content,
        cue=joined_back(reading.view, item.cue),
        source=joined_back(reading.view, item.source),
        text=words_of(reading.text, one.content),
        language=reading.article.language,
        translated=None,
        speaker=one.speakers[0] if one.speakers else None,
        speaker_name=speakers.name(one.speakers[0]) if one.speakers else None,
        speakers=one.speakers,
        via=_via(one, attributed, speakers, reading),
        addressee=_addressee(one, speakers, reading),
        occasion=occasion(cue, reading) if cue is not None else None,
        place=None,
        said=None,
        within=ids[one.outer] if one.outer is not None else None,
        denied=item.denied,
        confidence=_sure(one, speakers, reading),
        unresolved=unresolved,
    )


def _sure(one: _Attributed, speakers: Speakers, reading: Reading) -> float:
    """The confidence of a statement's pattern, capped where its speaker is a pronoun's that two persons compete for."""
    sure, head = confidence(one.draft), one.draft.head
    if reading.doc is None or head is None or not one.speakers:
        return sure
    return min(sure, _CONTESTED) if speakers.is_contested(reading.doc[head], one.speakers[0]) else sure


def _via(one: _Attributed, attributed: list[_Attributed], speakers: Speakers, reading: Reading) -> tuple[Link, ...]:
    """Those who passed it on, nearest to the article first: whose statement it stands in, and who quoted it."""
    links: list[Link] = []
    seen = set(one.speakers)
    outer = one.outer
    chain: list[Link] = []
    while outer is not None:
        holder = attributed[outer]
        if holder.speakers and holder.speakers[0] not in seen:
            seen.add(holder.speakers[0])
            chain.append(Link(entity=holder.speakers[0], spans=joined_back(reading.view, holder.draft.source)))
        outer = holder.outer
    links.extend(reversed(chain))
    if one.draft.via and one.draft.via_head is not None and reading.doc is not None:
        passing, _ = speakers.of(reading.doc[one.draft.via_head], one.draft.via[0])
        links.append(Link(entity=passing[0] if passing else None, spans=joined_back(reading.view, one.draft.via)))
    return tuple(links)


def _addressee(one: _Attributed, speakers: Speakers, reading: Reading) -> Link | None:
    if reading.doc is None or not one.draft.cue:
        return None
    head = addressee(reading.doc[one.draft.verb])
    if head is None:
        return None
    start, end = head.left_edge.idx, head.idx + len(head)
    spans, meant = reading.view.back(start, end), speakers.at(head)
    if meant is not None and meant == _name_behind(head, speakers):
        # "told the media aide Tom Ruvell had left": Ruvell is told of.
        return None
    return Link(entity=meant, spans=spans) if spans else None


def _name_behind(head: Token, speakers: Speakers) -> str | None:
    """Whose name follows a noun at once."""
    if head.i + 1 >= len(head.doc) or head.pos_ != "NOUN":
        return None
    return speakers.at(head.nbor()) if head.nbor().pos_ == "PROPN" else None
