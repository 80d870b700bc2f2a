"""Copies: which articles are one text, and what was done to it, on families written by hand and on generated ones.

    python -m benchmarks.copies [open|sealed] [--sources 300] [--errors]

By hand: tests/gold/copies, pair by pair, the texts alone. Generated: `benchmarks.copying` makes families from labelled
news; they go into a record, and what it found is compared with what was made: pairs that stand in one group (pairwise
F1), and how often the kind of a pair that is one text is right.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from itertools import combinations
from pathlib import Path

from benchmarks.copying import Pair, Source, families
from benchmarks.polnear import documents
from benchmarks.rows import Bare, fill, record

from onrecord.record import Store
from onrecord.story.copies import ONE_TEXT, Text, kind
from onrecord.story.days import day_of
from onrecord.story.gather import LEAST, Report, how_likely
from onrecord.story.origins import source_of
from onrecord.story.terms import terms

_GOLD = Path(__file__).parents[1] / "tests" / "gold" / "copies"
_LABELS = ("exact", "edited", "rewrite", "update", "overlap", "none")


def by_hand(part: str, *, errors: bool) -> None:
    """Print how the pairs written by hand are judged."""
    ending = "_sealed" if part == "sealed" else ""
    rows = {one["id"]: one for one in json.loads((_GOLD / f"articles{ending}.json").read_text("utf-8"))}
    texts = {name: Text.of(one["title"], one["text"]) for name, one in rows.items()}
    known = {
        name: Report(name, terms(one["title"], one["text"]), day_of(one["published"])) for name, one in rows.items()
    }
    counts: Counter[tuple[str, str]] = Counter()
    for pair in json.loads((_GOLD / f"pairs{ending}.json").read_text("utf-8")):
        one, other = rows[pair["a"]], rows[pair["b"]]
        same = source_of(one["outlet"], one["url"]) == source_of(other["outlet"], other["url"])
        likely = how_likely(known[pair["a"]], known[pair["b"]]) >= LEAST
        found = kind(texts[pair["a"]], texts[pair["b"]], same_source=same, one_happening=likely) or "none"
        counts[pair["label"], found] += 1
        if errors and found != pair["label"]:
            print(f"  {pair['a']} {pair['b']} {pair['label']}, found {found}: {pair['why']}")
    tell(counts)


def tell(counts: Counter[tuple[str, str]]) -> None:
    """Print which label was found as which, and the figures."""
    print(f"{'':10}" + "".join(f"{label:>9}" for label in _LABELS))
    for label in _LABELS:
        print(f"{label:10}" + "".join(f"{counts[label, found]:9}" for found in _LABELS))
    both = sum(count for (label, found), count in counts.items() if label in ONE_TEXT and found in ONE_TEXT)
    told = sum(count for (_, found), count in counts.items() if found in ONE_TEXT)
    meant = sum(count for (label, _), count in counts.items() if label in ONE_TEXT)
    right = sum(count for (label, found), count in counts.items() if label == found)
    print(f"one text: precision {both / told:.3f}, recall {both / meant:.3f}, F1 {2 * both / (told + meant):.3f}")
    print(f"kinds right: {right / counts.total():.3f} of all pairs, ", end="")
    kinds = sum(counts[label, label] for label in ONE_TEXT)
    print(f"{kinds / both:.3f} of those that are one text and found so", flush=True)


def sources(size: int, part: str = "train") -> list[Source]:
    """So many labelled news articles, from all over a part of the set, without the title that a text begins with."""
    rows = documents(part)
    found = []
    for row in rows[:: max(1, len(rows) // size)][:size]:
        lines = row["text"].split("\n")
        title, head = _letters(row["title"]), 0
        while head < len(lines) and len(_letters("".join(lines[:head]))) < len(title):
            head += 1
        body = lines[head:] if _letters("".join(lines[:head])) == title else lines
        found.append(Source(row["id"], row["title"], "\n".join(body), row["publisher"], row["date"]))
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def generated(size: int) -> None:
    """Print what a record makes of generated families."""
    made, pairs = families(sources(size), seed=1)
    # A short piece between two families is one text with both, by the rule; which group it is in says nothing then.
    family = {one.id: one.family for one in made}
    between = {
        name for pair in pairs if family[pair.a] != family[pair.b] and pair.kind in ONE_TEXT for name in pair[:2]
    }
    kept = [one for one in made if one.id not in between]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        with record(path) as connection:
            fill(connection, (Bare(*(getattr(one, name) for name in Bare._fields)) for one in kept))
        began = time.process_time()
        with Store(path, write=True) as store:
            store.place()
        spent = time.process_time() - began
        with record(path) as connection:
            held = dict(connection.execute("SELECT article, coalesce(copy_of, article) FROM placed"))
            asked = (
                "SELECT a.article, b.article, kind FROM copies JOIN placed a ON a.number = one"
                " JOIN placed b ON b.number = other"
            )
            found = {frozenset((one, other)): str(told) for one, other, told in connection.execute(asked)}
    print(f"{len(kept)} articles in {spent:.1f} CPU s, {len(between)} between two families left out")
    _tell_groups(held, [pair for pair in pairs if not between & set(pair[:2])])
    counts: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        if not between & set(pair[:2]):
            counts[pair.kind, found.get(frozenset(pair[:2]), "none")] += 1
    tell(counts)


def _tell_groups(held: dict[str, str], pairs: list[Pair]) -> None:
    meant = {frozenset(pair[:2]) for pair in pairs if pair.kind in ONE_TEXT}
    # One text by way of a third: what was made of one source is one group.
    groups: dict[str, set[str]] = {}
    for name, origin in held.items():
        groups.setdefault(origin, set()).add(name)
    told = {frozenset(two) for group in groups.values() for two in combinations(sorted(group), 2)}
    linked = _closed(meant)
    both = len(told & linked)
    print(
        f"groups: pairwise precision {both / max(len(told), 1):.3f}, recall {both / len(linked):.3f},"
        f" F1 {2 * both / (len(told) + len(linked)):.3f}; {len(linked)} pairs"
    )


def _closed(meant: set[frozenset[str]]) -> set[frozenset[str]]:
    """All pairs that hang together by pairs that are one text."""
    group: dict[str, set[str]] = {}
    for pair in meant:
        joined = set().union(*(group.get(name, {name}) for name in pair))
        group.update(dict.fromkeys(joined, joined))
    return {frozenset(two) for one in group.values() for two in combinations(sorted(one), 2)}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("part", choices=("open", "sealed"), nargs="?", default="open")
    ask.add_argument("--sources", type=int, default=300, help="from so many news articles families are made")
    ask.add_argument("--errors", action="store_true", help="print the pairs written by hand that are judged otherwise")
    asked = ask.parse_args()
    by_hand(asked.part, errors=asked.errors)
    generated(asked.sources)


if __name__ == "__main__":
    main()
