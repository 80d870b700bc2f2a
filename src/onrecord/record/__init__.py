"""The store: SQLite with migrations, one writer, full-text search, and the check that all evidence holds."""

from onrecord.record.asking import Asked, deeds, understood
from onrecord.record.decisions import Signature, in_force
from onrecord.record.differences import Difference
from onrecord.record.dossier import Dossier, Seen
from onrecord.record.facets import Count, Facet
from onrecord.record.forgetting import Match
from onrecord.record.forgotten import Memory
from onrecord.record.frozen import FrozenItem
from onrecord.record.ladders import BESIDE, Ladder, Rung
from onrecord.record.lookup import Found
from onrecord.record.marks import Snippet
from onrecord.record.nearest import Nearest
from onrecord.record.overview import Speaker
from onrecord.record.query import ArticleRef, Listed, Listing, Query
from onrecord.record.rulings import Where
from onrecord.record.search import Hit, Hits, Scope
from onrecord.record.searches import Search
from onrecord.record.snapshots import Snapshot
from onrecord.record.speaking import Speaking
from onrecord.record.store import Store
from onrecord.record.timelines import Entry, Line
from onrecord.record.unsettled import Unsettled
from onrecord.record.verification import Problem, Verification
from onrecord.record.waiting import Waiting
from onrecord.record.writing import Failure, Outcome

__all__ = [
    "BESIDE",
    "ArticleRef",
    "Asked",
    "Count",
    "Difference",
    "Dossier",
    "Entry",
    "Facet",
    "Failure",
    "Found",
    "FrozenItem",
    "Hit",
    "Hits",
    "Ladder",
    "Line",
    "Listed",
    "Listing",
    "Match",
    "Memory",
    "Nearest",
    "Outcome",
    "Problem",
    "Query",
    "Rung",
    "Scope",
    "Search",
    "Seen",
    "Signature",
    "Snapshot",
    "Snippet",
    "Speaker",
    "Speaking",
    "Store",
    "Unsettled",
    "Verification",
    "Waiting",
    "Where",
    "deeds",
    "in_force",
    "understood",
]
