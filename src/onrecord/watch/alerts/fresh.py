"""What no alert has looked at yet, and whether the record had the like before.

"Before" is what came in before, in the order of the record: so what is told of a page does not hang on which pages
were looked at together with it, nor on where a run ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Article
from onrecord.record import Store

# Said in SQL of a capture: no alert has yet to look at it, or it came before one of this number.
_OLDER = "articles.capture NOT IN (SELECT capture FROM untold WHERE number >= ?)"
_SAME_SAYING = (
    "SELECT 1 FROM utterances AS mine JOIN utterances AS other ON other.saying = mine.saying"  # noqa: S608 - our own SQL
    " JOIN statements ON statements.id = other.statement JOIN articles ON articles.id = statements.article"
    f" WHERE mine.statement = ? AND other.statement != mine.statement AND {_OLDER} LIMIT 1"
)
# The article whose text one repeats, or it itself, and all that repeat that.
_FAMILY = (
    "WITH root (id) AS (SELECT coalesce(copy_of, article) FROM placed WHERE article = ?1), family (id) AS"
    " (SELECT id FROM root UNION SELECT article FROM placed WHERE copy_of IN (SELECT id FROM root))"
)
_SAME_TEXT = (
    f"{_FAMILY} SELECT id FROM family JOIN articles USING (id)"  # noqa: S608 - our own SQL
    " WHERE id != ?1 AND articles.capture NOT IN (SELECT capture FROM untold WHERE number >= ?2)"
)
# What was said on another day is another utterance, though an outlet writes both into one text.
_SAME_WORDS = (
    f"{_FAMILY} SELECT 1 FROM family JOIN articles USING (id) JOIN statements ON statements.article = articles.id"  # noqa: S608
    " WHERE articles.id != ?1 AND articles.capture NOT IN (SELECT capture FROM untold WHERE number >= ?2)"
    " AND folded(statements.text) = folded(?3) AND NOT EXISTS (SELECT 1 FROM echoes WHERE relation != 'same'"
    " AND (one, other) IN ((?4, statements.id), (statements.id, ?4))) LIMIT 1"
)


class Fresh(NamedTuple):
    """Some articles that no alert has looked at, in the order in which they came; `numbers` by their ids."""

    store: Store
    articles: Sequence[Article]
    numbers: dict[str, int]

    @classmethod
    def of(cls, store: Store, rows: Sequence[tuple[int, str]]) -> Fresh:
        """The articles of some rows of `untold`."""
        found = [(number, article) for number, capture in rows for article in store.articles_of(capture)]
        return cls(store, [article for _, article in found], {article.id: number for number, article in found})

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the articles."""
        return tuple(article.id for article in self.articles)

    def article(self, asked: str) -> Article:
        """One of them by its id."""
        return next(article for article in self.articles if article.id == asked)

    def is_older(self, articles: Sequence[str], than: str) -> list[bool]:
        """Which of some articles came in before one of these."""
        marks = ", ".join("?" * len(articles))
        rows = self.store.rows(
            f"SELECT id FROM articles WHERE {_OLDER} AND id IN ({marks})",  # noqa: S608 - our own SQL
            (self.numbers[than], *articles),
        )
        older = {row[0] for row in rows}
        return [one in older for one in articles]

    def before(self, article: str) -> tuple[str, ...]:
        """The articles by which the record had this text before: copies of it, earlier versions, in other words."""
        return tuple(one for (one,) in self.store.rows(_SAME_TEXT, (article, self.numbers[article])))

    def is_repeated(self, statement: str, text: str, article: str) -> bool:
        """Whether the record had this utterance before: told by another article, or by the same text."""
        number = self.numbers[article]
        return bool(
            self.store.rows(_SAME_SAYING, (statement, number))
            or self.store.rows(_SAME_WORDS, (article, number, text, statement))
        )
