"""Texts with other states in them: what is learned of a sentence must not hang on whose name stands in it.

A text's states (name, adjective, capital) are exchanged for others, real ones or invented ones, each for the same one
throughout; all spans move along.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

Text = dict[str, Any]

# Invented names are made of these.
_BEGINS = (
    "B",
    "Br",
    "C",
    "D",
    "Dr",
    "G",
    "H",
    "J",
    "K",
    "Kr",
    "L",
    "M",
    "N",
    "Or",
    "P",
    "R",
    "S",
    "St",
    "T",
    "Tr",
    "V",
    "Z",
)
_MIDDLES = ("al", "an", "ar", "ast", "el", "en", "er", "ev", "il", "ir", "ol", "om", "or", "ost", "ul", "um", "ur")
_ENDS = (("ia", "ian"), ("land", "landic"), ("mark", "markian"), ("stan", "stani"), ("ova", "ovan"), ("en", "ene"))
# One word of a name, or two: "Saudi Arabia", "New Delhi".
_PAIRED = "Saudi|South|North|New|Sri|Costa|El|San|Sierra|Burkina|United|Czech|Buenos|Kuala|Addis|Abu|Phnom|Port"
_NAMED = re.compile(rf"\b(?:(?:{_PAIRED}) )?[A-Z]\w+")
_CITIES = ("grad", "burg", "ton", "abad", "holm", "ara", "is", "avik", "port")


class Names(NamedTuple):
    """What a state goes by."""

    name: str
    adjective: str
    capital: str


@cache
def real() -> tuple[Names, ...]:
    """The states of the world that have one word for each."""
    lines = files("onrecord.data").joinpath("knowledge/states.tsv").read_text("utf-8").splitlines()
    found = []
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        names = (row["name"], row["demonyms"].split("|")[0], row["capital"].split("|")[0])
        if row["kind"] == "state" and len({*names, ""}) == 4:
            found.append(Names(*names))
    return tuple(found)


def invented(lots: random.Random) -> Names:
    """A state that there is not."""
    stem = lots.choice(_BEGINS) + lots.choice(_MIDDLES) + (lots.choice("bdfgklmnprstvz") if lots.random() < 0.6 else "")
    name, adjective = lots.choice(_ENDS)
    city = lots.choice(_BEGINS) + lots.choice(_MIDDLES) + lots.choice(_CITIES)
    return Names(stem + name, stem + adjective, city)


def swapped(text: Text, lots: random.Random) -> Text:
    """The text with the states that it names exchanged."""
    words = dict(_words())
    for event in text["events"]:
        for one in (*event["actors"], *event["recipients"]):
            if not one["country"] and re.fullmatch(r"[A-Z][a-z]{3,}", one["text"]):
                told = one["text"]
                words.setdefault(told, (-len(words), "name"))
                key = words[told][0]
                for adjective in (told + "n", told + "ian", told[:-1] + "ian", told[:-1] + "an", told + "ic"):
                    words.setdefault(adjective, (key, "adjective"))
    edits, chosen = [], {}
    for match in _NAMED.finditer(text["text"]):
        which = words.get(match.group())
        if which is None:
            continue
        index, kind = which
        if index not in chosen:
            chosen[index] = lots.choice(real()) if lots.random() < 0.6 else invented(lots)
        edits.append((*match.span(), getattr(chosen[index], kind)))
    return moved(text, edits)


@cache
def _words() -> Mapping[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for index, state in enumerate(real()):
        for kind in ("name", "adjective", "capital"):
            found.setdefault(getattr(state, kind), (index, kind))
    return found


def moved(text: Text, edits: Sequence[tuple[int, int, str]]) -> Text:
    """The text with stretches of it replaced, and its events' spans where they then stand."""
    parts, at = [], 0
    for start, end, new in edits:
        parts += [text["text"][at:start], new]
        at = end
    made = "".join([*parts, text["text"][at:]])

    def span(one: Text) -> Text:
        if one.get("start") is None:
            return one
        start, end = _place(one["start"], edits, is_end=False), _place(one["end"], edits, is_end=True)
        out = {**one, "start": start, "end": end, "text": made[start:end]}
        return {**out, "said": [span(said) for said in one["said"]]} if "said" in one else out

    events = []
    for event in text["events"]:
        out = dict(event)
        if not event.get("in_title"):
            out["trigger"] = span(event["trigger"])
            for key in ("actors", "recipients", "items", "again"):
                if key in event:
                    out[key] = [span(one) for one in event[key]]
        events.append(out)
    return {**text, "text": made, "events": events}


def _place(offset: int, edits: Sequence[tuple[int, int, str]], *, is_end: bool) -> int:
    """Where an offset stands once stretches before it, or the one that it stands in, are replaced."""
    shift = 0
    for start, end, new in edits:
        if end <= offset:
            shift += len(new) - (end - start)
        elif start < offset:
            return start + shift + (len(new) if is_end else 0)
    return offset + shift
