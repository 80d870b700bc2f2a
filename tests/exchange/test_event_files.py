"""Events in the forms of other programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.record.factory import Deed, deeds_of

from onrecord.errors import InputError
from onrecord.event.labels import TYPES
from onrecord.event.pack import modes
from onrecord.exchange.cameo import COLUMNS as CAMEO_COLUMNS
from onrecord.exchange.cameo import codes
from onrecord.exchange.formats import export as export_files
from onrecord.exchange.register import COLUMNS
from onrecord.record import Store

SENT = Deed(
    "Norway shipped a third S-400 battery to Turkey.",
    "shipped",
    ("Norway", "NOR"),
    ("Turkey", "TUR"),
    ("S-400 battery", "air defence system"),
    when="2031-05-02",
)


def export(store: Store, form: str, path: Path) -> Path:
    [written] = export_files(store, form, path)
    return written


def again(status: str, **more: object) -> Deed:
    """The same thing at another status."""
    text = f"Norway and Turkey came to {status} over the S-400 in {sorted(more.items())!r}"
    return Deed(text, "came", ("Norway", "NOR"), ("Turkey", "TUR"), ("S-400", None), "arms-deal", status, **more)  # type: ignore[arg-type]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_plover_has_a_line_for_each_event(store: Store, tmp_path: Path) -> None:
    store.put(*deeds_of(SENT, again("planned", claimed=True)))
    written = export(store, "plover", tmp_path / "new" / "events.jsonl")
    first, second = map(json.loads, written.read_text(encoding="utf-8").splitlines())
    assert (first["event"], first["mode"], first["date"]) == ("COOPERATE", "arms-delivery", "2031-05-02")
    assert first["source"] == [{"name": "Norway", "code": "NOR", "country": "NOR", "entity": None}]
    assert first["text"] == SENT.text
    assert (second["claimed_by"], second["status"], second["date"]) == ("Mira Valdin", "planned", "2031-05-04")


def test_cameo_has_a_row_for_each_source_and_target_of_what_is_so(store: Store, tmp_path: Path) -> None:
    store.put(*deeds_of(SENT, again("done", denied=True), again("hypothetical")))
    [row] = table(export(store, "cameo", tmp_path / "events.csv"))
    assert tuple(row) == CAMEO_COLUMNS
    assert [row[name] for name in ("date", "source", "target", "root", "code")] == [
        "2031-05-02",
        "NOR",
        "TUR",
        "06",
        "062",
    ]


def test_every_act_of_the_pack_has_a_code_of_cameo() -> None:
    assert {type_ for type_, mode, _ in codes() if not mode} == set(TYPES)
    known = {mode for mode, _ in modes()}
    assert {mode for _, mode, _ in codes() if mode} <= known
    assert {(mode, status) for _, mode, status in codes() if status} <= set(modes())
    assert all(code.isdigit() and 3 <= len(code) <= 4 and "01" <= code[:2] <= "20" for code in codes().values())


def test_the_register_has_a_row_for_each_transfer(store: Store, tmp_path: Path) -> None:
    ordered = again("ordered", when="2029-02-01", quantity=4)
    store.put(*deeds_of(SENT, ordered, again("suspended"), outlet="Harbour Ledger"))
    [row] = table(export(store, "arms", tmp_path / "arms.csv"))
    assert tuple(row) == COLUMNS
    assert row | {"events": "", "evidence": ""} == {
        "supplier": "NOR",
        "recipient": "TUR",
        "item": "S-400",
        "class": "air defence system",
        "quantity": "4",
        "year_of_order": "2029",
        "years_of_delivery": "2031",
        "status": "done; suspended",
        "denied": "no",
        "claimed_by": "",
        "value": "",
        "evidence": "",
        "outlet": "Harbour Ledger",
        "published": "2031-05-04",
        "url": "",
        "events": "",
        "ruled": "",
    }
    assert row["evidence"] == SENT.text
    assert row["events"].count("ev_") == 3


@pytest.mark.parametrize(
    ("worth", "value"),
    [
        ("$2.5 billion", "2500000000 USD"),
        ("$2.5 billion, of which 300 million euros are for training", ""),
        ("billions of dollars", ""),
        ("$3-4 billion", ""),
        ("up to $2 billion", ""),
        ("$90 million apiece", ""),
        ("$90 million a year", ""),
    ],
)
def test_the_register_has_the_sum_of_a_deal_where_its_sentence_tells_one(
    worth: str, value: str, store: Store, tmp_path: Path
) -> None:
    text = f"Norway signed a contract with Turkey for the S-400, worth {worth}."
    deed = Deed(text, "signed", ("Norway", "NOR"), ("Turkey", "TUR"), ("S-400", None), "arms-deal", "agreed")
    store.put(*deeds_of(deed))
    [row] = table(export(store, "arms", tmp_path / "arms.csv"))
    assert row["value"] == value


def test_the_register_puts_a_buyer_who_declines_where_the_ladder_does(store: Store, tmp_path: Path) -> None:
    norway, turkey, thing = ("Norway", "NOR"), ("Turkey", "TUR"), ("S-400", None)
    offer = Deed("Norway offered Turkey the S-400.", "offered", norway, turkey, thing, "arms-offer", "offered")
    declined = Deed("Turkey declined the S-400.", "declined", turkey, norway, thing, "arms-refusal", "refused")
    store.put(*deeds_of(declined, offer))
    [row] = table(export(store, "arms", tmp_path / "arms.csv"))
    assert (row["supplier"], row["recipient"], row["status"]) == ("NOR", "TUR", "offered; refused")


def test_the_register_says_what_is_denied_and_who_alone_vouches_for_it(store: Store, tmp_path: Path) -> None:
    store.put(*deeds_of(again("done", denied=True, claimed=True)))
    [row] = table(export(store, "arms", tmp_path / "one.csv"))
    assert (row["status"], row["denied"], row["claimed_by"]) == ("done", "yes", "Mira Valdin")
    assert (row["year_of_order"], row["years_of_delivery"]) == ("", "")
    store.put(*deeds_of(again("agreed"), source="two.txt"))
    [row] = table(export(store, "arms", tmp_path / "two.csv"))
    assert (row["status"], row["denied"], row["claimed_by"]) == ("agreed", "disputed", "")


def test_who_asks_is_the_recipient_and_a_side_that_nothing_tells_is_empty(store: Store, tmp_path: Path) -> None:
    asked = Deed(
        "Tarsia asked for tanks.", "asked", ("Tarsia", None), None, ("tanks", "tank"), "arms-request", "called-for"
    )
    nobody = Deed("Some rifles were shipped.", "shipped", None, None, ("rifles", "small arms"))
    store.put(*deeds_of(asked, nobody))
    [row] = table(export(store, "arms", tmp_path / "arms.csv"))
    assert (row["supplier"], row["recipient"], row["class"]) == ("", "Tarsia", "tank")


@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "＝1"])
def test_no_cell_is_a_formula(store: Store, tmp_path: Path, evil: str) -> None:
    deed = Deed(f"{evil} shipped tanks to Tarsia.", "shipped", (evil, None), ("Tarsia", None), (evil, None))
    store.put(*deeds_of(deed, outlet=evil))
    for path in (export(store, "arms", tmp_path / "arms.csv"), export(store, "cameo", tmp_path / "cameo.csv")):
        for row in table(path):
            assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for cell in row.values())
            assert f"'{evil}" in row.values()


def test_a_cell_with_line_breaks_commas_and_marks_stays_one_cell(store: Store, tmp_path: Path) -> None:
    odd = 'Wisla, "Arms" \u2028 \u202e & Söhne'
    store.put(*deeds_of(Deed(f"{odd} shipped tanks.", "shipped", (odd, None)), outlet="Harbour\n\nLedger\t,"))
    [row] = table(export(store, "arms", tmp_path / "arms.csv"))
    assert row["outlet"] == "Harbour Ledger ,"
    assert row["supplier"].startswith('Wisla, "Arms"')


def test_an_empty_record_gives_heads_alone_and_the_same_record_the_same_files(store: Store, tmp_path: Path) -> None:
    assert table(export(store, "arms", tmp_path / "arms.csv")) == []
    assert (tmp_path / "arms.csv").read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n"
    assert export(store, "plover", tmp_path / "events.jsonl").read_text(encoding="utf-8") == ""
    store.put(*deeds_of(SENT))
    texts = {export(store, "arms", tmp_path / name).read_bytes() for name in ("one.csv", "two.csv")}
    assert len(texts) == 1


def test_a_file_that_cannot_be_written_is_said_in_one_line(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        export(store, "arms", tmp_path)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        export(store, "plover", tmp_path / "file" / "events.jsonl")
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
