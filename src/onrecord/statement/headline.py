"""Titles in which a name and a colon, or a name behind the words, say whose words they are.

Ruvell: Karsa and Ostrel building a ferry      Karsa and Ostrel building a ferry: Ruvell
Karsa war: what we know so far                 a topic; nobody of that name speaks in the article
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.spans import Span, trimmed
from onrecord.statement.draft import Draft

if TYPE_CHECKING:
    from onrecord.statement.surroundings import Surroundings

# What stands between a name and what it says: a colon and a space; a dash and spaces before a name at the end.
_COLON = re.compile(r":\s+")
_BEFORE_NAME = re.compile(r":\s+|\s+[-–—]\s+")
# "Defence Secretary Ann Ruvell of Karsa" has six words; what is said has at least three.
_LONGEST_LABEL, _FEWEST_WORDS = 6, 3


def headline(around: Surroundings, is_speaker: Callable[[str], bool]) -> Draft | None:
    """The statement of a title in which a name stands before a colon, or last of all; None where there is none.

    `is_speaker` tells whether somebody of a name speaks or acts in the article.
    """
    text = around.text
    first = _COLON.search(text)
    if first is not None and _is_label(text[: first.start()], is_speaker):
        return _draft((0, first.start()), (first.end(), len(text)), around)
    ends = list(_BEFORE_NAME.finditer(text))
    last = ends[-1] if ends else None
    if last is not None and _is_label(text[last.end() :], is_speaker):
        return _draft((last.end(), len(text)), (0, last.start()), around)
    return None


def _is_label(words: str, is_speaker: Callable[[str], bool]) -> bool:
    return 0 < len(words.split()) <= _LONGEST_LABEL and is_speaker(words)


def _draft(label: Span, said: Span, around: Surroundings) -> Draft | None:
    source, content = trimmed(around.text, label), trimmed(around.text, said)
    tokens = around.doc.char_span(*source, alignment_mode="expand")
    if tokens is None or len(around.text[content[0] : content[1]].split()) < _FEWEST_WORDS:
        return None
    head = tokens.root
    return Draft("headline", ":", head.i, head.i, [source], [], [content], position="title")
