"""What an expression of time means: an ISO date, the words of a form, or the one date on a line below a headline.

"2024-03-05T10:15Z"                     read as it stands
"CBS NEWS / NOVEMBER 18, 2022"          the one part that is a full date
"he said it would rain on Friday"       None: a sentence is no expression
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.language.dates import forms
from onrecord.language.dates.stretch import Anchor, Tense, When, day
from onrecord.language.dates.words import begins_like_a_date, folded, is_other_word, tokens

_ISO = re.compile(
    r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])"
    r"(?:[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?)?"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:t?\d{4,6}z?)?")
# What stands beside the date on a line below a headline: "CBS NEWS / NOVEMBER 18, 2022", "For release: July 9, 2024".
_PARTS = re.compile(r"\s+[/–—-]\s+|\s*[|·•]\s*")
_LABEL = re.compile(r"[^\d:]{3,40}:\s+(?=.*\d)")
_NAMES = re.compile(r"[Bb][Yy]\s+(?:[^\W\d_][\w.'’-]*,?\s+){1,5}(?=\S.*\d{4})")
# "LONDON, Oct 12 (Reuters) -": a place in capitals, and who reports.
_FILED = re.compile(r"[A-Z][A-Z .'’-]{2,30},\s+(?P<date>[^()]{0,20}\d[^()]{0,12}?)\s*(?:\([^()]{2,40}\))?\s*[-–—]*")
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
    return _resolve(expression, anchor, tense) or _byline(expression) or _filed(expression, anchor, tense)


def is_expression(text: str) -> bool:
    """Whether a text is nothing but an expression of time that could be resolved on some day ("6 days ago")."""
    return _resolve(text, "2000-01-15T12:00", None) is not None


def _resolve(expression: str, anchor: str | None, tense: Tense | None) -> When | None:
    if len(expression) > _MAX_RAW or not begins_like_a_date(expression):
        return None
    if is_other_word(expression.strip()):
        return None
    plain = folded(expression)
    if not plain or len(plain) > _MAX_LENGTH:
        return None
    try:
        start = Anchor.of(anchor) if anchor else None
        return _iso(plain) or forms.read(tokens(plain), start, tense)
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


def _filed(expression: str, anchor: str | None, tense: Tense | None) -> When | None:
    """The date behind a place in capitals, as a report begins."""
    found = _FILED.fullmatch(expression.strip()[:_MAX_LENGTH])
    return _resolve(found["date"], anchor, tense) if found else None
