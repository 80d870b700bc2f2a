from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from onrecord.capture import Page, page, pdf_lines, raw_of, raws
from onrecord.errors import PageError

_MAKE = runpy.run_path(str(Path(__file__).with_name("make_pdf.py")))
_VERIFYING = runpy.run_path(str(Path(__file__).with_name("verifying.py")))
pdf = _MAKE["pdf"]

FIRST = [
    "Port of Vell to stay closed until winter",
    "By Mara Lindqvist",
    "",
    "OSTREL, 4 May 2031 - The port of Vell stays closed until the winter, its har-",
    "bour master Jonas Ruvell told reporters on Monday, after a survey found that",
    'the pier had moved. "We cannot let a ship anywhere near it," Ruvell said.',
    "Kestria offered two cranes (floating ones), which would arrive in June, said the",
]
SECOND = ["ministry, which had been warned before.", "It denied that."]


def read(data: bytes) -> Page:
    found = page(raw_of(data, source="port.pdf"))
    _VERIFYING["check_runs"](found)
    return found


def test_lines_of_a_column_become_paragraphs_and_pages_one_text() -> None:
    data = pdf([FIRST, SECOND], compress=True)
    found = read(data)
    assert found.text.split("\n") == [
        "Port of Vell to stay closed until winter",
        "By Mara Lindqvist",
        (
            "OSTREL, 4 May 2031 - The port of Vell stays closed until the winter, its harbour master Jonas Ruvell told"
            ' reporters on Monday, after a survey found that the pier had moved. "We cannot let a ship anywhere near'
            ' it," Ruvell said. Kestria offered two cranes (floating ones), which would arrive in June, said the'
            " ministry, which had been warned before."
        ),
        "It denied that.",
    ]
    assert found.format == "pdf"
    assert found.data == data
    assert [(run.codec, run.how) for run in found.runs] == [
        ("pdf-1", "extracted"),
        ("pdf-2", "made"),
        ("pdf-2", "extracted"),
    ]
    assert found.capture.text.made_by.startswith("pdf-")


def test_a_blank_line_parts_pages_and_an_empty_page_is_told() -> None:
    found = read(pdf([["The port is closed."], [], ["Ships are led north."]]))
    assert found.text == "The port is closed.\n\nShips are led north."
    assert found.runs[-1].codec == "pdf-3"
    assert found.warnings == ("1 of 3 pages have no text",)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("Port of Vell closed", "Port of Vell closed"),
        ("Microsoft Word - port closed again", None),
        ("port_closed_final v3", None),
        ("port closed draft.docx", None),
        ("Untitled", None),
        ("", None),
    ],
)
def test_a_title_counts_only_where_it_is_no_name_of_a_file(told: str, title: str | None) -> None:
    info = f"/Title ({told}) /Author (jdoe) /CreationDate (D:20310504120000Z)"
    given = read(pdf([["The port is closed."]], info=info)).given
    assert (given.title, given.published, given.captured) == (title, None, None)


def test_a_pdf_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "port.html"
    path.write_bytes(b"\n" + pdf([["The port is closed."]]))
    (raw,) = raws(str(path), captured="2031-05-06")
    assert not isinstance(raw, PageError)
    assert (page(raw).text, raw.given.captured) == ("The port is closed.", "2031-05-06")
    with pytest.raises(PageError, match="--format"):
        raw_of(pdf([["x"]]), format="text")
    with pytest.raises(PageError, match="not a PDF"):
        raw_of(b"The port is closed.", format="pdf")


def test_a_scan_says_what_to_do() -> None:
    with pytest.raises(PageError, match=r"without a text layer.*ocrmypdf"):
        read(pdf([[], []]))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "Ruvell and his co-\nworkers saw that the co-workers\nleft.",
            "Ruvell and his co-workers saw that the co-workers left.",
        ),
        (
            "The talks between Vell and Kestria-\nOstrel begin now.",
            "The talks between Vell and Kestria-Ostrel begin now.",
        ),
        ("The o\ufb03ce of the \ufb02eet", "The office of the fleet"),
        ("The port\x00 is\ufeff closed \ud800now", "The port is closed now"),
        (
            "The harbour has three faults:\n• its pier moved\n• its crane fell",
            "The harbour has three faults:\n• its pier moved\n• its crane fell",
        ),
        ("Ostrel\nVell\nKestria", "Ostrel\nVell\nKestria"),
        ("It was 1991-\n1995 when the harbour was built.", "It was 1991-1995 when the harbour was built."),
        ("", ""),
    ],
)
def test_lines_are_joined_where_that_is_plain(raw: str, text: str) -> None:
    assert pdf_lines.paragraphs([raw]) == [text]
