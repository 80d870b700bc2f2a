"""The unit of an amount: a word or a sign after it, or within a hyphenated word.

"450 kg", "3 percentage points", "200-mile", "40-year-old"; "600-page" has a noun where others have a unit.
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.language.figures.tables import Unit, apart, unit_signs, unit_words
from onrecord.language.figures.written import Amount, Line

# A pound is money where it comes in thousands, or weight where something weighs it or is weighed.
_THOUSAND = 1000
_NEAR = 4


def with_unit(line: Line, found: Amount) -> Amount:
    """The amount with the unit after it, in words, as a sign, or in a hyphenated word."""
    end = found.end
    if line[end].is_hyphen:
        return hyphenated(line, found)
    if line.says(end, "of", "a") or line.says(end, "of", "one"):
        share = unit_words().at(line.tokens, end + 2)
        if share is not None and share[0].kind == "share":
            return replace(found, unit=share[0], end=share[1])
    if found.vague and line.says(end, "of"):
        end += 1
    unit = unit_words().at(line.tokens, end)
    if unit is not None and unit[0].kind == "times":
        unit = None if end > found.end else unit
    if unit is not None and _is_unit(line, found, unit[0], end):
        return replace(found, unit=unit[0], end=unit[1])
    if line[end - 1].kind == "digits" or found.factor != 1:
        sign = unit_signs().at(line.tokens, end)
        if sign is not None and _is_sign(line, sign[0], end, sign[1]):
            return replace(found, unit=sign[0], end=sign[1])
    return found


def _is_unit(line: Line, found: Amount, unit: Unit, place: int) -> bool:
    """Whether a word after a number is the unit, and not "seven won medals", "two second homes", "two degrees"."""
    word = line[place].lower
    if word == "won":
        return found.factor >= _THOUSAND
    if word == "second":
        return found.value == 1
    if unit.name == "°":
        return line[place - 1].kind == "digits"
    return not (found.is_part and unit.kind == "times")


def _is_sign(line: Line, unit: Unit, place: int, end: int) -> bool:
    if line[end].kind in {"word", "digits"} and line[end].glued:
        return False
    letter = line[place].text
    if len(letter) == 1 and letter.isalpha() and letter != "m" and not line[place].glued:
        return False
    # "a 9mm pistol" and "155 mm howitzers" tell a kind of gun.
    return not (unit.name == "mm" and line[end].lower in apart("calibre"))


def hyphenated(line: Line, found: Amount) -> Amount:
    """The whole word of "200-mile", "40-year-old", "1,500-strong", "600-page", with the unit or the noun in it."""
    hyphen, word = line[found.end], line[found.end + 1]
    if not hyphen.is_hyphen or not word.glued or word.kind != "word" or found.is_part:
        return found
    if line.role(found.end + 1) or word.lower in {"odd", "plus"}:
        return found
    unit = unit_words().at(line.tokens, found.end + 1) or unit_signs().at(line.tokens, found.end + 1)
    if unit is not None and unit[0].name == "mm" and line[unit[1]].lower in apart("calibre"):
        return found
    noun = None
    if unit is not None:
        end = unit[1]
    elif word.lower == "strong":
        end = found.end + 2
    elif found.value == 1 or found.unit is not None or word.text[0].isupper() or word.lower in apart("no_noun"):
        return found
    else:
        noun, end = word.text, found.end + 2
    while line[end].is_hyphen and line[end + 1].glued and line[end + 1].kind == "word":
        noun = f"{noun}{line[end].text}{line[end + 1].text}" if noun else None
        end += 2
    kept = found.unit or (unit[0] if unit is not None else None)
    return replace(found, unit=kept, end=end, noun=noun, is_hyphenated=True)


def name_of(line: Line, last: Amount, end: int) -> str | None:
    """The name of a unit; of pounds, whether they are money or weight."""
    if last.unit is None or last.unit.name != "pound":
        return last.unit.name if last.unit is not None else None
    if last.factor >= _THOUSAND:
        return "GBP"
    before = [line[last.start - at] for at in range(1, _NEAR + 1)]
    is_weight = last.is_hyphenated or line.says(end, "of") or any(token.lower.startswith("weigh") for token in before)
    return "lb" if is_weight else "GBP"
