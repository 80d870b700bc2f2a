"""Articles found on pages, against labelled ones: flattened text (single, several) and HTML.

    python -m benchmarks.pages            # reads ../shared/bench, or $ONRECORD_BENCH
    python -m benchmarks.pages --only flat_multi_dev

Body and article F1 as the scorer beside the data defines them; for HTML word 4-grams, next to trafilatura on the same
files. Publication dates and titles are counted where the labels have them.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord import article, capture
from onrecord.article.lists import key
from onrecord.capture import Given, Raw
from onrecord.errors import OnrecordError
from onrecord.model import Article

FLAT = ("flat_single_dev", "flat_multi_dev")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--only", choices=[*FLAT, "html"])
    only = arguments.parse_args().only
    bench = Path(os.environ.get("ONRECORD_BENCH", "../shared/bench")) / "pages"
    if not bench.is_dir():
        print(f"{bench} is missing: set ONRECORD_BENCH to the folder that holds pages/", file=sys.stderr)
        return 2
    print(
        "| pages | body P / R / F1 | article P / R / F1 | count right | title | date right / wrong / none | pages/s |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in FLAT:
        if only in {None, name}:
            flat(bench, name)
    if only in {None, "html"}:
        html(bench)
    return 0


def flat(bench: Path, name: str) -> None:
    """One file of flattened pages."""
    scorer = load(bench / "score.py")
    pages = [json.loads(line) for line in (bench / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]
    predictions, seen = {}, Seen()
    started = time.process_time()
    for page in pages:
        found = articles(Raw(page["text"].encode("utf-8", "surrogatepass"), page["id"], "text", Given()))
        predictions[page["id"]] = [{"spans": one.body} for one in found]
        seen.compare(found, page["articles"])
    rate = len(pages) / (time.process_time() - started)
    score = scorer.score(pages, predictions)
    count = f"{score['count_right']:.3f}"
    show(
        f"{name} ({len(pages)})", figures(score["body"]), figures(score["article"]), count, *seen.cells(), f"{rate:.0f}"
    )


def html(bench: Path) -> None:
    """The HTML pages, by source, beside trafilatura alone."""
    import trafilatura  # noqa: PLC0415

    scorer = load(bench / "html_score.py")
    lines = (bench / "gold_pages_dev.jsonl").read_text(encoding="utf-8").split("\n")
    gold = [
        page for page in map(json.loads, filter(None, lines)) if (bench / "html" / f"{page['id']}.html.gz").is_file()
    ]
    mine: dict[str, str] = {}
    theirs: dict[str, str] = {}
    seen: dict[str, Seen] = {}
    took = 0.0
    for page in gold:
        data = gzip.decompress((bench / "html" / f"{page['id']}.html.gz").read_bytes())
        started = time.process_time()
        found = articles(Raw(data, page["id"], "html", Given(url=page["url"] or None)))
        took += time.process_time() - started
        text = capture.page(Raw(data, page["id"], "html", Given())).text if found else ""
        mine[page["id"]] = "\n".join(text[start:end] for one in found for start, end in one.body)
        theirs[page["id"]] = trafilatura.extract(data, favor_precision=True, include_comments=False) or ""
        for source in (page["src"], "all"):
            seen.setdefault(source, Seen()).compare(found[:1], [page])
    for source in ("aeb", "fundus", "wcxb", "all"):
        some = [page for page in gold if source in {page["src"], "all"}]
        for who, predictions in (("", mine), (" trafilatura", theirs)):
            score = scorer.score(some, predictions)
            body = figures([score["precision"], score["recall"], score["f1"]])
            compared = ("", "", "") if who else (*seen[source].cells(), f"{len(gold) / took:.0f}")
            show(f"html {source}{who} ({score['pages']})", body, "", "", *compared)


def articles(raw: Raw) -> tuple[Article, ...]:
    """The articles of a page; none where it fails."""
    try:
        return article.find(capture.page(raw))
    except OnrecordError:
        return ()


class Seen:
    """Titles and dates that were compared."""

    def __init__(self) -> None:
        """Nothing compared yet."""
        self.titles: Counter[bool] = Counter()
        self.dates: Counter[str] = Counter()

    def compare(self, found: tuple[Article, ...], gold: list[dict[str, Any]]) -> None:
        """Count whether the titles are there, and a single article's date."""
        titles = {key(one.title or "") for one in found}
        self.titles.update(key(one["title"]) in titles for one in gold if one["title"])
        if len(gold) != 1 or not gold[0]["date"]:
            return
        said = found[0].published if found else None
        value = said.value if said else None
        self.dates["none" if not value else "right" if value == str(gold[0]["date"])[:10] else "wrong"] += 1

    def cells(self) -> tuple[str, str]:
        """The share of titles found, and of dates how many were right, wrong, and not said."""
        titles = f"{self.titles[True] / max(1, self.titles.total()):.3f}"
        return titles, f"{self.dates['right']} / {self.dates['wrong']} / {self.dates['none']}"


def show(name: str, *cells: str) -> None:
    print("|", " | ".join((name, *cells)), "|", flush=True)


def figures(values: list[float]) -> str:
    return " / ".join(f"{value:.3f}" for value in values)


def load(path: Path) -> ModuleType:
    """The scorer that lies beside the data."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    raise SystemExit(main())
