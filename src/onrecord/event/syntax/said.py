"""Headlines that name first who speaks: of "Orvat: Norland and Suvia building launchers" Orvat builds none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.event.draft import Draft


def without_who_says(draft: Draft, head: Token) -> Draft:
    """The draft less an actor before a colon who opens the sentence, where others act behind it."""
    text, start = head.doc.text, head.sent.start_char
    others = tuple(span for span in draft.actors if not (span[0] == start and text.startswith(":", span[1])))
    return replace(draft, actors=others) if others and all(span[0] > start for span in others) else draft
