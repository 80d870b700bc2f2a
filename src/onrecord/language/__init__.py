"""What later steps read with: which language, sentences and their parse, quotation marks, dates, figures."""

from onrecord.language.detect import detect
from onrecord.language.marks import Quotation, quotations
from onrecord.language.paragraphs import paragraphs
from onrecord.language.parse import has_model, parse, read, title_reading
from onrecord.language.reading import Reading, body_view

VERSION = "4"

__all__ = [
    "VERSION",
    "Quotation",
    "Reading",
    "body_view",
    "detect",
    "has_model",
    "paragraphs",
    "parse",
    "quotations",
    "read",
    "title_reading",
]
