"""The words of a language without a model: which of them say something, and which stand around who says it.

    words_about("fr").forms["a"]        ("a", "déclaré") said, ("a", "fait", "savoir") said ...
    words_about("fr").has(word, "article")      la, les, une ...

Both tables are data (data/statement/cues_foreign.tsv, sources_foreign.tsv); a language without rows there has no
lexicon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal[
    "trait",
    "preposition",
    "article",
    "indefinite",
    "pronoun",
    "either",
    "they",
    "of",
    "and",
    "conjunction",
    "stop",
    "time",
    "skip",
    "not",
    "role",
    "thing",
    "patronymic",
    "elision",
    "short",
]
Trait: TypeAlias = Literal["nouns", "second", "prodrop", "final", "family_first", "genitive", "days", "articled"]

GAP = "*"
_PRONOUNS: tuple[Kind, ...] = ("pronoun", "either", "they")
# Marks that stand over a letter (U+0300 to U+036F) belong to its word.
_TOKEN = re.compile(r"[^\W_](?:[-'’.]?[^\W_]|[\u0300-\u036f])*+|[^\w\s]|_")
# A role is found at the end of a compound (Gewerkschaftschefin) from so many letters on; "rey", "vd" are no endings.
# J.R.R. Varn.
_LONGEST_INITIALS = 5
_SHORTEST_ENDING, _LONGEST_ENDING = 4, 20


class Word(NamedTuple):
    """A word or a mark of a text: as it stands, in lower case with a straight apostrophe, and where."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is no punctuation."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter: Melgar, d'Ambry not."""
        return self.text[0].isupper()


class Form(NamedTuple):
    """A cue as it stands in print, word by word, `GAP` where its source may stand, and what it makes of the words."""

    words: tuple[str, ...]
    act: str


@dataclass(frozen=True)
class Lexicon:
    """What is known of a language: its cues by their first word, longest first, and its other words by kind."""

    forms: Mapping[str, Sequence[Form]]
    kinds: Mapping[str, frozenset[str]]

    def has(self, word: Word, *kinds: Kind) -> bool:
        """Whether a word is of one of some kinds."""
        return any(word.lower in self.kinds.get(kind, ()) for kind in kinds)

    def is_form(self, form: str, kind: Kind) -> bool:
        """Whether a form in lower case, of one word or more, is of a kind."""
        return form in self.kinds.get(kind, ())

    def trait(self, trait: Trait) -> bool:
        """Whether the language has a trait.

        `nouns`: all nouns begin with a capital; `second`: the verb is the second part of a sentence; `prodrop`: a verb
        needs no subject; `final`: the verb ends the sentence; `family_first`: the family name comes first; `genitive`:
        what somebody is the head of may stand before the name with a capital and no particle (мэр Орвика Иван Терлов);
        `days`: days and months begin with a capital; `articled`: names have articles (ο Νίκος).
        """
        return self.is_form(trait, "trait")

    def is_time(self, word: Word) -> bool:
        """Whether a word says when; Domingo with its capital is a man where Sunday is domingo."""
        return self.has(word, "time") and (not word.is_capital or self.trait("days"))

    def is_role(self, word: Word) -> bool:
        """Whether a noun is one for a person who speaks, or a compound of one."""
        roles = self.kinds.get("role", frozenset())
        lengths = range(_SHORTEST_ENDING, _LONGEST_ENDING + 1)
        return word.lower in roles or any(word.lower[-length:] in roles for length in lengths)


@cache
def words_about(language: str | None) -> Lexicon | None:
    """The lexicon of a language by its ISO 639-1 code; None where there is none."""
    code = (language or "").split("-")[0].lower()
    return _lexicons().get("nb" if code in {"no", "nn"} else code)


@cache
def _lexicons() -> Mapping[str, Lexicon]:
    kinds: dict[str, dict[str, frozenset[str]]] = {}
    for language, kind, words in _rows("sources_foreign.tsv"):
        kinds.setdefault(language, {})[kind] = frozenset(words.split())
    everywhere = kinds.pop("*", {})
    forms: dict[str, dict[str, list[Form]]] = {language: {} for language in kinds}
    for language, form, act in _rows("cues_foreign.tsv"):
        lexicon = Lexicon({}, kinds[language] | everywhere)
        # The gap is no word, so the parts beside it are read apart.
        parts = [GAP if part == GAP else word.lower for part in form.split() for word in words_of_text(part, lexicon)]
        forms[language].setdefault(parts[0], []).append(Form(tuple(parts), act))
    for by_first in forms.values():
        for same_first in by_first.values():
            same_first.sort(key=lambda form: -len(form.words))
    return {language: Lexicon(forms[language], kinds[language] | everywhere) for language in kinds}


def _rows(name: str) -> Iterator[list[str]]:
    rows = files("onrecord.data").joinpath(f"statement/{name}").read_text("utf-8").splitlines()
    return (row.split("\t") for row in [row for row in rows if not row.startswith("#")][1:])


def words_of_text(text: str, lexicon: Lexicon | None, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and marks of a text in order: l'avis is two words where vowels are dropped, a-t-elle dit three."""
    out: list[Word] = []
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        if not out or found.start() >= out[-1].end:
            out.extend(_parts(text, found.start(), found.end(), lexicon))
    return out


def _parts(text: str, start: int, end: int, lexicon: Lexicon | None) -> Iterator[Word]:
    whole = text[start:end]
    lower = _plain(whole)
    # Lower case may be longer than what it is made of (İ); offsets then cannot be told from it.
    if lexicon is None or not whole[0].isalnum() or len(lower) != len(whole):
        yield Word(whole, lower, start, end)
        return
    head, mark, rest = lower.partition("'")
    if mark and rest and lexicon.is_form(head, "elision"):
        cut = start + len(head) + 1
        yield Word(text[start:cut], head + mark, start, cut)
        start, whole, lower = cut, text[cut:end], rest
    if "-" in lower and _is_subject(lower, lexicon):
        verb, subject = lower.split("-")[0], lower.rsplit("-", 1)[-1]
        yield Word(text[start : start + len(verb)], verb, start, start + len(verb))
        yield Word(text[end - len(subject) : end], subject, end - len(subject), end)
    elif text[end : end + 1] == "." and _is_short(whole, lower, text[end + 1 : end + 3], lexicon):
        yield Word(text[start : end + 1], lower, start, end + 1)
    else:
        yield Word(whole, lower, start, end)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.lower()).replace("’", "'")


def _is_subject(lower: str, lexicon: Lexicon) -> bool:
    """Whether a verb has its subject behind a hyphen: dit-il, a-t-elle."""
    first, *between, last = lower.split("-")
    is_named = any(lexicon.is_form(last, kind) for kind in _PRONOUNS)
    return bool(first) and between in ([], ["t"]) and is_named


def _is_short(whole: str, lower: str, following: str, lexicon: Lexicon) -> bool:
    """Whether the full stop after a word is its own: of an initial, or of a form of address before a name."""
    is_initial = len(whole.rsplit(".", 1)[-1]) == 1 and whole.isupper() and len(whole) <= _LONGEST_INITIALS
    return (is_initial or lexicon.is_form(lower, "short")) and following.strip()[:1].isupper()
