"""`onrecord statements`: who said what, in the order in which it was said."""

from __future__ import annotations

from onrecord.cli.listing import show_listing, suggest, tell_if_empty
from onrecord.cli.options import (
    DEFAULT_RECORD,
    About,
    AsJson,
    Limit,
    MinConfidence,
    Outlet,
    RecordPath,
    Since,
    Speaker,
    StatementType,
    Until,
)
from onrecord.cli.render import statement_block


def statements(
    record: RecordPath = DEFAULT_RECORD,
    speaker: Speaker = None,
    about: About = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    type: StatementType = None,  # noqa: A002 - the option's name
    min_confidence: MinConfidence = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List who said what, in the order in which it was said.

    All conditions hold at once. Dates look at when the words were said, else at when the article was published, which
    stands behind a ≤: said by then. What has neither is counted in the last line, never dropped in silence.

    Example: onrecord statements --speaker Putin --about weapons --since 2022-01-01
    """
    from onrecord.record import Query, Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = Query(
        speaker=speaker,
        about=about,
        since=since,
        until=until,
        outlet=outlet,
        type=type.value if type else None,
        min_confidence=min_confidence,
        limit=limit,
    )
    with Store(record) as store:
        block = None if as_json else statement_block
        found = show_listing(store.statements(query), "statement", "statements", block)
        if not found and not tell_if_empty(store) and speaker is not None:
            suggest(store, speaker)
