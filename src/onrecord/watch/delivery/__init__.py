"""Notices to where they are to go: the terminal, an Atom file, a webhook, mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from onrecord.capture.fetching import FetchError
from onrecord.record import Store
from onrecord.watch.clock import Clock
from onrecord.watch.delivery import atom, mail, webhook
from onrecord.watch.delivery.outbox import Outbox, Parcel
from onrecord.watch.delivery.target import Target, target
from onrecord.watch.delivery.webhook import Post

__all__ = ["Deliveries", "Target", "target"]

Opening = Callable[[], AbstractContextManager[Store]]
"""Opens the record, to be read or to be written to."""


class _FailedError(Exception):
    """What could not be delivered, and how many seconds to wait where the receiver says so."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(frozen=True)
class Deliveries:
    """How notices are delivered.

    `say` prints a line; `post` sends to a webhook, signed by `secret`; `sendmail` takes letters.
    """

    say: Callable[[str], None]
    post: Post
    secret: bytes | None = None
    sendmail: Path = mail.SENDMAIL

    def next_due(self, store: Store) -> str | None:
        """When something is to be tried next."""
        return Outbox(store, Clock()).next_due()

    def deliver(self, reading: Opening, writing: Opening, clock: Clock, tell: Callable[[str], None]) -> int:
        """Deliver what is due; how many notices came where they were to go. What did not is told, and tried later.

        Nothing is locked while it is on its way.
        """
        with reading() as store:
            targets = Outbox(store, clock).targets()
        count = 0
        for written in targets:
            with reading() as store:
                outbox = Outbox(store, clock)
                parcels = outbox.due(written)
                latest = outbox.latest(written, atom.KEPT) if written.startswith("atom:") else []
            came: list[Parcel] = []
            failed: _FailedError | None = None
            try:
                for group in self._sent(Target(*_split(written)), parcels, latest, clock):
                    came += group
            except _FailedError as error:
                failed = error
            with writing() as store, store.changing() as connection:
                outbox = Outbox(store, clock)
                outbox.delivered(connection, came)
                wait = None
                if failed is not None:
                    wait = outbox.failed(connection, written, parcels[len(came)], str(failed), after=failed.after)
            count += len(came)
            if failed is not None and (wait is None or not parcels[len(came)].attempts):
                then = "given up" if wait is None else "tried again later"
                tell(f"alert not delivered to {written}: {failed}; {then}")
        return count

    def _sent(
        self, to: Target, parcels: Sequence[Parcel], latest: Sequence[object], clock: Clock
    ) -> Iterator[Sequence[Parcel]]:
        """Send to one target; what came there, some at a time. Raises _FailedError at the first that does not."""
        if to.kind == "terminal":
            for one in parcels:
                self.say(one.notice.line())
                yield [one]
        elif to.kind == "atom":
            try:
                atom.write(Path(to.where), latest)  # type: ignore[arg-type]
            except OSError as error:
                raise _FailedError(f"cannot be written: {error.strerror or error}") from None
            yield parcels
        elif to.kind == "mail":
            if wrong := mail.send(to.where, [one.notice for one in parcels], self.sendmail):
                raise _FailedError(wrong)
            yield parcels
        else:
            yield from self._posted(to, parcels, clock)

    def _posted(self, to: Target, parcels: Sequence[Parcel], clock: Clock) -> Iterator[Sequence[Parcel]]:
        if self.secret is None:
            raise _FailedError(f"webhooks are signed: give --secret-file, or {webhook.SECRET}")
        for one in parcels:
            try:
                webhook.send(to.where, one.notice, self.secret, clock.now(), self.post)
            except FetchError as error:
                raise _FailedError(error.reason, error.retry_after) from None
            yield [one]


def _split(written: str) -> Target:
    kind, _, where = written.partition(":")
    return Target(kind, where)  # type: ignore[arg-type] # what `target` wrote
