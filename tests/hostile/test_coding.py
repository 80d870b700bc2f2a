"""Coding over pages that mean harm, by coders who do: all of it is text, on the desk, on paper, in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from re import findall

import pytest
from fastapi.testclient import TestClient
from lxml import html
from markdown_it import MarkdownIt
from tests.hostile.hostile_archive import PAYLOADS, name
from tests.hostile.visiting import BEARER, desk, visitor
from tests.record.factory import Told

from onrecord.coding import NOTE, Sample, Studies, read_codebook
from onrecord.coding.report import report
from onrecord.coding.sheets import export, take, write_sheet
from onrecord.errors import InputError
from onrecord.record import Query, Store
from onrecord.web.coding import page_of

STUDY, CODER = '"><img src=x onerror=alert(1)>', "'onmouseover=alert(1) x='"
TEMPLATES = [one.read_text("utf-8") for one in (files("onrecord.web") / "templates").iterdir()]
OWN = {tag for text in TEMPLATES for tag in findall(r"<([a-z]\w*)", text)}
CODEBOOK = (
    "[tone]\nquestion = '<script>alert(1)</script>'\n[tone.categories]\nA = '<img src=x onerror=alert(1)>'\n"
    "B = '''=HYPERLINK(\"https://evil.example\")'''\n"
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with a payload wherever a text may stand, coded by two who answer with payloads, and closed."""
    folder = tmp_path_factory.mktemp("coded")
    path = folder / "onrecord.db"
    (folder / "tone.toml").write_text(CODEBOOK, encoding="utf-8")
    with Store(path, create=True, write=True) as store:
        for number, payload in enumerate(PAYLOADS.values()):
            lines = [(name(payload), f"We will send {payload} drones to Tolm before the winter {payload} comes")]
            told = Told(title=f"Drones {payload}", lines=lines, outlet=f"Ledger {payload}", source=f"page {number}")
            store.put(*told.made())
        store.place()
        studies = Studies(store)
        book = read_codebook(folder / "tone.toml", "statements")
        for study in (STUDY, "open"):
            studies.new(study, "statements", Query(), Sample(len(PAYLOADS)), (CODER, "ben"), codebook=book)
            for coder in (CODER, "ben"):
                for item in studies.items(study):
                    studies.answer(study, coder, item.position, item.machine | answered(item.position, coder))
        studies.close(STUDY, anyway=True)
    return path


def answered(position: int, coder: str) -> dict[str, str]:
    payload = list(PAYLOADS.values())[position - 1]
    return {"speaker": f"{payload[:150]} {coder}", NOTE: payload[:1500]}


@pytest.fixture
def client(record: Path) -> TestClient:
    """Somebody who has shown the token, and each coder's key."""
    made = visitor(desk(record))
    made.headers.update(BEARER)
    with Store(record, write=True) as store:
        key = Studies(store).invite("open", CODER)
    assert made.get(page_of("open", CODER, key=key)).status_code == 303
    return made


def pages(client: TestClient) -> Iterator[str]:
    yield client.get("/coding").text
    for start in range(0, len(PAYLOADS), 10):
        yield client.get(page_of(STUDY, start=start)).text
    for item in range(1, len(PAYLOADS) + 1):
        yield client.get(page_of("open", CODER, item=item)).text
    yield client.post(page_of("open", "do", "invite"), data={"coder": CODER}).text


def test_no_page_has_an_element_or_attribute_that_is_not_the_desks(client: TestClient) -> None:
    seen = 0
    for text in pages(client):
        tree = html.document_fromstring(text)
        elements = [one for one in tree.iter() if isinstance(one.tag, str)]
        assert {one.tag for one in elements} <= OWN | {"html", "head", "body"}
        assert not [key for one in elements for key in one.attrib if key.startswith("on") or key == "style"]
        assert {one.get("src") for one in elements if one.tag == "script"} == {"/static/desk.js"}
        actions = {one.get("action") for one in elements if one.tag == "form"}
        assert all(one is None or one.startswith(("/coding/", "/search", "/leave")) for one in actions)
        seen += "<main" in text
    assert seen > len(PAYLOADS)


def test_what_was_answered_and_noted_stands_on_the_page_as_it_is(client: TestClient, record: Path) -> None:
    told = " ".join(html.document_fromstring(text).text_content() for text in pages(client))
    with Store(record) as store:
        coded = [one for ones in Studies(store).answers(STUDY).values() for one in ones]
    assert coded
    assert [one.answers["speaker"] for one in coded if one.answers["speaker"] not in told] == []


def test_the_document_shows_all_as_text(record: Path) -> None:
    with Store(record) as store:
        text = "\n".join(report(Studies(store), STUDY))
    found = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {one.type for token in found for one in (token, *(token.children or ()))}
    assert not {"html_block", "html_inline", "image", "link_open", "code_inline", "fence", "code_block"} & kinds
    shown = "".join(one.content for token in found for one in (token.children or ()))
    assert STUDY in shown
    assert "<img src=x onerror=alert(1)>" in shown


def test_no_cell_is_a_formula_and_each_comes_back(record: Path, tmp_path: Path) -> None:
    with Store(record, write=True) as store:
        studies = Studies(store)
        out = [
            write_sheet(studies, "open", CODER, tmp_path / "sheet.csv"),
            export(studies, STUDY, tmp_path / "all.csv"),
        ]
        before = [studies.coded("open", CODER, one) for one in studies.positions("open")]
        take(studies, "open", CODER, out[0])
        assert [studies.coded("open", CODER, one) for one in studies.positions("open")] == before
    for path in out:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert len(rows) > len(PAYLOADS)
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "＝"))]


def test_a_form_of_a_thousand_fields_or_of_none_of_ours_is_refused(client: TestClient) -> None:
    address = page_of("open", CODER)
    many = client.post(address, data={f"choose-{number}": "x" for number in range(1000)} | {"item": "1"})
    assert many.status_code in (400, 422)
    for place in ("9" * 30, "9" * 5000, "-1", "٣", "1e3", "99"):
        assert client.post(address, data={"item": place}).status_code == 422, place
    assert client.post(address, data={"item": "1", "choose-tone": "C"}).status_code == 422
    file = client.post(address, files={"item": ("x", b"1")})
    assert file.status_code in (400, 422)
    assert client.post(address, data={"item": "1", "note": "x" * 70_000}).status_code == 413


def test_a_lone_surrogate_or_a_control_character_is_taken_for_what_it_shows(record: Path) -> None:
    with Store(record, write=True) as store:
        studies = Studies(store)
        studies.answer("open", "ben", 1, {"speaker": "a\ud83d\x00\x1b[2Jb\u202ec", NOTE: "x\x00\ud800y"})
        coded = studies.coded("open", "ben", 1)
        assert coded.answers["speaker"] == "a?[2Jbc"
        assert coded.note == "x?y"
        with pytest.raises(InputError):
            studies.answer("open", "ben", 1, {"tone": "\ud800"})
