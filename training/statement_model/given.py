"""Labelled documents beside those of the bench: what people ruled in a record of their own.

    onrecord export training rulings/
    python -m training.statement_model --bench ../shared/bench --more rulings/ --out ...

Only articles that somebody looked through whole are taken: in another, what nobody looked at would be taught as wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

Document = dict[str, Any]

_ROLES = ("source", "cue", "content")


class Given(NamedTuple):
    """The documents to train on, and how many were left out as they are in part unseen, or in another language."""

    documents: list[Document]
    in_part: int
    foreign: int


def given(folder: Path) -> Given:
    """The documents of a folder that `onrecord export training` wrote; raises ValueError where one does not fit."""
    documents, in_part, foreign = [], 0, 0
    with (folder / "statements.jsonl").open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            document = json.loads(line)
            if not document["whole"]:
                in_part += 1
            elif document["language"] != "en":
                foreign += 1
            else:
                documents.append(_checked(document, f"{folder / 'statements.jsonl'}, line {number}"))
    return Given(documents, in_part, foreign)


def _checked(document: Document, place: str) -> Document:
    size = len(document["text"])
    for one in document["attributions"]:
        for start, end in (span for role in _ROLES for span in one[role]):
            if not 0 <= start < end <= size:
                raise ValueError(f"{place}: {one['id']} has a span ({start}, {end}) in a text of {size} characters")
    return document
