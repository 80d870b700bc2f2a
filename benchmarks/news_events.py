"""Events in real news: how often what is found is right, and how much of what is there is found.

    python -m benchmarks.news_events [open|sealed] [--second] [--errors]

On `tests/gold/events/news.jsonl` (`sealed`: `news_sealed.jsonl`): labels of paragraphs that lie beside the labelled
data (`../shared/bench`, or `$ONRECORD_BENCH`), as offsets alone, by the codebooks beside them. A found event and a
labelled one are paired where their triggers overlap. "Whole" is an event whose type, mode, status, denial, actors and
recipients are all right. `--second` compares a second person's labels of the open part with the first person's instead.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import polnear
from benchmarks.events import found_in
from benchmarks.gold import GOLD

from onrecord.event.labels import MODES
from onrecord.model import Actor, Event
from onrecord.spans import Span, overlap

Label = dict[str, Any]

OPEN, SEALED, SECOND = (GOLD / "events" / f"news{part}.jsonl" for part in ("", "_sealed", "_second"))
_ROLES = ("actors", "recipients", "items")
_PARTS = ("type", "mode", "status", "denied", "actors", "recipients")


def texts(labels: Path, bench: Path) -> Iterator[Label]:
    """Labelled paragraphs with their text, as `training/events` has them; raises ValueError where the text differs."""
    rows = [json.loads(line) for line in labels.read_text("utf-8").splitlines()]
    held = {file: _documents(bench / file) for file in sorted({row["file"] for row in rows})}
    for row in rows:
        text = held[row["file"]].get(row["document"], "")[row["start"] : row["end"]]
        if zlib.crc32(text.encode("utf-8")) != row["crc32"]:
            msg = f"{bench / row['file']} has another text in {row['document']} than that which was labelled"
            raise ValueError(msg)
        events = [_event(text, event) for event in row["events"]]
        key = f"{row['document']}:{row['start']}"
        yield {"id": key, "text": text, "published": None, "political": True, "events": events}


def _documents(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        return {document["id"]: document["text"] for document in map(json.loads, lines)}


def _event(text: str, event: Label) -> Label:
    def span(one: Sequence[int]) -> Label:
        # Nobody has said which state each is of: `swap` takes what has none for the name of a state.
        return {"start": one[0], "end": one[1], "text": text[one[0] : one[1]], "country": "?"}

    spans: Label = {role: [span(one) for one in event.get(role, ())] for role in (*_ROLES, "again")}
    return {**event, **spans, "trigger": span(event["trigger"])}


@dataclass(frozen=True)
class _Told:
    """An event, labelled or found: its triggers, and its parts."""

    triggers: tuple[Span, ...]
    parts: Label
    actors: tuple[tuple[tuple[Span, ...], str], ...]
    recipients: tuple[tuple[tuple[Span, ...], str], ...]


def _labelled(label: Label) -> _Told:
    sides = {role: tuple((((one["start"], one["end"]),), one["text"]) for one in label[role]) for role in _ROLES[:2]}
    triggers = tuple((one["start"], one["end"]) for one in (label["trigger"], *label["again"]))
    return _Told(triggers, {part: label[part] for part in _PARTS[:4]}, **sides)


def _found(one: Event) -> _Told:
    def sides(those: Sequence[Actor]) -> tuple[tuple[tuple[Span, ...], str], ...]:
        return tuple((tuple(who.spans), who.name) for who in those)

    triggers = tuple(span for mention in one.mentions for span in mention.trigger)
    parts = {"type": one.type, "mode": _shared_mode(one.mode), "status": one.status, "denied": one.denied}
    return _Told(triggers, parts, sides(one.actors), sides(one.recipients))


def _shared_mode(mode: str | None) -> str | None:
    """The act of the pack; what PLOVER itself has as modes nobody labelled here."""
    return mode if mode in MODES else None


def _pairs(labels: Sequence[_Told], found: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    free = list(found)
    for label in labels:
        best = next((one for one in free if overlap(label.triggers, one.triggers)), None)
        if best is not None:
            free.remove(best)
            yield label, best


def verdicts(text: Label, found: Sequence[Event]) -> list[bool]:
    """Of each event found in a labelled paragraph whether it is there, with its type, act, status and denial."""
    told = [_found(one) for one in found]
    right = {id(one): label.parts == one.parts for label, one in _pairs([*map(_labelled, text["events"])], told)}
    return [right.get(id(one), False) for one in told]


def _right(label: _Told, one: _Told) -> dict[str, bool]:
    out = {part: label.parts[part] == one.parts[part] for part in _PARTS[:4]}
    for role in _ROLES[:2]:
        wanted, got = getattr(label, role), getattr(one, role)
        out[role] = len(wanted) == len(got) and all(
            any(overlap(spans, others) or name.casefold() == other.casefold() for others, other in got)
            for spans, name in wanted
        )
    return out


def table(rows: Sequence[Label], find: Callable[[Label], Sequence[_Told]], *, errors: bool) -> str:
    """How well the events found in labelled paragraphs agree with the labels."""
    count: Counter[str] = Counter()
    for text in rows:
        labels, found = [_labelled(one) for one in text["events"]], find(text)
        pairs = list(_pairs(labels, found))
        count.update(labelled=len(labels), found=len(found), there=len(pairs), quiet=not labels)
        count["disturbed"] += bool(found) and not labels
        count["labelled acts"] += sum(one.parts["mode"] is not None for one in labels)
        count["found acts"] += sum(one.parts["mode"] is not None for one in found)
        for label, one in pairs:
            right = _right(label, one)
            count.update(part for part, is_right in right.items() if is_right)
            count["whole"] += all(right.values())
            count["acts"] += label.parts["mode"] is not None and right["mode"]
        if errors:
            _tell(text, labels, found, pairs)
    lines = [f"{len(rows)} paragraphs, {count['labelled']} events labelled, {count['found']} found"]
    whole = (count["labelled"], count["found"])
    acts = (count["labelled acts"], count["found acts"])
    lines += [_line(name, count[name], *of) for name, of in (("there", whole), ("type", whole), ("whole", whole))]
    lines.append(_line("acts", count["acts"], *acts))
    shares = "  ".join(f"{part} {count[part] / max(1, count['there']):.3f}" for part in _PARTS)
    lines.append(f"  of the {count['there']} pairs right: {shares}")
    lines.append(f"  paragraphs without an event in which one is found: {count['disturbed']} of {count['quiet']}")
    return "\n".join(lines)


def _line(name: str, right: int, labelled: int, found: int) -> str:
    precision, recall = right / max(1, found), right / max(1, labelled)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"  {name:<6} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def _tell(text: Label, labels: Sequence[_Told], found: Sequence[_Told], pairs: Sequence[tuple[_Told, _Told]]) -> None:
    shown = " ".join(text["text"].split())[:400]
    known = {id(one) for pair in pairs for one in pair}
    for what, those in (("MISSED", labels), ("EXTRA", found)):
        for one in those:
            if id(one) not in known:
                words = text["text"][slice(*one.triggers[0])]
                print(f"{what} {words!r} {_said(one)} | {shown}")
    for label, one in pairs:
        wrong = [part for part, right in _right(label, one).items() if not right]
        if wrong:
            print(f"{','.join(wrong)}: {_said(one)} FOR {_said(label)} | {shown}")


def _said(one: _Told) -> str:
    sides = " -> ".join(str([name for _, name in side]) for side in (one.actors, one.recipients))
    return f"{' '.join(str(one.parts[part]) for part in _PARTS[:4])} {sides}"


def main() -> None:
    """Count and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", nargs="?", choices=["open", "sealed"], default="open")
    ask.add_argument("--second", action="store_true", help="compare a second person's labels")
    ask.add_argument("--errors", action="store_true", help="list what is not right")
    asked = ask.parse_args()
    if asked.second and asked.part == "sealed":
        ask.error("a second person labelled the open part alone")
    bench = polnear.folder().parent
    rows = list(texts(OPEN if asked.part == "open" else SEALED, bench))
    if not asked.second:
        errors = asked.errors and asked.part == "open"
        print(table(rows, lambda text: [_found(one) for one in found_in(text)], errors=errors))
        return
    others = {text["id"]: [_labelled(one) for one in text["events"]] for text in texts(SECOND, bench)}
    print(table([text for text in rows if text["id"] in others], lambda text: others[text["id"]], errors=asked.errors))


if __name__ == "__main__":
    main()
