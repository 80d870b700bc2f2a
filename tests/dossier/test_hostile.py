"""Pages that mean harm: nothing of them becomes part of a dossier but their words, and of these nothing is lost."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dossier.conftest import MADE
from tests.dossier.opened import TOKENS, Page, plain, tokens
from tests.hostile.hostile_archive import ADDRESSES, make
from tests.record.factory import Told

from onrecord.capture import Given
from onrecord.dossier import Choice, dossier
from onrecord.dossier.plain import in_a_line, shown
from onrecord.model import Article, Statement
from onrecord.record import Query, Store

SCHEMES = re.compile(r"https?://|#")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(make(tmp_path_factory.mktemp("hostile"))) as store:
        yield store


def texts(store: Store, choice: Choice) -> tuple[str, str]:
    html, markdown = (
        "\n".join(dossier(store, choice, form, made=MADE, desk="http://127.0.0.1:8765").lines)
        for form in ("html", "markdown")
    )
    return html, markdown


def choices(store: Store) -> Iterator[Choice]:
    """Dossiers in which every article, speaker, story and saying stands, and whose titles are theirs."""
    articles = [one.item for one in store.articles(Query())]
    assert len(articles) > 50
    yield Choice(ids=tuple(one.id for one in articles))
    yield Choice(search="drones OR mine", limit=2000)
    for story in store.stories(least=2):
        yield Choice(story=story.id)
    for saying in store.sayings(least=2):
        yield Choice(saying=saying.id)
        yield Choice(speaker=saying.speaker)
        yield Choice(search=saying.speaker_name)


def test_nothing_of_a_page_becomes_part_of_a_dossier(hostile: Store) -> None:
    seen = 0
    for choice in choices(hostile):
        html, markdown = texts(hostile, choice)
        page = Page(html)
        assert page.strange() == set(), choice
        assert len(page.document.select("style")) == len(page.document.select("title")) == 1
        assert all(SCHEMES.match(one) for one in page.attributes("a", "href")), choice
        found = list(tokens(markdown))
        assert {one.type for one in found} <= TOKENS, choice
        links = [str(one.attrs["href"]) for one in found if one.type == "link_open"]
        assert all(SCHEMES.match(one) for one in links), choice
        called = [one.meta["label"] for one in found if one.type == "footnote_ref"]
        assert list(dict.fromkeys(called)) == [str(number) for number in range(1, len(set(called)) + 1)], choice
        assert len(page.document.select(".notes li")) == len(set(called))
        seen += len(called)
    assert seen > 500


def test_every_word_comes_back(hostile: Store) -> None:
    for found in hostile.articles(Query()):
        article = found.item
        text = hostile.page_text(article.capture.id)
        html, markdown = texts(hostile, Choice(ids=(article.id,), title=article.title))
        page, words = Page(html), plain(markdown)
        assert page.strange() == set()
        assert {one.type for one in tokens(markdown)} <= TOKENS
        quotes = page.texts(".notes q")
        for one in article.statements:
            for start, end in one.content:
                assert shown(text[start:end]) in quotes
                assert in_a_line(text[start:end]) in words
        told = [one.text for one in page.document.select(".notes bdi, .who bdi, h1 bdi")]
        spoken = [one.speaker_name for one in article.statements if one.speaker_name]
        for name in (article.title, article.outlet.name if article.outlet else None, *spoken):
            if name and (article.statements or article.events):
                assert shown(name) in told
                assert in_a_line(name) in words


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_addresses_of_the_web_can_be_followed(address: str, tmp_path: Path) -> None:
    with Store(tmp_path / "one.db", create=True, write=True) as store:
        store.put(*Told(given=Given(url=address)).made())
        html, markdown = texts(store, Choice(speaker="Valdin"))
    page = Page(html)
    followed = [one for one in page.attributes("a", "href") if not one.startswith(("#", "http://127.0.0.1:8765/"))]
    is_of_the_web = re.fullmatch(r"https?://[^/\\\s][^\s\x00-\x1f]*", address) is not None
    assert followed == ([address] if is_of_the_web else [])
    assert any(shown(address).strip() in one for one in page.texts(".notes .page"))
    assert in_a_line(address) in plain(markdown)


def test_every_plane_of_unicode_and_odd_signs_come_back(tmp_path: Path) -> None:
    planes = "".join(chr(plane * 0x10000 + offset) for plane in range(17) for offset in (0x21, 0x3042, 0xFFF0))
    odd = "\ufeff \u200d\u2028x\u2029y\u00ad \u0301 \ufffe\uffff \u200f\u200e \U0001f468\u200d\U0001f469 ﷽"
    controls = "".join(map(chr, range(0x20)))[:9] + "\x0b\x0c\x7f\x85\x9b\u202a\u202b\u202c\u202d\u202e\u2066\u2069"
    words = f"a {planes} {odd} {controls} z"
    with Store(tmp_path / "one.db", create=True, write=True) as store:
        store.put(*Told(lines=[("Mira Valdin", words)], title=f"T {words}").made())
        html, markdown = texts(store, Choice(speaker="Valdin"))
    page = Page(html)
    assert page.texts(".notes q") == [shown(words)]
    assert planes in shown(words)
    assert in_a_line(words) in plain(markdown)
    for text in (html, markdown):
        kinds = {unicodedata.category(char) for char in text} - {"Cf", "Cn", "Co"}
        assert "Cc" not in {unicodedata.category(char) for char in text if char not in "\n\t"}
        assert kinds
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(text)


def test_a_megabyte_of_words_comes_back_in_seconds(tmp_path: Path) -> None:
    words = "`a` *b* [c](d) <e> &f; " * 45_000 + "[" * 5000 + "`" * 5000 + "\\" * 5000
    assert len(words) > 1_000_000
    with Store(tmp_path / "one.db", create=True, write=True) as store:
        store.put(*Told(lines=[("Mira Valdin", words), ("Osman Yılmaz", "No.")], title=words[:100_000]).made())
        began = time.monotonic()
        html, markdown = texts(store, Choice(speaker="Valdin"))
    assert time.monotonic() - began < 20
    assert Page(html).texts(".notes q") == [words]
    assert in_a_line(words) in re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def test_what_is_typed_is_told_as_text(hostile: Store) -> None:
    for typed in ('"><script>alert(1)</script>', "[x](javascript:alert(1))", "# a\n\n# b", "{{ 7*7 }}"):
        for choice in (Choice(search=typed), Choice(speaker=typed), Choice(search="mine", title=typed)):
            html, markdown = texts(hostile, choice)
            page = Page(html)
            assert page.strange() == set()
            assert in_a_line(typed) in " ".join(page.document.select_one("header").text.split())
            assert {one.type for one in tokens(markdown)} <= TOKENS
            assert len([one for one in tokens(markdown) if one.type == "heading_open" and one.tag == "h1"]) == 1


def test_what_would_be_strange_is_seen() -> None:
    page = Page("<!doctype html><p onclick=x><script>1</script><a href='javascript:1'>x</a>")
    assert page.strange() == {"script", "p onclick"}
    assert not all(SCHEMES.match(one) for one in page.attributes("a", "href"))


def test_the_archive_has_all_that_is_to_be_looked_at(hostile: Store) -> None:
    items = [one.item for one in hostile.statements(Query())]
    assert any("<script>" in (one.speaker_name or "") for one in items if isinstance(one, Statement))
    found = [one.item for one in hostile.articles(Query()) if isinstance(one.item, Article)]
    assert any(one.capture.url and one.capture.url.startswith("javascript:") for one in found)
    assert any("\u202e" in (one.title or "") for one in found)
