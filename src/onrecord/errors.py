"""What can go wrong, as one family.

    OnrecordError                 base of all; the message is one line that says what to do
    ├── InputError                what was handed in cannot be read (missing, no permission, no page in it)
    ├── PageError                 one page cannot be read; becomes a row in `failures`, the run goes on
    │   └── ForgottenPageError    it was forgotten, so it is not read; leaves no row
    ├── FetchError                an address that could not be fetched, or must not be
    ├── SpanError                 offsets that do not fit their text: a defect of ours, never of the page
    ├── RecordError               the record cannot be used
    │   ├── NewerRecordError      written by a later version of onrecord
    │   └── BusyRecordError       another process is writing to it
    ├── NotFoundError             no item with that id
    │   ├── NoStudyError          no study of that name
    │   └── ForgottenError        what had that id was taken out for good
    ├── ChangedError              it is no longer what it was when it was read
    ├── LostTaskError             a task of a bulk run ends its process whenever it is done
    └── MissingModelError         a model of the installation is missing or not the right one

Every error keeps the values it speaks of as attributes and can be pickled, so that it crosses process borders.
"""

from __future__ import annotations


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose."""


class InputError(OnrecordError):
    """An input that cannot be read at all."""

    def __init__(self, source: str, reason: str) -> None:
        """Name the input and say in a few words what was wrong and what to do."""
        super().__init__(source, reason)
        self.source = source
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class PageError(OnrecordError):
    """One page that cannot be read; `stage` is the step that gave up."""

    def __init__(self, source: str, stage: str, reason: str) -> None:
        """Name the page, the step and the reason."""
        super().__init__(source, stage, reason)
        self.source = source
        self.stage = stage
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class ForgottenPageError(PageError):
    """A page that was forgotten comes again; nothing of it is kept."""


class FetchError(OnrecordError):
    """An address that could not be fetched, or must not be.

    `status` is what the server answered, None where it came to no answer; `retry_after` how many seconds to wait before
    it is asked again, where it said so; `refused` means that a rule of ours forbids it and no later try will do.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        refused: bool = False,
    ) -> None:
        """Name the address and say in a few words why."""
        super().__init__(url, reason)
        self.url = url
        self.reason = reason
        self.status = status
        self.retry_after = retry_after
        self.refused = refused

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}"


class SpanError(OnrecordError):
    """Offsets that do not fit the text they point into."""


class RecordError(OnrecordError):
    """The record cannot be used."""


class NewerRecordError(RecordError):
    """The record was written by a later version of onrecord."""

    def __init__(self, path: str, found: int, known: int) -> None:
        """Name the record, the schema version found in it and the latest one that this program knows."""
        super().__init__(path, found, known)
        self.path = path
        self.found = found
        self.known = known

    def __str__(self) -> str:
        return (
            f"{self.path}: written by a newer onrecord (schema {self.found}, this one knows up to {self.known}); "
            "upgrade onrecord to open it"
        )


class BusyRecordError(RecordError):
    """Another process holds the record's write lock."""

    def __init__(self, path: str) -> None:
        """Name the record."""
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path}: another process is adding to this record; wait for it to end, then try again"


# By what the id of an item begins with: what prints such ids. Ids of other items stand in both general listings.
_PRINTED_BY = {
    "sy_": "`onrecord stories` prints",
    "sa_": "`onrecord sayings` prints",
    "ev_": "`onrecord events` prints",
}
_ANY_PRINTED_BY = "`onrecord statements` and `onrecord search` print"


class NotFoundError(OnrecordError):
    """No item has that id."""

    def __init__(self, item_id: str) -> None:
        """Name the id that was asked for."""
        super().__init__(item_id)
        self.item_id = item_id

    def __str__(self) -> str:
        asked = self.item_id.strip()
        return (
            f"{asked or repr(self.item_id)}: nothing in this record has that id "
            f"(of a long one, eight letters will do); {_PRINTED_BY.get(asked[:3], _ANY_PRINTED_BY)} ids"
        )


class NoStudyError(NotFoundError):
    """No study has that name."""

    def __str__(self) -> str:
        return f"{self.item_id}: there is no study of that name; `onrecord coding list` lists them"


class ForgottenError(NotFoundError):
    """What had that id stood on a page that was forgotten."""

    def __init__(self, item_id: str, reason: str) -> None:
        """Name the id that was asked for, and say when and why: "forgotten on 2031-05-04: ..."."""
        super().__init__(item_id)
        self.args = (item_id, reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.item_id}: {self.reason}"


class ChangedError(OnrecordError):
    """What is to be changed is no longer what it was when it was read."""

    def __init__(self, name: str) -> None:
        """Name what has changed."""
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}: somebody changed it meanwhile; read it again, then change it"


class LostTaskError(OnrecordError):
    """A task of a bulk run ends its process whenever it is done."""

    def __init__(self, stage: str, number: int, times: int) -> None:
        """Name the task, and say how often it was tried."""
        super().__init__(stage, number, times)
        self.stage = stage
        self.number = number
        self.times = times

    def __str__(self) -> str:
        return (
            f"{self.stage} {self.number}: ended its process {self.times} times (out of memory?); what is done is kept: "
            "give the command again with fewer --jobs"
        )


class MissingModelError(OnrecordError):
    """A model that the installation should have brought is missing or is not the one that was pinned."""
