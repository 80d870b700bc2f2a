"""What a labelled page teaches of its titles."""

from __future__ import annotations

from training.line_model.example import Example

BODY = "The bridge over the Linden was closed on Friday, and nobody knows for how long it will stay so."


def titled(*lines: str, title: str) -> list[int]:
    row = {
        "id": "a",
        "domain": "a.example",
        "text": "\n".join([*lines, BODY]),
        "line_labels": ["keep"] * (len(lines) + 1),
        "articles": [{"title": title}],
    }
    return [int(value) for value in Example.of(row).titled[:-1]]


def test_a_line_that_reads_as_the_title_is_one_whatever_its_label() -> None:
    assert titled("Old bridge to close", "Home", title="Old Bridge to Close!") == [2, 0]


def test_a_title_with_the_sites_name_behind_it_is_left_open() -> None:
    assert titled("Old bridge to close | The Linden Post", title="Old bridge to close") == [1]


def test_a_title_of_one_word_marks_no_line() -> None:
    assert titled("Bridge", "Bridge closed", title="Bridge") == [0, 0]
