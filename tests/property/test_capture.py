from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from onrecord.capture import Given, Page, Raw, page
from onrecord.capture.charset import fits, utf16_order
from onrecord.capture.encoding import decode
from onrecord.capture.json_record import record, string
from onrecord.errors import PageError

_VERIFYING = runpy.run_path(str(Path(__file__).parents[1] / "capture" / "verifying.py"))

TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\t \0\u0301\u200b\ufeff😀é«»")))
TAGS = [
    "html",
    "head",
    "body",
    "title",
    "p",
    "div",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "h1",
    "h2",
    "pre",
    "svg",
    "select",
    "button",
]
FRAGMENTS = st.sampled_from(
    [
        *"<>&;/=!-?'\" \n\r\t\0xé😀\u00a0\u200b\x0c\x0b\x85",
        *(
            "<!--",
            "-->",
            "--!>",
            "<![CDATA[",
            "]]>",
            "<?",
            "</",
            "</>",
            "<!doctype html>",
            "<!",
            "&#",
            "&#x",
            "&amp",
            "&not",
        ),
        *("&amp;", "&nbsp;", "&notit;", "&eacute", "&#0;", "&#xD800;", "&#10;", "&#x80;", "&#1;", "&lt;p&gt;"),
        *(
            "<a href=x>",
            "</a>",
            "<b>",
            "</b>",
            "<br>",
            "<br/>",
            "</br>",
            "<hr>",
            "<img alt=x>",
            "<q>",
            "</q>",
            "<p hidden>",
        ),
        *(f"<{tag}>" for tag in TAGS),
        *(f"</{tag}>" for tag in TAGS),
        *("<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<noscript>", "</noscript>"),
        *(
            "<template>",
            "</template>",
            "<svg/>",
            "<p class='a b' id=c>",
            "<div style='display:none'>",
            "<plaintext>",
            "<xmp>",
        ),
        *(
            "<meta charset=utf-8>",
            "<meta charset=windows-1251>",
            "<link rel=canonical href=/a>",
            "<dialog>",
            "</dialog>",
        ),
        "<!-- saved from url=(0019)https://x.example/a -->",
    ]
)


def check(found: Page) -> None:
    _VERIFYING["check_runs"](found)
    _VERIFYING["check_blocks"](found)


def read(data: bytes, hint: str) -> Page | None:
    """The page, checked; None where it is refused as a page may be. Any other error fails the test."""
    try:
        found = page(Raw(data, "x", hint, Given()))  # type: ignore[arg-type]
    except PageError as error:
        assert "\n" not in str(error)  # noqa: PT017 - most bytes are no page
        return None
    check(found)
    assert page(Raw(data, "x", hint, Given())) == found  # type: ignore[arg-type]
    return found


@given(TEXT)
@example("“Größe”\r\n\0 e\u0301 😀")
def test_any_text_comes_back_from_a_file_in_utf_8(text: str) -> None:
    data = text.encode()
    # What begins with a mark of another kind of file, or reads as UTF-16 just as well, is that.
    assume(utf16_order(data) is None and b"\x1b$" not in data and not text.startswith("\ufeff"))
    found = read(data, "text")
    assert found is None or found.text == text


@given(TEXT, st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_any_text_comes_back_from_a_file_with_a_byte_order_mark(text: str, codec: str) -> None:
    marked = "\ufeff" if codec.endswith("e") else ""
    found = read((marked + text).encode(codec), "text")
    assert found is None or found.text == text


@given(st.binary(), st.sampled_from(["auto", "text", "html", "json"]))
def test_any_bytes_are_a_page_whose_runs_hold_or_are_refused(data: bytes, hint: str) -> None:
    read(data, hint)


@given(st.lists(st.one_of(st.binary(max_size=8), TEXT.map(str.encode)), max_size=8).map(b"".join))
def test_bytes_of_several_encodings_lose_nothing(data: bytes) -> None:
    decoded = decode(data, html=False)
    covered = sum(run.byte_end - run.byte_start for run in decoded.runs)
    mark = decoded.runs[0].byte_start if decoded.runs else 0
    if decoded.runs and decoded.runs[0].codec != "iso2022_jp":
        assert covered == len(data) - mark
    assert fits(decoded.text.encode("utf-8", "surrogatepass"), "utf-8")


@given(
    st.lists(FRAGMENTS, max_size=40).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1251", "gb18030", "cp932"])
)
@settings(max_examples=400)
def test_html_of_random_pieces_is_a_page_whose_runs_hold_or_is_refused(html: str, codec: str) -> None:
    read(html.encode(codec, "xmlcharrefreplace"), "html")


@given(st.lists(FRAGMENTS, max_size=20).map("".join), st.booleans())
@settings(max_examples=200)
def test_html_within_json_reads_as_html_in_a_file(html: str, ascii_only: bool) -> None:
    line = json.dumps({"html": html}, ensure_ascii=ascii_only).encode()
    assume(utf16_order(html.encode()) is None and "charset=windows" not in html)
    within = read(line, "json")
    alone = read(html.encode(), "html")
    if alone is None or html.startswith("\ufeff"):
        assert within is None or html.startswith("\ufeff")
    else:
        assert within is not None
        assert within.text == alone.text
        assert within.blocks == alone.blocks


@given(TEXT, st.booleans())
def test_any_text_comes_back_from_a_record(text: str, ascii_only: bool) -> None:
    found = read(json.dumps({"id": 1, "text": text}, ensure_ascii=ascii_only).encode(), "json")
    assert found is None or found.text == text


@given(st.text(st.sampled_from(r"\"/bfnrtu0d8cDC9x é"), max_size=30))
def test_a_string_of_json_is_read_as_json_reads_it(inner: str) -> None:
    line = f'{{"text": "{inner}"}}'
    try:
        expected = json.loads(line, strict=False)["text"]
        found = record(line)
    except (ValueError, KeyError):
        return
    decoded = decode(line.encode(), html=False)
    assert string(decoded, found.span).text == re.sub("[\ud800-\udfff]", "\ufffd", expected)


@given(
    st.recursive(
        st.sampled_from(["p", "div", "li", "td", "b", "span", "section"]), lambda inner: st.lists(inner, max_size=4)
    )
)
def test_words_of_well_formed_html_all_come_through_in_order(tree: object) -> None:
    words: list[str] = []
    parts: list[str] = []
    waiting: list[object] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        else:
            words.append(f"w{len(words)}")
            parts.append(f"<{node}>{words[-1]}</{node}> ")
    found = read(("<body>" + "".join(parts)).encode(), "html")
    assert (found.text.split() if found else []) == words
