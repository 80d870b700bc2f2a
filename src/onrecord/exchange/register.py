"""The transfers of a record as a register of arms transfers has them: a row for each supplier, recipient and thing.

    RUS, TUR, S-400, air defence system, , 2017, 2019, done, ...

What nothing tells is left empty: no year is filled in from the day of a report, no number from what is usual.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.exchange.cells import line
from onrecord.exchange.files import Tell, told, write_file
from onrecord.language.figures import numbers
from onrecord.language.figures.digits import in_full
from onrecord.record import BESIDE, Ladder, Rung, Store
from onrecord.record.ladders import Telling, Transfer, everything

COLUMNS = (
    "supplier",
    "recipient",
    "item",
    "class",
    "quantity",
    "year_of_order",
    "years_of_delivery",
    "status",
    "denied",
    "claimed_by",
    "value",
    "evidence",
    "outlet",
    "published",
    "url",
    "events",
    "ruled",
)
"""The columns of `onrecord export arms`; `ruled`: which fields of its events a person decided."""

_ORDERED = frozenset({"agreed", "ordered"})
_DELIVERED = frozenset({"under-way", "done"})
# Purchases that are told as done are an order that was made, not one that has arrived.
_BROUGHT = frozenset({"arms-delivery"})
_YEAR = len("2019")
_EACH = re.compile(r"\s*(?:each|apiece|per|a|an)\b", re.IGNORECASE)


def write(store: Store, path: Path, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the register into a file; raises InputError where that cannot be."""
    with store.moment() as connection:
        return (write_file(path, map(line, told("arms", _rows(connection), tell))),)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """The rows of the register, with its head."""
    yield COLUMNS
    yield from map(_row, everything(connection))


def _row(one: Transfer) -> tuple[str, ...]:
    ladder = one.ladder
    rung = furthest(ladder)
    shown = max((telling for telling in one.tellings if telling.event.id in rung.events), key=_weight)
    ordered = _years(one.tellings, _ORDERED, frozenset())
    bought = _years([telling for telling in one.tellings if telling.event.mode == "arms-deal"], {"done"}, frozenset())
    beside = dict.fromkeys(other.status for other in ladder.rungs if other.status in BESIDE and not other.denied)
    return (
        ladder.supplier or "",
        ladder.recipient or "",
        ladder.item or "",
        ladder.class_ or "",
        "; ".join(in_full(number, grouped=False) for number in _quantities(ladder, rung)),
        next(iter(ordered or bought), ""),
        "; ".join(_years(one.tellings, _DELIVERED, _BROUGHT)),
        "; ".join(dict.fromkeys((rung.status, *beside))),
        _denied(ladder),
        "; ".join(rung.claimed_by),
        _value(shown),
        shown.text,
        shown.article.outlet or "",
        shown.article.published or "",
        shown.article.url or "",
        "; ".join(telling.event.id for telling in one.tellings),
        " ".join(dict.fromkeys(field for telling in one.tellings for field in telling.event.ruled)),
    )


def furthest(ladder: Ladder) -> Rung:
    """How far a transfer has come: of the rungs on the ladder the highest, of what is not denied if anything is not."""
    told = [rung for rung in ladder.rungs if not rung.denied] or list(ladder.rungs)
    return ([rung for rung in told if rung.status not in BESIDE] or told)[-1]


def _weight(telling: Telling) -> tuple[bool, float, str]:
    """What is told by the article itself outweighs a claim, then what is surer."""
    return telling.claimed_by is None, telling.event.confidence or 0.0, telling.event.id


def _quantities(ladder: Ladder, rung: Rung) -> tuple[float, ...]:
    """The numbers of the furthest rung; where it tells none, those of the others, each once."""
    return rung.quantities or tuple(dict.fromkeys(number for other in ladder.rungs for number in other.quantities))


def _years(those: Iterable[Telling], statuses: Iterable[str], modes: Iterable[str]) -> list[str]:
    """The years that are told of what has come so far and is not denied, in order; by the words, not by the report."""
    wanted, of_modes = set(statuses), set(modes)
    found = set()
    for telling in those:
        event = telling.event
        if event.denied or event.status not in wanted or (of_modes and event.mode not in of_modes):
            continue
        if event.when is not None and event.when.value and "when" not in event.unresolved and telling.due is None:
            found.add(event.when.value[:_YEAR])
    return sorted(found)


def _value(shown: Telling) -> str:
    """What a deal is worth, where its sentence tells one plain sum, and one thing that it can be for: "2300000000 USD".

    A range, "up to" and a price for each are no sum that a deal is worth.
    """
    sums = [one for one in numbers(shown.text) if one.kind == "money"]
    if shown.event.mode != "arms-deal" or len(sums) != 1 or len(shown.event.items) > 1:
        return ""
    [one] = sums
    if one.value is None or one.unit is None or one.high is not None or one.qualifier is not None:
        return ""
    return "" if _EACH.match(shown.text, one.end) else f"{one.value:.0f} {one.unit}"


def _denied(ladder: Ladder) -> str:
    denials = {rung.denied for rung in ladder.rungs}
    return "disputed" if len(denials) > 1 else "yes" if True in denials else "no"
