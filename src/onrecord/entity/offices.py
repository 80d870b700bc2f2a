"""Who held an office on a day, by the words that news uses: "the British prime minister" in 2021, 2022 and 2025.

    holders("the NATO chief", "2022-02-25")     [Jens Stoltenberg]

The words are those of `data/knowledge/offices.tsv`; which office a state's "leader" holds, `leaders.tsv` says. Several
where the dates of the pack leave it open, or two held it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from onrecord.entity import knowledge
from onrecord.entity.gazetteer import demonyms, key, places, region_ids
from onrecord.entity.knowledge import Known

# Words of the longest name of a state or body in a phrase.
_LONGEST = 6
_WORD = re.compile(r"[^\W_][\w.'’&-]*", re.UNICODE)
_SMALL = frozenset({"the", "a", "an", "of", "for", "its", "current", "s", "newly", "elected", "then"})
_LEADER = frozenset({"leader", "ruler", "strongman", "dictator", "autocrat"})
# There is one pope.
_CHURCH = "VAT"
_ANYWHERE, _BODIES = "", "igo"


def holders(phrase: str, day: str) -> tuple[Known, ...]:
    """Those who held the office of a phrase on a day ("2022-08-15"); nobody where it names no office or nobody's."""
    for of, words in _readings(phrase):
        for office in _offices(" ".join(words), of):
            if found := knowledge.holders(office, of, day):
                return found
    return ()


def roles(office: str, of: str) -> Iterator[str]:
    """The words for an office of a state or body: a foreign minister of the United States is a secretary of state."""
    yield office
    for row_office, words, only in _words():
        if row_office == office and _is_there(only, of):
            yield words


def _readings(phrase: str) -> Iterator[tuple[str, list[str]]]:
    """Of whom a phrase may tell, the longest name first, with the words that are left for the office."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(phrase)]
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            named = _ids(" ".join(words[start : start + length]))
            rest = [word.lower() for word in (*words[:start], *words[start + length :]) if word.lower() not in _SMALL]
            if rest:
                yield from ((of, rest) for of in named)
    yield _CHURCH, [word.lower() for word in words if word.lower() not in _SMALL]


def _ids(name: str) -> list[str]:
    """The states, bodies and regions that a name or a demonym means."""
    found = [demonyms().get(key(name)), region_ids().get(key(name))]
    place = places().get(key(name))
    if place is not None:
        found += [place.country if place.type == "country" else place.acts, f"place.{name.lower().replace(' ', '-')}"]
    found += [one.id for one in knowledge.named(knowledge.words(key(name))) if one.type in {"igo", "organisation"}]
    return [one for one in dict.fromkeys(found) if one]


def _offices(words: str, of: str) -> Iterator[str]:
    if words in _LEADER:
        led = _leaders().get(of)
        yield from (led,) if led else ("president", "prime minister") if "." not in of else ()
        return
    for office, worded, only in _words():
        if worded == words and _is_there(only, of):
            yield office
    yield words


def _is_there(only: str, of: str) -> bool:
    """Whether words mean an office in a state or body."""
    return (
        only == _ANYWHERE
        or of[:3] in only.split("|")
        or (only == _BODIES and "." in of)
        or (of[:2] == "US" and only == "USA")
    )


@cache
def _words() -> tuple[tuple[str, str, str], ...]:
    """Office, words, where; what holds in few places comes first."""
    rows = knowledge.rows(files("onrecord.data").joinpath("knowledge/offices.tsv"))
    found = [
        (row["office"], " ".join(word for word in words.split() if word not in _SMALL), row["only_in"])
        for row in rows
        for words in row["words"].split("|")
    ]
    return tuple(sorted(found, key=lambda row: not row[2]))


@cache
def _leaders() -> Mapping[str, str]:
    rows = knowledge.rows(files("onrecord.data").joinpath("knowledge/leaders.tsv"))
    return {row["iso"]: row["office"] for row in rows}
