"""What all listings share: one object a line with --json, else lines to read, and a last line that counts."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from onrecord.cli.output import console
from onrecord.display.numbers import counted
from onrecord.model import Noun

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.record import ArticleRef, Listed, Listing, Store

T = TypeVar("T", bound=Noun)


def json_line(item: Noun, **more: object) -> str:
    """An item as one line of JSON, with more keys behind its own."""
    return json.dumps(item.model_dump(mode="json") | more, ensure_ascii=False, separators=(",", ":"))


def listed_line(found: Listed[T]) -> str:
    """An item with the article that it stands in, as listings print it with --json."""
    return json_line(found.item, article=found.article.model_dump(mode="json"))


def show_listing(
    listing: Listing[T], one: str, many: str, block: Callable[[T, ArticleRef, Console], Text] | None = None
) -> int:
    """Print what a query found, as JSON where no block is given, and return how many; the count goes to stderr."""
    count = 0
    out = console()
    for found in listing:
        count += 1
        if block is None:
            sys.stdout.write(listed_line(found) + "\n")
        else:
            out.print(block(found.item, found.article, out))
    tell_count(count, one, many, listing)
    return count


def tell_count(count: int, one: str, many: str, listing: Listing[T]) -> None:
    """Say on standard error how many were listed, and how many were not for want of a date."""
    told = counted(count, one, many)
    if undated := listing.undated:
        told += f"; {undated:,} more fit but have no date"
    console(err=True).print(told, style="dim")


def suggest(store: Store, name: str, *, sides: bool = False) -> None:
    """Say on standard error which names (of `sides` of events) are spelt nearly like one by which nothing was found."""
    names = store.near(name, sides=sides)
    if names:
        console(err=True).print(f"did you mean {' or '.join(names)}?")


def tell_if_empty(store: Store) -> bool:
    """Say on standard error that nothing can be found in a record without articles, and what to do; whether it is."""
    is_empty = not store.counts()["articles"]
    if is_empty:
        console(err=True).print("the record holds no articles yet: `onrecord add` puts pages in")
    return is_empty
