"""Which line is the title of a page's first article, and how much of that line.

A page may have its headline in a window title ("New bridge opens | The Ostmark Herald"), among the menus, above the
text and again in a list of the most read. The one is taken that is most like a title in form and place; what stands
behind a bar in the window title is the site's name and no part of it.
"""

from __future__ import annotations

import re

from onrecord.article.heading import Heading, Page, is_paragraph, own_words_below
from onrecord.article.shape import Shape
from onrecord.spans import Span

# How many paragraphs may stand above a title: a teaser, a notice on cookies.
_PARAGRAPHS_ABOVE = 3
# Log-odds of a conditional logistic regression on the 585 single development pages that have their title on a line of
# its own, rounded by hand; it ranks the right line first on nine pages in ten.
_WEIGHTS = {
    "byline": 3.2,
    "time": 1.7,
    "byline or time at once": 1.0,
    "within text": -2.5,
    "far from text": -1.1,
    "own words below": 4.8,
    "bullet": -4.2,
    "words": 0.4,
    "many words": -1.2,
    "four words": 1.9,
    "space above": 3.5,
    "no own words": -1.6,
    "in the window title": 4.2,
    "first line": 2.9,
    "capitals": 1.0,
    "separators": -2.7,
    "paragraphs above": -1.1,
    "picture below": 0.9,
}
_SEPARATOR = re.compile(r"[|»>]| / ")
_SITE_NAME = re.compile(r"\s+(?:[|»·]|::|—|–|-)\s+(?P<site>[^|»]{2,50})$")
_MAX_SITE_WORDS = 5
_MIN_TITLE_WORDS = 3


def first_title(page: Page, candidates: list[Heading], end: int) -> Heading | None:
    """The title among the possible titles above line `end`; None where there is none."""
    above = paragraphs = 0
    best: tuple[float, Heading] | None = None
    for candidate in candidates:
        if candidate.start >= end:
            break
        paragraphs += sum(is_paragraph(page, index) for index in range(above, candidate.start))
        above = candidate.start
        if paragraphs > _PARAGRAPHS_ABOVE:
            break
        score = _score(page, candidate, paragraphs)
        if best is None or score >= best[0]:
            best = score, candidate
    return best[1] if best else None


def _score(page: Page, candidate: Heading, paragraphs: int) -> float:
    index, text = candidate.start, candidate.text
    line = page.lines[index]
    looks = page.looks[index + 1 : text]
    words = line.text[line.content :].split()
    shows: dict[str, float] = {
        "byline": Shape.BYLINE in looks,
        "time": Shape.TIME in looks,
        "byline or time at once": Shape.BYLINE in looks[:3] or Shape.TIME in looks[:3],
        "within text": page.body[index],
        "far from text": looks.count(None) > 15,  # noqa: PLR2004
        "own words below": own_words_below(page, index, text),
        "bullet": line.bullet,
        "words": min(line.words, 10),
        "many words": line.words > 14,  # noqa: PLR2004
        "four words": line.words >= 4,  # noqa: PLR2004
        "space above": line.gap > 0,
        "no own words": not page.stems[index],
        "in the window title": index > 1
        and line.words >= _MIN_TITLE_WORDS
        and any(line.key in other.key for other in page.lines[:2]),
        "first line": index == 0,
        "capitals": sum(word[0].isupper() for word in words) / len(words),
        "separators": _SEPARATOR.search(line.text) is not None,
        "paragraphs above": paragraphs,
        "picture below": Shape.CAPTION in looks,
    }
    return sum(_WEIGHTS[what] * value for what, value in shows.items())


def without_site(text: str, span: Span, *, is_first_line: bool) -> Span:
    """The span of a title without the site's name behind a bar, or, in a page's first line, behind a dash."""
    title = text[slice(*span)]
    found = _SITE_NAME.search(title)
    if (
        not found
        or len(found["site"].split()) > _MAX_SITE_WORDS
        or len(title[: found.start()].split()) < _MIN_TITLE_WORDS
    ):
        return span
    if found.group().strip()[0] in "-–—·" and not is_first_line:
        return span
    return span[0], span[0] + found.start()
