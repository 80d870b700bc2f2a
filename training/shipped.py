"""Writing what `onrecord.article.line.shipped` reads: a model's arrays, and their SHA-256 in a file beside them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from onrecord.article.line.array import Array
from onrecord.model import sha256


def write(folder: Path, file: str, total: str, arrays: Mapping[str, Array]) -> str:
    """Write both files; returns a line to tell of it."""
    held = io.BytesIO()
    np.savez_compressed(held, **arrays)  # type: ignore[arg-type]
    data = held.getvalue()
    (folder / file).write_bytes(data)
    (folder / total).write_text(f"{sha256(data)}  {file}\n", encoding="ascii")
    return f"{folder / file}: {len(data)} bytes"
