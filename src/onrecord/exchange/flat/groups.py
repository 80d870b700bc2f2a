"""Stories and sayings as flat tables."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.exchange.flat.table import FlatTable, Kind, Row, day_after, first_day
from onrecord.exchange.selection import Selection, Values

_STORY: dict[str, Kind] = {
    "id": "text",
    "label": "text",
    "earliest": "day",
    "latest": "day",
    "sources": "integer",
    "outlets": "integer",
    "articles": "texts",
}


def _stories(selection: Selection) -> Iterator[Row]:
    ids, values = selection.article_ids()
    those = f"AND stories.id IN (SELECT story FROM placed WHERE article IN ({ids}))" if selection.is_part else ""  # noqa: S608
    found = selection.connection.execute(
        "SELECT stories.id, label, earliest, latest, texts, outlets,"  # noqa: S608
        " (SELECT json_group_array(article) FROM (SELECT article FROM placed WHERE story = stories.id ORDER BY number))"
        f" FROM stories WHERE 1 {those} ORDER BY earliest NULLS LAST, stories.id",
        values if selection.is_part else (),
    )
    for story, label, earliest, latest, texts, outlets, articles in found:
        yield story, label, first_day(earliest), day_after(latest), texts, outlets, sorted(json.loads(articles))


STORIES = FlatTable(_STORY, _stories)
"""A row for each story of which an article was chosen: all its articles, from `earliest` to before `latest`."""

_SAYING: dict[str, Kind] = {
    "id": "text",
    "speaker": "text",
    "speaker_name": "text",
    "earliest": "day",
    "latest": "day",
    "sources": "integer",
    "outlets": "integer",
    "statements": "texts",
}


def _sayings(selection: Selection) -> Iterator[Row]:
    chosen = ""
    values: Values = ()
    if selection.is_part:
        sql, values = selection.statement_ids()
        chosen = f"AND sayings.id IN (SELECT saying FROM utterances WHERE statement IN ({sql}))"  # noqa: S608
    found = selection.connection.execute(
        "SELECT sayings.id, speaker, name, earliest, latest, sources, outlets,"  # noqa: S608
        " (SELECT json_group_array(statement) FROM"
        "   (SELECT statement FROM utterances WHERE saying = sayings.id ORDER BY statement))"
        f" FROM sayings LEFT JOIN entities ON entities.id = speaker WHERE 1 {chosen}"
        " ORDER BY earliest NULLS LAST, sayings.id",
        values,
    )
    for saying, speaker, name, earliest, latest, sources, outlets, statements in found:
        yield saying, speaker, name, first_day(earliest), day_after(latest), sources, outlets, json.loads(statements)


SAYINGS = FlatTable(_SAYING, _sayings)
"""A row for each saying of which a statement was chosen: all its statements, from `earliest` to before `latest`."""
