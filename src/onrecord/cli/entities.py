"""`onrecord entities`: who and what is named, by name."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.listing import show_listing, tell_count, tell_if_empty
from onrecord.cli.options import (
    DEFAULT_RECORD,
    About,
    AsJson,
    EntityKind,
    Limit,
    Outlet,
    RecordPath,
    Since,
    Speaker,
    Until,
)
from onrecord.cli.output import console
from onrecord.cli.render import STYLES, faint, hanging
from onrecord.display.numbers import counted
from onrecord.display.statements import day

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Entity
    from onrecord.record import Listed, Listing


def entities(
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    type: EntityKind = None,  # noqa: A002 - the option's name
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List who and what is named: people, bodies, places, by name, with the articles that have them.

    With --json one object for every article that has them, as all listings.

    Example: onrecord entities --type person --about Putin
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = Query(
        speaker=speaker,
        about=about,
        since=since,
        until=until,
        outlet=outlet,
        type=type.value if type else None,
        limit=limit,
    )
    with Store(record) as store:
        if as_json:
            found = show_listing(store.entities(query), "entity", "entities")
        else:
            listing = store.entities(replace(query, limit=None))
            found = _show(listing, limit)
            tell_count(found, "entity", "entities", listing)
        if not found:
            tell_if_empty(store)


def _show(listing: Listing[Entity], limit: int | None) -> int:
    """Print each entity once, with the latest article that has it, and how many there are."""
    out = console()
    count = 0
    for _, found in islice(groupby(listing, key=lambda one: one.item.id), limit):
        out.print(_block(list(found), out))
        count += 1
    return count


def _block(seen: list[Listed[Entity]], out: Console) -> Text:
    entity, article = seen[-1].item, max((one.article for one in seen), key=lambda ref: ref.published or "")
    times = f"{sum(len(one.item.mentions) for one in seen)}x"
    about = ", ".join(part for part in (entity.type, entity.country, times) if part)
    head = Text().append(entity.name, STYLES["source"]).append(f"  {about}  ").append(entity.id, STYLES["faint"])
    more = f"  (and {counted(len(seen) - 1, 'article')} more)" if len(seen) > 1 else ""
    where = " · ".join(part for part in (article.outlet, article.title) if part) + more
    return hanging(day(article.published), [head, faint(where)], out)
