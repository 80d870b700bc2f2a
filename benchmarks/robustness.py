"""Statements on PolNeAR dev as bad captures have it: marks dropped, swapped, re-opened, stripped; capitals; noise.

    python -m benchmarks.robustness [--lots N]

Each row spoils all documents in one way (training/statement_model/spoil.py) and gives e2e F1 by the scorer, beside that
of the documents as they are. Every span that is found must lie in the text and have a letter or digit in it; what does
not is counted, as are exceptions.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, field

from benchmarks import polnear
from benchmarks.statements import QUOTED, spans
from training.statement_model.spoil import SPOILERS, Document

from onrecord import entity, statement
from onrecord.model import Statement


@dataclass
class Row:
    """What a way of spoiling came to."""

    documents: list[Document] = field(default_factory=list)
    predictions: dict[str, list[dict[str, list[list[int]]]]] = field(default_factory=dict)
    broken: int = 0
    raised: int = 0


def read(documents: list[Document]) -> Row:
    """Find the statements of some documents."""
    row = Row(documents)
    score = polnear.scorer()
    for document in documents:
        text = document["text"]
        found: tuple[Statement, ...] = ()
        try:
            reading = polnear.reading(document)
            found, _ = statement.find(reading, entity.find(reading))
        except Exception as error:  # noqa: BLE001 - to be counted is what they are here for
            row.raised += 1
            print(f"{document['id']}: {type(error).__name__}: {error}")
        for one in found:
            for start, end in (*one.content, *one.cue, *one.source):
                whole = 0 <= start < end <= len(text) and not text[start:end].isspace()
                row.broken += not whole
        row.predictions[document["id"]] = score.merged([spans(text, one) for one in found])
    return row


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--lots", type=int, default=1, help="what the lots are drawn by")
    lots = ask.parse_args().lots
    score, plain = polnear.scorer(), polnear.documents("dev")
    ways = {"as they are": plain}
    for name, spoil in SPOILERS.items():
        drawn = random.Random(lots)  # noqa: S311 - to spoil, not to hide
        ways[name] = [spoil(document, drawn) for document in plain]
    print(f"{'':<28} {'ALL':>6} {'QUOTED':>7}  broken spans  exceptions")
    for name, documents in ways.items():
        row = read(documents)
        every, quoted = (score.score(documents, row.predictions, types)["e2e"][2] for types in (None, QUOTED))
        print(f"{name:<28} {every:6.1f} {quoted:7.1f}  {row.broken:12}  {row.raised:10}", flush=True)


if __name__ == "__main__":
    main()
