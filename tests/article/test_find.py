"""Articles of whole pages: bodies without furniture, titles, several apart, and what is said of each."""
# ruff: noqa: E501, FLY002, RUF005  (pages are written as lists of lines, and a paragraph is a line)

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.capture import Page
from onrecord.errors import PageError
from onrecord.model import Article
from onrecord.spans import covered

Find = Callable[..., tuple[Page, tuple[Article, ...]]]

BRIDGE = [
    "The old bridge over the Tesk will be closed to lorries from next month, harbour minister Ana Duarte said on Monday.",
    "“We have counted the rivets, and we have counted the lorries,” she told reporters. “One of the two has to go.”",
    "The bridge was built for carts and has carried four thousand lorries a day since the tunnel was flooded in spring.",
    "Hauliers protested. Their union said that the detour by Orvik would cost every driver two hours and a tank of fuel.",
]
FERRY = [
    "Fares on the ferries between Orvik and the islands will rise by a tenth in autumn, the Sound Line announced on Sunday.",
    "The company blamed the price of diesel, which it said had doubled since the refinery at Halle stood still.",
    "“Nobody on Skarra owns a bridge,” said island mayor Petra Lind. “A ferry is not a luxury to us, it is our road.”",
    "The transport ministry said that it would look at the tariff, and that it could forbid it until the end of the year.",
]


def body(page: Page, article: Article) -> str:
    return covered(page.text, article.body, "\n")


def test_furniture_around_a_text_is_no_part_of_it(find: Find) -> None:
    page, articles = find(
        "\n".join(
            [
                "The Ostmark Herald", "Home", "News", "Sport", "Subscribe", "",
                "Old bridge over the Tesk to close to lorries", "", "By Kofi Asante", "3 June 2024", "Share", "",
                *BRIDGE, "",
                "Sign up for our newsletter", "Enter your email address", "Leave a reply", "Please enter your comment!",
                "More articles", "Ten gardens to see this summer",
            ]
        )
    )  # fmt: skip

    (article,) = articles
    assert body(page, article) == "\n".join(BRIDGE)
    assert article.title == "Old bridge over the Tesk to close to lorries"
    assert covered(page.text, article.title_spans) == article.title
    assert [author.name for author in article.byline] == ["Kofi Asante"]
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-06-03", "byline")
    assert article.language == "en"
    assert article.kind == "news"


def test_two_articles_with_titles_and_captions_twice_come_apart(find: Find) -> None:
    def one(title: str, caption: str, text: list[str]) -> list[str]:
        return [title, "", caption, caption, "A+", "", title, "", caption, caption, "", *text, "", ""]

    bridge = "Lorries wait at the old bridge over the Tesk, June 2, 2024. (Ostrel / AFP)"
    ferry = "The ferry Aurinia leaves the harbour of Orvik on May 30, 2024. (Reuters)"
    page, articles = find(
        "\n".join(
            one("Old Bridge to Close to Lorries", bridge, BRIDGE) + one("Ferry Fares to Rise by a Tenth", ferry, FERRY)
        )
    )

    assert [article.title for article in articles] == [
        "Old Bridge to Close to Lorries",
        "Ferry Fares to Rise by a Tenth",
    ]
    assert [body(page, article) for article in articles] == ["\n".join(BRIDGE), "\n".join(FERRY)]
    assert [covered(page.text, spans) for article in articles for spans in article.captions] == [bridge, ferry]
    assert all(article.agency is None for article in articles)


def test_an_aggregator_names_outlet_and_time_over_each_article(find: Find) -> None:
    title = "Ferry fares to rise by a tenth"
    page, articles = find(
        "\n".join(
            [
                "logo", "Old bridge to close to lorries", "", "Old bridge to close to lorries", "", "Reuters6 days ago", "",
                "ORVIK, Ostmark, June 20 (Reuters) - " + BRIDGE[0], *BRIDGE[1:], "",
                "Comments", "", "No comments yet...", "", "Related Articles", "",
                title, title, "", "Sound Chronicle", "", "time2 hours ago", "", "  • Sound Chronicle", "", title, "",
                " ".join(FERRY), "",
                "Get the app", "", "Read us wherever you go", "App Store", "Google Play",
            ]
        ),
        captured="2025-06-26",
    )  # fmt: skip

    bridge, ferry = articles
    assert body(page, ferry) == " ".join(FERRY)
    assert [named.name if (named := article.outlet) else None for article in articles] == ["Reuters", "Sound Chronicle"]
    assert bridge.agency is not None
    assert (bridge.agency.name, bridge.agency.basis) == ("Reuters", "dateline")
    assert ferry.agency is None
    assert bridge.dateline is not None
    assert bridge.dateline.place == "ORVIK, Ostmark"
    assert covered(page.text, bridge.dateline.spans) == "ORVIK, Ostmark, June 20 (Reuters) -"
    assert bridge.body[0][0] == bridge.dateline.spans[0][0]
    assert [time.value if (time := article.published) else None for article in articles] == ["2025-06-20", "2025-06-26"]


def test_a_relative_date_without_the_day_of_saving_stays_open_with_its_evidence(find: Find) -> None:
    page, (article,) = find("\n".join(["Old bridge to close to lorries", "6 days ago", "", *BRIDGE]))

    assert article.published is not None
    assert (article.published.value, article.published.basis) == (None, "relative")
    assert covered(page.text, article.published.evidence) == "6 days ago"
    assert "6 days ago" in article.unresolved["published"]


def test_what_a_flattener_ran_into_a_paragraph_is_cut_out(find: Find) -> None:
    caption = (
        "Ana Duarte, the harbour minister, counts rivets under the old bridge KOFI ASANTE/POOL/AFP VIA GETTY IMAGES"
    )
    teaser = "• Hauliers ‘see the end of the road at Orvik’"
    paragraph = f"{caption} T {BRIDGE[0][0].lower()}{BRIDGE[0][1:]} {BRIDGE[1]} {teaser} There is no tunnel. {' '.join(BRIDGE[2:])}"
    page, (article,) = find("\n".join(["Old bridge to close to lorries", "", paragraph, ""]))

    text = body(page, article)
    assert text.startswith("T the old bridge")
    assert teaser not in text
    assert "There is no tunnel." in text
    assert covered(page.text, article.captions[0]) == caption


def test_a_list_in_one_line_is_no_row_of_teasers(find: Find) -> None:
    rules = "The rules are these. • Lorries take the detour by Orvik. • Buses may cross. • Carts may cross on Sundays."
    page, (article,) = find("\n".join(["Old bridge to close to lorries", "", *BRIDGE, rules]))

    assert rules in body(page, article)


def test_the_day_at_the_top_of_a_page_counts_only_where_the_text_agrees(find: Find) -> None:
    head = ["Tuesday, March 19, 2024", "", "Old bridge to close to lorries", ""]
    against = "On December 17 the ministry had published two drafts of the order."
    _, (article,) = find("\n".join([*head, *BRIDGE, against]))
    _, (fitting,) = find("\n".join([*head, *BRIDGE, "On March 15 the ministry had published a draft of the order."]))

    assert article.published is None
    assert "December 17" in article.unresolved["published"]
    assert fitting.published is not None
    assert fitting.published.value == "2024-03-19"


def test_a_weekday_and_the_full_date_under_the_picture_give_the_day(find: Find) -> None:
    caption = "Lorries wait at the old bridge over the Tesk on June 3, 2024. (Ostrel / AFP)"
    page, (article,) = find("\n".join(["Old bridge to close to lorries", "", caption, "", *BRIDGE]))

    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-06-03", "content")
    assert (article.published.earliest, article.published.latest) == ("2024-06-03", "2024-06-10")
    assert [page.text[slice(*span)] for span in article.published.evidence] == ["June 3, 2024", "on Monday"]


def test_a_weekday_alone_does_not_date_an_article_however_it_was_saved(find: Find) -> None:
    _, (article,) = find("\n".join(["Old bridge to close to lorries", "", *BRIDGE]), captured="2025-06-26")

    assert article.published is None
    assert article.unresolved["published"] == "the page says no date of publication"


def test_a_line_that_says_when_a_page_was_changed_is_no_date_of_publication(find: Find) -> None:
    _, (article,) = find("\n".join(["Old bridge to close to lorries", "Last updated: June 5, 2024", "", *BRIDGE]))

    assert article.published is not None
    assert (article.published.value, article.published.latest) == (None, "2024-06-06")
    assert "changed" in article.unresolved["published"]


def test_a_teaser_is_no_article(find: Find) -> None:
    page, articles = find(
        "\n".join(
            ["Old bridge to close to lorries", "By Kofi Asante", "", *BRIDGE, "", "Related articles", ""]
            + [
                "Ferry fares to rise by a tenth",
                "3 June 2024",
                "The Sound Line blames the price of diesel for the rise...",
                "",
            ]
            + [
                "Ten gardens to see this summer",
                "2 June 2024",
                "Our gardening writer has walked through all of them...",
                "",
            ]
        )
    )

    (article,) = articles
    assert body(page, article) == "\n".join(BRIDGE)


def test_a_heading_and_a_button_within_an_article_do_not_split_it(find: Find) -> None:
    page, (article,) = find(
        "\n".join(
            [
                "Old bridge to close to lorries",
                "",
                *BRIDGE[:2],
                "Share",
                "Four thousand a day",
                *BRIDGE[2:],
                "Advertisement",
            ]
        )
    )

    assert body(page, article) == "\n".join([*BRIDGE[:2], "Four thousand a day", *BRIDGE[2:]])


def test_a_paragraph_broken_at_a_width_is_one_span(find: Find) -> None:
    wrapped = "\n".join(
        [
            "Old bridge to close to lorries", "",
            "The old bridge over the Tesk will be closed to lorries from next",
            "month, harbour minister Ana Duarte said on Monday in Orvik, where",
            "the Sound Line has its seat and hauliers had gathered to protest.", "",
            "The bridge was built for carts and has carried four thousand of",
            "Orvik's lorries a day since the tunnel was flooded in the spring",
            "and nobody could say when it would be dry.",
        ]
    )  # fmt: skip
    page, (article,) = find(wrapped)

    assert len(article.body) == 2
    assert body(page, article).count("\n") == 5


def test_a_clean_article_is_taken_whole(find: Find) -> None:
    text = "\n\n".join(["Old bridge to close to lorries", *BRIDGE, "Share", "Comments", "No comments yet."])
    page, (article,) = find(text, whole=True, outlet="The Ostmark Herald", published="2024-06-03")

    assert article.title == "Old bridge to close to lorries"
    assert body(page, article) == "\n".join([*BRIDGE, "Share", "Comments", "No comments yet."])
    assert article.outlet is not None
    assert (article.outlet.name, article.outlet.basis) == ("The Ostmark Herald", "given")
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-06-03", "given")


def test_a_page_with_text_and_no_article_is_a_failure_that_says_so(find: Find) -> None:
    with pytest.raises(PageError) as raised:
        find("Home\nNews\nSport\nWeather\nContact us\n")

    assert raised.value.stage == "article"
    assert "--whole" in str(raised.value)


@pytest.mark.parametrize(
    ("label", "title", "kind"),
    [
        ("OPINION", "The bridge was never the problem", "opinion"),
        ("Press release", "Sound Line to raise its fares by a tenth", "release"),
        ("", "Live updates: bridge over the Tesk closes", "live"),
        ("", "In pictures: a hundred years of the bridge", "gallery"),
        ("", "Correction: the bridge over the Tesk", "correction"),
        ("Interview", "“I counted the rivets myself”", "interview"),
    ],
)
def test_the_kind_is_what_the_page_calls_it(find: Find, label: str, title: str, kind: str) -> None:
    _, (article,) = find("\n".join(["Home", label, title, "By Kofi Asante", "", *BRIDGE]))

    assert article.title == title
    assert article.kind == kind


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Alte Brücke wird gesperrt", "Die alte Brücke über die Tesk wird für Lastwagen gesperrt, sagte die Ministerin am Montag. ", "de"),
        ("Le vieux pont sera fermé", "Le vieux pont sur la Tesk sera fermé aux camions, a déclaré lundi la ministre du port. ", "fr"),
        ("El viejo puente se cerrará", "El viejo puente sobre el Tesk se cerrará a los camiones, dijo el lunes la ministra del puerto. ", "es"),
        ("Старый мост закроют", "Старый мост через Теск закроют для грузовиков, заявила в понедельник министр порта. ", "ru"),
        ("Eski köprü kapatılıyor", "Tesk üzerindeki eski köprü kamyonlara kapatılacak, dedi liman bakanı pazartesi günü. ", "tr"),
        ("إغلاق الجسر القديم", "قالت وزيرة الميناء يوم الاثنين إن الجسر القديم سيغلق أمام الشاحنات ابتداء من الشهر المقبل. ", "ar"),
        ("旧桥即将关闭", "港口部长周一表示,旧桥将从下个月起对卡车关闭,因为它是为马车建造的,而且隧道在春天被淹没了。" * 2, "zh"),
    ],
)  # fmt: skip
def test_other_languages_keep_what_reads_like_sentences(find: Find, title: str, text: str, language: str) -> None:
    menu = ["A", "B", "C", "Menu", "1", "2"]
    page, (article,) = find("\n".join([*menu, title, "", text * 2, text * 3, text * 4, *menu]))

    assert body(page, article).split("\n") == [(text * times).strip() for times in (2, 3, 4)]
    assert article.title == title
    assert article.language == language


def test_the_id_depends_on_the_capture_and_the_body_alone(find: Find) -> None:
    text = "\n".join(["Old bridge to close to lorries", "", *BRIDGE])
    _, (first,) = find(text)
    _, (again,) = find(text, outlet="The Ostmark Herald", captured="2024-06-04")
    _, (other,) = find(text + " Really.")

    assert first.id == again.id
    assert first.id.startswith("ar_")
    assert other.id != first.id


HTML = """<html><head><title>Old bridge to close to lorries | The Ostmark Herald</title>
<meta property="og:site_name" content="The Ostmark Herald"><meta property="article:published_time" content="2024-06-03T14:05:00+02:00">
<meta name="author" content="Kofi Asante"></head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Old bridge to close to lorries</h1><p class="by">By Kofi Asante</p>{paragraphs}</article>
<aside><h3>Related articles</h3><a href="/f">Ferry fares to rise by a tenth</a></aside><footer>All rights reserved</footer></body></html>"""


def test_html_gives_body_and_metadata_with_spans_into_the_text(find: Find) -> None:
    page, (article,) = find(HTML.format(paragraphs="".join(f"<p>{one}</p>" for one in BRIDGE)), "html")

    assert body(page, article) == "\n".join(BRIDGE)
    assert article.title == "Old bridge to close to lorries"
    assert covered(page.text, article.title_spans) == article.title
    assert article.outlet is not None
    assert (article.outlet.name, article.outlet.basis) == ("The Ostmark Herald", "metadata")
    assert [author.name for author in article.byline] == ["Kofi Asante"]
    assert article.published is not None
    assert (article.published.value, article.published.basis) == ("2024-06-03", "metadata")


def test_several_articles_in_html_come_apart(find: Find) -> None:
    def one(title: str, text: list[str]) -> str:
        return f"<article><h2>{title}</h2><p>By Kofi Asante</p><p>3 June 2024</p>{''.join(f'<p>{line}</p>' for line in text)}</article>"

    bridge, ferry = one("Old bridge to close to lorries", BRIDGE), one("Ferry fares to rise by a tenth", FERRY)
    page, articles = find(f"<html><body><nav>Home News</nav>{bridge}{ferry}</body></html>", "html")

    assert [article.title for article in articles] == [
        "Old bridge to close to lorries",
        "Ferry fares to rise by a tenth",
    ]
    assert [body(page, article) for article in articles] == ["\n".join(BRIDGE), "\n".join(FERRY)]


@pytest.mark.parametrize(
    "behind", [" | The Linden Post", " - The Linden Post", " – Linden Post – News", " (Linden Post)"]
)
def test_a_title_is_taken_from_where_it_stands_alone(find: Find, behind: str) -> None:
    title = "Old bridge to close to lorries"
    page, (article,) = find(
        "\n".join([title + behind, "Home", "News", "Sport", "", title, "By Kofi Asante", "", *BRIDGE])
    )

    assert article.title == title
    assert body(page, article) == "\n".join(BRIDGE)


def test_a_headline_with_a_dash_keeps_what_stands_behind_it(find: Find) -> None:
    title = "Old bridge to close – and nobody knows for how long"
    _, (article,) = find("\n".join(["Home", "Old bridge", title, "By Kofi Asante", "", *BRIDGE]))

    assert article.title == title
