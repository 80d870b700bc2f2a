"""A labelled page as the line model sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

import numpy as np

from onrecord.article.line import lists
from onrecord.article.line.features import Features, features
from onrecord.data.array import Array

SINGLE, SEVERAL = "flat_single_dev", "flat_multi_dev"
_LABELS = {"drop": 0, "keep": 1, "title": 2, "dup": 3, "mixed": 4, "blank": 5}
# What stands behind a title on its line, such as the site's name, has at most so many words.
_BEHIND = 8
# Lines above a page's first article and below its last one say little of what stands between two.
_OUTSIDE = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A page with, for each line that has something on it, its label and its article (-1 for none).

    `titled` is 2 for a line that reads as an article's title does, whatever its label, 1 for one that begins so.
    `between` is 1 for the lines between two articles and for the first body line of the lower one; `inner` is the
    weight of that answer.
    """

    DROP: ClassVar[int] = 0
    KEEP: ClassVar[int] = 1
    TITLE: ClassVar[int] = 2
    DUP: ClassVar[int] = 3
    MIXED: ClassVar[int] = 4

    id: str
    domains: tuple[str, ...]
    row: Mapping[str, Any]
    page: Features
    label: Array
    article: Array
    titled: Array
    between: Array
    inner: Array

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Example:
        """From a row of the bench's flattened pages, or of one in their form."""
        page = features(row["text"])
        breaks = np.array([at for at, mark in enumerate(row["text"]) if mark == "\n"], np.int64)
        line = np.searchsorted(breaks, page.start)
        labels = np.array([_LABELS[label] for label in row["line_labels"]], np.int64)[line]
        of = row.get("line_article")
        article = (
            np.where((labels == cls.KEEP) | (labels == cls.TITLE) | (labels == cls.MIXED), 0, -1)
            if of is None
            else np.array([-1 if one is None else one for one in of], np.int64)[line]
        )
        domains = tuple(row.get("domains") or [row["domain"]])
        return cls(row["id"], domains, row, page, labels, article, _titled(row, page), *_between(labels, article))

    @property
    def kind(self) -> str:
        """Whether it is a labelled page of one article or of several, or else in what style it was spliced."""
        if self.id.startswith("multi-dev"):
            return SEVERAL
        is_single = len(self.domains) == 1 and "components" not in self.row
        return SINGLE if is_single else str(self.row["kind"])


def _titled(row: Mapping[str, Any], page: Features) -> Array:
    """Gold keeps many a title as body, or leaves it out with the site's name behind it: neither is no title."""
    known = [one["title"] for one in row["articles"]] if "articles" in row else [row.get("title")]
    titles = {key for title in known if title and len((key := lists.key(title)).split()) > 1}
    counts = [len(title.split()) for title in titles]
    out = np.zeros(len(page.start), np.int64)
    if counts:
        for place in np.flatnonzero((page.count >= min(counts) - 1) & (page.count <= max(counts) + _BEHIND)):
            line = lists.key(row["text"][page.start[place] : page.end[place]])
            out[place] = max((1 + (line == title) for title in titles if line.startswith(title)), default=0)
    return out


def _between(label: Array, article: Array) -> tuple[Array, Array]:
    between, inner = np.zeros(len(label), np.float32), np.full(len(label), _OUTSIDE, np.float32)
    kept = np.flatnonzero((label == Example.KEEP) & (article >= 0))
    for above, below in pairwise(kept):
        if article[above] != article[below]:
            between[above + 1 : below + 1] = 1
    if len(kept):
        inner[kept[0] : kept[-1] + 1] = 1
    return between, inner
