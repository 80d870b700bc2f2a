"""Markdown: the same as the page, with footnotes in the order in which they are called."""

from __future__ import annotations

import re

import pytest
from tests.dossier.conftest import Written
from tests.dossier.opened import TOKENS, Page, plain, tokens
from tests.record.newsroom import NEVER, WIRE

CHOICES: list[dict[str, object]] = [
    {"search": "drones"},
    {"search": "lullabies"},
    {"search": "zzyzx"},
    {"speaker": "Valdin"},
    {"story": WIRE.id},
    {"saying": WIRE.statements[0]},
]


@pytest.mark.parametrize("asked", CHOICES)
def test_it_says_what_the_page_says(asked: dict[str, object], written: Written) -> None:
    page, text = Page(written("html", **asked)), plain(written("markdown", **asked))
    told = [*page.lines("h1"), *page.lines(".head dd"), *page.lines("blockquote"), *page.lines(".lines .who b")]
    told += [*page.lines(".notes code"), *page.lines(".notes q"), *page.lines(".printed bdi"), *page.lines("footer p")]
    assert told
    for one in told:
        assert one in text


@pytest.mark.parametrize("asked", CHOICES)
def test_footnotes_are_all_there_called_in_order_and_read_by_a_parser(
    asked: dict[str, object], written: Written
) -> None:
    text = written("markdown", **asked)
    found = list(tokens(text))
    called = [one.meta["label"] for one in found if one.type == "footnote_ref"]
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert list(dict.fromkeys(called)) == defined == [str(number) for number in range(1, len(defined) + 1)]
    assert {one.type for one in found} <= TOKENS
    # What a reader shows for the third is 3.
    assert [one.meta["id"] + 1 for one in found if one.type == "footnote_open"] == [int(one) for one in defined]


def test_a_line_reads_as_people_write(written: Written) -> None:
    text = written("markdown", speaker="person.valdin")
    assert f"**1.** **Mira Valdin** said · by 2031-05-04\n\n> “{NEVER}”\n\n" in text
    assert "How it came here: Mira Valdin → printed by Norland Wire[^1]\\\nAlso in: Gazette of the Strait[^2]" in text
    assert re.search(
        rf"^\[\^1\]: Norland Wire, “{WIRE.title}”, 2031-05-04\. Line 1\.\\\n"
        rf"    “{NEVER}” \(characters \d+ to \d+\)\\\n",
        text,
        re.MULTILINE,
    )


def test_nothing_found_says_so(written: Written) -> None:
    assert "Nothing in this record fits what was asked for." in plain(written("markdown", search="zzyzx"))
