"""What is typed into the one search box, understood: words, conditions, or a question.

    turn-key enterprises                              words
    drones speaker:Ruvell since:2022 outlet:"Bay Standard"    words and conditions
    what did Ruvell say about drones in 2022?         a question: who spoke, about what, when

Nothing that is typed is an error: what is no condition is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from onrecord.record.query import Query, day_after, first_day, is_day

_CONDITION = re.compile(
    r'(?<!\S)(speaker|about|outlet|country|kind|language|since|until|in):(?:["“”„«»]([^"“”„«»]*)["“”„«»]|(\S+))',
    re.IGNORECASE,
)
# How words before a day bound a time; all others ("in", "im Jahr") mean the year, month or day itself.
_SINCE = frozenset(("since", "from", "seit", "ab", "depuis", "desde"))
_AFTER = frozenset(("after", "nach", "après"))
_UNTIL = frozenset(("until", "till", "by", "bis", "jusqu'en", "jusqu’en", "hasta"))
_BEFORE = frozenset(("before", "vor", "avant", "antes de"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "anyone", "anybody", "people", "er", "sie", "il", "elle", "ella"))
# Longer questions are none: somebody pasted a text.
_LONGEST = 300


@dataclass(frozen=True)
class Asked:
    """What somebody wants: `words` to find, conditions that hold besides; `is_question`: it asked who said what."""

    words: str
    query: Query
    is_question: bool = False


def understood(typed: str, *, questions: bool = True) -> Asked:
    """What was typed, as words and conditions; without `questions` a question is so many words."""
    conditions: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        name, value = found[1].lower(), (found[2] if found[2] is not None else found[3]).strip()
        if not value or (name in ("since", "until", "in") and not is_day(value)):
            return found[0]
        for key in ("since", "until") if name == "in" else (name,):
            conditions[key] = value
        return " "

    words = " ".join(_CONDITION.sub(take, typed).split())
    asked = (_question(words) if questions else None) or Asked(words, Query())
    return replace(asked, query=replace(asked.query, **conditions))  # type: ignore[arg-type]


def _question(words: str) -> Asked | None:
    text = words.rstrip("?？¿ .!").lstrip("¿ ")
    if len(text) > _LONGEST:
        return None
    for pattern in _questions():
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            speaker = (parts.get("speaker") or "").strip().removeprefix("the ")
            if speaker.lower() in _PRONOUNS:
                return None
            since, until = _time((parts.get("time") or "").strip())
            query = Query(speaker=speaker or None, since=since, until=until)
            return Asked((parts.get("about") or "").strip(), query, is_question=True)
    return None


def _time(words: str) -> tuple[str | None, str | None]:
    """From when to when: "since 2022", "in 2022-08", "before 2024"."""
    how, _, when = words.rpartition(" ")
    if not is_day(when):
        return None, None
    how = how.lower()
    if how in _SINCE or how in _AFTER:
        return (when if how in _SINCE else day_after("since", when)), None
    if how in _BEFORE:
        return None, (date.fromisoformat(first_day("until", when)) - timedelta(days=1)).isoformat()
    return (None if how in _UNTIL else when), when


@cache
def _questions() -> tuple[re.Pattern[str], ...]:
    lines = files("onrecord.data").joinpath("record/questions.tsv").read_text("utf-8").splitlines()
    patterns = (line.split("\t")[1] for line in lines if line and not line.startswith("#"))
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
