"""Adjudication: what is settled becomes decisions of the record, once, and can be settled anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.coding.conftest import Make, code_all, report, said_by

from onrecord.coding import Studies, read_codebook
from onrecord.coding.deciding import adjudicate, adjudicate_agreed, finish
from onrecord.errors import InputError
from onrecord.exchange import training
from onrecord.model import Article, Event, Statement
from onrecord.record import Signature, Verification, in_force
from onrecord.ruling import Decision

CARLA = Signature("carla")


def closed(studies: Studies, make: Make, *, size: int = 8, **more: object) -> None:
    """A study on which both coders agree with the machine, but for what a test changes before."""
    make(size=size, **more)
    for coder in ("anna", "ben"):
        code_all(studies, "harbours", coder)


def statement(studies: Studies, position: int) -> Statement:
    found = studies.store.get(studies.item("harbours", position).item).item
    assert isinstance(found, Statement)
    return found


def test_what_all_agree_on_is_accepted_as_a_whole_article(studies: Studies, make: Make) -> None:
    closed(studies, make, whole_articles=True)
    studies.close("harbours")
    assert adjudicate_agreed(studies, "harbours", CARLA) == 8
    assert adjudicate_agreed(studies, "harbours", CARLA) == 0
    made = studies.store.decisions()
    assert [one.ruling.ruling for one in made] == ["accept"] * 8
    assert {(one.decided_by, one.because) for one in made} == {("carla", "coding harbours")}
    for item in studies.items("harbours"):
        article = studies.store.get(item.article).item
        assert isinstance(article, Article)
        assert all(one.ruled for one in article.statements)
    numbers = [one.decisions for one in studies.adjudications("harbours").values()]
    assert {number for told in numbers for number in told or ()} == {one.number for one in made}


def test_whole_articles_that_were_coded_are_labelled_all_through(studies: Studies, make: Make, tmp_path: Path) -> None:
    closed(studies, make, whole_articles=True, size=4)
    studies.answer("harbours", "anna", 1, {"is_statement": "no"})
    studies.answer("harbours", "ben", 1, {"is_statement": "no"})
    studies.answer("harbours", "ben", 2, {"act": "asked"})
    studies.close("harbours")
    adjudicate_agreed(studies, "harbours", CARLA)
    training.write(studies.store, tmp_path / "partly")
    [partly] = read(tmp_path / "partly")
    assert partly["whole"] is False
    adjudicate(studies, "harbours", 2, {"act": "asked"}, CARLA)
    training.write(studies.store, tmp_path / "whole")
    [whole] = read(tmp_path / "whole")
    assert whole["whole"] is True
    assert (len(whole["attributions"]), len(whole["rejected"])) == (3, 1)


def read(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines()]


def test_what_is_none_is_rejected_and_what_is_otherwise_corrected(studies: Studies, make: Make) -> None:
    closed(studies, make)
    studies.answer("harbours", "anna", 1, {"is_statement": "no"})
    studies.answer("harbours", "ben", 1, {"is_statement": "no"})
    changed = {"act": "thought", "denied": "yes", "said": "2031-04-30", "kind": "indirect"}
    studies.answer("harbours", "anna", 2, changed)
    studies.close("harbours")
    rejected = studies.item("harbours", 1)
    assert [one.item.position for one in studies.disagreements("harbours")] == [2]
    done = adjudicate(studies, "harbours", 1, {}, CARLA)
    article = studies.store.get(rejected.article).item
    assert isinstance(article, Article)
    assert rejected.item not in {one.id for one in article.statements}
    assert done.decisions is not None
    assert done.why_not is None
    before = statement(studies, 2)
    done = adjudicate(studies, "harbours", 2, changed | {"speaker": "Ysolde Kerrin"}, CARLA)
    now = statement(studies, 2)
    assert (now.act, now.denied, now.kind, now.speaker_name) == ("thought", True, "indirect", "Ysolde Kerrin")
    assert now.said is not None
    assert now.said.value == "2031-04-30"
    same_speaker = before.speaker_name == "Ysolde Kerrin"
    assert set(now.ruled) == {"act", "denied", "said", "kind"} | (set() if same_speaker else {"speaker"})
    assert set(now.ruled.values()) == set(done.decisions or ())
    assert not list(Verification(studies.store.path))


def test_who_is_not_named_and_what_day_is_not_told_is_null(studies: Studies, make: Make) -> None:
    closed(studies, make)
    studies.close("harbours")
    adjudicate(studies, "harbours", 1, {"speaker": "unnamed"}, CARLA)
    assert statement(studies, 1).speaker is None
    adjudicate(studies, "harbours", 2, {"speaker": "a harbour pilot"}, CARLA)
    assert statement(studies, 2).speaker_name == "a harbour pilot"


def test_an_item_with_open_fields_is_not_settled(studies: Studies, make: Make) -> None:
    closed(studies, make)
    studies.answer("harbours", "ben", 1, {"act": "asked", "denied": "yes"})
    studies.close("harbours")
    with pytest.raises(InputError, match="item 1: is not settled: act, denied"):
        adjudicate(studies, "harbours", 1, {}, CARLA)
    with pytest.raises(InputError, match="item 1: is not settled: denied"):
        adjudicate(studies, "harbours", 1, {"act": "asked"}, CARLA)
    assert studies.adjudications("harbours") == {}
    adjudicate(studies, "harbours", 1, {"act": "asked", "denied": "no"}, CARLA)
    assert statement(studies, 1).act == "asked"
    assert statement(studies, 1).denied is False


def test_settled_twice_alike_it_is_decided_once_and_otherwise_the_first_is_undone(studies: Studies, make: Make) -> None:
    closed(studies, make)
    studies.close("harbours")
    first = adjudicate(studies, "harbours", 1, {"is_statement": "no"}, CARLA)
    assert adjudicate(studies, "harbours", 1, {"is_statement": "no"}, CARLA) == first
    assert len(studies.store.decisions()) == 1
    gone = studies.item("harbours", 1)
    again = adjudicate(studies, "harbours", 1, {"act": "asked"}, Signature("dora", "read it again"))
    assert statement(studies, 1).id == gone.item
    assert statement(studies, 1).act == "asked"
    counting = in_force(studies.store.decisions())
    assert [(one.decided_by, one.because) for one in counting] == [("dora", "coding harbours: read it again")]
    assert studies.adjudications("harbours")[1] == again


def test_nothing_is_settled_while_it_is_coded(studies: Studies, make: Make) -> None:
    make()
    for settle in (
        lambda: adjudicate(studies, "harbours", 1, said_by(studies, "harbours", 1), CARLA),
        lambda: adjudicate_agreed(studies, "harbours", CARLA),
        lambda: finish(studies, "harbours"),
    ):
        with pytest.raises(InputError, match="still being coded"):
            settle()


class _KilledError(Exception):
    pass


@pytest.mark.parametrize("after_deciding", [False, True])
def test_cut_off_between_settling_and_deciding_it_is_decided_once(
    after_deciding: bool, studies: Studies, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(studies, make)
    studies.close("harbours")
    whole = studies.store.correct

    def killed(*told: object) -> None:
        if after_deciding:
            whole(*told)  # type: ignore[arg-type]
        raise _KilledError

    with monkeypatch.context() as patch:
        patch.setattr(studies.store, "correct", killed)
        with pytest.raises(_KilledError):
            adjudicate(studies, "harbours", 1, {"act": "asked"}, CARLA)
    assert studies.adjudications("harbours")[1].decisions is None
    assert finish(studies, "harbours") == 1
    assert finish(studies, "harbours") == 0
    assert statement(studies, 1).act == "asked"
    assert studies.adjudications("harbours")[1].decisions == (1,)
    assert len(studies.store.decisions()) == 1


def test_what_the_record_has_no_more_is_settled_for_the_study_alone(studies: Studies, make: Make) -> None:
    closed(studies, make)
    studies.close("harbours")
    gone = studies.item("harbours", 1)
    page, (article,) = report(studies, gone)
    newer = {"statements": (), "made_by": article.made_by | {"statement": "2"}}
    studies.store.put(page, [article.model_copy(update=newer)])
    assert studies.store.get(gone.item).item.id == gone.article
    done = adjudicate(studies, "harbours", 1, {}, CARLA)
    assert done.decisions == ()
    assert done.why_not == "the record has it no longer"


def test_what_cannot_be_told_is_left_as_the_record_has_it(studies: Studies, make: Make) -> None:
    closed(studies, make)
    studies.close("harbours")
    done = adjudicate(studies, "harbours", 1, {"is_statement": "unsure"}, CARLA)
    assert done.decisions == ()
    assert done.why_not
    adjudicate(studies, "harbours", 2, {"act": "unsure", "denied": "yes"}, CARLA)
    assert set(statement(studies, 2).ruled) == {"denied"}


def test_fields_of_ones_own_are_kept_with_the_study(studies: Studies, make: Make, tmp_path: Path) -> None:
    path = tmp_path / "tone.toml"
    path.write_text('[tone]\nquestion = "Which?"\n[tone.categories]\nhostile = "x"\nfriendly = "y"\n', encoding="utf-8")
    make(size=2, codebook=read_codebook(path, "statements"))
    for coder in ("anna", "ben"):
        code_all(studies, "harbours", coder, tone="hostile")
    studies.close("harbours")
    done = adjudicate(studies, "harbours", 1, {"tone": "friendly"}, CARLA)
    assert done.answers["tone"] == "friendly"
    assert statement(studies, 1).ruled.keys() == {"accepted"}


def test_events_are_decided_by_their_own_fields(studies: Studies, make: Make) -> None:
    make(size=2, kind="events")
    for coder in ("anna", "ben"):
        code_all(studies, "harbours", coder)
    studies.close("harbours")
    changed = {"status": "planned", "mode": "none", "actor": "Norway, Turkey", "recipient": "none", "type": "AGREE"}
    done = adjudicate(studies, "harbours", 1, changed, CARLA)
    assert done.why_not is None
    now = studies.store.get(studies.item("harbours", 1).item).item
    assert isinstance(now, Event)
    assert (now.type, now.mode, now.status, now.recipients) == ("AGREE", None, "planned", ())
    assert [one.country for one in now.actors] == ["NOR", "TUR"]


def test_what_the_record_does_not_take_is_told_and_the_rest_decided(
    studies: Studies, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(size=2, kind="events")
    for coder in ("anna", "ben"):
        code_all(studies, "harbours", coder)
    studies.close("harbours")
    whole = studies.store.correct

    def choosy(item: str, changes: dict[str, object], signed: Signature) -> Decision:
        if "mode" in changes:
            raise InputError("mode", "cannot be 'arrest'")
        return whole(item, changes, signed)

    monkeypatch.setattr(studies.store, "correct", choosy)
    done = adjudicate(studies, "harbours", 1, {"mode": "arrest", "status": "planned"}, CARLA)
    assert done.answers["mode"] == "arrest"
    assert done.why_not == "mode: cannot be 'arrest'"
    assert done.decisions == (1,)
    now = studies.store.get(studies.item("harbours", 1).item).item
    assert isinstance(now, Event)
    assert (now.status, set(now.ruled)) == ("planned", {"status"})
    done = adjudicate(studies, "harbours", 2, {"mode": "arrest"}, CARLA)
    assert (done.decisions, done.why_not) == ((), "mode: cannot be 'arrest'")
