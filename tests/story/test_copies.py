"""What was done to a text on its way from one article to the other."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.story.wire import BODY, OTHER, OTHER_TITLE, PARAGRAPHS, REWRITTEN, TITLE, related, text

from onrecord.story.copies import KINDS, ONE_TEXT, Text, kind, likeness, order

GOLD = Path(__file__).parents[1] / "gold" / "copies"

# Sentences of five words and more, by which any two articles may be made.
SENTENCES = (
    "The ferry ran aground at dawn.",
    "Nobody on board was badly hurt.",
    "Divers will look at the hull tomorrow.",
    "The minister ordered an inquiry on Tuesday.",
    "Fishermen had found the buoy dark.",
    "The owner pays for 140 hotel rooms.",
)
ARTICLES = st.builds(
    lambda title, chosen: Text.of(title, " ".join(chosen)),
    st.sampled_from([None, "Ferry aground", "Fog off Tolm"]),
    st.lists(st.sampled_from(SENTENCES), max_size=6),
)


def test_place_line_agency_tag_and_credit_dont_count() -> None:
    printed = f"TOLM, May 6 (Nordwire) - {BODY}\n\nReporting by Ada Finch in Tolm; editing by Jonas Reed"
    assert related(text(), text(printed)) == "exact"


def test_paragraphs_joined_and_other_quotation_marks_dont_count() -> None:
    printed = BODY.replace("\n\n", " ").replace("“", '"').replace("”", '"')
    assert related(text(), text(printed, TITLE.upper())) == "exact"


def test_a_text_under_no_title_is_exact_with_its_copy_under_one() -> None:
    assert related(text(title=None), text()) == "exact"


def test_another_title_makes_it_edited() -> None:
    assert related(text(), text(title="All safe after night on a sandbank")) == "edited"


@pytest.mark.parametrize(
    "printed",
    [
        "\n\n".join(PARAGRAPHS[:2]),
        "\n\n".join(PARAGRAPHS[4:]),
        "\n\n".join(PARAGRAPHS[::-1]),
        "\n\n".join((*PARAGRAPHS[:3], "Readers of the Tolm Tribune sent in pictures of the rescue.", *PARAGRAPHS[3:])),
        BODY.replace("harbour", "harbor").replace("said", "stated"),
    ],
    ids=["cut at the end", "cut at the start", "another order", "a sentence put in", "house style"],
)
def test_what_an_editor_does_to_a_text_leaves_it_edited(printed: str) -> None:
    assert related(text(), text(printed)) == "edited"


def test_a_few_paragraphs_within_a_long_report_are_edited() -> None:
    assert related(text("\n\n".join(PARAGRAPHS[1:4])), text(f"{OTHER}\n\n{BODY}")) == "edited"


def test_a_later_state_of_one_outlet_is_an_update_and_of_another_an_edit() -> None:
    later = text(BODY.replace("Eleven passengers", "Fourteen passengers"))
    assert related(text(), later, same_source=True) == "update"
    assert related(text(), later) == "edited"


def test_one_outlets_text_printed_twice_without_a_change_is_no_update() -> None:
    assert related(text(), text(), same_source=True) == "exact"


def test_the_same_facts_in_other_words_are_a_rewrite_of_one_happening_only() -> None:
    rewritten = text(REWRITTEN, "All 140 rescued from stranded ferry")
    assert related(text(), rewritten) == "rewrite"
    assert related(text(), rewritten, one_happening=False) not in ONE_TEXT


def test_a_quotation_in_common_is_an_overlap() -> None:
    assert related(text(), text(f"{OTHER}\n\n{PARAGRAPHS[2]}", OTHER_TITLE)) == "overlap"


def test_a_paragraph_of_background_in_common_is_an_overlap() -> None:
    assert related(text(), text(f"{OTHER}\n\n{PARAGRAPHS[7]}", OTHER_TITLE), one_happening=False) == "overlap"


def test_reports_of_other_things_have_nothing_in_common() -> None:
    assert related(text(), text(OTHER, OTHER_TITLE)) is None


FERRY = text(PARAGRAPHS[0])
BEES = OTHER.partition("\n\n")[0]

SUBSCRIBE = (
    "To continue reading this article, please subscribe to the Harbour Ledger.",
    "Already a subscriber? Log in to your account here to read the full story.",
    "Your subscription helps our newsroom of forty reporters cover the harbour and the city.",
    "Cancel at any time, no questions asked.",
)
APPEAL = (
    "Forty reporters of ours walk the harbour and the city for you day and night.",
    "They have done so since the year of the great flood, in rain and in sunshine.",
    "Two crowns a month keep the lamp above their desks burning.",
    "Whoever gives more is asked to our summer feast on the quay.",
)


@pytest.mark.parametrize("same_source", [True, False])
@pytest.mark.parametrize("below", [SUBSCRIBE, APPEAL], ids=["notices", "words that no list has"])
def test_first_lines_of_two_reports_above_the_same_appeal_are_not_one_text(
    below: tuple[str, ...], *, same_source: bool
) -> None:
    ferry, bees = text("\n".join((PARAGRAPHS[0], *below))), text("\n".join((BEES, *below)), OTHER_TITLE)
    assert related(ferry, bees, same_source=same_source, one_happening=False) not in ONE_TEXT
    assert related(ferry, bees, same_source=same_source) not in ONE_TEXT


@pytest.mark.parametrize("own", [(), ("Sign up for our newsletter.", "Follow us on our Telegram channel.")])
def test_a_wire_of_two_sentences_above_four_notices_is_the_copy_of_that_wire_elsewhere(own: tuple[str, ...]) -> None:
    printed = text("\n".join((*PARAGRAPHS[:2], *SUBSCRIBE)))
    elsewhere = "\n".join((*PARAGRAPHS[:2], *own))
    assert related(printed, text(elsewhere)) == "exact"
    assert related(printed, text(elsewhere, "All safe after night on a sandbank")) == "edited"
    assert related(printed, text()) == "edited"


STUBS = (
    "Watch the video above.",
    "To continue reading this article, subscribe to the Harbour Ledger or log in.",
    "Bereits Abonnent? Melden Sie sich hier an.",
    "Pour lire la suite, abonnez-vous.",
    "Para seguir leyendo, suscríbete al Diario de Tolm.",
    "Чтобы читать дальше, подпишитесь на газету.",
    "Okumaya devam etmek için abone olun.",
    "للاطلاع على المقال كاملا يرجى تسجيل الدخول",
    "请登录后继续阅读全文。",
    "Only readers of the printed Harbour Ledger may see what stands here.",
)


@pytest.mark.parametrize("stub", STUBS)
def test_what_stands_in_place_of_a_text_makes_nothing_one_but_a_page_kept_twice(stub: str) -> None:
    assert related(text(stub), text(stub, OTHER_TITLE), same_source=True) not in ONE_TEXT
    assert related(text(stub), text(stub), same_source=True) == "exact"


def test_a_notice_is_no_sentence_in_common() -> None:
    notice = "To continue reading this article, please subscribe to the Harbour Ledger or log in to your account."
    assert related(text(f"{BODY}\n\n{notice}"), text(f"{OTHER}\n\n{notice}", OTHER_TITLE)) is None


def test_a_flash_is_a_copy_under_another_title() -> None:
    assert related(FERRY, text(PARAGRAPHS[0], "All safe after night on a sandbank")) == "edited"


def test_another_title_and_another_beginning_leave_it_edited() -> None:
    begins = "It was a night that neither the islanders nor their rescuers will forget soon."
    printed = text("\n\n".join((begins, *PARAGRAPHS[2:])), "All safe after night on a sandbank")
    assert related(text(), printed) == "edited"


@pytest.mark.parametrize(
    "body",
    [
        "渡轮凌晨在托尔姆港外搁浅。船长说没有人惊慌。部长下令展开调查。",
        "Паром сел на мель у порта Тольм. Никто из пассажиров не пострадал. Министр распорядился начать проверку.",
        "جنحت عبارة قبالة ميناء تولم فجر الثلاثاء. ولم يصب أي من الركاب بأذى. وأمر الوزير بفتح تحقيق في الحادث.",
    ],
)
def test_a_text_of_any_script_is_one_with_its_copy(body: str) -> None:
    assert related(text(body, None), text(f"{body}\n", None)) == "exact"
    assert related(text(body, None), text()) is None


@given(ARTICLES, ARTICLES, st.booleans(), st.booleans())
def test_which_article_comes_first_makes_no_difference(
    one: Text,
    other: Text,
    same_source: bool,
    one_happening: bool,
) -> None:
    found = related(one, other, same_source=same_source, one_happening=one_happening)
    assert found is None or found in KINDS
    assert likeness(one, other) == likeness(other, one)


@given(ARTICLES.filter(lambda one: len(one.words) > 0))
def test_every_text_is_exact_with_itself(one: Text) -> None:
    assert related(one, one) == "exact"


@given(ARTICLES, ARTICLES)
def test_likeness_is_made_of_shares(one: Text, other: Text) -> None:
    found = likeness(one, other)
    for share in (found.kept, found.partly, found.touched, found.figures, found.telling):
        assert 0 <= share <= 1
    assert -1.001 <= order(one, other) <= 1.001


def test_sentences_in_order_and_in_the_opposite_one_are_told_apart() -> None:
    assert order(text(), text()) > 0.99
    assert order(text("\n".join(PARAGRAPHS)), text("\n".join(PARAGRAPHS[::-1]))) < -0.5


@pytest.mark.parametrize("body", ["", "\n \n", "…", "Tolm"])
def test_a_text_of_no_words_or_one_has_nothing_in_common_with_a_report(body: str) -> None:
    assert related(text(body, None), text(OTHER, OTHER_TITLE)) is None


def test_two_empty_texts_have_nothing_in_common() -> None:
    assert related(text("", TITLE), text("", TITLE)) is None


@pytest.mark.parametrize("letter", ["x", ".", " "])
def test_a_megabyte_without_spaces_is_compared_within_two_seconds(letter: str) -> None:
    body = letter * (1_000_000 // len(letter))
    began = time.process_time()
    related(text(body), text())
    related(text(body), text(body))
    assert time.process_time() - began < 2


@pytest.mark.parametrize("letter", ["港", "ก"])
def test_a_megabyte_of_a_script_without_spaces_is_compared_with_a_report_within_two_seconds(letter: str) -> None:
    began = time.process_time()
    assert related(text(letter * 1_000_000), text()) is None
    assert time.process_time() - began < 2


@pytest.mark.parametrize("end", [".\n", " "], ids=["many sentences", "one"])
def test_two_pages_of_a_megabyte_are_compared_within_a_second_and_in_fifty_megabytes(end: str) -> None:
    lines = [f"the w{at} of{at} a{at} b{at} c{at} d{at}".split() for at in range(24_000)]
    one = text(end.join(" ".join(line) for line in lines))
    other = text(end.join(" ".join((*line[:4], *line[:3:-1])) for line in lines), "All safe")
    tracemalloc.start()
    began = time.process_time()
    assert order(one, other) > 0.99
    related(one, other)
    spent, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 1
    assert most < 50_000_000


def _labelled() -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]:
    articles, pairs = (json.loads((GOLD / f"{name}.json").read_text("utf-8")) for name in ("articles", "pairs"))
    return {one["id"]: one for one in articles}, pairs


def test_labelled_copies_are_found_as_one_text_and_strangers_never() -> None:
    articles, pairs = _labelled()
    laid = {name: Text.of(one["title"], one["text"]) for name, one in articles.items()}
    missed, wrong = list[tuple[str, str]](), list[tuple[str, str]]()
    for pair in pairs:
        one, other = articles[pair["a"]], articles[pair["b"]]
        same = one["outlet"] == other["outlet"] or bool(one["url"] and one["url"] == other["url"])
        found = kind(laid[pair["a"]], laid[pair["b"]], same_source=same, one_happening=True)
        if pair["label"] in ("exact", "edited", "update") and found not in ONE_TEXT:
            missed.append((pair["a"], pair["b"]))
        if pair["label"] == "none" and found in ONE_TEXT:
            wrong.append((pair["a"], pair["b"]))
    assert missed == []
    assert wrong == []
