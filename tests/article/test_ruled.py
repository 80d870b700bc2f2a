"""What people ruled on a page's articles is followed before anything is read in them."""

from __future__ import annotations

import pytest
from tests.record.factory import article_of, day, page_of

from onrecord.anchors import anchored
from onrecord.article import ruled
from onrecord.article.flat import Found
from onrecord.model import Article
from onrecord.ruling import Accept, ArticleChanges, Correct, Decision, Evidence, ItemRuling, Reject
from onrecord.spans import Span, Spans

TEXT = (
    "Ferries stop\n\nThe ferries do not run.\n\nNobody knows why.\n\n"
    "Dam leaks\n\nThe dam of Brisk leaks.\n\nPeople left it.\n"
)
PAGE = page_of(TEXT)


def _line(words: str, text: str = TEXT) -> Span:
    return text.index(words), text.index(words) + len(words)


RUN, WHY, DAM, LEFT = (
    _line(one) for one in ("The ferries do not run.", "Nobody knows why.", "The dam of Brisk leaks.", "People left it.")
)


def _on(body: Spans, changes: ArticleChanges | None = None, *, reject: bool = False, number: int = 1) -> Decision:
    evidence = Evidence(capture=PAGE.capture.id, text=PAGE.capture.text.sha256, anchors=anchored(TEXT, body))
    told = {"of": "article", "id": "ar_x", "evidence": evidence, "told": "x", "item": None, "known": ()}
    ruling: ItemRuling
    if changes is not None:
        ruling = Correct.model_validate(told | {"changes": changes, "became": None})
    else:
        ruling = Reject.model_validate(told) if reject else Accept.model_validate(told)
    return Decision(number=number, ruling=ruling, decided_by="M", decided_at="2031-05-05T00:00:00Z", because=None)


def _bodies(*bodies: Spans, text: str = TEXT) -> ArticleChanges:
    return ArticleChanges(fields=("bodies",), bodies=tuple(anchored(text, one) for one in bodies))


def _found(*bodies: Spans) -> list[Found]:
    return [Found(title=None, body=one) for one in bodies]


def _after(found: list[Found], *decisions: Decision, text: str = TEXT) -> list[Spans]:
    return [one.body for one in ruled.bordered(found, text, decisions)]


def test_a_rejected_article_is_gone_and_the_others_stay() -> None:
    assert _after(_found((RUN, WHY), (DAM, LEFT)), _on((RUN, WHY), reject=True)) == [(DAM, LEFT)]


def test_a_rejected_article_is_found_with_other_borders_but_no_other_is_taken_for_it() -> None:
    gone = _on((RUN, WHY), reject=True)
    assert _after(_found((RUN,), (DAM, LEFT)), gone) == [(DAM, LEFT)]
    assert _after(_found((DAM, LEFT)), gone) == [(DAM, LEFT)]


def test_an_article_is_split_and_joined() -> None:
    split = _on((RUN, WHY, DAM, LEFT), _bodies((RUN, WHY), (DAM, LEFT)))
    assert _after(_found((RUN, WHY, DAM, LEFT)), split) == [(RUN, WHY), (DAM, LEFT)]
    joined = _on((RUN, WHY), _bodies((RUN, WHY, DAM, LEFT)))
    assert _after(_found((RUN, WHY), (DAM, LEFT)), joined) == [(RUN, WHY, DAM, LEFT)]


def test_a_second_decision_stands_on_what_the_first_has_left() -> None:
    first = _on((RUN, WHY, DAM, LEFT), _bodies((RUN, WHY), (DAM, LEFT)), number=1)
    second = _on((DAM, LEFT), reject=True, number=2)
    assert _after(_found((RUN, WHY, DAM, LEFT)), first, second) == [(RUN, WHY)]


def test_borders_stand_where_no_reading_finds_the_article_any_more() -> None:
    assert _after([], _on((RUN, WHY), _bodies((RUN,)))) == [(RUN,)]


def test_borders_are_found_again_where_the_text_moved_and_left_alone_where_they_are_not() -> None:
    one = _on((RUN, WHY), _bodies((RUN,)))
    start, end = RUN
    moved = "Menu\n\n" + TEXT
    assert _after(_found(((start + 6, end + 6),)), one, text=moved) == [((start + 6, end + 6),)]
    other = TEXT.replace("The ferries do not run.", "The buses stand still here.")
    assert _after(_found((RUN, WHY)), one, text=other) == [(RUN, WHY)]


def _article(body: Spans) -> Article:
    return article_of(PAGE, body, outlet="Harbour Ledger", published=day("2031-05-04"))


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "Ferries stop"), ("outlet", "The Tolm Times"), ("published", "2031-04"), ("kind", "opinion")],
)
def test_each_field_is_as_a_person_has_it_and_says_so(field: str, value: str) -> None:
    changes = ArticleChanges.model_validate({"fields": [field], field: value})
    (one,) = ruled.corrected([_article((RUN, WHY))], TEXT, [_on((RUN, WHY), changes, number=7)])
    held = getattr(one, field)
    assert (held if isinstance(held, str) else getattr(held, "name", None) or held.value) == value
    assert one.ruled == {field: 7}


@pytest.mark.parametrize("field", ["title", "outlet", "published"])
def test_a_field_that_nobody_knows_is_empty_with_that_as_its_reason(field: str) -> None:
    changes = ArticleChanges.model_validate({"fields": [field], field: None})
    (one,) = ruled.corrected([_article((RUN, WHY))], TEXT, [_on((RUN, WHY), changes)])
    assert getattr(one, field) is None
    assert one.unresolved[field] == "decided by hand: not known"


def test_a_title_stands_where_it_is_on_the_page_above_its_text() -> None:
    for title, spans in (("Ferries stop", (_line("Ferries stop"),)), ("Not on the page", ())):
        changes = ArticleChanges(fields=("title",), title=title)
        (one,) = ruled.corrected([_article((RUN, WHY))], TEXT, [_on((RUN, WHY), changes)])
        assert (one.title, one.title_spans) == (title, spans)


def test_both_halves_of_a_split_are_marked() -> None:
    split = _on((RUN, WHY, DAM, LEFT), _bodies((RUN, WHY), (DAM, LEFT)), number=3)
    both = ruled.corrected([_article((RUN, WHY)), _article((DAM, LEFT))], TEXT, [split])
    assert [one.ruled for one in both] == [{"body": 3}, {"body": 3}]


def _holds(one: Decision, articles: list[Article], text: str = TEXT) -> bool:
    assert isinstance(one.ruling, ItemRuling)
    return ruled.holds(one.ruling, text, articles, one.number)


def test_a_rejection_does_not_hold_while_most_of_the_text_is_an_article() -> None:
    gone = _on((RUN, WHY), reject=True)
    assert _holds(gone, [])
    assert _holds(gone, [_article((DAM, LEFT))])
    assert not _holds(gone, [_article((RUN, WHY))])
    assert not _holds(gone, [_article((RUN, WHY, DAM, LEFT))])  # a later reading took it into another one
    assert not _holds(gone, [_article((RUN,)), _article((WHY,))])  # or split it


def test_a_rejection_does_not_speak_of_what_a_later_decision_gave_its_text_to() -> None:
    taken = _article((RUN, WHY, DAM, LEFT)).model_copy(update={"ruled": {"body": 2}})
    assert _holds(_on((RUN, WHY), reject=True), [taken])


def test_what_is_said_of_an_article_holds_where_it_is_and_not_where_it_is_not() -> None:
    for changes in (None, ArticleChanges(fields=("title",), title="x")):
        assert _holds(_on((RUN, WHY), changes), [_article((RUN,))])
        assert not _holds(_on((RUN, WHY), changes), [_article((DAM, LEFT))])
        assert not _holds(_on((RUN, WHY), changes), [])
