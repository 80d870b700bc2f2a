"""onrecord from Python: `read` for articles at once, `Record` for a store to add to, ask and check.

The work is done by the steps and the store; this module gives it the shape that a caller wants. Heavy parts load when
they are first needed.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from onrecord.deciding import Deciding
from onrecord.keeping import Keeping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.capture import InputFormat, Raw
    from onrecord.capture.fetching import Fetcher
    from onrecord.errors import PageError
    from onrecord.exchange.formats import Format
    from onrecord.model import Article, Event, Saying, Statement, Story
    from onrecord.pipeline import Added, Outcome
    from onrecord.record import Entry, Failure, Found, Hits, Ladder, Listing
    from onrecord.record.verification import Problem


def read(
    source: str | Path | bytes,
    *,
    captured: str | None = None,
    format: InputFormat = "auto",  # noqa: A002 - the same word as on the command line
    whole: bool = False,
    fetcher: Fetcher | None = None,
) -> list[Article]:
    """The articles of a page, a JSONL file or a folder of pages.

    `source` is a path, or the bytes of one page; an address on the web where there is a `fetcher` to fetch it.
    `captured` says when it was saved ("2025-06-26"): relative dates count from it. `whole` takes each page as one clean
    article. Raises InputError where the source cannot be opened, and PageError at the first page that cannot be read;
    `Record.add` goes on past such pages.
    """
    from onrecord import pipeline  # noqa: PLC0415 - loads the steps, which an import must not wait for

    articles: list[Article] = []
    for raw in _raws([source], captured, format, whole=whole, fetcher=fetcher):
        outcome = pipeline.read_raw(raw)
        if isinstance(outcome, pipeline.Failed):
            raise outcome.error
        articles.extend(outcome.articles)
    return articles


def _raws(
    sources: list[str | Path | bytes],
    captured: str | None,
    format_: InputFormat,
    *,
    whole: bool,
    fetcher: Fetcher | None,
) -> Iterator[Raw | PageError]:
    from onrecord import capture  # noqa: PLC0415

    for source in sources:
        if isinstance(source, bytes):
            yield capture.raw_of(source, captured=captured, format=format_, whole=whole)
        else:
            yield from capture.raws([source], captured=captured, format=format_, whole=whole, fetcher=fetcher)


class Record(Deciding, Keeping):
    """A record on disk: made where there is none, opened for each thing asked of it.

        record = Record("onrecord.db")
        record.add("saved-pages/", captured="2025-06-26")
        for found in record.statements(speaker="Putin", about="weapons", since="2022"):
            print(found.item.text, "-", found.article.outlet)

    It holds the record open for reading; `add` takes the write lock while it runs. Use it as a context manager, or
    `close` it.
    """

    def __init__(self, path: str | Path = "onrecord.db") -> None:
        """Open the record at a path, or make an empty one there; raises RecordError where that cannot be."""
        from onrecord.record import Store  # noqa: PLC0415

        self.path = Path(path)
        self._store = Store(self.path, create=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def add(  # noqa: PLR0913 - each is an option of the command line
        self,
        *sources: str | Path | bytes,
        captured: str | None = None,
        format: InputFormat = "auto",  # noqa: A002
        whole: bool = False,
        again: bool = False,
        jobs: int = 1,
        fetcher: Fetcher | None = None,
        tell: Callable[[Added, Outcome | None], None] = lambda _added, _outcome: None,
    ) -> Added:
        """Read pages into the record, passing over those that it knows; says what came of them.

        A page that cannot be read becomes a line in `failures` and the rest goes on. `tell` hears after each page how
        far it has come. A `fetcher` fetches sources that are addresses on the web. With `jobs` above 1 a script needs
        the usual `if __name__ == "__main__"`. Raises InputError for a source that is not there, and BusyRecordError
        while another process writes.
        """
        from onrecord import pipeline  # noqa: PLC0415
        from onrecord.record import Store  # noqa: PLC0415

        with Store(self.path, write=True) as store:
            raws = _raws(list(sources), captured, format, whole=whole, fetcher=fetcher)
            return pipeline.add(store, raws, jobs=jobs, again=again, tell=tell)

    def statements(  # noqa: PLR0913 - each is an option of the command line
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        type: str | None = None,  # noqa: A002
        min_confidence: float | None = None,
        limit: int | None = None,
    ) -> Listing[Statement]:
        """Who said what, in the order in which it was said: an iterable of items with the article they stand in.

        Its `undated` says how many more fit, but for the dates asked for, because nothing says when they were said.
        """
        from onrecord.record import Query  # noqa: PLC0415

        return self._store.statements(
            Query(
                speaker=speaker,
                about=about,
                since=since,
                until=until,
                outlet=outlet,
                type=type,
                min_confidence=min_confidence,
                limit=limit,
            )
        )

    def events(  # noqa: PLR0913 - each is an option of the command line
        self,
        *,
        type: str | None = None,  # noqa: A002
        mode: str | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        item: str | None = None,
        status: str | None = None,
        denied: bool | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        min_confidence: float | None = None,
        limit: int | None = None,
    ) -> Listing[Event]:
        """Who did what to whom, in the order in which it was done: an iterable of items with their article.

        `actor` and `recipient` are any name, a state's seat or code too ("Ankara", "TUR"); `item` is a designation
        ("S-400"), a name or a class ("drones"). `undated`: see `statements`.
        """
        from onrecord.record import Query  # noqa: PLC0415

        return self._store.events(
            Query(
                type=type,
                mode=mode,
                actor=actor,
                recipient=recipient,
                item=item,
                status=status,
                denied=denied,
                about=about,
                since=since,
                until=until,
                outlet=outlet,
                min_confidence=min_confidence,
                limit=limit,
            )
        )

    def ladders(  # noqa: PLR0913 - each is an option of the command line
        self,
        supplier: str,
        recipient: str,
        *,
        item: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        min_confidence: float | None = None,
    ) -> list[Ladder]:
        """How far arms transfers from one side to another have come: for each thing its statuses through time.

        The other way is another call. Copies of an article are one source.
        """
        from onrecord.record import Query  # noqa: PLC0415

        query = Query(item=item, since=since, until=until, outlet=outlet, min_confidence=min_confidence)
        return self._store.ladders(supplier, recipient, query)

    def articles(
        self,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int | None = None,
    ) -> Listing[Article]:
        """The articles, by publication, as an iterable of items."""
        from onrecord.record import Query  # noqa: PLC0415

        return self._store.articles(Query(about=about, since=since, until=until, outlet=outlet, limit=limit))

    def stories(  # noqa: PLR0913 - each is an option of the command line
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        least: int = 2,
        limit: int | None = None,
    ) -> Iterator[Story]:
        """The stories that so many sources report at least, copies folded, by their first day."""
        from onrecord.record import Query  # noqa: PLC0415

        query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, limit=limit)
        return self._store.stories(query, least=least)

    def sayings(  # noqa: PLR0913 - each is an option of the command line
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        least: int = 2,
        repeated: bool = False,
        limit: int | None = None,
    ) -> Iterator[Saying]:
        """The utterances that so many sources report at least, each with every wording and what was said before.

        `repeated`: those that came up again on another day, also where one source alone has them.
        """
        from onrecord.record import Query  # noqa: PLC0415

        query = Query(speaker=speaker, about=about, since=since, until=until, outlet=outlet, limit=limit)
        return self._store.sayings(query, least=least, repeated=repeated)

    def timeline(  # noqa: PLR0913 - each is an option of the command line
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        pair: tuple[str, str] | None = None,
        story: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        min_confidence: float | None = None,
    ) -> list[Entry]:
        """What was said and done, by the day on which it was: of a speaker, on a topic, between two, or in a story."""
        from onrecord.record import Query  # noqa: PLC0415

        query = Query(
            speaker=speaker, about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence
        )
        return self._store.timeline(query, sides=pair, story=story)

    def search(self, typed: str, *, limit: int = 20) -> Hits:
        """Articles and statements that have the words or mean the same, best first; a question will do."""
        from onrecord.record import Scope  # noqa: PLC0415 - loads the store, which an import must not wait for

        return self._store.search(typed, Scope(limit=limit))

    def get(self, item_id: str) -> Found:
        """Anything by its id, and the article that it stands in; raises NotFoundError."""
        return self._store.get(item_id)

    def text(self, capture_id: str) -> str:
        """The text of a capture, which all spans count in; raises NotFoundError."""
        return self._store.page_text(capture_id)

    def failures(self) -> list[Failure]:
        """The pages that could not be read, each with the reason."""
        return list(self._store.failures())

    def verify(self) -> list[Problem]:
        """What does not hold when every kept page is read again and compared; empty where all is well."""
        from onrecord.record.verification import Verification  # noqa: PLC0415

        return list(Verification(self.path))

    def export(  # noqa: PLR0913 - each is an option of the command line
        self,
        format: Format,  # noqa: A002
        path: str | Path,
        *,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        min_confidence: float | None = None,
    ) -> tuple[Path, ...]:
        """Write the record out for other programs, and say which files there are: see docs/exports.md.

        Conditions, for csv, parquet, ftm and schema.org: the statements and events that fit, and the articles that hold
        them. Raises InputError where a file cannot be written, and where a format's libraries are not installed.
        """
        from onrecord.exchange.formats import export  # noqa: PLC0415
        from onrecord.record import Query  # noqa: PLC0415

        query = Query(
            speaker=speaker, about=about, since=since, until=until, outlet=outlet, min_confidence=min_confidence
        )
        return export(self._store, format, Path(path), query)

    def export_jsonl(self, folder: str | Path) -> tuple[Path, ...]:
        """Write the whole record into a folder: articles, statements, events and decisions, and what brings it back."""
        return self.export("jsonl", folder)

    @classmethod
    def imported(cls, folder: str | Path, path: str | Path = "onrecord.db") -> Self:
        """Make a record at a path, where nothing may be, from a folder of `export_jsonl`, and open it.

        Raises RecordError where a file is there, InputError where the folder is not just what was exported, and
        NewerRecordError where a later onrecord wrote it.
        """
        from onrecord.exchange.importing import import_record  # noqa: PLC0415

        import_record(Path(folder), Path(path))
        return cls(path)

    def export_plover(self, path: str | Path) -> Path:
        """Write all events into a file as JSON Lines in the terms of PLOVER."""
        return self.export("plover", path)[0]

    def export_cameo(self, path: str | Path) -> Path:
        """Write the events into a CSV file with CAMEO codes, but not what is denied or hypothetical."""
        return self.export("cameo", path)[0]

    def export_arms(self, path: str | Path) -> Path:
        """Write the arms transfers into a CSV file like a register, a row a supplier, recipient and thing."""
        return self.export("arms", path)[0]

    def export_dossier(  # noqa: PLR0913 - each is an option of the command line
        self,
        path: str | Path,
        *,
        format: Literal["html", "markdown"] = "html",  # noqa: A002
        search: str | None = None,
        story: str | None = None,
        saying: str | None = None,
        speaker: str | None = None,
        ids: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        title: str | None = None,
        desk: str | None = None,
        made: str | None = None,
    ) -> Path:
        """Write a dossier of a search, a story, a saying, a speaker or some ids, each line with its sources.

        `made`: the time to name in it, in UTC ("2031-05-08T10:00:00Z"), now unless said: the same time gives the same
        bytes. `desk`: the address of a desk to link to. Raises InputError and NotFoundError.
        """
        from onrecord import dossier  # noqa: PLC0415
        from onrecord.record.schema import now  # noqa: PLC0415

        choice = dossier.Choice(
            search=search,
            story=story,
            saying=saying,
            speaker=speaker,
            ids=tuple(ids),
            since=since,
            until=until,
            limit=limit or dossier.LIMIT,
            title=title,
        )
        dossier.write(self._store, choice, format, Path(path), made=made or now(), desk=desk)
        return Path(path)
