"""Ids of those whom the knowledge pack does not have, so that one person is one entity in all articles.

Who is named in full has an id made of the name, the type, the state and the walk of life that the article tells:
"Adara Ruvell", a Karsan minister, is the same in every article, and not the goalkeeper of that name. A pure function,
so it needs no list of all who were met before. Who is named in part or only described has an id of the one article.
"""

from __future__ import annotations

from onrecord.entity.folding import name_words
from onrecord.entity.mention import Who
from onrecord.model import named_id

_SHORTEST = 3
# Of namesakes in two of these walks of life one is not taken for the other; politics is told so often and in so many
# words that it counts as no word at all.
_WALKS = {
    **dict.fromkeys(("sport", "coach"), "sport"),
    **{walk: walk for walk in ("police", "medicine", "arts", "cleric", "crime", "school", "officer", "law", "press")},
}
_NAMED = frozenset({"person", "organisation", "igo", "law", "agreement", "weapon"})


def stable_id(who: Who) -> str | None:
    """The id of somebody named in full, the same in all articles; None for all others."""
    words = name_words(who.name)
    if not who.named or who.type not in _NAMED or not _is_full(who, words):
        return None
    walks = sorted({_WALKS[family] for family in who.traits.families if family in _WALKS})
    return named_id(who.type, " ".join(words), who.traits.country or "", walks[0] if walks else "")


def _is_full(who: Who, words: tuple[str, ...]) -> bool:
    """Whether a name is one: first and last name of a person, two words of a body or three capitals."""
    whole = [word for word in words if len(word.strip(".")) > 1]
    if who.type == "person":
        return len(whole) > 1 and who.name[:1].isupper()
    return (len(whole) > 1 and who.name[:1].isupper()) or (who.name.isupper() and len(who.name) >= _SHORTEST)
