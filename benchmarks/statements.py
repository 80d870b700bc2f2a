"""Statements on PolNeAR dev: found, matched, with the right source; how well confidence is calibrated; and how fast.

python -m benchmarks.statements        (half a minute)

Peers by the same scorer, e2e ALL and QUOTED: Gender Gap Tracker 42.6 and 53.1, Citron about 35 and 47, two people 73.2
and 90.8.
"""

from __future__ import annotations

import json
import re
import time

from benchmarks import polnear
from benchmarks.calibration import told as reliability

from onrecord import entity, statement
from onrecord.model import Statement
from onrecord.statement import heads
from onrecord.statement.confidence import confidence
from onrecord.statement.drafts import drafts
from onrecord.statement.surroundings import Surroundings

# The conjunction and the mark that may stand between it and a content.
_THAT = re.compile(r"\bthat\s+[\"'“‘«„]*$", re.IGNORECASE)
QUOTED = {"direct", "mixed"}


def spans(text: str, found: Statement) -> dict[str, list[list[int]]]:
    """A statement as the scorer reads it; PolNeAR counts the conjunction to the content, we do not."""
    content = [
        [
            max(0, start - 10) + before.start()
            if (before := _THAT.search(text[max(0, start - 10) : start]))
            else start,
            end,
        ]
        for start, end in found.content
    ]
    return {"source": [list(s) for s in found.source], "cue": [list(s) for s in found.cue], "content": content}


def main() -> None:
    documents, score = polnear.documents("dev"), polnear.scorer()
    first = polnear.reading(documents[0])  # loads the models outside the clock
    statement.find(first, entity.find(first))
    begin = time.process_time()
    readings = [polnear.reading(document) for document in documents]
    parsed = time.process_time()
    named = [entity.find(reading) for reading in readings]
    told = time.process_time()
    for reading in readings:
        heads.cues(reading.encoded.states)
    encoded = time.process_time()
    found = [statement.find(*pair)[0] for pair in zip(readings, named, strict=True)]
    done = time.process_time()
    predictions = {
        document["id"]: score.merged([spans(document["text"], one) for one in statements])
        for document, statements in zip(documents, found, strict=True)
    }
    for name, types in (("ALL", None), ("QUOTED", QUOTED), ("INDIRECT", {"indirect"})):
        print(name.ljust(9), json.dumps(score.score(documents, predictions, types)))
    pairs: list[tuple[float, bool]] = []
    for document, reading in zip(documents, readings, strict=True):
        assert reading.doc is not None
        mine = drafts(Surroundings(reading.doc, reading.quotations, reading.paragraphs), reading.encoded)
        sure = [confidence(item) for item in mine]
        pairs += zip(sure, polnear.matched(document, mine, score), strict=True)
    print(reliability(pairs))
    count = len(documents)
    spent = {
        "parse": parsed - begin,
        "entities": told - parsed,
        "statements": done - told,
        "of these encoder": encoded - told,
    }
    # The encoder's time is part of the statements'.
    speeds = ", ".join(f"{name} {count / seconds:.1f}" for name, seconds in spent.items())
    print(f"documents a CPU second: {speeds}; statements {spent['parse'] / spent['statements']:.2f} times the parse")
    print(
        f"unresolved speakers: {sum(one.speaker is None for all_ in found for one in all_)} of {sum(map(len, found))}"
    )


if __name__ == "__main__":
    main()
