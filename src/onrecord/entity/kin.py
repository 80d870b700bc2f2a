"""Kin: who bears a surname that the text gives to another of the family, and whom "his wife" means.

"Pratap Deshkar and his wife Meenal" are two Deshkars, so "Mrs Deshkar" is Meenal; "Clive and Annette Dorn" are Clive
Dorn and Annette Dorn; "the Dorns" are both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.entity.folding import name_words
from onrecord.entity.gazetteer import kin
from onrecord.entity.mention import Mention, Who
from onrecord.entity.traits import conflict
from onrecord.entity.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.entity.cast import Cast

_SPOUSES = frozenset({"wife", "husband", "widow", "widower"})
_OWN = {"his": "m", "her": "f", "their": ""}
_ALL = frozenset({"the", "both", "two"})
_FULL = 2
# So many names back the parents of "the couple's daughter" are looked for.
_BACK = 50


class Families(NamedTuple):
    """The mentions of single people, those of whole families, and the surnames that single mentions leave out.

    `whole` has the folded surname beside each mention, `surnames` the surname as written by where a mention starts.
    """

    single: tuple[Mention, ...]
    whole: tuple[tuple[Mention, str], ...]
    surnames: Mapping[int, str]


def families(doc: Words, mentions: Sequence[Mention]) -> Families:
    """Sort the names of a text by whether they are one's or a whole family's, and find surnames that go unsaid."""
    found = (one for one in mentions if one.type == "person" and len(name_words(one.text)) >= _FULL)
    full = sorted(found, key=attrgetter("start"))
    last = {name_words(one.text)[-1] for one in full}
    whole = [(one, stem) for one in mentions if (stem := _family(doc, one, last)) is not None]
    aside = {one.start for one, _ in whole}
    surnames = {
        one.start: owner.text.split()[-1]
        for one in mentions
        if one.type == "person" and len(words := name_words(one.text)) == 1 and words[0] not in last
        if (owner := _owner(doc, one, full)) is not None
    }
    return Families(tuple(one for one in mentions if one.start not in aside), tuple(whole), surnames)


def relation(mention: Mention, head: Token, cast: Cast, people: Sequence[Who]) -> Who | None:
    """The one of somebody's family whom "his wife", "her brother" means; None where that is not plain."""
    noun = head.lemma_.lower()
    of = next((child for child in head.lefts if child.dep_ == "poss" and child.lower_ in _OWN), None)
    owner = cast.by_token.get(of.i) if of is not None and noun in kin() else None
    if owner is None or owner.members:
        return None
    surnames = {spelling[-1] for spelling in owner.spellings}
    gender = kin()[noun].gender
    near = [
        who
        for who in people
        if who is not owner and surnames & {spelling[-1] for spelling in who.spellings}
        if who.early[0] < mention.start and not conflict(gender, who.traits.gender)
    ]
    called = [who for who in near if noun in who.traits.roles]
    if called or noun not in _SPOUSES:
        return called[0] if len(called) == 1 else None
    return near[0] if len(near) == 1 and near[0].traits.gender else None


def _family(doc: Words, mention: Mention, last: set[str]) -> str | None:
    """The folded surname of those whom a name in the plural means: "the Dorns", "both Kims"."""
    words = name_words(mention.text)
    if len(words) != 1 or words[0] in last or not mention.text.endswith("s"):
        return None
    before = doc[mention.tokens[0] - 1].lower_ if mention.tokens[0] else ""
    stem = name_words(mention.text[:-1])
    return stem[0] if before in _ALL and stem and stem[0] in last else None


def _owner(doc: Words, mention: Mention, full: Sequence[Mention]) -> Mention | None:
    """Whose surname somebody bears who is told of by a first name: as their kin, or joined to them by "and"."""
    start, end = mention.tokens
    if end < len(doc) and doc[end].lower_ == "and":
        index = bisect_left(full, mention.end, key=attrgetter("start"))
        return full[index] if index < len(full) and full[index].tokens[0] == end + 1 else None
    noun = next((word for word in reversed(doc[max(0, start - 2) : start]) if word.text != ","), None)
    if noun is None or doc.token(noun.i).lemma_.lower() not in kin():
        return None
    beside = (*doc.token(noun.i).lefts, *doc.token(start).lefts)
    of = next((child for child in beside if child.dep_ == "poss" and child.i < noun.i), None)
    # Whom "his" means is not known yet; somebody of the same sentence, as good as always.
    if of is None:
        return None
    last = bisect_left(full, mention.start, key=attrgetter("start"))
    first = bisect_left(full, of.sent.start_char, key=attrgetter("start")) if of.lower_ in _OWN else last - _BACK
    return _last(of, full[max(0, first) : last])


def _last(of: Token, before: Sequence[Mention]) -> Mention | None:
    """Whom a possessor means, of the full names before it."""
    if of.lower_ in _OWN:
        fitting = [one for one in before if not conflict(_OWN[of.lower_], one.traits.gender)]
    elif of.lower_ == "couple":
        fitting = list(before)
    else:
        fitting = [one for one in before if name_words(one.text)[-1:] == name_words(of.text)[-1:]]
    return max(fitting, key=lambda one: one.start, default=None)


def members(surname: str, people: Sequence[Who]) -> Iterator[Who]:
    """All who bear a folded surname."""
    return (who for who in people if any(spelling[-1:] == (surname,) for spelling in who.spellings))
