"""The steps over many pages: in order, whatever becomes of each page, by one process or several."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onrecord import article, capture, pipeline
from onrecord.capture import Given, Page, Raw
from onrecord.errors import MissingModelError, PageError
from onrecord.pipeline import Done, Failed
from onrecord.record import Store


def raw(number: int) -> Raw:
    text = f"The wall of harbour {number} will be raised by two metres, mayor Bruno Elsner said on Tuesday.\n" * 2
    return capture.raw_of(text.encode(), source=f"page-{number}", whole=True)


GIVEN = Given()


@dataclass(frozen=True)
class Deadly:
    """A page that ends every process which takes it in hand."""

    source: str = "deadly"
    data: bytes = b"x"
    given: Given = GIVEN

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (1,)


def sources(outcomes: list[pipeline.Outcome]) -> list[str]:
    return [one.page.capture.source if isinstance(one, Done) else one.error.source for one in outcomes]


def test_outcomes_come_in_the_order_of_the_input_from_several_processes() -> None:
    pages: list[Raw | PageError] = [raw(number) for number in range(12)]
    pages.insert(5, PageError("gone", "capture", "no such file"))
    found = list(pipeline.outcomes(pages, jobs=2))
    assert sources(found) == [page.source for page in pages]
    alone = list(pipeline.outcomes(pages, jobs=1))
    assert [one for one in found if isinstance(one, Done)] == [one for one in alone if isinstance(one, Done)]


def test_a_page_that_ends_its_process_fails_alone() -> None:
    pages: list[Any] = [raw(number) for number in range(8)]
    pages.insert(3, Deadly())
    found = list(pipeline.outcomes(pages, jobs=2))
    assert sources(found) == [page.source for page in pages]
    assert [isinstance(one, Failed) for one in found] == [page.source == "deadly" for page in pages]
    assert isinstance(found[3], Failed)
    assert "ended the process" in str(found[3].error)


def test_what_nobody_foresaw_is_a_failure_that_names_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def surprised(page: Page) -> None:
        raise ZeroDivisionError(page.capture.source)

    monkeypatch.setattr(article, "find", surprised)
    [outcome] = pipeline.outcomes([raw(1)])
    assert isinstance(outcome, Failed)
    assert str(outcome.error) == "page-1: unexpected ZeroDivisionError: page-1"


def test_made_by_names_the_version_of_every_step() -> None:
    [outcome] = pipeline.outcomes([raw(1)])
    assert isinstance(outcome, Done)
    assert outcome.articles[0].made_by == pipeline.VERSIONS
    assert set(pipeline.VERSIONS) == {"capture", "language", "article", "entity", "statement", "event"}


def test_what_was_done_is_read_with_who_did_it() -> None:
    text = "TOLM, May 4 - Norway delivered two batteries to Poland on Monday, minister Bruno Elsner said.\n"
    [outcome] = pipeline.outcomes([capture.raw_of(text.encode(), source="one", whole=True)])
    assert isinstance(outcome, Done)
    [read] = outcome.articles
    known = {entity.id for entity in read.entities}
    assert "events" not in read.unresolved
    assert {side.entity for event in read.events for side in (*event.actors, *event.recipients)} <= known | {None}


def test_where_there_is_no_model_for_a_language_it_is_said_that_events_were_not_looked_for() -> None:
    text = "Le maire a dit mardi que la digue du port serait relevée de deux mètres avant la fin de l'année.\n" * 3
    [outcome] = pipeline.outcomes([capture.raw_of(text.encode(), source="quai", whole=True)])
    assert isinstance(outcome, Done)
    assert outcome.articles[0].events == ()
    assert outcome.articles[0].unresolved["events"] == "no model for fr"


def test_a_missing_model_ends_the_run_and_is_no_page_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_model(_: Page) -> None:
        raise MissingModelError("the English model is not installed")

    monkeypatch.setattr(article, "find", without_model)
    with pytest.raises(MissingModelError):
        list(pipeline.outcomes([raw(1)]))


def test_a_page_for_which_the_memory_did_not_suffice_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hungry(_: Page) -> None:
        raise MemoryError

    with Store(tmp_path / "archive.db", create=True, write=True) as store:
        with monkeypatch.context() as patched:
            patched.setattr(article, "find", hungry)
            assert pipeline.add(store, [raw(1)]).failed == 1
        assert pipeline.add(store, [raw(1)]).new == 1
        assert list(store.failures()) == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_python_drops_ends_the_run_after_the_page_at_hand(tmp_path: Path) -> None:
    class Dropped:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    def pages() -> Iterator[Raw]:
        for number in range(4):
            if number == 1:
                Dropped()
            text = f"The bridge over the Linden was closed on Friday, and {number} lorries had to turn round. " * 4
            yield Raw(text.encode(), f"{number}.txt", "text", Given())

    told: list[pipeline.Added] = []
    with Store(tmp_path / "archive.db", create=True, write=True) as store, pytest.raises(KeyboardInterrupt):
        pipeline.add(store, pages(), tell=lambda added, _: told.append(added))

    assert told[-1].seen == 2
