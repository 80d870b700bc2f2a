"""What names are the names of: persons, bodies, places, weapon systems, laws.

The model's label is one voice; what stands beside a name ("26, a builder", "who", "(LED)"), what the tables know, and
what the rest of the article says of it are others: "Ruvell" is a person where "Adara Ruvell" is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from onrecord.entity import knowledge
from onrecord.entity.compound import Extent, is_given_beside
from onrecord.entity.extents import LABELS
from onrecord.entity.folding import name_words
from onrecord.entity.gazetteer import (
    bodies,
    family_first,
    first_names,
    given_names,
    honorifics,
    key,
    landforms,
    places,
    roles,
    state_names,
)
from onrecord.entity.listed import Listed
from onrecord.entity.words import Words

_TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "LAW": "law",
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent", "csubj"})
# What a name is in its sentence that no noun follows which it tells of ("the Dorn report").
_ALONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "conj"})
# Particles and initials are as short as this.
_PARTICLE = 3
# "Kim Do-yeon" in tokens.
_KOREAN = 4
# What a place's name begins with: "Port Ellory".
_SITES = frozenset({"Port", "Fort", "Mount", "Cape", "Camp"})
# Words in a person's name; beyond that a given name begins the name of a foundation or a street.
_LONGEST_NAME = 4
_TWO = 2
# An age in figures; a year has more of them.
_AGE = 2
# Families of roles whose members govern what stands behind "of".
_GOVERNING = frozenset({"state", "royal", "minister", "governor"})
_KNOWN_AS = (",", "known", "as")
_OPENS = frozenset("\"“‘'")


def typed(doc: Words, spans: Sequence[Extent], known: Mapping[Extent, Listed]) -> Iterator[tuple[Extent, str]]:
    """The names with their types; `known` are those that are listed."""
    raw = [
        (span, "" if span in known and (span[1] - span[0] > 1 or _is_thing(known[span])) else _label(doc, span))
        for span in spans
    ]
    raw = [
        (span, "GPE" if key(doc.phrase(*span)) in towns else label)
        for towns in [_towns(doc, raw)]
        for span, label in raw
    ]
    persons = _surnames(doc, raw)
    return _agreed(doc, [(span, _type(doc, span, label, persons)) for span, label in raw])


def _agreed(doc: Words, typed: Sequence[tuple[Extent, str]]) -> Iterator[tuple[Extent, str]]:
    """One type for all names that are the same, the one that most of them have; listed places may act or not."""
    names = [name_words(doc.phrase(*span)) for span, _ in typed]
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for name, (_, type_) in zip(names, typed, strict=True):
        votes.setdefault(name, Counter())[type_] += 1
    most = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    for name, (span, type_) in zip(names, typed, strict=True):
        is_place = type_ != "person" and key(doc.phrase(*span)) in places()
        yield span, type_ if is_place else most[name]


def _is_thing(one: Listed) -> bool:
    """Whether a listed name is that of a weapon system or a law, whatever the model takes it for."""
    row = knowledge.get(one.id) if one.id is not None else None
    return not one.is_place and (row is None or row.type in {"weapon", "law", "agreement"})


def _label(doc: Words, span: Extent) -> str:
    start = span[0]
    if (start and doc[start - 1].text in honorifics()) or _is_persons_by_form(doc, span):
        return "PERSON"
    if doc[start].text in _SITES and span[1] - start == _TWO:
        return "GPE"
    if _begins_with_given_name(doc, span):
        return "PERSON"
    if (
        span[1] - start > 1
        and not doc[start].ent_type_
        and doc[span[1] - 1].ent_type_ == "GPE"
        and key(doc.phrase(start, span[1])) not in places()
    ):
        return "PERSON"
    marked = next((token.ent_type_ for token in doc[start : span[1]] if token.ent_type_ in LABELS), None)
    return marked or ("PERSON" if span[1] - start > 1 else "")


def _is_persons_by_form(doc: Words, span: Extent) -> bool:
    """Whether a name can be nothing but a person's: "Kim Do-yeon", "Clive" in "Clive and Annette Dorn"."""
    start, end = span
    if end - start == _KOREAN and doc[start].text in family_first() and doc[start + 2].text == "-":
        return True
    return end - start == 1 and is_given_beside(doc, start)


def _begins_with_given_name(doc: Words, span: Extent) -> bool:
    tokens = doc[span[0] : span[1]]
    if not 1 < sum(token.text != "-" for token in tokens) <= _LONGEST_NAME or tokens[0].text not in given_names():
        return False
    return not any(token.lower_ in bodies() for token in tokens) and key(doc.phrase(*span)) not in places()


def _surnames(doc: Words, raw: Sequence[tuple[Extent, str]]) -> frozenset[str]:
    """The folded last words of the names that are persons' wherever they stand in full."""
    votes: Counter[str] = Counter()
    for (start, end), label in raw:
        words = name_words(doc.phrase(start, end))
        if not words or doc[end - 1].text in landforms():
            continue
        addressed = start > 0 and doc[start - 1].text in honorifics()
        if label == "ORG" and end - start > _TWO and doc[end - 2].lower_ == "of":
            # "Valdivia" is not what the University of Valdivia is called by as Dorn is by Ilo Dorn.
            continue
        if addressed or (label == "PERSON" and len(words) > 1):
            votes[words[-1]] += 2
        elif len(words) > 1 and label == "ORG":
            votes[words[-1]] -= 1
        if label == "PERSON" and len(words) > 1 and not _is_title_word(words[0]):
            votes[words[0]] += 1
        for word in words[1:-1] if label == "PERSON" else ():
            # The first of two surnames: "Robledo" for Teresa Robledo Castel.
            votes[word] += len(word) > _PARTICLE and _may_be_surname(word)
    # A firm is not called by the last word of its name; a person is.
    alone = {words[0] for (start, end), _ in raw if len(words := name_words(doc.phrase(start, end))) == 1}
    return frozenset(word for word in votes if votes[word] > 0 or (word in alone and _may_be_surname(word)))


def _towns(doc: Words, raw: Sequence[tuple[Extent, str]]) -> frozenset[str]:
    """Single names that no list has and that the model takes for people's, though one is in them or governs them.

    "President Tarnok of Gorland", "in Gorland": Gorland is nobody, unless somebody bears it as a surname.
    """
    votes: Counter[str] = Counter()
    borne: set[str] = set()
    for (start, end), label in raw:
        if label == "PERSON" and end - start > 1:
            borne |= {doc[index].text for index in range(start, end)}
        elif label in {"PERSON", ""} and end - start == 1:
            one = doc[start]
            before = doc[start - 1] if start else one
            if before.text in honorifics() or before.lower_ in roles():
                borne.add(one.text)
            elif one.dep_ == "pobj" and (
                before.lower_ == "in" or (before.lower_ == "of" and _is_governed(doc, start - 1))
            ):
                votes[one.text] += 1
            elif _has_age(doc, end) or (end < len(doc) and doc[end].lower_ in {"who", "whose"}):
                borne.add(one.text)
    return frozenset(votes.keys() - borne)


def _is_governed(doc: Words, of: int) -> bool:
    """Whether a role of government stands before "of", or a person's name and before that one."""
    head = doc.token(of).head
    role = roles().get(head.lemma_.lower())
    titled = (child for child in head.lefts if child.dep_ == "compound")
    return any(
        role is not None and role.family in _GOVERNING
        for role in (role, *(roles().get(child.lower_) for child in titled))
    )


def _is_title_word(word: str) -> bool:
    """Whether a word that begins a name is a title or an article: "Lady Ardley"."""
    return word in roles() or word.capitalize() in honorifics() or word in {"the", "de", "al", "el", "van", "von"}


def _may_be_surname(word: str) -> bool:
    """Whether the last word of a name is neither a noun for bodies nor a place."""
    return word not in bodies() and word.capitalize() not in places() and word.upper() not in places()


def _type(doc: Words, span: Extent, label: str, surnames: frozenset[str]) -> str:
    words = name_words(key(doc.phrase(*span)))
    addressed = span[0] > 0 and doc[span[0] - 1].text in honorifics()
    is_surname = len(words) == 1 and words[0] in surnames
    place = places().get(key(doc.phrase(*span)))
    if place is not None and not addressed and _is_in_a_region(doc, span):
        return "place"
    if place is not None and not addressed and not is_surname and not _is_bearer(doc, span):
        return "country" if place.acts in state_names() and acts(doc, span) else place.type
    if addressed:
        return "person"
    if _is_body(doc, span, label) or (label in {"PERSON", ""} and _is_no_person(doc, span)):
        return "organisation"
    if is_surname or (words and words[-1] in surnames and label in {"ORG", "GPE", "NORP", ""}):
        return "person"
    return _by_surroundings(doc, span, label) or _TYPES.get(label, "other")


def _is_in_a_region(doc: Words, span: Extent) -> bool:
    """Whether a comma and the region or state that a town lies in stand behind its name: "from Paris, Illinois,"."""
    end = span[1]
    if end + 1 >= len(doc) or doc[end].text != "," or doc.root(*span).dep_ in _SUBJECTS:
        return False
    behind = places().get(key(doc[end + 1].text))
    return behind is not None and behind.type in {"place", "country"} and doc[end + 1].dep_ in {"appos", "npadvmod"}


def _is_no_person(doc: Words, span: Extent) -> bool:
    """Whether an article stands before a name or "which" behind it: "the Gazette", "Harrow Dene, which employs 600"."""
    start, end = span
    behind = [word.lower_ for word in doc[end : end + _TWO]]
    if behind == [",", "which"]:
        return True
    article = doc[start].lower_ == "the" or (start > 0 and doc[start - 1].lower_ == "the")
    return article and doc.root(*span).dep_ in _ALONE and doc[end - 1].tag_ == "NNP"


def _is_body(doc: Words, span: Extent, label: str) -> bool:
    """Whether a name holds a noun for bodies, or a short form in brackets follows it: "the Lok Ekta Dal (LED)"."""
    start, end = span
    if label != "PERSON" and any(token.lower_ in bodies() for token in doc[start:end]):
        return True
    if end - start == 1:
        return doc[start].lower_ in bodies()
    return (label != "PERSON" or end - start > _TWO) and short_form(doc, span) is not None


def _by_surroundings(doc: Words, span: Extent, label: str) -> str | None:
    """What stands in a name and around it tells, where the model's label is not to be trusted."""
    start, end = span
    if end - start > 1 and doc[end - 1].text in landforms():
        return "place"
    if end - start > 1 and label != "PERSON" and _is_known_person(key(doc.phrase(start, end))):
        return "person"
    if label != "PERSON" and (_has_age(doc, end) or _is_said_to_be(doc, span) or _is_he_or_she(doc, span)):
        return "person"
    one = doc[start]
    is_within = end - start == 1 and one.dep_ == "pobj" and doc[start - 1].lower_ == "in"
    return "place" if is_within and label == "ORG" and not one.text.isupper() else None


def _is_known_person(name: str) -> bool:
    """Whether a name is a person's in the knowledge pack and nothing else's."""
    found = knowledge.named(knowledge.words(name))
    return bool(found) and all(one.type == "person" for one in found)


def _is_he_or_she(doc: Words, span: Extent) -> bool:
    """Whether a name of two words acts, and "he" or "she" follows before another name: "Dakota Finch said he"."""
    start, end = span
    tokens = doc[start:end]
    if end - start != _TWO or not all(token.text[0].isupper() for token in tokens):
        return False
    if doc.root(*span).dep_ != "nsubj":
        return False
    if any(token.lower_ in bodies() or not token.text.isalpha() or token.text.isupper() for token in tokens):
        return False
    return _before_he_or_she(doc, span)


def _before_he_or_she(doc: Words, span: Extent) -> bool:
    for token in doc[span[1] : doc.token(span[0]).sent.end]:
        if token.pos_ == "PROPN" or token.text[0] in _OPENS:
            return False
        if token.lower_ in {"he", "she", "his", "her"}:
            return True
    return False


def _has_age(doc: Words, end: int) -> bool:
    """Whether an age stands behind a name: "Kavitha, 26, walked"."""
    after = [token.text for token in doc[end : end + 3]]
    commas = [after[0], after[-1]] if len(after) > _TWO else []
    return commas in ([",", ","], [",", "."]) and after[1].isdigit() and len(after[1]) == _AGE


def _is_bearer(doc: Words, span: Extent) -> bool:
    """Whether a place's name is somebody's: "said Chad, who asked", "said Israel, the dead man's neighbour"."""
    if span[1] - span[0] > 1 or doc[span[0]].text not in first_names() or doc[span[0]].dep_ not in _SUBJECTS:
        return False
    relative = any(token.lower_ in {"who", "whose"} for token in doc[span[1] : span[1] + _TWO])
    return relative or _is_said_to_be(doc, span) or _before_he_or_she(doc, span)


def _is_said_to_be(doc: Words, span: Extent) -> bool:
    """Whether a name stands beside what only a person is: "The judge, Corin Maddle," and "Ada Renk, a builder"."""
    root = doc.root(*span)
    beside = [root.head] if root.dep_ == "appos" else []
    beside += [child for child in root.children if child.dep_ == "appos"]
    return any(token.pos_ == "NOUN" and token.lemma_.lower() in roles() and token.tag_ == "NN" for token in beside)


def acts(doc: Words, span: Extent) -> bool:
    """Whether a name does something: "Ankara said", "rejected by the Kremlin"."""
    root = doc.root(*span)
    if root.dep_ == "poss":
        return root.head.lemma_.lower() in roles() or root.head.lemma_.lower() in bodies()
    acts = root.dep_ in {"nsubj", "agent"} or (root.dep_ == "pobj" and root.head.dep_ == "agent")
    return acts and root.head.pos_ in {"VERB", "AUX"}


def short_form(doc: Words, span: Extent) -> str | None:
    """The short form of a name that stands behind it: "the Federation of Small Jewellers (FSJ)", ", known as FSJ"."""
    behind = [token.text for token in doc[span[1] : span[1] + 4]]
    if behind[:1] == ["("] and behind[2:3] == [")"]:
        short = behind[1]
    elif tuple(behind[:3]) == _KNOWN_AS and len(behind) > len(_KNOWN_AS):
        short = behind[-1]
    else:
        return None
    return short if _is_short_for(short, key(doc.phrase(*span))) else None


def _is_short_for(short: str, name: str) -> bool:
    """Whether capitals are those of a name, in its order, the first letter the first: FSJ, UAWF."""
    letters = [char for char in short if char.isupper()]
    if min(len(letters), len(name.split())) < _TWO or len(letters) < len(short) - 1:
        return False
    rest = iter(name.upper())
    return name[:1].upper() == letters[0] and all(letter in rest for letter in letters)
