"""Pages: from bytes to articles, without what is said in them: the cheap steps, over all that there is.

`raws` makes Arrow batches of what the inputs hold, `located` is the step from such a batch to those of pages, articles
and failures; any engine that knows Arrow can run it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from onrecord import pipeline
from onrecord.archive import inputs, shuffle
from onrecord.archive.journal import Journal
from onrecord.archive.run import Share
from onrecord.archive.tables import ARTICLES, FAILURES, KEYS, PAGES, week_of
from onrecord.capture import Given, Raw
from onrecord.data.array import Array
from onrecord.errors import PageError
from onrecord.model import Article
from onrecord.pipeline import Done, Failed, Outcome
from onrecord.spans import View

RAWS = pa.schema(
    {
        "page": pa.int64(),
        "source": pa.string(),
        "data": pa.binary(),
        "hint": pa.string(),
        "given": pa.string(),
        "warnings": pa.list_(pa.string()),
        "stage": pa.string(),
        "reason": pa.string(),
    }
)
"""What inputs hold: bytes and what is known of them; without bytes where there is only a `reason` why not."""

# A batch ends with so many pages, or bytes.
_PAGES, _BYTES = 64, 8 << 20

Rows = list[dict[str, Any]]


class Located(NamedTuple):
    """What comes of a batch of raws, by tables.PAGES, ARTICLES and FAILURES."""

    pages: pa.RecordBatch
    articles: pa.RecordBatch
    failures: pa.RecordBatch


def read(share: Share) -> None:
    """Read the pages of one shard as far as their articles."""
    with Journal(share) as journal:
        found = [located(batch, journal) for batch in raws(inputs.pages(share))]
    pages, articles, failures = (
        pa.Table.from_batches([one[at] for one in found], schema=schema)
        for at, schema in enumerate((PAGES, ARTICLES, FAILURES))
    )
    share.scatter("pages", pages, captured_weeks(pages))
    share.scatter("articles", articles, articles["week"].to_numpy())
    share.scatter("failures", failures, captured_weeks(failures))
    keys = _keys(share.number, pages, articles)
    share.scatter("keys", keys, _buckets(keys, inputs.buckets(share.run)))


def raws(found: Iterable[Raw | PageError]) -> Iterator[pa.RecordBatch]:
    """What inputs hold as batches, by RAWS."""
    rows: Rows = []
    size = 0
    for page, raw in enumerate(found):
        if len(rows) == _PAGES or size > _BYTES:
            yield pa.RecordBatch.from_pylist(rows, schema=RAWS)
            rows, size = [], 0
        rows.append({"page": page} | (_refused(raw) if isinstance(raw, PageError) else _held(raw)))
        size += 0 if isinstance(raw, PageError) else len(raw.data)
    if rows:
        yield pa.RecordBatch.from_pylist(rows, schema=RAWS)


def _refused(error: PageError) -> dict[str, Any]:
    return {"source": error.source, "stage": error.stage, "reason": error.reason}


def _held(raw: Raw) -> dict[str, Any]:
    given = json.dumps(asdict(raw.given), ensure_ascii=False)
    told = {"source": raw.source, "data": raw.data, "hint": raw.format_hint, "given": given}
    return told | {"warnings": list(raw.warnings)}


def _raw(row: Mapping[str, Any]) -> Raw | PageError:
    if row["data"] is None:
        return PageError(row["source"], row["stage"], row["reason"])
    given = json.loads(row["given"])
    given["ruled"] = tuple(given["ruled"])
    return Raw(row["data"], row["source"], row["hint"], Given(**given), tuple(row["warnings"]))


def located(batch: pa.RecordBatch, journal: Journal | None = None) -> Located:
    """The pages of some raws and their articles, and what could not be read; `journal`: see there."""
    pages: Rows = []
    articles: Rows = []
    failures: Rows = []
    for row in batch.to_pylist():
        raw = _raw(row)
        outcome = _located(raw, row["page"], journal)
        if isinstance(outcome, Done):
            pages.append({"page": row["page"]} | _page(outcome))
            told = pages[-1]
            articles += (
                {"page": row["page"], "position": at} | article_row(one, outcome.page.text, told["captured"])
                for at, one in enumerate(outcome.articles)
            )
        else:
            failures.append({"page": row["page"]} | _failed(outcome))
    return Located(
        pa.RecordBatch.from_pylist(pages, schema=PAGES),
        pa.RecordBatch.from_pylist(articles, schema=ARTICLES),
        pa.RecordBatch.from_pylist(failures, schema=FAILURES),
    )


def _located(raw: Raw | PageError, page: int, journal: Journal | None) -> Outcome:
    if journal is None or isinstance(raw, PageError):
        return pipeline.find_articles(raw)
    ended = Failed(PageError(raw.source, "reading", pipeline.ENDED), raw)
    return journal.read(page, pipeline.find_articles, raw) or ended


def _page(done: Done) -> dict[str, Any]:
    page, capture = done.page, done.page.capture
    return {
        "id": capture.id,
        "source": capture.source,
        "url": capture.url,
        "canonical_url": capture.canonical_url,
        "record_id": capture.record_id,
        "captured": capture.captured,
        "format": page.format,
        "size": len(page.data),
        "text": page.text,
        "text_sha256": capture.text.sha256,
        "text_made_by": capture.text.made_by,
        "warnings": list(page.warnings),
    }


def _failed(failed: Failed) -> dict[str, Any]:
    raw = failed.raw
    return {
        "source": failed.error.source,
        "capture": hashlib.sha256(raw.data).hexdigest() if raw else None,
        "captured": raw.given.captured if raw else None,
        "stage": failed.error.stage,
        "reason": failed.error.reason,
    }


def article_row(one: Article, text: str, captured: str | None) -> dict[str, Any]:
    """An article as tables.ARTICLES has it, but for where it stands."""
    published = one.published
    return {
        "week": week_of(published.earliest if published else None, captured),
        "id": one.id,
        "capture": one.capture.id,
        "captured": captured,
        "url": one.capture.canonical_url or one.capture.url,
        "kind": one.kind,
        "language": one.language,
        "title": one.title,
        "outlet": one.outlet.name if one.outlet else None,
        "agency": one.agency.name if one.agency else None,
        "earliest": published.earliest if published else None,
        "latest": published.latest if published else None,
        "body": View.of(text, one.body).text,
        "json": one.model_dump_json(),
    }


def captured_weeks(table: pa.Table) -> Array:
    """For each row the week in which its page was captured."""
    return np.array([week_of(captured) for captured in table["captured"].to_pylist()], np.int64)


def _keys(shard: int, pages: pa.Table, articles: pa.Table) -> pa.Table:
    """By what the pages of a shard are the same as others: their bytes; their address with all their articles' words.

    What stands around an article changes from hour to hour, so the same page fetched twice seldom has the same bytes.
    """
    bodies: dict[int, list[str]] = {}
    for page, body in zip(articles["page"].to_pylist(), articles["body"].to_pylist(), strict=True):
        bodies.setdefault(page, []).append(body)
    rows: Rows = []
    for page, id_, source, captured, url in zip(
        *(pages[name].to_pylist() for name in ("page", "id", "source", "captured", "canonical_url")), strict=True
    ):
        told = {"captured": captured, "id": id_, "source": source, "shard": shard, "page": page}
        rows.append(told | {"why": "bytes", "key": bytes.fromhex(id_)})
        if url and page in bodies:
            rows.append(told | {"why": "address", "key": _digest([url, *bodies[page]])})
    return pa.Table.from_pylist(rows, schema=KEYS)


def _digest(texts: Sequence[str]) -> bytes:
    return hashlib.sha256("\0".join(texts).encode()).digest()


def _buckets(keys: pa.Table, count: int) -> Array:
    found = np.frombuffer(b"".join(key[:8] for key in keys["key"].to_pylist()), dtype="<u8")
    return shuffle.bucket(found, count)
