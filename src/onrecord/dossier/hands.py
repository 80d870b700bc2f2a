"""What people decided, as a dossier tells it: what of a line is theirs, what the program had read, who is who."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.display.before import before
from onrecord.display.decisions import briefly, named_in, signed, told
from onrecord.model import Article, Event, Statement
from onrecord.ruling import Apart, Decision, Same

if TYPE_CHECKING:
    from onrecord.record import Store

Decisions = Mapping[int, Decision]


def in_force(store: Store) -> Decisions:
    """The decisions that count, by their number."""
    from onrecord import record  # noqa: PLC0415 - loads the store, which --help must not wait for

    return {one.number: one for one in record.in_force(store.decisions())}


def on(item: Statement | Event | Article, article: Article, text: str, decisions: Decisions) -> Iterator[str]:
    """For each decision on an item what it is, what the program had instead, who decided, when and why."""
    for number in sorted(set(item.ruled.values())):
        if one := decisions.get(number):
            was = (f"{had.field} read as {had.was}" for had in before([one], text, article.capture.text.sha256))
            yield f"{'; '.join((briefly(one), *was))} (decision {number}: {signed(one)})"


def who_is_who(items: Iterable[Statement | Event], decisions: Decisions) -> Iterator[str]:
    """The decisions on who is who that concern those who speak or act in some items."""
    named: set[str] = set()
    for one in items:
        sides = one.speakers if isinstance(one, Statement) else [side.entity for side in (*one.actors, *one.recipients)]
        named.update(side for side in sides if side)
    for decision in decisions.values():
        if isinstance(decision.ruling, Same | Apart) and not named.isdisjoint(named_in(decision)):
            yield f"{told(decision)} (decision {decision.number}: {signed(decision)})"
