"""Of a crawl with broken records every good one comes out, and each broken one is told with its offset and a reason."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from benchmarks.bulk import right
from benchmarks.crawl import sidecars
from benchmarks.crawl_records import WAYS
from fastwarc.warc import ArchiveIterator, WarcRecordType
from tests.archive.conftest import PAGES, Crawl, made
from tests.archive.running import ran, table

from onrecord import capture
from onrecord.capture import Raw
from onrecord.errors import PageError

SHARD = 100_000


def offset_of(source: str) -> int:
    return int(source.rpartition("@")[2])


@pytest.fixture(scope="module")
def out(crawl: Crawl, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a bulk run over it, without what takes models of language."""
    folder = tmp_path_factory.mktemp("tables") / "out"
    ran([crawl.path], folder, steps=["copies"], shard=SHARD)
    return folder


def test_the_same_arguments_make_the_same_crawl_and_another_seed_another(tmp_path: Path) -> None:
    one, again, other = (
        made(tmp_path / f"{name}.warc.gz", 20, seed=seed) for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert one.path.read_bytes() == again.path.read_bytes() != other.path.read_bytes()
    assert one[1:] == again[1:] != other[1:]
    assert [path.name for path in sidecars(one.path)] == ["a.good.tsv", "a.broken.tsv"]


def test_all_ways_to_be_broken_and_to_repeat_are_in_it(crawl: Crawl) -> None:
    assert set(crawl.broken.values()) == WAYS.keys()
    assert {"", "exact", "edited", "again", "refreshed"} <= {row["how"] for row in crawl.good.values()}
    assert all(int(row["repeats"]) in crawl.good for row in crawl.good.values() if row["how"])
    assert len(crawl.good) == PAGES


def test_another_reader_of_archives_finds_its_records_whole(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.warc.gz", 60, bad=0)
    with whole.path.open("rb") as file:
        found = {
            one.stream_pos: one.verify_block_digest()
            for one in ArchiveIterator(file, parse_http=False, record_types=WarcRecordType.response)
        }
    assert whole.good.keys() <= found.keys()
    assert all(found.values())


def test_every_good_page_comes_out_once_and_each_broken_one_is_told(crawl: Crawl) -> None:
    outcomes = list(capture.raws([str(crawl.path)]))
    pages = [(offset_of(one.source), one) for one in outcomes if isinstance(one, Raw)]
    faults = [(offset_of(one.source), one.reason) for one in outcomes if isinstance(one, PageError)]
    assert len(pages) == PAGES
    assert {at: (sha256(one.data).hexdigest(), one.given.url, one.given.captured) for at, one in pages} == {
        at: (row["sha256"], row["url"], row["captured"]) for at, row in crawl.good.items()
    }
    assert Counter(at for at, _ in faults) == Counter(crawl.broken.keys())
    assert all(reason and "\n" not in reason for _, reason in faults)


def test_a_bulk_run_has_every_good_page_and_tells_each_broken_one(crawl: Crawl, out: Path) -> None:
    came = {offset_of(row["source"]): row["id"] for row in table(out, "captures")}
    assert came == {at: row["sha256"] for at, row in crawl.good.items()}
    assert {offset_of(row["source"]) for row in table(out, "failures") if row["reason"]} == crawl.broken.keys()
    found = right(crawl.path, out)
    faults = len(crawl.broken)
    assert (found.good, found.broken, found.wrong) == (f"{PAGES}/{PAGES}", f"{faults}/{faults}", 0)


def test_a_page_that_was_captured_again_leads_to_the_first(crawl: Crawl, out: Path) -> None:
    leads = {offset_of(row["source"]): (row["duplicate"], row["duplicate_of"]) for row in table(out, "captures")}
    first: dict[str, str] = {}
    for row in crawl.good.values():
        first.setdefault(row["url"], row["sha256"])
    again = {at: row for at, row in crawl.good.items() if row["how"] == "again"}
    assert again
    assert {at: leads[at] for at in again} == {at: ("bytes", first[row["url"]]) for at, row in again.items()}
    # Where a line of a page's furniture is taken for its article's it is another article than before.
    refreshed = {at: row for at, row in crawl.good.items() if row["how"] == "refreshed"}
    met = {at: leads[at] for at in refreshed if leads[at][0]}
    assert 2 * len(met) > len(refreshed)
    assert met == {at: ("address", first[refreshed[at]["url"]]) for at in met}
    assert {at for at, row in crawl.good.items() if row["how"] in ("", "exact") and leads[at][0]} == set()
