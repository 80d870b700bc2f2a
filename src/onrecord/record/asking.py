"""What is typed into the one search box, understood: words, conditions, or a question.

    turn-key enterprises                              words
    drones speaker:Ruvell since:2022 outlet:"Bay Standard"    words and conditions
    drone strikes since May 2022                      words and a time
    what did Ruvell say about drones last year?       a question: who spoke, about what, when
    Ruvell on drones                                  the same, where somebody called Ruvell speaks in the record

Nothing that is typed is an error: what is no condition is a word. How people ask stands in data/record/questions.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.entity.gazetteer import honorifics, roles
from onrecord.language.dates import When, resolve
from onrecord.record.aliases import state_meant
from onrecord.record.query import Query, day_after, first_day, is_day

Speaks = Callable[[str], bool]
"""Whether anybody of a name speaks in the record."""

_CONDITION = re.compile(
    r'(?<!\S)(speaker|about|outlet|country|kind|language|since|until|in):(?:["“”„«»]([^"“”„«»]*)["“”„«»]|(\S+))',
    re.IGNORECASE,
)
# Longer questions are none: somebody pasted a text. Nor are longer names and times what they seem.
_LONGEST, _LONGEST_NAME, _LONGEST_TIME = 300, 6, 8
# Longer words are a pasted text, which no event is about.
_LONGEST_TOPIC = 200
# So many characters before a time tell whether it is what a question is about.
_NEAR = 20
# Words that are no question tell a time only where they are few, else they may be a headline: "Orvik to close its port
# after 2023". These ways to tell one say in a headline what it is about.
_FEW, _VAGUE = 4, frozenset(("within", "from", "ago"))
# Letters that change places do so in words of three or more.
_SWAPPED = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """What somebody wants: `words` to find, conditions that hold besides; `is_question`: it asked who said what.

    `refused`: what looks like a condition on time and tells none; `typed`: all of it, as it was typed.
    """

    words: str
    query: Query
    is_question: bool = False
    refused: tuple[str, ...] = ()
    typed: str = ""


def understood(typed: str, *, questions: bool = True, speaks: Speaks | None = None, today: date | None = None) -> Asked:
    """What was typed, as words and conditions; without `questions` a question is so many words.

    With `speaks` it asks of somebody only where somebody of that name speaks, and short forms are understood too. "Last
    year" counts from `today`.
    """
    day = (today or datetime.now(UTC).date()).isoformat()
    conditions: dict[str, str] = {}
    refused: list[str] = []

    def take(found: re.Match[str]) -> str:
        name, value = found[1].lower(), (found[2] if found[2] is not None else found[3]).strip()
        if not value:
            return found[0]
        if name in ("since", "until", "in") and not is_day(value):
            told = _time(f"{name} {value.replace('-', ' ')}", day) or Query()
            conditions.update({key: bound for key in ("since", "until") if (bound := getattr(told, key))})
            if not told.dated:
                refused.append(found[0])
            return " "
        for key in ("since", "until") if name == "in" else (name,):
            conditions[key] = value
        return " "

    words = " ".join(_CONDITION.sub(take, typed).split())
    asked = (_sentence(words, speaks, day) if questions and len(words) <= _LONGEST else None) or Asked(words, Query())
    return replace(asked, query=replace(asked.query, **conditions), refused=tuple(refused), typed=typed)  # type: ignore[arg-type]


def deeds(asked: Asked) -> Query | None:
    """Which events a search is about; None where it asks for no words, or for what statements alone have."""
    query = asked.query
    if not asked.words.strip() or query.kind or query.country or query.language:
        return None
    about = asked.words[:_LONGEST_TOPIC].replace('"', " ")
    return Query(about=about, actor=query.speaker, outlet=query.outlet, since=query.since, until=query.until)


def _sentence(words: str, speaks: Speaks | None, day: str) -> Asked | None:
    """A question, or words that end with a time; None for other words."""
    text = words.rstrip("?？¿ .!").lstrip("¿ ")
    for rest, query in (_timed(text, day), (text, Query())):
        if asked := _question(rest, speaks):
            return replace(asked, query=replace(query, speaker=asked.query.speaker))
    rest, query = _timed(text, None)
    return Asked(rest, query) if query.dated and 0 < len(rest.split()) <= _FEW else None


def _question(text: str, speaks: Speaks | None) -> Asked | None:
    """What is asked for of whom; where nobody of the name speaks, it is one word more; None for what is no question."""
    spelt = _spelt(text)
    unknown = None
    for form in _forms():
        found = form.pattern.fullmatch(text) or form.pattern.fullmatch(spelt)
        if found is None or (form.kind != "asks" and speaks is None):
            continue
        for speaker, topic in _parts(text, found):
            if speaker is None or speaker.lower() in _pronouns():
                return Asked(topic, Query(), is_question=True) if topic else None
            if named := next((name for name in _names(speaker, form.kind) if speaks is None or speaks(name)), None):
                return Asked(topic, Query(speaker=named), is_question=True)
            if form.kind == "asks":
                unknown = unknown or Asked(f"{speaker} {topic}".rstrip(), Query())
    return unknown


def _parts(text: str, found: re.Match[str]) -> Iterator[tuple[str | None, str]]:
    """Who is asked for and about what; every way to part them, the longest name first, where nothing stands between."""
    part = {name: text[slice(*found.span(name))].strip() for name, has in found.groupdict().items() if has is not None}
    both = part.get("both", "").split()
    for size in range(min(len(both) - 1, _LONGEST_NAME), 0, -1):
        yield " ".join(both[:size]), " ".join(both[size:])
    if not both:
        yield part.get("speaker"), part.get("topic", "")


def _names(speaker: str, kind: str) -> Iterator[str]:
    """The name as it was typed, then without an ending and without the office before it: "President Kolar"."""
    words = speaker.split()
    if words[0].lower() == "the":
        del words[0]
    name = " ".join(words)
    is_none = (kind != "asks" and name.lower() in roles()) or (kind == "bare" and state_meant(name))
    if is_none or not 0 < len(words) <= _LONGEST_NAME:
        return
    yield name
    if name.endswith("s"):
        yield name[:-1].rstrip("'’")
    for at in range(len(words) - 1, 0, -1):
        if words[at - 1].lower() in roles() or words[at - 1].capitalize() in honorifics():
            yield " ".join(words[at:])
            return


def _spelt(text: str) -> str:
    """The text with letters that changed places put back in the words of questions: "waht did he sya abuot"."""
    known = _frame()

    def put_back(found: re.Match[str]) -> str:
        word = found[0].lower()
        return word if word in known.values() else known.get((word[0], "".join(sorted(word))), found[0])

    return re.sub(rf"\w{{{_SWAPPED},}}", put_back, text)


# Times.


def _timed(text: str, today: str | None) -> tuple[str, Query]:
    """The text without the time that it tells, and the time.

    Of a question it stands at the end, at the beginning, or before the topic; "the 2024 budget" tells none. Other words
    (`today` is None) tell one at their end, if it needs no other day to count from and is surely one that bounds them.
    """
    words = [found.span() for found in re.finditer(r"\S+", text)]
    for first, (start, _) in enumerate(words):
        for last in range(min(len(words), first + _LONGEST_TIME), first, -1):
            end = words[last - 1][1]
            is_apart = last == len(words) or (today and (first == 0 or _goes_on().match(text, end)))
            if (
                is_apart
                and not _leads_on().search(text[max(0, start - _NEAR) : start])
                and (query := _time(text[start:end].rstrip(" ,"), today))
            ):
                return f"{text[:start].rstrip(' ,')} {text[end:].lstrip(' ,')}".strip(), query
    return text, Query()


def _time(words: str, today: str | None) -> Query | None:
    """From when to when: "since 2022", "in March", "before 2024", "last year"."""
    for how, pattern in _times():
        found = pattern.fullmatch(words)
        if found is None or (today is None and how in _VAGUE):
            continue
        told = found["time"]
        if when := resolve(f"{told} ago" if how == "ago" else told, today, "past") or resolve(
            f"in {told}", today, "past"
        ):
            return _bounded(how, when)
    return None


def _bounded(how: str, when: When) -> Query:
    first, last = when.earliest, (when.after - _DAY).isoformat()
    if is_day(when.value) and (first_day("", when.value), day_after("", when.value)) == (when.earliest, when.latest):
        first = last = when.value
    bounds = {
        "since": Query(since=first),
        "from": Query(since=first),
        "ago": Query(since=first),
        "after": Query(since=when.latest),
        "until": Query(until=last),
        "before": Query(until=(when.first - _DAY).isoformat()),
    }
    return bounds.get(how, Query(since=first, until=last))


# Patterns.


class _Form(NamedTuple):
    """A way to ask; of another kind than "asks" only of somebody who speaks."""

    pattern: re.Pattern[str]
    kind: str


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    lines = files("onrecord.data").joinpath("record/questions.tsv").read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t", 2)) for line in lines if line and not line.startswith("#"))  # type: ignore[misc]


def _pattern(language: str, template: str) -> re.Pattern[str]:
    """The pattern of a row, with those that it names in their places."""
    named = {name: f"(?:{pattern})" for other, name, pattern in _rows() if other == language}
    topic = f"{named['the']}?(?P<topic>.+)" if "the" in named else "(?P<topic>.+)"
    named |= {"topic": topic, "speaker": "(?P<speaker>.+?)", "time": "(?P<time>.+)", "both": "(?P<both>.+)"}
    return re.compile(re.sub(r"\{(\w+)\}", lambda found: named[found[1]], template), re.IGNORECASE)


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(_pattern(language, template), name)
        for language, name, template in _rows()
        if name in ("asks", "short", "bare")
    )


@cache
def _times() -> tuple[tuple[str, re.Pattern[str]], ...]:
    hows = ("between", "since", "from", "after", "until", "before", "within", "ago")
    return tuple((how, _pattern(language, template)) for language, how, template in _rows() if how in hows)


@cache
def _goes_on() -> re.Pattern[str]:
    """What may stand after a time within a question."""
    words = [pattern for _, name, pattern in _rows() if name in ("about", "said")]
    return re.compile(rf"\s+(?:{'|'.join(words)})\b", re.IGNORECASE)


@cache
def _leads_on() -> re.Pattern[str]:
    """What a topic follows on, be it a time: "about last year"."""
    words = [pattern for _, name, pattern in _rows() if name == "about"]
    return re.compile(rf"\s(?:{'|'.join(words)})\s*$", re.IGNORECASE)


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(word for _, name, pattern in _rows() if name == "pronouns" for word in pattern.split("|"))


@cache
def _frame() -> dict[tuple[str, str], str]:
    """The words of questions in which letters change places, by their first letter and all their letters in order."""
    words = [word for _, name, pattern in _rows() if name == "slips" for word in pattern.split("|")]
    return {(word[0], "".join(sorted(word))): word for word in words}
