"""Words that only a name and a colon announce, in any language: "Imke Vorholt: „...“".

"Motto: „...“" looks the same; what tells them apart is whether the label is somebody's name.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statement.foreign.page import Page
from onrecord.statement.foreign.sources import Phrase
from onrecord.statement.foreign.words import Lexicon, Word
from onrecord.statement.turns import LONGEST_LABEL


def label(page: Page, before: tuple[int, int] | None) -> Phrase | None:
    """The name that leads up to a quotation with a colon and nothing else; whether it is somebody's is not said here.

    `before` is the sentence that leads up to the quotation, see `Page.lead_in`.
    """
    if before is None:
        return None
    first, last = before
    if page.lexicon is not None:
        while first < last and page.lexicon.has(page.words[last - 1], "skip"):
            last -= 1
    inside = page.words[first:last]
    if not 0 < len(inside) <= LONGEST_LABEL or not all(word.is_word for word in inside):
        return None
    capitals = [word.is_capital for word in inside]
    if not (capitals[0] or page.lexicon is not None) or not capitals[-1]:
        return None
    return Phrase(first, last, last) if _is_name(inside, page.lexicon) else None


def _is_name(words: Sequence[Word], lexicon: Lexicon | None) -> bool:
    """Whether words are capitals throughout, but for particles and titles where these are known."""
    if lexicon is None:
        return all(word.is_capital for word in words)
    return not any(
        lexicon.has(word, "thing")
        or (lexicon.has(word, "stop") and not lexicon.has(word, "of"))
        or lexicon.is_time(word)
        for word in words
    ) and all(word.is_capital or lexicon.has(word, "of") or lexicon.is_role(word) for word in words)
