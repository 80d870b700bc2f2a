"""Encodings of a body undone, within bounds."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture.fetching.decoding import decoded, encoding
from onrecord.capture.fetching.refusal import Failure, Refusal

SIZE = 1 << 20


def pieces(data: bytes, size: int = 7) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


def bare(data: bytes) -> bytes:
    """Deflate without the frame that the standard wants, as some servers send it."""
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


@given(st.binary(max_size=3_000), st.integers(1, 400))
def test_what_was_encoded_comes_back_however_it_is_cut(data: bytes, size: int) -> None:
    assert decoded(pieces(data, size), None, SIZE) == data
    assert decoded(pieces(gzip.compress(data), size), "gzip", SIZE) == data
    assert decoded(pieces(zlib.compress(data), size), "deflate", SIZE) == data
    assert decoded(pieces(gzip.compress(data[:9]) + gzip.compress(data[9:]), size), "gzip", SIZE) == data


def test_deflate_without_its_frame_is_read_too() -> None:
    assert decoded(pieces(bare(b"Port closed. " * 100)), "deflate", SIZE) == b"Port closed. " * 100


def test_what_follows_the_end_is_passed_over() -> None:
    assert decoded(pieces(gzip.compress(b"Port closed.") + b"\x00\x00 and more"), "gzip", SIZE) == b"Port closed."


@given(st.binary(max_size=300), st.data())
def test_what_breaks_off_is_no_page(data: bytes, draw: st.DataObject) -> None:
    whole = gzip.compress(data)
    cut = draw.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(Failure, match=r"broke off|broken"):
        decoded(pieces(whole[:cut]), "gzip", SIZE)


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_broken_bytes_are_told(name: str) -> None:
    with pytest.raises(Failure, match=f"{name} encoding is broken"):
        decoded([b"\x78\x9c" + bytes(range(255, 100, -1)) * 5], name, SIZE)


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress, bare])
def test_a_bomb_takes_no_more_memory_than_a_page(compress: object) -> None:
    bomb = compress(bytes(40 << 20))  # type: ignore[operator]
    name = "gzip" if compress is gzip.compress else "deflate"
    tracemalloc.start()
    with pytest.raises(Failure, match="more than 1 MB"):
        decoded(pieces(bomb, 64 << 10), name, SIZE)
    assert tracemalloc.get_traced_memory()[1] < 4 * SIZE
    tracemalloc.stop()


def test_a_million_empty_files_keep_nobody_busy() -> None:
    begun = time.monotonic()
    with pytest.raises(Failure, match="thousand"):
        decoded(pieces(gzip.compress(b"") * 500_000, 64 << 10), "gzip", SIZE)
    assert time.monotonic() - begun < 2


def test_what_is_longer_is_cut_where_that_will_do() -> None:
    data = random.Random(1).randbytes(5_000)
    assert decoded(pieces(gzip.compress(data)), "gzip", 1_000, cut=True) == data[:1_000]


@pytest.mark.parametrize(
    ("header", "name"), [(None, None), ("", None), ("identity", None), ("GZIP", "gzip"), ("x-gzip", "gzip")]
)
def test_the_encodings_that_are_asked_for_are_known(header: str | None, name: str | None) -> None:
    assert encoding(header) == name


@pytest.mark.parametrize("header", ["br", "zstd", "compress", "gzip, gzip", "gzip, deflate", "\x1b[2J"])
def test_no_other_encoding_is_undone(header: str) -> None:
    with pytest.raises(Refusal) as told:
        encoding(header)
    assert str(told.value).isprintable()
