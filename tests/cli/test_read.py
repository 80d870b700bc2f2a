"""`onrecord read` prints articles as JSON Lines, and says of bad input what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import DEMO, Run, alone

from onrecord.model import Article

PAGE = """Home News Sport

Harbour wall to be raised, says mayor

By Ada Corvin

PORT LINDEN, March 3 (Northwire) - The harbour wall will be raised by two metres, mayor Bruno Elsner said on Tuesday.

“We cannot wait for the next flood,” he told reporters. “The money is there.”

Leave a Reply
"""


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def pieces(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_a_page_becomes_one_line_with_every_key_of_the_shape(tmp_path: Path, onrecord: Run) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    done = onrecord("read", "page.txt", "--captured", "2023-03-09", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    [line] = lines(done.stdout)
    assert list(line) == [field.alias or name for name, field in Article.model_fields.items()]
    assert line["schema"] == 1
    assert line["title"] == "Harbour wall to be raised, says mayor"
    assert line["published"]["value"] == "2023-03-03"
    assert line["capture"]["captured"] == "2023-03-09"
    assert line["capture"]["source"] == "page.txt"


def test_every_span_leads_to_what_its_item_says(tmp_path: Path, onrecord: Run) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    [line] = lines(onrecord("read", tmp_path / "page.txt", "--with-text").stdout)
    text = line["text"]
    assert text == PAGE
    assert " ".join(pieces(text, line["title_spans"])) == line["title"]
    direct = next(one for one in line["statements"] if one["kind"] == "direct")
    assert pieces(text, direct["content"]) == ["We cannot wait for the next flood", "The money is there."]
    assert pieces(text, direct["source"]) == ["he"]
    assert direct["speaker_name"] == "Bruno Elsner"
    assert not any("Leave a Reply" in piece or "Home News" in piece for piece in pieces(text, line["body"]))


def test_standard_input_is_read_as_a_page(onrecord: Run) -> None:
    [line] = lines(onrecord("read", "-", stdin=PAGE).stdout)
    assert line["title"] == "Harbour wall to be raised, says mayor"


def test_a_whole_input_is_one_article_with_nothing_taken_out(onrecord: Run) -> None:
    text = "Home\n\nThe mayor spoke.\n\nLeave a Reply\n"
    [line] = lines(onrecord("read", "-", "--whole", "--with-text", stdin=text).stdout)
    assert "".join(pieces(text, line["body"])).replace("\n", "") == "HomeThe mayor spoke.Leave a Reply"


def test_a_page_in_a_language_without_a_model_says_so(onrecord: Run) -> None:
    text = (
        "Der Bürgermeister erklärte am Dienstag, die Mauer am Hafen werde um zwei Meter erhöht. Das Geld sei da.\n\n"
        "„Wir können nicht auf die nächste Flut warten“, sagte er vor Journalisten im Rathaus der Stadt.\n"
    )
    [line] = lines(onrecord("read", "-", "--whole", stdin=text).stdout)
    assert line["language"] == "de"
    assert [(s["text"], s["speaker"]) for s in line["statements"]] == [
        ("Wir können nicht auf die nächste Flut warten", None)
    ]
    assert line["unresolved"]["statements"] == "no model for de"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200), "JPEG"),
        ("blank.txt", b" \n\n \n", "no text"),
    ],
)
def test_what_is_no_page_gets_one_clear_line_and_exit_code_2(
    tmp_path: Path, onrecord: Run, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = onrecord("read", name, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith(f"onrecord: {name}: ")
    assert said in line


def test_a_broken_line_in_a_good_file_is_told_and_the_rest_is_read(tmp_path: Path, onrecord: Run) -> None:
    good = [json.dumps({"id": f"r{number}", "text": PAGE}) for number in (1, 2)]
    (tmp_path / "pages.jsonl").write_text("\n".join([good[0], '{"text": "cut o', good[1]]), encoding="utf-8")
    done = onrecord("read", "pages.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert [line["capture"]["record_id"] for line in lines(done.stdout)] == ["r1", "r2"]
    [told] = done.stderr.splitlines()
    assert told.startswith("onrecord: pages.jsonl:2: ")


@pytest.mark.parametrize("codec", ["windows-1251", "utf-16", "utf-16-le", "koi8-r"])
def test_a_page_in_another_encoding_comes_out_as_its_characters(tmp_path: Path, onrecord: Run, codec: str) -> None:
    text = (
        "Глава портового города сообщил во вторник, что стену у гавани поднимут на два метра уже к осени.\n\n"
        "По его словам, деньги на работы выделены, а подрядчик начнёт строительство в следующем месяце.\n\n"
        "Жители нижних улиц просили об этом с прошлой весны, когда вода дважды доходила до ступеней вокзала.\n"
    )
    (tmp_path / "page.txt").write_bytes(text.encode(codec))
    [line] = lines(onrecord("read", "page.txt", "--with-text", cwd=tmp_path).stdout)
    assert line["text"] == text
    assert line["language"] == "ru"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "nowhere.txt"], "nowhere.txt"),
        (["read", "-", "--captured", "yesterday"], "yesterday"),
        (["add", "nowhere"], "nowhere"),
        (["statements"], "onrecord.db"),
        (["show", "st_x"], "onrecord.db"),
    ],
)
def test_a_mistake_gets_one_line_and_exit_code_2(
    tmp_path: Path, onrecord: Run, arguments: list[str], said: str
) -> None:
    done = onrecord(*arguments, cwd=tmp_path, stdin="")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("onrecord: ")
    assert said in line
    assert list(tmp_path.iterdir()) == []


def test_demo_pages_keep_the_line_ends_and_the_encoding_that_they_test() -> None:
    assert b"\r\n" in (DEMO / "yearend_masthead.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        (DEMO / "mirror_spokeswoman.html").read_bytes().decode("utf-8")


def test_reading_leaves_nothing_in_the_home_of_who_reads(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    page = tmp_path / "page.txt"
    page.write_text("Karsan minister Adara Ruvell said the pact was signed. She left for Harsk.", encoding="utf-8")
    done = alone("read", "--whole", page, env={"HOME": str(home)})
    assert '"statements":[{' in done.stdout
    assert list(home.rglob("*")) == []
