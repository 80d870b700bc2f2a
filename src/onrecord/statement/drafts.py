"""All drafts of an article: what the trained model finds, what rules find, told as one.

What comes after (content trimmed, chain, speakers, circumstances) asks only for drafts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.statement.according_to import according_to
from onrecord.statement.as_put_it import as_put_it
from onrecord.statement.chain import quoted_as
from onrecord.statement.confidence import confidence
from onrecord.statement.content import kind, pieces
from onrecord.statement.direct import attached, snapped
from onrecord.statement.floating import floating
from onrecord.statement.indirect import indirect
from onrecord.statement.introduced import introduced
from onrecord.statement.learned import learned
from onrecord.statement.nested import kept
from onrecord.statement.nominal import nominal
from onrecord.statement.signed import signed
from onrecord.statement.together import together
from onrecord.statement.transcript import with_turns
from onrecord.statement.unclosed import without_cues_inside

if TYPE_CHECKING:
    from onrecord.language.encoder import Encoded
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings


# What is less sure is left out. On PolNeAR dev e2e F1 is flat from .2 to .35 for indirect speech, and lower more is
# found; where marks are, and where nobody is named ("it is expected that ..."), less is lost by asking for more.
_LEAST_INDIRECT, _LEAST_QUOTED, _LEAST_WITHOUT_SOURCE = 0.2, 0.5, 0.45
# A thing's name beside a verb of anything: below this 36 of 117 on PolNeAR dev were right.
_LEAST_BARE = 0.5


def least(item: Draft) -> float:
    """How sure a statement must be to be kept."""
    if "bare" in item.flags:
        return _LEAST_BARE
    if not item.source:
        return _LEAST_WITHOUT_SOURCE
    return _LEAST_INDIRECT if item.kind == "indirect" else _LEAST_QUOTED


def drafts(
    around: Surroundings,
    encoded: Encoded,
    *,
    least: Callable[[Draft], float] = least,
) -> list[Draft]:
    """Every statement found that is at least so sure, its content in pieces as it is to stand."""
    found = together(_finished(learned(around, encoded), around), by_rules(around), around)
    floating(found, around)
    found = with_turns(found, around)
    return [
        item
        for item in _finished(found, around)
        # The rules have chosen theirs.
        if item.evidence is None or confidence(item) >= least(item)
    ]


def by_rules(around: Surroundings, keep: Callable[[list[Draft]], list[Draft]] = kept) -> list[Draft]:
    """The statements that rules find over the parse and the marks.

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
    found += signed(around)
    return keep(_finished(found, around))


def _finished(found: list[Draft], around: Surroundings) -> list[Draft]:
    """The drafts with their content cut to size and their kind told; those left without content fall away."""
    out = []
    for item in found:
        item.content = pieces(item.content, around)
        if item.content:
            # An answer in an interview is quoted without marks.
            item.kind = "direct" if item.frame == "turn" else kind(item.content, around)
            out.append(item)
    return out
