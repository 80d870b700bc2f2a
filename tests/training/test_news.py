"""Labels of real news: offsets alone, which hold of the text that was labelled and of no other."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest
from benchmarks.news_events import OPEN, SEALED, SECOND, texts

from onrecord.event.labels import MODES, STATUSES, TYPES

LEARNED = Path(__file__).parents[2] / "training" / "events" / "news.jsonl"


@pytest.mark.parametrize("path", [LEARNED, OPEN, SEALED, SECOND], ids=lambda path: path.stem)
def test_labels_have_offsets_within_the_paragraph_and_no_word_of_it(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(rows) > 100
    for row in rows:
        assert set(row) == {"file", "document", "start", "end", "crc32", "events"}
        for event in row["events"]:
            spans = [event.pop("trigger")]
            for part in ("again", "actors", "recipients", "items"):
                spans += event.pop(part, [])
            assert all(0 <= start < end <= row["end"] - row["start"] for start, end in spans)
            assert event["mode"] in {None, *MODES}
            assert event["type"] in TYPES
            assert event["status"] in STATUSES
            assert set(event) == {"mode", "type", "status", "denied", "claimed"}


def test_what_is_measured_on_is_not_learned_from() -> None:
    places = [
        {(row["file"], row["document"], row["start"]) for row in map(json.loads, path.read_text("utf-8").splitlines())}
        for path in (LEARNED, OPEN, SEALED)
    ]
    assert not places[0] & places[1]
    assert not places[0] & places[2]
    assert not places[1] & places[2]


def test_labels_are_of_the_text_that_was_labelled_and_no_other(tmp_path: Path) -> None:
    text = "A line above.\nNorland's minister met Tarsia's in Kelm."
    start = text.index("Norland")
    event: dict[str, object] = {"mode": None, "type": "CONSULT", "status": "done", "denied": False, "claimed": False}
    event |= {"trigger": [19, 22], "actors": [[0, 18], [23, 29]]}
    row: dict[str, object] = {"file": "news.jsonl", "document": "d1", "start": start, "end": len(text)}
    row |= {"crc32": zlib.crc32(text[start:].encode()), "events": [event]}
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps(row) + "\n", "utf-8")
    # A line separator within a text is no end of its line.
    rows = [{"id": "d0", "text": "another\u2028one"}, {"id": "d1", "text": text}]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), "utf-8")
    [read] = texts(labels, tmp_path)
    assert read["text"] == text[start:]
    assert [read["events"][0]["trigger"]["text"], *(one["text"] for one in read["events"][0]["actors"])] == [
        "met",
        "Norland's minister",
        "Tarsia",
    ]
    rows[1]["text"] = text.replace("Kelm", "Oslo")
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), "utf-8")
    with pytest.raises(ValueError, match="another text in d1"):
        list(texts(labels, tmp_path))
