"""By which name things are the same: the designation in the words for an item, "S-400" in "second S-400 battery".

What the knowledge pack lists goes by the pack's name, so that "Triumf" and "S-400" are one. Else it is the part of the
words with a number in it (F-16, Su-35, M1A2), else what is written with a capital and is no state's adjective.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.entity import knowledge, state_of
from onrecord.event.pack import items

# Letters and a number, beginning with a capital (2S19 and 9K720 with a digit first); "155mm" is a calibre.
_NUMBERED = re.compile(r"(?<!\w)(\d?[A-Z][A-Za-z]{0,5}-?\d{1,4}(?:[A-Z]\w{0,3})?)(?:s|-class)?(?!\w)")
_WORD = re.compile(r"[\w'’.-]+")

_KIND = re.compile(r"-[a-z]")

# Words of a name in the pack; longer ones begin with a shorter form of themselves.
_LONGEST = 4
# Items with the same words come by the hundred.
_REMEMBERED = 1 << 12


@lru_cache(maxsize=_REMEMBERED)
def designation(name: str) -> str | None:
    """The designation in the words for an item; None where they only say of what kind it is."""
    words = _WORD.findall(name)
    if listed := _listed(words):
        return listed
    if numbered := _NUMBERED.search(name):
        return numbered[1]
    return _proper(words)


def _listed(words: Sequence[str]) -> str | None:
    """The name that the pack lists a weapon under of which these words have a name, the longest first."""
    for size in range(min(_LONGEST, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            told = " ".join(words[first : first + size])
            if not any(char.isupper() or char.isdigit() for char in told[:1]):
                continue
            for form in (told, told.removesuffix("s")):
                known = [one for one in knowledge.named(knowledge.words(form)) if one.type == "weapon"]
                if known:
                    return known[0].name
    return None


def _proper(words: Sequence[str]) -> str | None:
    """The words with a capital that are neither a state's nor a mere noun for arms: "Kestrel" of "Kestrel drones"."""
    kept: list[str] = []
    for word in words:
        is_name = word[:1].isupper() and _singular(word) not in items() and state_of(word) is None
        # "Soviet-era", "Russian-made" say of what kind it is.
        if (is_name and not _KIND.search(word)) or (kept and word.isdigit()):
            kept.append(word)
        elif kept:
            break
    return " ".join(kept) or None


def _singular(word: str) -> str:
    lower = word.lower()
    return lower if lower in items() else lower.removesuffix("s")
