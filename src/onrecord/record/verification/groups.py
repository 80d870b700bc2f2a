"""Stories and sayings: every article that was placed is in one story, and what is told of a group is true of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from onrecord.record.verification.problem import Problem

# Each query finds what does not hold: the id of what it concerns, and a word or two of what is wrong.
_CHECKS = (
    (
        "article",
        "it was placed, and its story {1} is not there",
        "SELECT article, story FROM placed WHERE story IS NOT NULL AND story NOT IN (SELECT id FROM stories)",
    ),
    ("article", "it was placed and is in no story", "SELECT article FROM placed WHERE story IS NULL"),
    (
        "article",
        "it repeats the text of {1}, which is not the first of its own text",
        (
            "SELECT copy.article, copy.copy_of FROM placed AS copy"
            " LEFT JOIN placed AS origin ON origin.article = copy.copy_of"
            " WHERE copy.copy_of IS NOT NULL AND (origin.article IS NULL OR origin.copy_of IS NOT NULL)"
        ),
    ),
    (
        "article",
        "it repeats a text of another story",
        (
            "SELECT copy.article FROM placed AS copy JOIN placed AS origin ON origin.article = copy.copy_of"
            " WHERE copy.copy_kind != 'rewrite' AND copy.story IS NOT origin.story"
        ),
    ),
    (
        "story",
        "it is told to have {1} articles of {2} texts, and has {3} of {4}",
        (
            "SELECT id, stories.articles, texts, count(number),"
            "       count(DISTINCT coalesce(copy_of, article))"
            "  FROM stories LEFT JOIN placed ON story = id GROUP BY id"
            " HAVING stories.articles != count(number) OR texts != count(DISTINCT coalesce(copy_of, article))"
        ),
    ),
    (
        "story",
        "it is told to last from day {1} to {2}, and lasts from {3} to {4}",
        (
            "SELECT id, first_day, last_day, min(day), max(day) FROM stories JOIN placed ON story = id"
            " WHERE about IS NOT NULL GROUP BY id HAVING first_day IS NOT min(day) OR last_day IS NOT max(day)"
        ),
    ),
    (
        "statement",
        "its saying {1} is not there",
        "SELECT statement, saying FROM utterances WHERE saying IS NOT NULL AND saying NOT IN (SELECT id FROM sayings)",
    ),
    (
        "statement",
        "another than {1} says it",
        (
            "SELECT statement, utterances.speaker FROM utterances JOIN statements ON id = statement"
            " WHERE utterances.speaker IS NOT statements.speaker"
        ),
    ),
    (
        "saying",
        "it has fewer than two statements, or of several speakers",
        (
            "SELECT id FROM sayings LEFT JOIN utterances ON saying = id GROUP BY id"
            " HAVING count(statement) < 2 OR count(DISTINCT utterances.speaker) != 1"
        ),
    ),
    (
        "saying",
        "two of its statements contradict each other: {1}, {2}",
        (
            "SELECT a.saying, one, other FROM echoes JOIN utterances a ON a.statement = one"
            " JOIN utterances b ON b.statement = other WHERE relation = 'opposite' AND a.saying = b.saying"
        ),
    ),
)


def groups(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What does not hold of copies, stories and sayings; nothing where some wait to be gathered anew."""
    waiting = "SELECT EXISTS (SELECT 1 FROM unsettled UNION ALL SELECT 1 FROM unheard)"
    if connection.execute(waiting).fetchone()[0]:
        return
    for what, problem, asked in _CHECKS:
        for row in connection.execute(asked):
            values = tuple(row)
            yield Problem(what, str(values[0]), problem.format(*values))
