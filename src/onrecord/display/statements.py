"""Statements in plain words: when, who, and what was done with the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.model import Statement, Time, Version
    from onrecord.record import ArticleRef
    from onrecord.spans import Span, Spans

UNDATED = "undated"
NAMELESS = "Unknown speaker"
# What is less sure than this is more likely wrong than right.
_DOUBTFUL = 0.5
_BASES = {
    "dateline": "by the dateline",
    "byline": "by the line that names the author",
    "metadata": "by what the page says of itself",
    "url": "by its address",
    "relative": "counted from the day of publication",
    "weekday": "a weekday, counted from the day of publication",
    "content": "told in the text",
    "given": "told by who added the page",
    "decided": "decided by hand",
}


def day(time: Time | str | None) -> str:
    """The date of a time as listings show it."""
    value = time if isinstance(time, str) or time is None else time.value
    if not value:
        return UNDATED
    return value if "/" in value else value[: len("2022-08-15")]


def verb(statement: Statement | Version) -> str:
    """What was done with the words: said, thought, asked, or denied."""
    return "denied" if statement.denied else statement.act


def quoted(statement: Statement) -> str:
    """The words of a statement, in quotation marks where they are the speaker's own."""
    text = " ".join(statement.text.split())
    return f"“{text}”" if statement.kind == "direct" else text


def who(statement: Statement) -> str:
    """The speaker as listings show them; an unknown one with the reason where there is one."""
    return statement.speaker_name or f"(speaker unknown: {statement.unresolved.get('speaker', 'not named')})"


def named(statement: Statement) -> str:
    """The speaker for who reads on: why one is unknown stands with the statement itself."""
    return statement.speaker_name or NAMELESS


def is_doubtful(confidence: float | None) -> bool:
    """Whether a finding is more likely wrong than right."""
    return confidence is not None and confidence < _DOUBTFUL


def between(value: str) -> str:
    """A time as people write it: "2031-05-04", "between 2031-05-01 and 2031-05-07"."""
    first, slash, last = value.partition("/")
    return f"between {day(first)} and {day(last)}" if slash else day(value)


def known_by(time: Time) -> str:
    """By what a time is known."""
    return _BASES[time.basis]


def when(statement: Statement, article: ArticleRef) -> str:
    """The day on which it was said; where only its publication is known, that with a sign: it was said by then."""
    if statement.said and statement.said.value and "said" not in statement.unresolved:
        return day(statement.said)
    return f"≤ {day(article.published)}" if article.published else UNDATED


def of_parts(statement: Statement) -> list[tuple[Span, str]]:
    """The spans of a statement with the part that each plays."""
    parts: dict[str, Spans] = {"content": statement.content, "cue": statement.cue, "source": statement.source}
    return [(span, part) for part, found in parts.items() for span in found]
