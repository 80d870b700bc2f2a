"""Coding: several people code the same items of a record, blind; how far they agree; what is settled in the end."""

from onrecord.coding.agreement import Agreement, Pair
from onrecord.coding.codebook import read as read_codebook
from onrecord.coding.reading import Disagreement
from onrecord.coding.studies import Sample, Studies
from onrecord.coding.study import (
    NOTE,
    UNSURE,
    YES,
    Adjudication,
    Codebook,
    Coded,
    Field,
    ItemKind,
    Progress,
    Study,
    StudyItem,
)

__all__ = [
    "NOTE",
    "UNSURE",
    "YES",
    "Adjudication",
    "Agreement",
    "Codebook",
    "Coded",
    "Disagreement",
    "Field",
    "ItemKind",
    "Pair",
    "Progress",
    "Sample",
    "Studies",
    "Study",
    "StudyItem",
    "read_codebook",
]
