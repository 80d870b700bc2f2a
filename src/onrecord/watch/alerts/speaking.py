"""What somebody says: whether they said it before, in these words or in others, or say it for the first time.

Another outlet's report of an utterance that the record has is no new utterance, and is not told. Who says it is told
apart as the record tells people apart: of a speaker whom it knows by a name alone each article has its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.display import citing
from onrecord.display.statements import day
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Statement, Version
from onrecord.record import Query, Store
from onrecord.story.wording import wording
from onrecord.watch.alerts.alert import Alert, Relation
from onrecord.watch.alerts.fresh import Fresh
from onrecord.watch.alerts.notice import Notice, notice

# From so many of the shorter one's words on two versions are one wording, as `story.sayings` has it.
_SAME_WORDS = 0.6
_LIKELY = (
    "SELECT max(likely) FROM echoes WHERE relation = 'again'"
    " AND ((one = ?1 AND other = ?2) OR (one = ?2 AND other = ?1))"
)


class _Before(NamedTuple):
    relation: Relation
    version: Version | None
    likely: float | None
    perhaps: tuple[str, ...] = ()


def find(store: Store, alert: Alert, fresh: Fresh) -> Iterator[Notice]:
    """The notices of an alert on a speaker."""
    wanted = alert.wanted
    listed = store.statements(Query(speaker=wanted.speaker, articles=fresh.ids))
    place = {article: at for at, article in enumerate(fresh.ids)}
    told: set[tuple[str, str]] = set()
    for one in sorted(listed, key=lambda one: place[one.article.id]):
        statement, article = one.item, one.article.id
        if statement.within is not None or fresh.is_repeated(statement.id, statement.text, article):
            continue
        before, known = _before(store, statement, article, fresh)
        if (article, known) in told or (wanted.relations and before.relation not in wanted.relations):
            continue
        told.add((article, known))
        version = before.version
        yield notice(
            alert.name,
            before.relation,
            fresh.article(article),
            statement,
            citing.line(statement),
            who=statement.speaker_name,
            when=statement.said.value if statement.said and "said" not in statement.unresolved else None,
            before=_told(version) if version else None,
            before_item=version.statement if version else None,
            sure=statement.confidence,
            why_sure=_why(before),
            quoted=(version.article,) if version else (),
        )


def _before(store: Store, statement: Statement, article: str, fresh: Fresh) -> tuple[_Before, str]:
    """What the speaker had said before of this, and by what the utterance is known."""
    try:
        saying = store.saying(statement.id)
    except (InputError, NotFoundError):  # they speak in no other article
        return _Before("first-time", None, None), statement.id
    for echo in (*saying.said_before, *saying.said_again):
        versions = store.saying(echo).versions
        older = fresh.is_older([one.article for one in versions], article)
        held = [one for one, is_older in zip(versions, older, strict=True) if is_older]
        if held:
            shared, nearest = max(
                ((wording(statement.text, one.text).shared, one) for one in held), key=lambda laid: laid[0]
            )
            likely = store.rows(_LIKELY, (statement.id, nearest.statement))[0][0]
            return _Before("again" if shared >= _SAME_WORDS else "in-other-words", nearest, likely), saying.id
    return _Before("first-time", None, None, saying.perhaps), saying.id


def _told(version: Version) -> str:
    words = " ".join(version.text.split())
    shown = f"“{words}”" if version.kind == "direct" else words
    where = version.outlet or "outlet not known"
    return f"{shown} ({day(version.said or version.published)}, {where}, {version.statement})"


def _why(before: _Before) -> str | None:
    if before.likely is not None:
        return f"{before.likely:.0%} that it is the same"
    return f"perhaps said before: {', '.join(before.perhaps[:3])}" if before.perhaps else None
