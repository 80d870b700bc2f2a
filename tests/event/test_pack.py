"""The tables of packs: the one that ships is whole, a user's own are read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.event import pack
from onrecord.event.labels import MODES, STATUSES, TYPES
from onrecord.model import Event

MANY = {
    "offered",
    "planned",
    "negotiated",
    "agreed",
    "under-way",
    "in-production",
    "done",
    "suspended",
    "cancelled",
    "refused",
    "hypothetical",
}
AGAINST = {"called-for", "planned", "done", "suspended", "hypothetical"}
STATUSES_OF = {
    "arms-offer": {"offered", "planned", "suspended", "cancelled", "hypothetical"},
    "arms-request": {"called-for"},
    "arms-refusal": {"refused", "hypothetical"},
    "arms-deal": {
        "planned",
        "negotiated",
        "agreed",
        "ordered",
        "in-production",
        "done",
        "suspended",
        "cancelled",
        "hypothetical",
    },
    "arms-delivery": {"planned", "agreed", "under-way", "done", "suspended", "cancelled", "called-for", "hypothetical"},
    "export-licence": {"agreed", "suspended", "cancelled", "refused", "hypothetical"},
    "embargo": AGAINST,
    "sanction": AGAINST,
    "programme-removal": AGAINST,
    "embargo-lifted": {"called-for", "planned", "done", "hypothetical"},
    "deployment": {"planned", "agreed", "under-way", "done", "hypothetical"},
}


@pytest.mark.parametrize("mode", MODES)
def test_each_mode_has_its_statuses(mode: str) -> None:
    found = {status for its, status in pack.modes() if its == mode}
    assert found >= STATUSES_OF.get(mode, MANY)


def test_each_row_names_a_type_and_a_status_that_there_are() -> None:
    for (mode, status), kind in pack.modes().items():
        assert mode in MODES
        assert status in STATUSES
        assert {kind.type, kind.if_given} <= set(TYPES)


@pytest.mark.parametrize(
    ("mode", "status", "type_"),
    [
        ("arms-offer", "offered", "AGREE"),
        ("arms-request", "called-for", "REQUEST"),
        ("arms-refusal", "refused", "REJECT"),
        ("arms-deal", "negotiated", "CONSULT"),
        ("arms-deal", "in-production", "COOPERATE"),
        ("arms-deal", "cancelled", "SANCTION"),
        ("arms-delivery", "done", "COOPERATE"),
        ("embargo", "called-for", "REQUEST"),
        ("embargo", "planned", "THREATEN"),
        ("embargo-lifted", "done", "CONCEDE"),
        ("deployment", "done", "MOBILIZE"),
        ("visit", "done", "CONSULT"),
    ],
)
def test_the_type_follows_from_mode_and_status(mode: str, status: str, type_: str) -> None:
    assert pack.type_of(mode, status) == type_


def test_what_is_given_is_aid() -> None:
    assert pack.type_of("arms-delivery", "done", given=True) == "AID"
    assert pack.type_of("arms-delivery", "planned", given=True) == "AGREE"


def test_a_status_that_a_mode_lacks_becomes_the_next_lower_one() -> None:
    assert pack.lowered("embargo", "agreed") == "planned"
    assert pack.lowered("deployment", "cancelled") == "planned"
    assert pack.lowered("arms-deal", "done") == "done"


def test_transfers_are_the_acts_of_arms() -> None:
    assert pack.transfers() == {
        "arms-offer",
        "arms-request",
        "arms-refusal",
        "arms-deal",
        "arms-delivery",
        "export-licence",
    }


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a pack of one's own; what is remembered of tables is forgotten before and after."""
    remembered = (pack.triggers, pack.modes, pack.transfers, pack.items, pack.needs)
    for table in remembered:
        table.cache_clear()
    monkeypatch.setenv(pack.USERS, str(tmp_path))
    (tmp_path / "ports").mkdir()
    yield tmp_path / "ports"
    for table in remembered:
        table.cache_clear()


def test_a_pack_of_ones_own_finds_its_acts(own: Path, events: Callable[[str], list[Event]]) -> None:
    (own / "modes.csv").write_text(
        "mode,status,type,transfer\nport-lease,done,COOPERATE,no\nport-lease,planned,AGREE,no\n"
    )
    (own / "triggers.csv").write_text("lemma,pos,mode,frame,needs,status\nmoor,verb,port-lease,give,item,\n")
    (own / "items.csv").write_text("noun,class\nquay,harbour\n")
    one = next(one for one in events("Norway moored a quay to Chile.") if one.mode == "port-lease")
    assert (one.mode, one.type, one.status) == ("port-lease", "COOPERATE", "done")
    assert [item.class_ for item in one.items] == ["harbour"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("modes.csv", "mode,type\nlease,AGREE\n", "no column 'status'"),
        ("modes.csv", "mode,status,type,transfer\nlease,finished,AGREE,no\n", "'finished' is none of"),
        ("modes.csv", "mode,status,type,transfer\nlease,done,BARTER,no\n", "'BARTER' is none of"),
        ("triggers.csv", "lemma,pos,mode,frame,needs,status\nlease,adverb,lease,give,,\n", "'adverb' is none of"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(own: Path, name: str, content: str, told: str) -> None:
    (own / name).write_text(content)
    with pytest.raises(InputError, match=told):
        (pack.modes if name == "modes.csv" else pack.triggers)()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del own
    monkeypatch.setenv(pack.USERS, str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="no such folder"):
        pack.modes()
