"""Keeping from Python: what `onrecord.Record` offers to who takes snapshots, compares them, and forgets pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.record import Difference, FrozenItem, Match, Memory, Snapshot, Store


class Keeping:
    """The part of a record that looks back; `path`: where the record is."""

    path: Path
    _store: Store

    def snapshot(self, name: str, *, by: str, because: str | None = None) -> Snapshot:
        """Freeze all that the record holds under a name that can be cited; `cited` is the line to cite it by.

        Raises InputError for a name that is taken or cannot be one, BusyRecordError while another writes.
        """
        from onrecord.record import Signature, Store  # noqa: PLC0415 - loads the store, which an import must not wait for

        with Store(self.path, write=True) as store:
            return store.snapshot(name, Signature(by, because))

    def snapshots(self) -> list[Snapshot]:
        """All snapshots, in the order in which they were taken."""
        return self._store.snapshots()

    def frozen(self, name: str, item_id: str) -> FrozenItem:
        """An item as it was when a snapshot was taken, and its article; raises NotFoundError and InputError."""
        return self._store.frozen(name, item_id)

    def differences(self, first: str, second: str = "now") -> Iterator[Difference]:
        """What was found, lost and altered between two snapshots, or since one, and why; raises InputError."""
        return self._store.differences(first, second)

    def meant(self, source: str, *, below: bool = False) -> list[Match]:
        """The pages that an id, an address or a file means, with how much `forget` would take with each.

        `below`: those of a folder or under an address too. Raises InputError, and ForgottenError.
        """
        return self._store.meant(source, below=below)

    def forget(self, source: str, *, below: bool = False, by: str, because: str | None = None) -> list[Match]:
        """Take the pages that are `meant` out of the record for good; says which went.

        No byte of them stays in its file. Raises as `meant` does, BusyRecordError while another writes, and RecordError
        where the rows are gone and the file could not be cleaned; then call it again.
        """
        from onrecord.record import Signature, Store  # noqa: PLC0415

        with Store(self.path, write=True) as store:
            pages = store.meant(source, below=below)
            store.forget(pages, Signature(by, because))
            return pages

    def forgotten(self) -> list[Memory]:
        """The pages that were forgotten: when, by whom, why, and how much was read from them."""
        return self._store.forgotten()
