"""Expressions of time and what they mean, counted from the day that a text was published or a page saved.

    resolve("on Friday", "2025-06-20").value      "2025-06-20": news sense, Friday's report means its own day
    resolve("6 days ago", "2025-06-26").value     "2025-06-20"
    resolve("last week", "2025-06-26").value      "2025-06-16/2025-06-22"
    resolve("in a few days", "2025-06-26")        None: what is not certain is not guessed

News counts in days: where a clock time stands beside the date, the value is still its day.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.language import date_forms, date_words
from onrecord.language.date_finding import Expression, find
from onrecord.language.date_words import words
from onrecord.language.stretch import Anchor, Tense, When, day

__all__ = ["Expression", "find", "is_expression", "resolve", "words"]

_ISO = re.compile(
    r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])"
    r"(?:[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:t?\d{4,6}z?)?")
# What stands beside the date on a line below a headline: "CBS NEWS / NOVEMBER 18, 2022", "For release: July 9, 2024".
_PARTS = re.compile(r"\s+[/–—-]\s+|\s*[|·•]\s*")
_LABEL = re.compile(r"[^\d:]{3,40}:\s+(?=.*\d)")
_NAMES = re.compile(r"[Bb][Yy]\s+(?:[^\W\d_][\w.'’-]*,?\s+){1,5}(?=\S.*\d{4})")
_SIGNED = re.compile(r"\s+[Bb]y\s+[^\d,]{2,40}$")
# An expression is a few words; whatever is longer is a sentence, and no answer.
_MAX_LENGTH = 120
_MAX_RAW = 2 * _MAX_LENGTH
_SHORT_LABEL = len("last updated: on ")


def resolve(expression: str, anchor: str | None, tense: Tense | None = None) -> When | None:
    """What an expression means to a reader on the anchor's day, or None where that is not certain.

    `anchor` is an ISO date or date and time; None leaves only what needs no anchor ("August 20, 2020"). `tense` is that
    of the verb the expression goes with: it decides between the Monday before and the Monday to come.
    """
    told = _resolve(expression, anchor, tense)
    return told or _byline(expression)


def is_expression(text: str) -> bool:
    """Whether a text is nothing but an expression of time that could be resolved on some day ("6 days ago")."""
    return _resolve(text, "2000-01-15T12:00", None) is not None


def _resolve(expression: str, anchor: str | None, tense: Tense | None) -> When | None:
    if len(expression) > _MAX_RAW or not date_words.begins_like_a_date(expression):
        return None
    if date_words.is_other_word(expression.strip()):
        return None
    plain = date_words.folded(expression)
    if not plain or len(plain) > _MAX_LENGTH:
        return None
    try:
        start = Anchor.of(anchor) if anchor else None
        return _iso(plain) or date_forms.read(date_words.tokens(plain), start, tense)
    except (ValueError, OverflowError):  # the 31st of June, the year 0: no date
        return None


def _iso(plain: str) -> When | None:
    if found := _COMPACT.fullmatch(plain):
        return day(date(int(found[1]), int(found[2]), int(found[3])))
    found = _ISO.search(plain)
    if not found or len(plain) - len(found.group()) > _SHORT_LABEL:
        return None
    offset = found[4]
    if offset:
        offset = "+00:00" if offset in {"z", "utc", "gmt"} else f"{offset[:3]}:{offset[3:].lstrip(':') or '00'}"
    return day(date(int(found[1]), int(found[2]), int(found[3])), offset)


def _byline(expression: str) -> When | None:
    """The one full date on a short line of names, labels and times of day."""
    text = expression[:_MAX_RAW].strip()
    if len(text) > _MAX_LENGTH or len(expression) > _MAX_RAW:
        return None
    label, name = _LABEL.match(text) or _NAMES.match(text), _SIGNED.search(text)
    parts = _PARTS.split(text[label.end() if label else 0 : name.start() if name else None])
    if label is None and name is None and len(parts) == 1:
        return None
    told = {when.value: when for part in parts if (when := _resolve(part, None, None)) and when.precision == "day"}
    return next(iter(told.values())) if len(told) == 1 else None
