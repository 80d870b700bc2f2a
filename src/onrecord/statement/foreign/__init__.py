"""Statements in languages without a model: quotation marks, cues beside them, and layout."""

from onrecord.statement.foreign.find import foreign

__all__ = ["foreign"]
