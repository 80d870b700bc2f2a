"""Articles as a bulk run has them once its pages are read, for the stages that look across pages.

run = begun(folder, articles, shards=3)
done(run, copies.flow(run), WORK)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa

from onrecord.archive import tables
from onrecord.archive.asked import STEPS, Asked
from onrecord.archive.run import Run, Share
from onrecord.archive.stages import work
from onrecord.archive.task import Done


@dataclass(frozen=True)
class Printed:
    """An article as far as others hang on it; days are ISO times."""

    id: str
    title: str | None
    body: str
    outlet: str | None = None
    earliest: str | None = None
    latest: str | None = None
    agency: str | None = None
    url: str | None = None
    captured: str | None = None


@dataclass(frozen=True)
class Said:
    """A statement as far as sayings hang on it."""

    id: str
    article: str
    speaker: str | None
    text: str
    kind: str = "direct"
    earliest: str | None = None
    latest: str | None = None
    is_told: bool = False
    occasion: str | None = None
    denied: bool = False
    act: str = "said"
    language: str | None = "en"


def begun(folder: Path, articles: Sequence[Printed], said: Sequence[Said] = (), *, shards: int = 1) -> Run:
    """A run whose articles have been read, in so many shards."""
    asked = Asked((), "auto", None, False, STEPS, None, {})
    folder.mkdir(parents=True)
    (folder / "run.json").write_text(asked.as_json(), "utf-8")
    run = Run.opened(folder)
    weeks = {one.id: tables.week_of(one.earliest, one.captured) for one in articles}
    where = {one.id: at % shards for at, one in enumerate(articles)}
    for shard in range(shards):
        held = [one for one in articles if where[one.id] == shard]
        rows = [_article(at, one, weeks[one.id]) for at, one in enumerate(held)]
        share = run.share("pages", shard)
        table = pa.Table.from_pylist(rows, schema=tables.ARTICLES)
        share.scatter("articles", table, table["week"].to_numpy())
        _finish(share)
        share = run.share("same", shard)
        share.scatter("duplicates", pa.Table.from_pylist([], schema=tables.DUPLICATES))
        _finish(share)
        share = run.share("said", shard)
        told = [asdict(one) | {"week": weeks[one.article]} for one in said if where[one.article] == shard]
        share.scatter("statements", pa.Table.from_pylist(told, schema=tables.STATEMENTS))
        _finish(share)
    share = run.share("shards", 0)
    share.scatter("parts", pa.table([np.arange(shards)], names=["shard"]), np.arange(shards))
    _finish(share)
    return run


def _article(at: int, one: Printed, week: int) -> dict[str, Any]:
    return asdict(one) | {"page": at, "position": 0, "week": week, "kind": "news", "json": "{}"}


def _finish(share: Share) -> None:
    share.finish(Done(share.stage, share.number, dict(share.rows), {}, 0, 0, 0, share.read, share.written))


def do(run: Run, flow: Iterable[tuple[str, int]]) -> None:
    """Do all tasks of some stages, the last of each first: none may hang on another."""
    for stage, count in flow:
        for number in reversed(range(count)):
            share = run.share(stage, number)
            work(stage)(share)
            _finish(share)


def news(seed: int, happenings: int, *, weeks: int = 4) -> list[Printed]:
    """Some happenings as several outlets report them: in words of their own, copied, cut, retitled; in no order."""
    lot = Random(seed)
    found: list[Printed] = []
    for happening in range(happenings):
        day = date(2031, 5, 5) + timedelta(days=lot.randrange(7 * weeks))
        named = [word(lot) for _ in range(4)]
        wires = [[sentence(lot, named) for _ in range(8)] for _ in range(2)]
        for at in range(lot.randint(1, 6)):
            wire = wires[lot.random() < 0.3]
            body = lot.choice((wire, wire[:6], [*wire, sentence(lot, named)]))
            title = " ".join(lot.choice((named, [*named[:3], word(lot)])))
            printed = (day + timedelta(days=lot.choice((0, 0, 1, 2)))).isoformat()
            told = printed if lot.random() < 0.9 else None
            outlet = f"The {word(lot)}"
            found.append(Printed(f"ar_{happening}_{at}", title, " ".join(body), outlet, told, told, captured=printed))
    lot.shuffle(found)
    return found


def word(lot: Random) -> str:
    """A word that nobody has yet."""
    return "".join(lot.choice(("ka", "lo", "mir", "sten", "vor", "ri", "an", "tel", "gu", "pas")) for _ in range(4))


def sentence(lot: Random, named: Sequence[str] = ()) -> str:
    """A sentence of such words, some of them those named."""
    words = [lot.choice(named) if named and lot.random() < 0.3 else word(lot) for _ in range(12)]
    return f"{' '.join(words).capitalize()}."


def rows(run: Run, stage: str, name: str) -> list[dict[str, Any]]:
    """All rows that a stage wrote, under whatever keys, in an order that hangs on them alone."""
    share = run.share("", 0)
    found = [row for key in run.keys(stage, name) for row in share.gathered(stage, name, key).to_pylist()]
    return sorted(found, key=lambda row: [str(value) for value in row.values()])
