"""A text as one article, for the steps that read articles: no capture and no article step needed."""

from __future__ import annotations

from onrecord.model import Article, Capture, Dateline, TextRef, Time, sha256
from onrecord.spans import Spans


def whole_article(
    text: str,
    *,
    language: str | None = "en",
    body: Spans | None = None,
    dateline: Dateline | None = None,
    published: Time | None = None,
) -> Article:
    """The text as an article, all of it body where none is given."""
    key = sha256(text.encode("utf-8", "surrogatepass"))
    capture = Capture(
        id=key,
        source="test",
        url=None,
        canonical_url=None,
        record_id=None,
        captured=None,
        text=TextRef(sha256=key, made_by="test"),
    )
    everything: Spans = ((0, len(text)),) if text else ()
    return Article(
        made_by={},
        id="ar_test",
        kind="news",
        language=language,
        capture=capture,
        title=None,
        title_spans=(),
        outlet=None,
        agency=None,
        byline=(),
        dateline=dateline,
        published=published,
        body=everything if body is None else body,
        captions=(),
        entities=(),
        statements=(),
        events=(),
        figures=(),
        unresolved={},
    )
