"""What keeps Daft and Ray from telling anybody that they are used; before either is imported.

Daft 0.7 tells two services of each import and each query. The head of a Ray 2.60 cluster reports once an hour; with the
switch off it still reports once that it is off, so the address that it reports to must lead nowhere as well. Heads and
workers need the same (docs/scale.md): what a run hands to them comes after they have started.
"""

from __future__ import annotations

import os

# Port 9 of this machine discards, where anything listens at all.
_NOWHERE = "http://127.0.0.1:9/"

SWITCHES = {
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "DAFT_ANALYTICS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_REPORT_URL": _NOWHERE,
}
"""Variables of the environment that both heed."""

# Where traces, metrics and the state of queries would go, if another program's set-up says so.
_COLLECTORS = ("OTEL_EXPORTER_OTLP_", "DAFT_DEV_OTEL_", "DAFT_DASHBOARD")


def quiet() -> None:
    """Set the environment of this process, and so of those that it starts."""
    os.environ.update(SWITCHES)
    for name in [name for name in os.environ if name.startswith(_COLLECTORS)]:
        del os.environ[name]
