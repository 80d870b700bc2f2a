"""Voicing: each new statement finds, among those of its speaker, the same utterance, and what was said before.

Only speakers who speak in several articles have statements to compare. Of a speaker's statements those are looked at
that lie near by their vectors or have most of their words in common; what two of them have to do with each other
depends on the two alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from onrecord import story
from onrecord.data.array import Array
from onrecord.record.columns import day_of
from onrecord.record.groups import around, chunked, named, redirected, vacated
from onrecord.story import sayings, vectors
from onrecord.story.clusters import parts
from onrecord.story.meaning import meaning
from onrecord.story.sayings import Judged, Utterance, Within

# Of the wordings of a speaker so many that lie nearest are looked at, if they lie so near.
_NEAREST, _NEAR = 6, 0.35
# Of one day fewer words and less nearness will do: the question is which of a speech's sentences it is.
_SAME_DAY, _NEAR_THAT_DAY = 4, 0.2
_DAYS = 3
# Forty papers print one wire: of those in the same words so many, the next in time, stand for all.
_ALIKE = 4

_JOINED = "SELECT one, other, likely FROM echoes WHERE relation = 'same' AND likely >= ? AND"


class _Held(NamedTuple):
    """A speaker's statements as they are found by vector; those in the same words have the same number in `texts`."""

    ids: list[str]
    vectors: Array
    days: Array
    texts: Array


def voice(connection: sqlite3.Connection, articles: Sequence[str], recounted: Sequence[str]) -> None:
    """Find the sayings of those who speak in some articles, new to the record, and of statements whose fellows went.

    `recounted`: articles that turned out to be copies, or to be none, so that sources are counted anew.
    """
    _understand(connection, articles)
    asked = "SELECT DISTINCT speaker FROM statements WHERE speaker IS NOT NULL AND article IN"
    touched = {statement for (statement,) in connection.execute("SELECT statement FROM unheard")}
    for (speaker,) in list(chunked(connection, asked, articles)):
        several = "SELECT count(*) FROM (SELECT DISTINCT article FROM statements WHERE speaker = ? LIMIT 2)"
        if connection.execute(several, (speaker,)).fetchone()[0] > 1:
            touched.update(_heard(connection, speaker))
    _settle(connection, touched)
    connection.execute("DELETE FROM unheard")
    asked = (
        "SELECT DISTINCT saying FROM utterances JOIN statements ON id = statement WHERE saying NOT NULL AND article IN"
    )
    for (saying,) in list(chunked(connection, asked, recounted)):
        _tell(connection, saying)


def _understand(connection: sqlite3.Connection, articles: Sequence[str]) -> None:
    """Keep what each statement of some articles means as a vector."""
    asked = "SELECT id, text FROM statements WHERE id NOT IN (SELECT statement FROM meanings) AND article IN"
    new = sorted(chunked(connection, asked, articles))
    made = vectors.vectors([text for _, text in new])
    connection.executemany(
        "INSERT INTO meanings (statement, made_by, vector) VALUES (?, ?, ?)",
        [(statement, story.VERSION, vector) for (statement, _), vector in zip(new, made, strict=True)],
    )


def _heard(connection: sqlite3.Connection, speaker: str) -> list[str]:
    """Compare a speaker's new statements with all others; the new ones by their ids."""
    found = connection.execute(
        "SELECT id FROM statements JOIN placed USING (article) LEFT JOIN utterances ON statement = id"
        " WHERE statements.speaker = ? AND statement IS NULL AND act != 'asked' ORDER BY id",
        (speaker,),
    )
    new = [statement for (statement,) in found]
    if not new:
        return []
    connection.executemany(
        "INSERT INTO utterances (statement, speaker, made_by) VALUES (?, ?, ?)",
        [(statement, speaker, story.VERSION) for statement in new],
    )
    held = _held(connection, speaker)
    place = {statement: at for at, statement in enumerate(held.ids)}
    pairs = {
        (min(statement, other), max(statement, other))
        for statement in new
        for other in _candidates(held, place[statement])
    }
    judged = _judged(connection, sorted(pairs))
    rows = [(*pair, one.relation, round(one.likely, 4)) for pair, one in judged]
    connection.executemany("INSERT OR REPLACE INTO echoes VALUES (?, ?, ?, ?)", rows)
    return new


def _held(connection: sqlite3.Connection, speaker: str) -> _Held:
    rows = connection.execute(
        "SELECT statement, vector, earliest FROM utterances JOIN meanings USING (statement)"
        " JOIN statements ON id = statement WHERE utterances.speaker = ? ORDER BY statement",
        (speaker,),
    ).fetchall()
    days = [day_of(earliest) for *_, earliest in rows]
    known = np.array([np.nan if day is None else day for day in days], np.float64)
    texts: dict[bytes, int] = {}
    numbers = np.array([texts.setdefault(vector, len(texts)) for _, vector, _ in rows])
    return _Held([row[0] for row in rows], vectors.unpacked([row[1] for row in rows]), known, numbers)


def _candidates(held: _Held, at: int) -> list[str]:
    """The statements that one is compared with: in the same words, in the nearest words, in the nearest of its days."""
    near = np.round(held.vectors @ held.vectors[at], 4)
    near[at] = -1
    with np.errstate(invalid="ignore"):
        apart = np.abs(held.days - held.days[at])
    some = np.flatnonzero(near >= _NEAR_THAT_DAY)
    ordered = some[np.lexsort((some, np.nan_to_num(apart[some], nan=np.inf), -near[some]))]
    others = ordered[held.texts[ordered] != held.texts[at]]
    nearest = _by_wording(held, others[near[others] >= _NEAR], _NEAREST)
    that_day = _by_wording(held, others[~(apart[others] > _DAYS)], _SAME_DAY)
    return [held.ids[index] for index in dict.fromkeys([*_verbatim(held, at), *nearest, *that_day])]


def _verbatim(held: _Held, at: int) -> Array:
    """The statements in the same words that are next in time: whichever came first, in the end all hang together."""
    some = np.flatnonzero(held.texts == held.texts[at])
    ordered = some[np.lexsort((some, np.nan_to_num(held.days[some], nan=np.inf)))]
    place = int(np.flatnonzero(ordered == at)[0])
    beside = np.r_[max(0, place - _ALIKE) : place, place + 1 : min(len(ordered), place + 1 + _ALIKE)]
    return ordered[beside]


def _by_wording(held: _Held, places: Array, count: int) -> list[int]:
    """Of so many wordings the first statements each."""
    found: dict[int, list[int]] = {}
    for place in places.tolist():
        wording = int(held.texts[place])
        if wording not in found and len(found) == count:
            break
        found.setdefault(wording, []).append(place)
    return [place for alike in found.values() for place in alike[:_ALIKE]]


def _judged(
    connection: sqlite3.Connection, pairs: Sequence[tuple[str, str]]
) -> Iterable[tuple[tuple[str, str], Judged]]:
    statements = sorted({statement for pair in pairs for statement in pair})
    known = _utterances(connection, statements)
    asked = "SELECT id, placed.article, story FROM statements JOIN placed USING (article) WHERE id IN"
    stands = {statement: where for statement, *where in chunked(connection, asked, statements)}
    for pair in pairs:
        one, other = (known[statement] for statement in pair)
        laid = sayings.side_by_side(one, other)
        read = meaning(one.text, other.text) if sayings.needs_reading(one, other, laid) else None
        if found := sayings.judged(one, other, laid, read, _within(*(stands[statement] for statement in pair))):
            yield pair, found


def _within(one: Sequence[str | None], other: Sequence[str | None]) -> Within | None:
    """What two statements stand in together, by the article and the story of each."""
    if one[0] == other[0]:
        return "article"
    return "story" if one[1] is not None and one[1] == other[1] else None


def _utterances(connection: sqlite3.Connection, statements: Sequence[str]) -> dict[str, Utterance]:
    asked = (
        "SELECT statements.id, text, coalesce(statements.language, articles.language), statements.kind, denied,"
        "       statements.earliest, statements.latest, said, json_extract(statements.json, '$.occasion.text'),"
        "       json_extract(statements.json, '$.unresolved.said')"
        "  FROM statements JOIN articles ON articles.id = article WHERE statements.id IN"
    )
    out = {}
    for statement, text, language, kind, denied, earliest, latest, said, occasion, unsaid in chunked(
        connection, asked, statements
    ):
        first, last = day_of(earliest), day_of(latest)
        if first is not None and last is not None:
            last = max(first, last - (1 if len(latest) == len("2022-08-15") else 0))  # half-open
        out[statement] = Utterance(
            text, language, kind == "direct", first, last, bool(said) and not unsaid, occasion, bool(denied)
        )
    return out


def _settle(connection: sqlite3.Connection, start: set[str]) -> None:
    """Gather anew the sayings of some statements and of all that they are the same as."""
    if not start:
        return
    was = vacated(connection, "sayings")
    while True:
        same = around(connection, start, _JOINED, (sayings.JOINED,))
        reached = sorted(start.union(*same) if same else start)
        rows = chunked(connection, "SELECT statement, saying FROM utterances WHERE statement IN", reached)
        held = {one: saying or was.get(one) for one, saying in rows}
        # Who has a saying's id now is among them: of two groups that claim it one alone gets it.
        asked = "SELECT statement FROM utterances WHERE saying IN"
        holders = {one for (one,) in chunked(connection, asked, sorted({name for name in held.values() if name}))}
        if holders <= held.keys():
            break
        start = start | holders
    apart = _contrary(connection, reached) | _two_quotations(connection, reached, same)
    groups = [group for group in _gathered(sorted(held), same, apart) if len(group) > 1]
    alone = set(held) - {statement for group in groups for statement in group}
    connection.executemany("UPDATE utterances SET saying = NULL WHERE statement = ?", [(one,) for one in sorted(alone)])
    names = named(connection, "sayings", groups, held)
    for name, group in zip(names, groups, strict=True):
        connection.executemany("UPDATE utterances SET saying = ? WHERE statement = ?", [(name, one) for one in group])
        _tell(connection, name)
    # A saying of which one statement is left leads to it.
    redirected(connection, "sayings", [*groups, *([one] for one in sorted(alone))], [*names, *sorted(alone)], held)


def _gathered(
    statements: Sequence[str], same: dict[tuple[str, str], float], apart: set[tuple[str, str]]
) -> list[list[str]]:
    """The statements that are one utterance; two that are `apart` never are, whatever stands between them."""
    found = []
    for part in parts(statements, same, 0.0):
        inside = set(part)
        edges = sorted((pair for pair in same if pair[0] in inside), key=lambda pair: (-same[pair], pair))
        found += _joined(part, edges, apart) if apart else [part]
    return found


def _joined(part: Sequence[str], edges: Iterable[tuple[str, str]], apart: set[tuple[str, str]]) -> list[list[str]]:
    group = {statement: [statement] for statement in part}
    for one, other in edges:
        mine, theirs = group[one], group[other]
        if mine is not theirs and not any(
            (min(pair), max(pair)) in apart for pair in ((left, right) for left in mine for right in theirs)
        ):
            mine += theirs
            group.update(dict.fromkeys(theirs, mine))
    return [sorted(one) for one in {id(one): one for one in group.values()}.values()]


def _two_quotations(
    connection: sqlite3.Connection, statements: Sequence[str], same: Mapping[tuple[str, str], float]
) -> set[tuple[str, str]]:
    """Quotations of one article that are not the same."""
    asked = "SELECT article, id FROM statements WHERE kind = 'direct' AND id IN"
    by_article: dict[str, list[str]] = {}
    for article, statement in chunked(connection, asked, statements):
        by_article.setdefault(article, []).append(statement)
    pairs = (pair for quoted in by_article.values() for pair in combinations(sorted(quoted), 2))
    return {pair for pair in pairs if pair not in same}


def _contrary(connection: sqlite3.Connection, statements: Sequence[str]) -> set[tuple[str, str]]:
    rows = chunked(connection, "SELECT one, other FROM echoes WHERE relation = 'opposite' AND one IN", statements)
    return {(one, other) for one, other in rows}


def _tell(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO sayings (id, speaker, earliest, latest, statements, sources, outlets)"
        " SELECT ?, min(utterances.speaker), min(statements.earliest), max(statements.latest), count(*),"
        "        count(DISTINCT coalesce(placed.copy_of, placed.article)), count(DISTINCT placed.source)"
        "   FROM utterances JOIN statements ON statements.id = statement"
        "   JOIN placed ON placed.article = statements.article WHERE saying = ?",
        (name, name),
    )
