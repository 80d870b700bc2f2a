"""All drafts of an article: every technique in turn, then the quotation marks have their say.

A model that finds content, cue and source at once stands in the place of `drafts`: what comes after (content trimmed,
chain, speakers, circumstances) asks only for drafts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.statement.according_to import according_to
from onrecord.statement.as_put_it import as_put_it
from onrecord.statement.chain import quoted_as
from onrecord.statement.content import kind, pieces
from onrecord.statement.direct import attached, snapped
from onrecord.statement.floating import floating
from onrecord.statement.indirect import indirect
from onrecord.statement.introduced import introduced
from onrecord.statement.nested import kept
from onrecord.statement.nominal import nominal
from onrecord.statement.unclosed import without_cues_inside

if TYPE_CHECKING:
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings


def drafts(around: Surroundings, keep: Callable[[list[Draft]], list[Draft]] = kept) -> list[Draft]:
    """Every statement found that is worth keeping, its content in pieces as it is to stand.

    `keep` chooses; the figures that it goes by are counted with one that keeps everything.
    """
    doc = around.doc
    quoted = list(quoted_as(doc))
    passed_on = {item.passing for item in quoted}
    plain = [item for item in indirect(doc) if item.verb not in passed_on]
    found = [*quoted, *plain, *according_to(doc), *nominal(doc), *as_put_it(around)]
    around = without_cues_inside(found, around)
    snapped(found, around)
    found += attached(found, around)
    found += introduced(found, around)
    found = keep(_finished(found, around))
    floating(found, around)
    return _finished(found, around)


def _finished(found: list[Draft], around: Surroundings) -> list[Draft]:
    """The drafts with their content cut to size and their kind told; those left without content fall away."""
    out = []
    for item in found:
        item.content = pieces(item.content, around)
        if item.content:
            item.kind = kind(item.content, around)
            out.append(item)
    return out
