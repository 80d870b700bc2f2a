"""Pages between being fetched and being in the record: their bytes, and what is known of them as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from onrecord.capture.fetching import Fetched
from onrecord.capture.raw import Given, Hint, Raw
from onrecord.record import given as givens

_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True)
class Listed:
    """What a source says of a page; `id` is the item's, `is_html` is of the text that the feed itself has."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    id: str | None = None
    is_html: bool = False

    def packed(self) -> str:
        """As JSON, for a column."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> Listed:
        """Back from JSON."""
        return cls(**json.loads(text))


def of_web(fetched: Fetched, listed: Listed) -> Raw:
    """A page as it was fetched, with what its feed says of the time."""
    hint: Hint = "html" if fetched.content_type in _HTML else "auto"
    given = Given(captured=fetched.at, url=fetched.final_url, published=listed.published, charset=fetched.charset)
    return Raw(fetched.data, fetched.final_url, hint, given, fetched.warnings)


def of_feed(content: bytes, listed: Listed, feed: str, url: str | None, at: str) -> Raw:
    """An item's own text as a page: one clean article."""
    given = Given(
        captured=at,
        url=url,
        outlet=listed.outlet,
        title=listed.title,
        published=listed.published,
        whole=True,
        format="html" if listed.is_html else "text",
        charset="utf-8",
    )
    return Raw(content, f"{feed}#{listed.id}" if listed.id else feed, "auto", given)


def packed(raw: Raw) -> str:
    """All of a page but its bytes, as JSON."""
    told = {
        "source": raw.source,
        "hint": raw.format_hint,
        "given": json.loads(givens.packed(raw.given)),
        "warnings": list(raw.warnings),
    }
    return json.dumps(told, ensure_ascii=False)


def unpacked(data: bytes, text: str) -> Raw:
    """The page again."""
    told = json.loads(text)
    given = givens.unpacked(json.dumps(told["given"]))
    return Raw(data, told["source"], told["hint"], given, tuple(told["warnings"]))
