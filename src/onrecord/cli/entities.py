"""`onrecord entities`: who and what is named, article by article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.listing import show_listing
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
from onrecord.cli.render import STYLES, day, faint, hanging

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Entity
    from onrecord.record import ArticleRef


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
    """List who and what is named: people, bodies, places, each once for every article that names them.

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
        show_listing(store.entities(query), _block, "entity", "entities", as_json=as_json)


def _block(entity: Entity, article: ArticleRef, out: Console) -> Text:
    about = ", ".join(part for part in (entity.type, entity.country, f"{len(entity.mentions)}x") if part)
    head = Text().append(entity.name, STYLES["source"]).append(f"  {about}  ").append(entity.id, STYLES["faint"])
    where = " · ".join(part for part in (article.outlet, article.title) if part)
    return hanging(day(article.published), [head, faint(where)], out)
