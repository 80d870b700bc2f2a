"""The whole way on pages that we wrote and annotated: articles, their heads, and who said what.

    python -m benchmarks.gold [demo|pages|sealed] [--errors]

`tests/gold/` holds the answers (see CODEBOOK.md there). Counted: articles whose body overlaps a gold body by IoU >= 0.8
of its letters; of these the share with the right title, outlet, agency and publication date; statements whose content
overlaps gold content by IoU >= 0.5, and of these the right speaker (one name's words all in the other's), kind, act,
denial and chain. `sealed` is for the end: read no errors there.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord import capture, pipeline
from onrecord.capture import Raw
from onrecord.model import Article, Statement

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src" / "onrecord" / "data" / "demo"
GOLD = ROOT / "tests" / "gold"

BODY_IOU = 0.8
CONTENT_IOU = 0.5
# Words that a name may have or lack and still be the same name.
LOOSE = {"the", "a", "an", "of", "president", "minister", "mr", "ms", "mrs", "dr", "prof", "professor"}


@dataclass(frozen=True)
class Folded:
    """A page's text with white space folded, and where each character of it stood."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold the white space of a text."""
        kept = [at for at, char in enumerate(text) if not char.isspace() or (at and not text[at - 1].isspace())]
        return cls("".join(" " if text[at].isspace() else text[at] for at in kept), tuple(kept))

    def find(self, wanted: str, start: int = 0) -> tuple[int, int] | None:
        """Where a string stands, white space aside."""
        folded = " ".join(wanted.split())
        at = self.text.find(folded, start)
        return None if at < 0 else (at, at + len(folded))

    def letters(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """Where the letters and digits of some spans of the folded text stand in the page."""
        return {self.places[at] for start, end in spans for at in range(start, end) if self.text[at].isalnum()}


def letters_of(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Where the letters and digits of some spans stand."""
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def iou(one: set[int], other: set[int]) -> float:
    """The share of what either has that both have."""
    return len(one & other) / len(one | other) if one | other else 0.0


def gold_body(folded: Folded, article: dict[str, Any]) -> tuple[int, set[int]]:
    """Where a gold body begins in the folded text, and its letters."""
    first = folded.find(article["body_starts"])
    last = folded.find(article["body_ends"], first[0] if first else 0)
    if first is None or last is None:
        raise SystemExit(f"gold body not on its page: {article['title']}")
    holes = [hole for text in article["body_excludes"] if (hole := folded.find(text, first[0]))]
    return first[0], folded.letters([(first[0], last[1])]) - folded.letters(holes)


def gold_contents(folded: Folded, begin: int, statements: list[dict[str, Any]]) -> list[set[int]]:
    """The letters of each gold statement's content, looked for in the order in which they are listed."""
    out, at = [], begin
    for statement in statements:
        spans, near = [], at
        for piece in statement["content"]:
            found = folded.find(piece, near) or folded.find(piece, begin)
            if found is None:
                raise SystemExit(f"gold content not on its page: {piece}")
            spans.append(found)
            near = found[1]
        at = min(spans)[0]
        out.append(folded.letters(spans))
    return out


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one but for titles and completion."""
    if one is None or other is None:
        return one is other
    first, second = (
        {word for word in re.findall(r"\w+", name.casefold()) if word not in LOOSE} for name in (one, other)
    )
    return bool(first & second) and (first <= second or second <= first)


def pairs(gold: list[set[int]], mine: list[set[int]], least: float) -> list[tuple[int, int]]:
    """Gold and found matched one to one, best overlap first."""
    ranked = sorted(
        (
            (value, g, m)
            for g, one in enumerate(gold)
            for m, two in enumerate(mine)
            if (value := iou(one, two)) >= least
        ),
        reverse=True,
    )
    out: list[tuple[int, int]] = []
    for _, g, m in ranked:
        if all(g != taken and m != used for taken, used in out):
            out.append((g, m))
    return out


class Score:
    """Counts over pages, and the lines of what went wrong."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self.count: Counter[str] = Counter()
        self.errors: list[str] = []

    def page(self, name: str, text: str, articles: tuple[Article, ...], gold: list[dict[str, Any]]) -> None:
        """Count one page."""
        folded = Folded.of(text)
        bodies = [gold_body(folded, article) for article in gold]
        self.count["gold articles"] += len(gold)
        self.count["articles"] += len(articles)
        matched = pairs([body for _, body in bodies], [letters_of(text, a.body) for a in articles], BODY_IOU)
        missed = [gold[g]["title"] for g in range(len(gold)) if g not in {g for g, _ in matched}]
        self.errors += [f"{name}: article missed or body off: {title}" for title in missed]
        for g, m in matched:
            self.count["right articles"] += 1
            self._head(name, articles[m], gold[g])
        contents = [
            letters
            for (begin, _), one in zip(bodies, gold, strict=True)
            for letters in gold_contents(folded, begin, one["statements"])
        ]
        wanted = [statement for one in gold for statement in one["statements"]]
        self._statements(name, text, articles, wanted, contents)

    def _head(self, name: str, article: Article, gold: dict[str, Any]) -> None:
        got: dict[str, str | None] = {
            "title": article.title,
            "outlet": article.outlet.name if article.outlet else None,
            "agency": article.agency.name if article.agency else None,
            "published": ((article.published and article.published.value) or "")[:10] or None,
            "kind": article.kind,
        }
        for key, value in got.items():
            right = " ".join((value or "").split()) == " ".join((gold[key] or "").split())
            self.count[f"right {key}"] += right
            self.count[f"missing {key}"] += value is None and gold[key] is not None
            if not right:
                self.errors.append(f"{name}: {key} {value!r}, gold {gold[key]!r}")

    def _statements(
        self, name: str, text: str, articles: tuple[Article, ...], gold: list[dict[str, Any]], contents: list[set[int]]
    ) -> None:
        mine = [(article, one) for article in articles for one in article.statements]
        self.count["gold statements"] += len(gold)
        self.count["statements"] += len(mine)
        matched = pairs(contents, [letters_of(text, one.content) for _, one in mine], CONTENT_IOU)
        for g, m in matched:
            self.count["found statements"] += 1
            article, one = mine[m]
            self._attributes(name, article, one, gold[g])
        taken, used = {g for g, _ in matched}, {m for _, m in matched}
        for g, statement in enumerate(gold):
            if g not in taken:
                self.errors.append(
                    f"{name}: MISSED {statement['kind']} {statement['speaker']}: {' … '.join(statement['content'])}"
                )
        for m, (_, one) in enumerate(mine):
            if m not in used:
                self.errors.append(f"{name}: EXTRA {one.kind} {one.speaker_name}: {' '.join(one.text.split())}")

    def _attributes(self, name: str, article: Article, one: Statement, gold: dict[str, Any]) -> None:
        names = {entity.id: entity.name for entity in article.entities}
        speakers: list[str | None] = [names.get(speaker, "") for speaker in one.speakers]
        speakers = speakers or [one.speaker_name]
        wanted = (gold["speaker"] or "").split("; ") if gold["speaker"] else [None]
        right = any(same_name(mine, theirs) for mine in speakers for theirs in wanted)
        self.count["right speaker"] += right
        self.count["null speaker"] += one.speaker_name is None and gold["speaker"] is not None
        if not right:
            self.errors.append(
                f"{name}: SPEAKER {one.speaker_name!r}, gold {gold['speaker']!r}: {' '.join(one.text.split())[:80]}"
            )
        for key in ("kind", "act", "denied"):
            self.count[f"right {key} of statement"] += getattr(one, key) == gold[key]
        self.count["right via"] += bool(one.via) == bool(gold["via"])

    def table(self) -> str:
        """The figures, a line each."""
        count = self.count
        lines = [f"articles   {count['right articles']} of {count['gold articles']} right, {count['articles']} found"]
        lines += [
            f"  {key:<9} {count[f'right {key}']} of {count['right articles']} right, "
            f"{count[f'missing {key}']} not found"
            for key in ("title", "outlet", "agency", "published", "kind")
        ]
        found, gold, mine = count["found statements"], count["gold statements"], count["statements"]
        precision, recall = found / max(1, mine), found / max(1, gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        both = count["right speaker"]
        end = 2 * both / max(1, mine + gold)
        lines.append(f"statements {found} of {gold} found, {mine} given: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")
        lines.append(f"  speaker   {both} of {found} right, {count['null speaker']} null; F1 with speaker {end:.3f}")
        lines += [
            f"  {key:<9} {count[name]} of {found} right"
            for key, name in (
                ("kind", "right kind of statement"),
                ("act", "right act of statement"),
                ("denied", "right denied of statement"),
                ("via", "right via"),
            )
        ]
        return "\n".join(lines)


def read(path: Path, captured: str | None) -> tuple[str, tuple[Article, ...]]:
    """The text and the articles of a page; both empty where it cannot be read."""
    [raw] = capture.raws([str(path)], captured=captured)
    if isinstance(raw, Raw):
        outcome = pipeline.read_raw(raw)
        if isinstance(outcome, pipeline.Done):
            return outcome.page.text, outcome.articles
        print(f"{path.name}: {outcome.error}")
        return capture.page(raw).text, ()
    raise SystemExit(str(raw))


def main() -> None:
    """Read the pages of a set and print the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("set", nargs="?", choices=["demo", "pages", "sealed"], default="pages")
    ask.add_argument("--errors", action="store_true", help="list what was missed, added or wrong")
    asked = ask.parse_args()
    score = Score()
    if asked.set == "demo":
        wanted = [(DEMO / one["file"], one) for one in json.loads((GOLD / "demo.json").read_text("utf-8"))]
    else:
        files = sorted((GOLD / asked.set).glob("p[0-9][0-9].json"))
        wanted = [(file.with_suffix(".txt"), json.loads(file.read_text("utf-8"))) for file in files]
    for path, one in wanted:
        text, articles = read(path, one.get("captured"))
        score.page(path.name, text, articles, one["articles"])
    if asked.errors and asked.set != "sealed":
        print("\n".join(score.errors))
    print(score.table())


if __name__ == "__main__":
    main()
