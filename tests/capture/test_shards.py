from __future__ import annotations

import json
import random
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.web_archives import (
    ARC_FIRST,
    BROKEN_MEMBERS,
    BROKEN_RECORDS,
    PACKINGS,
    arc_record,
    packed,
    page,
    record,
    response,
    wacz,
)

from onrecord.capture import Raw, raws
from onrecord.capture.folders import files
from onrecord.capture.opened import Call
from onrecord.capture.shards import Part, Shard, pages, parts, shards, standing_at
from onrecord.errors import PageError

CALL = Call("auto", None, whole=False)


def cut(path: Path, size: int) -> list[Part]:
    root = str(path)
    return [part for one in files(path) for part in parts(str(one), root, CALL, size)]


def by_shards(path: Path, size: int) -> list[Raw | PageError]:
    return [one for shard in shards(cut(path, size), size) for one in pages(shard, CALL)]


def told(found: list[Raw | PageError]) -> list[tuple[object, ...]]:
    return [
        (one.source, one.reason) if isinstance(one, PageError) else (one.source, one.data, one.given, one.warnings)
        for one in found
    ]


def messy(lots: random.Random) -> list[bytes]:
    """Records of several kinds, every fourth of them broken."""
    inner = packed(response(page(n), number=n) for n in range(3))
    others = [
        lambda n: record("metadata", page(n, 400), number=n),
        lambda n: response(b"\xff\xd8" + page(n, 800), "Content-Type: image/jpeg", number=n),
        lambda n: response(inner, "Content-Type: application/warc", number=n),
        lambda n: response(b"<pre>\r\n\r\n" + response(page(n)) + b"</pre>", number=n),
        *BROKEN_RECORDS.values(),
    ]
    return [
        lots.choice(others)(n) if lots.random() < 0.4 else response(page(n, lots.choice((20, 300))), number=n)
        for n in range(lots.randint(1, 25))
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), packing=st.sampled_from(PACKINGS), size=st.integers(1, 20_000))
@example(seed=1, packing="none", size=1)
@example(seed=1, packing="gzip", size=1)
def test_all_shards_give_what_the_whole_gives(tmp_path: Path, seed: int, packing: str, size: int) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(packed(messy(random.Random(seed)), packing))  # type: ignore[arg-type]
    whole = told(list(raws(path)))
    if "no page in it" in str(whole[0][-1]):
        return
    assert told(by_shards(path, size)) == whole


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), size=st.integers(1, 5_000))
def test_broken_members_at_the_borders_change_nothing(tmp_path: Path, seed: int, size: int) -> None:
    lots = random.Random(seed)
    ways = list(BROKEN_MEMBERS.values())
    members = [
        lots.choice(ways)(n) if lots.random() < 0.3 else packed([response(page(n), number=n)]) for n in range(1, 20)
    ]
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join((packed([response(page(0))]), *members)))
    assert told(by_shards(path, size)) == told(list(raws(path)))


@pytest.mark.parametrize("size", [1, 700, 3000, 10**9])
def test_arc_jsonl_and_wacz_are_cut_too(tmp_path: Path, size: int) -> None:
    (tmp_path / "old.arc").write_bytes(b"".join((ARC_FIRST, *(arc_record(page(n), n) for n in range(9)))))
    lines = [json.dumps({"id": n, "text": page(n).decode()}) for n in range(9)]
    lines[4:4] = ["", "{broken", '{"title": "no text"}']
    (tmp_path / "pages.jsonl").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    crawl = packed(response(page(n), number=n) for n in range(9))
    (tmp_path / "site.wacz").write_bytes(wacz({"archive/a.warc.gz": crawl, "archive/b.warc.gz": crawl}))
    (tmp_path / "tight.wacz").write_bytes(wacz({"archive/a.warc.gz": crawl}, zipfile.ZIP_DEFLATED))
    found = by_shards(tmp_path, size)
    assert told(found) == told(list(raws(tmp_path)))
    assert sum(isinstance(one, Raw) for one in found) == 45
    many = {"old.arc": 8, "pages.jsonl": 9, "site.wacz": 18, "tight.wacz": 1} if size == 1 else {}
    for name, count in many.items():
        assert len(cut(tmp_path / name, size)) >= count, name


def test_a_folder_is_read_as_it_is_as_a_whole(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"{n}.html").write_bytes(page(n))
    (tmp_path / "style.css").write_text("body { color: red }", encoding="utf-8")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "packed.jsonl.gz").write_bytes(packed([b'{"text": "One."}\n{"text": "Two."}\n'], "one gzip"))
    (tmp_path / "captures.csv").write_text("file,outlet\n1.html,The Orvik Paper\nsub/6.html,The Tarsia Paper\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "6.html").write_bytes(page(6))
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "captures.csv").write_text("no such column\n", encoding="utf-8")
    for n in (7, 8):
        (tmp_path / "torn" / f"{n}.html").write_bytes(page(n))
    whole = told(list(raws(tmp_path)))
    for size in (1, 900, 10**9):
        assert told(by_shards(tmp_path, size)) == whole
    assert any("no column `file`" in str(one[-1]) for one in whole)
    assert len(list(shards(cut(tmp_path, 10**9), 10**9))) == 1


def test_a_file_that_was_named_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("The port of Orvik is closed.", encoding="utf-8")
    assert told(by_shards(tmp_path / "style.css", 5)) == told(list(raws(tmp_path / "style.css")))


def test_a_file_that_is_gone_says_so_when_it_is_read(tmp_path: Path) -> None:
    (part,) = parts(str(tmp_path / "gone.warc.gz"), str(tmp_path), CALL, 100)
    (error,) = pages(Shard((part,)), CALL)
    assert isinstance(error, PageError)
    assert error.reason == "cannot be read: No such file or directory"


def test_shards_are_about_as_large_as_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(response(page(n), number=n) for n in range(500)))
    found = cut(path, 10_000)
    sizes = [part.end - part.start for part in found]
    assert all(10_000 <= size < 11_000 for size in sizes[:-1])
    assert sum(sizes) == path.stat().st_size
    assert all(before.end == after.start for before, after in pairwise(found))


@pytest.mark.parametrize("packing", PACKINGS)
def test_pages_are_found_again_where_they_stand(tmp_path: Path, packing: str) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(packed((response(page(n), number=n) for n in range(20)), packing))  # type: ignore[arg-type]
    whole = list(raws(path))
    some = [whole[3], whole[11], whole[12]]
    assert told(list(standing_at(str(path), [one.source for one in some], CALL))) == told(some)


def test_pages_of_other_files_are_found_again(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": n, "text": f"Report {n}."}) for n in range(9))
    (tmp_path / "pages.jsonl").write_text(lines, encoding="utf-8")
    crawl = packed(response(page(n), number=n) for n in range(9))
    (tmp_path / "site.wacz").write_bytes(wacz({"archive/a.warc.gz": crawl, "archive/b.warc.gz": crawl}))
    for name in ("pages.jsonl", "site.wacz"):
        whole = list(raws(tmp_path / name))
        some = [whole[2], whole[7]]
        assert told(list(standing_at(str(tmp_path / name), [one.source for one in some], CALL))) == told(some)
