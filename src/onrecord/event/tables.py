"""The step's tables that ship: `data/event/`, lines of cells with tabs between them, a header, notes after a #."""

from __future__ import annotations

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, by column."""
    lines = files("onrecord.data").joinpath(f"event/{name}.tsv").read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
