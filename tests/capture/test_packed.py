from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.web_archives import page, zstd

from onrecord.capture import MAX_PAGE_BYTES, Raw, raw_of, raws
from onrecord.errors import PageError

LINES = "\n".join(json.dumps({"id": n, "text": f"Report {n}."}) for n in range(3)).encode()
PACK: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": lambda data: zstd([data])}


def read(folder: Path, name: str, data: bytes) -> list[Raw | PageError]:
    (folder / name).write_bytes(data)
    return list(raws(folder / name))


def the_reason(found: list[Raw | PageError]) -> str:
    (error,) = found
    assert isinstance(error, PageError)
    return error.reason


@pytest.mark.parametrize("ending", PACK)
def test_a_packed_page_is_the_page(tmp_path: Path, ending: str) -> None:
    (raw,) = read(tmp_path, f"port.html{ending}", PACK[ending](page(1)))
    assert isinstance(raw, Raw)
    assert raw.data == page(1)
    assert raw_of(PACK[ending](page(1))).data == page(1)


@pytest.mark.parametrize("ending", PACK)
@pytest.mark.parametrize("name", ["pages.jsonl", "pages"])
def test_packed_lines_are_pages_each(tmp_path: Path, ending: str, name: str) -> None:
    found = read(tmp_path, name + ending, PACK[ending](LINES))
    assert [one.source.rpartition("/")[2] for one in found] == [f"{name}{ending}:{n}" for n in (1, 2, 3)]
    assert [one.data for one in found if isinstance(one, Raw)] == LINES.split(b"\n")


@pytest.mark.parametrize("ending", PACK)
def test_what_is_packed_twice_or_is_no_page_is_told(tmp_path: Path, ending: str) -> None:
    pack = PACK[ending]
    assert the_reason(read(tmp_path, "a.gz", pack(pack(page(1))))) == "packed more than once; unpack it first"
    assert the_reason(read(tmp_path, "b.gz", pack(b"\xff\xd8\xff\xe0"))) == "a JPEG picture"
    assert the_reason(read(tmp_path, "c.gz", pack(page(1, 4000))[:-30])).startswith("cannot be unpacked: ")
    assert the_reason(read(tmp_path, "d.gz", pack(b""))) == "an empty file"
    long = page(1) * (MAX_PAGE_BYTES // len(page(1)) + 1)
    assert the_reason(read(tmp_path, "e.gz", pack(long))) == "more than 20 MB, which is no page"


@pytest.mark.parametrize("ending", PACK)
def test_lines_that_become_far_more_than_they_were_are_told(tmp_path: Path, ending: str) -> None:
    bomb = PACK[ending](b'{"text": "' + bytes(80 << 20))
    assert the_reason(read(tmp_path, f"pages.jsonl{ending}", bomb)) == (
        "cannot be unpacked: it becomes more than 200 times its size, which no page does"
    )
