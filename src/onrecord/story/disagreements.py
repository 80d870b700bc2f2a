"""Disagreements: figures, days and names on which the articles of a story differ.

    killed   12 (Courier)   14 (Ledger, Wire)

Two articles differ on a figure where both count the same thing and no number of the one is a number of the other; on a
day where both date the same act; on a name where two are spelt nearly alike and the one article has only the one, the
other only the other. Copies say the same, so of a text one article is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal, TypeAlias, TypeVar

from onrecord.language.figures.digits import in_full
from onrecord.language.folding import folded
from onrecord.model import Article, Event, Figure
from onrecord.spans import Spans

T = TypeVar("T", float, str)

Matter: TypeAlias = Literal["figure", "day", "name"]


@dataclass(frozen=True, slots=True)
class Word:
    """What one article has, and where."""

    article: str
    value: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What articles differ on: `about` is what is counted, done or named."""

    matter: Matter
    about: str
    words: tuple[Word, ...]


def disagreements(articles: Sequence[Article]) -> list[Disagreement]:
    """What some articles on one happening differ on, figures first."""
    return [*_figures(articles), *_days(articles), *_names(articles)]


def _figures(articles: Iterable[Article]) -> Iterator[Disagreement]:
    held: dict[tuple[str, str], dict[str, list[Figure]]] = {}
    for article in articles:
        for figure in article.figures:
            if counted := _counted(figure):
                held.setdefault((figure.unit or "", counted), {}).setdefault(article.id, []).append(figure)
    for (unit, counted), by_article in sorted(held.items()):
        if _parted([{figure.value for figure in figures} for figures in by_article.values()]):
            words = [
                Word(article, _written(figure), figure.spans)
                for article, figures in by_article.items()
                for figure in {one.value: one for one in reversed(figures)}.values()
            ]
            yield Disagreement("figure", " ".join(filter(None, (unit, counted))), tuple(words))


def _counted(figure: Figure) -> str:
    """What a figure counts, in the singular: "two houses" and "one house" count the same."""
    return " ".join(_singular(word) for word in folded(figure.of or "").split())


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _written(figure: Figure) -> str:
    value = in_full(figure.value) + (f" to {in_full(figure.high)}" if figure.high is not None else "")
    return f"{figure.qualifier} {value}" if figure.qualifier else value


def _parted(sets: Sequence[set[T]]) -> bool:
    """Whether two of some sets have nothing in common."""
    return any(not one & other for one, other in combinations(sets, 2))


def _days(articles: Iterable[Article]) -> Iterator[Disagreement]:
    held: dict[tuple[object, ...], dict[str, list[tuple[str, Event]]]] = {}
    for article in articles:
        for event in article.events:
            when = event.when if "when" not in event.unresolved else None
            if when is None or when.value is None or when.precision != "day" or not event.actors or event.denied:
                continue
            sides = tuple(
                frozenset(side.country or folded(side.name) for side in group)
                for group in (event.actors, event.recipients)
            )
            key = (event.type, event.mode, event.status, sides)
            held.setdefault(key, {}).setdefault(article.id, []).append((when.value, event))
    for by_article in held.values():
        if _parted([{day for day, _ in found} for found in by_article.values()]):
            words = [
                Word(article, day, event.mentions[0].trigger)
                for article, found in by_article.items()
                for day, event in dict(reversed(found)).items()
            ]
            event = next(iter(by_article.values()))[0][1]
            named = ", ".join(side.name for side in event.actors)
            yield Disagreement("day", f"{named}: {event.mode or event.type}", tuple(words))


# Spellings of one name have so much in common: "Zelensky" and "Zelenskyy" .94, "Erdogan" and "Erdoan" .92; "Ivanov" and
# "Ivanova" .92 as well, so both must stand for one person of their article and share the first name.
_ALIKE = 0.8


def _names(articles: Sequence[Article]) -> Iterator[Disagreement]:
    held = {
        article.id: {folded(one.name): one for one in article.entities if one.type == "person"} for article in articles
    }
    seen: set[tuple[str, str]] = set()
    for one, other in combinations(articles, 2):
        mine, theirs = held[one.id], held[other.id]
        for name in sorted(set(mine) - set(theirs)):
            for second in sorted(set(theirs) - set(mine)):
                if _is_spelling(name, second) and (name, second) not in seen:
                    seen.add((name, second))
                    first, last = mine[name], theirs[second]
                    words = (Word(one.id, first.name, first.mentions[:1]), Word(other.id, last.name, last.mentions[:1]))
                    yield Disagreement("name", first.name, words)


def _is_spelling(one: str, other: str) -> bool:
    """Whether two whole names are spellings of one: as many words, of which one differs a little."""
    first, second = one.split(), other.split()
    if len(first) != len(second) or len(first) == 1:
        return False
    parts = [(left, right) for left, right in zip(first, second, strict=True) if left != right]
    return len(parts) == 1 and SequenceMatcher(None, *parts[0]).ratio() >= _ALIKE
