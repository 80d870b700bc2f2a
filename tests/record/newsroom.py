"""Reports of a few invented happenings, as several papers print them: what stories and sayings are gathered from.

    WIRE ── its copies LEDGER_COPY (word for word), MORNING_COPY (cut, another title)     the ferry that ran aground
         ── OWN, GAZETTE in words of their own
    DAM, DAM_TOO                                                                          a dam that leaks
    CHOIR                                                                                 a choir that sings

Who is quoted is the same person in all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tests.record.factory import VERSIONS, article_of, day, entity_of, page_of, span_of, statement_of

from onrecord.capture.page import Page
from onrecord.model import Article, Entity, Named, Saying, Statement, Story
from onrecord.record import Store

VALDIN, ORLO = "Mira Valdin", "Teun Orlo"
IDS = {VALDIN: "person.valdin", ORLO: "person.orlo"}


@dataclass(frozen=True)
class Report:
    """A page with one article. `said`: who said which words of it; a name that is not in IDS is known on its page only.

    `on`: the day on which all of it was said, where the report tells.
    """

    title: str
    paragraphs: tuple[str, ...]
    outlet: str | None = None
    published: str | None = "2031-05-04"
    said: tuple[tuple[str | None, str], ...] = ()
    on: str | None = None
    agency: str | None = None
    kind: str = "direct"
    source: str = "page.txt"
    captured: str | None = None
    made_by: Mapping[str, str] = field(default_factory=lambda: dict(VERSIONS))

    def made(self) -> tuple[Page, tuple[Article, ...]]:
        """The page and its article."""
        title = f"{self.title}\n\n"
        page = page_of(title + "\n\n".join(self.paragraphs), source=self.source)
        if self.captured:
            known = replace(page.given, captured=self.captured)
            page = replace(page, given=known, capture=page.capture.model_copy(update={"captured": self.captured}))
        entities = dict[str, Entity]()
        statements = list[Statement]()
        for name, words in self.said:
            if name is not None and name not in entities:
                entities[name] = entity_of(page, name, span_of(page.text, name), id=IDS.get(name))
            told = statement_of(
                page,
                span_of(page.text, words),
                speaker=entities[name] if name else None,
                said=day(self.on) if self.on else None,
            )
            statements.append(told.model_copy(update={"kind": self.kind}))
        article = article_of(
            page,
            [(len(title), len(page.text))],
            title=(0, len(self.title)),
            outlet=self.outlet,
            published=day(self.published) if self.published else None,
            entities=list(entities.values()),
            statements=statements,
            made_by=dict(self.made_by),
        )
        agency = Named(name=self.agency, basis="given", spans=()) if self.agency else None
        return page, (article.model_copy(update={"agency": agency}),)

    @property
    def id(self) -> str:
        """The id of its article."""
        return self.made()[1][0].id

    @property
    def statements(self) -> list[str]:
        """The ids of what is said in it."""
        return [one.id for one in self.made()[1][0].statements]


def put(store: Store, *reports: Report, place: bool = True) -> None:
    """Put some reports in, and have them placed unless that is to wait."""
    for report in reports:
        store.put(*report.made())
    if place:
        store.place()


def leave(store: Store, report: Report) -> None:
    """Take the article out of the record, as a later reading does that finds none on the page; nothing is placed."""
    page, _ = report.made()
    store.put(page, [], made_by=VERSIONS | {"article": "later"})


def gathered(stories: Iterable[Story]) -> set[frozenset[str]]:
    """Which articles are together, whatever the groups are called."""
    return {frozenset(one.id for one in story.articles) for story in stories}


def together(sayings: Iterable[Saying]) -> set[frozenset[str]]:
    """Which statements are together."""
    return {frozenset(one.statement for one in saying.versions) for saying in sayings}


NEVER = "We will never tow the Halvard back into a harbour of ours"

WIRE = Report(
    "Ferry Halvard runs aground off Tolm",
    (
        "The ferry Halvard ran aground on a sandbank off Tolm on Sunday with 212 people on board, guards said.",
        "All passengers were brought ashore in lifeboats, and nobody was hurt. The captain is being questioned.",
        f"“{NEVER},” transport minister {VALDIN} told reporters on the quay of Tolm.",
        "The Halvard has crossed the strait of Karsa four times a day for thirty years. Her engine is old.",
        "Divers will look at the hull on Monday, when the tide is low enough for their boats.",
    ),
    outlet="Norland Wire",
    said=((VALDIN, NEVER),),
)
LEDGER_COPY = replace(
    WIRE,
    outlet="Harbour Ledger",
    agency="Norland Wire",
    source="ledger.txt",
    paragraphs=(*WIRE.paragraphs, "Reporting by Norland Wire"),
)
MORNING_COPY = replace(
    WIRE,
    title="Passengers saved from stranded ferry",
    paragraphs=(*WIRE.paragraphs[:3], "More on this in our evening edition."),
    outlet="The Morning Karsa",
    published="2031-05-05",
    agency="Norland Wire",
)
OWN = Report(
    "Sandbank stops the Halvard, passengers leave ferry in lifeboats",
    (
        "Fishermen heard her horn before they saw her. The Halvard sat on the bank, and above the fog stood her lamps.",
        "“We threw ropes and counted heads,” one of them told this newspaper over a bowl of soup in the customs hall.",
        f"In the afternoon {VALDIN} came by helicopter. “{NEVER},” the minister said, and left.",
        "A retired pilot drew us a map on a napkin. The bank has moved south, he believes, and no chart shows it.",
        "For the shops of Tolm it is a hard blow. Half of what they sell is bought by people who come for a day.",
    ),
    outlet="Gazette of the Strait",
    published="2031-05-05",
    said=((VALDIN, NEVER),),
)
DAM = Report(
    "Dam above Brisk leaks, valley told to leave",
    (
        "Engineers found water seeping through the Orm dam above Brisk, and 4,000 people were told to leave it.",
        f"“Nobody needs to fear for his house tonight,” governor {ORLO} said in Brisk.",
        "The Orm dam was built of earth and clay two generations ago. The reservoir behind it is being emptied.",
    ),
    outlet="Harbour Ledger",
    said=((ORLO, "Nobody needs to fear for his house tonight"),),
)
DAM_TOO = Report(
    "Orm dam seeps; Brisk valley empties",
    (
        "Buses took families out of the valley below Brisk after engineers saw water come through the Orm dam.",
        "Four thousand people have left. The reservoir is let down by a metre a day, the dam's keepers said.",
    ),
    outlet="Norland Wire",
)
CHOIR = Report(
    "Children's choir wins in Aldmark",
    (
        "The children's choir of Saint Aveline won the song prize of Aldmark with three lullabies and an old carol.",
        "Its conductor, a baker by trade, rehearses with the singers on two evenings a week behind his shop.",
    ),
    outlet="Harbour Ledger",
)
FERRY = (WIRE, LEDGER_COPY, MORNING_COPY, OWN)
ALL = (*FERRY, DAM, DAM_TOO, CHOIR)
