from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.web_archives import packed, page, response, wacz

from onrecord.capture import Raw, raws
from onrecord.capture.containers import container
from onrecord.errors import PageError

CRAWL = packed(response(page(n), number=n) for n in range(3))


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl", "page.html", "data.txt"])
def test_an_archive_is_told_by_its_content_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(CRAWL)
    assert [one.data for one in raws(tmp_path) if isinstance(one, Raw)] == [page(n) for n in range(3)]


def test_a_name_decides_where_the_content_is_broken(tmp_path: Path) -> None:
    broken = CRAWL[:20] + b"\0\0\0" + CRAWL[23:]
    (tmp_path / "crawl.warc.gz").write_bytes(broken)
    found = list(raws(tmp_path))
    assert [type(one) for one in found] == [PageError, Raw, Raw]
    assert container(broken, "page.html.gz", "auto") is None
    assert container(gzip.compress(b"<p>One."), "crawl.warc.gz", "auto") is None


@pytest.mark.parametrize("data", [page(1), b"WARC is a format of web archives.", b"", b"PK\x03\x04 and so on"])
def test_what_is_no_archive_is_not_taken_for_one(data: bytes) -> None:
    found = container(data, "page.html", "auto")
    assert found is None or found.name != "warc"


def test_the_named_format_outranks_what_shows(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(page(1))
    (error,) = raws(tmp_path / "a", format="warc")
    assert isinstance(error, PageError)
    (tmp_path / "b").write_bytes(packed([response(page(1))], "none"))
    (error,) = raws(tmp_path / "b", format="html")
    assert isinstance(error, PageError)
    assert error.reason == "a WARC archive: leave --format away, or say warc"


def test_add_reads_archives_of_a_folder_and_goes_on_where_it_was(onrecord: Run, tmp_path: Path) -> None:
    folder = tmp_path / "crawls"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(CRAWL[: len(CRAWL) - 40])
    onrecord("add", folder, "--record", tmp_path / "r.db", "--jobs", 1)
    (folder / "a.warc.gz").write_bytes(CRAWL)
    (folder / "b.wacz").write_bytes(wacz({"archive/a.warc.gz": packed([response(page(7), number=7)])}))
    done = onrecord("add", folder, "--record", tmp_path / "r.db", "--jobs", 1)
    assert "2 new pages, 2 known already" in done.stdout
    assert done.returncode == 0


def test_read_tells_broken_records_and_goes_on(onrecord: Run, tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(CRAWL[:40] + b"\xff\xff" + CRAWL[42:])
    done = onrecord("read", tmp_path / "crawl.warc.gz", "--jobs", 1)
    assert len(done.stdout.splitlines()) == 2
    assert "crawl.warc.gz@0: broken gzip" in done.stderr
