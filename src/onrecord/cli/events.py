"""`onrecord events`: who did what to whom, in the order in which it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.cli.event_lines import event_block
from onrecord.cli.listing import show_listing, suggest, tell_if_empty
from onrecord.cli.options import (
    DEFAULT_RECORD,
    About,
    ActorName,
    AsJson,
    Denied,
    EventStatus,
    EventType,
    Happened,
    HappenedBy,
    ItemName,
    Limit,
    MinConfidence,
    Mode,
    Outlet,
    RecipientName,
    RecordPath,
)
from onrecord.cli.output import console

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.model import Event
    from onrecord.record import ArticleRef, Store


def events(
    record: RecordPath = DEFAULT_RECORD,
    type: EventType = None,  # noqa: A002 - the option's name
    mode: Mode = None,
    actor: ActorName = None,
    recipient: RecipientName = None,
    item: ItemName = None,
    status: EventStatus = None,
    denied: Denied = None,
    since: Happened = None,
    until: HappenedBy = None,
    outlet: Outlet = None,
    about: About = None,
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List who did what to whom, with what, how far it has come, and who vouches for it.

    All conditions hold at once. A state is found by any of its names, its seat of government or its code, with all that
    is of it. Dates look at when it was done, else at when the article was published, which stands behind a ≤: told by
    then. `onrecord pair` has the transfers between two sides in order.

    Example: onrecord events --mode arms-delivery --recipient Turkey --since 2019
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = Query(
        type=type.value if type else None,
        mode=mode,
        actor=actor,
        recipient=recipient,
        item=item,
        status=status.value if status else None,
        denied=denied,
        since=since,
        until=until,
        outlet=outlet,
        about=about,
        min_confidence=min_confidence,
        limit=limit,
    )
    with Store(record) as store:

        def block(event: Event, article: ArticleRef, out: Console) -> Text:
            return event_block(event, article, store.telling(event.id), out)

        found = show_listing(store.events(query), "event", "events", None if as_json else block)
        if not found and not tell_if_empty(store):
            _help(store, actor, recipient, mode)


def _help(store: Store, actor: str | None, recipient: str | None, mode: str | None) -> None:
    """Say what may have been meant where nothing was found."""
    from onrecord.event.pack import modes  # noqa: PLC0415

    for name in (actor, recipient):
        if name is not None and not store.has_side(name):
            suggest(store, name, sides=True)
    acts = sorted({known for known, _ in modes()})
    if mode is not None and mode not in acts:
        console(err=True).print(f"no act is called {mode}; there are {', '.join(acts)}")
