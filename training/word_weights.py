"""How rare each word is, for `onrecord.story.weights`.

    python -m training.word_weights --bench ../shared/bench --out src/onrecord/data

Counted in how many of some tens of thousands of news articles and pages a word stands: the stories to tune on (not
those to report on), labelled news and pages. A word that fewer than three have is left out and counts as rarest.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from onrecord.story.weights import FILE, short
from onrecord.story.words import hashes, tokens
from training import shipped

_LEAST = 3
_PARTS = (
    ("stories/allsides_dated.jsonl", "tune"),
    ("stories/neus_allsides.jsonl", None),
    ("stories/uci_headlines.jsonl", None),
    ("statements/polnear_train.jsonl", None),
    ("pages/gold_pages_dev.jsonl", None),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds stories/ and pages/")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the weights to")
    arguments = parser.parse_args()
    counts: Counter[int] = Counter()
    size = 0
    for text in _texts(arguments.bench):
        counts.update(set(short(hashes(tokens(text))).tolist()))
        size += 1
    keys = sorted(key for key, count in counts.items() if count >= _LEAST)
    most = math.log((size + 1) / (1 + _LEAST - 1))
    rare = [math.log((size + 1) / (counts[key] + 1)) / most for key in keys]
    table = {
        "words": np.array(keys, np.uint32),
        "weights": np.round(np.clip(rare, 0, 1) * np.array(255)).astype(np.uint8),
    }
    print(f"{len(keys)} words of {size} articles;", shipped.write(arguments.out, FILE, table))


def _texts(bench: Path) -> Iterator[str]:
    for name, part in _PARTS:
        with (bench / name).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if part in (None, row.get("split")):
                    yield f"{row.get('title') or ''}\n{row.get('text') or ''}"


if __name__ == "__main__":
    main()
