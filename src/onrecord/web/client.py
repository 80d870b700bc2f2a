"""A client of the API: one method for each operation, which returns the nouns that the record itself would.

    with Client("http://127.0.0.1:8765") as client:
        for listed in client.statements(speaker="Ruvell"):
            print(listed.item.text)

What is not there, cannot be asked so or has changed is raised as the errors that a record on one's own disk raises.
"""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self, TypeAlias, TypedDict, Unpack

from onrecord.model import Act, Article, ArticleKind, Entity, EntityType, Event, Saying, Statement, StatementKind, Story
from onrecord.record import Dossier, Ladder, Search
from onrecord.record.search import Order
from onrecord.web.api.shapes import (
    Change,
    Compared,
    Counts,
    Coverage,
    Entry,
    Failure,
    Found,
    Item,
    Listed,
    Page,
    Speaking,
    Text,
)
from onrecord.web.asking import HitKind
from onrecord.web.coding_client import CodingClient
from onrecord.web.exchange import Exchange, Pages, path
from onrecord.web.ruling import Ruling

Bytes: TypeAlias = bytes  # a method of this name stands before it in the class

_DESK = "http://127.0.0.1:8765"
# Seconds for an answer: the first search by meaning waits for a model, a long timeline is put together anew.
_PATIENCE = 60.0
# Items of a page: as many as the server gives at once of what is short, fewer of what is long.
_MANY, _SOME = 200, 50

_ANYTHING: Any = Item


class Filters(TypedDict, total=False):
    """What listings may be asked for; what is left out, or None, asks for nothing."""

    about: str | None
    speaker: str | None
    outlet: str | None
    country: str | None
    language: str | None
    since: str | None
    until: str | None


class SearchFilters(TypedDict, total=False):
    """What a search may be asked for beside its words."""

    speaker: str | None
    outlet: str | None
    country: str | None
    kind: HitKind | None
    year: str | None
    since: str | None
    until: str | None
    exact: bool
    order: Order


class Client(Ruling, CodingClient):
    """The API of a desk."""

    def __init__(self, address: str = _DESK, *, token: str | None = None, timeout: float = _PATIENCE) -> None:
        """Name a desk by its address; the token is for changing something, and for a desk that is open to others."""
        self._desk = Exchange(address, token, timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._desk.close()

    # Looking --------------------------------------------------------------------------------------------------------

    def search(self, q: str = "", *, start: int = 0, limit: int = 20, **filters: Unpack[SearchFilters]) -> Found:
        """Articles and statements that have the words or mean the same, best first; `start` says how many to pass."""
        return self._desk.read(Found, "search", {"q": q, "start": start, "limit": limit, **filters})

    def timeline(  # noqa: PLR0913 - each is a way to ask
        self,
        *,
        speaker: str | None = None,
        about: str | None = None,
        sides: tuple[str, str] | None = None,
        story: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Pages[Entry]:
        """What was said and done, by its day: of a speaker, on a topic, between two sides, or in a story."""
        one, other = sides or (None, None)
        asked = {
            "speaker": speaker,
            "about": about,
            "one": one,
            "other": other,
            "story": story,
            "since": since,
            "until": until,
        }
        return self._desk.pages(Page[Entry], "timeline", asked, _MANY)

    def pair(self, one: str, other: str, *, item: str | None = None) -> list[Ladder]:
        """How far transfers between two sides have come, each way."""
        return self._desk.read(list[Ladder], "pair", {"one": one, "other": other, "item": item})

    def counts(self) -> Counts:
        """How many there are of each kind."""
        return self._desk.read(Counts, "counts")

    def coverage(self) -> list[Coverage]:
        """How many articles the record has of each outlet and month."""
        return self._desk.read(list[Coverage], "coverage")

    def failures(self) -> Pages[Failure]:
        """The pages that could not be read, each with the reason."""
        return self._desk.pages(Page[Failure], "failures", {}, _MANY)

    # Listings -------------------------------------------------------------------------------------------------------

    def statements(
        self,
        *,
        kind: StatementKind | None = None,
        act: Act | None = None,
        min_confidence: float | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[Listed[Statement]]:
        """Statements that fit, by when they were said."""
        asked = {"kind": kind, "act": act, "min_confidence": min_confidence, **filters}
        return self._desk.pages(Page[Listed[Statement]], "statements", asked, _MANY)

    def events(  # noqa: PLR0913 - each is a filter
        self,
        *,
        actor: str | None = None,
        recipient: str | None = None,
        item: str | None = None,
        type: str | None = None,  # noqa: A002 - as in the record
        mode: str | None = None,
        status: str | None = None,
        denied: bool | None = None,
        min_confidence: float | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[Listed[Event]]:
        """Events that fit, by when they were."""
        asked = {
            "actor": actor,
            "recipient": recipient,
            "item": item,
            "type": type,
            "mode": mode,
            "status": status,
            "denied": denied,
            "min_confidence": min_confidence,
            **filters,
        }
        return self._desk.pages(Page[Listed[Event]], "events", asked, _MANY)

    def articles(self, *, kind: ArticleKind | None = None, **filters: Unpack[Filters]) -> Pages[Listed[Article]]:
        """Articles that fit, by publication."""
        return self._desk.pages(Page[Listed[Article]], "articles", {"kind": kind, **filters}, _SOME)

    def entities(
        self,
        *,
        type: EntityType | None = None,  # noqa: A002 - as in the record
        **filters: Unpack[Filters],
    ) -> Pages[Listed[Entity]]:
        """Entities that fit, by name, once for each article that has them."""
        return self._desk.pages(Page[Listed[Entity]], "entities", {"type": type, **filters}, _MANY)

    def stories(self, *, sources: int = 1, **filters: Unpack[Filters]) -> Pages[Story]:
        """Stories of which an article fits and that so many sources report, by their first day."""
        return self._desk.pages(Page[Story], "stories", {"sources": sources, **filters}, _SOME)

    def sayings(
        self,
        *,
        sources: int = 2,
        repeated: bool = False,
        min_confidence: float | None = None,
        **filters: Unpack[Filters],
    ) -> Pages[Saying]:
        """Sayings of which a statement fits and that so many sources report, by when they were said."""
        asked = {"sources": sources, "repeated": repeated, "min_confidence": min_confidence, **filters}
        return self._desk.pages(Page[Saying], "sayings", asked, _SOME)

    # Items ----------------------------------------------------------------------------------------------------------

    def item(self, item: str) -> Item:
        """Anything by its id, also one that it had before, with the article that it stands in."""
        found: Item = self._desk.read(_ANYTHING, path("items", item))
        return found

    def text(self, capture: str) -> Text:
        """The text of a captured page, which all spans count in."""
        return self._desk.read(Text, path("captures", capture, "text"))

    def bytes(self, capture: str) -> Bytes:
        """The bytes of a captured page."""
        return self._desk.send("GET", path("captures", capture, "bytes")).content

    def articles_of(self, capture: str) -> list[Article]:
        """The articles of a captured page as they stand on it."""
        return self._desk.read(list[Article], path("captures", capture, "articles"))

    def dossier(self, entity: str) -> Dossier:
        """An entity across all articles: names, roles, whom it stands beside."""
        return self._desk.read(Dossier, path("entities", entity, "dossier"))

    def speaking(self, entity: str) -> Speaking:
        """What somebody says, in numbers."""
        return self._desk.read(Speaking, path("entities", entity, "speaking"))

    def compared(self, saying: str) -> list[Compared]:
        """The longest wording of a saying (or of what a statement is part of) beside each other one."""
        return self._desk.read(list[Compared], path("sayings", saying, "compared"))

    def line(self, story: str) -> list[Story]:
        """A story with those that it follows, the earliest first."""
        return self._desk.read(list[Story], path("stories", story, "line"))

    def changes(self, story: str) -> list[Change]:
        """What each later version or edited copy of an article of a story changed."""
        return self._desk.read(list[Change], path("stories", story, "changes"))

    # Changing -------------------------------------------------------------------------------------------------------

    def searches(self) -> list[Search]:
        """The searches that are kept."""
        return self._desk.read(list[Search], "searches")

    def kept_search(self, name: str) -> Search:
        """A search that is kept, with its revision."""
        return self._desk.read(Search, path("searches", name))

    def keep_search(self, name: str, q: str = "", *, revision: int = 0, **filters: Unpack[SearchFilters]) -> Search:
        """Keep a search under a name, in place of the revision that was read; 0: there is none yet.

        Raises ChangedError where somebody else kept another meanwhile.
        """
        meant = {"If-Match": f'"{revision}"'} if revision else {"If-None-Match": "*"}
        body = {"q": q, **{key: value for key, value in filters.items() if value is not None}}
        return self._desk.read(Search, path("searches", name), method="PUT", headers=meant, body=body)

    def drop_search(self, name: str, *, revision: int | None = None) -> None:
        """Keep a search no longer: the revision that was read, or whichever there is; raises ChangedError."""
        meant = "*" if revision is None else f'"{revision}"'
        self._desk.send("DELETE", path("searches", name), headers={"If-Match": meant})
