from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.conftest import DEMO

from onrecord.archive import asked
from onrecord.archive.journal import Journal
from onrecord.archive.run import Run, Share


@pytest.fixture
def share(tmp_path: Path) -> Share:
    return Run(tmp_path, asked.ask([str(DEMO)])).share("pages", 7)


def _doubled(number: int) -> int:
    if number == 13:
        os._exit(1)
    return 2 * number


def _left_at(share: Share, page: int) -> None:
    """What a process that died at a page leaves."""
    path = share.run.work / "pages" / "0000007.journal"
    with Journal(share) as journal:
        for before in range(page + 1):
            journal.at(before)
        left = path.read_bytes()
    path.write_bytes(left)


def test_a_page_that_ends_its_process_is_told_and_ends_no_other(share: Share) -> None:
    _left_at(share, 13)
    with Journal(share) as journal:
        found = [journal.read(page, _doubled, page) for page in (12, 13, 14)]
    assert found == [24, None, 28]


def test_a_page_that_only_happened_to_be_read_then_is_read_like_any_other(share: Share) -> None:
    _left_at(share, 5)
    with Journal(share) as journal:
        assert journal.read(5, _doubled, 5) == 10


def test_pages_that_end_processes_are_found_one_after_the_other(share: Share) -> None:
    _left_at(share, 3)
    _left_at(share, 8)
    with Journal(share) as journal:
        assert journal.suspects == {3, 8}


def test_a_task_that_ended_well_leaves_no_journal(share: Share) -> None:
    with Journal(share) as journal:
        journal.read(1, _doubled, 1)
    assert not list(share.run.work.rglob("*.journal"))


def test_a_journal_cut_off_in_the_middle_is_read_as_far_as_it_goes(share: Share) -> None:
    path = share.run.work / "pages" / "0000007.journal"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"3\n\xff\x00\n4")
    with Journal(share) as journal:
        assert journal.suspects == {3, 4}
