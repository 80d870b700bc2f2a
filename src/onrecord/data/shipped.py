"""Models that ship with the package, read only where the file is the one that was shipped."""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import PurePosixPath

import numpy as np

from onrecord.data.array import Array
from onrecord.errors import MissingModelError
from onrecord.model import sha256


def content(file: str) -> bytes:
    """The bytes of a file of `data`, as "article/line_model.npz".

    Raises MissingModelError where it is missing, or its SHA-256 is not that of the file beside it (`total`).
    """
    folder = files("onrecord.data")
    try:
        data = folder.joinpath(file).read_bytes()
        wanted = folder.joinpath(total(file)).read_text(encoding="ascii").split()[0]
    except FileNotFoundError:
        raise MissingModelError(
            f"{PurePosixPath(file).name} of the package is missing: install onrecord again"
        ) from None
    if sha256(data) != wanted:
        raise MissingModelError(f"{PurePosixPath(file).name} of the package is damaged: install onrecord again")
    return data


def total(file: str) -> str:
    """The file that tells the SHA-256 of another one."""
    return str(PurePosixPath(file).with_suffix(".sha256"))


def arrays(file: str) -> dict[str, Array]:
    """What a file of arrays holds, by name; raises MissingModelError as `content` does."""
    with np.load(io.BytesIO(content(file)), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
