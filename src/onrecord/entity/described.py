"""People and bodies that are described, not named: "the Karsan leader", "a senior official", "member states"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.entity.gazetteer import bodies, demonyms, groups, roles
from onrecord.entity.mention import Mention, Number, Traits
from onrecord.entity.traits import country_of, role_of
from onrecord.entity.words import Word, Words

if TYPE_CHECKING:
    from spacy.tokens import Token

# What a noun phrase does where it is one that can speak or act; predicates ("is a man") and titles are left out.
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "dative", "ROOT", "appos", "agent"})
_BODIES = {"body": "organisation", "text": "other"}
_NEW = frozenset({"another", "separate", "second", "third", "other", "different", "one"})
_PAST = frozenset({"former", "ex", "then", "late", "erstwhile"})
_AGES = frozenset({"old", "olds"})
# The words before it: "year", "-".
_TWO = 2
_SAME = frozenset({"the", "this", "that", "these", "those"})
# Two at once: "the pair said", "both said", "the two agreed", "both men".
_OF_TWO = frozenset({"former", "latter"})
_PAIRS = frozenset({"pair", "couple", "duo", "both", "two"})


def described(doc: Words, named: set[int]) -> Iterator[Mention]:
    """Noun phrases with a noun for a role, a body or a group as head; `named` are the tokens of names."""
    for token in doc:
        if token.dep_ not in _PLACES or token.i in named:
            continue
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "PRON"} and token.lower_ not in _PAIRS:
            continue
        type_ = _type(doc, token)
        if type_ is not None:
            yield _mention(doc, token, type_)


def _type(doc: Words, token: Word) -> str | None:
    if _is_age(doc, token):
        return "person"
    if token.lower_ in _PAIRS or token.lower_ in _OF_TWO or token.text in demonyms():
        return _actor_type(doc.token(token.i))
    noun = doc.token(token.i).lemma_.lower()
    many = token.tag_ in {"NNS", "NNPS"} or token.lower_ in groups()
    if token.pos_ in {"ADJ", "PRON"}:
        return "group" if token.lower_ in groups() and token.dep_ in {"nsubj", "agent"} else None
    if many and (noun in roles() or token.lower_ in groups() or (noun in bodies() and is_two(doc.token(token.i)))):
        return "group"
    return "person" if noun in roles() else _BODIES.get(bodies().get(noun, ""))


def _actor_type(token: Token) -> str | None:
    """What a word without a noun means where it acts: "both", "the latter", "the Dutchman"."""
    if not is_actor(token):
        return None
    if token.lower_ in _PAIRS or (token.text in demonyms() and token.tag_ in {"NNS", "NNPS"}):
        return "group"
    is_one = token.lower_ in _OF_TWO or token.tag_ in {"NN", "NNP", "JJ"}
    return "person" if is_one and token.left_edge.lower_ in _SAME | {"a", "an"} else None


def _is_age(doc: Words, token: Word) -> bool:
    """Whether a phrase tells somebody by their age: "the 66-year-old"."""
    if token.lower_ not in _AGES or token.i < _TWO:
        return False
    return doc[token.i - 1].text == "-" and doc[token.i - 2].lower_ == "year"


def _mention(doc: Words, word: Word, type_: str) -> Mention:
    head = doc.token(word.i)
    lefts = [doc[child.i] for child in head.lefts]
    inner = [child.i for child in lefts if child.dep_ not in {"punct", "cc", "relcl", "acl"}]
    start = min([head.i, *(doc.token(index).left_edge.i for index in inner)])
    of = next(
        (child for child in head.rights if child.dep_ == "prep" and child.lower_ in {"of", "at", "for", "from"}), None
    )
    end = of.right_edge.i + 1 if of is not None and of.i == head.i + 1 else head.i + 1
    text = doc.phrase(start, end)
    return Mention(
        start=doc[start].idx,
        end=doc[start].idx + len(text),
        tokens=(start, end),
        head=head.i,
        kind="described",
        text=text,
        type=type_,
        traits=_traits(doc, word, (start, end), type_),
        words=_words(head),
        definite=_is_definite(lefts),
        former=any(child.lower_ in _PAST for child in lefts),
        is_subject=is_actor(head),
    )


def is_two(head: Token) -> bool:
    """Whether a phrase means two of whom the text has told: "the pair", "both men", "the two leaders"."""
    told = {child.lower_ for child in head.lefts}
    if head.lower_ in {"pair", "couple", "duo", "two"}:
        return bool(told & _SAME) and not any(child.dep_ == "prep" for child in head.rights)
    if head.lower_ == "both":
        return not any(child.dep_ == "prep" for child in head.rights)
    return head.tag_ == "NNS" and ("both" in told or ("two" in told and bool(told & _SAME)))


def is_actor(head: Token) -> bool:
    """Whether a noun is who does or tells: subject, agent, possessor of words, or the object of "according to"."""
    if head.dep_ in {"nsubj", "nsubjpass", "agent"}:
        return True
    if head.dep_ == "conj":
        return is_actor(head.head)
    if head.dep_ == "pobj":
        return head.head.dep_ == "agent" or head.head.head.lower_ == "according" or head.head.lower_ == "according"
    return False


def _traits(doc: Words, head: Word, span: tuple[int, int], type_: str) -> Traits:
    told = (iso for index in range(*span) if (iso := country_of(doc, index)) and not doc.token(index).is_punct)
    country = next(told, None)
    if any(_is_age(doc, word) for word in doc[doc.token(head.i).left_edge.i : head.i + 1] if word.lower_ in _AGES):
        # Whatever else is told of them ("the 44-year-old former dancer") is new.
        return Traits(country, frozenset(), frozenset({"person"}), "", "one")
    if head.text in demonyms():
        return Traits(demonyms()[head.text], frozenset(), frozenset({"person"}), _gender_of(head.text), "one")
    role = role_of(doc, head, doc[head.i - 1] if head.i else None) if type_ in {"person", "group"} else None
    number: Number = "many" if type_ == "group" else "one"
    if role is None:
        return Traits(country, number=number)
    return Traits(country, frozenset({role[0]}), frozenset({role[1]}), role[2], number)


def _gender_of(demonym: str) -> str:
    """The gender that a word for somebody's nationality tells: the Dutchman, the Frenchwoman."""
    return (
        "f" if demonym.endswith("woman") else "m" if demonym.endswith("man") and not demonym.endswith("erman") else ""
    )


def _words(head: Token) -> frozenset[str]:
    """What the description says beside its noun, by which two officials are told apart."""
    told = (child for child in head.children if child.dep_ in {"amod", "compound", "nmod", "poss"})
    return frozenset({head.lemma_.lower(), *(one.lemma_.lower() for one in told if one.lower_ not in _NEW | {"same"})})


def _is_definite(lefts: Sequence[Word]) -> bool:
    """Whether the phrase points back: "the official", "his counterpart", "Karsa's leader"."""
    if any(child.lower_ in _NEW for child in lefts):
        return False
    return any(child.lower_ in _SAME or child.dep_ == "poss" for child in lefts)
