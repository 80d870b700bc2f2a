"""The word lists and weights of data/story/, read row by row; each begins with a line that says what it is."""

from __future__ import annotations

from importlib.resources import files


def rows(file: str) -> tuple[str, ...]:
    """The rows of a table, as "negations.txt", without remarks and empty lines."""
    lines = files("onrecord.data").joinpath(f"story/{file}").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
