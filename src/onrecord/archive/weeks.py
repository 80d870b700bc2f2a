"""The tables: all that was found of one week, joined and written as Parquet.

    captures/week=2031-W18/part-00000.parquet

An article is of the week of its publication, else of its capture; so is what was read in it. A page and a failure are
of the week of capture. Rows come in the order of the inputs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from onrecord.archive import flat
from onrecord.archive.run import Run, Share, whole
from onrecord.archive.same import duplicates
from onrecord.archive.tables import week_name
from onrecord.archive.task import Written
from onrecord.exchange.flat.pages import Placed, article_cells
from onrecord.model import Article

# A group of rows, and a file, ends with so many bytes before compression.
_GROUP, _PART = 32 << 20, 1 << 30
_BLOCK = 1 << 20

Found = Mapping[str, tuple[str | None, ...]]


def tasks(run: Run) -> int:
    """One for each week of which there is anything."""
    return len(_weeks(run))


def _weeks(run: Run) -> list[int]:
    named = [("pages", name) for name in ("pages", "articles", "failures")]
    named += [(stage, name) for stage, name in _MORE if run.paths(stage, name)]
    return sorted({week for stage, name in named for week in run.keys(stage, name)})


_MORE = (("told", "stories"), ("voiced", "sayings"), ("voiced", "relations"), ("said", "failures"))


def write(share: Share) -> None:
    """Write the tables of one week."""
    week = _weeks(share.run)[share.number]
    _Table(share, "captures", week).write(_captures(share, week))
    _Table(share, "failures", week).write(_failures(share, week))
    _Table(share, "articles", week).write(_articles(share, week))
    counted = _Counted()
    if "statements" in share.asked.steps:
        voiced = _joined(share, "voiced", "saying_of", week, ("statement", "saying"))
        said = (counted.said(table) for _, table in share.each("said", "statements_rows", week))
        _Table(share, "statements", week).write(_with(table, "saying", "id", voiced) for table in said)
        _Table(share, "events", week).write(table for _, table in share.each("said", "events_rows", week))
        named = (counted.named(table) for _, table in share.each("said", "mentions_rows", week))
        _Table(share, "mentions", week).write(named)
        _Table(share, "entities", week).write([counted.table()])
    for stage, name in _MORE[:3]:
        if share.run.paths(stage, name):
            _Table(share, name, week).write([flat.told(name, share.gathered(stage, name, week))])


def _captures(share: Share, week: int) -> Iterator[pa.Table]:
    for shard, table in share.each("pages", "pages", week):
        known = duplicates(share, shard)
        told = [known.get(page, (None, None)) for page in table["page"].to_pylist()]
        same, of = (pa.array([one[at] for one in told], pa.string()) for at in (0, 1))
        text = pc.if_else(pc.is_null(same), table["text"].combine_chunks(), pa.scalar(None, pa.string()))
        columns = {"duplicate": same, "duplicate_of": of, "text": text}
        yield pa.Table.from_arrays(
            [columns[name] if name in columns else table[name] for name in flat.CAPTURES],
            schema=flat.schema("captures"),
        )


def _failures(share: Share, week: int) -> Iterator[pa.Table]:
    stages = ("pages", "said") if "statements" in share.asked.steps else ("pages",)
    for stage in stages:
        for _, table in share.each(stage, "failures", week):
            yield table.select(list(flat.FAILURES))


def _articles(share: Share, week: int) -> Iterator[pa.Table]:
    copies = _joined(share, "copied", "copies", week, ("article", "copy_of", "kind"))
    stories = _joined(share, "told", "story_of", week, ("article", "story"))
    is_read = "statements" in share.asked.steps
    for shard, table in share.each("said" if is_read else "pages", "articles", week):
        known = set() if is_read else duplicates(share, shard).keys()
        rows = []
        for row in table.select(["page", "json", "body"]).to_pylist():
            if row["page"] in known:
                continue
            one = Article.model_validate_json(row["json"])
            placed = Placed(*stories.get(one.id, (None,)), *copies.get(one.id, (None, None)))
            rows.append((*article_cells(one, row["body"], placed), row["json"]))
        yield pa.Table.from_batches([flat.batch("articles", rows)])


def _joined(share: Share, stage: str, name: str, week: int, columns: tuple[str, ...]) -> Found:
    """What a stage found of the items of a week, by id; nothing where that stage was not asked for."""
    if not share.run.paths(stage, name):
        return {}
    table = share.gathered(stage, name, week).select(columns)
    ids, *rest = (table[column].to_pylist() for column in columns)
    return {one: tuple(told) for one, *told in zip(ids, *rest, strict=True)}


def _with(table: pa.Table, column: str, key: str, found: Found) -> pa.Table:
    values = pa.array([found.get(one, (None,))[0] for one in table[key].to_pylist()], table.schema.field(column).type)
    return table.set_column(table.schema.get_field_index(column), column, values)


class _Counted:
    """The entities of a week: how many articles mention each, how often, and how many statements are its own."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str, str | None]] = {}
        self._articles: Counter[str] = Counter()
        self._mentions: Counter[str] = Counter()
        self._statements: Counter[str] = Counter()

    def said(self, table: pa.Table) -> pa.Table:
        for speaker, speakers in zip(table["speaker"].to_pylist(), table["speakers"].to_pylist(), strict=True):
            self._statements.update({*speakers, *([speaker] if speaker else [])})
        return table

    def named(self, table: pa.Table) -> pa.Table:
        for row in table.select(["entity", "name", "type", "country", "times"]).to_pylist():
            told = (row["name"], row["type"], row["country"])
            # Of several names the first in order: whichever shard comes first must not matter.
            self._known[row["entity"]] = min(told, self._known.get(row["entity"], told), key=str)
            self._articles[row["entity"]] += 1
            self._mentions[row["entity"]] += row["times"]
        return table

    def table(self) -> pa.Table:
        rows = [
            (one, *told, self._articles[one], self._mentions[one], self._statements[one])
            for one, told in sorted(self._known.items())
        ]
        return pa.Table.from_batches([flat.batch("entities", rows)])


class _Table:
    """One table of one week: as many files as it takes, none where there are no rows."""

    def __init__(self, share: Share, name: str, week: int) -> None:
        self._share = share
        self._folder = Path(name) / f"week={week_name(week)}"
        self._part = 0

    def write(self, tables: Iterable[pa.Table]) -> None:
        """Write some tables one behind the other."""
        groups = _groups(tables)
        first = next(groups, None)
        while first is not None:
            first = self._write(first, groups)

    def _write(self, first: pa.Table, groups: Iterator[pa.Table]) -> pa.Table | None:
        """Write one file that begins with a group; the first group of the next one."""
        name = self._folder / f"part-{self._part:05}.parquet"
        self._part += 1
        rows = size = 0
        group: pa.Table | None = first
        with whole(self._share.run.folder / name) as half:
            with parquet.ParquetWriter(half, first.schema, compression="zstd") as writer:
                while group is not None and size < _PART:
                    writer.write_table(group, row_group_size=group.num_rows)
                    rows, size = rows + group.num_rows, size + group.nbytes
                    group = next(groups, None)
            written = Written(rows, half.stat().st_size, _sha256(half))
        self._share.tables[name.as_posix()] = written
        return group


def _groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    for table in tables:
        if table.num_rows:
            waiting.append(table)
        if sum(one.nbytes for one in waiting) > _GROUP:
            yield pa.concat_tables(waiting)
            waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
