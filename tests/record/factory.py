"""Pages and articles made by hand, as the steps before the record would make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.capture.page import Given, Page, Run
from onrecord.model import (
    Actor,
    Article,
    Capture,
    Entity,
    Event,
    EventMention,
    Item,
    Named,
    Statement,
    TextRef,
    Time,
    item_id,
    sha256,
    text_sha256,
    words_of,
)
from onrecord.spans import Span

VERSIONS = {"capture": "1", "article": "1", "entity": "1", "statement": "1"}

TITLE = "Ministers meet in Karsa"
LINES = (
    ("Mira Valdin", "We will send twelve drones to the harbour of Tolm"),
    ("Osman Yılmaz", "No sanctions will stop the pipeline"),
)


def page_of(text: str, *, source: str = "page.txt", given: Given | None = None, maker: str = "1") -> Page:
    """A plain text in UTF-8."""
    given = given or Given()
    data = text.encode("utf-8")
    capture = Capture(
        id=sha256(data),
        source=source,
        url=given.url,
        canonical_url=None,
        record_id=given.record_id,
        captured=given.captured,
        text=TextRef(sha256=text_sha256(text), made_by=maker),
    )
    runs = (Run(0, len(text), 0, len(data), "utf-8", "same"),) if text else ()
    return Page(capture, "text", data, text, runs, given)


def span_of(text: str, words: str) -> Span:
    """Where some words first stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def day(value: str) -> Time:
    """A day as the steps give it."""
    after = (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    return Time(value=value, precision="day", earliest=value, latest=after, offset=None, basis="given", evidence=())


def entity_of(page: Page, name: str, *mentions: Span, id: str | None = None, type: str = "person") -> Entity:  # noqa: A002
    """Somebody with these mentions; the id is one of this page unless given."""
    return Entity.model_validate(
        {
            "id": id or item_id("en", page.capture, mentions),
            "name": name,
            "type": type,
            "country": None,
            "mentions": mentions,
        }
    )


def statement_of(page: Page, *content: Span, speaker: Entity | None = None, said: Time | None = None) -> Statement:
    """A direct statement of these spans."""
    return Statement(
        id=item_id("st", page.capture, content),
        kind="direct",
        act="said",
        content=content,
        cue=(),
        source=speaker.mentions[:1] if speaker else (),
        text=words_of(page.text, content),
        language="en",
        translated=False,
        speaker=speaker.id if speaker else None,
        speaker_name=speaker.name if speaker else None,
        speakers=(speaker.id,) if speaker else (),
        via=(),
        addressee=None,
        occasion=None,
        place=None,
        said=said,
        within=None,
        denied=False,
        confidence=0.9,
        unresolved={},
    )


@dataclass(frozen=True)
class Deed:
    """A sentence of a report on arms: its words, and who of them does what to whom with what."""

    text: str
    trigger: str
    actor: tuple[str, str | None] | None = None
    recipient: tuple[str, str | None] | None = None
    item: tuple[str, str | None] | None = None
    mode: str = "arms-delivery"
    status: str = "done"
    quantity: float | None = None
    when: str | None = None
    denied: bool = False
    claimed: bool = False


def deeds_of(
    *deeds: Deed, outlet: str | None = "Harbour Ledger", published: str | None = "2031-05-04", source: str = "deeds.txt"
) -> tuple[Page, tuple[Article, ...]]:
    """A page and its one article, which tells of each deed in a paragraph of its own, with no word twice among them.

    What is claimed stands in quotation marks, and Mira Valdin says it.
    """
    lines = [f"“{one.text},” Mira Valdin said." if one.claimed else one.text for one in deeds]
    page = page_of("Arms on the quay\n\n" + "\n\n".join(lines), source=source)
    named = [span_of(page.text, "Mira Valdin")] if any(one.claimed for one in deeds) else []
    valdin = entity_of(page, "Mira Valdin", *named)
    statements, events = list[Statement](), list[Event]()
    for one in deeds:
        said = statement_of(page, span_of(page.text, one.text), speaker=valdin) if one.claimed else None
        statements += [said] if said else []
        events.append(_event(page, one, said))
    article = article_of(
        page,
        [(len("Arms on the quay") + 2, len(page.text))],
        title=(0, len("Arms on the quay")),
        outlet=outlet,
        published=day(published) if published else None,
        entities=[valdin] if named else [],
        statements=statements,
    )
    return page, (article.model_copy(update={"events": tuple(events)}),)


def _event(page: Page, one: Deed, said: Statement | None) -> Event:
    begin = page.text.index(one.text)

    def spans(words: str) -> tuple[Span, ...]:
        start = page.text.index(words, begin)
        return ((start, start + len(words)),)

    def side(told: tuple[str, str | None] | None) -> tuple[Actor, ...]:
        return (Actor(entity=None, name=told[0], country=told[1], spans=spans(told[0])),) if told else ()

    mention = EventMention(trigger=spans(one.trigger), status_spans=(), claimed_by=said.id if said else None)
    name, class_ = one.item or (one.trigger, None)
    item = Item(name=name, class_=class_, quantity=one.quantity, spans=spans(name))
    return Event(
        id=item_id("ev", page.capture, mention.trigger),
        type="COOPERATE",
        mode=one.mode,
        contexts=("military",),
        mentions=(mention,),
        actors=side(one.actor),
        recipients=side(one.recipient),
        items=(item,) if one.item else (),
        when=day(one.when) if one.when else None,
        place=None,
        status=one.status,
        denied=one.denied,
        claimed_by=said.id if said else None,
        confidence=0.8,
        unresolved={} if one.when else {"when": "the sentence tells no time"},
    )


def article_of(  # noqa: PLR0913 - an article has that many parts
    page: Page,
    body: Sequence[Span] | None = None,
    *,
    title: Span | None = None,
    outlet: str | None = None,
    published: Time | None = None,
    entities: Sequence[Entity] = (),
    statements: Sequence[Statement] = (),
    made_by: dict[str, str] | None = None,
) -> Article:
    """An article over the whole page unless a body is given."""
    spans = tuple(body) if body is not None else ((0, len(page.text)),)
    return Article(
        made_by=made_by or VERSIONS,
        id=item_id("ar", page.capture, spans),
        kind="news",
        language="en",
        capture=page.capture,
        title=" ".join(page.text[slice(*title)].split()) if title else None,
        title_spans=(title,) if title else (),
        outlet=Named(name=outlet, basis="given", spans=()) if outlet else None,
        agency=None,
        byline=(),
        dateline=None,
        published=published,
        body=spans,
        captions=(),
        entities=tuple(entities),
        statements=tuple(statements),
        events=(),
        figures=(),
        unresolved={},
    )


@dataclass(frozen=True)
class Told:
    """A report to make a page of: its title, who said what in it, and what stands behind that.

    `ids` are those of speakers known everywhere.
    """

    title: str = TITLE
    lines: Sequence[tuple[str, str]] = LINES
    outlet: str | None = "Harbour Ledger"
    published: str | None = "2031-05-04"
    source: str = "page.txt"
    given: Given = field(default_factory=Given)
    made_by: dict[str, str] = field(default_factory=lambda: dict(VERSIONS))
    ids: dict[str, str] = field(default_factory=dict)
    behind: str = ""

    def made(self) -> tuple[Page, tuple[Article, ...]]:
        """The page and its one article."""
        parts = [f"“{words},” {name} said.\n\n" for name, words in self.lines]
        page = page_of(f"{self.title}\n\n" + "".join(parts) + self.behind, source=self.source, given=self.given)
        at, entities, statements = len(self.title) + 2, dict[str, Entity](), list[Statement]()
        for (name, words), part in zip(self.lines, parts, strict=True):
            mention = at + 1 + len(words) + 3
            held = entities.get(name)
            spans = (*(held.mentions if held else ()), (mention, mention + len(name)))
            entities[name] = entity_of(page, name, *spans, id=held.id if held else self.ids.get(name))
            statements.append(statement_of(page, (at + 1, at + 1 + len(words)), speaker=entities[name]))
            at += len(part)
        article = article_of(
            page,
            [(len(self.title) + 2, len(page.text))],
            title=(0, len(self.title)),
            outlet=self.outlet,
            published=day(self.published) if self.published else None,
            entities=list(entities.values()),
            statements=statements,
            made_by=self.made_by,
        )
        return page, (article,)
