"""A PDF in a record: its text is checked against the PDF once more, and ids never follow its bytes."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.factory import VERSIONS

from onrecord import pipeline
from onrecord.capture import Given, Page, Raw, Run, pdf_lines
from onrecord.capture import page as read
from onrecord.model import TextRef, text_sha256
from onrecord.record import Store, Verification
from onrecord.record.redirects import in_bytes
from onrecord.record.verification import extracted

_MAKE = runpy.run_path(str(Path(__file__).parents[1] / "capture" / "make_pdf.py"))
LINES = [
    "The office of the port of Vell, a well-known one, stays closed until the winter, its har-",
    "bour master Jonas Ruvell said on Monday. Ships are led to Ostrel, forty kilometres to the",
    "north (as in March 1991-",
    "1995).",
]
DATA = _MAKE["pdf"]([LINES, ["It costs -5 or 5 crowns.", "Nobody knows."]])


@pytest.fixture(scope="module")
def page() -> Page:
    return read(Raw(DATA, "port.pdf", "auto", Given()))


def with_text(page: Page, text: str, runs: tuple[Run, ...] | None = None) -> Page:
    """The same capture with another text, consistent in itself."""
    ref = TextRef(sha256=text_sha256(text), made_by=page.capture.text.made_by)
    return replace(page, text=text, runs=runs or page.runs, capture=page.capture.model_copy(update={"text": ref}))


def problems(store: Store, path: Path, page: Page) -> list[str]:
    assert store.put(page, [], made_by=VERSIONS) == "new"
    store.close()
    return [f"{one.what}: {one.problem}" for one in Verification(path)]


def test_a_pdf_that_was_not_touched_has_no_problem(store: Store, path: Path, page: Page) -> None:
    assert "its harbour master" in page.text
    assert "1991-1995" in page.text
    assert problems(store, path, page) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("closed", "opened"),
        ("well-known", "well known"),
        ("Jonas Ruvell", "JonasRuvell "),
        ("-5 or 5", "5 or -5"),
        ("Nobody knows.", "Nobody know.s"),
    ],
)
def test_a_text_that_is_not_what_the_pdf_says_is_named(
    store: Store, path: Path, page: Page, old: str, new: str
) -> None:
    assert len(old) == len(new)
    assert old in page.text
    (found,) = problems(store, path, with_text(page, page.text.replace(old, new)))
    assert "text: characters" in found
    number = 1 if page.text.index(old) < page.runs[0].end else 2
    assert f"are not what page {number} of the PDF says" in found


def test_a_page_that_the_pdf_has_not_is_named(store: Store, path: Path, page: Page) -> None:
    runs = (*page.runs[:-1], page.runs[-1]._replace(codec="pdf-9"))
    (found,) = problems(store, path, with_text(page, page.text, runs))
    assert "'pdf-9' of a PDF of 2 pages" in found


def test_words_between_pages_are_named(store: Store, path: Path, page: Page) -> None:
    gap = page.runs[1]
    assert gap.how == "made"
    text = page.text[: gap.start] + "No" + page.text[gap.end :]
    (found,) = problems(store, path, with_text(page, text))
    assert "are said to be made" in found


def test_bytes_that_are_no_pdf_are_named(store: Store, path: Path) -> None:
    text = Raw(b"The port is closed.", "port.txt", "text", Given())
    other = read(text)
    runs = (Run(0, len(other.text), 0, len(other.data), "pdf-1", "extracted"),)
    (found,) = problems(store, path, with_text(other, other.text, runs))
    assert "cannot be extracted from the PDF again" in found


_RAW = st.lists(
    st.sampled_from([*"abyzAZ19 -\n\n\r\t.,\u00ad\u2010\ufb01\ufb04\x00\x0b\x0c\x1c\x85\u2028\ufeff\ud800“é"]),
    max_size=60,
)


@given(st.lists(_RAW.map("".join), min_size=1, max_size=3))
def test_whatever_a_page_says_its_paragraphs_agree_with_it(raw: list[str]) -> None:
    for number, text in enumerate(pdf_lines.paragraphs(raw), 1):
        assert extracted.differs(text, f"pdf-{number}", raw) is None


def test_items_of_a_pdf_share_no_bytes(page: Page) -> None:
    found = in_bytes({"statements": {"st_1": ((0, 9),), "st_2": ((20, 40),)}}, page.text, page.runs)
    assert all(start == end for spans in found["statements"].values() for start, end in spans)


def test_a_pdf_is_read_like_any_page() -> None:
    done = pipeline.read_raw(Raw(DATA, "port.pdf", "auto", Given(whole=True)))
    assert isinstance(done, pipeline.Done)
    (article,) = done.articles
    assert "Jonas Ruvell" in {one.speaker_name for one in article.statements}
