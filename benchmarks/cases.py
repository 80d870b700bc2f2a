"""Who said what in short texts that we wrote, by what makes each of them hard: marks, headlines, denials, chains ...

    python -m benchmarks.cases [open|sealed] [--errors] [--only CATEGORY]

`tests/gold/cases/` holds texts and answers (see CODEBOOK.md there). A statement is found where its content overlaps a
gold one's by IoU >= 0.5 of the letters; of those found the table counts the right speaker (one name's words all in the
other's), source (IoU >= 0.5), kind, act, denial, chain, addressee and occasion (there or not). `sealed` is for the end:
its errors are not told.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks import polnear
from benchmarks.gold import CONTENT_IOU, GOLD, Folded, gold_contents, letters_of, pairs, same_name

from onrecord import entity, language, statement
from onrecord.model import Article, Entity, Statement
from onrecord.spans import Spans

Case = dict[str, Any]
ASKED = ("speaker", "source", "kind", "act", "denied", "via", "addressee", "occasion")


@dataclass
class Counts:
    """What a category came to."""

    gold: int = 0
    mine: int = 0
    found: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """The figures in columns."""
        precision, recall = self.found / max(1, self.mine), self.found / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        shares = " ".join(f"{self.right[key] / max(1, self.found):9.2f}" for key in ASKED)
        return (
            f"{name:<26} {self.gold:4} {self.mine:4} {self.found:4}  {precision:.2f}  {recall:.2f}  {f1:.3f} {shares}"
        )


def read(case: Case) -> tuple[Article, str, tuple[Statement, ...], tuple[Entity, ...]]:
    """A case as one article, and what is found in it."""
    title = case["title"] or ""
    text = f"{title}\n\n{case['text']}" if title else case["text"]
    begin = len(text) - len(case["text"])
    article = polnear.article(case["id"], text, title=len(title), body=begin, language=case["language"])
    reading = language.read(article, text)
    statements, entities = statement.find(reading, entity.find(reading))
    return article, text, statements, entities


def letters(case: Case, text: str) -> list[set[int]]:
    """The letters of each gold statement's content."""
    folded = Folded.of(text)
    begin = len(Folded.of(text[: len(text) - len(case["text"])]).text)
    parts = [(True, 0), (False, begin)]
    out: dict[int, set[int]] = {}
    for in_title, at in parts:
        mine = [index for index, one in enumerate(case["statements"]) if one["in_title"] == in_title]
        contents = gold_contents(folded, at, [case["statements"][index] for index in mine])
        out.update(zip(mine, contents, strict=True))
    return [out[index] for index in range(len(out))]


def right(one: Statement, gold: dict[str, Any], text: str, names: dict[str, str]) -> dict[str, bool]:
    """What of a statement is as a person has it."""
    speakers: list[str | None] = [names[speaker] for speaker in one.speakers]
    speakers = speakers or [None]
    wanted = gold["speaker"].split("; ") if gold["speaker"] else [None]
    return {
        "speaker": any(same_name(mine, theirs) for mine in speakers for theirs in wanted),
        "source": _same_words(text, one.source, gold["source"]),
        "kind": one.kind == gold["kind"],
        "act": one.act == gold["act"],
        "denied": one.denied == gold["denied"],
        "via": bool(one.via) == bool(gold["via"]),
        "addressee": bool(one.addressee) == bool(gold["addressee"]),
        "occasion": bool(one.occasion) == bool(gold["occasion"]),
    }


def _same_words(text: str, spans: Spans, gold: str | None) -> bool:
    mine = {word for start, end in spans for word in text[start:end].casefold().split()}
    wanted = set((gold or "").casefold().split())
    return mine == wanted or len(mine & wanted) >= CONTENT_IOU * len(mine | wanted)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("set", nargs="?", choices=["open", "sealed"], default="open")
    ask.add_argument("--errors", action="store_true", help="list what was missed, added or wrong")
    ask.add_argument("--only", help="one category")
    asked = ask.parse_args()
    cases: list[Case] = json.loads((GOLD / "cases" / f"{asked.set}.json").read_text("utf-8"))
    table: dict[str, Counts] = {}
    every = Counts()
    for case in cases:
        if asked.only and case["category"] != asked.only:
            continue
        _, text, statements, entities = read(case)
        names = {one.id: one.name for one in entities}
        contents = letters(case, text)
        matched = pairs(contents, [letters_of(text, one.content) for one in statements], CONTENT_IOU)
        errors = [_told("MISSED", case["statements"][g]) for g in set(range(len(contents))) - {g for g, _ in matched}]
        extra = set(range(len(statements))) - {m for _, m in matched}
        errors += [f"EXTRA {statements[m].kind} {statements[m].speaker_name}: {statements[m].text}" for m in extra]
        for counts in (table.setdefault(case["category"], Counts()), every):
            counts.gold += len(contents)
            counts.mine += len(statements)
            counts.found += len(matched)
        for g, m in matched:
            answers = right(statements[m], case["statements"][g], text, names)
            for counts in (table[case["category"]], every):
                counts.right.update(key for key, value in answers.items() if value)
            wrong = [key for key, value in answers.items() if not value]
            if wrong:
                mine = statements[m].model_dump(mode="json")
                gold = case["statements"][g]
                told = ", ".join(f"{key} {mine.get(f'{key}_name', mine[key])!r} for {gold[key]!r}" for key in wrong)
                errors.append(f"WRONG {told}: {statements[m].text[:80]}")
        if asked.errors and asked.set == "open":
            print(*(f"{case['id']}: {' '.join(error.split())}" for error in errors), sep="\n")
    print(f"{'':<26} gold mine found    P     R     F1 " + " ".join(f"{key:>9}" for key in ASKED))
    for name, counts in table.items():
        print(counts.line(name))
    print(every.line("all"))


def _told(what: str, gold: dict[str, Any]) -> str:
    return f"{what} {gold['kind']} {gold['speaker']}: {' … '.join(gold['content'])}"


if __name__ == "__main__":
    main()
