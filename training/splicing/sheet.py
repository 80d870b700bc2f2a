"""A page in the making, and the knobs of its layout: blank lines, indents, what becomes of the parts' own furniture."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterable, Sequence
from typing import Literal

from training.splicing.page import OF_AN_ARTICLE, Heading, Page
from training.splicing.part import Line, Part
from training.splicing.words import Words

Furniture = Literal["kept", "stripped", "shuffled"]
INDENTS = ("own", "none", "none", "even")

# Share of pages whose paragraphs run into one line where nothing stands between them.
RUN_TOGETHER = 0.08


class Sheet:
    """Lines with their labels, as they are put down one after another."""

    def __init__(self, words: Words, rng: random.Random, own_furniture: Sequence[Line]) -> None:
        """An empty page with a layout drawn by lot."""
        self.words = words
        self.rng = rng
        self.lines: list[str] = []
        self.labels: list[str] = []
        self.article: list[int | None] = []
        self.headings: list[Heading] = []
        self.furniture: Furniture = rng.choice(["kept", "kept", "stripped", "stripped", "shuffled"])
        self._pool = list(own_furniture)
        self._indent = rng.choice(INDENTS)
        self._step = " " * rng.choice([2, 4, 8])
        self._paragraph_gap = rng.choice(["own", "own", "none", "one"])
        self._block_gap = rng.choice([0, 1, 1, 2])
        self._run_together = rng.random() < RUN_TOGETHER
        self.width: int | None = None

    def put(self, text: str, label: str = "drop", article: int | None = None) -> None:
        """One line. A line of furniture without letters and digits is blank; one of a body stays what it is."""
        if label not in OF_AN_ARTICLE and not any(letter.isalnum() for letter in text):
            label, article = "blank", None
        self.lines.append(text)
        self.labels.append(label)
        self.article.append(article)

    def as_saved(self) -> None:
        """Leave the parts' own lines as they are: nothing stripped, nothing moved, on most pages."""
        if self.rng.random() < 0.8:
            self.furniture, self._indent, self._paragraph_gap = "kept", "own", "own"
            self._run_together = False

    def site_head(self) -> None:
        """What stands on top of a site of ours: nothing, its name, or menus and buttons as well."""
        rng = self.rng
        if rng.random() < 0.25:
            return
        self.maybe(0.3, "cookie", 1, 2)
        self.maybe(0.5, "chrome", 1, 5)
        if rng.random() < 0.7:
            self.put(self.words.site)
        if rng.random() < 0.6:
            menu = self.words.several("menu", 3, 16)
            mark = rng.choice(["", "", "* ", "  • "])
            self.drop(
                *(
                    [rng.choice([" ", " | ", "  ", " · "]).join(menu)]
                    if rng.random() < 0.3
                    else (mark + m for m in menu)
                )
            )
        if rng.random() < 0.3:
            self.put(self.words.phrase("date"))
        self.gap()

    def site_foot(self) -> None:
        """What stands at the end of it."""
        self.gap()
        self.maybe(0.3, "signup", 1, 4)
        self.maybe(0.3, "related")
        self.maybe(0.25, "menu", 3, 12)
        self.maybe(0.75, "foot", 1, 9)

    def drop(self, *texts: str) -> None:
        """Lines of furniture."""
        for text in texts:
            self.put(text)

    def phrases(self, kind: str, fewest: int = 1, most: int = 1) -> None:
        """Some lines of furniture of one kind."""
        self.drop(*self.words.several(kind, fewest, most))

    def maybe(self, chance: float, kind: str, fewest: int = 1, most: int = 1) -> None:
        """The same, on some pages."""
        if self.rng.random() < chance:
            self.phrases(kind, fewest, most)

    def gap(self) -> None:
        """The space between two blocks."""
        for _ in range(self._block_gap):
            self.put("")

    def new_article(self, part: Part) -> int:
        """The number of the next article."""
        self.headings.append(Heading(part.title, part.date))
        return len(self.headings) - 1

    def title(self, part: Part, article: int, form: str = "{}") -> None:
        """The title line, if the part has a title."""
        if part.title:
            text = part.title.upper() if "{0:caps}" in form else part.title
            self.put(form.replace("{0:caps}", "{}").replace("{}", text), "title", article)

    def body(self, lines: Iterable[Line], article: int) -> None:
        """Lines of a body, with or without the furniture that stood among them."""
        for line in run_together(lines) if self._run_together else lines:
            if line.label == "blank":
                if self._paragraph_gap == "own":
                    self.put("")
            elif line.is_body:
                for piece in wrapped(line.text, self.width) if self.width else [self._indented(line.text)]:
                    self.put(piece, line.label, article)
                if self._paragraph_gap == "one":
                    self.put("")
            elif self.furniture == "kept":
                self.put(self._indented(line.text), line.label, article if line.label == "title" else None)
            elif self.furniture == "shuffled" and line.label != "title":
                self.put(self.odd_line())

    def around(self, lines: Sequence[Line], article: int, count: int, *, after: bool) -> None:
        """A part's own lines next to its body: the last ones before it or the first ones after it."""
        if self.furniture == "stripped":
            return
        filled = [at for at, line in enumerate(lines) if line.label not in {"blank", "title"}]
        if not filled or not count:
            return
        near = lines[: filled[min(count, len(filled)) - 1] + 1] if after else lines[filled[-min(count, len(filled))] :]
        self.body([line for line in near if line.label != "title"], article)

    def chrome(self, lines: Sequence[Line], article: int | None) -> None:
        """All that stood before or after a body on its own page."""
        for line in lines:
            if line.label == "title":
                if article is not None:
                    self.put(line.text, "title", article)
            else:
                self.put(line.text, line.label if article is not None or line.label == "blank" else "drop")

    def odd_line(self) -> str:
        """A line of furniture from any of the parts, for pages whose furniture is shuffled."""
        return self.rng.choice(self._pool).text.strip() if self._pool else self.words.phrase("share")

    def _indented(self, text: str) -> str:
        if self._indent == "own":
            return text
        return text.strip() if self._indent == "none" else self._step + text.strip()

    def page(self, kind: str, parts: Sequence[Page]) -> Page:
        """The page, done. Furniture that repeats a line of a body is marked as such."""
        said = {line.strip() for line, label in zip(self.lines, self.labels, strict=True) if label == "keep"}
        for at, label in enumerate(self.labels):
            if label == "drop" and self.lines[at].strip() in said:
                self.labels[at] = "dup"
        return Page(
            id=f"{kind}-{self.rng.getrandbits(40):010x}",
            domains=tuple(part.domains[0] for part in parts),
            lines=self.lines,
            labels=self.labels,
            article=self.article,
            kind=kind,
            components=tuple(part.id for part in parts),
            headings=tuple(self.headings),
            language=self.words.language,
        )


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A paragraph broken into lines of at most `width` letters; nothing is lost but the spaces at the breaks."""
    return textwrap.wrap(text.strip(), width, initial_indent=indent, break_long_words=False, break_on_hyphens=False)


def run_together(lines: Iterable[Line]) -> list[Line]:
    """Lines with neighbouring paragraphs run into one."""
    runs: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if line.label == "blank":
            continue
        if runs and line.label == runs[-1].label == "keep":
            runs[-1] = Line(f"{runs[-1].text} {text}", "keep")
        else:
            runs.append(Line(text, line.label))
    return runs
