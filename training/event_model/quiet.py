"""Paragraphs of real news that tell no act of the pack: the words of the world beside those of arms.

They are taken from news of politics and from pages of all kinds, and told by what they lack: none has a word of arms,
forces or sanctions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.event.pack import items, needs

Text = dict[str, Any]

_TELLING = re.compile(
    r"(?i)\b(?:arms|weapon\w*|militar\w*|army|navy|naval|troops?|soldiers?|sanction\w*|embargo\w*|visit\w*|summit|missiles?|"
    r"nato|pentagon|war|warships?|nuclear|drones?|ammunition|defen[cs]e (?:minist|secret|deal|contract)\w*)\b"
)
_WORD = re.compile(r"[a-z-]+")
_SHORTEST, _LONGEST = 60, 900


def quiet(documents: Iterable[Text], *, of_politics: bool) -> Iterator[Text]:
    """The quiet paragraphs of documents, as texts without an act.

    What types they tell nobody has said where they are `of_politics`; shops, manuals and the like tell none.
    """
    known = {*items(), *(word for words in needs().values() for word in words)} - {
        "general",
        "team",
        "chief",
        "unit",
        "company",
    }
    for document in documents:
        for paragraph in document["text"].split("\n"):
            told = paragraph.strip()
            if not _SHORTEST <= len(told) <= _LONGEST or _TELLING.search(told):
                continue
            words = set(_WORD.findall(told.lower()))
            if not words & known and not {word.removesuffix("s") for word in words} & known:
                yield {"id": "quiet", "text": told, "events": [], "political": not of_politics}
