"""`onrecord search`: full text over articles and statements, best first, the words marked in context."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.listing import json_line, tell_if_empty
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console, counted
from onrecord.cli.render import STYLES, day, faint, hanging, is_coloured, marked

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Hit


class Kind(StrEnum):
    """What to search."""

    ARTICLE = "article"
    STATEMENT = "statement"


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='Words; "in quotes" together; drone* begins so.')
    ],
    record: RecordPath = DEFAULT_RECORD,
    kind: Annotated[Kind | None, typer.Option("--in", help="Only articles, or only statements.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find articles and statements by their words, best first.

    All words must be there; where nothing has all of them, some will do, and the last line says so. Case and accents do
    not count.

    Example: onrecord search "turn-key enterprises"
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    # An argument with a space was quoted in the shell: its words stand together.
    asked = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with Store(record) as store:
        hits = store.search(asked, limit=limit, kind=kind.value if kind else None)
        out = console()
        for hit in hits:
            if as_json:
                about = {"article": hit.article.model_dump(mode="json"), "match": hit.match, "score": hit.score}
                sys.stdout.write(json_line(hit.item, **about, marks=hit.marks) + "\n")
            else:
                out.print(_block(hit, out))
        told = counted(len(hits), "hit")
        if hits.widened:
            told += "; nothing has all the words, so these have some of them"
        console(err=True).print(told, style="dim")
        if not hits:
            tell_if_empty(store)


def _block(hit: Hit, out: Console) -> Text:
    speaker = getattr(hit.item, "speaker_name", None)
    head = Text().append(speaker or hit.article.title or hit.match, STYLES["source"])
    head.append(f"  {hit.match} {hit.item.id}", STYLES["faint"])
    text, marks = hit.snippet.text, [(mark, "hit") for mark in hit.snippet.marks]
    words = marked(text, marks, window=(0, len(text)), colour=is_coloured(out))
    where = " · ".join(part for part in (hit.article.outlet, hit.article.title if speaker else None) if part)
    return hanging(day(hit.article.published), [head, words, *([faint(where)] if where else [])], out)
