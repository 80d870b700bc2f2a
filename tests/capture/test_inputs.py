from __future__ import annotations

import io
import json
import os
import socket
import sys
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.capture import MAX_PAGE_BYTES, Raw, page, raw_of, raws
from onrecord.errors import InputError, PageError


def told(found: Iterable[Raw | PageError], root: Path) -> list[str]:
    """What came, in short: the source of a page, or the line of an error."""
    return [str(one if isinstance(one, PageError) else one.source).replace(f"{root}{os.sep}", "") for one in found]


def the_raw(found: Iterable[Raw | PageError]) -> Raw:
    (one,) = found
    assert isinstance(one, Raw)
    return one


def the_error(found: Iterable[Raw | PageError]) -> str:
    (one,) = found
    assert isinstance(one, PageError)
    return one.reason


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"The port of {name} is closed.", encoding="utf-8")
    return folder


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.html", "a/y/x.txt", "C.txt", "ä.txt")
    assert told(raws([tmp_path]), tmp_path) == ["C.txt", "a/y/x.txt", "a/z.html", "b.txt", "ä.txt"]


def test_what_is_no_page_of_a_folder_is_left_out(tmp_path: Path) -> None:
    fill(tmp_path, ".hidden", ".git/x.txt", "captures.csv", "onrecord.db", "onrecord.db-wal", "a.txt")
    (tmp_path / "captures.csv").write_text("file\n", encoding="utf-8")
    assert told(raws([tmp_path]), tmp_path) == ["a.txt"]


@pytest.mark.parametrize("folder", ["Port_files", "Port-Dateien", "Port_fichiers"])
def test_the_folder_that_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path, folder: str) -> None:
    fill(tmp_path, "Port.html", f"{folder}/frame.html", "Pier_files/page.html")
    assert told(raws([tmp_path]), tmp_path) == ["Pier_files/page.html", "Port.html"]


def test_scripts_and_styles_in_a_folder_are_told_and_a_named_one_is_read(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.css")
    assert told(raws([tmp_path]), tmp_path) == ["a.txt", "b.css: a style sheet by its name, not a page"]
    assert told(raws([tmp_path / "b.css"]), tmp_path) == ["b.css"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    fill(tmp_path, "a/one.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    found = told(raws([tmp_path]), tmp_path)
    assert found[0] == "a/one.txt"
    assert len(found) == 2
    assert found[1].startswith("self: cannot be read: ")


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    assert the_error(raws([tmp_path])) == "cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("none.txt", "no such file or folder; check the path"),
        ("", "no such file or folder; check the path"),
        ("file.txt/none.txt", "cannot be opened: Not a directory"),
        ("x" * 300, "cannot be opened: File name too long"),
        ("nul\0.txt", "cannot be opened: embedded null byte"),
    ],
)
def test_a_path_that_does_not_exist_is_told_at_once(tmp_path: Path, name: str, line: str) -> None:
    fill(tmp_path, "file.txt")
    path = f"{tmp_path}/{name}" if name else ""
    with pytest.raises(InputError) as caught:
        raws([path])
    assert caught.value.reason == line
    assert "\n" not in str(caught.value)


def test_a_folder_without_files_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    with pytest.raises(InputError, match="a folder without files to read"):
        raws([tmp_path])


def test_a_file_that_may_not_be_read_is_told_and_the_next_one_follows(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.txt")
    (tmp_path / "a.txt").chmod(0)
    if os.access(tmp_path / "a.txt", os.R_OK):
        pytest.skip("this user may read every file; the pipe, the socket and the broken link are tested for all users")
    assert told(raws([tmp_path]), tmp_path) == ["a.txt: cannot be read: Permission denied", "b.txt"]


def test_a_pipe_a_socket_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "socket"))
        found = list(raws([tmp_path / "pipe", tmp_path / "socket", "/dev/null"]))
    assert {one.reason for one in found if isinstance(one, PageError)} == {
        "a pipe, socket or device, not a file; to read a pipe use -"
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n\0", "a PNG picture"),
        (b"PK\x03\x04\x14\0", "a zip archive, or a Word, Excel or EPUB file: unpack it or save it as HTML first"),
        (
            b"\x1f\x8b\x08\0",
            "cannot be unpacked: Compressed file ended before the end-of-stream marker was reached",
        ),
        (b"WARC/1.1\r\n", "a header without an end"),
        (b"From: <Saved by Blink>\r\n", "an MHTML archive without a page in it"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"PAR1\x15\x04", "a Parquet table"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a"])
def test_what_is_no_page_by_its_content_is_told(tmp_path: Path, data: bytes, reason: str, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert the_error(raws([tmp_path / name])) == reason


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a"])
def test_a_file_over_the_limit_is_not_read(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.write(b"{one line ")
        file.truncate(100 * 1024 * 1024)
    tracemalloc.start()
    assert the_error(raws([tmp_path / name], format="text")) == "more than 20 MB, which is no page"
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()
    assert the_error(raws([tmp_path / name])) in {
        "more than 20 MB, which is no page",
        "JSON, but not one page a line; rewrite it (jq -c . FILE, or jq -c '.[]' FILE)",
    }


def test_jsonl_is_read_line_by_line_past_broken_and_long_lines(tmp_path: Path) -> None:
    lines = [
        b'\xef\xbb\xbf{"id": "a", "text": "One."}\r\n',
        b"\n",
        b'{"text": "broken\n',
        b'{"text": "' + b"x" * MAX_PAGE_BYTES + b'"}\n',
        b"  \r\n",
        (
            b'{"id": 7, "html": "<p>Two.", "url": "https://paper.example/2", "title": "T", "outlet": "The Paper", '
            b'"published": "2025-06-20", "captured": "2025-06-26T18:00:00Z", "more": [1]}\n'
        ),
        b'{"title": "nothing to read"}\n',
        b'{"text": "Last."}',
    ]
    path = tmp_path / "archive.jsonl"
    path.write_bytes(b"".join(lines))
    found = list(raws([path]))
    assert told(found, tmp_path) == [
        "archive.jsonl:1",
        "archive.jsonl:3: not JSON: Unterminated string starting at character 10",
        "archive.jsonl:4: a line of more than 20 MB, which is no page",
        "archive.jsonl:6",
        "archive.jsonl:7: a JSON object without `text` or `html`",
        "archive.jsonl:8",
    ]
    first, *_, sixth, _, last = found
    assert isinstance(first, Raw)
    assert first.data == b'{"id": "a", "text": "One."}'
    assert first.given.record_id == "a"
    assert first.format_hint == "json"
    assert isinstance(sixth, Raw)
    assert sixth.given.record_id == "7"
    assert sixth.given.url == "https://paper.example/2"
    assert sixth.given.title == "T"
    assert sixth.given.outlet == "The Paper"
    assert sixth.given.published == "2025-06-20"
    assert sixth.given.captured == "2025-06-26T18:00:00Z"
    assert isinstance(last, Raw)
    assert page(last).text == "Last."


def test_a_line_that_is_far_too_long_does_not_stay_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(80):
            file.write(b"x" * (1 << 20))
        file.write(b'"}\n{"text": "Next."}\n')
    tracemalloc.start()
    found = told(raws([path]), tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["archive.jsonl:1: a line of more than 20 MB, which is no page", "archive.jsonl:2"]
    assert peak < 3 * MAX_PAGE_BYTES


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.txt", "a.ndjson", "a"])
def test_jsonl_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    assert told(raws([tmp_path / name]), tmp_path) == [f"{name}:1", f"{name}:2"]


def test_a_file_named_jsonl_is_that_even_where_its_first_line_is_broken(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('broken\n{"text": "Two."}\n', encoding="utf-8")
    assert told(raws([tmp_path]), tmp_path) == ["a.jsonl:1: not JSON: no object", "a.jsonl:2"]


@pytest.mark.parametrize("content", ['[{"text": "One."}]', '{\n  "text": "One."\n}', '{"a": 1}'])
def test_json_of_another_shape_is_told_how_to_rewrite_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    assert the_error(raws([tmp_path])).startswith("JSON, but not one page a line; rewrite it")


def test_jsonl_of_empty_lines_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n \n", encoding="utf-8")
    assert the_error(raws([tmp_path])) == "no line with a page in it"


@pytest.mark.parametrize("text", ["ID3 tags are letters.", "RIFF is a word.", "GIF89a is a name.", "PAR1 too."])
def test_a_text_that_begins_with_the_name_of_a_format_is_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert page(the_raw(raws([tmp_path]))).text == text


def test_a_text_that_begins_with_a_brace_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("{sic} said the minister.\nNothing else.", encoding="utf-8")
    raw = the_raw(raws([tmp_path]))
    assert page(raw).text == "{sic} said the minister.\nNothing else."


def test_jsonl_in_utf_16_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "One."}\n'.encode("utf-16"))
    assert the_error(raws([tmp_path])) == "JSONL in UTF-16; save it as UTF-8"


def test_an_explicit_format_outranks_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('{"text": "<p>One.</p>"}', encoding="utf-8")
    assert page(the_raw(raws([tmp_path], format="text"))).text == '{"text": "<p>One.</p>"}'
    assert page(the_raw(raws([tmp_path], format="html"))).text == '{"text": "\n\nOne.\n\n"}'
    with pytest.raises(InputError, match="not one of auto, text, html, warc"):
        raws([tmp_path], format="docx")  # type: ignore[arg-type]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"<!doctype html><p>One.")
    assert page(the_raw(raws(["-"]))).text == "One."
    stdin(monkeypatch, b'{"text": "One."}\n{"text": "Two."}')
    assert [raw.source for raw in raws(["-"]) if isinstance(raw, Raw)] == ["-:1", "-:2"]
    stdin(monkeypatch, b"")
    assert the_error(raws(["-"])) == "an empty file"
    with pytest.raises(InputError, match="has no file time"):
        raws(["-"], captured="mtime")


def test_a_large_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"x" * (MAX_PAGE_BYTES + 1))
    assert the_error(raws(["-"])) == "more than 20 MB, which is no page"


def test_a_table_beside_the_files_gives_what_is_known(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.txt", "june/c.txt")
    (tmp_path / "captures.csv").write_text(
        "file,url,captured,outlet\na.txt,https://paper.example/a,2025-06-26,The Paper\njune/c.txt,,2025-06-27,\n",
        encoding="utf-8-sig",
    )
    a, b, c = (raw.given for raw in raws([tmp_path]) if isinstance(raw, Raw))
    assert (a.url, a.captured, a.outlet) == ("https://paper.example/a", "2025-06-26", "The Paper")
    assert (b.url, b.captured, b.outlet) == (None, None, None)
    assert (c.url, c.captured, c.outlet) == (None, "2025-06-27", None)
    assert the_raw(raws([tmp_path / "a.txt"])).given.captured == "2025-06-26"
    assert the_raw(raws([tmp_path / "a.txt"], captured="2025-07-01 10:00")).given.captured == "2025-07-01T10:00"


def test_a_table_beside_jsonl_holds_where_its_records_are_silent(tmp_path: Path) -> None:
    (tmp_path / "captures.csv").write_text("file;captured\na.jsonl;2025-06-26\n", encoding="utf-8")
    records = [{"text": "One."}, {"text": "Two.", "captured": "2025-06-01"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    assert [raw.given.captured for raw in raws([tmp_path]) if isinstance(raw, Raw)] == ["2025-06-26", "2025-06-01"]
    explicit = raws([tmp_path], captured="2025-07-01")
    assert {raw.given.captured for raw in explicit if isinstance(raw, Raw)} == {"2025-07-01"}


def test_a_date_that_is_none_is_a_warning_on_its_page(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "captures.csv").write_text("file,captured\na.txt,last June\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "One.", "captured": "2025-02-30"}', encoding="utf-8")
    a, b = (page(raw) for raw in raws([tmp_path]) if isinstance(raw, Raw))
    assert a.given.captured is None
    assert a.warnings[0].startswith("captures.csv: captured 'last June' is not a date")
    assert b.given.captured is None
    assert b.warnings[0].startswith("captured '2025-02-30' is not a date")


@pytest.mark.parametrize("table", ["name,url\na.txt,x\n", "", '"' + "x" * 200_000, "\0"])
def test_a_table_that_cannot_be_used_is_told_once_and_the_files_are_read(tmp_path: Path, table: str) -> None:
    fill(tmp_path, "a.txt", "b.txt")
    (tmp_path / "captures.csv").write_text(table, encoding="utf-8")
    found = told(raws([tmp_path]), tmp_path)
    assert found[0].startswith("captures.csv: no ")
    assert found[1:] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "captured", ["yesterday", "2025-6-1", "2025-13-01", "20250626", "2025-06-26T25:00", "２０２５-06-26", ""]
)
def test_a_bad_date_of_the_caller_is_told_at_once(tmp_path: Path, captured: str) -> None:
    with pytest.raises(InputError, match=r"not a date; write 2025-06-26, 2025-06-26T18:00:00Z or mtime"):
        raws([fill(tmp_path, "a.txt")], captured=captured)


def test_the_time_of_the_file_counts_only_where_it_is_asked_for(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", (1_750_960_800, 1_750_960_800))
    assert the_raw(raws([tmp_path])).given.captured is None
    assert the_raw(raws([tmp_path], captured="mtime")).given.captured == "2025-06-26T18:00:00Z"


def test_a_name_that_is_no_unicode_can_be_printed(tmp_path: Path) -> None:
    with (tmp_path / os.fsdecode(b"p\xf6rt\n.txt")).open("w") as file:
        file.write("The port is closed.")
    assert the_raw(raws([tmp_path])).source == f"{tmp_path}/p\ufffdrt\ufffd.txt"


def test_whole_is_handed_on(tmp_path: Path) -> None:
    assert the_raw(raws([fill(tmp_path, "a.txt")], whole=True)).given.whole
    assert raw_of(b"One.", whole=True).given.whole


def test_one_page_is_made_from_bytes() -> None:
    raw = raw_of(b"The port is closed.", captured="2025-06-26")
    assert (raw.source, raw.given.captured) == ("bytes", "2025-06-26")
    with pytest.raises(PageError, match="an empty file"):
        raw_of(b"")
    with pytest.raises(PageError, match="a PNG picture"):
        raw_of(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(InputError, match="has no file time"):
        raw_of(b"One.", captured="mtime")
    with pytest.raises(InputError, match="more than one record"):
        raw_of(b'{"text": "a"}\n{"text": "b"}')


def test_a_single_path_is_taken_for_a_list_of_one(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    assert told(raws(tmp_path / "a.txt"), tmp_path) == ["a.txt"]
    assert told(raws(str(tmp_path)), tmp_path) == ["a.txt"]


def test_the_format_that_a_call_gives_is_given_of_each_page_and_decides_how_it_is_read(tmp_path: Path) -> None:
    text, html, archive = tmp_path / "a.txt", tmp_path / "b.html", tmp_path / "c.jsonl"
    text.write_text("One <b>two</b>.")
    html.write_text("<!DOCTYPE html><p>One.")
    archive.write_text('{"text": "One."}\n')
    as_html, as_text = the_raw(raws([text], format="html")), the_raw(raws([html], format="text"))
    assert (as_html.given.format, page(as_html).format, page(as_html).given.format) == ("html", "html", "html")
    assert (as_text.given.format, page(as_text).format) == ("text", "text")
    assert raw_of(html.read_bytes(), format="text").given == as_text.given
    for path in (text, html, archive):
        assert the_raw(raws([path])).given.format is None
    assert the_raw(raws([archive], format="jsonl")).given.format is None


def test_a_format_that_the_record_remembers_outranks_what_the_file_looks_like(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<!DOCTYPE html><p>One.")
    raw = the_raw(raws([path]))
    assert page(raw).format == "html"
    assert page(replace(raw, given=replace(raw.given, format="text"))).text == "<!DOCTYPE html><p>One."
    line = raw_of(b'{"text": "One."}')
    assert page(line).text == "One."
    assert page(replace(line, given=replace(line.given, format="text"))).text == '{"text": "One."}'
