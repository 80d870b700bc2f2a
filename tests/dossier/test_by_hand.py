"""What people decided stands in a dossier with their name, and what the program had read beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from tests.dossier.conftest import MADE
from tests.dossier.opened import Page, plain
from tests.record.newsroom import DAM, ORLO, VALDIN, WIRE

from onrecord.dossier import Choice, dossier
from onrecord.record import Signature, Store

ANA = Signature("Ana Petrel", "heard it on the tape")


@pytest.fixture
def ruled(kept: Path, tmp_path: Path) -> Iterator[Store]:
    """The record, to be ruled on."""
    with Store(copy(kept, tmp_path / "ruled.db"), write=True) as store:
        yield store


def both(store: Store, choice: Choice) -> tuple[Page, str]:
    html, markdown = ("\n".join(dossier(store, choice, form, made=MADE).lines) for form in ("html", "markdown"))
    return Page(html), plain(markdown)


def test_who_accepted_a_statement_and_why_is_told(ruled: Store) -> None:
    ruled.accept(DAM.statements[0], ANA)
    page, text = both(ruled, Choice(ids=(DAM.id,)))
    assert page.lines(".lines .sign") == ["accepted by hand"]
    [line] = page.lines(".lines > li")
    assert "(decision 1: Ana Petrel, " in line
    assert ": heard it on the tape)" in line
    assert "accepted by hand" in text
    assert "heard it on the tape" in text
    assert "1 decision by hand" in " ".join(page.lines(".head dd"))


def test_what_was_put_right_is_told_with_what_the_program_had(ruled: Store) -> None:
    ruled.correct(DAM.statements[0], {"speaker": "Lena Harrow", "denied": True}, ANA)
    page, text = both(ruled, Choice(ids=(DAM.id,)))
    assert page.lines(".lines .who b") == ["Lena Harrow"]
    [line] = page.lines(".lines > li")
    for words in (line, text):
        assert "Lena Harrow denied" in words
        assert f"speaker read as {ORLO}" in words
        assert "denied read as no" in words


def test_what_was_rejected_is_in_no_dossier(ruled: Store) -> None:
    ruled.reject(DAM.statements[0], ANA)
    for choice in (Choice(speaker="Orlo"), Choice(search='"Nobody needs to fear"'), Choice(ids=(DAM.id,))):
        page, _ = both(ruled, choice)
        assert "Nobody needs to fear" not in " ".join(page.lines("blockquote"))


def test_what_was_undone_is_not_told(ruled: Store) -> None:
    ruled.accept(DAM.statements[0], ANA)
    ruled.undo(1, ANA)
    page, _ = both(ruled, Choice(ids=(DAM.id,)))
    assert page.lines(".lines .sign") == []


def test_who_is_who_is_told_where_it_concerns_those_who_speak(ruled: Store) -> None:
    ruled.decide_same(ORLO, "person.valdin", ANA)
    page, text = both(ruled, Choice(ids=(WIRE.id,)))
    [told] = page.lines("[aria-labelledby=ruled] li")
    for words in (told, text):
        assert f"{ORLO} (person.orlo) is the same as {VALDIN} (person.valdin)" in words
        assert "Ana Petrel" in words
    elsewhere, _ = both(ruled, Choice(search="tugs"))
    assert elsewhere.lines("[aria-labelledby=ruled] li") == []
