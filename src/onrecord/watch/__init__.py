"""Always on: feeds, sitemaps and pages that are followed, and alerts on what comes of them.

with Store("onrecord.db", create=True, write=True) as store:
    Sources(store, Clock()).add("https://ledger.example/rss")
Watcher(Path("onrecord.db"), fetcher, deliveries).run(once=True)
"""

from onrecord.watch.alerts import RELATIONS, Alert, Alerts, Notice, Relation, Wanted
from onrecord.watch.clock import Clock
from onrecord.watch.delivery import Deliveries, Target, target
from onrecord.watch.looking import Look, look
from onrecord.watch.sources import Source, Sources
from onrecord.watch.watcher import Counts, Watcher

__all__ = [
    "RELATIONS",
    "Alert",
    "Alerts",
    "Clock",
    "Counts",
    "Deliveries",
    "Look",
    "Notice",
    "Relation",
    "Source",
    "Sources",
    "Target",
    "Wanted",
    "Watcher",
    "look",
    "target",
]
