"""Pages that nobody means to write: never an exception but PageError, and time that grows with length alone."""
# ruff: noqa: E501  (a table of awkward pieces)

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import article, capture
from onrecord.article import flat, markup
from onrecord.capture import Given, Raw
from onrecord.errors import PageError
from onrecord.model import Article
from onrecord.spans import covered, verify

SENTENCE = (
    "The minister of ports said on Monday that the new bridge would be finished by June 20 at a cost of {} crowns. "
)


def found(text: str, hint: str = "text") -> tuple[str, tuple[Article, ...]]:
    try:
        page = capture.page(Raw(text.encode("utf-8", "surrogatepass"), "page", hint, Given(captured="2025-06-26")))  # type: ignore[arg-type]
        articles = article.find(page)
    except PageError:
        return "", ()
    for one in articles:
        for spans in (one.body, one.title_spans, *one.captions):
            verify(page.text, spans)
    return page.text, articles


PIECES = st.sampled_from(
    [
        SENTENCE, "Ana Duarte Opens New Bridge", "By Ana Duarte", "3 hours ago", "Reuters6 days ago", "• ", "(Sputnik / AFP)",
        "KOFI ASANTE/POOL/AFP VIA GETTY IMAGES ", "ORVIK, June 20 (Reuters) - ", "Related Articles", "Comments", "Share", "\n", "\n\n",
        "\r\n", "\r", "\u2028", "\u202e", "\u200b", "\u00ad", "\0", "\t", "١٥ أغسطس ٢٠٢٢", "Read more: ", "©", "|", "“", "🗞", "e\u0301",
        "Tuesday, March 19, 2024", "Last updated: ", "()", "1.", "旧桥即将关闭。",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_mixture_gives_articles_whose_spans_fit_or_a_page_error(text: str) -> None:
    found(text)


@given(
    st.lists(
        PIECES | st.sampled_from(["<p>", "</p>", "<div>", "<br>", "<!--", "<article>", "<h1>", "</h1>", "<"]),
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_markup_gives_articles_whose_spans_fit_or_a_page_error(pieces: list[str]) -> None:
    found("<html><body>" + "".join(pieces), "html")


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "\u202b\u200f\r\n\u00ad", "\0", "a", "•"])
def test_a_text_of_next_to_nothing_has_no_article(text: str) -> None:
    assert flat.articles(text) == []
    assert len(flat.whole(text)) <= 1


LONG: dict[str, Callable[[int], str]] = {
    "many lines": lambda n: "\n".join(SENTENCE.format(i) if i % 3 else f"A Title of Number {i}" for i in range(n)),
    "one line": lambda n: SENTENCE * n,
    "teasers": lambda n: "\n".join(
        line
        for i in range(n // 4)
        for line in (f"New Bridge {i} Opens at Last", "By Ana Duarte", "3 hours ago", SENTENCE * 3)
    ),
    "menus": lambda n: "\n".join(f"Menu item {i}" for i in range(n)),
    "credits": lambda n: "AB CD/EF GH/AFP VIA GETTY IMAGES The end. " * n,
    "bullets": lambda n: "Yes. • One two three four The end. " * n,
    "brackets": lambda n: "So. (AP / AFP) " * n,
    "capitals": lambda n: "AB " * n * 10,
    "no spaces": lambda n: "x=1;" * n * 10 + "\n" + SENTENCE * 5,
    "dates": lambda n: "\n".join(f"June {i % 28 + 1}, 2024 {i % 24}:{i % 60:02} GMT" for i in range(n)),
    "empty lines": lambda n: "\n" * n * 20 + SENTENCE,
    "nothing visible": lambda n: "\u202b\u200f\u200b" * n * 10,
}


@pytest.mark.parametrize("kind", LONG)
def test_time_grows_with_length_alone(kind: str) -> None:
    def seconds(size: int) -> float:
        text = LONG[kind](size)
        started = time.process_time()
        found(text)
        return time.process_time() - started

    seconds(200)  # lists and patterns are read once
    short, long = seconds(2_000), seconds(16_000)

    assert long < max(8 * short * 2.5, 0.5)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + SENTENCE * 5,
        "<ul><li>" * 390 + SENTENCE * 20,
        ("<b>" + SENTENCE) * 2_000,
        "<div " + "a=1 " * 100_000 + ">" + SENTENCE * 10,
        "<!--" * 50_000 + SENTENCE * 10,
        "<script>" + "x=1;" * 100_000 + "</script>" + SENTENCE * 10,
        '<script type="application/ld+json">' + '{"a":' * 5_000 + "</script>" + SENTENCE * 10,
        "<table>" + "<tr><td>cell</td>" * 5_000 + "</table>" + SENTENCE * 10,
        "<p>" + "2024-" * 50_000 + SENTENCE * 10,
        '<?xml version="1.0" encoding="utf-16"?><p>' + SENTENCE * 10,
        "",
    ],
)
def test_markup_that_breaks_extractors_takes_seconds_at_most(html: str) -> None:
    started = time.process_time()
    markup.articles(SENTENCE * 10, html, None)

    assert time.process_time() - started < 10


def test_a_page_with_all_its_text_in_the_heading_still_has_a_body() -> None:
    sentence = "The minister of ports said on Monday that the new bridge would be finished by June at last. "
    page = capture.page(capture.raw_of(f"<html><body><h1>{sentence * 2}".encode(), format="html"))
    [one] = article.find(page)
    assert covered(page.text, one.body).startswith("The minister of ports")
