"""Expressions of time and what they mean, counted from the day that a text was published or a page saved.

    resolve("on Friday", "2025-06-20").value      "2025-06-20": news sense, Friday's report means its own day
    resolve("6 days ago", "2025-06-26").value     "2025-06-20"
    resolve("last week", "2025-06-26").value      "2025-06-16/2025-06-22"
    resolve("in a few days", "2025-06-26")        None: what is not certain is not guessed

News counts in days: where a clock time stands beside the date, the value is still its day.
"""

from onrecord.language.dates.finding import Expression, find
from onrecord.language.dates.meaning import is_expression, resolve
from onrecord.language.dates.stretch import Tense, When, day, days, known_day
from onrecord.language.dates.words import words

__all__ = ["Expression", "Tense", "When", "day", "days", "find", "is_expression", "known_day", "resolve", "words"]
