"""A machine that reads pages by lot: what it finds hangs on the page and a seed alone, and is otherwise with another.

Pages are bytes in stretches. A text is made of some of them in some order, as versions of the capture step differ in
what of a page they take for text; a reading finds quotations and acts by their marks, and errs as models do: it misses
some, gives others other borders, other speakers, other ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.record.factory import day

from onrecord.article import ruled
from onrecord.article.flat import Found
from onrecord.capture.page import Given, Page, Run
from onrecord.capture.raw import Raw
from onrecord.model import (
    Actor,
    Article,
    Capture,
    Entity,
    Event,
    EventMention,
    Statement,
    TextRef,
    item_id,
    sha256,
    text_sha256,
    words_of,
)
from onrecord.spans import Span, Spans, merged, overlap

NAMES = ("Mira Valdin", "Teun Orlo", "Ilse Köpf", "Рада Сол")
_MODES = (("sent", "arms-delivery"), ("bought", "arms-deal"))
_QUOTED = re.compile("“([^”]+)” (" + "|".join(NAMES) + ") (said|denied)")
_ACT = re.compile("(" + "|".join(NAMES) + ") (sent|bought) [a-zа-яö ]+")
_NAME = re.compile("|".join(NAMES))

PAGES = (
    (
        "Menu News Sport\n\n",
        "Ferries stop\n\n",
        "“We will never tow the ferry back into the harbour,” Mira Valdin said on the quay.\n\n",
        "“The ferry belongs to Teun Orlo, and Teun Orlo sent twelve drones to Tolm,” Ilse Köpf said to us.\n\n",
        "Teun Orlo sent nine pumps to the harbour of Tolm. Nobody was hurt there, and the tide is low.\n\n",
        "“No ferries,” Teun Orlo said. “No ferries,” Рада Сол said as well.\n\n",
        "Subscribe now\n",
    ),
    (
        "Dam leaks\n\n",
        "“Nobody needs to fear for his house tonight,” Teun Orlo said in Brisk, and went.\n\n",
        "Mira Valdin bought eight boats from the valley. The reservoir is emptied by a metre a day.\n\n",
        "Choir wins\n\n",
        "“Мы поём для всех, кто слушает нас,” Рада Сол said. The conductor is a baker by trade.\n\n",
        "“I heard Mira Valdin bought the hall,” Ilse Köpf denied later in the evening.\n\n",
    ),
    (
        "Home Search\n\n",
        "“One sentence stands here alone,” Ilse Köpf said.\n\n",
        "Contact us\n",
    ),
)
# What each version of the capture step makes of a page: which stretches, from the front or the back, in which order.
TEXTS = ("all", "furniture off", "two swapped", "one left out")


@dataclass(frozen=True)
class Reader:
    """One version of all steps: how it makes texts, and the seed of what it finds in them."""

    text: str = TEXTS[0]
    seed: int = 0

    @property
    def made_by(self) -> dict[str, str]:
        """As `made_by` of an article names it."""
        return {"capture": self.text, "statement": str(self.seed)}

    def page(self, raw: Raw) -> Page:
        """The page of some bytes."""
        stretches = list(_stretches(raw.data))
        if self.text == "furniture off" and len(stretches) > 1:
            stretches = stretches[1:-1] or stretches[:1]
        if self.text == "two swapped" and len(stretches) > 3:
            stretches[-2], stretches[-3] = stretches[-3], stretches[-2]
        if self.text == "one left out" and len(stretches) > 3:
            del stretches[len(stretches) // 2]
        text, runs = "", list[Run]()
        for start, end in stretches:
            piece = raw.data[start:end].decode("utf-8")
            runs.append(Run(len(text), len(text) + len(piece), start, end, "utf-8", "same"))
            text += piece
        capture = Capture(
            id=sha256(raw.data),
            source=raw.source,
            url=None,
            canonical_url=None,
            record_id=None,
            captured=raw.given.captured,
            text=TextRef(sha256=text_sha256(text), made_by=self.text),
        )
        return Page(capture, "text", raw.data, text, tuple(runs), raw.given)

    def read(self, page: Page) -> tuple[Article, ...]:
        """The articles of a page, as people ruled on them."""
        lot = Random(f"{page.capture.id} {self.seed}")
        decided = ruled.decisions(page.given.ruled)
        found = ruled.bordered([Found(None, one) for one in _bodies(page.text, lot)], page.text, decided)
        articles = [_article(page, one.body, self) for one in found]
        return tuple(ruled.corrected(articles, page.text, decided))


def raws() -> list[Raw]:
    """The pages, unread."""
    return [Raw("".join(one).encode("utf-8"), f"page{at}.txt", "text", Given()) for at, one in enumerate(PAGES)]


def _stretches(data: bytes) -> Iterator[Span]:
    start = 0
    for end in [*(one.end() for one in re.finditer(b"\n\n", data)), len(data)]:
        if end > start:
            yield start, end
        start = end


def _bodies(text: str, lot: Random) -> Iterator[Spans]:
    """Paragraphs of some words, as one article or two, now and then without the last one."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text) if len(match.group().split()) > 3]
    if len(lines) > 1 and lot.random() < 0.2:
        lines = lines[:-1]
    at = lot.randrange(1, len(lines)) if len(lines) > 2 and lot.random() < 0.4 else len(lines)
    yield from (tuple(part) for part in (lines[:at], lines[at:]) if part)


def _article(page: Page, body: Spans, reader: Reader) -> Article:
    # By a lot of its own, so that the same text is read alike in whatever article it stands.
    people = _People(page, body, reader)
    statements = list(_statements(page, body, reader, people))
    events = tuple(_events(page, body, reader, people, statements))
    named = {who for one in statements for who in one.speakers} | {
        side.entity for one in events for side in one.actors if side.entity
    }
    return Article(
        made_by=reader.made_by,
        id=item_id("ar", page.capture, body),
        kind="news",
        language="en",
        capture=page.capture,
        title=None,
        title_spans=(),
        outlet=None,
        agency=None,
        byline=(),
        dateline=None,
        published=day("2031-05-04"),
        body=body,
        captions=(),
        entities=tuple(one for one in people.all if one.id in named or one.mentions),
        statements=tuple(statements),
        events=events,
        figures=(),
        unresolved={},
    )


class _People:
    """Who is named in a body: by an id that all articles share or one of their own, otherwise by each seed."""

    def __init__(self, page: Page, body: Spans, reader: Reader) -> None:
        lot = Random(f"people {page.capture.id} {reader.seed}")
        self.all: list[Entity] = []
        for name in NAMES:
            is_shared, renamed = lot.random() < 0.7, lot.random() < 0.2
            spans = tuple(span for span in _within(re.compile(name), page.text, body))
            if spans:
                shared = f"person.{folded_id(name)}" + (f".{reader.seed}" if renamed else "")
                id_ = shared if is_shared else item_id("en", page.capture, spans)
                self.all.append(Entity(id=id_, name=name, type="person", country=None, mentions=spans))
        self.all.sort(key=lambda one: one.mentions)

    def at(self, span: Span) -> Entity | None:
        return next((one for one in self.all if span in one.mentions), None)


def folded_id(name: str) -> str:
    """A name as a part of an id."""
    return "-".join(name.lower().split())


def _within(pattern: re.Pattern[str], text: str, body: Spans) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if any(start <= match.start() and match.end() <= end for start, end in body):
            yield match.span()


def _statements(page: Page, body: Spans, reader: Reader, people: _People) -> Iterator[Statement]:
    for match in _QUOTED.finditer(page.text):
        if not any(start <= match.start() and match.end() <= end for start, end in body):
            continue
        lot = Random(f"{match.group()} {reader.seed}")
        if lot.random() < 0.2:
            continue
        start, end = match.span(1)
        shape = lot.choice(("as it is", "as it is", "shorter", "with its cue"))
        if shape == "shorter" and " " in match.group(1):
            end = start + match.group(1).rindex(" ")
        if shape == "with its cue":
            end = match.end()
        who = people.at(match.span(2)) if lot.random() < 0.9 else lot.choice(people.all)
        outer = _statement(page, ((start, end),), who, match, lot).model_copy(
            update={"kind": "mixed" if shape == "with its cue" else lot.choice(("direct", "direct", "indirect"))}
        )
        yield outer
        comma = page.text.find(", and ", start, end)
        if comma > 0 and lot.random() < 0.6:
            yield _statement(page, ((comma + 2, end),), lot.choice(people.all), match, lot).model_copy(
                update={"within": outer.id, "kind": "indirect"}
            )


def _statement(page: Page, content: Spans, who: Entity | None, match: re.Match[str], lot: Random) -> Statement:
    return Statement(
        id=item_id("st", page.capture, content),
        kind="direct",
        act=lot.choice(("said", "said", "thought")),
        content=content,
        cue=(match.span(3),),
        source=(match.span(2),),
        text=words_of(page.text, content),
        language="en",
        translated=False,
        speaker=who.id if who else None,
        speaker_name=who.name if who else None,
        speakers=(who.id,) if who else (),
        via=(),
        addressee=None,
        occasion=None,
        place=None,
        said=day("2031-05-03") if lot.random() < 0.3 else None,
        within=None,
        denied=match.group(3) == "denied",
        confidence=round(lot.random(), 2),
        unresolved={} if who else {"speaker": "nobody is named"},
    )


def _events(
    page: Page, body: Spans, reader: Reader, people: _People, statements: Sequence[Statement]
) -> Iterator[Event]:
    for match in _ACT.finditer(page.text):
        if not any(start <= match.start() and match.end() <= end for start, end in body):
            continue
        lot = Random(f"act {match.group()} {reader.seed}")
        if lot.random() < 0.2:
            continue
        trigger = (match.span(2),) if lot.random() < 0.8 else merged([(match.start(2), match.end())])
        who = people.at(match.span(1))
        holding = [one for one in statements if overlap(one.content, ((trigger[0][0], trigger[0][0] + 1),))]
        claim = min(holding, key=lambda one: one.content[0][1] - one.content[0][0]).id if holding else None
        yield Event(
            id=item_id("ev", page.capture, trigger),
            type="COOPERATE",
            mode=dict(_MODES)[match.group(2)],
            contexts=(),
            mentions=(EventMention(trigger=trigger, status_spans=(), claimed_by=claim),),
            actors=(Actor(entity=who.id, name=who.name, country=None, spans=(match.span(1),)),) if who else (),
            recipients=(),
            items=(),
            when=day("2031-05-01") if lot.random() < 0.5 else None,
            place=None,
            status=lot.choice(("done", "planned")),
            denied=False,
            claimed_by=claim,
            confidence=round(lot.random(), 2),
            unresolved={},
        )
