"""A news crawl that nobody crawled: a WARC of pages made of text that we wrote, to measure bulk runs with.

    python -m benchmarks.crawl --pages 100000 --out crawl.warc.gz [--bad 0.02] [--seed 1]

Two hundred invented outlets print about 2,000 reports a week, 15 % of them copies. Each page is a record packed by
itself between a request and what the crawler noted, as news crawls have it; 5 % of the pages are captured again, and
some records in a hundred hold no page. So many more as `--bad` says are broken in ten ways. Beside the archive stand
crawl.good.tsv, what has to come out: offset, url, SHA-256 of the page, captured, language, the number of its story, the
offset of the record whose article it repeats and how; and crawl.broken.tsv: offset and way. The same arguments make the
same bytes (with the same zlib).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import BinaryIO, NamedTuple, TextIO

from benchmarks.crawl_articles import FIRST, Report, reports
from benchmarks.crawl_pages import page
from benchmarks.crawl_records import WAYS, Fetched, about, gzipped, metadata, request, response, revisit, stamp

# Parts of a thousand of all records of answers: captured again, by way; those that are no page.
_SAME, _OTHER_FURNITURE, _REVISIT, _NO_PAGE = 25, 25, 15, 20
# Sent packed, or in chunks, of a hundred.
_PACKED, _CHUNKED = 30, 15
_TITLES, _AGAIN = 60, 300
_MORNING = clock(6)
_BEGIN = datetime.combine(FIRST, _MORNING, UTC)
# Seconds between two answers at 2,000 a week.
_PACE = 7 * 24 * 3600 // 2000
_TOLD_EVERY = 10_000

GOOD = ("offset", "url", "sha256", "captured", "language", "story", "repeats", "how")
BROKEN = ("offset", "way")


class Captured(NamedTuple):
    """A page that was written: where, and all that is needed to capture it again."""

    offset: int
    report: Report
    fetched: Fetched


class Crawl:
    """Writes a crawl; `counts` tells what was written by kind."""

    def __init__(self, archive: BinaryIO, good: TextIO, broken: TextIO, *, bad: float, seed: int) -> None:
        """Write into files that are open."""
        self._archive, self._good, self._broken = archive, good, broken
        self._bad = bad
        self._rng = random.Random(f"crawl records {seed}")  # noqa: S311 - nobody is to be kept from guessing
        self._ways: Iterator[str] = cycle(WAYS)
        self._owed = 0.0
        self._titles: deque[str] = deque(maxlen=_TITLES)
        self._recent: deque[Captured] = deque(maxlen=_AGAIN)
        self._first: dict[int, int] = {}
        self._at = _BEGIN
        self.counts: Counter[str] = Counter()

    def write(self, pages: int, seed: int) -> None:
        """Write so many pages, and what stands between them."""
        self._good.write("\t".join(GOOD) + "\n")
        self._broken.write("\t".join(BROKEN) + "\n")
        self._put(about(f"{pages} pages, seed {seed}", self._rng, stamp(self._at)))
        # Those in broken records come on top.
        told = reports(round(pages * (1 + self._bad)) + 1, seed)
        began, written = time.perf_counter(), 0
        while written < pages:
            written += self._next(told)
            if written % _TOLD_EVERY == 0:
                rate = written / (time.perf_counter() - began)
                print(f"{written:>9,} of {pages:,} pages, {rate:,.0f} a second", file=sys.stderr)

    def _next(self, told: Iterator[Report]) -> bool:
        """One more answer, and whether it holds a page."""
        rng = self._rng
        self._at += timedelta(seconds=rng.randint(1, 2 * _PACE))
        self._owed += self._bad
        drawn = rng.randrange(1000)
        if self._owed >= 1:
            self._owed -= 1
            self._break(self._due(told))
        elif drawn < _NO_PAGE:
            self._no_page()
        elif drawn < _NO_PAGE + _REVISIT and self._recent:
            self._revisit(rng.choice(self._recent))
        elif drawn < _NO_PAGE + _REVISIT + _SAME + _OTHER_FURNITURE and self._recent:
            self._again(rng.choice(self._recent), same=drawn < _NO_PAGE + _REVISIT + _SAME)
            return True
        else:
            self._new(self._due(told))
            return True
        return False

    def _due(self, told: Iterator[Report]) -> Report:
        """The next report, which is not fetched before the morning on which it is printed."""
        report = next(told)
        self._at = max(self._at, datetime.combine(report.day, _MORNING, UTC))
        return report

    def _new(self, report: Report) -> None:
        fetched = self._fetched(report)
        offset = self._exchange(fetched)
        self._first[report.number] = offset
        # What a copy repeats may have been in a record that is broken.
        source = self._first.get(report.repeats) if report.repeats is not None else None
        self._note(offset, fetched, report, source, report.how if source is not None else "")
        self._titles.append(report.title)
        self._recent.append(Captured(offset, report, fetched))

    def _again(self, one: Captured, *, same: bool) -> None:
        fetched = one.fetched._replace(at=self._at) if same else self._fetched(one.report)
        self._note(self._exchange(fetched), fetched, one.report, one.offset, "again" if same else "refreshed")

    def _revisit(self, one: Captured) -> None:
        fetched = one.fetched._replace(at=self._at)
        self._put(request(fetched, self._rng))
        self._put(revisit(fetched, stamp(one.fetched.at), self._rng))
        self.counts["revisit"] += 1

    def _no_page(self) -> None:
        """An answer without a page: a file of rules, a picture, an address that leads nowhere."""
        kind, status, body = self._rng.choice(
            (
                ("image/jpeg", "200 OK", b"\xff\xd8\xff\xe0" + self._rng.randbytes(300)),
                ("text/html", "404 Not Found", b"<html><body><h1>Not here</h1></body></html>"),
                ("application/json", "200 OK", b'{"items": []}'),
            )
        )
        url = f"https://www.example/{self._rng.randrange(10**9)}"
        self._exchange(Fetched(url, self._at, body, status, kind))
        self.counts["no page"] += 1

    def _break(self, report: Report) -> None:
        fetched = self._fetched(report)
        way = next(self._ways)
        self._put(request(fetched, self._rng))
        offset = self._archive.tell()
        self._archive.write(WAYS[way](fetched, self._rng))
        self._put(metadata(fetched, self._rng))
        self._broken.write(f"{offset}\t{way}\n")
        self.counts[way] += 1

    def _fetched(self, report: Report) -> Fetched:
        rng = self._rng
        told = page(report, self._at.date(), list(self._titles), rng)
        packed, chunked = rng.randrange(100) < _PACKED, rng.randrange(100) < _CHUNKED
        return Fetched(report.url, self._at, told.encode(), packed=packed, chunked=chunked)

    def _exchange(self, fetched: Fetched) -> int:
        """A request, its answer and a note; returns the offset of the answer."""
        self._put(request(fetched, self._rng))
        offset = self._put(response(fetched, self._rng))
        self._put(metadata(fetched, self._rng))
        return offset

    def _note(self, offset: int, fetched: Fetched, report: Report, source: int | None, how: str) -> None:
        digest = sha256(fetched.body).hexdigest()
        cells = (offset, fetched.url, digest, stamp(fetched.at), report.language, report.story, source, how)
        self._good.write("\t".join("" if cell is None else str(cell) for cell in cells) + "\n")
        self.counts[how or "page"] += 1

    def _put(self, data: bytes) -> int:
        offset = self._archive.tell()
        self._archive.write(gzipped(data))
        return offset


def sidecars(archive: Path) -> tuple[Path, Path]:
    """The tables beside an archive: what has to come out, and what is broken."""
    stem = archive.name.removesuffix(".gz").removesuffix(".warc")
    return archive.with_name(f"{stem}.good.tsv"), archive.with_name(f"{stem}.broken.tsv")


def write(archive: Path, pages: int, *, bad: float = 0.02, seed: int = 1) -> Counter[str]:
    """Write a crawl and its tables; returns how many records of each kind it has."""
    good, broken = sidecars(archive)
    with (
        archive.open("wb") as out,
        good.open("w", encoding="utf-8") as told,
        broken.open("w", encoding="utf-8") as faults,
    ):
        crawl = Crawl(out, told, faults, bad=bad, seed=seed)
        crawl.write(pages, seed)
    return crawl.counts


def rows(table: Path) -> list[dict[str, str]]:
    """The lines of a table beside an archive."""
    first, *lines = table.read_text("utf-8").splitlines()
    names = first.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pages", type=int, default=100_000)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--bad", type=float, default=0.02, help="broken records, as a share of all answers")
    ask.add_argument("--seed", type=int, default=1)
    asked = ask.parse_args()
    for kind, count in write(asked.out, asked.pages, bad=asked.bad, seed=asked.seed).most_common():
        print(f"{count:>9,}  {kind}")
    print(f"{asked.out.stat().st_size / 1e6:>9,.1f}  MB")


if __name__ == "__main__":
    main()
