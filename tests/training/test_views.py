from __future__ import annotations

from collections import Counter

import pytest
from training.viewing.classes import Dom, Known, line_classes
from training.viewing.flatteners import flattened
from training.viewing.labels import PLACES_BEFORE, Gold, Label, labels
from training.viewing.own import own_view
from training.viewing.placing import place_lines, solid
from training.views import agreement_table, page_views

TITLE = "Port of Brenek closed by strike"
BODY = [
    "The port of Brenek was closed on Monday after its pilots walked out over pay.",
    "Ferries to Oster and Lund were cancelled, and forty lorries waited at the gate.",
    "The harbour master, Ines Kolb, said that nobody knew when work would begin again.",
    "A mediator is to meet both sides on Wednesday at the town hall of Brenek.",
]
ARTICLE = Gold.of("\n\n".join(BODY), TITLE)
HTML = f"""<!DOCTYPE html><html><head><title>{TITLE} | The Brenek Post</title></head><body class="has-comments">
<nav><ul><li><a href="/">Home</a><li><a href="/sea">Shipping</a></ul></nav>
<main><article><header><h1>{TITLE}</h1>
<p class="story__byline">By <a rel="author" href="/ada">Ada Kern</a></p>
<time datetime="2024-05-06">May 6, 2024</time></header>
<p>{BODY[0]}</p>
<figure><img src="gate.jpg"><figcaption>The gate of the port in spring. Photo: Tor Vik</figcaption></figure>
<p>{BODY[1]}</p>
<p>{BODY[2].replace("Ines Kolb", '<a href="/kolb">Ines Kolb</a>')}</p>
<aside class="related-teasers"><h3>Read on</h3><p>Lund builds a second quay</p><time>3 May 2024</time></aside>
<p>{BODY[3]}</p><button>Share</button></article></main>
<section id="comments"><p class="comment-author">Bo Lind</p><p>High time that somebody walked out.</p></section>
<div hidden><p>You have read all your free articles.</p></div>
<footer>Imprint</footer></body></html>"""
GOLD = {
    "id": "brenek-1",
    "url": "https://post.example/port",
    "text": "\n\n".join(BODY),
    "title": TITLE,
    "date": "2024-05-06",
    "authors": ["Ada Kern"],
    "lang": "en",
    "domain": "post.example",
}


def view() -> dict[str, dict[str, object]]:
    """Of each line of onrecord's view what is known of it."""
    (row,) = page_views(GOLD, HTML, ["onrecord"], None)
    lines = row["text"].split("\n")
    keys = [key for key in row if key.startswith("line_")]
    assert all(len(row[key]) == len(lines) for key in keys)
    return {line: {key: row[key][at] for key in keys} for at, line in enumerate(lines)}


def test_the_lines_of_the_article_are_kept_and_what_stands_around_them_is_dropped() -> None:
    text = "\n".join(["Home", "", TITLE, "By Ada Kern", *BODY, "Imprint"])
    assert labels(text, ARTICLE) == ["drop", "blank", "title", "drop", *["keep"] * 4, "drop"]


def test_a_teaser_that_repeats_a_paragraph_is_a_duplicate() -> None:
    assert labels("\n".join([BODY[0], "Home", *BODY]), ARTICLE) == ["dup", "drop", *["keep"] * 4]


def test_a_line_of_which_a_part_is_the_articles_is_mixed() -> None:
    text = "\n".join([*BODY[:3], f"{BODY[3]} Sign up for our letter, which comes each morning at seven, for free"])
    assert labels(text, ARTICLE)[-1] == "mixed"


def test_short_words_of_a_menu_are_not_kept_because_the_article_has_them_within_a_line() -> None:
    assert labels("Brenek\nLund\nFerries", ARTICLE) == ["drop"] * 3


def test_a_short_line_of_the_article_is_kept() -> None:
    article = Gold.of(f"{BODY[0]}\nMediation\n{BODY[3]}", None)
    assert labels(f"{BODY[0]}\nMediation\n{BODY[3]}\nMediation", article) == ["keep", "keep", "keep", "dup"]


def test_a_heading_that_the_article_has_ten_times_is_kept_ten_times() -> None:
    text = "\n".join(f"Pros\nThe quay number {number} is long enough for ferries" for number in range(10))
    article = Gold.of(text, None)
    assert labels(text, article) == ["keep"] * 20
    assert Counter(labels(text, article, places=PLACES_BEFORE))["dup"] == 10 - PLACES_BEFORE


def test_the_article_in_one_line_gives_way_to_its_paragraphs() -> None:
    text = "\n".join([*BODY, " ".join(BODY)])
    assert labels(text, ARTICLE) == [*["keep"] * 4, "dup"]


def test_the_article_is_kept_in_one_line_where_it_has_no_other() -> None:
    assert labels(f"Home\n{' '.join(BODY)}", ARTICLE) == ["drop", "keep"]


def test_pieces_of_a_paragraph_are_kept_where_paragraphs_are_broken_at_links() -> None:
    pieces = [BODY[0], *BODY[1].replace("Oster", "|Oster|").replace("Lund", "|Lund|").split("|")]
    text = "\n".join(["Lund", *pieces])
    assert labels(text, ARTICLE)[1:] == ["keep", "drop", "drop", "drop", "drop", "keep"]
    assert labels(text, ARTICLE, fragments=True) == ["drop", *["keep"] * 6]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Home", "nav"),
        ("By Ada Kern", "byline"),
        ("May 6, 2024", "time"),
        ("The gate of the port in spring. Photo: Tor Vik", "caption"),
        ("Lund builds a second quay", "related"),
        ("3 May 2024", "related"),
        ("Share", "button"),
        ("Bo Lind", "comment"),
        ("High time that somebody walked out.", "comment"),
        ("Imprint", "nav"),
        (TITLE, "other"),
        (BODY[2], "other"),
    ],
)
def test_a_line_is_what_the_html_around_it_says(line: str, expected: str) -> None:
    assert view()[line]["line_classes"] == expected


def test_names_of_elements_around_the_whole_article_say_nothing() -> None:
    markup = f'<body><div id="story-with-comments">{"".join(f"<p>{line}</p>" for line in [*BODY, "Advert"])}</div>'
    text = "\n".join([*BODY, "Advert"])
    assert line_classes(text, Dom.of(markup), labels(text, ARTICLE), Known()) == ["other"] * 5


def test_the_authors_name_in_a_short_line_makes_it_a_byline_without_any_mark() -> None:
    markup = f"<p>Ada Kern in Brenek<p>6 May 2024<p>{BODY[0]}"
    text = f"Ada Kern in Brenek\n6 May 2024\n{BODY[0]}"
    found = line_classes(text, Dom.of(markup), labels(text, ARTICLE), Known.of(["Ada Kern"], "2024-05-06T08:00:00Z"))
    assert found == ["byline", "time", "other"]


def test_lines_are_found_in_order_with_their_bullets_or_without() -> None:
    page = solid("More Sport More The quay of Oster is to be longer More")
    places = place_lines(["  * More", "* Sport", "+ The quay of Oster is to be longer", "More", "Weather"], page)
    assert places == [(0, 4), (4, 9), (13, 39), (39, 43), None]


def test_the_own_view_says_of_each_line_where_it_stands() -> None:
    lines = view()
    assert lines["Home"]["line_tags"] == "li"
    assert lines["Home"]["line_links"] == 1
    assert lines[BODY[2]]["line_tags"] == "p"
    assert lines[BODY[2]]["line_links"] == pytest.approx(9 / len(BODY[2]), abs=0.01)
    assert (lines[BODY[0]]["line_in_article"], lines["Imprint"]["line_in_article"]) == (1, 0)
    assert (lines["You have read all your free articles."]["line_hidden"], lines[BODY[0]]["line_hidden"]) == (1, 0)


def test_the_own_view_says_what_the_extractor_keeps() -> None:
    own = own_view(HTML, "port.html", None)
    kept = {line for line, is_kept in zip(own.text.split("\n"), own.extracted, strict=True) if is_kept}
    assert kept >= set(BODY)
    assert not kept & {"Home", "Imprint", "High time that somebody walked out.", ""}


def test_cells_of_a_row_share_their_line() -> None:
    own = own_view("<table><tr><td><a href='/'>Oster</a></td><td>9.15</td></tr></table>", "times.html", None)
    assert own.text == "Oster\t9.15"
    assert own.tags == ["td"]
    assert own.links == [pytest.approx(5 / 9, abs=0.01)]


def test_a_text_that_has_labels_keeps_them() -> None:
    (row,) = page_views(GOLD, HTML, ["onrecord"], None)
    before = {"flattener": "onrecord", "text": row["text"], "line_labels": ["mixed"] * len(row["line_labels"])}
    (again,) = page_views(GOLD, HTML, ["onrecord"], before)
    assert again["line_labels"] == before["line_labels"]
    (other,) = page_views(GOLD, HTML, ["onrecord"], {**before, "flattener": "inscriptis"})
    assert other["line_labels"] == row["line_labels"]


def test_the_same_page_gives_the_same_views() -> None:
    assert list(page_views(GOLD, HTML, ["onrecord"], None)) == list(page_views(GOLD, HTML, ["onrecord"], None))


def test_a_flattener_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        flattened("lynx", HTML)


def test_the_table_of_agreement_names_each_label() -> None:
    counts: Counter[Label] = Counter(["keep", "dup", "keep", "keep"])
    assert agreement_table({"keep": counts}) == "  keep 0.7500 of 4: {'keep': 3, 'dup': 1}"
