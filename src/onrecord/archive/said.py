"""What is said and done: the dear steps, over articles of pages that were not captured before.

`understood` is the step from batches of articles and their pages' texts to articles read whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord import pipeline
from onrecord.archive import flat
from onrecord.archive.journal import Journal
from onrecord.archive.pages import Rows, article_row, captured_weeks
from onrecord.archive.run import Share
from onrecord.archive.same import duplicates
from onrecord.archive.tables import ARTICLES, FAILURES, STATEMENTS
from onrecord.errors import PageError
from onrecord.exchange.flat import Row
from onrecord.model import Article, Statement
from onrecord.record.columns import time_of

NOT_NEWS = "not looked for: this is no news article"
"""Why articles of the kind "other" have no statements and events in a bulk run."""

_BATCH = 64
_FLAT = ("statements", "events", "mentions")


class Understood(NamedTuple):
    """What comes of a batch of articles, by tables.ARTICLES, STATEMENTS and FAILURES, and as flat tables."""

    articles: pa.RecordBatch
    statements: pa.RecordBatch
    failures: pa.RecordBatch
    statement_rows: pa.RecordBatch
    event_rows: pa.RecordBatch
    mention_rows: pa.RecordBatch


def read(share: Share) -> None:
    """Read the articles of one shard but those of pages that are the same as others."""
    pages = share.own("pages", "pages").sort_by("page")
    articles = share.own("pages", "articles").sort_by([("page", "ascending"), ("position", "ascending")])
    known = pa.array(sorted(duplicates(share, share.number)), pa.int64())
    articles = articles.filter(pc.invert(pc.is_in(articles["page"], known)))
    texts = dict(zip(pages["page"].to_pylist(), pages["text"], strict=True))
    with Journal(share) as journal:
        found = [
            understood(batch, _texts(batch, texts), journal)
            for batch in articles.combine_chunks().to_batches(max_chunksize=_BATCH)
        ]
    schemas = (ARTICLES, STATEMENTS, FAILURES, *(flat.schema(name) for name in _FLAT))
    tables = [pa.Table.from_batches([one[at] for one in found], schema=one) for at, one in enumerate(schemas)]
    read_articles, statements, failures, *rows = tables
    weeks = dict(zip(read_articles["id"].to_pylist(), read_articles["week"].to_pylist(), strict=True))
    share.scatter("articles", read_articles, read_articles["week"].to_numpy())
    share.scatter("statements", statements)
    share.scatter("failures", failures, captured_weeks(failures))
    for name, table in zip(_FLAT, rows, strict=True):
        keys = np.array([weeks[article] for article in table["article"].to_pylist()], np.int64)
        share.scatter(f"{name}_rows", table, keys)


def _texts(batch: pa.RecordBatch, texts: Mapping[int, pa.StringScalar]) -> dict[int, str]:
    return {page: texts[page].as_py() for page in dict.fromkeys(batch["page"].to_pylist())}


def understood(batch: pa.RecordBatch, texts: Mapping[int, str], journal: Journal | None = None) -> Understood:
    """Articles read whole; `texts`: of their pages, by number; `journal`: see there."""
    articles: Rows = []
    statements: Rows = []
    failures: Rows = []
    rows: dict[str, list[Row]] = {name: [] for name in _FLAT}
    for row in batch.to_pylist():
        text = texts[row["page"]]
        found = _read(Article.model_validate_json(row["json"]), text, row["page"], journal)
        if isinstance(found, PageError):
            told = {"source": found.source, "stage": found.stage, "reason": found.reason}
            failures.append({name: row[name] for name in ("page", "capture", "captured")} | told)
            continue
        where = {"page": row["page"], "position": row["position"]}
        articles.append(where | article_row(found, text, row["captured"]))
        statements += (_statement_row(found, one, articles[-1]["week"]) for one in found.statements)
        rows["statements"] += (flat.statement_row(found, one, at, text) for at, one in enumerate(found.statements))
        rows["events"] += (flat.event_row(found, one, at, text) for at, one in enumerate(found.events))
        rows["mentions"] += flat.mention_rows(found)
    return Understood(
        pa.RecordBatch.from_pylist(articles, schema=ARTICLES),
        pa.RecordBatch.from_pylist(statements, schema=STATEMENTS),
        pa.RecordBatch.from_pylist(failures, schema=FAILURES),
        *(flat.batch(name, rows[name]) for name in _FLAT),
    )


def _read(article: Article, text: str, page: int, journal: Journal | None) -> Article | PageError:
    if article.kind == "other":
        gaps = dict.fromkeys(("statements", "events", "figures"), NOT_NEWS)
        return article.model_copy(update={"unresolved": article.unresolved | gaps})
    if journal is None:
        return pipeline.read_found(article, text)
    ended = PageError(article.capture.source, "reading", pipeline.ENDED)
    return journal.read(page, pipeline.read_found, article, text) or ended


def _statement_row(article: Article, one: Statement, week: int) -> dict[str, Any]:
    # What no expression tells counts as said by publication.
    is_told = one.said is not None and "said" not in one.unresolved
    said = time_of(one.said if is_told else None)
    _, earliest, latest = said if said[1] else time_of(article.published)
    return {
        "id": one.id,
        "article": article.id,
        "week": week,
        "speaker": one.speaker,
        "speaker_name": one.speaker_name,
        "text": one.text,
        "language": one.language or article.language,
        "kind": one.kind,
        "act": one.act,
        "denied": one.denied,
        "earliest": earliest,
        "latest": latest,
        "is_told": is_told and bool(said[0]),
        "occasion": one.occasion.text if one.occasion else None,
    }
