"""Alerts: what somebody wants to hear of, looked for in whatever comes into the record, by whichever way.

A page that comes in is noted in the same transaction (`untold`); looking at it and putting notices into the outbox is
one transaction as well. So no page is passed over and none is told of twice, wherever a run ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.errors import OnrecordError
from onrecord.record import Store
from onrecord.watch.alerts import changing, rising, searching, speaking
from onrecord.watch.alerts.alert import RELATIONS, Alert, Alerts, Relation, Wanted, What
from onrecord.watch.alerts.fresh import Fresh
from onrecord.watch.alerts.notice import Notice
from onrecord.watch.clock import Clock

__all__ = ["RELATIONS", "Alert", "Alerts", "Notice", "Relation", "Wanted", "What", "look_for"]

# Pages that are looked at in one go.
_AT_ONCE = 50

_FINDERS: dict[What, Callable[[Store, Alert, Fresh], Iterator[Notice]]] = {
    "search": searching.find,
    "speaker": speaking.find,
    "status": rising.find,
    "changed": changing.find,
}


def look_for(store: Store, clock: Clock, tell: Callable[[str], None] = lambda _line: None) -> int:
    """Look for what alerts wait for in some of the pages that came in; how many notices are to be delivered now.

    An alert that cannot be asked any more, as its search was dropped, is told and passed over.
    """
    rows = store.rows("SELECT number, capture FROM untold ORDER BY number LIMIT ?", (_AT_ONCE,))
    if not rows:
        return 0
    if store.waiting():
        store.place()
    alerts = Alerts(store).all()
    fresh = Fresh.of(store, [(number, capture) for number, capture in rows])
    found: list[tuple[Alert, Notice]] = []
    for alert in alerts if fresh.articles else ():
        try:
            found += [(alert, one) for one in _FINDERS[alert.wanted.what](store, alert, fresh)]
        except OnrecordError as error:
            tell(f"alert {alert.name}: {error}")
    time = clock.stamp()
    with store.changing() as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO outbox (alert, target, notice, capture, json, made_at, due_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    alert.name,
                    target,
                    one.id,
                    one.capture,
                    one.model_copy(update={"noticed_at": time}).model_dump_json(),
                    time,
                    time,
                )
                for alert, one in found
                for target in alert.targets
            ],
        )
        connection.executemany("DELETE FROM untold WHERE number = ?", [(number,) for number, _ in rows])
    return len(found)
