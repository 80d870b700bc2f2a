"""Voicing: each new statement finds, among those of its speaker, the same utterance, and what was said before.

Only speakers who speak in several articles have statements to compare. Of a speaker's statements those are looked at
that lie near by their vectors or have most of their words in common; what two of them have to do with each other
depends on the two alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from onrecord import story
from onrecord.record.groups import around, chunked, named, redirected, vacated
from onrecord.story import sayings, utterances, vectors
from onrecord.story.candidates import Held, candidates
from onrecord.story.days import day_of, last_day
from onrecord.story.sayings import Judged, Utterance

_JOINED = "SELECT one, other, likely FROM echoes WHERE relation = 'same' AND likely >= ? AND"


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
        for other in candidates(held, place[statement])
    }
    judged = _judged(connection, sorted(pairs))
    rows = [(*pair, one.relation, round(one.likely, 4)) for pair, one in judged]
    connection.executemany("INSERT OR REPLACE INTO echoes VALUES (?, ?, ?, ?)", rows)
    return new


def _held(connection: sqlite3.Connection, speaker: str) -> Held:
    rows = connection.execute(
        "SELECT statement, vector, earliest FROM utterances JOIN meanings USING (statement)"
        " JOIN statements ON id = statement WHERE utterances.speaker = ? ORDER BY statement",
        (speaker,),
    ).fetchall()
    return Held.of([row[0] for row in rows], [row[1] for row in rows], [day_of(row[2]) for row in rows])


def _judged(
    connection: sqlite3.Connection, pairs: Sequence[tuple[str, str]]
) -> Iterable[tuple[tuple[str, str], Judged]]:
    statements = sorted({statement for pair in pairs for statement in pair})
    known = _utterances(connection, statements)
    asked = (
        "SELECT id, placed.article, story, copy_of, copy_kind FROM statements JOIN placed USING (article) WHERE id IN"
    )
    stands, texts = {}, {}
    for statement, article, story_, copy_of, kind in chunked(connection, asked, statements):
        stands[statement] = (article, story_)
        texts[statement] = utterances.text_of(article, copy_of, kind)
    for pair in pairs:
        one, other = (known[statement] for statement in pair)
        inside = utterances.within(*(stands[statement] for statement in pair))
        is_one = len({texts[statement] for statement in pair}) == 1
        if found := utterances.related(one, other, inside, of_one_text=is_one):
            yield pair, found


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
        first = day_of(earliest)
        out[statement] = Utterance(
            text,
            language,
            kind == "direct",
            first,
            last_day(first, latest),
            bool(said) and not unsaid,
            occasion,
            bool(denied),
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
    groups = [group for group in utterances.gathered(sorted(held), same, apart) if len(group) > 1]
    alone = set(held) - {statement for group in groups for statement in group}
    connection.executemany("UPDATE utterances SET saying = NULL WHERE statement = ?", [(one,) for one in sorted(alone)])
    names = named(connection, "sayings", groups, held)
    for name, group in zip(names, groups, strict=True):
        connection.executemany("UPDATE utterances SET saying = ? WHERE statement = ?", [(name, one) for one in group])
        _tell(connection, name)
    # A saying of which one statement is left leads to it.
    redirected(connection, "sayings", [*groups, *([one] for one in sorted(alone))], [*names, *sorted(alone)], held)


def _two_quotations(
    connection: sqlite3.Connection, statements: Sequence[str], same: Mapping[tuple[str, str], float]
) -> set[tuple[str, str]]:
    """Quotations of one article that are not the same."""
    asked = "SELECT article, id FROM statements WHERE kind = 'direct' AND id IN"
    by_article: dict[str, list[str]] = {}
    for article, statement in chunked(connection, asked, statements):
        by_article.setdefault(article, []).append(statement)
    return utterances.two_quotations(by_article.values(), same)


def _contrary(connection: sqlite3.Connection, statements: Sequence[str]) -> set[tuple[str, str]]:
    rows = chunked(connection, "SELECT one, other FROM echoes WHERE relation = 'opposite' AND one IN", statements)
    return {(one, other) for one, other in rows}


def _tell(connection: sqlite3.Connection, name: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO sayings (id, speaker, earliest, latest, statements, sources, outlets)"
        " SELECT ?, min(utterances.speaker), min(statements.earliest), max(statements.latest), count(*),"
        "        count(DISTINCT coalesce(placed.copy_of, placed.article)), count(DISTINCT nullif(placed.source, ''))"
        "   FROM utterances JOIN statements ON statements.id = statement"
        "   JOIN placed ON placed.article = statements.article WHERE saying = ?",
        (name, name),
    )
