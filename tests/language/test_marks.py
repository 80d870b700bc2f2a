from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from onrecord.language import quotations


def inner(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in quotations(text)]


def levels(text: str) -> list[tuple[int, str]]:
    return [(one.level, text[one.start : one.end]) for one in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        '"We signed nothing," she said.',
        "“We signed nothing,” she said.",
        "'We signed nothing,' she said.",
        "‘We signed nothing,’ she said.",
        "''We signed nothing,'' she said.",
        "``We signed nothing,'' she said.",
        "«We signed nothing,» she said.",
        "„We signed nothing,“ she said.",
        "»We signed nothing,« she said.",
        "„We signed nothing,” she said.",
        "”We signed nothing,” she said.",
        '“We signed nothing," she said.',
        '"We signed nothing,” she said.',
        "“We signed nothing,“ she said.",
        "「We signed nothing,」she said.",
    ],
)
def test_marks_of_every_kind_pair(text: str) -> None:
    assert inner(text) == ["We signed nothing,"]


def test_marks_with_spaces_inside_pair() -> None:
    assert inner("« Rien », dit-elle.") == [" Rien "]


@pytest.mark.parametrize(
    "text",
    [
        "Karsa's plan and the ministers' plan are one.",
        "Karsa’s plan and the ministers’ plan are one.",
        "Rock 'n' roll of the '90s: get 'em.",
        "‘Tis the harvest of the ’50s.",
        "She is 5'11\" tall, he said.",
        "O'Ruvell doesn't.",
    ],
)
def test_apostrophes_are_no_marks(text: str) -> None:
    assert inner(text) == []


def test_a_possessive_within_single_marks_does_not_close_them() -> None:
    assert inner("'No,' she said, 'the ministers' plan is fine.'") == ["No,", "the ministers' plan is fine."]


def test_a_quotation_within_a_quotation_has_the_next_level() -> None:
    text = "“They told us ‘not an inch’, and we believed it,” Dorn said."
    assert levels(text) == [(0, text[: text.index(" Dorn")]), (1, "‘not an inch’")]


def test_an_inner_quotation_may_open_with_a_closing_mark() -> None:
    text = "“’Not an inch’, we were told. And now?” Dorn said."
    assert levels(text)[1] == (1, "’Not an inch’")


def test_curly_within_straight() -> None:
    text = '"The question was: “Will you go?” and I said yes," Dorn recalled.'
    assert [level for level, _ in levels(text)] == [0, 1]


def test_straight_within_straight() -> None:
    assert levels('"I read "Dust" yesterday," she said.')[1] == (1, '"Dust"')


def test_a_quotation_opened_again_in_each_paragraph_is_open_but_for_the_last() -> None:
    text = "“We sent the text.\n\n“It came back.\n\n“Nobody had read it,” Dorn said."
    assert [(one.closed, one.level) for one in quotations(text)] == [(False, 0), (False, 0), (True, 0)]
    assert inner(text) == ["We sent the text.", "It came back.", "Nobody had read it,"]


def test_single_marks_opened_again_in_each_paragraph() -> None:
    assert inner("‘We sent the text.\n\n‘It came back,’ Dorn said.") == ["We sent the text.", "It came back,"]


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "“We sent the text, Dorn said.\n\nIt rained in Orvik."
    assert inner(text) == ["We sent the text, Dorn said."]
    assert not quotations(text)[0].closed


def test_a_quotation_that_never_closes_ends_where_the_next_opens() -> None:
    assert inner("“We know, he said. “We must go.” Fine.") == ["We know, he said.", "We must go."]


def test_a_closing_mark_without_an_opening_one_is_passed_over() -> None:
    assert inner("It will get worse in future.” That was all.") == []


def test_marks_without_spaces_around() -> None:
    assert inner('He said:"I have none,"and left.') == ["I have none,"]


@pytest.mark.parametrize(
    "page",
    [
        lambda n: '“We ‘signed’ nothing, and the ministers\' "plan" is dead,” she said. “Not yet. ' * n,
        lambda n: "“ax " * n + "by” " * n,
        lambda n: "“ax ‘by «cz " * n + "”" * n,
        lambda n: "„ax «by " * n,
    ],
    ids=["many", "nested", "nested in three families", "never closed"],
)
def test_a_long_text_takes_linear_time(page: Callable[[int], str]) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        quotations(page(times))
        return time.process_time() - begin

    # The least of three: what else the machine does can only add to it.
    assert min(seconds(20_000) for _ in range(3)) < 30 * max(seconds(2_000), 0.05)
