"""Words that keep an act in doubt: "the alleged raid", "a possible raid", "warned of a raid", "a draft treaty"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from onrecord.event.pack import controls, modes, type_of
from onrecord.event.syntax.words import head_of, subject, words_of
from onrecord.event.tables import rows

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.event.draft import Draft
    from onrecord.spans import Span

_CAME_ABOUT = frozenset({"done", "under-way"})
_SIGNED = frozenset({"agreed", "ordered", "done"})
_TEXTS = frozenset({"AGREE", "COOPERATE"})
_WITH = frozenset({"amod", "compound", "nmod", "advmod", "det"})
_UNDER = frozenset({"pobj", "dobj", "prep", "pcomp"})
# A word of doubt stands no further above an act than this: "allegations about the raid of March".
_FAR = 4
_CLAUSES = frozenset({"relcl", "acl"})


def hedged(draft: Draft, trigger: Tokens) -> Draft:
    """The draft no surer than the words around its trigger are."""
    head = trigger.root
    kinds = {kind for word, how in _words(head) if (kind := _hedges().get((word, how)))}
    if "offered" in kinds and _is_a_text(trigger) and draft.type in _TEXTS and draft.status in _SIGNED:
        draft = _by_who_brings_it_out(_with_status(draft, "offered"), head)
    if "hypothetical" in kinds and head.pos_ == "NOUN" and draft.status in _CAME_ABOUT:
        draft = _with_status(draft, "hypothetical")
    return replace(draft, alleged=True) if "alleged" in kinds else draft


def _is_a_text(trigger: Tokens) -> bool:
    """Whether a trigger names what is written down, and nothing tells that it was signed: "a draft treaty"."""
    verb = next((word for word in trigger.root.ancestors if word.pos_ == "VERB"), None)
    control = controls().get(verb.lemma_.lower()) if verb is not None else None
    return trigger.root.pos_ == "NOUN" and (control is None or control.status != "agreed")


def _by_who_brings_it_out(draft: Draft, head: Token) -> Draft:
    """Whom a text says to do something has not offered it: "a draft on steps to be taken by Norland"."""
    above = {up.i for up in (head, *head.ancestors)}

    def is_told_of(span: Span) -> bool:
        word = head_of(span, head.doc)
        return word is not None and any(up.dep_ in _CLAUSES for up in word.ancestors if up.i not in above)

    actors = tuple(span for span in draft.actors if not is_told_of(span))
    own = subject(head.head) if head.dep_ == "dobj" else None
    if draft.actors and not actors and own is not None:
        return replace(draft, actors=(words_of(own),), recipients=draft.actors)
    return replace(draft, actors=actors)


def _words(head: Token) -> Iterator[tuple[str, str]]:
    for child in head.children:
        if child.dep_ in _WITH:
            yield child.lower_, "with"
    up = head
    for _ in range(_FAR):
        if up.dep_ not in _UNDER:
            return
        up = up.head
        yield up.lemma_.lower(), "above"
        if up.pos_ == "VERB":
            return


def _with_status(draft: Draft, status: str) -> Draft:
    if draft.mode is None:
        return replace(draft, status=status)
    type_ = type_of(draft.mode, status)
    return replace(draft, status=status, type=type_) if (draft.mode, status) in modes() and type_ else draft


@cache
def _hedges() -> dict[tuple[str, str], str]:
    return {(row["word"], row["how"]): row["makes"] for row in rows("hedges")}
