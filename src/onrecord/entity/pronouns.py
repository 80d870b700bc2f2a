"""Pronouns that may mean somebody: he, she, they, it, and who, which, that in relative clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.entity.mention import Mention, Traits
from onrecord.entity.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Token

_FORMS: dict[str, tuple[str, str, str]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("person", "m", "one")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("person", "f", "one")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("group", "", "many")),
    **dict.fromkeys(("it", "its", "itself"), ("organisation", "", "one")),
}
# A sentence that begins so goes on about something: "It points to queues".
_TENSED = frozenset({"VBZ", "VBD"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_ALL = _RELATIVES | _FORMS.keys()


def pronouns(doc: Words) -> Iterator[Mention]:
    """Third-person and relative pronouns in order; type and traits say what they ask for."""
    for word in doc:
        if word.lower_ not in _ALL:
            continue
        token = doc.token(word.i)
        if word.lower_ in _FORMS and word.pos_ in {"PRON", "DET"} and not _is_empty(token):
            type_, gender, number = _FORMS[word.lower_]
            yield _mention(token, type_, Traits(gender=gender, number="many" if number == "many" else "one"))
        elif antecedent(token) is not None:
            yield _mention(token, "relative", Traits())


def _is_empty(token: Token) -> bool:
    """Whether "it" means nothing: "it is clear that", "it takes two"; as a subject it must do what a body can do."""
    if token.lower_ != "it" or token.dep_ not in {"nsubj", "nsubjpass"}:
        return token.lower_ in {"it", "itself"}
    verb = token.head
    if verb.lemma_ == "be" or verb.pos_ != "VERB":
        return True
    told = {"ccomp", "xcomp", "dobj"} | ({"prep"} if token.is_sent_start and verb.tag_ in _TENSED else set())
    return not any(child.dep_ in told for child in verb.children)


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if token.lower_ not in _RELATIVES or token.tag_ not in {"WP", "WDT", "WP$"}:
        return None
    clause = next((up for up in token.ancestors if up.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def _mention(token: Token, type_: str, traits: Traits) -> Mention:
    return Mention(
        start=token.idx,
        end=token.idx + len(token),
        tokens=(token.i, token.i + 1),
        head=token.i,
        kind="pronoun",
        text=token.text,
        type=type_,
        traits=traits,
        is_subject=token.dep_ in {"nsubj", "nsubjpass"},
    )
