"""The footnotes of a dossier: for each statement and event the captured page, the exact words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from onrecord.display.addresses import page_name, web_address
from onrecord.dossier import hands
from onrecord.dossier.document import Note, Quote
from onrecord.model import Article, Event, Statement

if TYPE_CHECKING:
    from onrecord.record import Store

_VIEWS = {"st_": "statements", "ev_": "events", "ar_": "articles"}
# Articles held at once: lines that follow each other are often of one page.
_HELD = 64


class Pages:
    """The articles that a dossier tells of, and the footnotes made so far, in their order."""

    def __init__(self, store: Store, desk: str | None) -> None:
        """Begin with none; `desk`: the address of one that shows the same record."""
        self.notes: list[Note] = []
        self.made_by: set[str] = set()
        self.lines = 0
        self.decisions = hands.in_force(store)
        self.read = lru_cache(maxsize=_HELD)(partial(_read, store))
        self._desk = desk.rstrip("/") if desk else None
        self._by_article: dict[str, int] = {}

    def note(self, item: Statement | Event, article: Article, text: str, of: int) -> Note:
        """A footnote of an item."""
        from onrecord.record.passages import passage  # noqa: PLC0415 - loads the record, which --help must not wait for

        spans = item.content if isinstance(item, Statement) else (passage(text, article, item),)
        return self._noted(item.id, article, [Quote(text[start:end], start, end) for start, end in spans], of)

    def article(self, article: Article) -> Note:
        """The footnote that has the page of an article: that of a line, else one of its own."""
        number = self._by_article.get(article.id)
        return self.notes[number - 1] if number else self._noted(article.id, article, (), None)

    def _noted(self, item: str, article: Article, quotes: Iterable[Quote], of: int | None) -> Note:
        capture = article.capture
        made = Note(
            number=len(self.notes) + 1,
            item=item,
            of=of,
            outlet=article.outlet.name if article.outlet else None,
            title=article.title,
            published=article.published.value if article.published else None,
            address=capture.url,
            link=web_address(capture.url),
            page=page_name(None, capture.source),
            capture=capture.id,
            captured=capture.captured,
            quotes=tuple(one for one in quotes if one.start < one.end),
            language=article.language,
            href=f"{self._desk}/{_VIEWS[item[:3]]}/{quote(item, safe='')}" if self._desk else None,
        )
        self.notes.append(made)
        self._by_article.setdefault(article.id, made.number)
        self.made_by.add(", ".join(f"{step} {of}" for step, of in sorted(article.made_by.items())))
        return made


def _read(store: Store, article: str) -> tuple[Article, str]:
    """An article and the text of its page."""
    item = store.get(article).item
    assert isinstance(item, Article)  # noqa: S101 - the id is an article's
    return item, store.page_text(item.capture.id)
