"""Who said what: content, cue and source of each statement, its speakers and the chain of reporting."""

from onrecord.statement.find import find, language_gap

VERSION = "4"

__all__ = ["VERSION", "find", "language_gap"]
