"""What a client says and asks of coding, a method for each operation."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.coding import Adjudication, Agreement, Coded, Disagreement
from onrecord.web.api.coding import Next, StudyState
from onrecord.web.exchange import Exchange, path


class CodingClient:
    """The part of a client that codes, compares and settles."""

    _desk: Exchange

    def studies(self) -> list[StudyState]:
        """The studies of the record, and how far each coder is."""
        return self._desk.read(list[StudyState], "coding")

    def study(self, study: str) -> StudyState:
        """A study with its codebook, and how far each coder is."""
        return self._desk.read(StudyState, path("coding", study))

    def next_item(self, study: str, *, key: str, after: int = 0) -> Next:
        """What a coder codes next, by the key of the coder's invitation."""
        return self._desk.read(Next, path("coding", study, "next"), {"after": after}, headers={"Coding-Key": key})

    def answer(
        self, study: str, position: int, answers: Mapping[str, str], *, key: str, note: str | None = None
    ) -> Coded:
        """Give a coder's answers to an item, by the key of the coder's invitation; the last answer counts."""
        body = {"position": position, "answers": answers, "note": note}
        place = path("coding", study, "answers")
        return self._desk.read(Coded, place, method="POST", headers={"Coding-Key": key}, body=body)

    def agreement(self, study: str) -> list[Agreement]:
        """How far the coders of a study agree, field by field; raises InputError while it is coded."""
        return self._desk.read(list[Agreement], path("coding", study, "agreement"))

    def disagreements(self, study: str, *, start: int = 0, limit: int = 50) -> list[Disagreement]:
        """The items on which coders differ, with what each answers; raises InputError while it is coded."""
        asked = {"start": start, "limit": limit}
        return self._desk.read(list[Disagreement], path("coding", study, "disagreements"), asked)

    def adjudicate(
        self, study: str, position: int, answers: Mapping[str, str], *, by: str, because: str | None = None
    ) -> Adjudication:
        """Settle an item of a study; what is settled becomes decisions of the record."""
        body = {"position": position, "answers": answers, "by": by, "because": because}
        return self._desk.read(Adjudication, path("coding", study, "adjudications"), method="POST", body=body)
