"""Figures: numbers of something, with what they count and what qualifies them.

    "more than $100 billion in aid"   100e9, USD, of "aid", "more than"
    "two Patriot batteries"           2 of "Patriot batteries"
    "from 32 last year to 82"         32 to 82

`numbers` reads a text alone; `find` reads an article's body and tells by its parse what is counted.
"""

from onrecord.language.figures.find import find
from onrecord.language.figures.grammar import Number, numbers

__all__ = ["Number", "find", "numbers"]
