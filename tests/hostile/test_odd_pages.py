"""The same pages as odd hands leave them: other line ends, marks that nobody sees, ligatures, capitals, no empty lines.

Each is a page of ours, changed in a way whose effect on the text is known, so that its gold body changes with it.
"""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable

import pytest
from tests.article.labelled import f1, labelled, sentences

import onrecord
from onrecord import article, capture
from onrecord.article import flat
from onrecord.article.line.characters import INVISIBLE
from onrecord.capture import Given, Raw
from onrecord.errors import PageError
from onrecord.model import Article
from onrecord.spans import covered, verify

ENDS = {
    "dos": "\r\n", "old mac": "\r", "line separator": "\u2028", "paragraph separator": "\u2029", "vertical tab": "\x0b",
    "form feed": "\x0c", "next line": "\x85",
}  # fmt: skip
SEVERAL = ["aggregator", "untitled_second", "digest", "newsletter", "live", "interrupted"]
NAMES = ["en", "de", "fr", "es", "ru", "tr", "ar", "captions", "poem", "table", "wrapped", *SEVERAL]
LANGUAGES = ["en", "de", "fr", "es", "ru", "tr", "ar"]


def everywhere(mark: str) -> Callable[[str], str]:
    """Change a line by putting a mark before each fourth letter of its longer words."""

    def changed(line: str) -> str:
        return " ".join(word[:3] + mark + word[3:] if len(word) > 6 else word for word in line.split(" "))

    return changed


ODD: dict[str, Callable[[str], str]] = {
    "hard spaces": lambda line: line.replace(" ", "\u00a0"),
    "narrow spaces": lambda line: line.replace(" ", "\u2009"),
    "two spaces": lambda line: line.replace(" ", "  "),
    "soft hyphens": everywhere("\u00ad"),
    "zero-width spaces": everywhere("\u200b"),
    "joiners": everywhere("\u2060"),
    "byte order marks": lambda line: f"\ufeff{line}" if line else line,
    "ligatures": lambda line: line.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ"),
    "right to left": lambda line: f"\u202b{line}\u202c" if line else line,
    "isolated": lambda line: f"\u2067{line}\u2069\u200f" if line else line,
    "capitals": str.upper,
    "indented": lambda line: f"      {line}",
    "tabs": lambda line: f"\t{line}\t",
    "quoted": lambda line: f"> {line}",
    "trailing spaces": lambda line: line + " " * 30,
}


UNSEEN = [
    "hard spaces",
    "soft hyphens",
    "zero-width spaces",
    "joiners",
    "byte order marks",
    "right to left",
    "isolated",
]


def read(text: str) -> tuple[str, tuple[Article, ...]]:
    page = capture.page(Raw(text.encode("utf-8", "surrogatepass"), "page", "text", Given(captured="2025-06-26")))
    found = article.find(page)
    for one in found:
        for spans in (one.body, one.title_spans, *one.captions):
            verify(page.text, spans)
    return page.text, found


def tried(text: str) -> tuple[str, tuple[Article, ...]]:
    """The same, with no articles where none is found: another test says where some must be."""
    try:
        return read(text)
    except PageError:
        return text, ()


def body(text: str, found: tuple[Article, ...]) -> str:
    return "\n".join(covered(text, one.body, "\n") for one in found)


def seen(text: str) -> str:
    """A text as it looks: without the marks that show nothing."""
    return "".join(mark for mark in text.replace("\u00a0", " ") if mark not in INVISIBLE)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_gives_the_same_articles_whatever_ends_its_lines(name: str, end: str) -> None:
    written = labelled(name).text
    (text, plain), (other_text, other) = tried(written), tried(written.replace("\n", end))

    assert [one.title for one in other] == [one.title for one in plain]
    assert [len(one.captions) for one in other] == [len(one.captions) for one in plain]
    assert [[other_text[slice(*span)].replace(end, "\n") for span in one.body] for one in other] == [
        [text[slice(*span)] for span in one.body] for one in plain
    ]


@pytest.mark.parametrize("way", ODD)
@pytest.mark.parametrize("name", LANGUAGES)
def test_an_odd_page_is_read_at_least_as_well_as_by_what_looks_like_sentences(name: str, way: str) -> None:
    page = labelled(name)
    odd, gold = ("\n".join(map(ODD[way], text.split("\n"))) for text in (page.text, page.body))
    text, found = read(odd)

    assert f1(seen(body(text, found)), seen(gold)) >= f1(seen(sentences(odd)), seen(gold))


@pytest.mark.parametrize("way", UNSEEN)
@pytest.mark.parametrize("name", LANGUAGES)
def test_marks_that_nobody_sees_change_nothing(name: str, way: str) -> None:
    page = labelled(name)
    plain_text, plain = read(page.text)
    text, found = read("\n".join(map(ODD[way], page.text.split("\n"))))

    assert [seen(one.title or "") for one in found] == [one.title or "" for one in plain]
    assert seen(body(text, found)) == body(plain_text, plain)


@pytest.mark.parametrize("width", [60, 72, 100])
@pytest.mark.parametrize("name", LANGUAGES)
def test_a_page_broken_at_a_width_is_read_at_least_as_well_as_by_what_looks_like_sentences(
    name: str, width: int
) -> None:
    page = labelled(name)
    broken = "\n".join(textwrap.fill(line, width) + "\n" for line in page.text.split("\n"))
    text, found = read(broken)

    assert len(found) == 1
    assert f1(body(text, found), page.body) >= f1(sentences(broken), page.body)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_page_without_empty_lines_is_read_at_least_as_well_as_by_what_looks_like_sentences(name: str) -> None:
    page = labelled(name)
    text, found = read("\n".join(line for line in page.text.split("\n") if line))

    assert len(found) == 1
    assert f1(body(text, found), page.body) >= f1(sentences(page.text), page.body)


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_page_whose_text_is_one_line_keeps_it(name: str) -> None:
    page = labelled(name)
    above, below = page.text.split(page.body)
    text, found = read(above + page.body.replace("\n", " ") + below)

    assert len(found) == 1
    assert f1(body(text, found), page.body) >= f1(sentences(page.text), page.body)


def test_the_public_way_in_gives_the_same_articles_as_the_step() -> None:
    for name in ("en", "aggregator"):
        text = labelled(name).text

        assert [one.body for one in onrecord.read(text.encode())] == [one.body for one in read(text)[1]]


def test_lines_without_words_take_time_that_grows_with_their_number_alone() -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        flat.articles("-\n" * count)
        return time.process_time() - started

    seconds(200)  # lists and patterns are read once
    short, long = seconds(10_000), seconds(80_000)

    assert long < 8 * short * 3  # in proportion, with room for a busy machine; in the square it would be 64 times
