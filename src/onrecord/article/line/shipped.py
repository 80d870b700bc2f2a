"""The arrays of a model that ships with the package, read only where the file is the one that was shipped."""

from __future__ import annotations

import io
from importlib.resources import files

import numpy as np

from onrecord.article.line.array import Array
from onrecord.errors import OnrecordError
from onrecord.model import sha256


def arrays(file: str, total: str) -> dict[str, Array]:
    """What a file of `data/article` holds, by name.

    Raises OnrecordError where its SHA-256 is not the one that the file `total` beside it names.
    """
    folder = files("onrecord.data") / "article"
    data = (folder / file).read_bytes()
    if sha256(data) != (folder / total).read_text(encoding="ascii").split()[0]:
        raise OnrecordError(f"{file} of the package is damaged: install onrecord again")
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
