"""Ranges of tokens as ranges of characters of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def characters(doc: Doc, tokens: tuple[int, int]) -> Span:
    """Where in the view some tokens stand, white space at their ends left out."""
    start, end = tokens
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return (doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if start < end else (0, 0)
