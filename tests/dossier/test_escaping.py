"""Whatever a page says, in Markdown it is that text and no markup."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.dossier.opened import plain, tokens
from tests.hostile.hostile_archive import PAYLOADS

from onrecord.dossier.escaping import code, escaped, link
from onrecord.dossier.plain import in_a_line

SIGNS = "\\`*_{}[]()<>#+-.!|&~^$@:/=%\"' \n\tab1iv)w."
MARKDOWN = (
    *("# heading", "## closed ##", "1. one", "(a) one", "i. e. that", "- item", "+ item", "> said", "    code"),
    *("```\ncode", "---", "a\n===", "| a | b |\n|---|---|", "[x]: http://evil.example", "[^1]: mine", "see [^1]"),
    *("text^[note]", "![i](http://evil.example/x.png)", "[a](javascript:alert(1))", "<http://evil.example>"),
    *("http://evil.example/x", "www.evil.example", "**b** _i_ ~~no~~ ~s~ ^s^", "`c` ``d`e``", "$x^2$", "{#id .c}"),
    *("::: warning", ": definition", "% title", "@cite", "... --", "&copy; &#60;", "two spaces  \nnext", "end\\"),
    *("<div>x</div>", "<!-- c -->", "- [x] task", "[!NOTE]", "[[wiki]]", "snake_case", "#", "1.", "("),
)
FRAMES = ("{}\n", "> {}\n", "- {}\n", "# {}\n", "Said: {}\n", "**1.** **{}** said\n", "x[^1]\n\n[^1]: {}\\\n    more\n")


def told(frame: str, text: str) -> str:
    """What a reader of Markdown shows of a text in a place where dossiers have texts."""
    around = plain(frame.format("SOMETHING")).split("SOMETHING")
    shown = plain(frame.format(escaped(text)))
    assert shown.startswith(around[0])
    assert shown.endswith(around[1])
    return shown[len(around[0]) : len(shown) - len(around[1])].strip()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", [*MARKDOWN, *PAYLOADS.values()])
def test_a_text_comes_back_and_makes_no_markup(text: str, frame: str) -> None:
    assert told(frame, text) == " ".join(in_a_line(text).split())
    expected = [one.type for one in tokens(frame.format("SOMETHING")) if one.type != "text_special"]
    found = [one.type for one in tokens(frame.format(escaped(text))) if one.type != "text_special"]
    # Texts beside each other are one text.
    assert [a for a, b in zip(found, [*found[1:], ""], strict=True) if (a, b) != ("text", "text")] == expected


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(SIGNS), min_size=1, max_size=20) | st.text(min_size=1), st.sampled_from(FRAMES))
@example('] (|"i "\'', FRAMES[0])
@example("[ #", FRAMES[3])
def test_any_text_comes_back(text: str, frame: str) -> None:
    wanted = in_a_line(text)
    if wanted:
        assert told(frame, text) == wanted


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("` ax\n"), max_size=12))
def test_code_comes_back_whatever_ticks_it_has(text: str) -> None:
    found = [one.content for one in tokens(f"x {code(text)} x\n") if one.type == "code_inline"]
    assert [one.strip() for one in found] == [in_a_line(text)]


@pytest.mark.parametrize(
    "address",
    [
        "https://harbourledger.example/a_b*c?x=1&copy=2&lt;#y",
        'https://harbourledger.example/"onmouseover="alert(1)"><script>',
        "https://harbourledger.example/\\)](x)[y](<z>)",
        "https://harbourledger.example/порт/`a`|b|",
    ],
)
def test_a_link_leads_where_it_says_and_shows_it(address: str) -> None:
    found = list(tokens(f"x {link(address, address)} x\n"))
    [opened] = [one for one in found if one.type == "link_open"]
    from urllib.parse import unquote  # noqa: PLC0415 - of this test alone

    assert unquote(str(opened.attrs["href"])) == address
    assert plain(link(address, address)).strip() == address
    assert {one.type for one in found} <= {
        *("paragraph_open", "paragraph_close", "inline", "text", "text_special", "link_open", "link_close"),
    }


def test_signs_that_turn_the_direction_are_shown_and_do_nothing() -> None:
    assert escaped("a\u202egnp.exe\u2066b\x1b[31m") == "a�gnp.exe�b�\\[31m"
    assert escaped("مرحبا\u200f") == "مرحبا\u200f"
