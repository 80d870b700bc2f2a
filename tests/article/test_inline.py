"""What a flattener ran into a paragraph."""

from __future__ import annotations

import pytest

from onrecord.article.line.inline import holes


def cut(text: str) -> tuple[list[str], list[str]]:
    captions, teasers = holes(text, (0, len(text)))
    return [text[slice(*span)] for span in captions], [text[slice(*span)] for span in teasers]


@pytest.mark.parametrize(
    ("caption", "rest"),
    [
        ("The mayor opens the bridge KOFI ASANTE/AP", " The bridge was late."),
        ("The mayor opens the bridge JANE ROE/THE EVENING STAR", " T he bridge was late."),
        ("The mayor opens the bridge ANNE O'NEIL VIA GETTY IMAGES", " “Late,” she said."),
        ("The mayor opens the bridge. (Jane Roe/Reuters)", " The bridge was late."),
        ("The mayor, left, opens the bridge. (File photo)", " The bridge was late."),
    ],
)
def test_a_caption_ends_with_its_credit(caption: str, rest: str) -> None:
    assert cut(caption + rest) == ([caption], [])


@pytest.mark.parametrize(
    "text",
    [
        "The band AC/DC played at the opening of the bridge.",
        "Talks between NATO and the EU/UK group went on.",
        "HIV/AIDS is on the rise. Doctors are worried.",
        "The bridge will open in May. (Reuters)",
        "The minister (of ports) spoke. The mayor (left) listened.",
        "BREAKING NEWS The bridge is open.",
        "He earns 100/120 crowns an hour.",
    ],
)
def test_capitals_slashes_and_brackets_of_the_text_stay(text: str) -> None:
    assert cut(text) == ([], [])


@pytest.mark.parametrize(
    ("teaser", "after"),
    [
        ("• Bridge ‘cost us all’, says mayor’s rival", " The mayor did not say why."),
        ("READ MORE: Why did nobody ask for a tunnel?", " Nobody knows."),
        ("• Mayor sees tunnel as last hope of the town", " But she has no money for it."),
    ],
)
def test_a_teaser_ends_where_the_paragraph_goes_on(teaser: str, after: str) -> None:
    assert cut(f"The bridge was late. {teaser}{after}") == ([], [teaser])


def test_a_teaser_without_a_visible_end_is_left_alone() -> None:
    assert cut("The bridge was late. • Mayor sees tunnel as last hope of the town she was born in") == ([], [])
