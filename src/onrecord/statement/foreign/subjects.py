"""The source that stands before its cue: at the beginning of a sentence, or before a quotation whose verb comes last.

[El ministro de Pesca, Anselmo Varn,] afirmó: ...
En Orvik [el ministro] afirmó: ...            not Orvik, which its preposition governs
[Kaptan Orhan Tezer] de "..." dedi
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statement.foreign.sources import (
    LONGEST,
    Phrase,
    ends_source,
    is_name_word,
    is_source,
    name_end,
    phrase_end,
)
from onrecord.statement.foreign.words import Lexicon, Word


def phrase_before(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Phrase | None:
    """The source that ends where `[first, last)` ends, the beginning of a sentence up to its cue."""
    last = _before_adverbs(words, first, last, lexicon)
    parts = _between_commas(words, first, last)
    begin, end = parts[-1]
    if begin < end:
        return _ending(words, begin, end, lexicon)
    if len(parts) > 2:  # noqa: PLR2004 - a phrase, what stands between commas after it, and nothing before the cue
        begin, end = parts[-2]
        if name_end(words, begin, end, lexicon) == end:
            held = _ending(words, *parts[-3], lexicon)
            return None if held is None else Phrase(held.first, end, held.last, (begin, end))
        held = _ending(words, *parts[0], lexicon)
        name = parts[1]
        if held is not None and len(parts) > 3 and name_end(words, *name, lexicon) == name[1]:  # noqa: PLR2004 - see above
            return Phrase(held.first, name[1], held.last, name)
        return held
    return None


def _before_adverbs(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> int:
    """Where the adverbs and words of time that stand before a cue begin."""
    while last > first:
        word = words[last - 1]
        is_time = lexicon.is_time(word)
        opens = last - 1 == first
        if not is_time and ((word.is_capital and not opens) or not lexicon.has(word, "skip")):
            break
        last -= 1
        # "в понедельник", "el lunes": with the preposition or article before the day.
        if is_time and last > first and lexicon.has(words[last - 1], "stop", "article"):
            last -= 1
    return last


def _between_commas(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    cuts = [at for at in range(first, last) if words[at].text in {",", "(", ")", "–", "—"}]
    return list(zip([first, *(cut + 1 for cut in cuts)], [*cuts, last], strict=True))


def _ending(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Phrase | None:
    """The phrase that a stretch without commas ends with: all of it, or what follows another phrase in it.

    What a preposition governs is no source: "in Orvik said" has none, "in Orvik the mayor said" has the mayor.
    """
    begin = last
    while begin > first and not ends_source(words[begin - 1], lexicon, opens=True):
        begin -= 1
        if last - begin > LONGEST:
            return None
    articles = [
        at
        for at in range(begin + 1, last)
        if lexicon.has(words[at], "article") and not lexicon.has(words[at - 1], "of")
    ]
    for at in articles if begin > first and _governs(words[begin - 1], lexicon) else [begin, *articles]:
        if phrase_end(words, at, last, lexicon) == last and is_source(words, at, last, lexicon):
            return Phrase(at, last, last)
    return None


def _governs(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is a preposition, or one that makes a clause depend on another."""
    return lexicon.has(word, "stop") and not lexicon.has(word, "and", "conjunction")


def phrase_of_verb_at_end(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Phrase | None:
    """The source among the words before a quotation whose cue stands behind it: "Arven, dün Orvik'te, “...” dedi".

    A name with a case ending behind its apostrophe (Orvik'te) does nothing itself.
    """
    for begin, end in reversed(_between_commas(words, first, last)):
        close = _before_adverbs(words, begin, end, lexicon)
        heads = {at for at in range(begin, close) if _is_subject(words[at], lexicon)}
        runs = sorted(at for at in heads if at + 1 not in heads)
        if not runs:
            continue
        joined = any(lexicon.has(word, "and") for word in words[runs[0] : close])
        if len(runs) > 1 and (joined or runs[-1] + 1 < close):
            return None
        if runs == [first] and close == last:
            # A word that only begins the sentence, no comma behind it: Ona "..." dedi (called him "...").
            return None
        start = runs[-1]
        while start > max(begin, runs[-1] - LONGEST) and not ends_source(words[start - 1], lexicon, opens=False):
            start -= 1
        return Phrase(start, runs[-1] + 1, runs[-1] + 1) if is_source(words, start, runs[-1] + 1, lexicon) else None
    return None


def _is_subject(word: Word, lexicon: Lexicon) -> bool:
    return is_name_word(word, lexicon) and "'" not in word.lower and not lexicon.has(word, "conjunction")
