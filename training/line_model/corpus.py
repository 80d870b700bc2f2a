"""What the line model is trained on: the labelled pages, other views of them, and pages spliced out of them.

A view is the same page flattened by another tool; a rough copy is what a careless flattener leaves of one: no indents,
no empty lines, no bullets, menus lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.line_model.example import Example
from training.splices import Page, splices

# How often a copy loses its indents, empty lines, bullets, or stretches of furniture.
_NO_INDENT, _NO_BLANK, _NO_BULLET, _LOSES = 0.25, 0.2, 0.15, 0.35
# How often all furniture is gone: somebody copied the article alone.
_BARE = 0.1
_LONGEST_LOSS = 30
_BULLETS = ("* ", "• ", "- ", "+ ", "o ")


@dataclass(frozen=True, slots=True)
class Corpus:
    """All labelled pages: single ones, those with several articles, views of the single ones, and parts for splices."""

    single: list[Example]
    several: list[Example]
    views: list[Example]
    parts: list[Page]

    @classmethod
    def read(cls, bench: Path, views: Path | None) -> Corpus:
        """From the bench's folder and a file made by `training.views`."""
        single = _rows(bench / "pages" / "flat_single_dev.jsonl")
        known = {(row["id"], row["flattener"]) for row in single}
        more = [] if views is None else [row for row in _rows(views) if (row["id"], row["flattener"]) not in known]
        return cls(
            [Example.of(row) for row in single],
            [Example.of(row) for row in _rows(bench / "pages" / "flat_multi_dev.jsonl")],
            [Example.of(row) for row in more if "keep" in row["line_labels"]],
            [Page.from_row(row) for row in single],
        )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def spliced(
    parts: Sequence[Page], trains_on: Callable[[Sequence[str]], bool], style: str, count: int, seed: int
) -> list[Example]:
    """Pages of a style, rough copies of what is spliced of the sites that are allowed."""
    allowed = [part for part in parts if trains_on(part.domains)]
    dice = np.random.default_rng(seed)
    return [Example.of(roughened(page.to_row(), dice)) for page in splices(allowed, style, count, seed)]


def roughened(row: Mapping[str, Any], dice: np.random.Generator) -> dict[str, Any]:
    """A copy of a labelled page as a careless flattener leaves it."""
    lines, labels = row["text"].split("\n"), row["line_labels"]
    no_indent, no_blank, no_bullet, loses = dice.random(4) < (_NO_INDENT, _NO_BLANK, _NO_BULLET, _LOSES)
    lost = _lost(labels, dice) if loses else set()
    if dice.random() < _BARE:
        lost = {at for at, label in enumerate(labels) if label == "drop"}
    kept = [at for at in range(len(lines)) if at not in lost and not (no_blank and labels[at] == "blank")]

    def copied(line: str) -> str:
        if no_bullet and line.lstrip().startswith(_BULLETS):
            line = line.lstrip()[2:]
        return line.lstrip() if no_indent else line

    out = {**row, "text": "\n".join(copied(lines[at]) for at in kept), "line_labels": [labels[at] for at in kept]}
    if row.get("line_article"):
        out["line_article"] = [row["line_article"][at] for at in kept]
    return out


def _lost(labels: Sequence[str], dice: np.random.Generator) -> set[int]:
    """Stretches of furniture, a sixth of a random share of all its lines being where one begins."""
    rate = dice.random() / 12
    lost: set[int] = set()
    at = 0
    while at < len(labels):
        if labels[at] == "drop" and dice.random() < rate:
            end = at + int(dice.integers(1, _LONGEST_LOSS))
            while at < min(end, len(labels)) and labels[at] in {"drop", "blank"}:
                lost.add(at)
                at += 1
        at += 1
    return lost
