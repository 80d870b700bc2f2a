"""Who wrote an article."""

from __future__ import annotations

import pytest

from onrecord.article.about.bylines import byline
from onrecord.article.about.days import days
from onrecord.article.about.region import Region

TITLE = "Old bridge to close to lorries"
BODY = "The old bridge over the Orvik will close to lorries in June, the harbour office said, and the piers be mended."


def authors(head: str, below: str = "") -> list[str]:
    """The authors of an article with these lines between title and text, and below it."""
    text = f"{TITLE}\n{head}\n{BODY}\n{below}"
    begin = text.find(BODY)
    region = Region(0, (0, len(TITLE)), begin, begin + len(BODY), len(text))
    days_ = days(text)
    found = byline(text, region, ((begin, begin + len(BODY)),), days_[0].span if days_ else None)
    assert all(text[slice(*author.spans[0])] == author.name for author in found)
    return [author.name for author in found]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("By Ana Duarte", ["Ana Duarte"]),
        ("By Ana Duarte and Kofi Asante", ["Ana Duarte", "Kofi Asante"]),
        ("By\nAna Duarte\n3 June 2024", ["Ana Duarte"]),
        ("Written by: Ana Duarte, Senior Reporter", ["Ana Duarte"]),
        ("By Ana DuartePublished: 3 June 2024", ["Ana Duarte"]),
        ("By Ana Duarte June 3, 2024 | 6 comments", ["Ana Duarte"]),
        ("Von\nAna DuarteKofi Asante", ["Ana Duarte", "Kofi Asante"]),
        ("Last updated: 5 hours ago | Written by Ana Duarte", ["Ana Duarte"]),
        ("3 June 2024 · 7 min read · By Ana Duarte", ["Ana Duarte"]),
        ("Ana Duarte\n3 June 2024", ["Ana Duarte"]),
        ("Ana Duarte, Ostmark Herald | 3 June 2024", ["Ana Duarte"]),
    ],
)
def test_authors_stand_behind_a_word_or_beside_the_day(head: str, names: list[str]) -> None:
    assert authors(head) == names


@pytest.mark.parametrize(
    "head",
    [
        "Edited by Ana Duarte",
        "Medically reviewed by Ana Duarte, MD",
        "Photo by Ana Duarte",
        "By Reuters",
        "Design Style\n3 June 2024",
        "Ana Duarte is led into the courtroom\n3 June 2024",
        "DIY Weddings",
    ],
)
def test_others_who_are_named_are_no_authors(head: str) -> None:
    assert authors(head) == []


def test_an_agencys_last_line_names_the_reporters() -> None:
    text = BODY + "\n(Reporting by Ana Duarte in Orvik; Editing by Kofi Asante)"
    found = byline(text, Region(0, None, 0, len(text), len(text)), ((0, len(text)),), None)

    assert [author.name for author in found] == ["Ana Duarte"]


def test_who_comments_below_is_no_author() -> None:
    assert authors("", "1 comment\nPaul Marsh\n24 May 2024 at 4:31 pm") == []
