"""Words that nothing in a record has, and the nearest that it has: "sactions" is "sanctions", "Shoigu" is "Shoygu"."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches

from onrecord.record.terms import Term

# How alike two words must be (0 to 1), and by how many letters they may be longer or shorter.
_ALIKE, _LONGER = 0.78, 2
# Shorter words have too many that are spelt alike.
_SHORTEST = 4


def instead(connection: sqlite3.Connection, typed: str, sought: Iterable[Term]) -> str | None:
    """What was typed with each word that nothing has put right; None where there is nothing to put right."""
    found = typed
    for term in sought:
        for plain, word in zip(term.folded, term.typed, strict=True):
            if len(plain) >= _SHORTEST and not term.prefix and (better := _nearest(connection, plain)):
                found = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", better, found, flags=re.IGNORECASE)
    return found if found != typed else None


def _nearest(connection: sqlite3.Connection, word: str) -> str | None:
    """The word of the record that is spelt most like one that it lacks; None where it has it, or none is near."""
    rows = connection.execute(
        "SELECT term FROM temp.article_words WHERE term >= ? AND term < ?", (word[0], word[0] + "\U0010ffff")
    )
    known = [term for (term,) in rows if abs(len(term) - len(word)) <= _LONGER]
    if word in known:
        return None
    return next(iter(get_close_matches(word, known, n=1, cutoff=_ALIKE)), None)
