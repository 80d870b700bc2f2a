"""Studies: drawn, coded blind, closed, and only then compared."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.coding.conftest import Make, code_all, fill, report, said_by

from onrecord.coding import NOTE, UNSURE, Sample, Studies
from onrecord.errors import InputError, NoStudyError, RecordError
from onrecord.record import Query, Signature, Store

ONLY_BEFORE = ("agreement", "disagreements", "answers", "adjudications", "history")


def test_a_study_is_coded_by_two_closed_and_compared(studies: Studies, make: Make) -> None:
    study = make(size=8)
    assert (study.items, study.coders, study.closed_at) == (8, ("anna", "ben"), None)
    code_all(studies, "harbours", "anna")
    code_all(studies, "harbours", "ben", act="thought")
    assert [(one.coder, one.coded, one.items) for one in studies.progress("harbours")] == [
        ("anna", 8, 8),
        ("ben", 8, 8),
    ]
    assert studies.next("harbours", "anna") is None
    closed = studies.close("harbours")
    today = datetime.now(UTC).date().isoformat()
    assert (closed.closed_at or "")[:10] == today
    by_field = {one.field: one for one in studies.agreement("harbours")}
    assert list(by_field) == ["is_statement", "speaker", "kind", "act", "denied", "said"]
    assert by_field["speaker"].percent == 100.0
    assert by_field["act"].percent == 0.0
    assert by_field["is_statement"].kappa is None
    found = studies.disagreements("harbours")
    assert [one.fields for one in found] == [("act",)] * 8
    assert [[coded.answers["act"] for coded in one.coded] for one in found] == [["said", "thought"]] * 8


@pytest.mark.parametrize("asked", ONLY_BEFORE)
def test_nothing_of_another_is_told_before_it_is_closed(asked: str, studies: Studies, make: Make) -> None:
    make()
    code_all(studies, "harbours", "anna", said="2031-05-01")
    with pytest.raises(InputError, match="still being coded"):
        getattr(studies, asked)("harbours")
    with pytest.raises(InputError, match="still being coded"):
        studies.answers_to("harbours", 1)


def test_a_coder_is_told_only_what_they_answered(studies: Studies, make: Make) -> None:
    make()
    studies.answer("harbours", "anna", 1, {"is_statement": "yes", "speaker": "Canary Finch", NOTE: "the canary sings"})
    assert studies.coded("harbours", "ben", 1).answers == {}
    assert studies.coded("harbours", "ben", 1).note is None
    mine = studies.coded("harbours", "anna", 1)
    assert mine.answers == {"is_statement": "yes", "speaker": "Canary Finch"}
    assert mine.note == "the canary sings"


def test_coders_see_neither_the_source_nor_the_cue_unless_they_are_to(studies: Studies, make: Make) -> None:
    make()
    shown = studies.shown("harbours", 1)
    assert {one.part for one in shown.marks} == {"content"}
    assert shown.machine == {}
    make("seen", shows_machine=True)
    seen = studies.shown("seen", 1)
    assert {one.part for one in seen.marks} > {"content"}
    assert seen.machine["act"] == "said"


def test_the_words_of_an_item_are_where_its_marks_say(studies: Studies, make: Make) -> None:
    make(size=48)
    for item in studies.items("harbours"):
        words = [item.passage[slice(*one.span)] for one in item.marks if one.part == "content"]
        statement = studies.store.get(item.item).item
        assert " … ".join(words) == getattr(statement, "text", None)
        assert studies.store.page_text(item.capture)[item.start :].startswith(item.passage)


def test_what_is_none_is_asked_nothing_more_and_earlier_answers_go(studies: Studies, make: Make) -> None:
    make(size=1)
    studies.answer("harbours", "anna", 1, said_by(studies, "harbours", 1))
    assert studies.next("harbours", "anna") is None
    studies.answer("harbours", "anna", 1, {"is_statement": "no"})
    assert studies.coded("harbours", "anna", 1).answers == {"is_statement": "no"}
    assert studies.next("harbours", "anna") is None
    studies.answer("harbours", "anna", 1, {"is_statement": "yes"})
    assert studies.coded("harbours", "anna", 1).answers["act"] == "said"


def test_going_on_begins_where_one_left_and_comes_back_to_what_was_skipped(studies: Studies, make: Make) -> None:
    make(size=4)
    no = {"is_statement": "no"}
    studies.answer("harbours", "anna", 1, no)
    following = studies.next("harbours", "anna")
    assert following is not None
    assert following.position == 2
    skipped = studies.next("harbours", "anna", after=2)
    assert skipped is not None
    assert skipped.position == 3
    for position in (3, 4):
        studies.answer("harbours", "anna", position, no)
    back = studies.next("harbours", "anna", after=4)
    assert back is not None
    assert back.position == 2


@pytest.mark.parametrize(
    ("field", "given_", "meant"),
    [
        ("is_statement", "YES", "yes"),
        ("act", " Thought ", "thought"),
        ("speaker", "valdin", "Mira Valdin"),
        ("speaker", "person.valdin", "Mira Valdin"),
        ("speaker", "a spokesman for the port", "a spokesman for the port"),
        ("speaker", "Unnamed", "unnamed"),
        ("said", "2031-05", "2031-05"),
        ("said", "unsure", UNSURE),
    ],
)
def test_answers_that_mean_the_same_are_the_same(
    field: str, given_: str, meant: str, studies: Studies, make: Make
) -> None:
    make(size=48)
    position = next(one.position for one in studies.items("harbours") if "Mira Valdin" in one.named.values())
    studies.answer("harbours", "anna", position, {"is_statement": "yes", field: given_})
    assert studies.coded("harbours", "anna", position).answers[field] == meant


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"act": "sang"}, "act: 'sang' is none of said, thought, asked, unsure"),
        ({"said": "last May"}, "said: 'last May' is no day"),
        ({"said": "2031-02-30"}, "is no day"),
        ({"tone": "hostile"}, "tone: is no field of the codebook; it has is_statement"),
        ({"speaker": "x" * 1000}, "speaker: is longer than"),
        ({NOTE: "x" * 5000}, "note: is longer than"),
    ],
)
def test_an_answer_that_is_none_is_refused_and_nothing_of_it_kept(
    answers: dict[str, str], told: str, studies: Studies, make: Make
) -> None:
    make()
    with pytest.raises(InputError) as error:
        studies.answer_many("harbours", "anna", [(1, {"is_statement": "no"}), (2, answers)])
    assert told in str(error.value)
    assert studies.coded("harbours", "anna", 1).answers == {}


def test_states_are_told_by_any_name_several_in_one_order(studies: Studies, make: Make) -> None:
    make("deeds", kind="events", size=2)
    studies.answer("deeds", "anna", 1, {"is_event": "yes", "actor": "Turkey; Norway", "recipient": "none"})
    assert studies.coded("deeds", "anna", 1).answers["actor"] == "NOR, TUR"
    assert studies.coded("deeds", "anna", 1).answers["recipient"] == "none"
    with pytest.raises(InputError, match="is no state"):
        studies.answer("deeds", "anna", 1, {"actor": "Ruritania and so on"})


def test_a_closed_study_takes_no_answer_and_is_not_closed_twice(studies: Studies, make: Make) -> None:
    make(size=2)
    with pytest.raises(InputError, match="anna has coded 0 of 2, ben has coded 0 of 2; close it --anyway"):
        studies.close("harbours")
    studies.close("harbours", anyway=True)
    for again in (
        lambda: studies.answer("harbours", "anna", 1, {"is_statement": "no"}),
        lambda: studies.close("harbours"),
    ):
        with pytest.raises(InputError, match="is closed"):
            again()
    assert all(one.alpha is None for one in studies.agreement("harbours"))


def test_who_and_what_is_not_there_is_told(studies: Studies, make: Make) -> None:
    make()
    with pytest.raises(NoStudyError, match="no study of that name"):
        studies.study("nothing")
    with pytest.raises(InputError, match="does not code harbours; anna, ben do"):
        studies.next("harbours", "carla")
    with pytest.raises(InputError, match="has no item 99"):
        studies.answer("harbours", "anna", 99, {"is_statement": "no"})
    with pytest.raises(InputError, match="is a study already"):
        make()


@pytest.mark.parametrize("name", ["", " ", "a/b", "..", "a\nb", "x" * 61, "\ud800", " anna", "a\\b"])
def test_names_that_no_address_or_file_takes_are_refused(name: str, make: Make) -> None:
    with pytest.raises(InputError, match="cannot be a name"):
        make(name)
    with pytest.raises(InputError, match="cannot be a name"):
        make("other", coders=("anna", name))


def test_names_may_hold_markup_and_any_letters(studies: Studies, make: Make) -> None:
    name, coder = "<script>alert(1)</script>"[:25].replace("/", "|"), "=Ż'); DROP TABLE answers;--"
    make(name, coders=(coder, "ben"))
    studies.answer(name, coder, 1, {"is_statement": "no"})
    assert studies.coded(name, coder, 1).answers == {"is_statement": "no"}
    with pytest.raises(InputError, match="names somebody twice"):
        make("other", coders=("Anna", "anna"))
    with pytest.raises(InputError, match="name who codes"):
        make("other", coders=())


def test_a_key_opens_the_page_of_one_coder_until_another_is_made(studies: Studies, make: Make) -> None:
    make()
    make("other")
    key = studies.invite("harbours", "anna")
    assert studies.invited("harbours", key) == "anna"
    assert studies.invited("other", key) is None
    assert studies.invited("harbours", key + "x") is None
    assert studies.invited("harbours", "") is None
    assert key.encode() not in studies.store.path.read_bytes()
    newer = studies.invite("harbours", "anna")
    assert studies.invited("harbours", key) is None
    assert studies.invited("harbours", newer) == "anna"


def test_answers_are_added_never_changed(studies: Studies, make: Make) -> None:
    make(size=1)
    for value in ("yes", "yes", "no", "yes"):
        studies.answer("harbours", "anna", 1, {"is_statement": value})
    rows = studies.store.rows("SELECT value FROM answers ORDER BY number")
    assert rows == [("yes",), ("no",), ("yes",)]
    with pytest.raises(RecordError, match="never changed"), studies.store.changing() as connection:
        connection.execute("UPDATE answers SET value = 'no'")


Given = tuple[str, int, str]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_=st.lists(
        st.tuples(st.sampled_from(("anna", "ben")), st.integers(1, 3), st.sampled_from(("yes", "no", UNSURE))),
        max_size=25,
    )
)
def test_however_often_answers_come_the_last_ones_are_compared(
    given_: list[Given], kept: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Store(kept) as store:
        copy = tmp_path_factory.mktemp("answered") / "onrecord.db"
        with sqlite3.connect(copy) as to:
            store._connection.backup(to)
    with Store(copy, write=True) as store:
        studies = Studies(store)
        studies.new("harbours", "statements", Query(), Sample(3), ("anna", "ben"))
        last: dict[str, dict[int, str]] = {"anna": {}, "ben": {}}
        for coder, position, value in given_:
            studies.answer("harbours", coder, position, {"is_statement": value})
            last[coder][position] = value
        studies.close("harbours", anyway=True)
        found = studies.agreement("harbours")[0]
    both = last["anna"].keys() & last["ben"].keys()
    alike = sum(last["anna"][one] == last["ben"][one] for one in both)
    assert found.n == len(both)
    assert found.percent == (round(100 * alike / len(both), 1) if both else None)
    assert sum(cell.items for cell in found.pairs[0].confusion) == len(both)


def test_a_reading_that_finds_an_item_no_more_moves_no_study(studies: Studies, make: Make) -> None:
    make(size=48)
    before = list(studies.items("harbours"))
    gone = before[0]
    page, (article,) = report(studies, gone)
    newer = {"statements": (), "made_by": article.made_by | {"statement": "2"}}
    assert studies.store.put(page, [article.model_copy(update=newer)]) == "changed"
    assert studies.store.get(gone.item).item.id == gone.article
    assert list(studies.items("harbours")) == before
    studies.answer("harbours", "anna", gone.position, gone.machine)
    assert studies.coded("harbours", "anna", gone.position).answers == gone.machine


def test_items_go_with_a_page_that_is_forgotten_and_their_answers_with_them(studies: Studies, make: Make) -> None:
    make(size=48)
    code_all(studies, "harbours", "anna")
    gone = studies.item("harbours", 1).capture
    studies.store.forget(studies.store.meant(gone), Signature("an editor"))
    left = studies.positions("harbours")
    assert len(left) == 44
    assert studies.study("harbours").items == 44
    assert studies.store.rows("SELECT count(DISTINCT position) FROM answers") == [(44,)]
    assert studies.progress("harbours")[0].coded == 44
    studies.close("harbours", anyway=True)
    assert studies.agreement("harbours")[0].coded == 44


def test_ten_thousand_items_are_drawn_coded_and_compared(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    fill(path)
    with Store(path, write=True) as store:
        studies = Studies(store)
        studies.new("many", "statements", Query(), Sample(1), ("anna", "ben"))
        one = json.loads(studies.item("many", 1).model_dump_json())
        with store.changing() as connection:
            connection.executemany(
                "INSERT INTO study_items (study, position, item, article, capture, sha256, json)"
                " VALUES ('many', ?, ?, ?, ?, ?, ?)",
                (
                    (
                        number,
                        f"st_{number}",
                        one["article"],
                        one["capture"],
                        one["sha256"],
                        json.dumps(one | {"position": number}),
                    )
                    for number in range(2, 10_001)
                ),
            )
        for coder, no in (("anna", 3), ("ben", 4)):
            studies.answer_many(
                "many",
                coder,
                [
                    (number, {"is_statement": "no"} if number % no == 0 else one["machine"])
                    for number in range(1, 10_001)
                ],
            )
        studies.close("many")
        found = {one.field: one for one in studies.agreement("many")}
    both_no, one_no = 833, 3333 + 2500 - 2 * 833
    assert found["is_statement"].n == 10_000
    assert found["is_statement"].percent == pytest.approx(100 * (10_000 - one_no) / 10_000, abs=0.05)
    assert found["act"].n == 10_000 - one_no - both_no
