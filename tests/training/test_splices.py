from __future__ import annotations

import json
import os
import random
import runpy
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest
from training.splices import FILE_STYLES, STYLES, Page, draw, splice, splices

LABELS = {"keep", "drop", "title", "dup", "mixed", "blank"}
SEEDS = range(40)
PLACES = ["Karsk", "Velmark", "Port Linden", "Marosvar", "Ostrava Bay", "Tallow Ridge", "Wexcombe", "Brackwater"]


def single(number: int, paragraphs: int = 9, *, titled: bool = True) -> Page:
    """A page of our own: menu, title, byline, body with a caption within, footer."""
    place = PLACES[number % len(PLACES)]
    lines, labels = ["  Menu", "", "  Log in"], ["drop", "blank", "drop"]
    if titled:
        lines.append(f"  Harbour of {place} reopens, part {number}")
        labels.append("title")
    lines += [f"By Una Kestrel {number}", ""]
    labels += ["drop", "blank"]
    for at in range(paragraphs):
        lines += [
            f"    The council of {place} met for the {at}th time in week {number}. Nobody there had expected it.",
            "",
        ]
        labels += ["keep", "blank"]
        if at == 2:
            lines.append(f"A crane in {place}. Photo: Nadir Corvin")
            labels.append("drop")
        if at == 4:
            lines.append(f"The quay of {place} reopened on Monday. Subscribe now!")
            labels.append("mixed")
    lines += [f"About {place}", "Imprint", f"(c) {number} Linden Post"]
    labels += ["drop"] * 3
    return Page.from_row(
        {
            "id": f"single-{number}",
            "domain": f"site{number}.example",
            "lang": ["en", "de", "fr", "es", "ru", "tr", None][number % 7],
            "text": "\n".join(lines),
            "line_labels": labels,
            "articles": [{"title": f"Harbour of {place} reopens, part {number}", "date": "2024-05-06"}],
        }
    )


SINGLES = [single(number, 6 + number % 7, titled=number % 3 > 0) for number in range(24)]


@pytest.fixture(params=STYLES, scope="module")
def made(request: pytest.FixtureRequest) -> list[Page]:
    return [page for seed in SEEDS for page in splices(SINGLES, request.param, 2, seed)]


def test_each_line_has_a_label_and_an_article_where_it_belongs_to_one(made: list[Page]) -> None:
    for page in made:
        assert len(page.lines) == len(page.labels) == len(page.article)
        assert set(page.labels) <= LABELS
        for line, label, article in zip(page.lines, page.labels, page.article, strict=True):
            assert "\n" not in line
            assert (article is not None) == (label in {"keep", "title", "mixed"})
            assert (label in {"drop", "dup"}) <= any(letter.isalnum() for letter in line)
            assert (label == "blank") <= (not any(letter.isalnum() for letter in line))


def test_each_article_has_a_body_of_enough_words(made: list[Page]) -> None:
    for page in made:
        words: Counter[int | None] = Counter()
        for line, label, article in zip(page.lines, page.labels, page.article, strict=True):
            if label == "keep":
                words[article] += len(line.split())
        assert sorted(words, key=str) == [*range(len(page.headings))]
        assert min(words.values()) >= 45


def test_the_lines_of_an_article_are_those_of_one_part_in_their_order(made: list[Page]) -> None:
    bodies = [
        "".join("".join(line.text.split()) for line in page.part.body if line.label == "keep") for page in SINGLES
    ]
    for page in made:
        for number in range(len(page.headings)):
            text = "".join(
                "".join(line.split())
                for line, label, article in zip(page.lines, page.labels, page.article, strict=True)
                if label == "keep" and article == number
            )
            assert any(text in body for body in bodies)


def test_the_articles_stand_in_the_order_of_their_numbers(made: list[Page]) -> None:
    for page in made:
        first = [page.article.index(number) for number in range(len(page.headings))]
        assert first == sorted(first)


def test_the_sites_of_a_page_are_all_different(made: list[Page]) -> None:
    assert all(len(set(page.domains)) == len(page.domains) for page in made)


def test_no_slot_of_a_phrase_stays_open(made: list[Page]) -> None:
    for page in made:
        assert not [line for line in page.lines if "{" in line or "}" in line]


def test_the_scorer_finds_no_fault_with_the_gold_itself(made: list[Page]) -> None:
    root = Path(os.environ.get("ONRECORD_BENCH") or Path(__file__).parents[3] / "shared" / "bench")
    if not (root / "pages" / "score.py").exists():
        pytest.skip("no scorer of pages: set ONRECORD_BENCH to the folder that holds pages/score.py")
    score = runpy.run_path(str(root / "pages" / "score.py"))["score"]
    gold = {}
    for page in made:
        spans: dict[int | None, list[tuple[int, int]]] = {}
        start = 0
        for line, label, article in zip(page.lines, page.labels, page.article, strict=True):
            if label == "keep":
                spans.setdefault(article, []).append((start, start + len(line)))
            start += len(line) + 1
        gold[page.id] = [{"spans": found} for found in spans.values()]
    report = score([page.to_row() for page in made], gold)
    assert report["body"] == report["article"] == [1.0, 1.0, 1.0]
    assert report["count_right"] == 1.0


def test_a_title_line_shows_the_title_of_its_article(made: list[Page]) -> None:
    for page in made:
        for line, label, article in zip(page.lines, page.labels, page.article, strict=True):
            if label == "title" and page.kind != "print":
                title = page.headings[article or 0].title
                assert title
                assert title.lower() in line.lower()


def test_a_page_comes_back_from_its_row(made: list[Page]) -> None:
    page = made[0]
    again = Page.from_row(json.loads(json.dumps(page.to_row())))
    assert again.to_row() == page.to_row()


@pytest.mark.parametrize("style", STYLES)
def test_the_same_seed_gives_the_same_pages(style: str) -> None:
    one, two = ([page.to_row() for page in splices(SINGLES, style, 3, 7)] for _ in range(2))
    assert one == two


@pytest.mark.parametrize("style", STYLES)
def test_pages_of_a_style_differ_in_layout(style: str) -> None:
    pages = list(splices(SINGLES, style, 30, 1))
    # Some fall alike by chance: a page of two parts has few lines to differ in.
    assert len({tuple(page.labels) for page in pages}) >= 0.8 * len(pages)


@pytest.mark.parametrize("style", STYLES)
def test_a_part_with_too_little_body_is_no_article(style: str) -> None:
    stub = single(99, 1)
    for seed in SEEDS:
        page = splice([stub, *SINGLES[:3]], style, random.Random(seed))
        kept = [line for line, label in zip(page.lines, page.labels, strict=True) if label == "keep"]
        assert not any("in week 99" in line for line in kept)
    with pytest.raises(ValueError, match="enough words"):
        splice([stub], style, random.Random(1))


def test_an_article_goes_on_after_a_whole_second_one() -> None:
    pages = splices(SINGLES, "also", 60, 3)
    runs = [[number for number, _ in groupby(page.article) if number is not None] for page in pages]
    whole = [[number for number, _ in groupby(run)] for run in runs]
    assert [0, 1, 0] in whole


@pytest.mark.parametrize("style", ["front", "comments"])
def test_teasers_and_comments_are_no_articles(style: str) -> None:
    for page in splices(SINGLES, style, 40, 5):
        assert len(page.headings) == 1
        assert page.labels.count("drop") > 3


def test_print_breaks_paragraphs_into_lines_of_one_label() -> None:
    widths = {max(len(line) for line in page.lines) for page in splices(SINGLES, "print", 40, 2)}
    assert any(70 <= width <= 110 for width in widths)


def test_a_page_without_titles_has_no_title_line() -> None:
    for page in splices(SINGLES, "untitled", 40, 2):
        assert "title" not in page.labels
        assert all(heading.title is None for heading in page.headings)


@pytest.mark.parametrize("style", [style for style in FILE_STYLES if style != "stacked"])
def test_the_styles_of_the_file_keep_the_whole_page_of_the_host(style: str) -> None:
    for seed in SEEDS:
        page = splice(SINGLES[2:5], style, random.Random(seed))
        assert page.lines[0] == "  Menu"
        assert {"  Log in", "About Port Linden", "(c) 2 Linden Post"} <= set(page.lines)


def test_parts_are_drawn_from_the_given_pages_alone() -> None:
    allowed = SINGLES[:9]
    for style in STYLES:
        drawn = draw(allowed, style, random.Random(1))
        assert {page.id for page in drawn} <= {page.id for page in allowed}
        for page in splices(SINGLES, style, 5, 1, {part.id for part in allowed}):
            assert set(page.components) <= {part.id for part in allowed}


def test_the_table_of_phrases_says_what_it_is() -> None:
    rows = (Path(__file__).parents[2] / "training" / "splices_words.tsv").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("# ")
    assert rows[1] == "kind\tlanguage\tphrase"
    assert all(len(row.split("\t")) == 3 for row in rows[2:])
    assert len(set(rows)) == len(rows)
