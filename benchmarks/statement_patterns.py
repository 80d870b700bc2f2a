"""Count how often each pattern of statements is right on PolNeAR train: src/onrecord/data/statement/patterns.tsv.

python -m benchmarks.statement_patterns        (about three minutes; run it after any change to the patterns)
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks import polnear

from onrecord.statement.chain import innermost
from onrecord.statement.confidence import family, keys
from onrecord.statement.draft import Draft
from onrecord.statement.drafts import by_rules
from onrecord.statement.surroundings import Surroundings

TABLE = Path(__file__).parents[1] / "src/onrecord/data/statement/patterns.tsv"
HEADER = (
    "# how often statements of a pattern were right (content and source as a person marked them) on PolNeAR train; "
    "made by benchmarks/statement_patterns.py\npattern\tseen\tright\n"
)
# Rarer patterns tell less than the wider ones that they belong to; families of frames below this tell nothing.
LEAST_SEEN = 2
LEAST_OF_FAMILY = 20


def outermost(found: list[Draft]) -> list[Draft]:
    """The drafts that stand in no other: PolNeAR marks none within."""
    return [
        item for item, outer in zip(found, innermost(found), strict=True) if outer is None and not item.in_quotation
    ]


def main() -> None:
    score = polnear.scorer()
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document in polnear.documents("train"):
        reading = polnear.reading(document)
        assert reading.doc is not None
        found = by_rules(Surroundings(reading.doc, reading.quotations, reading.paragraphs), outermost)
        for item, is_right in zip(found, polnear.matched(document, found, score), strict=True):
            for key in (*keys(item), f"{item.frame} cue {item.lemma}"):
                seen[key] += 1
                right[key] += is_right
    kept = [key for key in sorted(seen) if seen[key] >= LEAST_SEEN and seen[family(key)] >= LEAST_OF_FAMILY]
    TABLE.write_text(HEADER + "".join(f"{key}\t{seen[key]}\t{right[key]}\n" for key in kept), encoding="utf-8")
    print(f"{len(kept)} patterns from {seen.total()} counts: {TABLE}")


if __name__ == "__main__":
    main()
