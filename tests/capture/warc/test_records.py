from __future__ import annotations

import gzip
import io
import itertools
import random
import sys
import tracemalloc
from pathlib import Path

import pytest
from tests.web_archives import (
    ARC_FIRST,
    BROKEN_MEMBERS,
    BROKEN_RECORDS,
    PACKINGS,
    Packing,
    arc_record,
    packed,
    page,
    record,
    response,
)

from onrecord.capture import Raw, raws
from onrecord.errors import PageError


def read(folder: Path, data: bytes, name: str = "crawl.warc") -> list[Raw | PageError]:
    (folder / name).write_bytes(data)
    return list(raws(folder / name))


def told(found: list[Raw | PageError]) -> list[str]:
    """Which pages came, and "!" for each that could not be read."""
    return ["!" if isinstance(one, PageError) else (one.given.url or "").rpartition("/")[2] for one in found]


def place(one: Raw | PageError) -> str:
    return one.source.rpartition("@")[2]


@pytest.mark.parametrize("packing", PACKINGS)
def test_all_pages_come_in_order_whatever_they_are_packed_in(tmp_path: Path, packing: Packing) -> None:
    found = read(tmp_path, packed((response(page(n), number=n) for n in range(30)), packing))
    assert told(found) == [str(n) for n in range(30)]
    assert [one.data for one in found if isinstance(one, Raw)] == [page(n) for n in range(30)]
    assert len({one.source for one in found}) == 30


def test_a_source_tells_where_its_record_begins(tmp_path: Path) -> None:
    records = [response(page(n), number=n) for n in range(3)]
    members = [gzip.compress(one, mtime=0) for one in records]
    starts = [0, len(members[0]), len(members[0] + members[1])]
    assert [place(one) for one in read(tmp_path, b"".join(members))] == [str(at) for at in starts]
    inner = [f"0+{len(b''.join(records[:n]))}" for n in (1, 2)]
    assert [place(one) for one in read(tmp_path, packed(records, "one gzip"))] == ["0", *inner]


def test_arc_is_read_as_well(tmp_path: Path) -> None:
    records = [ARC_FIRST, *(arc_record(page(n), n) for n in range(5))]
    for packing in ("none", "gzip", "one gzip", "zstd"):
        found = read(tmp_path, packed(records, packing), "crawl.arc")
        assert told(found) == ["0", "1", "2", "3", "4"], packing
        first = found[0]
        assert isinstance(first, Raw)
        assert (first.data, first.given.captured) == (page(0), "2025-06-26T18:00:00Z")


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("way", BROKEN_RECORDS)
def test_a_broken_record_is_told_and_all_others_come(tmp_path: Path, way: str, packing: Packing) -> None:
    records = [response(page(n), number=n) for n in range(9)]
    records[4] = BROKEN_RECORDS[way](4)
    found = read(tmp_path, packed(records, packing))
    assert told(found) == ["0", "1", "2", "3", "!", "5", "6", "7", "8"], [str(one) for one in found]


@pytest.mark.parametrize("way", BROKEN_MEMBERS)
def test_a_broken_member_is_told_and_all_others_come(tmp_path: Path, way: str) -> None:
    members = [gzip.compress(response(page(n), number=n), mtime=0) for n in range(9)]
    broken = BROKEN_MEMBERS[way](4)
    found = read(tmp_path, b"".join((*members[:4], broken, *members[5:])))
    assert told(found) == ["0", "1", "2", "3", "!", "5", "6", "7", "8"], [str(one) for one in found]
    assert place(found[4]) == str(sum(map(len, members[:4])))


def test_broken_records_in_a_row_and_at_both_ends_hide_no_good_one(tmp_path: Path) -> None:
    lots = random.Random(7)
    ways = list(BROKEN_MEMBERS) * 4
    lots.shuffle(ways)
    parts, expected = [], []
    for n, way in enumerate(ways):
        parts.append(BROKEN_MEMBERS[way](n))
        expected.append("!")
        if n % 3:
            parts.append(gzip.compress(response(page(n), number=n), mtime=0))
            expected.append(str(n))
    found = told(read(tmp_path, b"".join((gzip.compress(response(page(99), number=99)), *parts))))
    assert [one for one in found if one != "!"] == ["99", *(one for one in expected if one != "!")]
    assert "!" in found


@pytest.mark.parametrize("flip", [70, -3])
def test_a_broken_frame_is_told_and_all_others_come(tmp_path: Path, flip: int) -> None:
    frames = [packed([response(page(n), number=n)], "zstd") for n in range(5)]
    broken = bytearray(frames[2])
    broken[flip] ^= 0x55
    assert told(read(tmp_path, b"".join((*frames[:2], bytes(broken), *frames[3:])))) == ["0", "1", "!", "3", "4"]
    assert told(read(tmp_path, b"".join((*frames[:2], frames[2][:90], *frames[3:])))) == ["0", "1", "!", "3", "4"]
    assert told(read(tmp_path, b"".join((*frames[:2], b"no frame at all", *frames[3:])))) == ["0", "1", "!", "3", "4"]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_file_that_is_cut_off_gives_what_stands_before(tmp_path: Path, packing: Packing) -> None:
    data = packed((response(page(n), number=n) for n in range(50)), packing)
    found = told(read(tmp_path, data[: len(data) * 7 // 10]))
    good = [one for one in found if one != "!"]
    assert good == found[: len(good)] == [str(n) for n in range(len(good))]
    assert 1 <= len(found) - len(good) <= 2
    assert packing == "one gzip" or len(good) > 20


def test_a_page_that_shows_a_record_hides_nothing_and_gives_nothing(tmp_path: Path) -> None:
    shown = b"<html><body><pre>\r\n\r\n" + response(page(77), number=77) + b"</pre></body></html>"
    for packing in PACKINGS:
        records = [response(page(0), number=0), response(shown, number=1), response(page(2), number=2)]
        assert told(read(tmp_path, packed(records, packing))) == ["0", "1", "2"], packing


def test_an_archive_within_an_archive_stays_closed(tmp_path: Path) -> None:
    inner = packed(response(page(n), number=n) for n in range(70, 75))
    crawled = response(inner, "Content-Type: application/warc", number=1)
    records = [response(page(0), number=0), crawled, response(page(2), number=2)]
    for packing in PACKINGS:
        assert told(read(tmp_path, packed(records, packing))) == ["0", "2"], packing


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_pipe_gives_what_a_file_gives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, packing: Packing) -> None:
    ways = itertools.cycle(BROKEN_RECORDS.values())
    records = [next(ways)(n) if n % 3 == 1 else response(page(n), number=n) for n in range(33)]
    data = packed(records, packing)
    expected = [(place(one), getattr(one, "data", None)) for one in read(tmp_path, data)]

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise OSError("a pipe cannot seek")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
    assert [(place(one), getattr(one, "data", None)) for one in raws("-")] == expected


def test_a_long_record_of_another_kind_is_passed_over_and_a_long_page_is_told(tmp_path: Path) -> None:
    film = bytes(21 << 20)
    for packing in ("none", "gzip", "one gzip"):
        records = [
            response(page(0), number=0),
            record("metadata", film),
            response(film, number=2),
            response(page(3), number=3),
        ]
        found = read(tmp_path, packed(records, packing))
        assert told(found) == ["0", "!", "3"], packing
        assert "more than 20 MB" in str(found[1])


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        (tmp_path / "crawl.warc.gz").write_bytes(packed(response(page(n % 50, 600), number=n) for n in range(count)))
        tracemalloc.start()
        try:
            for one in raws(tmp_path / "crawl.warc.gz"):
                assert isinstance(one, Raw)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(1500) < peak(150) + (6 << 20)


def test_line_ends_and_headers_of_other_writers_are_taken(tmp_path: Path) -> None:
    content = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + page(1)
    head = (
        f"WARC/0.18\nWARC-Type: response\nWARC-Target-URI: <https://paper.example/1>\nwarc-date: 2025-06-26T18:00:00Z\n"
        f"CONTENT-LENGTH: {len(content)}\nContent-Type: application/http\n\n"
    )
    found = read(tmp_path, (head.encode() + content + b"\n\n") * 2)
    assert [one.given.url for one in found if isinstance(one, Raw)] == ["https://paper.example/1"] * 2
