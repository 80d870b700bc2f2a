"""The name in a source, by its capitals: without titles, and without what somebody is the head of.

    la portavoz de los estibadores, Rosa Melgar     Rosa Melgar
    Orvik Savunma Bakanı Selim Arven            Selim Arven
    le ministre de la Défense Luc Ambrin        Luc Ambrin
    ein Sprecher der Reederei                       none

A particle belongs to the name where the name is a single word without it: Imke von Vorholt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from onrecord.entity import name_words
from onrecord.spans import Span
from onrecord.statement.foreign.page import Page
from onrecord.statement.foreign.sources import Phrase
from onrecord.statement.foreign.words import Lexicon, Word

# Names of people have two words or three; what stands before these in capitals is a title.
_SHORT_NAME, _LONG_NAME = 2, 3
_SPACES = frozenset({" ", "\u00a0"})
# Of so many people with one family name it cannot be told who is meant.
TOO_MANY = 8


def names_in(words: Sequence[Word], phrase: Phrase, lexicon: Lexicon | None) -> list[Sequence[Word]] | None:
    """The names in a source: that in apposition, else those that stand in it by their own right, joined by "and".

    None where several are joined that cannot be told apart from the parts of one name.
    """
    if lexicon is None:
        return [words]
    if phrase.name is not None:
        first, last = phrase.name
        own = _name(words[: phrase.head - phrase.first], lexicon)
        # "Jan Tolm, Leiter des Labors": whoever has a full name already is only described behind the comma.
        return [own] if len(own) > 1 else [words[first - phrase.first : last - phrase.first]]
    words = words[: phrase.head - phrase.first]
    hyphens = [at for at, word in enumerate(words) if not word.is_word and word.text != "&"]
    if hyphens:
        # Gesundheits-, Sozial- und Finanzdirektor Jan Tolm: the name stands behind the last of what he directs.
        words = words[hyphens[-1] + 2 :]
    parts: list[Sequence[Word]] = []
    for is_link, group in groupby(words, lambda word: lexicon.has(word, "and")):
        if not is_link:
            parts.append(list(group))
    found = [_name(part, lexicon) for part in parts]
    names = [name for name in found if name]
    if len(parts) > 1 and (len(names) != len(parts) or any(len(name) == 1 for name in names)):
        return [] if any(word.text == "&" for word in words) else None
    return names


def _name(words: Sequence[Word], lexicon: Lexicon) -> Sequence[Word]:
    """The name in a phrase, without titles and what it is a title of; empty where there is none."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end].is_capital and not lexicon.has(words[end], "article"):
            end += 1
        if end > at:
            runs.append((at, end))
        at = max(end, at + 1)
    # "Orviks borgmästare Anna Lind": who speaks is named last, but for what a particle puts there.
    for first, last in reversed(runs):
        name = _without_title(words[first:last], lexicon)
        governed = first > 0 and lexicon.has(words[first - 1], "of")
        if governed and not (first == 1 and lexicon.has(words[0], "article")):
            # "ministre de la Défense Luc Ambrin": the first is what he is minister of.
            name = name[1 if not lexicon.trait("nouns") else -_SHORT_NAME :] if len(name) > _SHORT_NAME else []
            if name:
                return name
        if name and len(name) == last - first:
            name = _with_particle(words, first, last, lexicon) or name
        if name and not _is_noun(words, first, name, lexicon):
            return _of_length(name, lexicon, titled=first > 0, cut=len(name) < last - first)
    return []


def _without_title(run: Sequence[Word], lexicon: Lexicon) -> Sequence[Word]:
    titles = [
        at for at, word in enumerate(run) if lexicon.is_role(word) or lexicon.is_form(word.lower.strip("."), "short")
    ]
    if lexicon.trait("family_first") and titles and titles[0] > 0:
        return run[: titles[0]]
    return run[titles[-1] + 1 :] if titles else run


def _with_particle(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Sequence[Word] | None:
    """A name that goes on behind a particle: Ursula von Merrow, Juan de la Cruz; not Anna Berg aus Orvik."""
    end = last
    while end < len(words) and not words[end].is_capital and lexicon.has(words[end], "of"):
        end += 1
    joins = last - first == 1 and last < end < len(words) and words[end].is_capital
    return words[first : end + 1] if joins and not lexicon.has(words[max(0, first - 1)], "article") else None


def _is_noun(words: Sequence[Word], first: int, name: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether a single word with an article before it is no name: die Polizei, la Generalitat; but ο Παπαδόπουλος."""
    has_article = any(lexicon.has(word, "article") for word in words[: max(first, 1)])
    return len(name) == 1 and has_article and not lexicon.trait("articled") and name[0] is words[first]


def _of_length(name: Sequence[Word], lexicon: Lexicon, *, titled: bool = False, cut: bool = False) -> Sequence[Word]:
    """At most the last words of a run: titles have capitals where all nouns do, and at the beginning of a sentence.

    `titled` says that words in small letters stand before it, `cut` that a title in it is already cut off.
    """
    has_particle = not all(word.is_capital for word in name)
    if has_particle or lexicon.trait("family_first"):
        return name
    has_father = len(name) > _SHORT_NAME and any(
        name[-2].lower.endswith(end) for end in lexicon.kinds.get("patronymic", ())
    )
    is_short = (
        lexicon.trait("nouns") or lexicon.trait("final") or (titled and lexicon.trait("genitive") and not has_father)
    )
    longest = _SHORT_NAME if is_short and not cut else _LONG_NAME
    return name if len(name) <= longest else name[-_SHORT_NAME:]


def full_names(page: Page) -> dict[str, list[tuple[str, Span]]]:
    """Family name, folded -> the full names that end with it in a text, each with where it stands first."""
    lexicon = page.lexicon
    out: dict[str, dict[str, Span]] = {}
    if lexicon is None:
        return {}
    for run in _runs(page, lexicon):
        bare = _without_title(run, lexicon)
        name = _of_length(bare, lexicon, cut=len(bare) < len(run))
        if len(name) < _SHORT_NAME:
            continue
        key = "".join(name_words(name[0 if lexicon.trait("family_first") else -1].text))
        known = out.setdefault(key, {})
        if len(known) < TOO_MANY:
            known.setdefault(" ".join(word.text for word in name), (name[0].start, name[-1].end))
    return {key: list(names.items()) for key, names in out.items()}


def _runs(page: Page, lexicon: Lexicon) -> Iterator[Sequence[Word]]:
    """Words with capitals that follow each other with a space between, without those that only begin a sentence."""
    run: list[Word] = []
    for word in page.words:
        if run and page.text[run[-1].end : word.start] not in _SPACES:
            yield run
            run = []
        if not word.is_capital or "'" in word.lower:
            yield run
            run = []
        elif run or not (lexicon.is_time(word) or lexicon.has(word, "article", "stop", "skip")):
            run.append(word)
    yield run
