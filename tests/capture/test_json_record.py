from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from onrecord.capture import Given, Page, Raw, page
from onrecord.capture.encoding import UnreadableError
from onrecord.capture.json_record import record
from onrecord.errors import PageError

Read = Callable[..., Page]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_text_of_a_record_is_not_changed(read: Read, ascii_only: bool) -> None:
    text = 'Порт "Brenek"\r\n\tзакрыт.\\ 😀 \0 e\u0301 \u2028 /end  '
    found = read(json.dumps({"id": 7, "text": text}, ensure_ascii=ascii_only))
    assert found.text == text
    assert found.format == "json"
    assert found.capture.text.made_by == "json-text-1"


def test_the_html_of_a_record_is_converted_and_maps_to_the_bytes_of_its_line(read: Read) -> None:
    found = read(
        '{"url": "https://paper.example/a", "html": "<p>Caf\\u00e9 &amp; \\u0026lt;Bar&gt;</p>\\n<p>Two  x</p>"}'
    )
    assert found.text == "Café & <Bar>\n\nTwo x"
    assert found.markup == "<p>Café &amp; &lt;Bar&gt;</p>\n<p>Two  x</p>"
    assert found.capture.text.made_by == "json-html-1"
    assert [block.path for block in found.blocks] == ["p", "p"]
    entity = next(run for run in found.runs if found.text[run.start : run.end] == "<")
    assert found.data[entity.byte_start : entity.byte_end] == b"\\u0026lt;"


def test_a_record_of_escapes_has_few_runs(read: Read) -> None:
    text = "Порт закрыт до понедельника, сообщила Лена Восс. " * 20
    assert len(read(json.dumps({"text": text})).runs) == 1


def test_half_a_surrogate_pair_is_replaced_with_a_warning(read: Read) -> None:
    found = read('{"text": "a \\ud83d b \\udc00\\ud83d\\ude00 c"}')
    assert found.text == "a \ufffd b \ufffd😀 c"
    assert found.warnings == ("2 escapes of half a surrogate pair stand as U+FFFD",)


def test_the_last_of_two_equal_keys_counts_as_in_json(read: Read) -> None:
    assert read('{"text": "one", "text": "two"}').text == "two"


def test_html_outranks_text_but_not_for_a_whole_article(read: Read) -> None:
    line = '{"text": "Plain.", "html": "<p>Marked.</p>"}'
    assert read(line).text == "Marked."
    assert read(line, whole=True).text == "Plain."
    assert read('{"html": null, "text": "Plain."}').text == "Plain."
    assert read('{"html": " ", "text": "Plain."}').text == "Plain."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a"', "not JSON: Expecting ',' delimiter at character 13"),
        ('{"text": "a"} x', "not JSON: Extra data at character 15"),
        ('{"text": a}', "not JSON: Expecting value at character 10"),
        ('{text: "a"}', "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ('["text"]', "not JSON: no object"),
        ('{"text": "\\ux"}', "not JSON: Invalid \\uXXXX escape at character 12"),
        ('{"title": "a"}', "a JSON object without `text` or `html`"),
        ("{}", "a JSON object without `text` or `html`"),
        ('{"text": ""}', "`text` and `html` are empty"),
        ('{"text": ["a"]}', "`text` is not a string"),
        ('{"text": "a", "x": ' + "[" * 100_000 + "}", "not JSON: nested too deeply"),
    ],
)
def test_a_broken_record_is_refused_with_the_reason(line: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        record(line)
    assert str(caught.value) == reason


def test_a_record_of_white_space_is_no_page() -> None:
    raw = Raw(b'{"text": "\\u200b \\n"}', "a.jsonl:1", "json", Given())
    with pytest.raises(PageError, match=r"^a\.jsonl:1: no text in it$"):
        page(raw)


def test_a_record_in_an_old_encoding_is_read_with_a_warning(read: Read) -> None:
    text = "Порт закрыт, сообщила в понедельник начальник порта Лена Восс. " * 4
    found = read(json.dumps({"text": text}, ensure_ascii=False).encode("cp1251"))
    assert found.text == text
    assert found.warnings == ("no encoding is declared; looks like windows-1251",)
