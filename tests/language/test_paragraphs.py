from __future__ import annotations

from onrecord.language import paragraphs


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in paragraphs(text)]


def test_an_empty_line_ends_a_paragraph() -> None:
    assert pieces("It rained.\n\nIt stopped.\r\n\r\nIt rained.") == ["It rained.", "It stopped.", "It rained."]


def test_a_line_is_a_paragraph_where_lines_end_sentences() -> None:
    assert pieces('"We know," he said.\n"We must go."\nThey went.') == [
        '"We know," he said.',
        '"We must go."',
        "They went.",
    ]


def test_a_line_is_none_where_text_is_broken_at_a_column() -> None:
    text = (
        "The ministers met in the hall that\nthe river had spared and spoke of the\nprice of bread until it was dark."
    )
    assert pieces(text) == [text]


def test_nothing_but_space_has_no_paragraph() -> None:
    assert pieces(" \n\n\t ") == []
