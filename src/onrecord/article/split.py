"""Where one article ends and the next begins.

Each possible title (`heading`) that enough speaks for begins an article; it runs to where the next one begins. What
then has no text to speak of is a teaser, not an article, and what stands below a comments heading is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.article import border
from onrecord.article.heading import Heading, Page, headings
from onrecord.article.shape import Shape, section
from onrecord.article.title import first_title

# What must speak for a title in mid-page before its border is looked at (log-odds, see `heading`), and what must then
# speak for the border (see `border`). Tuned on the development pages.
_POSSIBLE = -1.0
_BORDER = -0.5
# An article has at least this many words; a teaser has a sentence or two.
_MIN_WORDS = 45
# Articles on one happening share their words, so a border that the page itself shows needs no new ones, only some text.
_MIN_EVIDENT = 60
_APART = 3
# With this share of an article's words above it a comments heading ends the article.
_MOST = 0.5
# Of two possible titles above one text the first is taken, unless the other is likelier by this much (log-odds).
_CLEARLY = 1.0


@dataclass(frozen=True, slots=True)
class Draft:
    """An article in lines: its title, where its head begins (the title's first place), its part, its body."""

    title: int | None
    head: int
    start: int
    end: int
    body: tuple[int, ...]


def drafts(page: Page) -> list[Draft]:
    """The articles of a page."""
    possible = headings(page)
    starts = _starts(page, possible)
    first = first_title(page, possible, starts[0].start if starts else len(page.lines))
    bounds = [(0, first), *((start.start, start) for start in starts)]
    out: list[Draft] = []
    for place, (begin, heading) in enumerate(bounds):
        end = bounds[place + 1][0] if place + 1 < len(bounds) else len(page.lines)
        draft = _draft(page, begin, end, heading)
        if draft is not None:
            out.append(draft)
    return out


def _words(page: Page, indices: Sequence[int]) -> int:
    return sum(page.lines[index].words for index in indices)


def _starts(page: Page, possible: Sequence[Heading]) -> list[Heading]:
    """The titles that begin an article after the first."""
    above = page.words_above
    found: list[Heading] = []
    seen: set[str] = set()
    for heading in possible:
        line = page.lines[heading.start]
        if above[heading.start] < _MIN_WORDS:
            seen.add(line.key)
        elif (heading.score >= _POSSIBLE or heading.is_evident) and line.key not in seen:
            _keep_best(page, found, heading)
    return _with_border(page, found)


def _keep_best(page: Page, found: list[Heading], heading: Heading) -> None:
    """Of several possible titles above one text the first one, unless a later one has clearly more for it.

    Where they are the same words, the article begins at the first, whichever of them has more for it.
    """
    if not found or heading.text != found[-1].text:
        found.append(heading)
    elif page.lines[heading.start].key == page.lines[found[-1].start].key:
        found[-1] = replace(found[-1], title=heading.title, score=max(heading.score, found[-1].score))
    elif heading.score > found[-1].score + _CLEARLY:
        found[-1] = heading


def _with_border(page: Page, found: list[Heading]) -> list[Heading]:
    """Those that the texts on both sides speak for, taken from the end of the page upwards."""
    kept: list[Heading] = []
    end = len(page.lines)
    above = page.words_above
    for place in range(len(found) - 1, -1, -1):
        heading = found[place]
        top = found[place - 1].start if place else 0
        if above[end] - above[heading.start] < _MIN_WORDS:
            continue
        is_evident = heading.is_evident and _words_at_once(page, heading.text, end) >= _MIN_EVIDENT
        if is_evident or border.strength(page, heading, end, top) >= _BORDER:
            kept.append(heading)
            end = heading.start
    return kept[::-1]


def _words_at_once(page: Page, start: int, end: int) -> int:
    """The words of the body from a line on, up to where several lines of furniture follow each other."""
    words = apart = 0
    for index in range(start, end):
        apart = 0 if page.body[index] else apart + 1
        if apart >= _APART or words >= _MIN_EVIDENT:
            break
        words += page.lines[index].words * page.body[index]
    return words


def _draft(page: Page, begin: int, end: int, heading: Heading | None) -> Draft | None:
    title = heading.title if heading else None
    after = title if title is not None else begin - 1
    body = [index for index in range(after + 1, end) if page.body[index]]
    if title is not None:
        body = [index for index in body if page.lines[index].key != page.lines[title].key]
    body = _before_comments(page, body, end)
    if _words(page, body) < _MIN_WORDS and begin > 0:
        return None
    head = heading.start if heading else body[0] if body else begin
    return Draft(title, head, begin, end, tuple(body)) if body else None


def _before_comments(page: Page, body: list[int], end: int) -> list[int]:
    """The body up to a comments heading that most of it stands above."""
    if not body:
        return body
    total, so_far, position = _words(page, body), 0, 0
    for index in range(body[0], end):
        if page.looks[index] is Shape.SECTION and section(page.lines[index]) == "comments" and so_far > total * _MOST:
            return body[:position]
        if position < len(body) and body[position] == index:
            so_far += page.lines[index].words
            position += 1
    return body
