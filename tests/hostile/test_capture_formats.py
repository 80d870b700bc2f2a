"""Feeds, sitemaps, letters and PDFs made to take long, to take memory or to break the reader."""

from __future__ import annotations

import gzip
import runpy
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.capture import Given, Raw, feeds, markup_lists, opml, page, pdf_text, raw_of, sitemaps
from onrecord.errors import InputError, PageError

_MAKE = runpy.run_path(str(Path(__file__).parents[1] / "capture" / "make_pdf.py"))
_LETTERS = runpy.run_path(str(Path(__file__).parents[1] / "capture" / "letters.py"))
pdf, assembled = _MAKE["pdf"], _MAKE["assembled"]

# As in test_capture_html: so much of anything takes a second or two; what grows with the square takes minutes.
SIZE = 60_000
PATIENCE = 20.0

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'
REPEATED = [
    "<",
    "<a",
    "<!--",
    "<![CDATA[",
    "<!DOCTYPE ",
    "<?",
    "&",
    "&#",
    "</a ",
    "<a '",
    "<!",
    "<!ENTITY ",
    "<b>",
    "<item>",
    "<title>",
    "<entry><content type='xhtml'><div>x",
    "<url><loc>",
    "<outline>",
    "<a xmlns:b='c'>",
    "x\n",
    "\0",
]


@contextmanager
def in_time(seconds: float = PATIENCE) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    assert time.perf_counter() - begun < seconds


def told(error: pytest.ExceptionInfo[PageError]) -> str:
    line = str(error.value)
    assert "\n" not in line
    assert len(line) < 400
    return line


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize(
    "before", ["<rss version='2.0'><channel><item><description>", "<feed xmlns='http://www.w3.org/2005/Atom'>"]
)
def test_a_lot_of_anything_in_a_feed_takes_seconds_at_most(before: str, piece: str) -> None:
    data = (before + piece * (SIZE // len(piece))).encode()
    with in_time():
        try:
            found = feeds.parse(data, None)
        except PageError as error:
            assert "\n" not in str(error)  # noqa: PT017 - it may be read or told, and must end either way
        else:
            assert len(found.items) <= SIZE


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("before", ["<urlset>", "<opml><body>"])
def test_a_lot_of_anything_in_a_list_takes_seconds_at_most(before: str, piece: str) -> None:
    data = (before + piece * (SIZE // len(piece))).encode()
    with in_time(), pytest.raises(PageError) as error:
        opml.parse(data) if "opml" in before else sitemaps.parse(data, None)
    assert "broken XML" in told(error)


def test_entities_that_grow_are_not_written_out() -> None:
    with in_time():
        feed = feeds.parse(
            f"{LAUGHS}<rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>".encode(), None
        )
        assert all(len(one.title or "") < 1_000 for one in feed.items)
        try:
            listed = sitemaps.parse(
                f"{LAUGHS}<urlset><url><loc>http://x.example/&a11;</loc></url></urlset>".encode(), ""
            )
            assert all(len(one.url) < 1_000 for one in listed.pages)
        except PageError as error:
            assert "broken XML" in str(error)  # noqa: PT017 - as above


def test_no_file_and_no_address_is_read_for_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    feed = feeds.parse(
        f"{head}<rss version='2.0'><channel><item><title>T&a;</title></item></channel></rss>".encode(), None
    )
    assert "hidden" not in repr(feed)
    listed = f"{head}<urlset><url><loc>http://x.example/&a;</loc></url></urlset>"
    assert "hidden" not in repr(sitemaps.parse(listed.encode(), None))
    feeds_of = opml.parse(f'{head}<opml><outline xmlUrl="http://x.example/">&a;</outline></opml>'.encode())
    assert "hidden" not in repr(feeds_of)


def test_a_feed_of_a_path_is_no_file_that_is_read(tmp_path: Path) -> None:
    real = tmp_path / "feed.xml"
    real.write_text("<rss version='2.0'><channel><title>Real</title></channel></rss>")
    for name in (str(real), real.as_uri()):
        with pytest.raises(PageError, match="not a feed"):
            feeds.parse(name.encode(), None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"<urlset>" + b"\0" * (60 << 20), mtime=0), "more than 50 MB"),
        (
            b"<urlset>" + b"<url><loc>http://x.example/</loc></url>" * 50_001 + b"</urlset>",
            "more than 50,000 addresses",
        ),
    ],
)
def test_a_sitemap_that_is_too_large_is_told(data: bytes, said: str) -> None:
    with in_time(), pytest.raises(PageError, match=said):
        sitemaps.parse(data, None)


def test_a_list_of_elements_without_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup_lists, "_MOST_ELEMENTS", 1_000)
    assert sitemaps.parse(b"<urlset>" + b"<a/>" * 900 + b"</urlset>", None).pages == ()
    with pytest.raises(PageError, match="more than 1,000 elements"):
        sitemaps.parse(b"<urlset>" + b"<a/>" * 1_100 + b"</urlset>", None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<rss>" + b"<a/>" * 500_000, "more than 500,000 tags"),
        (b"<rss>" + b" " * (20 << 20), "more than 20 MB"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 200_000, "cannot be read"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"1" * 10_000 + b"]}", "cannot be read"),
    ],
)
def test_a_feed_that_is_too_much_is_told(data: bytes, said: str) -> None:
    with in_time(), pytest.raises(PageError, match=said) as error:
        feeds.parse(data, None)
    told(error)


def test_a_feed_of_odd_values_is_read_or_told() -> None:
    odd = b'[null, 7, [], {}, {"id": [], "url": {}, "content_html": 3, "title": "\\ud800", "authors": [1, {}]}]'
    found = feeds.parse(b'{"version": "https://jsonfeed.org/version/1.1", "title": {}, "items": ' + odd + b"}", None)
    assert [one.url for one in found.items] == [None, None]
    assert found.title is None
    repr(found).encode()


PART = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
HEAD = b"From: a@x.example\nDate: Mon, 05 May 2031 06:30:00 +0200\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + PART * 150,
        HEAD + PART * 20_000,
        HEAD + PART * 190 + b"x\n" * 300_000,
        HEAD + b"Content-Type: message/rfc822\n\n" * 20_000,
        HEAD + b"Subject: " + b"=?utf-8?q?=41?= " * 50_000 + b"\n\nText",
        HEAD + b"X: " + b"a\n b" * 100_000 + b"\n\nText",
        b"From: " + b"(" * 100_000 + b"\nDate: x\n\nText",
        b"From: " + b'"<,' * 100_000 + b"\nDate: x\n\nText",
        HEAD + b"Content-Type: text/html; charset=" + b"a" * 100_000 + b"\n\n<p>Text",
        HEAD + b"Content-Type: text/html; " + b"a*1=b;" * 50_000 + b"\n\n<p>Text",
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"=" * 500_000,
        HEAD + b"Content-Type: multipart/mixed\n\n" + b"--\n" * 100_000,
        HEAD + b"a:\n" * 200_000 + b"\nText",
        b"From a Mon May 5 06:30:00 2031\n" * 20_000,
        b"From a Mon May 5 06:30:00 2031\nFrom: a\nDate: x\n\n" + b"\nFrom a Mon May 5 06:30:00 2031\n" * 5_000,
    ],
)
def test_a_letter_made_to_take_long_is_read_or_told_in_time(data: bytes) -> None:
    with in_time():
        try:
            raw = raw_of(data, format="mail")
        except (PageError, InputError) as error:
            assert "\n" not in str(error)  # noqa: PT017 - as above
        else:
            assert len(raw.data) <= len(data)
            assert len(repr(raw.given)) < 10_000


def test_a_mailbox_takes_the_memory_of_one_letter(tmp_path: Path) -> None:
    import tracemalloc  # noqa: PLC0415 - it slows everything down

    from onrecord.capture import raws  # noqa: PLC0415

    letter = b"From a@x.example Mon May  5 06:30:00 2031\n" + HEAD + b"\n" + b"The port is closed. " * 5_000 + b"\n\n"
    path = tmp_path / "many.mbox"
    path.write_bytes(letter * 200)
    tracemalloc.start()
    count = sum(isinstance(one, Raw) for one in raws(str(path)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert most < 20 * len(letter)


def read_pdf(data: bytes) -> str:
    """What is told of a PDF that gives no text."""
    with in_time(), pytest.raises(PageError) as error:
        page(Raw(data, "x.pdf", "auto", Given()))
    return told(error)


def flate(data: bytes) -> tuple[str, bytes]:
    return "/Filter /FlateDecode", zlib.compress(data, 9)


def of_pages(kids: str, count: int, *more: str | tuple[str, bytes]) -> bytes:
    return bytes(
        assembled(["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", *more])
    )


DRAWING = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents {} /Resources << /XObject << /X 5 0 R >> >> >>"
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R /Y 6 0 R >> >>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "cannot be read"),
        (pdf([["The port is closed."]])[:300], "PDF"),
        (b"%PDF-1.7\n" + b"\xff" * 5_000, "cannot be read"),
        (b"%PDF-1.7\n" + b"1 0 obj\n<< /A " * 30_000, "PDF"),
        (b"%PDF-1.7\n" + b"[" * 300_000, "PDF"),
        (of_pages("2 0 R", 1), "PDF"),
        (of_pages("3 0 R", 10**9, "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 9 >>"), "PDF"),
        (of_pages("3 0 R " * 1_001, 1_001, DRAWING.format("4 0 R"), ("", b"")), "more than 1,000 pages"),
        (of_pages("3 0 R", 1, DRAWING.format("4 0 R"), flate(b" " * 150_000_000)), "PDF"),
        (of_pages("3 0 R", 1, DRAWING.format("4 0 R"), flate(b"0 0 m " * 800_000)), "PDF"),
        (of_pages("3 0 R", 1, DRAWING.format("4 0 R"), ("", b"/X Do"), (FORM, b"/X Do /X Do")), "PDF"),
    ],
    ids=[
        "empty",
        "cut off",
        "noise",
        "unclosed objects",
        "unclosed lists",
        "its own page",
        "a circle of pages",
        "many pages",
        "a stream of spaces",
        "much drawing",
        "a form in itself",
    ],
)
def test_a_pdf_made_to_break_its_reader_is_told_in_a_line(data: bytes, said: str) -> None:
    assert said in read_pdf(data)


def test_an_encrypted_pdf_is_told() -> None:
    locked = pdf([["The port is closed."]], info="").replace(
        b"trailer\n<< ",
        b"trailer\n<< /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4"
        b" /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >> ",
    )
    assert "encrypted" in read_pdf(locked)


def test_a_pdf_that_runs_for_long_or_takes_much_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = Path(pdf_text.__file__).read_text(encoding="utf-8")
    for name, program, said in (
        ("long", "while True: pass", "takes more than"),
        ("much", "[bytes(1 << 28) for _ in range(9)]", "memory"),
        ("gone", "import os; os._exit(3)", "cannot be read"),
    ):
        script = tmp_path / f"{name}.py"
        assert "        answer: dict[str, object] = _read()\n" in text
        changed = text.replace("        answer: dict[str, object] = _read()\n", f"        {program}\n")
        script.write_text(changed.replace("MOST_SECONDS = 60", "MOST_SECONDS = 1"), encoding="utf-8")
        monkeypatch.setattr(pdf_text, "__file__", str(script))
        assert said in read_pdf(pdf([["The port is closed."]]))


def test_a_pdf_whose_reader_the_system_ends_is_tried_again_another_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "killed.py"
    script.write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", encoding="utf-8")
    monkeypatch.setattr(pdf_text, "__file__", str(script))
    failed = pipeline.read_raw(Raw(pdf([["The port is closed."]]), "x.pdf", "auto", Given()))
    assert isinstance(failed, pipeline.Failed)
    assert failed.by_chance
