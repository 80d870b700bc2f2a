"""Clauses between a noun and its verb: "Norland, which Suvia claims, complained" is told of Norland.

And the other way round: in "Norland, which Suvia accuses" Norland is on the side of who is accused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.event.syntax.words import head_of, joined, meant, split, subject, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.event.draft import Draft

_OBJECTS = frozenset({"dobj", "dative"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# Acts whose subject does them, whatever the verb; who sells and who buys a verb alone does not tell.
_OF_THE_SUBJECT = frozenset({None, "deployment", "embargo", "sanction", "visit"})
# A word that opens a sentence and names nobody: "Nor did the envoys condemn".
_NOBODY = "CC"


def in_its_clause(draft: Draft, head: Token) -> Draft:
    """The draft with the sides that the trigger's own clause has, where a clause within it has others."""
    own = subject(head)
    if own is None or own.dep_ != "nsubj":
        return draft
    return _told_of(_of_the_subject(draft, own) if draft.mode in _OF_THE_SUBJECT else draft, head)


def _of_the_subject(draft: Draft, own: Token) -> Draft:
    """Who stands in a clause behind the subject does not do what the subject does."""
    inside = {token.i for token in _within_clauses(own)}
    heads = [head_of(span, own.doc) for span in draft.actors]
    if not heads or own.pos_ not in _NOUNS:
        return draft
    if not all(head is not None and (head.i in inside or head.tag_ == _NOBODY) for head in heads):
        return draft
    mine = list(joined(own))
    _, recipients = split(draft.recipients, own.doc, mine)
    return replace(draft, actors=tuple(words_of(one) for one in mine), recipients=recipients)


def _within_clauses(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "relcl":
            yield from child.subtree


def _told_of(draft: Draft, head: Token) -> Draft:
    """Whom a clause is told of does not act in it where somebody else is its subject."""
    pronoun = next((child for child in head.children if child.dep_ in _OBJECTS and meant(child).i != child.i), None)
    if head.dep_ != "relcl" or pronoun is None:
        return draft
    noun = meant(pronoun)
    told, actors = split(draft.actors, head.doc, [noun])
    if not told:
        return draft
    inside = {token.i for token in head.subtree}
    recipients = tuple(
        span for span in draft.recipients if (one := head_of(span, head.doc)) is not None and one.i in inside
    )
    return replace(draft, actors=actors, recipients=(*told, *recipients))
