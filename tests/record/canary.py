"""A page with words that nothing else has, and a search for them in every byte of a record."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.record.factory import VERSIONS, Deed, deeds_of
from tests.record.newsroom import CHOIR, DAM, DAM_TOO, IDS, LEDGER_COPY, NEVER, OWN, VALDIN, WIRE, Report, put

from onrecord.capture.page import Given, Page
from onrecord.coding import Sample, Studies
from onrecord.errors import PageError
from onrecord.model import Article, Event, item_id
from onrecord.record import Query, Signature, Store
from onrecord.record.rulings import Where
from onrecord.watch import Alerts, Clock, Sources, Wanted
from onrecord.watch.alerts import look_for
from onrecord.watch.looking import Entry
from onrecord.watch.pages import Pages

# Each stands in one kind of place; its middle is looked for, too, as an index keeps a word without its beginning.
TITLE, BODY, SPEAKER, OUTLET = "Zyxquandor", "Plomvaldine", "Vorbelquist", "Quillbrandt"
HOST, FILE, SAID, ITEM = "kwarzenblick", "druskelfanz", "Mirzofkel", "Gnurbaltic"
ODD, REASON, FAILED, VARIANT = "Łubrzkowicz", "Fnordwixel", "Hexplangoth", "Trelmaxuv"
EARLIER, SIDE, NOTE, UNDONE = "Brackelmunt", "Sorvintage", "Ostwendrik", "Kelprandiz"
WORDS = (
    TITLE,
    BODY,
    SPEAKER,
    OUTLET,
    HOST,
    FILE,
    SAID,
    ITEM,
    ODD,
    REASON,
    FAILED,
    VARIANT,
    EARLIER,
    SIDE,
    NOTE,
    UNDONE,
)

OTHERS = (WIRE, LEDGER_COPY, OWN, DAM, DAM_TOO, CHOIR)
BY = Signature("Ana")
FORGET = Signature("Ben", "on demand")

_REPORT = Report(
    f"{TITLE}: ferry Halvard aground off Tolm on a sandbank",
    (
        f"The ferry Halvard ran aground on a sandbank off Tolm with 212 people on board, {BODY} reports from {ODD}.",
        f"“{NEVER},” transport minister {VALDIN} said on the quay. All passengers came ashore in lifeboats.",
        f"“The {SAID} engine of the Halvard is thirty years old,” said {SPEAKER} Zhan of the divers of Tolm.",
        f"“I told them so before the {EARLIER} tide,” said {SPEAKER} Zhan. Divers look at her hull on Monday.",
        f"The house of {SIDE} delivered forty {ITEM} cranes to Karsa, and the captain is being questioned.",
    ),
    outlet=f"{OUTLET} Courier",
    published="2031-05-05",
    said=(
        (VALDIN, NEVER),
        (f"{SPEAKER} Zhan", f"The {SAID} engine of the Halvard is thirty years old"),
        (f"{SPEAKER} Zhan", f"I told them so before the {EARLIER} tide"),
    ),
    source=f"saved/{FILE}.txt",
)


def page() -> tuple[Page, Article]:
    """The page, with an event, and a person of other pages under a name that it alone has."""
    made, (article,) = _REPORT.made()
    capture = made.capture.model_copy(update={"url": f"https://{HOST}.example/2031/ferry"})
    made = replace(made, capture=capture, given=Given(url=capture.url))
    deed = Deed(
        f"The house of {SIDE} delivered forty {ITEM} cranes to Karsa", "delivered", item=(f"{ITEM} cranes", "crane")
    )
    _, (told,) = deeds_of(deed)
    at = made.text.index(deed.text) - len("Arms on the quay\n\n")

    def moved(value: object) -> object:
        if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
            return [one + at for one in value]
        if isinstance(value, list):
            return [moved(one) for one in value]
        return {key: moved(one) for key, one in value.items()} if isinstance(value, dict) else value

    event = Event.model_validate(moved(told.events[0].model_dump(mode="json")))
    event = event.model_copy(update={"id": item_id("ev", capture, event.mentions[0].trigger)})
    entities = tuple(
        one.model_copy(update={"name": f"{VARIANT} Valdin"}) if one.id == IDS[VALDIN] else one
        for one in article.entities
    )
    statements = tuple(
        one.model_copy(update={"speaker_name": f"{VARIANT} Valdin"}) if one.speaker == IDS[VALDIN] else one
        for one in article.statements
    )
    whole = {"capture": capture, "events": (event,), "entities": entities, "statements": statements}
    return made, article.model_copy(update=whole)


CAPTURE = page()[0].capture.id


def plain(store: Store) -> Article:
    """Have the page among the others, and nothing more."""
    put(store, *OTHERS, place=False)
    made, article = page()
    store.put(made, (article,))
    store.place()
    return article


def everywhere(store: Store) -> Article:
    """Have the words wherever a record can have them: decisions, snapshots, failures, samples, feeds, alerts."""
    Alerts(store).add("ferries", Wanted(what="search", search="ferry"), ("terminal",), Clock())
    article = plain(store)
    watched(store)
    made, _ = page()
    store.snapshot("before", BY)
    later = article.model_copy(
        update={
            "statements": article.statements[:2],
            "made_by": VERSIONS | {"statement": "2"},
            "events": article.events,
        }
    )
    store.put(made, (later,))
    store.place()
    one, other = later.statements
    store.correct(other.id, {"act": "thought"}, because(f"the {REASON} says so"))
    store.accept(one.id, BY)
    added = store.add_statement(later.id, "and the captain is being questioned", {"speaker": f"{SPEAKER} Zhan"}, BY)
    store.reject(later.events[0].id, because(f"no such {ITEM}"))
    store.undo(added.number, because(f"not {UNDONE}"))
    speaker = next(entity for entity in later.entities if SPEAKER in entity.name)
    store.decide_same(speaker.id, "person.orlo", because(f"{SPEAKER} is he"))
    store.decide_apart(IDS[VALDIN], Where((later.id,)), f"{VARIANT} the younger", BY)
    store.accept(OWN.statements[0], because(f"as {BODY} has it, too"))
    store.accept(CHOIR.id, because("it is a fine choir"))
    store.fail(PageError(made.capture.source, "article", f"there is no {FAILED}"), "0" * 64, VERSIONS)
    store.snapshot("after", because(f"with the {SAID} engine"))
    studies = Studies(store)
    study = studies.new("blind", "statements", Query(), Sample(100), ("cy",))
    for item in list(studies.items(study.name)):
        studies.answer(study.name, "cy", item.position, {"note": f"it is {NOTE}"} if item.capture == CAPTURE else {})
    return later


def watched(store: Store) -> None:
    """Have a feed list the page, the page itself followed, and an alert tell of it."""
    made, _ = page()
    url = str(made.capture.url)
    sources, pages = Sources(store, Clock()), Pages(store, Clock())
    for one in ("https://feeds.example/rss", url):
        sources.add(one, kind="page" if one == url else "feed")
    entry = Entry(f"{FILE}-1", url, TITLE, content=f"{BODY} reports", outlet=f"{OUTLET} Courier")
    with store.changing() as connection:
        pages.note(connection, sources.all()[0], [entry])
    while look_for(store, Clock()):
        pass


def forget(store: Store, source: str, *, below: bool = False) -> None:
    """Forget the pages that an id, an address or a file means."""
    store.forget(store.meant(source, below=below), FORGET)


def because(reason: str) -> Signature:
    """Ana, with a reason."""
    return BY._replace(because=reason)


def traces(path: Path) -> dict[str, list[str]]:
    """Where in the folder of a record any of the words stands: in the bytes of a file, in what a column packs."""
    found: dict[str, list[str]] = {}
    for file in sorted(path.parent.iterdir()):
        for word in _in(file.read_bytes()):
            found.setdefault(word, []).append(file.name)
    for table, column, value in _packed(path):
        for word in _in(value):
            found.setdefault(word, []).append(f"{table}.{column}")
    return found


def _in(data: bytes) -> Iterator[str]:
    """The words that stand in some bytes, in any case, with accents or without, as a whole or without their ends."""
    held = data.decode("utf-8", "ignore").casefold()
    raw = data.lower()
    for word in WORDS:
        forms = {word.casefold(), word.casefold().replace("ł", "l")}
        parts = {form[start:end] for form in forms for start, end in ((0, None), (2, -1), (3, None))}
        if any(part in held or part.encode() in raw for part in parts):
            yield word


def _packed(path: Path) -> Iterator[tuple[str, str, bytes]]:
    connection = sqlite3.connect(path)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            try:
                rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            except sqlite3.OperationalError:
                continue
            columns = [one[0] for one in rows.description]
            for row in rows:
                for column, value in zip(columns, row, strict=True):
                    yield table, column, _unpacked(value)
    finally:
        connection.close()


def _unpacked(value: object) -> bytes:
    if isinstance(value, bytes):
        try:
            return zlib.decompress(value)
        except zlib.error:
            return value
    return str(value).encode("utf-8", "surrogatepass")
