"""Paragraphs out of articles that we wrote, with other names, days and figures each time they are printed.

"Tobias Sterrow, 58, said on Monday ..." becomes "Grapil Neskaido, 61, said on Saturday ...", and whoever is called
Sterrow further down is called Neskaido. The articles are those that who is who is trained on (training/entities).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.large_text import DAYS
from benchmarks.large_world import World

_ARTICLES = Path(__file__).parents[1] / "training" / "entities" / "articles"
_FIGURE = re.compile(r"\b(?!19|20)\d{2,3}\b(?![:.,]\d)")
_DAY = re.compile(r"\b(?:" + "|".join(DAYS) + r")\b")
# Words: shorter ones are the reporter's half sentences, longer ones hold a whole report.
_LEAST, _MOST = 25, 90


class Paragraph(NamedTuple):
    """A paragraph as it was written: its text and the words of it that are names, with those who bear them."""

    text: str
    names: Mapping[str, tuple[str, str]]
    pattern: re.Pattern[str] | None


def paragraphs() -> list[Paragraph]:
    """All paragraphs of our own articles that can be printed elsewhere."""
    found = []
    for path in sorted(_ARTICLES.glob("*.json")):
        article = json.loads(path.read_text("utf-8"))
        names = _names(article)
        for text in article["text"].split("\n\n")[1:]:
            if _LEAST <= len(text.split()) <= _MOST:
                inside = {word: names[word] for word in sorted(names, key=len, reverse=True) if word in text}
                pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, inside)) + r")\b") if inside else None
                found.append(Paragraph(text, inside, pattern))
    return found


def _names(article: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    """The words by which people of an article are called: who is meant, and by which part of the name."""
    found: dict[str, tuple[str, str]] = {}
    entities = article["entities"]
    assert isinstance(entities, dict)
    for number, one in entities.items():
        name = str(one["name"])
        if one["type"] != "person" or not re.fullmatch(r"[A-Z][\w’-]+ [A-Z][\w’-]+", name):
            continue
        given, family = name.split()
        found |= {name: (number, "whole"), given: (number, "given"), family: (number, "family")}
    return found


def exchanged(one: Paragraph, rng: random.Random, world: World) -> str:
    """The paragraph about other people, on other days, with other figures."""
    people: dict[str, list[str]] = {}
    days: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        who, part = one.names[found[0]]
        if who not in people:
            people[who] = rng.choice(world.authors).split()
        words = people[who]
        return " ".join(words) if part == "whole" else words[0] if part == "given" else words[-1]

    text = one.pattern.sub(name, one.text) if one.pattern else one.text
    text = _DAY.sub(lambda found: days.setdefault(found[0], rng.choice(DAYS)), text)
    return _FIGURE.sub(lambda found: str(max(10, int(found[0]) + rng.randint(-9, 9))), text)
