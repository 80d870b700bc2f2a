"""Why an address is not fetched: what the parts of a fetcher raise, which its client turns into a FetchError."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it says no; nothing has gone wrong
    """A rule of ours forbids it, and no later try will do; the message is a few words for whoever asked."""


class ForbiddenRefusal(Refusal):
    """The host stands at a network address that no page is fetched from."""


class Failure(Exception):  # noqa: N818 - the family of errors ends at the client
    """It came to nothing; `status` where the server answered, `retry_after` (seconds) where it named a time."""

    def __init__(self, reason: str, *, status: int | None = None, retry_after: float | None = None) -> None:
        """Say in a few words what went wrong."""
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


class UnreachableFailure(Failure):
    """No connection came about; another address of the host may do."""
