"""Statements as a flat table."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exchange.flat.table import About, FlatTable, Kind, Row, day_after, first_day
from onrecord.exchange.selection import Selection
from onrecord.model import Statement
from onrecord.spans import covered

_STATEMENT: dict[str, Kind] = {
    "id": "text",
    "speaker_name": "text",
    "speaker": "text",
    "speakers": "texts",
    "act": "text",
    "denied": "boolean",
    "text": "text",
    "kind": "text",
    "cue": "text",
    "source": "text",
    "said": "text",
    "precision": "text",
    "earliest": "day",
    "latest": "day",
    "occasion": "text",
    "place": "text",
    "addressee": "text",
    "via": "links",
    "language": "text",
    "translated": "boolean",
    "confidence": "real",
    "within": "text",
    "saying": "text",
    "outlet": "text",
    "title": "text",
    "published": "text",
    "url": "text",
    "article": "text",
    "position": "integer",
    "capture": "text",
    "content_spans": "spans",
    "cue_spans": "spans",
    "source_spans": "spans",
    "unresolved": "reasons",
    "ruled": "ruled",
}

_COLUMNS = (
    "statements.json, utterances.saying, statements.position, statements.earliest, statements.latest, articles.outlet,"
    " articles.title, articles.published, captures.url, articles.id, articles.capture"
)


def _statements(selection: Selection) -> Iterator[Row]:
    told = "LEFT JOIN utterances ON utterances.statement = statements.id"
    for json, saying, *told_of in selection.rows(selection.statements, _COLUMNS, told):
        about = About(*told_of)
        yield statement_cells(Statement.model_validate_json(json), about, saying, selection.text(about.capture))


def statement_cells(one: Statement, about: About, saying: str | None, text: str) -> Row:
    """The row of a statement; `text`: of its capture."""
    return (
        one.id,
        one.speaker_name,
        one.speaker,
        one.speakers,
        one.act,
        one.denied,
        one.text,
        one.kind,
        covered(text, one.cue),
        covered(text, one.source),
        one.said and one.said.value,
        one.said and one.said.precision,
        first_day(about.earliest),
        day_after(about.latest),
        one.occasion and one.occasion.text,
        one.place and one.place.text,
        one.addressee and one.addressee.entity,
        one.via,
        one.language,
        one.translated,
        one.confidence,
        one.within,
        saying,
        about.outlet,
        about.title,
        about.published,
        about.url,
        about.article,
        about.position,
        about.capture,
        one.content,
        one.cue,
        one.source,
        one.unresolved,
        one.ruled,
    )


STATEMENTS = FlatTable(_STATEMENT, _statements)
"""A row for each statement; `earliest` and `latest` bound when it was said, else when its article was published."""
