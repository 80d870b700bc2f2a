"""An article and what was read from it: each item says just what stands at its spans, and its id is made of them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pydantic import BaseModel

from onrecord.model import Actor, Article, Capture, Event, EventMention, Statement, words_of
from onrecord.record.verification.problem import Problem

Spans = Sequence[tuple[int, int]]

_OPENING, _CLOSING, _EITHER = "“„‟«‹「『〝", "”»›」』〞", "\"＂'‘’‚‛`"


def article(noun: Article, text: str, text_sha256: str) -> Iterator[Problem]:
    """All that is wrong with an article in the light of its capture's text."""

    def problem(what: str) -> Problem:
        return Problem("article", noun.id, what)

    if noun.capture.text.sha256 != text_sha256:
        yield problem("its spans count in another text than the one stored")
    outside = list(_outside(noun, len(text), "article"))
    yield from map(problem, outside)
    if outside:
        return
    for name, spans in (("body", noun.body), ("title", noun.title_spans)):
        if not _in_order(spans):
            yield problem(f"the spans of its {name} overlap or are out of order")
    if noun.title_spans and _plain(noun.title or "") != _plain(_at(text, noun.title_spans)):
        yield problem(f"its title is {noun.title!r}, and its spans say {_plain(_at(text, noun.title_spans))!r}")
    if noun.id != _id("ar", noun.capture, noun.body):
        yield problem("its id is not that of its capture and spans")
    yield from _items(noun, text)


def _items(noun: Article, text: str) -> Iterator[Problem]:
    known = {entity.id for entity in noun.entities}
    statements = {one.id for one in noun.statements}
    for one in noun.statements:
        for what in _statement(one, noun.capture, text, known, statements):
            yield Problem("statement", one.id, what)
    for event in noun.events:
        for what in _event(event, noun, text):
            yield Problem("event", event.id, what)


def _statement(one: Statement, capture: Capture, text: str, known: set[str], statements: set[str]) -> Iterator[str]:
    if not _in_order(one.content):
        yield "its spans overlap or are out of order"
    if one.text != (said := words_of(text, one.content)):
        yield f"its text is {one.text[:60]!r}, and its spans say {said[:60]!r}"
    # Where a person says that it is direct, the page may be without marks: a transcript, a caption.
    if one.kind == "direct" and not {"kind", "content", "added"} & set(one.ruled):
        for start, end in one.content:
            if not _within_marks(text, start):
                yield f"it is said to be direct, and no quotation marks stand around {text[start:end][:60]!r}"
    if one.id != _id("st", capture, one.content):
        yield "its id is not that of its capture and spans"
    named = [one.speaker, *one.speakers, *(link.entity for link in one.via), one.addressee and one.addressee.entity]
    for entity in dict.fromkeys(who for who in named if who and who not in known):
        yield f"it names the entity {entity}, which its article does not have"
    if one.speaker and one.speaker not in one.speakers:
        yield "its speaker is not among its speakers"
    if one.within and one.within not in statements:
        yield f"it stands within {one.within}, which its article does not have"


def _event(one: Event, noun: Article, text: str) -> Iterator[str]:
    if not one.mentions or not one.mentions[0].trigger:
        yield "no words tell of it"
        return
    if one.id != _id("ev", noun.capture, one.mentions[0].trigger):
        yield "its id is not that of its capture and spans"
    contents = {said.id: said.content for said in noun.statements}
    for mention in one.mentions:
        if not _in_order(mention.trigger):
            yield "its spans overlap or are out of order"
        if mention.claimed_by is not None:
            yield from _claim(mention, contents)
    claims = [mention.claimed_by for mention in one.mentions]
    if (one.claimed_by is None) != (None in claims) or (one.claimed_by and one.claimed_by not in claims):
        yield f"it is said to be claimed by {one.claimed_by}, and its mentions by {claims}"
    yield from _sides(one, noun, text)
    for item in one.items:
        if not _named(item.name, item.spans, noun, text):
            yield f"its item {item.name!r} is not what stands at its spans, {_plain(_at(text, item.spans))!r}"


def _claim(mention: EventMention, contents: Mapping[str, Spans]) -> Iterator[str]:
    """What is wrong with the statement that is to vouch for a mention."""
    content = contents.get(mention.claimed_by or "")
    if content is None:
        yield f"it is claimed by {mention.claimed_by}, which its article does not have"
    elif mention.trigger and not any(start <= mention.trigger[0][0] < end for start, end in content):
        yield f"it is claimed by {mention.claimed_by}, in whose words it does not stand"


def _sides(one: Event, noun: Article, text: str) -> Iterator[str]:
    for name, those in (("actors", one.actors), ("recipients", one.recipients)):
        for side in those:
            yield from _side(side, noun, text, by_hand=name in one.ruled)


def _side(side: Actor, noun: Article, text: str, *, by_hand: bool) -> Iterator[str]:
    if side.entity is not None and side.entity not in {entity.id for entity in noun.entities}:
        yield f"it names the entity {side.entity}, which its article does not have"
    # A person may name somebody whom the sentence does not.
    if not by_hand and not _named(side.name, side.spans, noun, text):
        yield f"{side.name!r} is not what stands at its spans, {_plain(_at(text, side.spans))!r}"


def _named(name: str, spans: Spans, noun: Article, text: str) -> bool:
    """Whether a name is in the words at some spans, or is that of an entity which is meant there."""
    if _plain(name) and _plain(name).casefold() in _plain(_at(text, spans)).casefold():
        return True
    meant = (entity for entity in noun.entities if entity.name == name)
    return any(left < end and start < right for one in meant for left, right in one.mentions for start, end in spans)


def _outside(noun: BaseModel, length: int, path: str) -> Iterator[str]:
    """Every span of a noun, however deep, that does not lie inside the text."""
    for name in type(noun).model_fields:
        yield from _outside_value(getattr(noun, name), length, f"{path}.{name}")


def _outside_value(value: object, length: int, path: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _outside(value, length, path)
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            if isinstance(one, tuple) and len(one) == 2 and all(isinstance(end, int) for end in one):  # noqa: PLR2004
                if not 0 <= one[0] < one[1] <= length:
                    yield f"the span {list(one)} of {path} is empty or outside the {length} characters of the text"
            else:
                yield from _outside_value(one, length, f"{path}[{at}]")


def _within_marks(text: str, start: int) -> bool:
    """Whether a stretch that begins here can stand in quotation marks.

    A mark right before it, or its first character, will do; else the nearest mark before it must not be a closing one.
    """
    at = start
    while at > 0 and text[at - 1].isspace():
        at -= 1
    beside = text[start] + (text[at - 1] if at else "")
    if any(mark in _OPENING + _CLOSING + _EITHER for mark in beside):
        return True
    nearest = max(((text.rfind(mark, 0, start), mark) for mark in _OPENING + _CLOSING + '"＂'), default=(-1, ""))
    return nearest[0] >= 0 and nearest[1] not in _CLOSING


def _in_order(spans: Spans) -> bool:
    return all(left[1] <= right[0] for left, right in pairwise(spans))


def _at(text: str, spans: Spans) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _id(kind: str, capture: Capture, spans: Spans) -> str:
    """By DESIGN's rule for ids: capture, text and spans, hashed; written here a second time on purpose."""
    key = json.dumps([kind, capture.id, capture.text.sha256, [[start, end] for start, end in spans]])
    digest = hashlib.sha256(key.replace(" ", "").encode("ascii")).digest()
    return f"{kind}_{base64.b32encode(digest)[:20].decode('ascii').lower()}"
