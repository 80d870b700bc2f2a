"""Where names begin and end: those listed, those that the model marks, put right, and those that it misses.

The small model takes a title for a part of the name, leaves a first name out, and runs two names that touch into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from onrecord.entity import knowledge
from onrecord.entity.compound import Extent, echoes, whole_names
from onrecord.entity.folding import fold
from onrecord.entity.gazetteer import (
    bodies,
    demonyms,
    given_names,
    honorifics,
    key,
    landforms,
    not_places,
    particles,
    places,
    roles,
)
from onrecord.entity.listed import Listed, listed
from onrecord.entity.words import Word, Words

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "LAW"})
"""What the model marks that may be somebody or something with a part in the news."""

_TWO = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
# What tells a part of a place and is no one's first name.
_PARTS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "greater", "central"}
    | {"upper", "lower", "old", "new", "downtown", "mid", "inner"}
)
# How many tokens a nickname in marks takes with the name before it: Darnell "Deuce" Washington.
_QUOTED = 4
_OPENS, _CLOSES = frozenset("\"“‘'"), frozenset("\"”’'")
# A nickname with its marks.
_NICKNAME = 3
# "van der", "de la".
_PARTICLES = 2


def extents(doc: Words) -> tuple[list[Extent], dict[Extent, Listed]]:
    """The tokens of every name of a text, in order, and which of them are listed."""
    marked = {index: ent for ent in doc.ents for index in range(ent.start, ent.end) if ent.label_ in LABELS}
    known = {
        (one.start, one.end): one
        for one in listed(doc)
        if not _is_part(doc, one, marked) and not _begins_a_place(doc, one)
    }
    return [span for span in _candidates(doc, known) if span[0] < span[1]], known


def _is_part(doc: Words, one: Listed, marked: Mapping[int, Tokens]) -> bool:
    """Whether a listed name is a part of a longer one: "Senate" in "Senate Armed Services Committee"."""
    ent = marked.get(one.start)
    if ent is None:
        return False
    start, end = _trimmed(doc, ent.start, ent.end)
    return start <= one.start and one.end <= end and end - start > one.end - one.start


def _begins_a_place(doc: Words, one: Listed) -> bool:
    """Whether a listed name begins that of a park, a street: "Patriot Park"."""
    return not one.is_place and one.end < len(doc) and doc[one.end].text in landforms()


def _with_what_it_names(doc: Words, span: Extent) -> Extent:
    """The whole name of a park or street of which the model marks the last word alone."""
    start, end = span
    alone = end - start == 1 and doc[start].text in landforms()
    return (start - 1, end) if alone and start and doc[start - 1].pos_ == "PROPN" else span


def _candidates(doc: Words, known: Mapping[Extent, Listed]) -> Iterator[Extent]:
    """Token ranges of names: those listed, the model's, trimmed and cut, and runs of capitals that it left out."""
    taken: set[int] = {index for span in known for index in range(*span)}
    whole = list(whole_names(doc))
    told = [_trimmed(doc, ent.start, ent.end) for ent in doc.ents if ent.label_ == "PERSON" and ent.end - ent.start > 1]
    spans = [span for span in dict.fromkeys((*whole, *echoes(doc, [*whole, *told]))) if taken.isdisjoint(range(*span))]
    taken |= {index for span in spans for index in range(*span)}
    last_names: set[str] = set()
    for ent in doc.ents:
        if ent.label_ not in LABELS or (ent.label_ == "NORP" and not _is_group(doc, ent)):
            continue
        for start, end in _pieces(doc, ent):
            if ent.label_ == "PERSON":
                last_names.add(fold(doc[end - 1].text))
            if taken.isdisjoint(range(start, end)):
                spans.append((start, end))
                taken.update(range(start, end))
    spans += [(start, end) for start, end in _runs(doc, taken, last_names) if start < end]
    spans = [_with_what_it_names(doc, span) for span in spans]
    return _joined(doc, sorted([*known, *(span for span in spans if _is_name(doc, span))]))


def _is_name(doc: Words, span: Extent) -> bool:
    """Whether a candidate is a name: capitals, and neither a role nor the first words of one ("Defense | Minister")."""
    tokens = doc[span[0] : span[1]]
    if not any(token.text[0].isupper() or token.text[0].isdigit() for token in tokens):
        return False
    root = doc.root(*span)
    if root.is_lower and root.lower_ in bodies():
        return False
    if all(token.lower_ in roles() for token in tokens) and not is_given_name(doc, tokens[0]):
        return False
    before, after = doc[max(0, span[0] - 1)], doc[min(span[1], len(doc) - 1)]
    if key(doc.phrase(*span)) in places():
        return not _is_thing(doc, span)
    in_title = before.lower_ == "of" and span[0] > 1 and doc[span[0] - 2].lower_ in roles() and after.pos_ == "PROPN"
    return not in_title and not (after.lower_ in roles() and after.text[0].isupper())


def is_given_name(doc: Words, word: Word) -> bool:
    """Whether a word that may tell a role is somebody's name, alone in mid-sentence: "his brother Dean"."""
    index = word.i
    if word.text not in given_names() or word.pos_ != "PROPN" or word.is_sent_start:
        return False
    before, after = doc[index - 1], doc[min(index + 1, len(doc) - 1)]
    return (
        before.lower_ not in {"the", "a", "an"}
        and before.pos_ != "PROPN"
        and after.pos_ != "PROPN"
        and after.lower_ != "of"
    )


def _is_thing(doc: Words, span: Extent) -> bool:
    """Whether a place's name is that of a thing or a river: "Brazil nuts", "on the Niger"."""
    after = doc[span[1]] if span[1] < len(doc) else None
    within = not_places().get(doc.phrase(*span), frozenset())
    if "the" in within and span[0] and doc[span[0] - 1].lower_ == "the":
        return after is None or after.pos_ not in {"NOUN", "PROPN"}
    return after is not None and after.text in within


def _joined(doc: Words, spans: Sequence[Extent]) -> Iterator[Extent]:
    """The names in order, a given name joined to the surname that the model cut from it: "Yury | Ushakov"."""
    out: list[Extent] = []
    for start, end in spans:
        if out and (_is_joint(doc, out[-1], (start, end)) or _is_first_name(doc, out[-1], start)):
            out[-1] = (out[-1][0], end)
        elif not out or out[-1][1] <= start:
            out.append((start, end))
    return iter(out)


def _is_first_name(doc: Words, one: Extent, start: int) -> bool:
    return one[1] == start and one[1] - one[0] == 1 and doc[one[0]].text in given_names()


def _is_joint(doc: Words, one: Extent, other: Extent) -> bool:
    """Whether particles or a nickname hold two parts of a name together: "Mariam bint Yousef", 'Dan "Duke" Dorn'."""
    between = doc[one[1] : other[0]]
    if len(between) == _NICKNAME and between[0].text in _OPENS and between[2].text in _CLOSES:
        return between[1].text[0].isupper() and one[1] - one[0] == 1
    return 0 < len(between) <= _PARTICLES and all(token.text in particles() for token in between)


def _is_group(doc: Words, ent: Tokens) -> bool:
    plural = doc[ent.end - 1].tag_ in {"NNPS", "NNS"}
    return plural and doc.root(ent.start, ent.end).dep_ not in {"amod", "compound", "poss"}


def _pieces(doc: Words, ent: Tokens) -> Iterator[Extent]:
    """A marked name without article, titles and possessive; two where a state's name was run into a person's."""
    start, end = _trimmed(doc, ent.start, ent.end)
    comma = next((word.i for word in doc[start:end] if word.text == ","), None)
    if ent.label_ == "PERSON" and comma is not None and end - comma > _TWO:
        # "the premier of Strandmark, Oddvar Hjelle" is a place and a man.
        yield _trimmed(doc, start, comma)
        yield _trimmed(doc, comma + 1, end)
        return
    if ent.label_ == "PERSON" and end - start > _TWO:  # first name, surname and one more
        last = places().get(key(doc[end - 1].text))
        full = sum(len(token.text.strip(".")) > 1 for token in doc[start : end - 1])
        if last is not None and full > 1 and (last.type == "country" or last.acts is not None):
            yield start, end - 1
            yield end - 1, end
            return
    state = next((index for index in range(end - 1, start + 1, -1) if _is_after_a_state(doc, start, index, end)), None)
    if state is not None:
        yield start, state
        yield state, end
        return
    body = next((index for index in range(start + 1, end - 1) if _is_of_a_body(doc, start, index, end)), None)
    if body is not None:
        yield _begun(doc, start, body), body
        yield _trimmed(doc, body + 1, end)
    elif start < end:
        yield (_begun(doc, start, end) if ent.label_ in {"PERSON", "GPE"} else start), end


def _is_after_a_state(doc: Words, start: int, index: int, end: int) -> bool:
    """Whether a state's long name was run into a person's: "the People's Republic of China | Xi Jinping"."""
    place = places().get(key(doc.phrase(start, index)))
    if place is None or place.type != "country":
        return False
    found = knowledge.named(knowledge.words(doc.phrase(index, end)))
    return doc[index].text in given_names() or (bool(found) and all(one.type == "person" for one in found))


def _is_of_a_body(doc: Words, start: int, index: int, end: int) -> bool:
    """Whether a name was run together with the body that somebody is of: "Blakelock | of the Union of Fitters"."""
    return (
        doc[index].lower_ == "of"
        and any(token.lower_ in bodies() for token in doc[index + 1 : end])
        and not any(token.lower_ in bodies() or token.lower_ in roles() for token in doc[start:index])
    )


def _begun(doc: Words, start: int, end: int) -> int:
    """Where a person's name begins of which the model left out the first part: "Earl | T. Paris", 'Dan "D" | Dorn'."""
    while start:
        before = start - 1
        if start > _QUOTED and doc[before].text in _CLOSES and doc[start - 3].text in _OPENS:
            before = start - _QUOTED
        token = doc[before]
        named = token.text in given_names() or (token.pos_ == "PROPN" and token.dep_ == "compound" and start < end)
        if not (named and token.text[0].isupper() and not token.ent_type_) or _is_told(doc, before):
            return start
        start = before
    return start


def _is_told(doc: Words, index: int) -> bool:
    """Whether a word before a name is no part of it: a title, a role, a body, a place."""
    token = doc[index]
    return (
        token.lower_ in roles()
        or token.text in honorifics()
        or token.lower_ in bodies()
        or token.text in demonyms()
        or key(token.text) in places()
        or token.text.isupper()
        or token.lower_ in _PARTS
    )


def _trimmed(doc: Words, start: int, end: int) -> Extent:
    whole = key(doc.phrase(start, end))
    start = _after_title_of(doc, start, end)
    while start < end and not doc[start].text[0].isalnum():
        start += 1
    while start < end and (
        doc[end - 1].tag_ == "POS" or (not doc[end - 1].text[-1].isalnum() and doc[end - 1].text[-1] != ".")
    ):
        end -= 1
    if whole in places():
        return (start + 1 if doc[start].lower_ == "the" else start), end
    while start < end - 1 and (
        doc[start].tag_ in {"DT", "PRP$"} or doc[start].text in honorifics() or _is_title(doc, start, end)
    ):
        start += 1
    return start, end


def _after_title_of(doc: Words, start: int, end: int) -> int:
    """Where a name begins that was run together with a title: "The President of the Republic of Karsa Ilo Dorn"."""
    first = start + 1 if doc[start].lower_ == "the" else start
    if first + 2 >= end or doc[first].lower_ not in roles() or doc[first + 1].lower_ != "of":
        return start
    for stop in range(end - 1, first + 2, -1):
        if key(doc.phrase(first + 2, stop)) in places():
            return stop
    return start


def _is_title(doc: Words, start: int, end: int) -> bool:
    """Whether a capitalised role at the beginning of a name is a title: "President Ruvell"."""
    first = doc[start]
    if first.lower_ not in roles() or first.text in given_names():
        return False
    return not any(token.lower_ in bodies() for token in doc[start:end])


def _runs(doc: Words, taken: set[int], last_names: AbstractSet[str]) -> Iterator[Extent]:
    """Runs of proper nouns outside the model's names that act, are addressed with a title, or are in the tables."""
    index = 0
    while index < len(doc):
        if index in taken or doc[index].pos_ != "PROPN" or not doc[index].text[0].isupper():
            index += 1
            continue
        end = index + 1
        while end < len(doc) and end not in taken and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
            end += 1
        start, last = _trimmed(doc, index, end)
        if start < last and (_is_worth_a_name(doc, start, last) or fold(doc[last - 1].text) in last_names):
            yield start, last
        index = end


def _is_worth_a_name(doc: Words, start: int, end: int) -> bool:
    text = key(doc.phrase(start, end))
    if text in places():
        return True
    if text in demonyms() or doc[end - 1].lower_ in roles() or doc[start].ent_type_ in {"DATE", "TIME", "MONEY"}:
        return False
    if start and (doc[start - 1].text in honorifics() or _follows_title(doc, start, end)):
        return True
    if end - start == 1 and doc[start].is_sent_start:
        return False
    root = doc.root(start, end)
    if root.dep_ == "appos" and root.head.lemma_.lower() in roles():
        return True
    return root.dep_ in _SUBJECTS or (root.dep_ == "pobj" and root.head.dep_ == "agent")


def _follows_title(doc: Words, start: int, end: int) -> bool:
    """Whether a run of two or more names follows a role, or the state in one: "President of Karsa Ilo Dorn"."""
    before = doc[start - 1]
    return end - start > 1 and (before.lower_ in roles() or before.ent_type_ == "GPE")
