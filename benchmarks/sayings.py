"""Sayings: whether two statements of a speaker are one utterance, the same said again, contrary, or neither.

    python -m benchmarks.sayings [open|sealed|fresh|agency|kept] [--errors]

On the pairs of tests/gold/sayings, by their fields: what was said, on which day (else by publication), on which
occasion. Printed: which label was found as which; precision, recall and F1 of what is joined or linked as said before;
how many contrary pairs are joined; and which differences in wording are marked.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.story import sayings
from onrecord.story.meaning import meaning
from onrecord.story.sayings import Utterance
from onrecord.story.wording import wording

_GOLD = Path(__file__).parents[1] / "tests" / "gold" / "sayings"
_PARTS = {
    "open": "pairs.json",
    "sealed": "pairs_sealed.json",
    "fresh": "pairs_fresh.json",
    "agency": "pairs_agency.json",
    "kept": "pairs_kept.json",
}
_LABELS = ("same", "again", "opposite", "unrelated")
_LINKED = ("same", "again")


def utterance(fields: dict[str, Any]) -> Utterance:
    """A statement of the set as it is compared."""
    day = date.fromisoformat(fields["when"] or fields["published"]).toordinal()
    is_told, is_direct = fields["when"] is not None, fields["kind"] == "direct"
    return Utterance(content(fields), "en", is_direct, day, day, is_told, fields["occasion"])


def content(fields: dict[str, Any]) -> str:
    """What was said, with a sign where the cue splits it."""
    words = fields["content"]
    return words if isinstance(words, str) else " … ".join(words)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", choices=tuple(_PARTS), nargs="?", default="open")
    ask.add_argument("--errors", action="store_true", help="print the pairs that are judged otherwise")
    asked = ask.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    marks: Counter[str] = Counter()
    for pair in json.loads((_GOLD / _PARTS[asked.part]).read_text("utf-8")):
        one, other = utterance(pair["a"]), utterance(pair["b"])
        laid = sayings.side_by_side(one, other)
        read = meaning(one.text, other.text) if sayings.needs_reading(one, other, laid) else None
        judged = sayings.judged(one, other, laid, read)
        found = judged.relation if judged else "unrelated"
        counts[pair["label"], found] += 1
        if pair["label"] == "same":
            due, told = set(pair.get("differs", [])), set(wording(one.text, other.text).marks)
            marks.update({"right": len(due & told), "wrong": len(told - due), "missed": len(due - told)})
        if asked.errors and found != pair["label"]:
            print(f"  {pair['id']} {pair['label']}, found {found}: {one.text} | {other.text}")
    _tell(counts)
    print("differences in wording:", ", ".join(f"{number} {name}" for name, number in marks.items()))


def _tell(counts: Counter[tuple[str, str]]) -> None:
    print(f"{'':10}" + "".join(f"{label:>11}" for label in _LABELS))
    for label in _LABELS:
        print(f"{label:10}" + "".join(f"{counts[label, found]:11}" for found in _LABELS))
    for name, due in (("same", ("same",)), ("again", ("again",)), ("same or again", _LINKED)):
        hit = sum(counts[label, found] for label in due for found in due)
        told = sum(counts[label, found] for label in _LABELS for found in due)
        meant = sum(counts[label, found] for label in due for found in _LABELS)
        print(
            f"{name}: precision {hit / max(told, 1):.3f}, recall {hit / max(meant, 1):.3f},"
            f" F1 {2 * hit / max(told + meant, 1):.3f}"
        )
    print(f"contrary pairs joined: {counts['opposite', 'same']}, linked as said before: {counts['opposite', 'again']}")


if __name__ == "__main__":
    main()
