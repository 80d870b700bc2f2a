"""Which pages are on a like topic: what stands together on a real page often is.

Where all parts of a page are on unlike topics, a model learns that a new topic is a new article and nothing else is;
but three reports of one summit share their words, and only their form tells where one ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from training.splicing.page import Page

_WORD = re.compile(r"[^\W\d_]{4,}")
# Words that more than this share of the pages have say nothing of a topic; nor do those that only one has.
_TOO_COMMON = 0.1
# How many of the likest pages one is drawn from.
_NEAREST = 8


def alike(pages: Sequence[Page]) -> npt.NDArray[np.int64]:
    """For each page the likest pages of other sites, the likest first (a row a page)."""
    bags = [set(_WORD.findall(" ".join(line.text for line in page.part.body).casefold())) for page in pages]
    seen = Counter(word for bag in bags for word in bag)
    known = [word for word, count in seen.items() if 1 < count <= _TOO_COMMON * len(pages)]
    column = {word: place for place, word in enumerate(sorted(known))}
    rows = np.zeros((len(pages), max(len(column), 1)), np.float32)
    for row, bag in zip(rows, bags, strict=True):
        for word in bag:
            if word in column:
                row[column[word]] = np.log(len(pages) / seen[word])
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    likeness = rows @ rows.T
    sites = np.array([page.domains[0] for page in pages])
    likeness[sites[:, None] == sites[None, :]] = -1
    return np.argsort(-likeness, axis=1, kind="stable")[:, :_NEAREST]
