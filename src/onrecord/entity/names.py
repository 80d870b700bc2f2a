"""Names: those that the model marks, put right, and those that it misses.

The small model takes a title for a part of the name, a surname alone for a firm, and two names that touch for one. What
the rest of the article says of a name decides: "Ruvell" is a person where "Adara Ruvell" is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.entity.described import is_actor
from onrecord.entity.folding import name_words
from onrecord.entity.gazetteer import bodies, demonyms, given_names, honorifics, key, places, roles
from onrecord.entity.mention import Mention, Traits
from onrecord.entity.traits import country_of, gender_of_name, of_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

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
# Words in a person's name; beyond that a given name begins the name of a foundation or a street.
_LONGEST_NAME = 4
# How far before a name its titles may begin: "Secretary of State for Foreign and Commonwealth Affairs".
_LONGEST_TITLE = 10


def names(doc: Doc) -> list[Mention]:
    """Every name of the text, in order, typed by what the whole article tells."""
    spans = [span for span in _candidates(doc) if span[0] < span[1]]
    raw = [(span, _label(doc, span)) for span in spans]
    persons = _surnames(doc, raw)
    return [_mention(doc, span, _type(doc, span, label, persons)) for span, label in raw]


def _candidates(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of names: the model's, trimmed and cut, and runs of capitals that it left out."""
    taken: set[int] = set()
    spans: list[tuple[int, int]] = []
    for ent in doc.ents:
        if ent.label_ not in _TYPES or (ent.label_ == "NORP" and not _is_group(ent)):
            continue
        for start, end in _pieces(doc, ent):
            spans.append((start, end))
            taken.update(range(start, end))
    spans += [(start, end) for start, end in _runs(doc, taken) if start < end]
    return _joined(doc, sorted(span for span in spans if _is_name(doc, span)))


def _is_name(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether a candidate is a name: capitals, and neither a role nor the first words of one ("Defense | Minister")."""
    tokens = doc[span[0] : span[1]]
    if not any(token.text[0].isupper() or token.text[0].isdigit() for token in tokens):
        return False
    if tokens.root.is_lower and tokens.root.lower_ in bodies():
        return False
    if all(token.lower_ in roles() for token in tokens):
        return False
    before, after = doc[max(0, span[0] - 1)], doc[min(span[1], len(doc) - 1)]
    if key(tokens.text) in places():
        return True
    in_title = before.lower_ == "of" and span[0] > 1 and doc[span[0] - 2].lower_ in roles() and after.pos_ == "PROPN"
    return not in_title and not (after.lower_ in roles() and after.text[0].isupper())


def _joined(doc: Doc, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The names in order, a given name joined to the surname that the model cut from it: "Yury | Ushakov"."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and out[-1][1] == start and out[-1][1] - out[-1][0] == 1 and doc[out[-1][0]].text in given_names():
            out[-1] = (out[-1][0], end)
        elif not out or out[-1][1] <= start:
            out.append((start, end))
    return iter(out)


def _is_group(ent: Tokens) -> bool:
    return ent[-1].tag_ in {"NNPS", "NNS"} and ent.root.dep_ not in {"amod", "compound", "poss"}


def _pieces(doc: Doc, ent: Tokens) -> Iterator[tuple[int, int]]:
    """A marked name without article, titles and possessive; two where a state's name was run into a person's."""
    start, end = _trimmed(doc, ent.start, ent.end)
    if ent.label_ == "PERSON" and end - start > 2:  # noqa: PLR2004 - first name, surname and one more
        last = places().get(key(doc[end - 1].text))
        if last is not None:
            yield start, end - 1
            yield end - 1, end
            return
    if start < end:
        yield start, end


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    whole = key(doc[start:end].text)
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
    if end - start == 1 and doc[start].text.endswith(("'s", "’s")):
        return start, end
    return start, end


def _after_title_of(doc: Doc, start: int, end: int) -> int:
    """Where a name begins that was run together with a title: "The President of the Republic of Karsa Ilo Dorn"."""
    first = start + 1 if doc[start].lower_ == "the" else start
    if first + 2 >= end or doc[first].lower_ not in roles() or doc[first + 1].lower_ != "of":
        return start
    for stop in range(end - 1, first + 2, -1):
        if key(doc[first + 2 : stop].text) in places():
            return stop
    return start


def _is_title(doc: Doc, start: int, end: int) -> bool:
    """Whether a capitalised role at the beginning of a name is a title: "President Ruvell"."""
    return doc[start].lower_ in roles() and not any(token.lower_ in bodies() for token in doc[start:end])


def _runs(doc: Doc, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns outside the model's names that act, are addressed with a title, or are in the tables."""
    known = {doc[end - 1].text for ent in doc.ents if ent.label_ == "PERSON" for _, end in _pieces(doc, ent)}
    index = 0
    while index < len(doc):
        if index in taken or doc[index].pos_ != "PROPN" or not doc[index].text[0].isupper():
            index += 1
            continue
        end = index + 1
        while end < len(doc) and end not in taken and doc[end].pos_ == "PROPN" and doc[end].text[0].isupper():
            end += 1
        start, last = _trimmed(doc, index, end)
        if start < last and (_is_worth_a_name(doc, start, last) or doc[last - 1].text in known):
            yield start, last
        index = end


def _is_worth_a_name(doc: Doc, start: int, end: int) -> bool:
    text = key(doc[start:end].text)
    if text in places():
        return True
    if text in demonyms() or doc[end - 1].lower_ in roles() or doc[start].ent_type_ in {"DATE", "TIME", "MONEY"}:
        return False
    if start and (doc[start - 1].text in honorifics() or _follows_title(doc, start, end)):
        return True
    if end - start == 1 and doc[start].is_sent_start:
        return False
    root = doc[start:end].root
    if root.dep_ == "appos" and root.head.lemma_.lower() in roles():
        return True
    return root.dep_ in _SUBJECTS or (root.dep_ == "pobj" and root.head.dep_ == "agent")


def _follows_title(doc: Doc, start: int, end: int) -> bool:
    """Whether a run of two or more names follows a role, or the state in one: "President of Karsa Ilo Dorn"."""
    before = doc[start - 1]
    return end - start > 1 and (before.lower_ in roles() or before.ent_type_ == "GPE")


def _label(doc: Doc, span: tuple[int, int]) -> str:
    start = span[0]
    if start and doc[start - 1].text in honorifics():
        return "PERSON"
    if _begins_with_given_name(doc, span):
        return "PERSON"
    marked = next((token.ent_type_ for token in doc[start : span[1]] if token.ent_type_ in _TYPES), None)
    return marked or ("PERSON" if span[1] - start > 1 else "")


def _begins_with_given_name(doc: Doc, span: tuple[int, int]) -> bool:
    tokens = doc[span[0] : span[1]]
    if not 1 < len(tokens) <= _LONGEST_NAME or tokens[0].text not in given_names():
        return False
    return not any(token.lower_ in bodies() for token in tokens) and key(tokens.text) not in places()


def _surnames(doc: Doc, raw: Sequence[tuple[tuple[int, int], str]]) -> frozenset[str]:
    """The folded last words of the names that are persons' wherever they stand in full."""
    votes: Counter[str] = Counter()
    for (start, end), label in raw:
        words = name_words(doc[start:end].text)
        if not words:
            continue
        addressed = start > 0 and doc[start - 1].text in honorifics()
        if addressed or (label == "PERSON" and len(words) > 1):
            votes[words[-1]] += 2
        elif len(words) > 1 and label == "ORG":
            votes[words[-1]] -= 1
    # A firm is not called by the last word of its name; a person is.
    alone = {words[0] for (start, end), _ in raw if len(words := name_words(doc[start:end].text)) == 1}
    return frozenset(word for word in votes if votes[word] > 0 or (word in alone and _may_be_surname(word)))


def _may_be_surname(word: str) -> bool:
    """Whether the last word of a name is neither a noun for bodies nor a place."""
    return word not in bodies() and word.capitalize() not in places() and word.upper() not in places()


def _type(doc: Doc, span: tuple[int, int], label: str, surnames: frozenset[str]) -> str:
    start, end = span
    text = key(doc[start:end].text)
    words = name_words(text)
    place = places().get(text)
    addressed = start > 0 and doc[start - 1].text in honorifics()
    is_surname = len(words) == 1 and words[0] in surnames
    if place is not None and not addressed and not is_surname:
        return _place_type(doc, span, place.type)
    if addressed:
        return "person"
    if any(token.lower_ in bodies() for token in doc[start:end]) and label != "PERSON":
        return "organisation"
    if len(words) == 1 and doc[start].lower_ in bodies():
        return "organisation"
    if is_surname or (words and words[-1] in surnames and label in {"ORG", "GPE", "NORP", ""}):
        return "person"
    return _TYPES.get(label, "other")


def _place_type(doc: Doc, span: tuple[int, int], listed: str) -> str:
    """A seat of government that acts stands for the government."""
    root = doc[span[0] : span[1]].root
    acts = root.dep_ in {"nsubj", "agent"} or (root.dep_ == "pobj" and root.head.dep_ == "agent")
    return "country" if listed == "place" and acts and root.head.pos_ in {"VERB", "AUX"} else listed


def _mention(doc: Doc, span: tuple[int, int], type_: str) -> Mention:
    start, end = span
    tokens = doc[start:end]
    root = tokens.root
    text = key(tokens.text)
    place = places().get(text)
    traits = Traits()
    if type_ in {"country", "igo", "place", "organisation"}:
        traits = Traits(place.country if place else country_of(list(tokens), 0))
    elif type_ == "person":
        words = [*_titles(doc, span), *_appositions(root, span)]
        traits = of_words(words)
        traits = Traits(traits.country, traits.roles, traits.families, traits.gender or gender_of_name(text))
    elif type_ == "group":
        traits = Traits(demonyms().get(text), number="many")
    return Mention(
        start=tokens.start_char,
        end=tokens.end_char - (2 if tokens.text.endswith(("'s", "’s")) else 0),
        tokens=span,
        head=root.i,
        kind="name",
        text=f"The {text}" if place is not None and _keeps_article(doc, start) else text,
        type=type_,
        traits=traits,
        is_subject=is_actor(root),
    )


def _keeps_article(doc: Doc, start: int) -> bool:
    """Whether the article before a name belongs to it, written large in mid-sentence: "in The Hague"."""
    return start > 0 and doc[start - 1].text == "The" and not doc[start - 1].is_sent_start


def _titles(doc: Doc, span: tuple[int, int]) -> list[Token]:
    """The words right before a name that can be its title: nouns, adjectives, "of" and "for"."""
    start = span[0]
    words: list[Token] = []
    for token in reversed(doc[max(0, start - _LONGEST_TITLE) : start]):
        if token.is_space or (token.is_punct and token.text not in {"-", "."}):
            break
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "PART", "PUNCT"} and token.lower_ not in {
            "of",
            "for",
            "and",
        }:
            break
        words.insert(0, token)
        if token.pos_ == "DET":
            break
    return words


def _appositions(root: Token, span: tuple[int, int]) -> list[Token]:
    """What is said of a name right behind it: "Viktor Dorn, the Karsan foreign minister"; the part up to a stop."""
    out: list[Token] = []
    for child in root.children:
        if child.dep_ == "appos" and child.i >= span[1] and child.pos_ == "NOUN":
            out.extend(token for token in child.subtree if token.i <= child.i or token.head.i == child.i)
            out.extend(token for token in child.subtree if token.dep_ == "pobj" and token.head.head is child)
    return out
