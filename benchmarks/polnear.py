"""PolNeAR documents as articles, and the scorer that stands beside them; see ../shared/bench/README.md."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import language, statement
from onrecord.model import Article, Capture, TextRef, sha256, text_sha256

if TYPE_CHECKING:
    from types import ModuleType

    from onrecord.language import Reading
    from onrecord.statement.draft import Draft

Document = dict[str, Any]


def folder() -> Path:
    """Where the labelled statements are; ends the program with a line that says what is missing."""
    here = Path(os.environ.get("ONRECORD_BENCH") or Path(__file__).parents[2] / "shared" / "bench") / "statements"
    if not (here / "score.py").is_file():
        sys.exit(f"no labelled statements at {here}: set ONRECORD_BENCH to the folder that holds statements/score.py")
    return here


def documents(part: str) -> list[Document]:
    """The labelled documents of a part, "train" or "dev"."""
    path = folder() / f"polnear_{part}.jsonl"
    if not path.is_file():
        sys.exit(f"{path} is missing")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def scorer() -> ModuleType:
    """The scorer, as a module."""
    return module(folder() / "score.py")


def module(path: Path) -> ModuleType:
    """A scorer that lies beside the data, as a module."""
    spec = importlib.util.spec_from_file_location(f"{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def article(source: str, text: str, *, title: int = 0, body: int = 0, language: str = "en") -> Article:
    """A text as one clean article: its first `title` characters the title, all from `body` on the body."""
    kept = sha256(text.encode("utf-8"))
    ref = TextRef(sha256=text_sha256(text), made_by="benchmark")
    capture = Capture(id=kept, source=source, url=None, canonical_url=None, record_id=None, captured=None, text=ref)
    nothing = {"outlet": None, "agency": None, "dateline": None, "published": None}
    empty = {"byline": (), "captions": (), "entities": (), "statements": (), "events": ()}
    return Article(
        made_by={"statement": statement.VERSION},
        id=source,
        kind="news",
        language=language,
        capture=capture,
        title=text[:title] or None,
        title_spans=((0, title),) if title else (),
        body=((body, len(text)),),
        figures=(),
        unresolved={},
        **nothing,
        **empty,
    )


def reading(document: Document) -> Reading:
    """A document parsed."""
    return language.read(article(document["id"], document["text"]), document["text"])


def matched(document: Document, drafts: list[Draft], score: ModuleType) -> list[bool]:
    """Of each draft whether a person marked the same content with the same source.

    PolNeAR gives words that somebody is quoted as saying to the one who quotes.
    """
    text = document["text"]
    gold = [dict(one, chars=score.characters(text, one["content"])) for one in document["attributions"]]
    mine = [{"chars": score.characters(text, item.content)} for item in drafts]
    out = [False] * len(drafts)
    for i, j in score.match(gold, mine):
        want = score.characters(text, gold[i]["source"] or [])
        have = [score.characters(text, spans) for spans in (drafts[j].source, drafts[j].via) if spans]
        same = [max(want) in chars and score.iou(want, chars) >= 0.3 for chars in have] if want else [not have]
        out[j] = any(same)
    return out
