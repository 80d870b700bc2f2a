"""The three styles of the development pages, made anew: aggregator, stacked, scroll.

aggregator: a page of one site, under its article cards that hold whole articles of others, each with its title two
or three times.
stacked: articles one under another, each with a few lines of what stood around it at home.
scroll: a page of one site that goes on with the next article, and the next, before its footer.
"""

from __future__ import annotations

from collections.abc import Sequence

from training.splicing.part import Line, Part
from training.splicing.sheet import Sheet

# Lines of its own page that a part brings along, before and after its body, and those after the host's body before
# the first card or article: spread as on the development pages.
LINES_BEFORE = (0, 0, 0, 1, 1, 2, 4, 6, 12)
LINES_AFTER = {"stacked": (0, 2, 3, 3, 4, 4, 6), "scroll": (0, 4, 5, 5, 6, 7, 9)}
LINES_AFTER_HOST = {"aggregator": (0, 4, 6, 6, 8, 10, 12), "scroll": (0, 2, 3, 3, 4, 5)}

# Share of the parts with a title that show it.
TITLED = 0.85
JOINED = 0.6


def aggregator(sheet: Sheet, parts: Sequence[Part]) -> None:
    """A host page with cards between its body and the rest of its furniture."""
    host = parts[0]
    rng = sheet.rng
    rest = _host(sheet, host, rng.choice(LINES_AFTER_HOST["aggregator"]))
    sheet.phrases("related")
    joined, times_titled = rng.random() < JOINED, rng.choice([2, 3, 3, 3])
    for part in parts[1:]:
        sheet.put("")
        article = sheet.new_article(part)
        outlet = sheet.words.phrase("paper")
        for _ in range(times_titled - 1):
            sheet.title(part, article)
        for text in (outlet, sheet.words.same("cardtime"), f"  • {outlet}"):
            sheet.put("")
            sheet.drop(text)
        sheet.put("")
        sheet.title(part, article)
        sheet.put("")
        paragraphs = [line.text.strip() for line in part.body if line.label == "keep"]
        for text in [" ".join(paragraphs)] if joined else paragraphs:
            sheet.put(text, "keep", article)
        sheet.maybe(0.1, "more")
    sheet.put("")
    sheet.chrome(rest, 0)


def stacked(sheet: Sheet, parts: Sequence[Part]) -> None:
    """One part after another."""
    for part in parts:
        _with_neighbours(sheet, part, LINES_AFTER["stacked"])
        sheet.gap()


def scroll(sheet: Sheet, parts: Sequence[Part]) -> None:
    """A host page with further articles before its footer."""
    rest = _host(sheet, parts[0], sheet.rng.choice(LINES_AFTER_HOST["scroll"]))
    for part in parts[1:]:
        _with_neighbours(sheet, part, LINES_AFTER["scroll"])
        sheet.gap()
    sheet.chrome(rest, 0)


def _host(sheet: Sheet, host: Part, lines_after: int) -> Sequence[Line]:
    """Put the host page down, down to somewhere below its body; what is left of it comes back."""
    article = sheet.new_article(host)
    sheet.chrome(host.head, article)
    sheet.body(host.body, article)
    filled = [at for at, line in enumerate(host.tail) if line.label != "blank"]
    cut = filled[lines_after] if lines_after < len(filled) else len(host.tail)
    sheet.chrome(host.tail[:cut], article)
    return host.tail[cut:]


def _with_neighbours(sheet: Sheet, part: Part, lines_after: Sequence[int]) -> None:
    article = sheet.new_article(part)
    if sheet.rng.random() < TITLED:
        sheet.title(part, article)
    sheet.around(part.head, article, sheet.rng.choice(LINES_BEFORE), after=False)
    sheet.body(part.body, article)
    sheet.around(part.tail, article, sheet.rng.choice(lines_after), after=True)
