"""Expressions of time and what they mean, counted from the day that a text was published or a page saved.

    resolve("on Friday", "2025-06-20").value      "2025-06-20": news sense, Friday's report means its own day
    resolve("6 days ago", "2025-06-26").value     "2025-06-20"
    resolve("last week", "2025-06-26").value      "2025-06-16/2025-06-22"
    resolve("in a few days", "2025-06-26")        None: what is not certain is not guessed

A word is looked up as a token ("Monday" and "Montag" are both W0), so a form is written once for all languages whose
words are in data/dates/words.tsv: English in full, others for the lines that say when a page was published. News
counts in days: where a clock time stands beside the date, the value is still its day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.language import date_forms
from onrecord.language.stretch import Anchor, Tense, When, day
from onrecord.spans import Span

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?", re.IGNORECASE
)
_CLOCK = re.compile(
    r"""(?:,|\bat\b|\bum\b|\bà\b|\ba\ las\b|•|\||-|–)?\s*
        (?:(?<![\d.])\d{1,2}[:.h]\d\d(?!\.?\d)(?::\d\d)?(?:\s*[ap]\.?m\b\.?|\s*Uhr\b)?|\b\d{1,2}\s*[ap]\.?m\b\.?)
        (?:\s*\(?(?:[A-Z]{2,4}T|UTC|GMT|CET|MSK|ET|PT|CT|Z)?(?:\s*[+-]\d{1,2}(?::?\d\d)?)?\b\)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_DECADE = re.compile(r"(?:early |mid-?|late )?(?:the )?((?:19|20)\d0)s", re.IGNORECASE)
_QUARTER = re.compile(r"q([1-4])\b", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*|[-–—/.~,&]", re.UNICODE)
_GLUED = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th|er|º|ª|\.º)\b", re.IGNORECASE)
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SHORT_UNITS = {"h": "Uhour", "d": "Uday", "m": "Uminute", "w": "Uweek", "y": "Uyear", "mo": "Umonth", "s": "Usecond"}
# What says nothing of the time: "on", "the", "published".
_SILENT = frozenset({"0"})
# An expression is a few words; whatever is longer is a sentence, and no answer.
_MAX_LENGTH = 120


class Expression(NamedTuple):
    """An expression of time as a text has it."""

    text: str
    span: Span


def resolve(expression: str, anchor: str | None, tense: Tense | None = None) -> When | None:
    """What an expression means to a reader on the anchor's day, or None where that is not certain.

    `anchor` is an ISO date or date and time; None leaves only what needs no anchor ("August 20, 2020"). `tense` is that
    of the verb the expression goes with: it decides between the Monday before and the Monday to come.
    """
    text = " ".join(expression.translate(_ARABIC_DIGITS).split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        start = Anchor.of(anchor) if anchor else None
        return _iso(text) or _decade(text) or date_forms.read(_tokens(text), start, tense)
    except (ValueError, OverflowError):  # the 31st of June, the year 0: no date
        return None


def is_expression(text: str) -> bool:
    """Whether a text is nothing but an expression of time that could be resolved on some day ("6 days ago")."""
    return resolve(text, "2000-01-15T12:00") is not None


def find(text: str) -> tuple[Expression, ...]:
    """The expressions of time in a running text, in order: dates, weekdays, months, years and counts of days.

    Not every one that is found can be resolved. "May" and years stand alone only after a preposition.
    """
    return tuple(Expression(found.group(), found.span()) for found in _expressions().finditer(text))


def _iso(text: str) -> When | None:
    found = _ISO.search(text)
    if not found or len(text) - len(found.group()) > len("last updated: on "):
        return None
    offset = found[4]
    if offset:
        offset = "+00:00" if offset.upper() in {"Z", "UTC", "GMT"} else offset[:3] + ":" + offset[-2:]
    return day(date(int(found[1]), int(found[2]), int(found[3])), offset)


def _decade(text: str) -> When | None:
    found = _DECADE.fullmatch(text.casefold().removeprefix("in ").removeprefix("during "))
    if not found:
        return None
    first = int(found[1])
    return When(f"{first}/{first + 9}", "range", f"{first}-01-01", f"{first + 10}-01-01")


@cache
def words() -> dict[str, str]:
    """The words of dates and their tokens, from data/dates/words.tsv."""
    table = {}
    for line in (files("onrecord.data") / "dates" / "words.tsv").read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            word, token = line.split("\t")
            table[word] = token
    return table


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {}
    for line in (files("onrecord.data") / "dates" / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            phrase, meaning = line.split("\t")
            table[phrase] = meaning
    longest = sorted(table, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b"), table


def _tokens(text: str) -> str | None:
    """The expression as tokens with single spaces; None where a word is not one of dates."""
    plain = text.casefold().replace("’", "'").replace("\u00a0", " ")
    pattern, meanings = _phrases()
    plain = pattern.sub(lambda found: meanings[found.group()], plain)
    plain = _QUARTER.sub(r"#\1 quarter ", plain) if plain.startswith("q") else plain
    plain = _ORDINAL.sub(r"\1", _CLOCK.sub(" ", plain))
    plain = plain.removesuffix("'s")
    table, tokens = words(), []
    for word in _TOKEN.findall(_GLUED.sub(" ", plain)):
        if word.isdigit():
            tokens.append(word)
        elif (token := _token(word, table)) is None:
            return None
        elif token not in _SILENT:
            tokens.append(token)
    return " ".join(tokens)


def _token(word: str, table: dict[str, str]) -> str | None:
    if word in table:
        return table[word]
    if word in _SHORT_UNITS:
        return _SHORT_UNITS[word]
    if word in {"-", "–", "—", "~"}:
        return "R"
    if word in {"/", ".", ",", "&"}:
        return {",": "0", "&": "&"}.get(word, word)
    if "-" in word:  # "mid-June", "twenty-five", "two-week"
        parts = [table.get(part) for part in word.split("-")]
        if None not in parts:
            return " ".join(part for part in parts if part)
    return None


def _one_of(some: list[str]) -> str:
    """A pattern for any of the words, the longest first; a full stop counts before a number alone ("Aug. 5")."""
    longest = sorted(some, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest)) + r")\b(?:\.(?=\s?\d))?"


@cache
def _expressions() -> re.Pattern[str]:
    """The forms that `find` looks for, written with the words of the table."""
    by_kind: dict[str, list[str]] = {}
    for word, token in words().items():
        by_kind.setdefault(token[0] if token[0] in "MWU" else token, []).append(word)
    weekday, months, unit = (_one_of(by_kind[kind]) for kind in "WMU")
    number = (
        r"(?:\d{1,3}|an?|"
        + "|".join(
            word for word, token in words().items() if token.isdigit() and word.isascii() and word not in {"a", "an"}
        )
        + ")"
    )
    of_day = r"(?:\s+(?:morning|afternoon|evening|night))?"
    in_month = r"\d{1,2}(?:st|nd|rd|th)?"
    comma_year = r"(?:,?\s+(?:de\s+)?\d{4})?"
    forms = [
        r"\d{4}-\d\d-\d\d(?:T[\d:.+Z-]+)?",
        r"\d{1,2}[./]\d{1,2}[./]\d{4}",
        rf"(?:{weekday},?\s+)?{months}\s+{in_month}(?:\s?[-–]\s?{in_month})?\b(?!:){comma_year}",
        rf"(?:{weekday},?\s+)?{in_month}\.?\s+(?:of\s+|de\s+)?{months}{comma_year}",
        rf"(?:in|since|until|by|during|of|last|next|this|early|late|mid-?)\s*{months}(?:\s+\d{{4}})?",
        rf"{months},?\s+\d{{4}}",
        rf"(?:last|next|this|previous|earlier this|later this)\s+(?:{unit}|{weekday})",
        rf"(?:(?:early|late)\s+)?(?:on\s+)?{weekday}{of_day}",
        rf"{number}\s*(?:{unit}|h|d|m|w)\s+(?:ago|earlier|later|önce|назад|geleden)",
        rf"(?:il y a|vor|hace|há|منذ|قبل)\s+(?:{number}|\d+)\s+{unit}",
        r"(?:the day (?:before yesterday|after tomorrow)|yesterday|today|tonight|tomorrow)\b",
        r"(?:in|since|until|by|of|during|early|late|from)\s+(?:19|20)\d\d(?!\d|,\d)",
        r"(?:the\s+)?(?:19|20)\d0s",
    ]
    return re.compile(r"(?<![\w-])(?:" + "|".join(f"(?:{form})" for form in forms) + r")(?!\w)", re.IGNORECASE)
