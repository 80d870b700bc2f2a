"""Arms events: how often what was done, by whom, to whom, with what, and how far it has come, is as two people read it.

    python -m benchmarks.events [open|sealed] [--sentences|--articles] [--errors]

On `tests/gold/events/` (its CODEBOOK says how it was coded). Events of a text are paired where the mode is the same,
those whose triggers overlap first. Of the pairs it is told how often each part is right; "whole" is an event whose
mode, actors, recipients, items, status and denial are all right. Lists are right where both have as many entries and
each has its partner: words that overlap, or the same state. "Raised": of what is offered, planned, negotiated or
denied, the share that is marked as agreed or done.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks import polnear
from benchmarks.gold import GOLD

from onrecord import entity, event, language, statement
from onrecord.event.labels import MODES
from onrecord.language import dates
from onrecord.model import Actor, Event
from onrecord.spans import Spans, overlap

Label = dict[str, Any]

_PARTS = ("status", "denied", "actors", "recipients", "items", "claimed")
_LOW = frozenset({"offered", "planned", "negotiated"})
_HIGH = frozenset({"agreed", "ordered", "done"})


def found_in(text: Label) -> list[Event]:
    """The events that onrecord finds in a labelled text."""
    day = dates.resolve(text["published"], None) if text["published"] else None
    made = polnear.article(text["id"], text["text"])
    made = made.model_copy(update={"published": day.time("given", ()) if day else None})
    reading = language.read(made, text["text"])
    entities = entity.find(reading)
    statements, entities = statement.find(reading, entities)
    return list(event.find(reading, entities, statements))


def paired(labels: Sequence[Label], found: Sequence[Event]) -> list[tuple[Label, Event]]:
    """Labelled and found events of one mode, each in one pair at the most; those that overlap first."""
    pairs = [
        (not overlap(_triggers(label), _mentions(one)), label_at, found_at)
        for label_at, label in enumerate(labels)
        for found_at, one in enumerate(found)
        if label["mode"] == one.mode
    ]
    left, right, out = set(range(len(labels))), set(range(len(found))), []
    for _, label_at, found_at in sorted(pairs):
        if label_at in left and found_at in right:
            left.remove(label_at)
            right.remove(found_at)
            out.append((labels[label_at], found[found_at]))
    return out


def right_parts(label: Label, one: Event) -> dict[str, bool]:
    """Which parts of a found event are right."""
    items: list[Spans] = [item.spans for item in one.items]
    return {
        "status": label["status"] == one.status,
        "denied": label["denied"] == one.denied,
        "actors": _same(label["actors"], one.actors),
        "recipients": _same(label["recipients"], one.recipients),
        "items": len(items) == len(label["items"])
        and all(any(overlap([_span(want)], list(got)) for got in items) for want in label["items"]),
        "claimed": label["claimed"] == (one.claimed_by is not None),
    }


def _same(labels: Sequence[Label], found: Sequence[Actor]) -> bool:
    def is_meant(label: Label, one: Actor) -> bool:
        if label["country"] and one.country == label["country"]:
            return True
        return overlap([_span(label)], list(one.spans)) or label["text"].casefold() == one.name.casefold()

    return len(labels) == len(found) and all(any(is_meant(label, one) for one in found) for label in labels)


def _triggers(label: Label) -> list[tuple[int, int]]:
    return [_span(one) for one in (label["trigger"], *label.get("again", ()))]


def _mentions(one: Event) -> list[tuple[int, int]]:
    return [span for mention in one.mentions for span in mention.trigger]


def _span(label: Label) -> tuple[int, int]:
    return label["start"], label["end"]


def main() -> None:
    """Count and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", nargs="?", choices=["open", "sealed"], default="open")
    ask.add_argument("--sentences", action="store_true", help="the sentences alone")
    ask.add_argument("--articles", action="store_true", help="the articles alone")
    ask.add_argument("--errors", action="store_true", help="list what is not right")
    asked = ask.parse_args()
    end = "_sealed" if asked.part == "sealed" else ""
    kinds = [kind for kind in ("sentences", "articles") if getattr(asked, kind)] or ["sentences", "articles"]
    for kind in kinds:
        _table(
            kind,
            json.loads((GOLD / "events" / f"{kind}{end}.json").read_text("utf-8")),
            errors=asked.errors and not end,
        )


def _table(kind: str, texts: Sequence[Label], *, errors: bool) -> None:
    count: Counter[str] = Counter()
    for text in texts:
        labels = [one for one in text["events"] if not one.get("in_title")]
        found = [one for one in found_in(text) if one.mode in MODES]
        pairs = paired(labels, found)
        count.update(
            labelled=len(labels),
            found=len(found),
            paired=len(pairs),
            traps=not labels,
            sprung=not labels and bool(found),
        )
        for label, one in pairs:
            parts = right_parts(label, one)
            count.update(part for part, right in parts.items() if right)
            count["whole"] += all(right for part, right in parts.items() if part != "claimed")
            low = label["status"] in _LOW or label["denied"]
            count["low"] += low
            count["raised"] += low and not one.denied and one.status in _HIGH
        if errors:
            _tell(text, labels, found, pairs)
    print(f"{kind}: {len(texts)} texts, {count['labelled']} events labelled, {count['found']} found")
    for what in ("paired", "whole"):
        precision, recall = count[what] / max(1, count["found"]), count[what] / max(1, count["labelled"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        name = "mode" if what == "paired" else what
        print(f"  {name:<8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    shares = "  ".join(f"{part} {count[part] / max(1, count['paired']):.3f}" for part in _PARTS)
    print(f"  of the pairs right: {shares}")
    print(f"  raised {count['raised']} of {count['low']}; traps with an event {count['sprung']} of {count['traps']}")


def _tell(text: Label, labels: Sequence[Label], found: Sequence[Event], pairs: Sequence[tuple[Label, Event]]) -> None:
    shown = " ".join(text["text"].split())
    known = {id(label) for label, _ in pairs} | {id(one) for _, one in pairs}
    for label in labels:
        if id(label) not in known:
            print(f"{text['id']} MISSED {label['mode']} {label['status']} {label['trigger']['text']!r} | {shown[:300]}")
    for one in found:
        if id(one) not in known:
            words = text["text"][slice(*one.mentions[0].trigger[0])]
            print(f"{text['id']} EXTRA {one.mode} {one.status} {words!r} | {shown[:300]}")
    for label, one in pairs:
        wrong = [part for part, right in right_parts(label, one).items() if not right and part != "claimed"]
        if wrong:
            got = {
                "status": one.status,
                "denied": one.denied,
                "actors": [who.name for who in one.actors],
                "recipients": [who.name for who in one.recipients],
                "items": [item.name for item in one.items],
            }
            want = {
                part: [entry["text"] for entry in label[part]] if isinstance(label[part], list) else label[part]
                for part in got
            }
            told = "; ".join(f"{part} {got[part]} FOR {want[part]}" for part in wrong)
            print(f"{text['id']} {label['mode']} {label['trigger']['text']!r}: {told} | {shown[:260]}")


if __name__ == "__main__":
    main()
