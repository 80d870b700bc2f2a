"""From what was written to a page and its article: the bytes, and all nouns at the spans where they stand."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from benchmarks.large_text import laid_out, marked
from benchmarks.large_told import JOINT, NOBODY, Done, Key, Said, Tokens, Written
from benchmarks.large_world import DESCRIBED, Outlet, Who

from onrecord import capture
from onrecord.capture import Given, Page, Raw
from onrecord.model import (
    Actor,
    Article,
    ArticleKind,
    Author,
    Capture,
    Dateline,
    Entity,
    Event,
    EventMention,
    Figure,
    Item,
    Link,
    Named,
    Phrase,
    Statement,
    Time,
    TimeBasis,
    item_id,
    words_of,
)
from onrecord.pipeline import VERSIONS
from onrecord.spans import Span, Spans

T = TypeVar("T")

_TITLE: Key = ("title", "")
_AUTHOR: Key = ("author", "")
_FILED: Key = ("dateline", "")
_FILED_ON: Key = ("filed", "")
_AGENCY: Key = ("agency", "")
_WEEK = 7


@dataclass(frozen=True)
class Printing:
    """Where and when an article is printed; `agency`: whose report it is, if anybody's; `filed`: the place of it."""

    number: int
    outlet: Outlet
    day: int
    author: str
    agency: str | None
    filed: str | None
    kind: ArticleKind


def page_of(written: Written, printing: Printing, rng: random.Random) -> tuple[Page, Article, list[Said]]:
    """The page on which something written is printed, the article on it, and what each of its statements tells."""
    body = [[*_dateline(printing), *written.paragraphs[0]], *written.paragraphs[1:]]
    foot = f"More from {printing.outlet.name}, page {printing.number}\nLeave a comment"
    before: list[Tokens] = [
        [f"{printing.outlet.name}\nHome News World Business Sport"],
        marked(_TITLE, *written.title),
        ["By ", *marked(_AUTHOR, printing.author)],
    ]
    text, spans, pieces = laid_out([*before, *body, [foot]])
    when = date.fromordinal(printing.day)
    given = Given(
        captured=date.fromordinal(printing.day + rng.randrange(3)).isoformat(),
        url=f"https://{printing.outlet.host}/{when:%Y/%m}/{printing.number}",
        outlet=printing.outlet.name,
        published=when.isoformat(),
    )
    source = f"archive/{printing.outlet.host}/{printing.number:07}.txt"
    page = capture.page(Raw(text.encode(), source, "text", given))
    assert page.text == text
    nouns = _Nouns(page.capture, text, {key: tuple(found) for key, found in spans.items()}, written, printing, rng)
    said = [one for number, one in written.said.items() if ("content", number) in spans]
    return page, nouns.article(tuple(pieces[len(before) : -1])), said


def _dateline(printing: Printing) -> Tokens:
    if printing.filed is None:
        return []
    when = date.fromordinal(printing.day)
    told = [f"{printing.filed.upper()}, ", *marked(_FILED_ON, f"{when:%B} {when.day}")]
    agency = [" (", *marked(_AGENCY, printing.agency), ")"] if printing.agency else []
    return [*marked(_FILED, *told, *agency, " -"), " "]


def time_of(first: int, basis: TimeBasis, evidence: Spans = (), days: int = 1) -> Time:
    """A day, or a stretch of them."""
    start, last, end = (date.fromordinal(first + more).isoformat() for more in (0, days - 1, days))
    return Time(
        value=start if days == 1 else f"{start}/{last}",
        precision="day" if days == 1 else "range",
        earliest=start,
        latest=end,
        offset=None,
        basis=basis,
        evidence=evidence,
    )


@dataclass(frozen=True)
class _Nouns:
    """Makes the nouns of one article."""

    capture: Capture
    text: str
    spans: Mapping[Key, Spans]
    written: Written
    printing: Printing
    rng: random.Random

    def article(self, body: Spans) -> Article:
        printing, title = self.printing, self.spans[_TITLE]
        agency = printing.agency if _AGENCY in self.spans else None
        return Article(
            made_by=VERSIONS,
            id=item_id("ar", self.capture, body),
            kind=printing.kind,
            language="en",
            capture=self.capture,
            title=self._at(title),
            title_spans=title,
            outlet=Named(name=printing.outlet.name, basis="given", spans=()),
            agency=Named(name=agency, basis="dateline", spans=self.spans[_AGENCY]) if agency else None,
            byline=(Author(name=printing.author, spans=self.spans[_AUTHOR]),),
            dateline=self._filed(),
            published=time_of(printing.day, "given"),
            body=body,
            captions=(),
            entities=tuple(self._entity(who) for who in self._cast()),
            statements=tuple(self._statement(*one) for one in self._standing("content", self.written.said)),
            events=tuple(self._event(*one) for one in self._standing("trigger", self.written.done)),
            figures=tuple(self._figure(*one) for one in self._standing("figure", self.written.done)),
            unresolved={},
        )

    def _standing(self, part: str, items: Mapping[str, T]) -> list[tuple[str, T]]:
        """Those items that are on the page: a copy may be cut."""
        return [(number, one) for number, one in items.items() if self._has(part, number)]

    def _has(self, kind: str, number: str) -> bool:
        return (kind, number) in self.spans

    def _at(self, spans: Spans) -> str:
        return " ".join(self.text[start:end] for start, end in spans)

    def _filed(self) -> Dateline | None:
        if self.printing.filed is None:
            return None
        when = time_of(self.printing.day, "dateline", self.spans[_FILED_ON])
        return Dateline(place=self.printing.filed.upper(), date=when, spans=self.spans[_FILED])

    def _cast(self) -> list[Who]:
        """Those whom the page names, in the order in which it does."""

        def first(who: Who) -> Span:
            return self.spans["entity", who.id][0]

        return sorted((who for who in self.written.cast.values() if self._has("entity", who.id)), key=first)

    def _entity(self, who: Who) -> Entity:
        spans = self.spans["entity", who.id]
        return Entity(id=self._id(who), name=who.name, type=who.type, country=who.country, mentions=spans)

    def _id(self, who: Who) -> str:
        described = who.id.startswith(DESCRIBED)
        return item_id("en", self.capture, self.spans["entity", who.id]) if described else who.id

    def _statement(self, number: str, one: Said) -> Statement:
        content, who = self.spans["content", number], one.thought.speaker
        speaker = None if who is NOBODY else self._id(who)
        occasion = self.spans.get(("occasion", number))
        addressee = self.spans.get(("addressee", number))
        passed_on = self.spans.get(("via", number))
        said, unresolved = self._said(number, one)
        return Statement(
            id=item_id("st", self.capture, content),
            kind=one.kind,
            act=one.thought.act,
            content=content,
            cue=self.spans["cue", number],
            source=self.spans["source", number],
            text=words_of(self.text, content),
            language="en",
            translated=None,
            speaker=speaker,
            speaker_name=who.name if speaker else None,
            speakers=(speaker,) if speaker else (),
            via=(Link(entity=None, spans=passed_on),) if passed_on else (),
            addressee=Link(entity=None, spans=addressee) if addressee else None,
            occasion=Phrase(text=self._at(occasion), spans=occasion) if occasion else None,
            place=None,
            said=said,
            within=None,
            denied=one.thought.denied,
            confidence=self._confidence(),
            unresolved=unresolved | ({} if speaker else {"speaker": "the words for it name nobody"}),
        )

    def _said(self, number: str, one: Said) -> tuple[Time, dict[str, str]]:
        if one.dated:
            return time_of(one.thought.day, "weekday", self.spans["said", number]), {}
        week = time_of(self.printing.day - _WEEK + 1, "content", (), _WEEK)
        return week, {"said": "no expression tells when; put down to the week up to the report"}

    def _event(self, number: str, one: Done) -> Event:
        deed, trigger = one.deed, self.spans["trigger", number]
        actors = (self._actor("actor", number, deed.actor),)
        recipients = (self._actor("recipient", number, deed.recipient),)
        joint = deed.act.mode in JOINT
        claim = None
        if one.claimed_by is not None:
            claim = item_id("st", self.capture, self.spans["content", one.claimed_by])
        items: tuple[Item, ...] = ()
        if deed.thing is not None and self._has("item", number):
            at = self.spans["item", number]
            items = (Item(name=self._at(at), class_=deed.thing.class_, quantity=float(one.quantity), spans=at),)
        return Event(
            id=item_id("ev", self.capture, trigger),
            type=deed.act.type,
            mode=deed.act.mode,
            contexts=("military",) if items else ("diplomatic",),
            mentions=(EventMention(trigger=trigger, status_spans=(), claimed_by=claim),),
            actors=actors + recipients if joint else actors,
            recipients=() if joint else recipients,
            items=items,
            when=time_of(deed.day, "weekday", self.spans["when", number]) if one.dated else None,
            place=None,
            status=deed.act.status,
            denied=one.denied,
            claimed_by=claim,
            confidence=self._confidence(),
            unresolved={} if one.dated else {"when": "the sentence tells no time"},
        )

    def _actor(self, role: str, number: str, who: Who) -> Actor:
        return Actor(entity=who.id, name=who.name, country=who.country, spans=self.spans[role, number])

    def _figure(self, number: str, one: Done) -> Figure:
        of = self._at(self.spans["item", number])
        spans = self.spans["figure", number]
        return Figure(value=float(one.quantity), high=None, unit=None, of=of, qualifier=None, spans=spans)

    def _confidence(self) -> float:
        return round(self.rng.betavariate(8, 2), 3)
