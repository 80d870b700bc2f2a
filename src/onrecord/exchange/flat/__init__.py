"""The nouns of a record as flat tables: what a spreadsheet and a program for statistics are given.

    articles · statements · events · entities · mentions        those that were chosen
    captures · stories · sayings                                what these stand on and belong to

What a person decided and not the program stands in `ruled`: each field with the number of the decision.
"""

from onrecord.exchange.flat.entities import ENTITIES, MENTIONS
from onrecord.exchange.flat.events import EVENTS
from onrecord.exchange.flat.groups import SAYINGS, STORIES
from onrecord.exchange.flat.pages import ARTICLES, CAPTURES
from onrecord.exchange.flat.statements import STATEMENTS
from onrecord.exchange.flat.table import FlatTable, Kind, Row

__all__ = ["FEW", "TABLES", "FlatTable", "Kind", "Row"]

FEW = {
    "articles": ARTICLES,
    "statements": STATEMENTS,
    "events": EVENTS,
    "entities": ENTITIES,
    "mentions": MENTIONS,
}
"""The tables for a spreadsheet, by name."""

TABLES = {"captures": CAPTURES, **FEW, "stories": STORIES, "sayings": SAYINGS}
"""All tables, by name."""
