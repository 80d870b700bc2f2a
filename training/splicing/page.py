"""A labelled page: its lines, what each of them is, and which article it belongs to.

    title  0     Harbour strike ends after nine days
    drop   None  By Una Kestrel | 4 min read
    keep   0     PORT LINDEN - Dock workers returned to the quays on Friday ...

The labels are those of the development pages' scorer: keep, title, mixed (article and furniture on one line), dup
(furniture that repeats the article), drop, blank (no letter and no digit).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from training.splicing.part import Part, part_of

LABELS = ("keep", "drop", "title", "dup", "mixed", "blank")

# The development pages name the country for some languages, and nothing where a page is English or unknown.
LANGUAGE_OF_COUNTRY = {"ch": "de", "at": "de"}
LANGUAGES = ("en", "de", "fr", "es", "ru", "tr")

# Labels whose lines belong to an article; of the others only the text counts.
OF_AN_ARTICLE = frozenset({"keep", "title", "mixed"})


class Heading(NamedTuple):
    """What is known of an article beside its lines."""

    title: str | None
    date: str | None


@dataclass(frozen=True, eq=False)
class Page:
    """A page, line by line. A single page has one article, number 0."""

    id: str
    domains: tuple[str, ...]
    lines: list[str]
    labels: list[str]
    article: list[int | None]
    kind: str = "single"
    components: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = (Heading(None, None),)
    language: str = "en"

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Page:
        """A page from a row of `flat_single_dev.jsonl` or `flat_multi_dev.jsonl`."""
        labels = list(row["line_labels"])
        domains = row.get("domains") or [row.get("domain") or row["id"]]
        language = row.get("lang") or "en"
        language = LANGUAGE_OF_COUNTRY.get(language, language)
        return cls(
            id=row["id"],
            domains=tuple(domains),
            lines=row["text"].split("\n"),
            labels=labels,
            article=list(row.get("line_article") or (0 if label in OF_AN_ARTICLE else None for label in labels)),
            kind=row.get("kind", "single"),
            components=tuple(row.get("components") or [row["id"]]),
            headings=tuple(Heading(a.get("title"), a.get("date")) for a in row["articles"]),
            language=language if language in LANGUAGES else "en",
        )

    def to_row(self) -> dict[str, Any]:
        """The page in the form of the rows of `flat_multi_dev.jsonl`."""
        return {
            "id": self.id,
            "kind": self.kind,
            "components": list(self.components),
            "domains": list(self.domains),
            "lang": self.language,
            "text": "\n".join(self.lines),
            "line_labels": self.labels,
            "line_article": self.article,
            "n_articles": len(self.headings),
            "articles": [{"title": heading.title, "date": heading.date} for heading in self.headings],
        }

    @cached_property
    def part(self) -> Part:
        """The page as a part of another page: its title, its body and what stood around."""
        return part_of(self.lines, self.labels, self.headings[0].title, self.headings[0].date)


def language_of(pages: Sequence[Page]) -> str:
    """The language that most of the pages are in; of two equals the first."""
    languages = [page.language for page in pages]
    return max(languages, key=languages.count)
