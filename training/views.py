"""Labelled flattened pages to train on: each page of HTML in the lines of several flatteners, with a label a line.

    python -m training.views --bench ../shared/bench --out views.jsonl

A page that is flattened by one program teaches how that program breaks lines. Here each page with HTML is flattened by
all of them and by onrecord itself, and each text is labelled from the article's own text (viewing/labels.py). A text
that has been labelled before keeps its labels. They are not carried over to the page's other texts: whether a line is
`dup` depends on what else stands in the text. (Where carried labels differed from made ones, the made ones were right:
mostly the body of a page of which one flattener shows two.)

A row a view: id (the page's), flattener, domain, lang, title, text, line_labels, line_classes (viewing/classes.py);
for flattener "onrecord" also line_links (0..1), line_tags, line_hidden, line_extracted, line_in_article (0 or 1).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from onrecord.errors import PageError
from training.viewing.classes import Dom, Known, line_classes
from training.viewing.flatteners import FLATTENERS, flattened
from training.viewing.labels import PLACES_BEFORE, Gold, Label, labels
from training.viewing.own import own_view

Row: TypeAlias = dict[str, Any]

OWN = "onrecord"
# It breaks paragraphs at each link and each bold word.
_BREAKS_PARAGRAPHS = frozenset({"beautifulsoup"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="folder that holds pages/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--flatteners", nargs="*", default=[*FLATTENERS, OWN], choices=[*FLATTENERS, OWN])
    arguments = parser.parse_args()
    pages = arguments.bench / "pages"
    before = {row["id"]: row for row in _rows(pages / "flat_single_dev.jsonl")}
    agreement: dict[Label, Counter[Label]] = defaultdict(Counter)
    views: Counter[str] = Counter()
    with arguments.out.open("w", encoding="utf-8") as out:
        for gold in _rows(pages / "gold_pages_dev.jsonl"):
            packed = pages / "html" / f"{gold['id']}.html.gz"
            if not packed.is_file():
                continue
            markup = gzip.decompress(packed.read_bytes()).decode("utf-8", "replace")
            for row in page_views(gold, markup, arguments.flatteners, before.get(gold["id"])):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                views[row["flattener"]] += 1
            if gold["id"] in before:
                _compare(before[gold["id"]], gold, agreement)
    print(f"views: {dict(views)}")
    print(agreement_table(agreement))
    return 0


def page_views(gold: Row, markup: str, flatteners: Sequence[str], before: Row | None) -> Iterator[Row]:
    """The views of one page; `gold` has its article, `before` is a view of it that has labels already."""
    dom = Dom.of(markup)
    known = Known.of(gold["authors"], gold["date"])
    article = Gold.of(gold["text"], gold["title"])
    for name in flatteners:
        extra: Row = {}
        if name == OWN:
            try:
                own = own_view(markup, gold["id"], gold["url"])
            except PageError as error:
                print(f"{gold['id']}: {error}", file=sys.stderr)
                continue
            text = own.text
            extra = {
                "line_links": own.links,
                "line_tags": own.tags,
                "line_hidden": own.hidden,
                "line_extracted": own.extracted,
                "line_in_article": own.in_article,
            }
        else:
            text = flattened(name, markup)
        found = _labels(text, article, name, before)
        yield {
            "id": gold["id"],
            "flattener": name,
            "domain": gold["domain"],
            "lang": gold["lang"],
            "title": gold["title"],
            "text": text,
            "line_labels": found,
            "line_classes": line_classes(text, dom, found, known),
            **extra,
        }


def _labels(text: str, article: Gold, name: str, before: Row | None) -> Sequence[Label]:
    if before is not None and before["flattener"] == name and _same_lines(text, before["text"]):
        return list(before["line_labels"])
    return labels(text, article, fragments=name in _BREAKS_PARAGRAPHS)


def _same_lines(one: str, other: str) -> bool:
    return [line.strip() for line in one.split("\n")] == [line.strip() for line in other.split("\n")]


def _compare(before: Row, gold: Row, agreement: Mapping[Label, Counter[Label]]) -> None:
    again = labels(before["text"], Gold.of(gold["text"], gold["title"]), places=PLACES_BEFORE)
    for label, now in zip(before["line_labels"], again, strict=True):
        agreement[label][now] += 1


def agreement_table(agreement: Mapping[Label, Counter[Label]]) -> str:
    """How the labels made before and those made now go together, a line for each label before."""
    lines = [
        f"{label:>6} {counts[label] / counts.total():.4f} of {counts.total()}: {dict(counts.most_common())}"
        for label, counts in sorted(agreement.items())
    ]
    return "\n".join(lines)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
