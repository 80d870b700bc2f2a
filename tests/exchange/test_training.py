"""What people ruled as labels, and the loader that takes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.exchange.conftest import CLAIMED, ODD, ODD_SAID
from tests.record.newsroom import IDS, NEVER, OWN, VALDIN
from training.statement_model.given import given

from onrecord.exchange.formats import export
from onrecord.record import Signature, Store

ME = Signature("jo")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def articles(store: Store, folder: Path) -> dict[str, dict[str, Any]]:
    export(store, "training", folder)
    return {one["id"]: one for one in read(folder / "statements.jsonl")}


def words(document: dict[str, Any], kind: str, role: str = "content") -> list[str]:
    return ["".join(document["text"][start:end] for start, end in one[role]) for one in document[kind]]


def test_an_article_that_somebody_looked_through_is_whole(full: Store, tmp_path: Path) -> None:
    [odd] = [one for one in articles(full, tmp_path).values() if one["title"] == ODD.title]
    assert odd["whole"]
    assert words(odd, "rejected") == [ODD.lines[0][1]]
    assert words(odd, "attributions") == [ODD.lines[1][1]]
    assert words(odd, "attributions", "source") == [ODD.lines[1][0]]
    assert odd["text"].startswith(ODD.title + "\n\n")
    assert odd["unseen"] == []


def test_what_nobody_looked_at_is_kept_apart(full: Store, tmp_path: Path) -> None:
    own = OWN.made()[1][0]
    [said] = own.statements
    [place] = said.content
    full.add_statement(own.id, "We threw ropes and counted heads", {"speaker": IDS[VALDIN]}, ME)
    held = articles(full, tmp_path)[own.id]
    assert not held["whole"]
    assert words(held, "unseen") == [NEVER]
    assert words(held, "attributions") == ["We threw ropes and counted heads"]
    assert list(held["attributions"][0]["ruled"]) == ["added"]
    full.accept(said.id, ME)
    assert articles(full, tmp_path)[own.id]["whole"]
    assert place == said.content[0]


def test_a_ruling_has_what_was_read_and_what_is_now(full: Store, tmp_path: Path) -> None:
    export(full, "training", tmp_path)
    held = {one["ruling"]["id"]: one for one in read(tmp_path / "rulings.jsonl") if "id" in one["ruling"]}
    rejected, corrected = (held[id_] for id_ in ODD_SAID)
    assert (rejected["machine"]["text"], rejected["person"]) == (ODD.lines[0][1], None)
    assert (corrected["machine"]["act"], corrected["machine"]["denied"]) == ("said", False)
    assert (corrected["person"]["act"], corrected["person"]["denied"]) == ("thought", True)
    [claimed] = [one for one in held.values() if one["machine"] and one["machine"].get("text") == CLAIMED.text]
    assert claimed["machine"]["id"] == claimed["person"]["id"]
    [deed] = [one for one in held.values() if one["ruling"]["of"] == "event"]
    assert (deed["machine"]["status"], deed["person"]["status"]) == ("done", "planned")
    who = [one for one in read(tmp_path / "rulings.jsonl") if "id" not in one["ruling"]]
    assert [(one["ruling"]["ruling"], one["machine"], one["person"]) for one in who] == [("same", None, None)]
    texts = {one["capture"]: one for one in read(tmp_path / "texts.jsonl")}
    for one in held.values():
        evidence = one["ruling"]["evidence"]
        [anchor, *_] = evidence["anchors"]
        text = texts[evidence["capture"]]
        assert text["sha256"] == evidence["text"]
        assert text["text"][anchor["start"] : anchor["end"]].startswith(anchor["head"])


def test_a_correction_of_the_words_leads_back_to_what_was_read(full: Store, tmp_path: Path) -> None:
    [said] = OWN.made()[1][0].statements
    [(start, end)] = said.content
    full.correct(said.id, {"content": [[start, end - len(" of ours")]]}, ME)
    held = articles(full, tmp_path)
    export(full, "training", tmp_path)
    [made] = [one for one in read(tmp_path / "rulings.jsonl") if one["ruling"].get("id") == said.id]
    assert made["machine"]["text"] == NEVER
    assert made["person"]["text"] == NEVER.removesuffix(" of ours")
    assert made["person"]["id"] != said.id
    assert words(held[OWN.made()[1][0].id], "attributions") == [NEVER.removesuffix(" of ours")]


def test_what_was_undone_is_no_label(full: Store, tmp_path: Path) -> None:
    for one in full.decisions():
        if one.ruling.ruling in {"reject", "correct", "accept"}:
            full.undo(one.number, ME)
    assert articles(full, tmp_path) == {}
    assert {one["ruling"]["ruling"] for one in read(tmp_path / "rulings.jsonl")} == {"same"}
    assert read(tmp_path / "texts.jsonl") == []


def test_the_loader_takes_what_is_whole_and_says_what_it_leaves(full: Store, tmp_path: Path) -> None:
    own = OWN.made()[1][0]
    full.add_statement(own.id, "We threw ropes and counted heads", {"speaker": IDS[VALDIN]}, ME)
    export(full, "training", tmp_path)
    held = given(tmp_path)
    assert held.in_part == 1
    assert held.foreign == 0
    assert ODD.title in {one["title"] for one in held.documents}
    assert all(one["whole"] for one in held.documents)
    # As labelled news has it: spans of offsets by role.
    for document in held.documents:
        for one in document["attributions"]:
            assert {"source", "cue", "content"} <= one.keys()
    text = (tmp_path / "statements.jsonl").read_text(encoding="utf-8")
    (tmp_path / "statements.jsonl").write_text(text.replace('"language":"en"', '"language":"tr"'), encoding="utf-8")
    assert given(tmp_path) == ([], 1, len(held.documents))


def test_the_loader_names_a_span_that_does_not_fit(full: Store, tmp_path: Path) -> None:
    export(full, "training", tmp_path)
    lines = read(tmp_path / "statements.jsonl")
    whole = next(one for one in lines if one["whole"] and one["attributions"])
    whole["attributions"][0]["content"] = [[5, 10_000_000]]
    (tmp_path / "statements.jsonl").write_text(json.dumps(whole) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"statements.jsonl, line 1: st_\w+ has a span \(5, 10000000\)"):
        given(tmp_path)


def test_nothing_ruled_gives_empty_files(store: Store, tmp_path: Path) -> None:
    for path in export(store, "training", tmp_path):
        assert path.read_bytes() == b""
    assert given(tmp_path) == ([], 0, 0)
