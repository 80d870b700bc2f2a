"""The rules of this folder one after the other: each takes a draft and gives what the grammar leaves of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.event.grammar.standing import is_denied_by_order
from onrecord.event.syntax.causes import caused, is_a_mere_cause, is_driven
from onrecord.event.syntax.denials import may_be_denied
from onrecord.event.syntax.hedges import hedged
from onrecord.event.syntax.losses import is_lost, without_the_lost
from onrecord.event.syntax.relatives import in_its_clause
from onrecord.event.syntax.said import without_who_says
from onrecord.event.syntax.voice import as_its_voice_has_it
from onrecord.event.syntax.warnings import is_mere_warning

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.event.draft import Draft


def checked(draft: Draft, trigger: Tokens, state: Callable[[Token], str | None]) -> Draft | None:
    """A draft of the model as the grammar around its trigger allows it; None where that tells no such event.

    `state` tells the state that a word names or belongs to.
    """
    head = trigger.root
    if is_driven(draft, head) or is_a_mere_cause(draft, head) or is_lost(draft, head):
        return None
    if is_mere_warning(draft, head, state):
        return None
    draft = replace(draft, denied=is_denied_by_order(head) or (draft.denied and may_be_denied(head)))
    draft = without_who_says(draft, head)
    draft = in_its_clause(draft, head)
    draft = as_its_voice_has_it(draft, head)
    draft = without_the_lost(draft, head)
    return hedged(caused(draft, head), trigger)
