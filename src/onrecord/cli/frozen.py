"""An item as a snapshot has it: `onrecord show ID --at NAME`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.group_lines import story_block
from onrecord.cli.listing import json_line
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint
from onrecord.display.events import act, sides
from onrecord.display.statements import quoted, verb, who
from onrecord.model import Article, Capture, Entity, Event, Statement, Story

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.model import Noun
    from onrecord.record import FrozenItem, Store


def show_frozen(
    store: Store, name: str, asked: str, show: Callable[[Noun, Article | None], None], *, as_json: bool
) -> None:
    """Print an item as it was when a snapshot was taken; `show` prints one that stands in a text of the record."""
    found = store.frozen(name, asked)
    if as_json:
        sys.stdout.write(json_line(found.item) + "\n")
        return
    out = console()
    taken = next(one for one in store.snapshots() if one.name.casefold() == name.strip().casefold())
    made_by = ", ".join(f"{step} {version}" for step, version in found.made_by.items())
    out.print(
        faint(f"as frozen in {taken.name} on {taken.taken_at[:10]}" + (f", made by {made_by}" if made_by else ""))
    )
    item = found.item
    if isinstance(item, Entity):
        out.print(Text(item.name, STYLES["source"]))
        out.print(faint(f"  {item.id} ({', '.join(part for part in (item.type, item.country) if part)})"))
    elif isinstance(item, Story):
        out.print(story_block(item, out, most=len(item.articles)))
    elif found.text_is_kept:
        show(item, found.article)
    else:
        _without_text(found)


def _without_text(found: FrozenItem) -> None:
    """An item whose page has been read into another text since, so that its places can no longer be shown."""
    out = console()
    out.print("the text of its page has changed since: its words are told, not where they stand")
    item = found.item
    if isinstance(item, Statement):
        out.print(Text(f"{who(item)} {verb(item)}: {quoted(item)}"))
    elif isinstance(item, Event):
        out.print(Text(f"{sides(item)}  {act(item)}"))
    elif isinstance(item, Article):
        out.print(Text(item.title or "(no title found)", STYLES["source"]))
        for one in item.statements:
            out.print(Text(f"{one.id}  {who(one)} {verb(one)}: {quoted(one)}"))
        for event in item.events:
            out.print(Text(f"{event.id}  {sides(event)}  {act(event)}"))
    capture = item if isinstance(item, Capture) else found.article and found.article.capture
    if capture:
        out.print(faint(f"  page {capture.source}, sha256 {capture.id}, its text then {capture.text.sha256}"))
