"""Writing what `onrecord.data.shipped` reads: a model's file, and its SHA-256 in a file beside it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from onrecord.data import shipped
from onrecord.data.array import Array
from onrecord.model import sha256


def write(out: Path, file: str, arrays: Mapping[str, Array]) -> str:
    """Write arrays as a file of the folder `out`, which stands for `data`; returns a line to tell of it."""
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)  # type: ignore[arg-type]
    return write_bytes(out, file, held.getvalue())


def write_bytes(out: Path, file: str, data: bytes) -> str:
    """Write bytes as a file of the folder `out`; returns a line to tell of it."""
    (out / file).parent.mkdir(parents=True, exist_ok=True)
    (out / file).write_bytes(data)
    (out / shipped.total(file)).write_text(f"{sha256(data)}  {Path(file).name}\n", encoding="ascii")
    return f"{out / file}: {len(data)} bytes"
