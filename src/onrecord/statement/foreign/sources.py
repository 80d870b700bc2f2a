"""Who says it, by capitals, articles and commas: the noun phrase on either side of a cue.

    ..., respondió [la portavoz de los estibadores, Rosa Melgar].      after the cue, with the name that follows it
    [Ihr Sprecher Jonas Tiede] sagte: ...                              before it
    [Kaptan Orhan Tezerdi] de "..." dedi                               before the quotation, the verb being last

A phrase ends where something else begins: at a mark, a preposition, a conjunction, a word of time, an article that
opens another phrase, or a word in small letters after a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.statement.foreign.words import Lexicon, Word

# No source is longer, in words; what would be is a clause that was not seen to begin.
LONGEST = 14
# "president of the chamber of trade in Orvik": an apposition without a name of its own is shorter than this.
_LONGEST_ROLE = 8
_LONGEST_NAME = 5
_ENDS = frozenset('.,;:!?…)»”"–—-')


class Phrase(NamedTuple):
    """A source as a range of words, where the phrase proper ends, and where a name in apposition to it stands."""

    first: int
    last: int
    head: int
    name: tuple[int, int] | None = None


def is_pronoun(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word stands for one person, or for several."""
    return lexicon.has(word, "pronoun") or lexicon.has(word, "either")


def phrase_after(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> Phrase | None:
    """The source that begins at a word of `[first, last)` or, past words of time and the like, soon after it."""
    at = first
    while at < last and at < first + LONGEST:
        begin = _past_phrase(words, at, last, lexicon)
        if begin == at:
            break
        at = begin
    end = phrase_end(words, at, last, lexicon)
    if not is_source(words, at, end, lexicon):
        return None
    return _with_apposition(words, at, end, last, lexicon)


def _past_phrase(words: Sequence[Word], at: int, last: int, lexicon: Lexicon) -> int:
    """Where a word of time, an adverb, or a preposition with what it governs ends, if one begins here."""
    word = words[at]
    if lexicon.has(word, "article") or is_pronoun(word, lexicon):
        follows = at + 1 < last and lexicon.is_time(words[at + 1])
        return at + 2 if follows else at
    if lexicon.is_time(word) or lexicon.has(word, "skip"):
        return at + 1
    if not lexicon.has(word, "stop") or lexicon.has(word, "and"):
        return at
    end = at + 1
    while end < last and end < at + 4 and lexicon.has(words[end], "article"):
        end += 1
    if end < last and lexicon.is_time(words[end]):
        return end + 1
    # "dijo a la prensa el ministro": what a preposition governs ends where an article opens another phrase.
    end += 1
    while end + 1 < last and end < at + LONGEST and lexicon.has(words[end], "of"):
        end += 2
    is_next = end < last and lexicon.has(words[end], "article")
    return end if is_next and all(word.is_word for word in words[at:end]) else at


def phrase_end(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> int:
    """Where the phrase that begins at a word ends."""
    if first < last and is_pronoun(words[first], lexicon) and not _opens(words, first, last, lexicon):
        return first + 1
    at, named = first, False
    while at < min(last, first + LONGEST):
        word = words[at]
        if at > first and (lexicon.has(word, "of") or _joins(words, at, last, lexicon)):
            named = False
        elif _is_cut(words, at, lexicon):
            at += at + 1 < last and words[at + 1].text == ","
        elif _closes(words, at, first, lexicon, named=named):
            break
        elif word.is_capital:
            # A title that begins a sentence has a capital, and what it is a title of follows it in small letters.
            named = not (lexicon.is_role(word) or (at == first and lexicon.has(word, "article")))
        else:
            # "Orviks borgmästare Anna Lind": what was named before a role is not who speaks.
            named = False
        at += 1
    while at > first and lexicon.has(words[at - 1], "of", "and", "article"):
        at -= 1
    return at


def _closes(words: Sequence[Word], at: int, first: int, lexicon: Lexicon, *, named: bool) -> bool:
    """Whether a phrase ends before a word: `named` says that what came before it was a name."""
    word = words[at]
    if at > first and lexicon.has(word, "article"):
        return not lexicon.has(words[at - 1], "of", "and")
    if not word.is_word:
        return True
    if word.is_capital:
        return lexicon.is_time(word) or (at > first and lexicon.has(word, "stop"))
    if named:
        return not lexicon.is_role(word)
    return ends_source(word, lexicon, opens=at == first)


def _is_cut(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a hyphen stands for what the next words end with as well: Gesundheits-, Sozial- und Finanzdirektor."""
    is_hyphen = words[at].text in {"-", "\u2010"} and lexicon.trait("nouns")
    return is_hyphen and at > 0 and words[at - 1].is_word and words[at - 1].end == words[at].start


def _opens(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a word that may be a pronoun is the article of a noun here: o ministro, αυτή η ..."""
    is_article = lexicon.has(words[first], "article")
    return is_article and first + 1 < last and words[first + 1].is_word


def _joins(words: Sequence[Word], at: int, last: int, lexicon: Lexicon) -> bool:
    """Whether an "and" joins another source: a name, or a phrase with its article."""
    if not lexicon.has(words[at], "and") or at + 1 >= last:
        return False
    return words[at + 1].is_capital or lexicon.has(words[at + 1], "article")


def ends_source(word: Word, lexicon: Lexicon, *, opens: bool) -> bool:
    """Whether a word in small letters belongs to no source; one that `opens` it may be an article (den, a)."""
    if opens and lexicon.has(word, "article"):
        return False
    return (
        lexicon.is_time(word)
        or lexicon.has(word, "stop", "skip", "they", "not")
        or (not opens and is_pronoun(word, lexicon))
    )


def is_source(words: Sequence[Word], first: int, last: int, lexicon: Lexicon) -> bool:
    """Whether a phrase can be somebody: it has a capital, or is a pronoun, or a noun with its article, or a role."""
    inside = words[first:last]
    if not inside or (lexicon.has(inside[0], "stop") and not lexicon.has(inside[0], "article")):
        return False
    if len(inside) == 1 and is_pronoun(inside[0], lexicon):
        return True
    nouns = [word for word in inside if not lexicon.has(word, "article")]
    if (
        not nouns
        or not any(char.isalpha() for word in nouns for char in word.text)
        or lexicon.has(nouns[0], "thing")
        or lexicon.is_time(nouns[0])
    ):
        return False
    if any(word.is_capital and not lexicon.has(word, "article") for word in inside):
        return True
    return len(nouns) < len(inside) or any(lexicon.is_role(word) for word in nouns)


def _with_apposition(words: Sequence[Word], first: int, end: int, last: int, lexicon: Lexicon) -> Phrase:
    """The phrase with the name, or the role, that follows it between commas."""
    end = _past_adjective(words, first, end, last, lexicon)
    if end + 1 >= last or words[end].text != "," or (end == first + 1 and is_pronoun(words[first], lexicon)):
        return Phrase(first, end, end)
    begin = end + 1
    name = name_end(words, begin, last, lexicon)
    if name is not None:
        return Phrase(first, name, end, (begin, name))
    role = begin + lexicon.has(words[begin], "article")
    if role >= last or not lexicon.is_role(words[role]):
        return Phrase(first, end, end)
    close = next((at for at in range(begin, min(last, begin + _LONGEST_ROLE + 1)) if not words[at].is_word), last)
    whole = close <= begin + _LONGEST_ROLE
    return Phrase(first, close if whole else end, end)


def _past_adjective(words: Sequence[Word], first: int, end: int, last: int, lexicon: Lexicon) -> int:
    """Where "le porte-parole des Affaires étrangères" ends, the name of whom follows: past one word more."""
    is_governed = any(lexicon.has(word, "of") for word in words[first:end])
    if not is_governed or end + 2 >= last or not words[end].is_word or words[end + 1].text != ",":
        return end
    fits = not words[end].is_capital and not ends_source(words[end], lexicon, opens=False)
    return end + 1 if fits and name_end(words, end + 2, last, lexicon) is not None else end


def name_end(words: Sequence[Word], begin: int, last: int, lexicon: Lexicon) -> int | None:
    """Where a name of at least two words ends that begins here and that nothing but a new phrase follows."""
    at = begin
    while at < min(last, begin + _LONGEST_NAME) and (
        is_name_word(words[at], lexicon) or (at > begin and lexicon.has(words[at], "of"))
    ):
        at += 1
    while at > begin and not words[at - 1].is_capital:
        at -= 1
    follows = at >= last or words[at].text in _ENDS or lexicon.has(words[at], "stop")
    # "Leiter des Labors" has two capitals and is none.
    if at > begin and lexicon.is_role(words[begin]):
        return None
    enough = sum(word.is_capital for word in words[begin:at]) > 1
    return at if follows and enough else None


def is_name_word(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word may be part of a name: it has a capital, and is nothing else that may have one."""
    return word.is_capital and not lexicon.is_time(word) and not lexicon.has(word, "article", "stop")
