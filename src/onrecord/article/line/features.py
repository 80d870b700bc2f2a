"""What each line of a page shows, as numbers: the input of the line model.

    "  • Reuters"                                   indented, a bullet, one word, no end
    "The minister said on Friday that ... ."        30 words, an end, a third of them function words

All lines of a page are looked at together, as arrays over its characters and words: a page has hundreds of lines and an
archive billions, so nothing here loops over lines. Nothing is decided here either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from onrecord.article.line import characters as char
from onrecord.article.line import meaning
from onrecord.article.line.words import Words, function_table, words_of
from onrecord.data.array import Array


@dataclass(frozen=True, slots=True)
class Features:
    """The lines of a page that have something on them.

    `start` and `end` are their spans without the white space around them, in code points; `number` is a line's place
    among all lines of the page, empty ones too; `numbers` has a row a line and a column a feature (`NAMES`); `count` is
    how many words a line has; `key` is the hash of its words, by which lines of the same words meet, and `times` how
    often they stand on the page; `meaning` is the sum of its words' vectors (`onrecord.article.line.meaning`).
    """

    start: Array
    end: Array
    number: Array
    numbers: Array
    words: Words
    count: Array
    key: Array
    times: Array
    meaning: Array


def features(text: str) -> Features:
    """The lines of a text and what they show."""
    codes = np.minimum(char.codes_of(text), char.BMP - 1)
    table = char.characters()
    kinds = table.kinds[codes]
    kinds = char.plain(kinds)
    if (kinds == char.INVISIBLE_KIND).any():  # a soft hyphen within a word changes nothing
        after_return = np.concatenate(([False], codes[:-1] == ord("\r")))  # nor does one make a line's end of two
        seen = np.flatnonzero((kinds != char.INVISIBLE_KIND) | after_return)
        page = _of(codes[seen], kinds[seen], table)
        return replace(page, start=seen[page.start], end=seen[page.end - 1] + 1)
    return _of(codes, kinds, table)


# With more than this share of its lines behind a ">", and so many, a page is quoted, as mail is; so deep at most.
_QUOTED, _FEWEST_QUOTED, _DEPTH = 0.6, 4, 3


def _unquoted(codes: Array, kinds: Array) -> tuple[Array, tuple[Array, Array, Array]]:
    """The classes of characters, and the lines, as if the page were not quoted."""
    found = _lines(codes, kinds)
    for _ in range(_DEPTH):
        marks = found[0][codes[found[0]] == ord(">")]
        if len(marks) < max(_FEWEST_QUOTED, _QUOTED * len(found[0])):
            break
        kinds = kinds.copy()
        kinds[marks] = char.SPACE
        found = _lines(codes, kinds)
    return kinds, found


def _of(codes: Array, kinds: Array, table: char.Characters) -> Features:
    kinds, (start, end, number) = _unquoted(codes, kinds)
    words, word_start, word_end, function = words_of(codes, kinds, table, start)
    key = _keys(words, len(start))
    times = _times(key)
    numbers = _numbers(_Given(codes, kinds, start, end, number, words, word_start, word_end, function, key, times))
    vectors = meaning.sums(words.key, words.line, len(start))
    return Features(start, end, number, numbers, words, _count(kinds, words, start, end), key, times, vectors)


def _count(kinds: Array, words: Words, start: Array, end: Array) -> Array:
    """The words of each line; Chinese and Japanese write no spaces, their words are about two characters long."""
    count = np.diff(words.first)
    if (kinds == char.CJK).any():
        total = np.concatenate(([0], np.cumsum(kinds == char.CJK)))
        count = count + (total[end] - total[start]) // 2
    return count


def _times(key: Array) -> Array:
    """How often each line's words stand on the page; 1 for a line without words."""
    if not len(key):
        return np.zeros(0, np.int64)
    _, inverse, times = np.unique(key, return_inverse=True, return_counts=True)
    return np.where(key != 0, times[inverse], 1)


def _lines(codes: Array, kinds: Array) -> tuple[Array, Array, Array]:
    """Where each line with something on it begins and ends, and its number among all lines."""
    breaks = kinds == char.NEWLINE
    breaks[:-1] &= ~((codes[:-1] == ord("\r")) & (codes[1:] == ord("\n")))
    solid = np.flatnonzero((kinds != char.SPACE) & (kinds != char.NEWLINE) & (kinds != char.INVISIBLE_KIND))
    behind = np.concatenate((np.searchsorted(solid, np.flatnonzero(breaks)), [len(solid)]))
    first = np.concatenate(([0], behind[:-1]))
    number = np.flatnonzero(behind > first)
    return solid[first[number]], solid[behind[number] - 1] + 1, number


def _keys(words: Words, count: int) -> Array:
    """A hash of each line's words; 0 where it has none."""
    place = (np.arange(len(words.key)) - words.first[words.line]).astype(np.uint32)
    mixed = words.key * (place * np.uint32(2654435761) | np.uint32(1))
    return _sums(mixed, words.first, count)


def _sums(values: Array, first: Array, count: int) -> Array:
    """Sums of values by line."""
    total = np.concatenate((np.zeros(1, values.dtype), np.cumsum(values, dtype=values.dtype)))
    out: Array = total[first[1:]] - total[first[:count]]
    return out


@dataclass(frozen=True, slots=True)
class _Given:
    codes: Array
    kinds: Array
    start: Array
    end: Array
    number: Array
    words: Words
    word_start: Array
    word_end: Array
    function: Array
    key: Array
    times: Array


def _numbers(page: _Given) -> Array:
    count = len(page.start)
    if not count:
        return np.zeros((0, len(NAMES)), np.float32)
    columns = {**_form(page, count), **_ends(page), **_place(page, count)}
    return np.stack([np.asarray(columns[name], np.float32) for name in NAMES], axis=1)


def _form(page: _Given, count: int) -> dict[str, Array]:
    """What the characters and words of a line are."""
    by = _by_class(page, count)
    letters = by[:, [char.UPPER, char.LOWER, char.LETTER, char.CJK]].sum(1)
    solid = by.sum(1) - by[:, char.SPACE] - by[:, char.INVISIBLE_KIND]
    words = np.diff(page.words.first).astype(np.float32) + by[:, char.CJK] / 2
    some = np.maximum(words, 1)
    is_capital = (page.kinds[page.word_start] == char.UPPER).astype(np.int64)
    is_figure = (page.kinds[page.word_start] == char.DIGIT).astype(np.int64)
    sentence_ends = _sentence_ends(page)
    out = {
        "words": np.log1p(words),
        "letters": np.log1p(letters),
        "letters a word": np.minimum(letters / some, 15) / 5,
        "capitals": by[:, char.UPPER] / np.maximum(letters, 1),
        "digits": by[:, char.DIGIT] / np.maximum(solid, 1),
        "marks": 1 - (letters + by[:, char.DIGIT]) / np.maximum(solid, 1),
        "no case": (by[:, char.LETTER] + by[:, char.CJK]) / np.maximum(letters, 1),
        "capital words": _sums(is_capital, page.words.first, count) / some,
        "figures": _sums(is_figure, page.words.first, count) / some,
        "function words": _function_share(page, count, words),
        "sentence ends": np.log1p(_sums(sentence_ends, page.words.first, count)),
        "stops": np.log1p(by[:, char.STOP]),
    }
    for name, kind in (
        ("commas", char.COMMA), ("colons", char.COLON), ("quotes", char.QUOTE), ("brackets", char.CLOSING),
        ("bullets", char.BULLET), ("bars", char.BAR), ("rights", char.RIGHTS), ("money", char.MONEY), ("at", char.AT),
        ("symbols", char.SYMBOL),
    ):  # fmt: skip
        out[name] = np.log1p(by[:, kind])
    return out


def _by_class(page: _Given, count: int) -> Array:
    """How many characters of each class each line has; what stands between lines is counted below them all."""
    lengths = np.empty(2 * count + 1, np.int64)
    lengths[1::2] = page.end - page.start
    lengths[0], lengths[-1] = page.start[0], len(page.kinds) - page.end[-1]
    lengths[2:-1:2] = page.start[1:] - page.end[:-1]
    owner = np.full(2 * count + 1, count * char.CLASSES)
    owner[1::2] = np.arange(0, count * char.CLASSES, char.CLASSES)
    cells = np.repeat(owner, lengths)
    cells += page.kinds
    by = np.bincount(cells, minlength=(count + 1) * char.CLASSES)[: count * char.CLASSES]
    return by.reshape(count, char.CLASSES).astype(np.float32)


def _is_one(kinds: Array, *classes: int) -> Array:
    """Whether each character is of one of some classes."""
    table = np.zeros(char.CLASSES, bool)
    table[list(classes)] = True
    return table[kinds]


def _sentence_ends(page: _Given) -> Array:
    """For each word whether a stop and a space come right behind it."""
    after = np.minimum(page.word_end, len(page.kinds) - 1)
    next_one = np.minimum(page.word_end + 1, len(page.kinds) - 1)
    behind = _is_one(page.kinds[next_one], char.SPACE, char.QUOTE, char.CLOSING, char.NEWLINE)
    out: Array = ((page.kinds[after] == char.STOP) & behind).astype(np.int64)
    return out


# Languages that say "from the bridge" in one word have fewer function words; they are scaled up to the share of English
# text, at most by the factor: a page in a language that is not known would be noise.
_USUAL, _MOST_SCALE, _SENTENCE = 0.4, 4.0, 8


def _function_share(page: _Given, count: int, words: Array) -> Array:
    """The share of function words of the page's two commonest languages, scaled to that of English text."""
    long = words[page.words.line] >= _SENTENCE if len(page.words.line) else np.zeros(0, bool)
    table = function_table().languages
    hits = np.bincount(page.function[long], minlength=len(table) + 1)[:-1] @ table
    best = np.argsort(-hits, kind="stable")[:2]
    is_function = np.append(table[:, best].any(1), False)[page.function].astype(np.int64)
    usual = is_function[long].mean() if long.any() else _USUAL
    scale = _USUAL / min(max(usual, _USUAL / _MOST_SCALE), _USUAL)
    return np.minimum(scale * _sums(is_function, page.words.first, count) / np.maximum(words, 1), 1.0)


def _ends(page: _Given) -> dict[str, Array]:
    """How a line begins and ends."""
    kinds = page.kinds
    first, last = kinds[page.start], kinds[page.end - 1]
    # The last mark that is no closing one.
    at = page.end - 1
    for _ in range(3):
        closing = _is_one(kinds[at], char.QUOTE, char.CLOSING, char.SPACE) & (at > page.start)
        at = at - closing
    inner = kinds[at]
    dots = (page.codes[at] == ord("…")) | (
        (page.codes[at] == ord(".")) & (page.codes[np.maximum(at - 1, 0)] == ord("."))
    )
    second = kinds[np.minimum(page.start + 1, len(kinds) - 1)]
    # Where a word begins, behind a bullet or a quotation mark.
    word = page.words.first[:-1]
    has_word = np.diff(page.words.first) > 0
    head = kinds[page.word_start[np.minimum(word, max(len(page.word_start) - 1, 0))]] if len(page.word_start) else first
    follow = np.concatenate((head[1:], [char.UPPER]))
    return {
        "ends a sentence": inner == char.STOP,
        "ends in dots": dots,
        "ends in colon": inner == char.COLON,
        "ends in comma": inner == char.COMMA,
        "ends in quote": last == char.QUOTE,
        "ends in bracket": last == char.CLOSING,
        "ends in digit": last == char.DIGIT,
        "begins small": (head == char.LOWER) & has_word,
        "begins with capital": (head == char.UPPER) & has_word,
        "begins with digit": first == char.DIGIT,
        "begins with bullet": (first == char.BULLET) & (second == char.SPACE),
        "begins with mark": _is_one(first, char.SYMBOL, char.AT, char.BAR, char.RIGHTS),
        "begins with quote": first == char.QUOTE,
        "begins with bracket": first == char.OPENING,
        "next begins small": follow == char.LOWER,
    }


def _place(page: _Given, count: int) -> dict[str, Array]:
    """Where a line stands, and how it stands among the others."""
    words = np.diff(page.words.first)
    before = np.concatenate(([0], np.cumsum(words)[:-1]))
    total = max(int(words.sum()), 1)
    gap = np.minimum(np.diff(np.concatenate(([-1], page.number))) - 1, 4)
    long = words >= _SENTENCE
    indent = _indent(page)

    def whole(value: float) -> Array:
        return np.full(count, value, np.float32)

    return {
        "gap above": gap / 2,
        "gap below": np.concatenate((gap[1:], [2])) / 2,
        "indent": np.log1p(indent),
        "indent change": np.sign(indent - np.concatenate((indent[:1], indent[:-1]))),
        "times": np.minimum(np.log(page.times), 3),
        **_again(page.key),
        "words above": np.log1p(before) / 4,
        "words below": np.log1p(total - before) / 4,
        "place": before / total,
        "lines above": np.log1p(np.arange(count)) / 4,
        "lines below": np.log1p(count - np.arange(count)) / 4,
        "page words": whole(np.log1p(total) / 5),
        "page lines": whole(np.log1p(count) / 5),
        "page long lines": whole(float(long.mean())),
        "page long words": whole(float(words[long].sum()) / total),
        "page gaps": whole(float((gap > 0).mean())),
        "page ends": whole(float((page.kinds[page.end - 1] == char.STOP)[long].mean()) if long.any() else 0.0),
    }


# Where the same line stands once more within so many lines: a headline above its teaser and above its text.
_NEAR = 40


def _again(key: Array) -> dict[str, Array]:
    """Whether the same words stand as a line not far below, and not far above."""
    order = np.argsort(key, kind="stable")
    same = (key[order][1:] == key[order][:-1]) & (key[order][1:] != 0) & (np.diff(order) <= _NEAR)
    below, above = np.zeros(len(key), np.float32), np.zeros(len(key), np.float32)
    below[order[:-1][same]] = 1
    above[order[1:][same]] = 1
    return {"again below": below, "again above": above}


# Deeper indents say no more.
_FAR_IN = 60


def _indent(page: _Given) -> Array:
    """How far from the line's beginning its first mark stands."""
    breaks = np.flatnonzero(page.kinds == char.NEWLINE)
    place = np.searchsorted(breaks, page.start)
    begins = np.concatenate(([0], breaks + 1))[place]
    out: Array = np.minimum(page.start - begins, _FAR_IN)
    return out


NAMES = (
    "words", "letters", "letters a word", "capitals", "digits", "marks", "no case", "capital words", "figures",
    "function words", "sentence ends", "stops", "commas", "colons", "quotes", "brackets", "bullets", "bars", "rights",
    "money", "at", "symbols", "ends a sentence", "ends in dots", "ends in colon", "ends in comma", "ends in quote",
    "ends in bracket", "ends in digit", "begins small", "begins with capital", "begins with digit",
    "begins with bullet", "begins with mark", "begins with quote", "begins with bracket", "next begins small",
    "gap above", "gap below", "indent", "indent change", "times", "words above", "words below", "place",
    "lines above", "lines below", "page words", "page lines", "page long lines", "page long words", "page gaps",
    "page ends", "again below", "again above",
)  # fmt: skip
# Columns that decisions are made on.
ENDS, GAP_ABOVE = NAMES.index("ends a sentence"), NAMES.index("gap above")
