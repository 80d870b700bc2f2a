"""A record that several have open: what one of them reads of the file takes no lock away from the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.record.factory import article_of, page_of

from onrecord.errors import RecordError
from onrecord.record import Store, Verification

LOOK = """
import sys
from onrecord.record import Store

with Store(sys.argv[1]) as store:
    print(store.counts()["articles"])
"""


def look_from_elsewhere(path: Path) -> int:
    """How many articles another process sees, which then closes the record."""
    done = subprocess.run([sys.executable, "-c", LOOK, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def put(path: Path, number: int) -> None:
    page = page_of(f"Ferry {number} sails.\n\nFerry {number} sailed to Karsa, said Mira Valdin.")
    with Store(path, create=True, write=True) as store:
        store.put(page, [article_of(page)])


def test_a_record_stays_whole_while_one_process_writes_and_another_looks(path: Path) -> None:
    put(path, 0)
    reader = Store(path)
    for number in range(1, 6):
        assert reader.counts()["articles"] == number
        put(path, number)
        assert list(Verification(path)) == []
        assert look_from_elsewhere(path) == number + 1
        assert path.with_name(path.name + "-wal").exists(), "the log was put away under somebody who has it open"
    assert reader.counts()["articles"] == 6
    reader.close()
    assert list(Verification(path)) == []


def test_what_is_no_record_is_told_again_each_time(path: Path) -> None:
    path.write_bytes(b"no record at all" * 20)
    for _ in range(2):
        with pytest.raises(RecordError, match="is no onrecord record"):
            Store(path)


def test_a_file_that_takes_the_place_of_an_open_one_is_looked_at(path: Path, tmp_path: Path) -> None:
    put(path, 0)
    with Store(path, write=True) as store:
        assert store.decisions() == []
        other = tmp_path / "other.bin"
        other.write_bytes(b"something else" * 20)
        other.replace(path)
        with pytest.raises(RecordError, match="is no onrecord record"):
            Store(path)
