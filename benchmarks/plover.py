"""Political events: PLOVER type, source and target of labelled sentences, by the scorer that stands beside them.

    python -m benchmarks.plover [--errors]

On `plover_gsr_dev`, see ../shared/bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from benchmarks import polnear
from benchmarks.events import found_in

from onrecord.event.parties import code

_TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def main() -> None:
    """Count and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--errors", action="store_true", help="list what is not right")
    asked = ask.parse_args()
    folder = polnear.folder().parent / "events"
    if not (folder / "score.py").is_file():
        sys.exit(f"no labelled events at {folder}")
    lines = (folder / "plover_gsr_dev.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    found = {record["id"]: _events(record) for record in records}
    print(json.dumps(polnear.module(folder / "score.py").score(records, found)))
    if asked.errors:
        for record in records:
            _tell(record, found[record["id"]])


def _events(record: dict[str, Any]) -> list[dict[str, Any]]:
    events = found_in({"id": record["id"], "text": record["text"], "published": None})
    return [
        {
            "type": one.type,
            "actors": [code(actor) for actor in one.actors],
            "recipients": [code(actor) for actor in one.recipients],
            "told": [one.mode, one.status, [a.name for a in one.actors], [a.name for a in one.recipients]],
        }
        for one in events
    ]


def _tell(record: dict[str, Any], found: list[dict[str, Any]]) -> None:
    sides = [[(one["actorText"], one["code"]) for one in record[side]] for side in ("source", "target")]
    print(f"{_TODAY.get(record['event'], record['event'])} {sides} {record['event_text']!r} | {record['text']}")
    for one in found:
        print("    ", one)


if __name__ == "__main__":
    main()
