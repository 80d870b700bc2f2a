from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.archive import shuffle

ROWS = st.lists(st.tuples(st.integers(-5, 5), st.text(max_size=5)), max_size=40)


@settings(max_examples=50)
@given(rows=ROWS)
def test_each_row_is_found_under_its_key_in_the_order_it_had(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, str]]
) -> None:
    path = tmp_path_factory.mktemp("shuffle") / "rows.arrow"
    keys = np.array([key for key, _ in rows], np.int64)
    shuffle.write(path, pa.table({"word": [word for _, word in rows]}, pa.schema({"word": pa.string()})), keys)
    assert shuffle.keys(path) == sorted({key for key, _ in rows})
    for key in range(-6, 7):
        found = [word for batch in shuffle.read([path], key) for word in batch["word"].to_pylist()]
        assert found == [word for other, word in rows if other == key]


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    held = pa.table({"a": list(range(1000)), "b": [f"word {number}" for number in range(1000)]})
    keys = np.arange(1000) % 7
    for name in ("one", "other"):
        shuffle.write(tmp_path / name, held, keys)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_slice_of_a_table_brings_nothing_of_the_rows_beside_it(tmp_path: Path) -> None:
    long = pa.table({"text": ["x" * 1000] * 1000})
    shuffle.write(tmp_path / "one", long.slice(0, 1))
    assert (tmp_path / "one").stat().st_size < 5_000


def test_buckets_are_even_for_keys_that_are_not() -> None:
    for keys in (np.arange(100_000), np.arange(100_000) * 4096, np.arange(100_000) << 40):
        sizes = np.bincount(shuffle.bucket(keys, 64), minlength=64)
        assert sizes.min() > 100_000 / 64 * 0.7
        assert sizes.max() < 100_000 / 64 * 1.3


def test_a_text_has_the_same_key_on_every_machine() -> None:
    assert shuffle.by(["Port Averil", ""]).tolist() == [15583300220028579433, 13020603013274838756]
