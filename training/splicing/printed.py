"""Print view and PDF: page headers and numbers between the lines, and lines broken at a width.

Dock workers returned to the quays on Friday after the owners had agreed to
20/06/2025, 14:05    The Wexcombe Post
Page 2 of 7
talks about night shifts.
"""

from __future__ import annotations

from collections.abc import Sequence

from training.splicing.part import Line, Part
from training.splicing.sheet import Sheet, run_together, wrapped

WIDTHS = (70, 100)  # letters of a line on paper
PAGE_LENGTHS = (38, 66)  # lines of a sheet of paper


def printed(sheet: Sheet, parts: Sequence[Part]) -> None:
    """One part after another, as a printer or an archive's export would give them."""
    rng, words = sheet.rng, sheet.words
    paper = _Paper(sheet)
    paper.head()
    fields = rng.random() < 0.4
    for number, part in enumerate(parts):
        article = sheet.new_article(part)
        if number and paper.new_page_each:
            paper.turn()
        if fields:
            sheet.drop(words.phrase("copyright"))
        if part.title:
            paper.line(Line(part.title, "title"), article)
        if rng.random() < 0.6:
            sheet.drop(words.same("dateline"))
        if rng.random() < 0.4:
            sheet.drop(words.same("author"))
        sheet.gap()
        for line in paper.joined(part.body):
            paper.line(line, article)
        sheet.gap()
        sheet.maybe(0.7, "copyright", 1, 3)
        sheet.gap()
    paper.foot()


class _Paper:
    """Counts the lines, and puts footer and header between them where a sheet is full."""

    def __init__(self, sheet: Sheet) -> None:
        rng = sheet.rng
        self.sheet = sheet
        self.width = rng.choice([rng.randint(*WIDTHS), rng.randint(*WIDTHS), None])
        self.join = self.width is None and rng.random() < 0.6
        self.length = rng.randint(*PAGE_LENGTHS) if self.width else rng.randint(8, 24)
        self.new_page_each = rng.random() < 0.5
        self.between_paragraphs = rng.choice(["", "", None])
        self.indent = rng.choice(["", "", "   "])
        self.with_head = rng.random() < 0.7
        self.with_foot = rng.random() < 0.8 or not self.with_head
        self.pages = str(rng.randint(9, 14))
        title = sheet.words.phrase("intro")
        self.heading = sheet.words.phrase("pagehead", outlet=sheet.words.site, title=title)
        self.footing = sheet.rng.choice(sheet.words.choices("pagefoot")).replace("{n}", str(rng.randint(100, 99999)))
        self.number = 1
        self.filled = 0

    def head(self) -> None:
        """The line that stands on top of each sheet."""
        if self.with_head:
            self.sheet.drop(self.heading)

    def foot(self) -> None:
        """The line at the bottom of each sheet."""
        if self.with_foot:
            self.sheet.drop(self.sheet.words.filled(self.footing, page=str(self.number), pages=self.pages))

    def turn(self) -> None:
        """The next sheet."""
        self.foot()
        self.number, self.filled = self.number + 1, 0
        self.head()

    def joined(self, body: Sequence[Line]) -> Sequence[Line]:
        """The body without blank lines; on some pages all of it in one line, up to the next furniture."""
        kept = [line for line in body if line.is_body or (self.sheet.furniture == "kept" and line.label != "blank")]
        return run_together(kept) if self.join else kept

    def line(self, line: Line, article: int) -> None:
        """A paragraph, broken at the width."""
        text, label = line
        broken = wrapped(text, self.width, self.indent) if self.width else [text.strip()]
        for piece in broken:
            if self.filled >= self.length:
                self.turn()
            self.sheet.put(piece, label, article if label in {"keep", "mixed", "title"} else None)
            self.filled += 1
        if self.between_paragraphs is not None:
            self.sheet.put(self.between_paragraphs)
