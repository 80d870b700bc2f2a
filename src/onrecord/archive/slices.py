"""A slice of a bulk run, taken into a record: its pages from the inputs, its articles as they were read.

    take(store, Path("out"), Slice(since="2031-05-01", outlet="The Port Herald"))

The tables have no bytes, and a record keeps them, so that all it says can be checked. So each page is taken from the
input that it was read from, and must be what it was; nothing is read a second time unless by another version.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import dataset, parquet

from onrecord import pipeline
from onrecord.archive import manifest
from onrecord.archive.asked import Asked
from onrecord.archive.inputs import call_of
from onrecord.capture import Raw
from onrecord.capture.inputs import shown
from onrecord.capture.shards import standing_at
from onrecord.errors import InputError, PageError
from onrecord.model import Article
from onrecord.pipeline import Added, Done, Outcome
from onrecord.record import Store

# What stands behind the name of an input in a page's source: "crawl.warc.gz@12345", "pages.jsonl:17", "feed.xml#3".
_MARKS = "@:#"
# Groups of rows that are kept, some tens of megabytes each.
_GROUPS = 8


@dataclass(frozen=True)
class Slice:
    """Which articles: published on or after `since`, on or before `until` (ISO days), by an outlet, by their ids.

    What nothing dates is not within any days.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    ids: tuple[str, ...] | None = None


Tell = Callable[[Added, Outcome | None], None]


def take(
    store: Store,
    folder: Path,
    wanted: Slice,
    *,
    again: bool = False,
    tell: Tell = lambda _added, _outcome: None,
) -> Added:
    """Take the pages that hold some articles of a bulk run into a record, each of them whole.

    Raises InputError where the run is not done, a condition is no date, nothing fits, or an input is gone.
    """
    held = manifest.read(folder)
    asked = Asked.of_json(json.dumps(held["asked"]))
    is_current = "statements" in asked.steps and pipeline.VERSIONS.items() <= asked.versions.items()
    articles = _Articles(folder, is_current=is_current)
    sources = articles.sources(_condition(wanted))
    if not sources:
        raise InputError(str(folder), "no article there fits; docs/bulk.md tells how to look at what there is")
    inputs = [one["source"] for one in held["inputs"]]
    return pipeline.add(store, _raws(sources, inputs, asked), again=again, tell=tell, read=articles.read)


def _condition(wanted: Slice) -> pc.Expression | None:
    """What is wanted, as a condition on rows of the table of articles; None for all."""
    asked: list[pc.Expression] = []
    if wanted.since:
        asked.append(pc.field("earliest") >= _day(wanted.since))
    if wanted.until:
        asked.append(pc.field("earliest") <= _day(wanted.until))
    if wanted.outlet:
        asked.append(pc.utf8_lower(pc.field("outlet")) == wanted.outlet.lower())
    if wanted.ids is not None:
        asked.append(pc.field("id").isin(list(wanted.ids)))
    both = asked[0] if asked else None
    for one in asked[1:]:
        both &= one
    return both


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise InputError(told, "not a date; write 2025-06-26") from None


class _Row(NamedTuple):
    """Where an article stands: the file, the group of its rows, and which of them."""

    path: str
    group: int
    at: int


class _Articles:
    """The articles of a run: which are wanted, and what was read from them."""

    def __init__(self, folder: Path, *, is_current: bool) -> None:
        """Find the table; `is_current`: read whole, and as this version would."""
        self._is_current = is_current
        self._paths = [str(path) for path in sorted(folder.glob("articles/*/*.parquet"))]
        self._rows: dict[str, _Row] = {}
        # Pages come in the order of the inputs, their articles lie by week: some weeks are open at a time.
        self._group = lru_cache(_GROUPS)(_json)

    def sources(self, condition: pc.Expression | None) -> list[str]:
        """Where the pages stand that hold articles which fit, each once, in the order of the table."""
        if not self._paths:
            return []
        table = dataset.dataset(self._paths, format="parquet")
        found = table.scanner(columns=["source"], filter=condition).to_batches()
        sources = dict.fromkeys(source for batch in found for source in batch["source"].to_pylist())
        for path in self._paths:
            file = parquet.ParquetFile(path)
            for group in range(file.num_row_groups):
                rows = file.read_row_group(group, ["id", "source"]).to_pylist()
                self._rows |= {
                    row["id"]: _Row(path, group, at) for at, row in enumerate(rows) if row["source"] in sources
                }
        return list(sources)

    def read(self, raw: Raw | PageError) -> Outcome:
        """A page with its articles as the run read them; read anew where it did not, or by other versions."""
        found = pipeline.find_articles(raw)
        if not isinstance(found, Done):
            return found
        if not self._is_current or any(one.id not in self._rows for one in found.articles):
            return pipeline.read_raw(raw)
        return replace(found, articles=tuple(map(self._as_read, found.articles)))

    def _as_read(self, found: Article) -> Article:
        path, group, at = self._rows[found.id]
        held = Article.model_validate_json(self._group(path, group)[at].as_py())
        return held.model_copy(update={"capture": found.capture})


def _json(path: str, group: int) -> pa.ChunkedArray:
    return parquet.ParquetFile(path).read_row_group(group, ["json"])["json"]


def _raws(sources: Iterable[str], inputs: Iterable[str], asked: Asked) -> Iterator[Raw | PageError]:
    """The pages that stand in some places, input by input."""
    wanted: dict[str, list[str]] = {shown(one): [] for one in inputs}
    for source in sources:
        wanted[_input(source, wanted)].append(source)
    for path in inputs:
        if found := wanted[shown(path)]:
            if not Path(path).is_file():
                raise InputError(path, "is gone: a record keeps the bytes of its pages, so bring it back first")
            yield from standing_at(path, found, call_of(asked), _root(path, asked.inputs))


def _root(path: str, inputs: Iterable[str]) -> str:
    """The input by which a file was found: itself, or the folder that was walked."""
    return next((one for one in inputs if path == one or Path(one) in Path(path).parents), path)


def _input(source: str, inputs: Collection[str]) -> str:
    """The input in which a page stands."""
    name = source
    while name not in inputs:
        cut = max(name.rfind(mark) for mark in _MARKS)
        if cut <= 0:
            raise InputError(source, "is in none of the inputs that the manifest names")
        name = name[:cut]
    return name
