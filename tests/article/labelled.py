"""Pages of our own with their answer: which line is furniture, and which is an article's title, caption or body.

    -- Home                               furniture, and empty lines
    T1 Dairy at Low Fell to close         the first article's title; it may stand there twice
    C1 The gates of the dairy. (Ostrel)   a caption
    B1 The dairy at Low Fell, which ...   a line of its body

The first line of a file says what the page shows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "pages"
_MARK = len("B1 ")


@dataclass(frozen=True)
class Written:
    """An article as we wrote it."""

    title: str | None
    body: str
    captions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labelled:
    """A page and the articles on it, in the order in which they begin."""

    text: str
    articles: tuple[Written, ...]

    @property
    def body(self) -> str:
        """All that is body on the page."""
        return "\n".join(article.body for article in self.articles)


def labelled(name: str) -> Labelled:
    """One of the pages, by the name of its file."""
    _, *rows = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    parts: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        kind, number, line = row[0], row[1:2], row[_MARK:]
        if kind != "-":
            parts.setdefault(number, {"T": [], "C": [], "B": []})[kind].append(line)
    articles = tuple(
        Written(part["T"][0] if part["T"] else None, "\n".join(part["B"]), tuple(dict.fromkeys(part["C"])))
        for part in parts.values()
    )
    return Labelled("\n".join(row[_MARK:] for row in rows) + "\n", articles)


def sentences(text: str) -> str:
    """What looks like sentences: the simplest way to tell a text from what stands around it."""
    return "\n".join(
        line for line in text.splitlines() if len(line.split()) >= 8 and line.rstrip().endswith(tuple(".!?"))
    )


def f1(found: str, gold: str) -> float:
    """How far the words of two texts are the same."""
    words, wanted = Counter(found.split()), Counter(gold.split())
    same = (words & wanted).total()
    return 2 * same / max(words.total() + wanted.total(), 1)
