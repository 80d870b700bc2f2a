"""Archives that were made, or came to be, to stop the run that reads them."""

from __future__ import annotations

import gzip
import io
import random
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web_archives import PACKINGS, Packing, packed, page, record, response, wacz, zstd

from onrecord.capture import Raw, raw_of, raws
from onrecord.errors import InputError, PageError

# Seconds for what takes well under one; a machine that runs all tests at once is slow.
PATIENCE = 20
MEMORY = 200 << 20


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    tracemalloc.start()
    begun = time.monotonic()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEMORY
    assert time.monotonic() - begun < PATIENCE


def read(folder: Path, data: bytes, name: str = "crawl.warc.gz") -> list[Raw | PageError]:
    (folder / name).write_bytes(data)
    return list(raws(folder / name))


def urls(found: list[Raw | PageError]) -> list[str]:
    return [(one.given.url or "").rpartition("/")[2] for one in found if isinstance(one, Raw)]


def reasons(found: list[Raw | PageError]) -> list[str]:
    return [one.reason for one in found if isinstance(one, PageError)]


def test_a_member_that_unpacks_to_gigabytes_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", mtime=0) as bomb:
        bomb.write(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n")
        for _ in range(280):
            bomb.write(bytes(1 << 20))
    found = read(tmp_path, made.getvalue() + packed([response(page(1), number=1)]))
    assert urls(found) == ["1"]
    assert reasons(found) == ["a member that unpacks to more than 200 times its size"]


@pytest.mark.parametrize("packing", PACKINGS)
def test_lengths_that_lie_take_no_longer_than_those_that_do_not(tmp_path: Path, packing: Packing) -> None:
    records = [response(page(n), number=n, fields={"Content-Length": 20_000_000}) for n in range(600)]
    found = read(tmp_path, packed([*records, response(page(7), number=7)], packing))
    assert urls(found) == ["7"]
    assert len(found) == 601


def test_members_within_members_that_all_fail_do_not_take_forever(tmp_path: Path) -> None:
    head = gzip.compress(b"")[:10]
    begin = b"WARC/1.0\r\n"
    part = head + b"\x00" + struct.pack("<HH", len(begin), len(begin) ^ 0xFFFF) + begin
    found = read(tmp_path, part * 4_000 + packed([response(page(1), number=1)]))
    assert urls(found) == ["1"]


def test_a_header_without_an_end_is_bounded(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\n" + b"A: " + b"x" * (5 << 20)
    for packing in ("none", "one gzip"):
        found = read(tmp_path, packed([endless + b"\r\n", response(page(1), number=1)], packing))
        assert urls(found) == ["1"], packing
        assert len(found) == 2, packing


@pytest.mark.parametrize(
    "noise",
    [
        b"\n",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nA: b\r\n",
        b"\nhttp://a ",
        b"\r\n\r\n",
        b"\x1f\x8b\x08\x00",
        b"\x28\xb5\x2f\xfd",
        b"\0",
    ],
)
def test_noise_is_passed_over_in_the_time_it_takes_to_read_it(tmp_path: Path, noise: bytes) -> None:
    body = noise * (100_000 // len(noise))
    for packing in ("none", "gzip", "zstd"):
        data = packed([response(page(0), number=0)], packing) + body + packed([response(page(1), number=1)], packing)
        found = read(tmp_path, data)
        assert urls(found) == ["0", "1"] or "the rest is passed over" in reasons(found)[-1], packing


def test_a_zstd_frame_that_asks_for_too_much_memory_is_told(tmp_path: Path) -> None:
    greedy = b"\x28\xb5\x2f\xfd" + bytes([0x00, 31 - 10 << 3]) + b"\x01\x00\x00"
    found = read(tmp_path, zstd([response(page(0), number=0)]) + greedy + zstd([response(page(1), number=1)]))
    assert urls(found) == ["0", "1"]


def test_a_dictionary_that_is_none_costs_the_pages_alone(tmp_path: Path) -> None:
    words = b"\x5d\x2a\x4d\x18" + struct.pack("<I", 0xFFFFFFFF)
    found = read(tmp_path, words + zstd([response(page(0))]))
    assert found
    assert all(isinstance(one, PageError) for one in found)


def test_a_zip_file_of_thousands_of_members_is_read_or_told(tmp_path: Path) -> None:
    one = packed([response(page(1))])
    found = read(tmp_path, wacz({f"archive/{n}.warc.gz": one for n in range(300)}), "site.wacz")
    assert len(found) == 300
    found = read(tmp_path, wacz({f"archive/{n}.warc.gz": one for n in range(1001)}), "site.wacz")
    assert reasons(found) == ["a zip file of more than 1,000 WARC files; unpack it first"]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for n in range(9_000):
            archive.writestr(f"archive/{n:0100d}.warc.gz", b"")
    assert reasons(read(tmp_path, made.getvalue(), "site.wacz")) == [
        "a zip file that cannot be read: its list of members is too long"
    ]


def test_a_zip_file_that_would_unpack_to_gigabytes_is_told(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("archive/a.warc", "w") as member:
        for _ in range(300):
            member.write(bytes(1 << 20))
    assert reasons(read(tmp_path, made.getvalue(), "site.wacz")) == ["a zip file that would unpack to 300 MB"]


def test_a_zip_file_within_a_zip_file_stays_closed(tmp_path: Path) -> None:
    inner = wacz({"archive/a.warc.gz": packed([response(page(1))])})
    found = read(tmp_path, wacz({"archive/a.warc.gz": inner, "b.wacz": inner}), "site.wacz")
    assert not urls(found)
    assert len(found) == 1


def test_a_member_that_says_to_be_elsewhere_is_told(tmp_path: Path) -> None:
    made = bytearray(wacz({"archive/a.warc.gz": packed([response(page(1))])}))
    listed = made.rindex(b"PK\x01\x02")
    made[listed + 42 : listed + 46] = struct.pack("<I", 7)
    (error,) = read(tmp_path, bytes(made), "site.wacz")
    assert isinstance(error, PageError)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), packing=st.sampled_from(["gzip", "zstd", "none"]))
def test_whatever_happens_to_some_bytes_all_records_elsewhere_come(tmp_path: Path, seed: int, packing: Packing) -> None:
    lots = random.Random(seed)
    members = [packed([response(page(n), number=n)], packing) for n in range(12)]
    hit = {lots.randrange(1, 12) for _ in range(3)}
    for n in hit:
        one = bytearray(members[n])
        at = lots.randrange(len(one))
        match lots.randrange(4):
            case 0:
                one[at] ^= lots.randrange(1, 256)
            case 1:
                del one[at : at + lots.randrange(1, 40)]
            case 2:
                one[at:at] = lots.randbytes(lots.randrange(1, 40))
            case _:
                del one[at:]
        members[n] = bytes(one)
    found = urls(read(tmp_path, b"".join(members)))
    assert {str(n) for n in range(12) if n not in hit} <= set(found)


@settings(max_examples=100, deadline=None)
@given(
    head=st.sampled_from(
        [
            b"WARC/1.0\r\n",
            b"WARC/",
            b"filedesc://",
            b"\x1f\x8b\x08\0",
            b"\x28\xb5\x2f\xfd",
            b"\x5d\x2a\x4d\x18",
            b"PK\x03\x04",
        ]
    ),
    rest=st.binary(max_size=300),
)
def test_no_bytes_stop_the_run(head: bytes, rest: bytes) -> None:
    for data in (head + rest, gzip.compress(head + rest), record("response", head + rest)):
        try:
            raw_of(data)
        except (PageError, InputError) as error:
            assert "\n" not in str(error)  # noqa: PT017 - either is right
