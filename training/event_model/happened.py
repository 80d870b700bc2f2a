"""Sentences of which people said whether what each verb tells came about: what the model learns of what is only said.

The sentences of the Universal Decompositional Semantics data (White and others, 2016), as they lie beside the labelled
events: tokens, and of some of them from 3 (surely happened) to -3 (surely not).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Text = dict[str, Any]


def happened(path: Path) -> Iterator[Text]:
    """The labelled sentences as texts whose words are judged."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text, spans = joined(row["tokens"])
        judged = [
            {"start": spans[one["token"]][0], "end": spans[one["token"]][1], "happened": float(one["value"] > 0)}
            for one in row["annotations"]
        ]
        yield {"id": row["id"], "text": text, "events": [], "judged": judged}


def joined(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as a text, with where each stands."""
    text, spans = "", []
    for token in tokens:
        text += " " * bool(text)
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans
