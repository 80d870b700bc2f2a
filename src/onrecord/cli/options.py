"""Options that several commands share, with one wording each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class InputFormat(StrEnum):
    """What an input is; `auto` looks at its content."""

    AUTO = "auto"
    TEXT = "text"
    HTML = "html"
    WARC = "warc"
    FEED = "feed"
    MAIL = "mail"
    MHTML = "mhtml"
    PDF = "pdf"
    JSONL = "jsonl"


Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT...",
        help="Saved pages: text, HTML, JSONL, WARC, PDF, MHTML, letters, feeds; folders of them, addresses "
        "(https://...), or - for stdin.",
    ),
]
RecordPath = Annotated[
    Path, typer.Option("--record", "-r", metavar="PATH", help="The record to use.", envvar="ONRECORD_RECORD")
]
DEFAULT_RECORD = Path("onrecord.db")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line instead of text to read.")]
Format = Annotated[
    InputFormat, typer.Option("--format", "-f", help="What the inputs are; auto looks at their content.")
]
Captured = Annotated[
    str | None,
    typer.Option(
        "--captured",
        metavar="DATE",
        help="When the pages were saved (2025-06-26; mtime: each file's own time): 'six days ago' counts from it. "
        "A captures.csv beside the files (file,url,captured,outlet) says it page by page.",
    ),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Read with so many processes; 0: one a core.")
]
_WEB = "From the web"
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Fetch from this machine and from private networks, too.", rich_help_panel=_WEB
    ),
]
KeepWarc = Annotated[
    Path | None,
    typer.Option(
        "--keep-warc",
        metavar="PATH",
        help="Append what is fetched, as it was sent, to this WARC file (pages.warc.gz).",
        rich_help_panel=_WEB,
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="TEXT",
        help="Tell servers how to reach you: an address of mail or of a page.",
        envvar="ONRECORD_CONTACT",
        rich_help_panel=_WEB,
    ),
]
Whole = Annotated[
    bool, typer.Option("--whole", help="Each input is one clean article: nothing to take out, nothing to split.")
]
Speaker = Annotated[str | None, typer.Option("--speaker", "-s", metavar="NAME", help="Said by: any of their names.")]
About = Annotated[
    str | None,
    typer.Option("--about", "-a", metavar="WORDS", help="About: words, or a class (weapons finds drones too)."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Said on or after (2022, 2022-08 or 2022-08-15).")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Said on or before.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Reported by this outlet.")]
MinConfidence = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, metavar="0..1", help="Only what is at least so sure."),
]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")]


class Act(StrEnum):
    """What was done with the words."""

    SAID = "said"
    THOUGHT = "thought"
    ASKED = "asked"


class EntityType(StrEnum):
    """What an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    IGO = "igo"
    PLACE = "place"
    COUNTRY = "country"
    WEAPON = "weapon"
    LAW = "law"
    AGREEMENT = "agreement"
    GROUP = "group"
    OTHER = "other"


StatementType = Annotated[Act | None, typer.Option("--type", "-t", help="Only words said, thoughts, or questions.")]
EntityKind = Annotated[EntityType | None, typer.Option("--type", "-t", help="Only entities of this type.")]


class PloverType(StrEnum):
    """What PLOVER calls an act."""

    ACCUSE = "ACCUSE"
    AGREE = "AGREE"
    AID = "AID"
    ASSAULT = "ASSAULT"
    COERCE = "COERCE"
    CONCEDE = "CONCEDE"
    CONSULT = "CONSULT"
    COOPERATE = "COOPERATE"
    MOBILIZE = "MOBILIZE"
    PROTEST = "PROTEST"
    REJECT = "REJECT"
    REQUEST = "REQUEST"
    RETREAT = "RETREAT"
    SANCTION = "SANCTION"
    SUPPORT = "SUPPORT"
    THREATEN = "THREATEN"


class Status(StrEnum):
    """How far an act has come."""

    CALLED_FOR = "called-for"
    OFFERED = "offered"
    PLANNED = "planned"
    NEGOTIATED = "negotiated"
    AGREED = "agreed"
    ORDERED = "ordered"
    IN_PRODUCTION = "in-production"
    UNDER_WAY = "under-way"
    DONE = "done"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    HYPOTHETICAL = "hypothetical"


EventType = Annotated[
    PloverType | None,
    typer.Option("--type", "-t", metavar="TYPE", case_sensitive=False, help="Only this type of PLOVER: AGREE, AID ..."),
]
EventStatus = Annotated[
    Status | None,
    typer.Option("--status", metavar="STATUS", case_sensitive=False, help="Only what has come so far: offered ..."),
]
Mode = Annotated[
    str | None, typer.Option("--mode", "-m", metavar="MODE", help="Only this act: arms-deal, sanction, exercise ...")
]
ActorName = Annotated[
    str | None,
    typer.Option("--actor", metavar="NAME", help="Done by: any of their names; a state by its seat or code too (TUR)."),
]
RecipientName = Annotated[str | None, typer.Option("--recipient", metavar="NAME", help="Done to or for, likewise.")]
ItemName = Annotated[
    str | None,
    typer.Option("--item", "-i", metavar="THING", help="With what: a designation (S-400), a name, a class (drones)."),
]
Denied = Annotated[
    bool | None, typer.Option("--denied/--no-denied", help="Only what is said not to be so, or none of it.")
]
Happened = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Done on or after (2022, 2022-08 or 2022-08-15).")
]
HappenedBy = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Done on or before.")]
