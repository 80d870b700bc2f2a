"""Articles found on pages, against labelled ones: flattened text (single, several) and HTML.

    python -m benchmarks.pages            # reads ../shared/bench, or $ONRECORD_BENCH
    python -m benchmarks.pages --only flat_multi_dev

The shipped line model was trained on these very pages, so body and article F1 are far too good here: what it does on
sites that it has not seen, `python -m training.line_model` tells (docs/quality.md has the table). What this is for is
titles, dates and speed, and to see that nothing breaks.

Body and article F1 as the scorer beside the data defines them; for HTML word 4-grams, next to trafilatura on the same
files. Publication dates, titles and authors are counted where the labels have them, outlets by the page's address;
below the table, by what each rests on.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType

from benchmarks.metadata import Seen

from onrecord import article, capture
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
    details: dict[str, Seen] = {}
    for name in FLAT:
        if only in {None, name}:
            flat(bench, name, details)
    if only in {None, "html"}:
        html(bench, details)
    for name, seen in details.items():
        print(f"\n{name}", *seen.lines(), sep="\n  ")
    return 0


def flat(bench: Path, name: str, details: dict[str, Seen]) -> None:
    """One file of flattened pages."""
    scorer = load(bench / "score.py")
    pages = [json.loads(line) for line in (bench / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]
    predictions, seen = {}, Seen()
    started = time.process_time()
    for page in pages:
        found = articles(Raw(page["text"].encode("utf-8", "surrogatepass"), page["id"], "text", Given()))
        predictions[page["id"]] = [{"spans": one.body} for one in found]
        seen.compare(found, page["articles"], page["text"], page.get("url"))
    rate = len(pages) / (time.process_time() - started)
    score = scorer.score(pages, predictions)
    count = f"{score['count_right']:.3f}"
    show(
        f"{name} ({len(pages)})", figures(score["body"]), figures(score["article"]), count, *seen.cells(), f"{rate:.0f}"
    )
    details[name] = seen


def html(bench: Path, details: dict[str, Seen]) -> None:
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
            seen.setdefault(source, Seen()).compare(found[:1], [page], text, page["url"])
    for source in ("aeb", "fundus", "wcxb", "all"):
        some = [page for page in gold if source in {page["src"], "all"}]
        for who, predictions in (("", mine), (" trafilatura", theirs)):
            score = scorer.score(some, predictions)
            body = figures([score["precision"], score["recall"], score["f1"]])
            compared = ("", "", "") if who else (*seen[source].cells(), f"{len(gold) / took:.0f}")
            show(f"html {source}{who} ({score['pages']})", body, "", "", *compared)
    details["html"] = seen["all"]


def articles(raw: Raw) -> tuple[Article, ...]:
    """The articles of a page; none where it fails."""
    try:
        return article.find(capture.page(raw))
    except OnrecordError:
        return ()


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
