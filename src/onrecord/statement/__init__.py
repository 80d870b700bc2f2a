"""Who said what: content, cue and source of each statement, its speakers and the chain of reporting."""

from onrecord.statement.circumstances import Circumstances
from onrecord.statement.find import find, language_gap
from onrecord.statement.speakers import Speakers

VERSION = "6"

__all__ = ["VERSION", "Circumstances", "Speakers", "find", "language_gap"]
