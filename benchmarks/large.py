"""A large record that looks like a real one, without reading a text: to measure what reads a record.

    python -m benchmarks.large OUT.db [--articles 100000] [--seed 1]

Articles are composed from a grammar (`large_text`) in which it is known where title, body, statements, names and acts
stand; people, outlets and things are invented (`large_world`), stories plotted (`large_stories`). Pages and articles go
in by the project's own writer; copies, stories and sayings are then written as placing would have left them
(`large_groups`), for which it would take days. There are 55 articles a day, which are five years for 100,000. The same
arguments make the same record, but for its clock times (columns in _at).
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from benchmarks.large_groups import Groups, Heard, Whole, printed
from benchmarks.large_pages import page_of
from benchmarks.large_stories import Plot, Story, slots
from benchmarks.large_world import World

from onrecord.capture import Given, Page
from onrecord.errors import PageError
from onrecord.model import Article, sha256
from onrecord.pipeline import VERSIONS
from onrecord.record import Store

# The last day of the record.
_END = date(2024, 12, 31).toordinal()
_BATCH, _TOLD_EVERY = 256, 2000
# One page in so many cannot be read.
_FAILED = 1000
# Memory for pages of the database, in KiB: prints and echoes go all over their indexes.
_CACHE = 128 * 1024


def make(path: Path, articles: int, seed: int) -> None:
    """Make the record, and tell how far it is."""
    began = time.perf_counter()
    Store(path, create=True).close()
    with Store(path, write=True) as store, closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        plot, groups = Plot(World(seed), seed), Groups(connection, seed)
        done = 0
        for batch in batched(composed(plot, articles, seed)):
            outcomes = store.put_many([(one.page, [one.article]) for one in batch], made_by=VERSIONS)
            if set(outcomes) != {"new"}:
                raise SystemExit(f"of {len(batch)} pages not all are new to the record: {sorted(set(outcomes))}")
            connection.execute("BEGIN IMMEDIATE")
            for one in batch:
                if one.is_last:
                    plot.remember(one.story, groups.write(one.story.whole))
                    one.story.whole = Whole()
            connection.execute("COMMIT")
            _fail(store, range(done, done + len(batch)))
            done += len(batch)
            _tell(done, articles, began)
        connection.execute("BEGIN IMMEDIATE")
        groups.finish()
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass(frozen=True)
class Made:
    """A page with its article; `is_last`: no other article of its story is to come."""

    page: Page
    article: Article
    story: Story
    is_last: bool


def composed(plot: Plot, articles: int, seed: int) -> Iterator[Made]:
    """The pages with their articles, in the order of time."""
    lot = random.Random(f"pages {seed}")  # noqa: S311 - nobody is to be kept from guessing
    order, sizes = slots(random.Random(f"days {seed}"), articles, _END)  # noqa: S311 - the same
    begun: dict[int, Story] = {}
    for slot in order:
        if slot.place == 0:
            begun[slot.story] = plot.story(slot.day, sizes[slot.story])
        story = begun[slot.story]
        due = plot.article(story, slot.day)
        page, article, said = page_of(due.written, due.printing, lot)
        heard = [Heard(one.id, of.thought, of.variant) for one, of in zip(article.statements, said, strict=True)]
        story.whole.printed.append(printed(article, page.text, slot.day, due.family, heard))
        if story.left == 0:
            del begun[slot.story]
        yield Made(page, article, story, story.left == 0)


def batched(made: Iterator[Made]) -> Iterator[list[Made]]:
    """So many at once as go in together."""
    while batch := list(islice(made, _BATCH)):
        yield batch


def _fail(store: Store, numbers: range) -> None:
    """Pages that could not be read."""
    for number in numbers:
        if number % _FAILED == _FAILED - 1:
            error = PageError(
                f"archive/broken/{number:07}.html", "capture", "no text in its HTML; is it filled by a script?"
            )
            store.fail(error, sha256(str(number).encode()), VERSIONS, given=Given())


def _tell(done: int, articles: int, began: float) -> None:
    if done % _TOLD_EVERY < _BATCH or done == articles:
        spent = time.perf_counter() - began
        print(f"{done:>8,} of {articles:,} articles, {done / spent:5.0f} a second", file=sys.stderr, flush=True)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("record", type=Path)
    ask.add_argument("--articles", type=int, default=100_000)
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    if asked.record.exists():
        raise SystemExit(f"{asked.record}: is there already; name a file that is not")
    make(asked.record, asked.articles, asked.seed)


if __name__ == "__main__":
    main()
