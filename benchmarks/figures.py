"""How many, of what: figures found in sentences that we wrote, and what is read from them.

    python -m benchmarks.figures [open|sealed] [--errors]

On the sentences of `tests/gold/figures/` (its CODEBOOK says how they were coded). A figure is found where its span is
the labelled one; the shares of right values, units and so on are of those found. `whole` is the F1 of figures right in
span, value, high, unit and qualifier. For `of` only what stands before "of" is compared. Speed: sentences a CPU second,
beside the parse.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from typing import Any

from benchmarks import polnear
from benchmarks.gold import GOLD

from onrecord import language
from onrecord.language import figures
from onrecord.model import Figure
from onrecord.spans import Span

Label = dict[str, Any]

_PARTS = {"open": "figures.json", "sealed": "figures_sealed.json"}
_FIELDS = ("value", "high", "unit", "qualifier", "of")
# Values are compared up to what a fraction written in five digits loses.
_CLOSE = 1e-4
_TIMES = 20


def places(sentence: Label) -> list[tuple[Span, ...]]:
    """Where each labelled figure stands, one after the other."""
    out, at = [], 0
    for label in sentence["figures"]:
        spans = []
        for piece in label["text"].split(" … "):
            found = re.compile(rf"(?<![\w.,]){re.escape(piece)}").search(sentence["text"], at)
            assert found is not None, (sentence["id"], piece)
            spans.append(found.span())
            at = found.end()
        out.append(tuple(spans))
    return out


def is_same(field: str, wanted: Label, got: Figure) -> bool:
    """Whether a field of a figure is what the label says."""
    mine, theirs = getattr(got, field), wanted[field]
    if mine is None or theirs is None:
        return mine is theirs
    if field in {"value", "high"}:
        return bool(abs(mine - theirs) <= _CLOSE * abs(theirs))
    if field == "of":
        mine, theirs = (name.casefold().split(" of ")[0] for name in (mine, theirs))
    return bool(mine == theirs)


def compare(sentence: Label, found: tuple[Figure, ...], count: Counter[str]) -> list[str]:
    """Count one sentence; the lines of what went wrong."""
    by_place = {one.spans: one for one in found}
    wrong = []
    wanted = dict(zip(places(sentence), sentence["figures"], strict=True))
    count["labelled"] += len(wanted)
    count["given"] += len(found)
    for place, label in wanted.items():
        got = by_place.get(place)
        if got is None:
            wrong.append(f"{sentence['id']} MISSED {label['text']}")
            continue
        count["found"] += 1
        right = {field: is_same(field, label, got) for field in _FIELDS}
        count.update(field for field in _FIELDS if right[field])
        count["whole"] += all(right[field] for field in _FIELDS if field != "of")
        wrong += [
            f"{sentence['id']} {field} of {label['text']}: {getattr(got, field)!r} FOR {label[field]!r}"
            for field in _FIELDS
            if not right[field]
        ]
    for place, got in by_place.items():
        if place not in wanted:
            text = " … ".join(sentence["text"][start:end] for start, end in place)
            wrong.append(f"{sentence['id']} EXTRA {text} ({got.value:g})")
    return wrong


def main() -> None:
    """Read the sentences of a part and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", nargs="?", choices=sorted(_PARTS), default="open")
    ask.add_argument("--errors", action="store_true", help="list what was missed, added or wrong")
    asked = ask.parse_args()
    sentences = json.loads((GOLD / "figures" / _PARTS[asked.part]).read_text("utf-8"))
    readings = [language.read(polnear.article(str(one["id"]), one["text"]), one["text"]) for one in sentences]
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for sentence, reading in zip(sentences, readings, strict=True):
        wrong += compare(sentence, figures.find(reading), count)
    if asked.errors and asked.part == "open":
        print("\n".join(wrong))
    began = time.process_time()
    for _ in range(_TIMES):
        for reading in readings:
            figures.find(reading)
    spent = time.process_time() - began
    share = {name: count[name] / max(1, count["found"]) for name in _FIELDS}
    f1, whole = (2 * count[name] / max(1, count["labelled"] + count["given"]) for name in ("found", "whole"))
    found = f"{count['found']} of {count['labelled']} found, {count['given']} given"
    print(f"figures   {found}: F1 {f1:.3f}, whole {whole:.3f}")
    print("right     " + "  ".join(f"{name} {share[name]:.3f}" for name in _FIELDS))
    print(f"speed     {_TIMES * len(readings) / spent:.0f} sentences a second, beside the parse")


if __name__ == "__main__":
    main()
