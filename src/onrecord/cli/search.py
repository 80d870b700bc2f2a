"""`onrecord search`: full text over articles and statements, best first, the words marked in context."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord.cli.listing import json_line, tell_if_empty
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint, hanging, is_coloured, marked
from onrecord.display import searching
from onrecord.display.statements import day

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.record import Hit


class Kind(StrEnum):
    """What to search."""

    ARTICLE = "article"
    STATEMENT = "statement"


class Order(StrEnum):
    """What stands first."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='Words; "in quotes" together; drone* begins so.')
    ],
    record: RecordPath = DEFAULT_RECORD,
    kind: Annotated[Kind | None, typer.Option("--in", help="Only articles, or only statements.")] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Only what has these words as they stand.")] = False,
    order: Annotated[Order, typer.Option("--order", help="The best first, or by when it was said.")] = Order.BEST,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find articles and statements by their words and by what they mean, best first.

    All words must be there; where nothing has all of them, some will do, and the last line says so. Statements that
    say it in other words follow. Case and accents do not count. speaker:NAME, outlet:NAME, country:NAME, since:2022,
    until:2022-08 and kind:direct among the words are conditions. A question is understood as one: "what did Ruvell
    say about drones in 2022?"

    Example: onrecord search "turn-key enterprises"
    """
    from onrecord.record import Scope, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record) as store:
        scope = Scope(
            limit=limit, kind=kind.value if kind else None, by_meaning=not exact, as_typed=exact, order=order.value
        )
        hits = store.search(_typed(words), scope)
        out = console()
        if (told := searching.told(hits.asked)) and not as_json:
            out.print(Text(told, STYLES["faint"]))
        for hit in hits:
            if as_json:
                about: dict[str, object] = {
                    "article": hit.article.model_dump(mode="json"),
                    "match": hit.match,
                    "score": hit.score,
                }
                about |= {"words": hit.words, "near": hit.near}
                sys.stdout.write(json_line(hit.item, **about, marks=hit.marks) + "\n")
            else:
                out.print(_block(hit, out))
        for line in (searching.count(hits), *searching.remarks(hits)):
            console(err=True).print(line, style="dim", markup=False)
        if not hits:
            tell_if_empty(store)


def _typed(words: list[str]) -> str:
    """The arguments as one text: what was quoted in the shell stands together, unless it is a question."""
    from onrecord.record import understood  # noqa: PLC0415 - loaded with the store

    out = []
    for word in words:
        name, colon, value = word.partition(":")
        if " " not in word or '"' in word or understood(word).is_question:
            out.append(word)
        elif colon and " " not in name:
            out.append(f'{name}:"{value}"')
        else:
            out.append(f'"{word}"')
    return " ".join(out)


def _block(hit: Hit, out: Console) -> Text:
    speaker = getattr(hit.item, "speaker_name", None)
    head = Text().append(speaker or hit.article.title or hit.match, STYLES["source"])
    head.append(f"  {hit.match} {hit.item.id}", STYLES["faint"])
    text, marks = hit.snippet.text, [(mark, "hit") for mark in hit.snippet.marks]
    words = marked(text, marks, window=(0, len(text)), colour=is_coloured(out))
    why = "in other words" if searching.is_in_other_words(hit) else None
    where = " · ".join(part for part in (hit.article.outlet, hit.article.title if speaker else None, why) if part)
    return hanging(day(hit.article.published), [head, words, *([faint(where)] if where else [])], out)
