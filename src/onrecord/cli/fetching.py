"""What `add` and `read` fetch addresses with, as their options have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.capture.fetching import Fetcher


def fetcher(*, allow_private: bool, keep_warc: Path | None, contact: str | None, jobs: int) -> Fetcher:
    """A fetcher, which is closed by who asked for it; raises InputError for a file or a contact that will not do."""
    from onrecord.capture.fetching import Fetcher, Keeper, Settings  # noqa: PLC0415 - loads urllib3

    settings = Settings(contact=contact, allow_private=allow_private, **({"at_once": jobs} if jobs else {}))
    return Fetcher(settings, keeper=Keeper(keep_warc) if keep_warc else None)
