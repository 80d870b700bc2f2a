from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from tests.web_archives import packed, page, response, wacz

from onrecord.capture import Raw, raws
from onrecord.errors import PageError


def crawl(numbers: range) -> bytes:
    return packed(response(page(n), number=n) for n in numbers)


def read(folder: Path, data: bytes, name: str = "site.wacz") -> list[Raw | PageError]:
    (folder / name).write_bytes(data)
    return list(raws(folder / name))


def sources(found: list[Raw | PageError]) -> list[str]:
    return [one.source.rpartition("/site")[2] for one in found]


def the_reason(found: list[Raw | PageError]) -> str:
    (error,) = found
    assert isinstance(error, PageError)
    return error.reason


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_pages_of_all_its_archives_come_in_order(tmp_path: Path, packing: int) -> None:
    members = {"archive/a.warc.gz": crawl(range(2)), "pages/pages.jsonl": b"{}", "archive/b.warc": crawl(range(2, 4))}
    found = read(tmp_path, wacz(members, packing))
    assert [one.data for one in found if isinstance(one, Raw)] == [page(n) for n in range(4)]
    second = len(packed([response(page(0), number=0)]))
    assert sources(found)[:2] == [".wacz#archive/a.warc.gz@0", f".wacz#archive/a.warc.gz@{second}"]


def test_it_is_told_by_its_content(tmp_path: Path) -> None:
    assert len(read(tmp_path, wacz({"archive/a.warc.gz": crawl(range(2))}), "site.bin")) == 2


def test_a_broken_record_in_it_is_told_and_all_others_come(tmp_path: Path) -> None:
    data = crawl(range(3))
    broken = data[:100] + b"\xff" + data[101:]
    found = read(tmp_path, wacz({"archive/a.warc.gz": broken, "archive/b.warc.gz": crawl(range(3, 5))}))
    assert [type(one) for one in found] == [PageError, Raw, Raw, Raw, Raw]


def test_a_pipe_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    data = wacz({"archive/a.warc.gz": crawl(range(2))})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Pipe(data))))
    assert the_reason(list(raws("-"))) == "a WACZ cannot be read from a pipe; save it to a file first"


def test_a_zip_file_without_archives_is_told(tmp_path: Path) -> None:
    assert the_reason(read(tmp_path, wacz({}))) == "a zip file without WARC files in it; unpack it first"


def test_a_zip_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    data = wacz({"archive/a.warc.gz": crawl(range(20))})
    assert the_reason(read(tmp_path, data[: len(data) // 2])).startswith("a zip file that cannot be read: ")


def test_a_member_that_cannot_be_unpacked_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    made = bytearray(
        wacz({"archive/a.warc": crawl(range(9)), "archive/b.warc.gz": crawl(range(2))}, zipfile.ZIP_DEFLATED)
    )
    at = made.index(b"archive/a.warc") + len("archive/a.warc")
    made[at + 20 : at + 60] = bytes(40)
    found = read(tmp_path, bytes(made))
    assert [type(one) for one in found[-2:]] == [Raw, Raw]
    assert isinstance(found[0], PageError)


def test_a_member_with_a_password_is_told(tmp_path: Path) -> None:
    made = bytearray(wacz({"archive/a.warc.gz": crawl(range(2))}))
    listed = made.rindex(b"PK\x01\x02")
    made[listed + 8] |= 1
    assert the_reason(read(tmp_path, bytes(made))) == "cannot be unpacked: it is encrypted"


def test_a_name_that_leads_elsewhere_is_a_name(tmp_path: Path) -> None:
    found = read(tmp_path, wacz({"../../etc/\x1b[2Jcrawl.warc.gz": crawl(range(1))}))
    assert sources(found) == [".wacz#../../etc/\ufffd[2Jcrawl.warc.gz@0"]
    assert [path.name for path in tmp_path.iterdir()] == ["site.wacz"]
