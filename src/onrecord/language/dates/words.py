"""The words of dates, and an expression of time as tokens: "on Monday, 3rd March" is "W0 3 M3".

A word is looked up without its case and accents in data/dates/words.tsv, phrases of several words in phrases.tsv, so
that the forms of time are written once for all languages: "letzte Woche" and "last week" are both "L Uweek". A word
that is in neither makes the whole no expression of time: "May said" is somebody's words, "24/7 access" an offer.

Eleven languages besides English are covered by these lists alone, without a general parser behind them: of the 25 open
cases in other languages (see benchmarks/dates.py) they read 25; dateparser, with the settings that suit news, reads 17,
answers 3 wrongly (a day for a week) and takes a thousand times as long.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

# A time of day beside a date; what it says of the zone goes with it.
_ZONE = r"(?:[a-z]{2,4}t|utc|gmt|et|pt|ct|z)"
_CLOCK = re.compile(
    rf"""(?:,|\bat\b|\bum\b|\bà\b|\ba\ las\b|•|\||-|–)?\s*
        (?:(?<![\d.])\d{{1,2}}(?:[:h]|\ h\ )\d\d(?!\.?\d)(?::\d\d)?(?:\.\d+)?(?:\s*[ap]\.?m\b\.?|\s*(?:uhr|hrs)\b)?
          |\b\d{{1,2}}\.\d\d\s*(?:[ap]\.?m\b\.?|uhr\b|(?={_ZONE}\b))
          |\b\d{{1,2}}\s*(?:[ap]\.?m\b\.?|uhr\b|o'clock\b)
          |\b\d{{4}}\s?(?:hrs\b|(?=(?:gmt|utc|bst|et(?!\s+(?:\w+\s+)?\d{{4}}\b))\b)))
        (?:\s*\(?{_ZONE}?(?:\s*[+-]\d{{1,2}}(?::?\d\d)?)?\b\)?)?(?:\s+time\b)?""",
    re.VERBOSE,
)
# What follows a figure in each of them: looking for the whole is dear.
_MAY_BE_CLOCK = re.compile(r"\d\s*[:h.apuogbe]")
_TOKEN = re.compile(
    r"(?:\d{4}|'\d0)'?s\b|'\d\d\b|\d{1,2}(?:st|nd|rd|th|er|\.?[ºª]\.?)(?!\w)|\d+|[^\W\d_]+(?:['-][^\W\d_]+)*|[-–—/.,~&]"
)
_QUARTER = re.compile(r"\b(?:q([1-4])|([1-4])q(\d\d)?|(h)([12]))(?!\d)\b")
_NAMED = ("", "first", "second", "third", "fourth")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
# Signs that stand with sums, scores, versions and addresses, not with dates.
_NO_DATE = re.compile(r"[$€£¥₽₹%+=#@*<>^\\{}_°]|\d:\d|\.[a-z]{2,3}$|^once an? ")
# "in two years' time", "in a week's time".
_OF_TIME = re.compile(r"'s? time\b")
_LETTERS = re.compile(r"[^\W\d_]+")
# A letter whose accent is a mark of its own does not end a word.
_MARKED = re.compile(r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u200b-\u200f\uff01-\uff5e年]")
# A zone may come first.
_ZONE_FIRST = re.compile(r"\d[.:]?\d\d\s*[A-Za-z]{2,4}[Tt]\b")
# Letters that belong to figures: "3rd", "Q3", "3 pm", "15h30", "2024-03-05T10:15Z".
_IN_FIGURES = frozenset(
    {"st", "nd", "rd", "th", "er", "º", "ª", "q", "h", "t", "z", "p", "am", "pm", "at", "clock", "uhr", "hrs", "et"}
)
_DIGIT = re.compile(r"\d")
_SHORT_UNITS = {
    "s": "Useconds",
    "m": "Uminutes",
    "h": "Uhours",
    "d": "Udays",
    "w": "Uweeks",
    "mo": "Umonths",
    "y": "Uyears",
}
_MARKS = {"-": "R", "–": "R", "—": "R", "~": "R", ",": "0", "/": "/", ".": ".", "&": "&"}
# What says nothing of the time: "on", "the", "published".
_SILENT = "0"
# Words that wait for another one: "March on" is no month.
_OPEN = frozenset({"on", "of", "at", "in", "by", "for", "from", "since", "over", "during", "to", "a", "the", "around"})
# Words that are other words when they stand alone in lower case.
_ALSO_OTHER_WORDS = frozenset({"may", "march", "mar", "sun", "sat", "wed", "mon", "fall", "spring", "second", "dec"})
_CENTURY, _PIVOT = 100, 69
_FULL_WIDTH, _FULL_WIDTH_LAST, _TO_ASCII = 0xFF01, 0xFF5E, 0xFEE0


@cache
def words() -> dict[str, str]:
    """The words of dates in lower case, and their tokens, from data/dates/words.tsv."""
    return {word: token for token, _, names in _rows("words.tsv") for word in names.split()}


@cache
def words_of(kind: str, *languages: str) -> tuple[str, ...]:
    """The words whose token begins with a letter ("M" for months), of some languages or of all."""
    return tuple(
        word
        for token, language, names in _rows("words.tsv")
        if token[0] == kind and (not languages or language in languages)
        for word in names.split()
    )


def _rows(name: str) -> list[list[str]]:
    lines = (files("onrecord.data") / "dates" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if "\t" in line]


@cache
def _folded_words() -> dict[str, str]:
    return {folded(word): token for word, token in reversed(words().items())}


@cache
def _phrases() -> dict[str, list[tuple[list[str], str]]]:
    """The phrases by their first word, the longest first, and what each stands for."""
    table: dict[str, list[tuple[list[str], str]]] = {}
    for phrase, tokens_of in sorted(_rows("phrases.tsv"), key=lambda row: -len(row[0].split())):
        parts = folded(phrase).split()
        parts = [piece for part in parts for piece in (_TOKEN.findall(part) or [part])]
        table.setdefault(parts[0], []).append((parts, tokens_of))
    return table


def folded(text: str) -> str:
    """In lower case, with single spaces, plain digits and apostrophes, and without accents and invisible marks."""
    if not text.isascii():
        text = text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")
        text = "".join(_plain(mark) for mark in unicodedata.normalize("NFD", text))
    return " ".join(text.casefold().split())


def _plain(mark: str) -> str:
    if mark.isascii():
        return mark
    category = unicodedata.category(mark)
    if category in {"Mn", "Cf"}:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(mark))
    code = ord(mark)
    return chr(code - _TO_ASCII) if _FULL_WIDTH <= code <= _FULL_WIDTH_LAST else mark


@cache
def _first_words() -> frozenset[str]:
    known = [*_folded_words(), *(word for rows in _phrases().values() for parts, _ in rows for word in parts)]
    pieces = {piece for word in known for piece in _LETTERS.findall(word)}
    return frozenset(pieces | set(_SHORT_UNITS) | _IN_FIGURES)


def begins_like_a_date(expression: str) -> bool:
    """Whether the first word is one that an expression may begin with: few sentences get further than this."""
    found = _LETTERS.search(expression)
    if found is None or folded(found.group()) in _first_words():
        return True
    is_marked = not expression.isascii() and _MARKED.search(expression) is not None
    return is_marked or _ZONE_FIRST.search(expression) is not None


def is_other_word(text: str) -> bool:
    """Whether an expression is one word that in lower case is another: "may", "march", "sat"."""
    return text in _ALSO_OTHER_WORDS


def tokens(plain: str) -> str | None:
    """A folded expression as tokens with single spaces; None where a word is not one of dates."""
    if _DIGIT.search(plain):
        plain = _of_figures(plain)
    if "'" in plain:
        plain = _OF_TIME.sub(" hence", plain)
    if _NO_DATE.search(plain):
        return None
    pieces = _TOKEN.findall(plain)
    if not pieces or pieces[-1] in _OPEN:
        return None
    out: list[str] = []
    place = 0
    while place < len(pieces):
        found, taken = _phrase(pieces, place)
        if found is None:
            found = _token(pieces, place)
            if found is None:
                return None
        place += taken
        if found != _SILENT:
            out.append(found)
    return " ".join(out)


def _of_figures(plain: str) -> str:
    """An expression with figures, without its time of day, and with its quarter in words."""
    if "年" in plain:
        plain = _CJK.sub(r"\1-\2-\3", plain)
    if _MAY_BE_CLOCK.search(plain):
        plain = _CLOCK.sub(" ", plain)
    return _QUARTER.sub(_named_part, plain)


def _named_part(found: re.Match[str]) -> str:
    if found[4]:
        return f" {_NAMED[int(found[5])]} half "
    year = full_year(int(found[3])) if found[3] else ""
    return f" {_NAMED[int(found[1] or found[2])]} quarter {year} "


def _phrase(pieces: list[str], place: int) -> tuple[str | None, int]:
    """What a phrase that begins at a place stands for, and of how many words it is."""
    for parts, meaning in _phrases().get(pieces[place], ()):
        after = place + len(parts)
        # "9/11" is a day, "9/11/2023" another one.
        if pieces[place:after] == parts and not (after < len(pieces) and pieces[after] == "/"):
            return meaning, len(parts)
    return None, 1


def _token(pieces: list[str], place: int) -> str | None:
    word = pieces[place]
    if word[0].isdecimal() or word[0] == "'":
        return _number(word)
    is_year = place > 0 and len(pieces[place - 1]) == len("2031")  # "2021 y 2023" is Spanish, and no years
    if word in _SHORT_UNITS and place and pieces[place - 1].isdecimal() and not is_year:
        return _short_unit(word, pieces, place)
    return _folded_words().get(word) or _MARKS.get(word) or _inflected(word)


def _inflected(word: str) -> str | None:
    """The token of "l'année", "d'avril", "Friday's", "mid-June"; None where it is no word of dates."""
    table = _folded_words()
    head, mark, tail = word.partition("'")
    if mark and table.get(head + mark) == _SILENT:
        return table.get(tail)
    if tail == "s":
        return table.get(head)
    return _compound(word.split("-"), table) if "-" in word else None


def _short_unit(word: str, pieces: list[str], place: int) -> str:
    """The unit of "3h ago"; the decade of "the late 60s"."""
    number = pieces[place - 1]
    before = pieces[place - 2] if place > 1 else ""
    if word == "s" and number[-1] == "0" and before in {"the", "early", "mid", "late", "-"} and "ago" not in pieces:
        return "K"
    return _SHORT_UNITS[word]


def _compound(parts: list[str], table: dict[str, str]) -> str | None:
    """The tokens of "mid-June", "twenty-five", "January-March"."""
    found = [table.get(part) for part in parts]
    if any(token is None for token in found):
        return None
    told = [token for token in found if token and token != _SILENT]
    is_reach = len(told) > 1 and all(token[0] == told[0][0] and token[0] in "MW" for token in told)
    return (" R " if is_reach else " ").join(told) or _SILENT


def _number(word: str) -> str | None:
    """The token of "20", "20th" (O20), "'22" (2022), "1990s" (K1990) and "'60s" (K1960)."""
    digits = word.strip("'s").rstrip("ºª.")
    if word.endswith("s"):
        of = int(digits) if len(digits) > len("60") else _decade(int(digits))
        return f"K{of}" if of is not None and of % 10 == 0 else None
    if word[0] == "'":
        return str(full_year(int(digits)))
    if not digits.isdecimal():
        return "O" + "".join(mark for mark in digits if mark.isdecimal())
    return digits if len(digits) <= len("2024") else None


def full_year(two_figures: int) -> int:
    """The year that two figures stand for, as POSIX has it: 69 is 1969, 68 is 2068."""
    return two_figures + (1900 if two_figures >= _PIVOT else 2000)


def _decade(two_figures: int) -> int | None:
    """The '60s are those of the last century; the '20s may be of either."""
    if two_figures == 20:  # noqa: PLR2004
        return None
    return two_figures + (1900 if two_figures > 20 else 2000)  # noqa: PLR2004
