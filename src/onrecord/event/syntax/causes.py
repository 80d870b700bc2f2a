"""What one act makes another do: "bought the launchers, prompting Norland to withdraw" tells that Norland withdrew.

And who is pushed back has not gone by a decision of their own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.event.grammar.standing import is_told_as_done
from onrecord.event.pack import modes, type_of
from onrecord.event.syntax.words import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.event.draft import Draft

_NOT_YET = frozenset({"called-for", "planned", "hypothetical"})


def is_driven(draft: Draft, head: Token) -> bool:
    """Whether a move of forces is one that somebody else forced on them."""
    is_passive = head.tag_ == "VBN" and any(child.dep_ in {"auxpass", "nsubjpass"} for child in head.children)
    return draft.mode == "deployment" and is_passive and head.lemma_.lower() in listed("driven")


def is_a_mere_cause(draft: Draft, head: Token) -> bool:
    """Whether a "request" is no more than that something led somebody to act."""
    return draft.type == "REQUEST" and draft.mode is None and _makes_act(head)


def caused(draft: Draft, head: Token) -> Draft:
    """The draft as done where it hangs on a verb by which one makes another act, and that came about."""
    up = head.head
    if draft.status not in _NOT_YET or head.dep_ not in {"xcomp", "ccomp"} or not _makes_act(up):
        return draft
    type_ = type_of(draft.mode, "done")
    if (draft.mode, "done") not in modes() or type_ is None or not is_told_as_done(up):
        return draft
    return replace(draft, status="done", type=type_)


def _makes_act(verb: Token) -> bool:
    return verb.pos_ == "VERB" and verb.lemma_.lower() in listed("drivers")
