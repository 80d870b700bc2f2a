"""The studies of a record: made, coded, closed, counted.

    studies = Studies(store)
    studies.new("harbours", "statements", Query(about="weapons"), Sample(size=40), ("anna", "ben"))
    item = studies.next("harbours", "anna")                     # what anna has not coded yet
    studies.answer("harbours", "anna", item.position, {"is_statement": "no"})
    studies.close("harbours")
    studies.agreement("harbours")                               # not before

Until a study is closed nobody is told what somebody else answers, nor anything that follows from it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.coding.answers import all_understood
from onrecord.coding.codebook import usual
from onrecord.coding.reading import Reading, coded_of, plain
from onrecord.coding.sample import draw
from onrecord.coding.study import NOTE, Codebook, Coded, ItemKind, Stratum, Study
from onrecord.errors import InputError
from onrecord.model import sha256
from onrecord.record import Query
from onrecord.record.schema import now

# Names stand in addresses and in files: no stroke, nothing that cannot be seen.
_NAME = re.compile(r"[^\x00-\x20\x7f/\\](?:[^\x00-\x1f\x7f/\\]{0,58}[^\x00-\x20\x7f/\\])?")
_MOST_CODERS = 50
_KEY_BYTES = 24


class Sample(NamedTuple):
    """How to draw: so many items by the lot of a seed, see `coding.sample`."""

    size: int
    seed: int = 1
    by: Stratum | None = None
    whole_articles: bool = False


class Studies(Reading):
    """The studies of an open record; what can be asked of them: `reading`."""

    def new(  # noqa: PLR0913 - a study has that many parts
        self,
        name: str,
        kind: ItemKind,
        query: Query,
        sample: Sample,
        coders: Sequence[str],
        *,
        codebook: Codebook | None = None,
        shows_machine: bool = False,
    ) -> Study:
        """Make a study: its items are drawn and frozen. Raises InputError where the name is taken, or cannot be one."""
        _check_name("the study", name)
        if not coders or len(coders) > _MOST_CODERS:
            raise InputError("--coder", f"name who codes: 1 to {_MOST_CODERS} people")
        for coder in coders:
            _check_name("--coder", coder)
        if len({one.casefold() for one in coders}) < len(coders):
            raise InputError("--coder", "names somebody twice; capitals do not tell coders apart")
        if self.store.rows("SELECT 1 FROM studies WHERE name = ?", (name,)):
            raise InputError(name, "is a study already; its items stay, so take another name")
        drawn, items = draw(
            self.store,
            kind,
            query,
            size=sample.size,
            seed=sample.seed,
            by=sample.by,
            whole_articles=sample.whole_articles,
        )
        told = (codebook or usual(kind)).model_dump_json()
        with self.store.changing() as connection:
            connection.execute(
                "INSERT INTO studies (name, kind, drawn, codebook, shows_machine, made_at) VALUES (?, ?, ?, ?, ?, ?)",
                (name, kind, drawn.model_dump_json(), told, shows_machine, now()),
            )
            connection.executemany(
                "INSERT INTO coders (study, position, coder) VALUES (?, ?, ?)",
                [(name, number, coder) for number, coder in enumerate(coders)],
            )
            connection.executemany(
                "INSERT INTO study_items (study, position, item, article, capture, sha256, json)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (name, one.position, one.item, one.article, one.capture, one.sha256, one.model_dump_json())
                    for one in items
                ),
            )
        return self.study(name)

    def close(self, name: str, *, anyway: bool = False) -> Study:
        """End the coding of a study: no answer is taken any more, and all may be seen.

        Raises InputError where somebody has not coded everything, unless it is to be closed `anyway`.
        """
        self._open(name)
        lacking = [one for one in self.progress(name) if one.coded < one.items]
        if lacking and not anyway:
            told = ", ".join(f"{one.coder} has coded {one.coded} of {one.items}" for one in lacking)
            raise InputError(name, f"{told}; close it --anyway, or wait")
        with self.store.changing() as connection:
            connection.execute("UPDATE studies SET closed_at = ? WHERE name = ?", (now(), name))
        return self.study(name)

    def answer(self, name: str, coder: str, position: int, given: Mapping[str, str]) -> Coded:
        """Take a coder's answers to some fields of an item; an empty one changes nothing, the last one counts.

        Raises InputError for a study that is closed, a coder or field that it has not, an answer that is none.
        """
        return self.answer_many(name, coder, [(position, given)])[0]

    def answer_many(self, name: str, coder: str, given: Sequence[tuple[int, Mapping[str, str]]]) -> list[Coded]:
        """Take a coder's answers to many items: all of them, or none where one is wrong."""
        study = self._open(name)
        self._coding(name, coder)
        held = self._last(name, "coder = ?", coder).get(coder, {})
        rows, coded = [], []
        for position, told in given:
            before = held.get(position, {})
            new = {
                field: value
                for field, value in all_understood(study.codebook, self.item(name, position), told).items()
                if before.get(field, "" if field == NOTE else None) != value
            }
            rows += [(name, position, coder, field, value, now()) for field, value in new.items()]
            held[position] = before | new
            coded.append(coded_of(study, coder, position, held[position]))
        with self.store.changing() as connection:
            # Somebody may have closed it since it was looked at; what is written now is written alone.
            if connection.execute("SELECT closed_at FROM studies WHERE name = ?", (name,)).fetchone() != (None,):
                raise InputError(name, _CLOSED)
            connection.executemany(
                "INSERT INTO answers (study, position, coder, field, value, answered_at) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
        return coded

    def invite(self, name: str, coder: str) -> str:
        """The key by which a coder comes to their page of the desk; the one before is none any more."""
        self._coding(name, coder)
        key = secrets.token_urlsafe(_KEY_BYTES)
        with self.store.changing() as connection:
            connection.execute(
                "UPDATE coders SET invited = ? WHERE study = ? AND coder = ?", (sha256(key.encode()), name, coder)
            )
        return key

    # ----------------------------------------------------------------------------------------------------------------

    def _open(self, name: str) -> Study:
        study = self.study(name)
        if study.closed_at is not None:
            raise InputError(name, _CLOSED)
        return study


_CLOSED = "is closed; no answer is taken any more"


def _check_name(what: str, name: str) -> None:
    if not _NAME.fullmatch(name) or not any(char.isalnum() for char in name) or plain(name) != name:
        raise InputError(what, f"{name[:60]!r} cannot be a name; up to 60 letters, no strokes or breaks")
