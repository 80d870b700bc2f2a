"""onrecord's own text of a page of HTML, and what is known of each line of it besides its words.

<ul><li><a href="/">Home</a></ul><p>The port of <a href="/b">Brenek</a> is closed.</p>

line 0  "Home"                        tag li, links 1.0
line 2  "The port of Brenek is ..."   tag p,  links 0.2
"""

from __future__ import annotations

import warnings
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from onrecord import capture
from onrecord.article import align
from onrecord.article.line.characters import INVISIBLE
from onrecord.capture import Block, Given, Page, Raw
from onrecord.spans import Span

# More than so much of an extraction that is not on the page: it is of something else, and says nothing.
_MAX_MISSING = 0.3
_ARTICLES = frozenset({"article", "main"})


@dataclass(frozen=True)
class OwnView:
    """The text and, for each line of it: the share of links, the innermost block's tag, whether it is hidden.

    `extracted` says whether trafilatura keeps the line, `in_article` whether it stands in an <article> or <main>.
    """

    text: str = field(repr=False)
    links: list[float] = field(repr=False)
    tags: list[str] = field(repr=False)
    hidden: list[int] = field(repr=False)
    extracted: list[int] = field(repr=False)
    in_article: list[int] = field(repr=False)


def own_view(markup: str, source: str, url: str | None) -> OwnView:
    """Read a page; raises PageError where there is no text in it."""
    page = capture.page(Raw(markup.encode("utf-8", "surrogatepass"), source, "html", Given(url=url)))
    spans = _spans(page.text)
    blocks = _blocks(page, spans)
    return OwnView(
        text=page.text,
        links=[round(sum(b.links * n for b, n in own) / max(1, sum(n for _, n in own)), 3) for own in blocks],
        tags=[_main(own).path.rsplit("/", 1)[-1] if own else "" for own in blocks],
        hidden=[int(bool(own) and _main(own).hidden) for own in blocks],
        extracted=_extracted(page, spans, markup, url),
        in_article=[int(bool(own) and not _ARTICLES.isdisjoint(_main(own).path.split("/"))) for own in blocks],
    )


def _spans(text: str) -> list[Span]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _main(blocks: list[tuple[Block, int]]) -> Block:
    return max(blocks, key=lambda block: block[1])[0]


def _blocks(page: Page, spans: list[Span]) -> list[list[tuple[Block, int]]]:
    """The blocks on each line, each with its number of characters there: several where they are cells of a table."""
    starts = [block.start for block in page.blocks]
    found = []
    for start, end in spans:
        own = []
        at = max(0, bisect_right(starts, start) - 1)
        while at < len(starts) and starts[at] < end:
            block = page.blocks[at]
            if (shared := min(end, block.end) - max(start, block.start)) > 0:
                own.append((block, shared))
            at += 1
        found.append(own)
    return found


def _extracted(page: Page, spans: list[Span], markup: str, url: str | None) -> list[int]:
    kept = _extraction(markup, url).splitlines()
    placed = align.place(page.text, kept)
    if placed.missing > _MAX_MISSING:
        return [0] * len(spans)
    found = []
    for start, end in spans:
        covered = sum(
            _letters(page.text[max(start, a) : min(end, b)]) for a, b in placed.spans if a < end and b > start
        )
        found.append(int(covered * 2 > _letters(page.text[start:end])))
    return found


def _letters(text: str) -> int:
    return sum(not (character.isspace() or character in INVISIBLE) for character in text)


def _extraction(markup: str, url: str | None) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import trafilatura  # noqa: PLC0415  (as the step of the same name does: it warns when imported)

    found: Any = trafilatura.bare_extraction(markup, url=url, favor_precision=True, include_comments=False)
    return (found.text or "") if found is not None else ""
