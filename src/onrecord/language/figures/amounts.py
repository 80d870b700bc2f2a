"""One amount: a number as it is written, in digits or words, with its scale and unit.

"two and a half million euros", "€4.5bn", "1,20,000", "two thirds", "one in five", "tens of thousands", "200-mile".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.language.figures.tables import apart, money_signs, unit_words
from onrecord.language.figures.units import hyphenated, with_unit
from onrecord.language.figures.written import Amount, Line

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
# A comma is a decimal one where what follows is no group of three; points are of thousands where there are several.
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+")
_POINTS_OF_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_SPACES_IN_NUMBERS = frozenset(" \u00a0\u202f\u2009")
_GROUP = 3
# Beyond a quintillion nothing is counted in news; longer runs of digits are codes.
_MOST_GROUPS, _MOST, _MOST_DIGITS = 6, 1e18, 21
_LONGEST_IN_WORDS = 24
_HUNDRED, _THOUSAND = 100, 1000
# "one in five", "1 in 1,000": a ratio, where "3 in 2019" is none.
_ROUND = frozenset(
    {2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000}
)
_FIRST_OF_RATIO = 10
# "3 1/16"; what stands below the stroke of a date or a case number is mostly more.
_SMALLEST_PART = 16


def amount(line: Line, place: int) -> Amount | None:
    """The amount that begins at a place."""
    sign = money_signs().at(line.tokens, place)
    core = sign[1] if sign is not None else place
    if sign is not None and line.says(core, ".") and line[core].glued:
        core += 1
    read = _number(line, core)
    if read is None:
        return None
    found = replace(_scaled(line, read, has_sign=sign is not None), start=place)
    if sign is None:
        return with_unit(line, found)
    again = unit_words().at(line.tokens, found.end)
    is_said_twice = again is not None and again[0] == sign[0]
    return hyphenated(line, replace(found, unit=sign[0], end=again[1] if again and is_said_twice else found.end))


def _number(line: Line, place: int) -> Amount | None:
    """The number at a place without what scales it after."""
    role = line[place].kind if line[place].kind == "digits" else line.role(place)
    reader = _READERS.get(role)
    return reader(line, place) if reader is not None else None


def _digits(line: Line, place: int) -> Amount | None:
    text = line[place].text
    end = place + 1
    while end - place < _MOST_GROUPS and _is_group(line, end, text):
        text += line[end].text
        end += 1
    value = value_of(text)
    if value is None:
        return None
    if line.role(end) == "sign":
        value += line.value(end)
        end += 1
    elif more := _and_part(line, end) or _over_stroke(line, end):
        value, end = value + more[0], more[1]
    return _ratio(line, Amount(value, place, place, end))


def _over_stroke(line: Line, place: int) -> tuple[float, int] | None:
    """What the "1/2" of "3 1/2" adds, and where it ends."""
    over, under = line[place], line[place + 2]
    if not (over.text.isdecimal() and line[place + 1].text == "/" and under.text.isdecimal() and under.glued):
        return None
    if over.glued or not 0 < int(over.text) < int(under.text) <= _SMALLEST_PART:
        return None
    return int(over.text) / int(under.text), place + 3


def _is_group(line: Line, place: int, text: str) -> bool:
    """Whether three digits go on a number that is written with spaces: "10 000"."""
    before, token = line[place - 1], line[place]
    if token.gap not in _SPACES_IN_NUMBERS or not token.text.isdecimal() or len(token.text) != _GROUP:
        return False
    return text[0] != "0" and text.isdecimal() and len(before.text) <= _GROUP


def value_of(text: str) -> float | None:
    """The value of digits with points and commas; None where they are none that English writes."""
    if len(text) > _MOST_DIGITS:
        return None
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    if _POINTS_OF_THOUSANDS.fullmatch(text):
        return float(text.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text) if text.count(".") <= 1 and "," not in text else None


def _after_article(line: Line, place: int) -> Amount | None:
    """The number of "a million", "a dozen", "a third of", "a few hundred"."""
    role = line.role(place + 1)
    if role == "scale":
        return Amount(1, place, place + 1, place + 1)
    here = place + 3 if line[place + 2].is_hyphen else place + 2
    if role in {"part", "half"} and line.role(here) == "scale":
        return Amount(1 / line.value(place + 1), place, place, place + 2)
    if role == "part" and line.says(place + 2, "of", "a") and line.role(place + 4) == "scale":
        return Amount(1 / line.value(place + 1), place, place, place + 4)
    if role == "part" and _is_fraction(line, place + 2):
        return Amount(1 / line.value(place + 1), place, place, place + 2, is_part=True)
    if role == "some" and line.role(place + 2) == "scale":
        return Amount(1, place, place, place + 2, vague=f"a {line[place + 1].lower}")
    return None


def _is_fraction(line: Line, end: int) -> bool:
    """Whether "a third" ends where a fraction may, and not as in "a third party"."""
    return line[end].kind == "break" or line[end].lower in apart("after_part")


def _half(line: Line, place: int) -> Amount | None:
    """The number of "half of", "half a million", "half the fleet"."""
    if line[place - 1].lower in apart("before_half") or line.says(place - 1, "a") or line[place + 1].is_hyphen:
        return None
    after = place + 1
    if line.says(after, "a") or line.says(after, "an"):
        unit = unit_words().at(line.tokens, after + 1)
        if unit is not None or line.role(after + 1) in {"scale", "many"}:
            return Amount(0.5, place, place, after + 1)
    unit = unit_words().at(line.tokens, after)
    if line[place - 1].lower == "in" and not line.says(after, "of") and not line.says(after, "the"):
        return None
    if line[after].lower in apart("after_half") or line[after].kind == "break":
        return Amount(0.5, place, place, after, is_part=True)
    return Amount(0.5, place, place, after) if unit is not None else None


def _many(line: Line, place: int) -> Amount | None:
    """The power of ten that "hundreds" and "tens of thousands" name."""
    value, end = line.value(place), place + 1
    while value < _MOST and line.says(end, "of") and line.role(end + 1) == "many":
        value *= line.value(end + 1)
        end += 2
    word = line[place].lower
    if word in {"tens", "scores"} and end == place + 1 and not line.says(end, "of"):
        return None
    if line[place - 1].lower == "the" and end == place + 1 and not line.says(end, "of"):
        return None
    return Amount(value, place, place, end, vague=word)


def _spelled(line: Line, place: int) -> Amount | None:
    """A number in words, "three hundred and sixty-five"; with a fraction, "two thirds", "two and a half"."""
    total, current, factor, end = 0.0, line.value(place), 1.0, place + 1
    last = line.role(place)
    while end - place < _LONGEST_IN_WORDS:
        here = end + 1 if line[end].is_hyphen else end
        if line.says(here, "and") and last in {"hundred", "scale"}:
            here += 1
        role = line.role(here)
        if role == "scale" and line.value(here) == _HUNDRED and current < _HUNDRED and last != "scale":
            current, last = current * _HUNDRED, "hundred"
        elif role == "scale" and line.value(here) >= _THOUSAND and current:
            # What another number may share with it: "two to three million".
            factor = line.value(here) if not total else 1.0
            total, current, last = total + current * line.value(here), 0.0, "scale"
        elif (role == "unit" and last in {"ten", "hundred", "scale"}) or (
            role in {"teen", "ten"} and last in {"hundred", "scale"}
        ):
            current, last = current + line.value(here), role
        else:
            break
        end = here + 1
    whole = Amount(total + current, place, place, end, factor=factor if last == "scale" else 1.0)
    here = end + 1 if line[end].is_hyphen else end
    if (
        line.role(here) == "part"
        and (line[here].lower.endswith("s") or whole.value == 1)
        and whole.value < line.value(here)
    ):
        return replace(whole, value=whole.value / line.value(here), end=here + 1, is_part=True)
    if more := _and_part(line, end):
        return replace(whole, value=whole.value + more[0], end=more[1])
    return _ratio(line, whole)


def _and_part(line: Line, place: int) -> tuple[float, int] | None:
    """What "and a half" adds, and where it ends."""
    bound = line[place].is_hyphen and line[place + 2].is_hyphen and line[place + 4].is_hyphen
    at = (place + 1, place + 3, place + 5) if bound else (place, place + 1, place + 2)
    if line.says(at[0], "and") and line.says(at[1], "a") and line.role(at[2]) in {"half", "part"}:
        return 1 / line.value(at[2]), at[2] + 1
    return None


def _ratio(line: Line, first: Amount) -> Amount:
    """A fifth for "one in five"; else the number as it is."""
    end = first.end
    is_out_of = line.says(end, "out", "of") or line.says(end, "of", "every")
    if not is_out_of and (not line.says(end, "in") or first.value > _FIRST_OF_RATIO):
        return first
    place = end + 1 + is_out_of
    place += line.says(place, "every")
    second = _digits(line, place) if line[place].kind == "digits" else None
    if second is None and line.role(place) in {"unit", "teen", "ten"}:
        second = _spelled(line, place)
    if second is None or second.value not in _ROUND or not 0 < first.value < second.value:
        return first
    unit = unit_words().at(line.tokens, second.end)
    if unit is not None and not is_out_of:
        return first
    return replace(first, value=first.value / second.value, end=second.end, is_part=True)


def _scaled(line: Line, read: Amount, *, has_sign: bool) -> Amount:
    """The number times the words of scale after it: "3 lakh", "two dozen", "4.5bn", "$2-billion"."""
    value, factor, end = read.value, read.factor, read.end
    if read.is_part:
        return read
    while value < _MOST:
        here = end + 1 if line[end].is_hyphen else end
        role = line.role(here)
        is_scale = role == "scale" or (role == "many" and line.says(end - 1, "a"))
        if not is_scale and not (role == "glued" and _is_glued_scale(line, here, has_sign=has_sign)):
            break
        value, factor, end = value * line.value(here), factor * line.value(here), here + 1
    return replace(read, value=value, factor=factor, end=end)


def _is_glued_scale(line: Line, place: int, *, has_sign: bool) -> bool:
    """Whether "m" is a million and not a metre, "k" a thousand, "t" a trillion and not a tonne."""
    token, after = line[place], line[place + 1]
    if line[place - 1].kind != "digits" or (not token.glued and not has_sign):
        return False
    if has_sign or token.lower == "k":
        return True
    if unit := unit_words().at(line.tokens, place + 1):
        return unit[0].kind == "money" or token.lower == "m"
    if token.text != "m" or after.glued:
        return False
    return after.kind == "word" and after.lower.endswith(("s", "people", "men", "women", "children", "registered"))


def _some(line: Line, place: int) -> Amount | None:
    """The number of "several thousand"."""
    return Amount(1, place, place, place + 1, vague=line[place].lower) if line.role(place + 1) == "scale" else None


def _sign(line: Line, place: int) -> Amount:
    """The number of "½"."""
    return Amount(line.value(place), place, place, place + 1)


_READERS: dict[str, Callable[[Line, int], Amount | None]] = {
    "digits": _digits,
    "article": _after_article,
    "unit": _spelled,
    "teen": _spelled,
    "ten": _spelled,
    "half": _half,
    "many": _many,
    "some": _some,
    "sign": _sign,
}
