"""The chain of reporting: from who spoke, by all who passed the words on, to the captured page.

speaker Oskar Brenek, as told by Ostrel, agency Norland Wire, printed by The Evening Buoy, article, captured page
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord import spans
from onrecord.display.addresses import page_name
from onrecord.display.statements import named

if TYPE_CHECKING:
    from onrecord.model import Article, Statement

PASSED_ON = "as told by"


class Step(NamedTuple):
    """One link of a chain: what it is, its name; of which kind the item is that stands behind it, and its id."""

    what: str
    name: str
    kind: Literal["speakers", "entities", "articles", "captures"] | None = None
    id: str | None = None


def chain(statement: Statement, article: Article, text: str) -> Iterator[Step]:
    """From the speaker to the page: each who passed the words on."""
    yield Step("speaker", named(statement), "speakers", statement.speaker)
    names = {one.id: one.name for one in article.entities}
    for link in reversed(statement.via):
        name = names.get(link.entity or "") or spans.covered(text, link.spans)
        yield Step(PASSED_ON, name, "entities", link.entity)
    yield from printing(article)


def printing(article: Article) -> Iterator[Step]:
    """From the agency to the page: what an article tells in its own words has passed through these hands alone."""
    if article.agency is not None:
        yield Step("agency", article.agency.name)
    outlet = article.outlet.name if article.outlet else "outlet not known"
    if article.agency is None or article.agency.name != outlet:
        yield Step("printed by", outlet)
    yield Step("article", article.title or "(no title found)", "articles", article.id)
    page = page_name(article.capture.url, article.capture.source)
    yield Step("captured page", page, "captures", article.capture.id)
