"""Tokens of time in one order: what only colours a date is taken out, what languages put elsewhere is moved.

"early on Monday morning"       E W0 P         W0
"la semaine dernière"           Uweek V-       V- Uweek
"le 3 mars de l'an dernier"     3 M3 V- Uyear  3 M3 2024, on a day of 2025
"""

from __future__ import annotations

import re
from datetime import date

_WHICH = r"(?P<which>LL|NN|[LNT]|[VC][+-])"
# Applied in this order to tokens with a space on either side. First what stands in all that a rule changes: it spares
# nearly all of them.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (needed, re.compile(pattern), put)
    for needed, pattern, put in (
        (" K ", r"(?<= )(\d\d) K ", r"K19\1 "),
        ("=", r"(?<= )=(\d0) =(\d) ", r"=\1+\2 "),
        (" Z ", r"^ Z (.+) & ", r" \1 R "),
        (" Z ", r"^ Z ", " "),
        (" / ", r"(?<= )(M\d+) / \1 ", r"\1 "),
        (" U", r" (U(?:months|half|quarter)) Uyear $", r" \1 T Uyear "),
        (" U", r" ([LNT]|[VC][+-]) Uweek (W\d) $", r" \2 \1 Uweek "),
        ("#", r" (\d+) #2 (?=[AXB])", r" \1 Useconds "),
        # "on the third of May", "May 3rd", "3. März", "Aug. 5"
        ("#", r" #1 Uday (?=M\d)", " 1 "),
        ("#", r" #(\d+) (?=M\d)", r" \1 "),
        ("#", r"(?<= )(M\d+) #(\d+) ", r"\1 \2 "),
        (" O", r" O(\d+) (?!$)", r" \1 "),
        (" O", r"(?<=\S) O(\d+) ", r" \1 "),
        (" .", r"(?<= \d) \.(?= (?:R|&|M\d|W\d))|(?<= \d\d) \.(?= (?:R|&|M\d|W\d))", ""),
        (" .", r"(?<= )([MWU]\w+) \.", r"\1"),
        (" E ", r" E R ", " E "),
        (" .", r" [.]+ $", " "),
        # "в 2022 году", "im Jahr 2022", "يوم الجمعة", "bis zum"
        (" U", r" (\d{4}) Uyear ", r" \1 "),
        (" U", r" Uyear (?=\d{4} )", " "),
        (" U", r" Uday (?=W\d)", " "),
        (" U", r"(?<= )(W\d) Uday ", r"\1 "),
        (" T ", r" T (?=[CV][+-])", " "),
        # "lundi dernier", "Friday last", "le mois prochain"
        ("", r"(?<= )([UGW]\w+|M\d+) ([VC][+-]) (?!U)", r"\2 \1 "),
        (" T ", r" (U\w+) T (?!U)", r" T \1 "),
        (" L ", r"^ (W\d|M\d+|G\d) L $", r" V- \1 "),
        (" N ", r"^ (W\d|M\d+|G\d) N $", r" N \1 "),
        # "in" tells a time to come only before a count
        (" I ", r" I (?!=?\d+(?:\+\d)? U|A? ?U)", " "),
        (" I ", r"(?<=[^ ]) I ", " "),
        (" I ", r"^ I (?=.* [XB][+-] $)", " "),
        (" X", r"(?<=\S) X[+-] (?=I |on )", " "),
    )
)
_AND_A_HALF = re.compile(r" =?(\d{1,2}) & =1 Uhalf Uhours ")
_ANCHORED = re.compile(r" (?:[MWDHG]-?\d|HE)")
_COLOUR = re.compile(r" E(?= )")
_PART = re.compile(r" P(?= )")
_INTO = re.compile(r" P R W")
_FRONT = re.compile(r"^(?: X[+-])+(?= )")
_BARE_UNIT = re.compile(r" U(?:week|month|year|day) ")


def tidy(tokens: str) -> str:
    """The tokens without what only colours them, in the order that the forms have."""
    text = f" {tokens} "
    if "Uhalf" in text:
        text = _AND_A_HALF.sub(lambda found: f" ={60 * int(found[1]) + 30} Uminutes ", text)
    for needed, pattern, put in _RULES:
        if needed in text:
            text = pattern.sub(put, text)
    if _ANCHORED.search(text):
        text = _PART.sub("", text) if not _INTO.match(text) else text
    bare = _FRONT.sub("", _COLOUR.sub("", text))
    if bare != text and _BARE_UNIT.fullmatch(bare):  # "by the end of the year", "later in the week"
        bare = " T" + bare
    return bare.strip()


_OF_YEAR = re.compile(rf"(?P<rest>.+) {_WHICH} Uyear")
_OF_MONTH = re.compile(rf"(?P<day>\d{{1,2}}) {_WHICH} Umonth")
_BY = {"LL": -2, "L": -1, "V-": -1, "T": 0, "N": 1, "V+": 1, "NN": 2}


def with_year(tokens: str, on: date) -> str:
    """The tokens with "last year" and "next month" after a date as the number that they stand for."""
    if (found := _OF_YEAR.fullmatch(tokens)) and found["which"] in _BY and not found["rest"].endswith(" A"):
        return f"{found['rest']} {on.year + _BY[found['which']]}"
    if (found := _OF_MONTH.fullmatch(tokens)) and found["which"] in _BY:
        months = on.year * 12 + on.month - 1 + _BY[found["which"]]
        return f"{found['day']} M{months % 12 + 1} {months // 12:04}"
    return tokens
