"""When and where it was said: how often the time and place of a statement are those that the text tells.

    python -m benchmarks.said [open|sealed] [--errors]

On the texts of `tests/gold/said/` (its CODEBOOK says how they were coded). Counted are the labelled statements that are
found. `right`: the same value; for one that no expression tells: that none is given. `wrong`: another value, or one
where the text tells none. `open`: none where the text tells one. What is put down to the article's own date for want of
an expression counts as not told.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks import polnear
from benchmarks.gold import GOLD

from onrecord import entity, language, statement
from onrecord.language import dates
from onrecord.model import Article, Dateline, Statement

Label = dict[str, Any]

# How far from the labelled beginning of a content the found one may begin, in characters.
_NEAR = 25


def article(text: Label) -> Article:
    """A labelled text as an article with its dates."""
    made = polnear.article(text["id"], text["text"])
    day = dates.resolve(text["published"], None) if text["published"] else None
    filed = re.search(r"[A-Z][a-z]+ \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+(?: \d{4})?", text["dateline"] or "")
    on = dates.resolve(filed[0], text["published"], "past") if filed else None
    spans = ((0, len(text["dateline"])),) if text["dateline"] else ()
    return made.model_copy(
        update={
            "published": day.time("given", ()) if day else None,
            "dateline": Dateline(place=None, date=on.time("dateline", spans) if on else None, spans=spans)
            if spans
            else None,
        }
    )


def pairs(part: str) -> Iterator[tuple[Label, Label, Statement | None]]:
    """Each labelled statement of a part with the one found, None where none is."""
    for text in json.loads((GOLD / "said" / f"{part}.json").read_text("utf-8")):
        body = text["text"]
        reading = language.read(article(text), body)
        found, _ = statement.find(reading, entity.find(reading))
        for label in text["statements"]:
            start = -1
            for _ in range(label["nth"]):
                start = body.index(label["content"], start + 1)
            near = [one for one in found if abs(one.content[0][0] - start) <= _NEAR]
            yield text, label, min(near, key=lambda one: abs(one.content[0][0] - start), default=None)


def _outcome(wanted: str | None, got: str | None) -> str:
    if wanted == got:
        return "right"
    return "open" if got is None else "wrong"


def value_of(one: Statement) -> str | None:
    """When a statement was said as far as an expression tells."""
    return one.said.value[:21] if one.said and one.said.value and "said" not in one.unresolved else None


def main() -> None:
    """Count and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", nargs="?", choices=["open", "sealed"], default="open")
    ask.add_argument("--errors", action="store_true", help="list what is not right")
    asked = ask.parse_args()
    counts: dict[str, Counter[str]] = {}
    for text, label, found in pairs(asked.part):
        said, where = label["said"], label["place"]
        if found is None:
            counts.setdefault("statements not found", Counter())["count"] += 1
            continue
        how = "carried over" if label.get("carried") else "own sentence" if said["value"] else "no time told"
        got = value_of(found)
        outcome = _outcome(said["value"], got)
        place = found.place.text if found.place else None
        there = _outcome(where and where.casefold(), place and place.casefold())
        kind = "place told" if where else "no place told"
        for row, result in ((how, outcome), ("all times", outcome), (kind, there)):
            counts.setdefault(row, Counter())[result] += 1
        if asked.errors and asked.part == "open":
            if outcome != "right":
                print(f"{text['id']} {how}: {got} FOR {said['value']} ({said['expression']}) | {found.text[:70]}")
            if there != "right":
                print(f"{text['id']} {kind}: {place} FOR {where} | {found.text[:70]}")
    for row in ("own sentence", "carried over", "no time told", "all times", "place told", "no place told"):
        had = counts.get(row, Counter())
        shares = "  ".join(f"{name} {had[name] / max(1, had.total()):.3f}" for name in ("right", "wrong", "open"))
        print(f"{row:<16}{had.total():>5}  {shares}")
    print(f"not found: {counts.get('statements not found', Counter()).total()}")


if __name__ == "__main__":
    main()
