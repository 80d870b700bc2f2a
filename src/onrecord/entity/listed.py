"""Names that the knowledge pack lists, found by their letters: "S-400 Triumf", "CAATSA", "No. 10".

The model for names knows persons and well-known bodies; of weapon systems and laws it marks few, and seldom whole.
Designations that no table lists are told by their form: Su-75, FH-901 (data/knowledge/designations.tsv).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.entity import knowledge
from onrecord.entity.gazetteer import demonyms, key, long_places, places
from onrecord.entity.knowledge import Known
from onrecord.entity.words import Word, Words


class Listed(NamedTuple):
    """Tokens that are a listed name; `id` is None for a place, and for a designation known by its form alone."""

    start: int
    end: int
    id: str | None
    country: str | None
    is_place: bool = False


def listed(doc: Words) -> Iterator[Listed]:
    """The listed names of a text, the longest first where several begin in one place; none within another."""
    last = 0
    told: Counter[str] | None = None
    for token in doc:
        if token.i < last or not (token.text[0].isupper() or token.text[0].isdigit()):
            continue
        first, second = knowledge.first_words(doc.whole, token.idx)
        found = _place(doc, token, first)
        if found is None and (named := _named(doc, token, first, second)) is not None:
            ids, end = named
            if len(ids) > 1 and told is None:
                told = _countries(doc)
            known = _meant(ids, told)
            found = Listed(token.i, end, known.id, known.country) if known is not None else None
        found = found or _designated(doc, token)
        if found is not None:
            yield found
            last = found.end


def _countries(doc: Words) -> Counter[str]:
    """How often the states are named in a text, by themselves or by a demonym."""
    words = (token.text for token in doc if token.text[:1].isupper())
    found = ((demonyms().get(word) or (place.country if (place := places().get(word)) else None)) for word in words)
    return Counter(iso for iso in found if iso)


def _meant(ids: Sequence[str], told: Mapping[str, int] | None) -> Known | None:
    """Of several that go by one name the one of whose country a text tells most; None where that tells nothing."""
    rows = [row for id_ in ids if (row := knowledge.get(id_)) is not None]
    if len(rows) > 1 and told is not None:
        best = max(told.get(row.country or "", 0) for row in rows)
        rows = [row for row in rows if best and told.get(row.country or "", 0) == best]
    return rows[0] if len(rows) == 1 else None


def _named(doc: Words, token: Word, first: str, second: str) -> tuple[list[str], int] | None:
    """The ids of all that go by the longest listed name at a token, and the token behind it."""
    ids: list[str] = []
    form, end = "", None
    for other, id_ in knowledge.written(first, second):
        if ids and other != form:
            break
        if not doc.whole.startswith(other, token.idx):
            continue
        end = _end(doc, token, other)
        if end is not None and _is_name(doc, token, end, other):
            form = other
            ids.append(id_)
    last = _end(doc, token, form) if ids else None
    return (ids, last) if last is not None else None


def _place(doc: Words, token: Word, first: str) -> Listed | None:
    """A place by its whole name, of which the model often takes a part: "No. 10", "Papua New Guinea"."""
    for form in long_places().get(first, ()):
        end = _end(doc, token, form)
        if end is not None:
            return Listed(token.i, end, None, places()[key(form)].country, is_place=True)
    return None


def _end(doc: Words, token: Word, form: str) -> int | None:
    """The token behind a form that stands at a token, whole; None where it does not."""
    text = doc.whole
    if not text.startswith(form, token.idx):
        return None
    stop = token.idx + len(form)
    if text[stop : stop + 1] == "s" and form[-1].isdigit():
        stop += 1
    after = text[stop : stop + 2]
    if after[:1].isalnum() or (after[:1] == "-" and after[1:].isdigit()):
        return None
    return _behind(doc, token, stop)


def _behind(doc: Words, token: Word, stop: int) -> int | None:
    """The token behind a character, counted from one before it; None where a token goes on behind it."""
    end = token.i
    while end < len(doc) and doc[end].idx < stop:
        end += 1
    last = doc[end - 1]
    return end if last.idx + len(last.text) - stop <= 1 else None


def _is_name(doc: Words, token: Word, end: int, form: str) -> bool:
    """Whether a listed name is meant and not a word or a part of another name that looks like it."""
    if end - token.i > 1 or any(map(str.isdigit, form)) or (form.isupper() and len(form) > _SHORT):
        return True
    beside = [doc[index] for index in (token.i - 1, end) if 0 <= index < len(doc)]
    joined = any(
        other.pos_ == "PROPN" and other.text[0].isupper() and other.dep_ in {"compound", "flat"} for other in beside
    )
    return token.pos_ == "PROPN" and not token.is_sent_start and not joined and token.ent_type_ != "PERSON"


_SHORT = 2


def _designated(doc: Words, token: Word) -> Listed | None:
    found = designation(doc.whole, token.idx)
    end = _behind(doc, token, found.end) if found is not None else None
    return Listed(token.i, end, None, found.country) if found is not None and end is not None else None


def designation(text: str, start: int = 0) -> Listed | None:
    """The designation of a weapon system that a text has at a place, by its form; start and end are characters."""
    if not _any_designation().match(text, start) or not any(map(str.isdigit, text[start : start + _LONGEST])):
        return None
    for pattern, country in _designations():
        found = pattern.match(text, start)
        if found and not text[found.end() : found.end() + 1].isalnum():
            return Listed(start, found.end(), None, country)
    return None


_LONGEST = 14


@cache
def _any_designation() -> re.Pattern[str]:
    """All forms as one; hardly a word has any of them, and to try each by itself takes long."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _designations()))


@cache
def _designations() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    rows = knowledge.rows(files("onrecord.data").joinpath("knowledge/designations.tsv"))
    return tuple((re.compile(row["pattern"]), row["origin"] or None) for row in rows)
