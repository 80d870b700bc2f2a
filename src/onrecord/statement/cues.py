"""The lexicon of cues: which words bring words or thoughts, in which frames, and what they make of them.

    deny    denied  quote clause object gerund      "denied that", "denied the claim"
    hope    thought clause infinitive prep:for      "hoped to", "hopes for"

The frame `quote` says that a quotation may stand with the cue ("...," she noted).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

Kind: TypeAlias = Literal["addressing", "refusing", "answering", "rejecting", "pointing", "topic", "seeming", "rousing"]


def _rows(name: str) -> list[list[str]]:
    rows = files("onrecord.data").joinpath(f"statement/{name}").read_text("utf-8").splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")][1:]


@cache
def lexicon() -> Mapping[str, Mapping[str, str]]:
    """Lemma -> frame -> act."""
    out: dict[str, dict[str, str]] = {}
    for lemma, act, frames in _rows("cues.tsv"):
        for frame in frames.split():
            out.setdefault(lemma, {})[frame] = act
    return out


def frames_of(word: Token) -> Mapping[str, str]:
    """The frames in which a word is a cue, each with its act; empty where it is none."""
    if word.pos_ not in {"VERB", "ADJ", "AUX"}:
        return {}
    return lexicon().get(lemma_of(word), {})


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one of the step's lists, a word a line."""
    rows = files("onrecord.data").joinpath(f"statement/{name}.txt").read_text("utf-8").splitlines()
    return frozenset(row for row in rows if not row.startswith("#"))


def evidence() -> frozenset[str]:
    """Cues that things have as subject too, which then say nothing: "the advance underlines", "the vote shows"."""
    return word_list("evidence")


def minds() -> frozenset[str]:
    """Words of mind, whose content is thought: "wants to rest", "is keen to go"."""
    return word_list("minds")


def object_with_clause() -> frozenset[str]:
    """Cues whose object counts only with a clause of its own: "confirmed his plan to go", not "his account"."""
    return word_list("object_with_clause")


def things() -> frozenset[str]:
    """Nouns for what never speaks: "drone", "phrase", "toll"."""
    return word_list("things")


@cache
def verbs(kind: Kind) -> frozenset[str]:
    """Verbs of a kind: "tell" addresses somebody, "decline" refuses, "comment" answers; the list tells of each."""
    return frozenset(verb for verb, its in _rows("kinds_of_verbs.tsv") if its == kind)


@cache
def _lemmas() -> Mapping[str, str]:
    return {lemma: form for lemma, form in _rows("lemmas.tsv")}  # noqa: C416  (a row is a list, dict() wants pairs)


def lemma_of(word: Token) -> str:
    """The word's dictionary form."""
    lemma = word.lemma_.lower()
    return _lemmas().get(lemma, lemma)


def is_negated(verb: Token) -> bool:
    """Whether a "not" or "never" stands with a verb, or with the one that governs it ("did not want to say").

    That of an adjective stands with its "is": "is not sure".
    """
    if any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children):
        return True
    is_predicate = verb.pos_ == "ADJ" and verb.dep_ == "acomp" and verb.head.pos_ in {"AUX", "VERB"}
    is_governed = verb.dep_ == "xcomp" or is_predicate
    return is_governed and any(child.dep_ == "neg" for child in verb.head.children)
