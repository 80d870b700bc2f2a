from __future__ import annotations

import io
import runpy
import zipfile
from pathlib import Path

import pytest

from onrecord.capture import page, raw_of
from onrecord.errors import PageError

_LETTERS = runpy.run_path(str(Path(__file__).with_name("letters.py")))
letter, mhtml = _LETTERS["letter"], _LETTERS["mhtml"]

PAGE = "<!DOCTYPE html><html><head><title>Port closed</title></head><body><p>“Closed,” said Müller.</p></body></html>"
CHROME = """From: <Saved by Blink>
Snapshot-Content-Location: https://courier.example/port
Subject: =?utf-8?Q?Port=20closed?=
Date: Mon, 5 May 2031 06:30:00 -0000
"""
EXPLORER = """From: "Saved by Windows Internet Explorer 11"
Subject: Port closed
Date: Mon, 5 May 2031 08:30:00 +0200
"""
SINGLE_FILE = """<!--
 Page saved with SingleFile
 url: https://courier.example/port
 saved date: Mon May 05 2031 08:30:00 GMT+0200 (Central European Summer Time)
-->"""


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("head", "part", "captured"),
    [
        (
            CHROME,
            "Content-ID: <frame-1@mhtml.blink>\nContent-Location: https://courier.example/port",
            "2031-05-05T06:30:00Z",
        ),
        (EXPLORER, "Content-Location: https://courier.example/port", "2031-05-05T08:30:00+02:00"),
        ("Content-Location: https://courier.example/port\n", "Content-Location: https://courier.example/port", None),
    ],
    ids=["chrome", "explorer", "opera"],
)
def test_the_page_comes_out_with_its_address_and_its_day(head: str, part: str, captured: str, coding: str) -> None:
    raw = raw_of(mhtml(PAGE, head=head, part=part, coding=coding), source="page.html")
    assert raw.data.decode().rstrip("\r\n") == PAGE
    assert (raw.given.url, raw.given.captured) == ("https://courier.example/port", captured)
    assert page(raw).text.endswith("“Closed,” said Müller.")
    assert page(raw).format == "html"


def test_a_page_is_read_in_the_encoding_that_its_part_names() -> None:
    data = mhtml("<p>Порт закрыт</p>", codec="koi8-r", head=CHROME).replace(
        b"Content-Type: text/html\r", b'Content-Type: text/html; charset="koi8-r"\r'
    )
    assert page(raw_of(data)).text == "Порт закрыт"


def test_the_part_that_start_names_is_the_page() -> None:
    data = mhtml(PAGE, head=CHROME, part="Content-ID: <main@x>").replace(b'\ttype="text/html"', b'\tstart="<main@x>"')
    frame = b"------Boundary--x----\r\nContent-Type: text/html\r\n\r\n<p>A frame</p>\r\n"
    assert b"said" in raw_of(data.replace(b"------Boundary", frame + b"------Boundary", 1)).data


def test_a_letter_with_pictures_is_no_saved_page() -> None:
    made = letter(text=None)
    made.add_related(b"\x89PNG", maintype="image", subtype="png")
    assert raw_of(made.as_bytes()).given.outlet == "Vell Courier Morgenpost"


def test_an_archive_without_a_page_is_told() -> None:
    data = mhtml(PAGE, head=CHROME).replace(b"Content-Type: text/html\r", b"Content-Type: image/gif\r")
    for told in (data, b"just words"):
        with pytest.raises(PageError, match="an MHTML archive without a page in it"):
            raw_of(told, format="mhtml")


def test_a_single_file_save_tells_where_it_is_from() -> None:
    found = page(raw_of((PAGE.replace("<html>", f"<html>{SINGLE_FILE}")).encode()))
    assert (found.capture.url, found.capture.captured) == ("https://courier.example/port", "2031-05-05T06:30:00Z")


def compressed(name: str, content: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    shell = b"<!doctype html><html data-sfz><meta charset=utf-8><body>Please wait<!--"
    return shell + packed.getvalue() + b"--></body></html>"


def test_a_compressed_single_file_save_is_unpacked() -> None:
    raw = raw_of(compressed("index.html", PAGE.replace("<html>", f"<html>{SINGLE_FILE}")), source="x.html")
    found = page(raw)
    assert found.text.endswith("“Closed,” said Müller.")
    assert (found.capture.url, found.capture.captured) == ("https://courier.example/port", "2031-05-05T06:30:00Z")


@pytest.mark.parametrize(
    "data", [compressed("other.html", PAGE), compressed("index.html", PAGE)[:-60], b"<html data-sfz><p>Wait"]
)
def test_one_that_cannot_be_unpacked_is_told(data: bytes) -> None:
    with pytest.raises(PageError, match="open it in a browser and save it as HTML"):
        raw_of(data)
