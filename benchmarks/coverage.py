"""How much of what news names the knowledge pack knows: people, bodies, weapon systems, laws and outlets.

    python -m benchmarks.coverage [open|sealed] [--missing]

`tests/gold/entities/coverage.tsv` lists what a reader found named in labelled news and would expect in a reference
book (coverage.md there says how). A row counts as known where its name, as written or in full, is that of a row of the
pack of its kind. `sealed` is for the end: what is missing there is not told.
"""

from __future__ import annotations

import argparse
from collections import Counter

from benchmarks.gold import GOLD

from onrecord.entity import knowledge
from onrecord.entity.gazetteer import key, places

_TYPES = {
    "person": {"person"},
    "body": {"organisation", "igo", "group"},
    "outlet": {"organisation", "group"},
    "system": {"weapon"},
    "law": {"law", "agreement"},
}


def is_known(row: dict[str, str]) -> bool:
    """Whether the pack has what a row names."""
    wanted = _TYPES[row["type"]]
    for name in (row["as_written"], row["expected"]):
        # As the entity step looks it up: as written ("McDonald's"), and without article and possessive.
        for form in (name, key(name)):
            if any(one.type in wanted for one in knowledge.named(knowledge.words(form))):
                return True
    place = places().get(key(row["as_written"]))
    return row["type"] == "body" and place is not None and (place.type == "igo" or place.acts is not None)


def main() -> None:
    """Count and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", nargs="?", choices=["open", "sealed"], default="open")
    ask.add_argument("--missing", action="store_true", help="list what the pack lacks")
    asked = ask.parse_args()
    rows = [row for row in knowledge.rows(GOLD / "entities" / "coverage.tsv") if row["part"] == asked.part]
    for name, distinct in (("as often as named", False), ("each once", True)):
        kept = list({(row["expected"], row["type"]): row for row in rows}.values()) if distinct else rows
        all_ = Counter(row["type"] for row in kept)
        known = Counter(row["type"] for row in kept if is_known(row))
        shares = ", ".join(f"{kind} {known[kind]} of {all_[kind]}" for kind in _TYPES)
        print(f"{name}: {known.total() / all_.total():.3f} of {all_.total()} ({shares})")
    if asked.missing and asked.part == "open":
        missing = {(row["type"], row["expected"]): row for row in rows if not is_known(row)}
        print(
            *(f"{kind}: {name} ({row['as_written']}, {row['date']})" for (kind, name), row in missing.items()), sep="\n"
        )


if __name__ == "__main__":
    main()
