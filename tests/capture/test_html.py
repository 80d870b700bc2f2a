from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from onrecord.capture import Page

Read = Callable[..., Page]


def text(read: Read, html: str) -> str:
    return read(f"<!doctype html><body>{html}", format="html").text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Port closed</h1><p>One.</p><p>Two.</p>", "Port closed\n\nOne.\n\nTwo."),
        ("<div>One.</div><div>Two.</div>", "One.\n\nTwo."),
        ("<div><div><p>One.</div></div>Two.", "One.\n\nTwo."),
        ("One.<br>Two.<br><br>Three.", "One.\nTwo.\n\nThree."),
        ("<ul><li>One<li>Two</ul><p>Three", "One\nTwo\n\nThree"),
        ("<ul><li><div>One</div></li><li><div>Two</div></li></ul>", "One\nTwo"),
        ("<li><p>One.</p><p>Two.</p></li>", "One.\n\nTwo."),
        ("<table><tr><th>Name<th>Sum<tr><td>Ann<td>7</table>", "Name\tSum\nAnn\t7"),
        ("<dl><dt>Port<dd>A town<dt>Pier<dd>A wall</dl>", "Port\nA town\nPier\nA wall"),
        ("<p>One.<hr>Two.", "One.\n\nTwo."),
        ("<p>One.</br>Two.", "One.\nTwo."),
        ("Text <p>One.</p> after", "Text\n\nOne.\n\nafter"),
        ("<figure><img alt=x><figcaption>A pier.</figcaption></figure>", "A pier."),
    ],
)
def test_blocks_stand_on_lines_of_their_own(read: Read, html: str, expected: str) -> None:
    assert text(read, html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>  The port\n\t of <b> Brenek </b> is\r\n closed. </p>", "The port of Brenek is closed."),
        ("<p>The <b>port</b><i> of</i> <a href=x>Brenek</a>.</p>", "The port of Brenek."),
        ("<p>no\u00a0break</p><p>&nbsp;</p><p>&nbsp;x&nbsp;&nbsp;y&nbsp;</p>", "no\u00a0break\n\nx\u00a0\u00a0y"),
        ("<p><span>T</span>he <wbr>pier</p>", "The pier"),
        ("<p>x&#10;y&#32;z</p>", "x y z"),
        ("<pre>\n  one\n    two\n</pre>three", "  one\n    two\n\nthree"),
        ("<pre>one\r\n&lt;two&gt;</pre>", "one\r\n<two>"),
        ("<p>a\u000bb\u2028c", "a\u000bb\u2028c"),
    ],
)
def test_white_space_folds_as_in_a_browser(read: Read, html: str, expected: str) -> None:
    assert text(read, html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Caf&eacute; &amp; Bar", "Café & Bar"),
        ("Caf&eacute Nord", "Café Nord"),
        ("&#1055;&#x43e;&#X440;&#x442;", "Порт"),
        ("&#x201Cyes&#x201d", "“yes”"),
        ("&#147;yes&#148; &#x80;5", "“yes” €5"),
        ("&notit; &ampx &nosuch; &; AT&T &", "¬it; &x &nosuch; &; AT&T &"),
        ("&#0;&#xD800;&#99999999;x", "\ufffd\ufffd\ufffdx"),
        ("&amp;lt;", "&lt;"),
        ("a < b <3 > c", "a < b <3 > c"),
    ],
)
def test_character_references_are_undone_once(read: Read, html: str, expected: str) -> None:
    assert text(read, html) == expected


def test_a_character_reference_has_a_run_of_its_own(read: Read) -> None:
    page = read("<p>Caf&eacute;   Nord</p>", format="html")
    assert [(page.text[run.start : run.end], run.how, run.byte_start, run.byte_end) for run in page.runs] == [
        ("Caf", "same", 3, 6),
        ("é", "entity", 6, 14),
        (" ", "space", 14, 17),
        ("Nord", "same", 17, 21),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<script>var p = '<p>no</p>';</script>",
        "<style>p::after { content: 'no' }</style>",
        "<noscript><p>no</p></noscript>",
        "<template><p>no</p></template>",
        "<!-- no --><!no><?no?></ no>",
        "<svg><title>no</title><text>no</text></svg>",
        "<select><option>no</select><datalist><option>no</datalist><textarea>no</textarea>",
        "<video>no</video><audio>no</audio><canvas>no</canvas><object>no</object><iframe>no</iframe>",
        "<ruby><rp>no</rp></ruby>",
        "<img alt='no'><input value='no'>",
        "<![CDATA[no]]>",
    ],
)
def test_what_a_browser_does_not_show_as_text_is_left_out(read: Read, html: str) -> None:
    assert text(read, f"<p>Before.</p>{html}<p>After.</p>") == "Before.\n\nAfter."


def test_the_title_comes_first(read: Read) -> None:
    page = read("<html><head><title>Port\n closed</title><meta charset=utf-8></head><body><p>One.", format="html")
    assert page.text == "Port closed\n\nOne."
    assert [block.path for block in page.blocks] == ["html/head/title", "html/body/p"]


def test_what_is_hidden_is_kept_and_marked(read: Read) -> None:
    page = read(
        "<p>Shown.</p><div hidden><p>One.</p></div><p style='color:red; DISPLAY : none'>Two.</p>"
        "<dialog><p>Three.</p></dialog><p hidden=until-found>Four.</p><p aria-hidden=true>Five.</p>",
        format="html",
    )
    hidden = [page.text[block.start : block.end] for block in page.blocks if block.hidden]
    assert hidden == ["One.", "Two.", "Three."]
    assert page.text.split("\n\n") == ["Shown.", "One.", "Two.", "Three.", "Four.", "Five."]


def test_the_marks_that_a_browser_shows_around_a_quotation_are_written(read: Read) -> None:
    assert text(read, "<p><q>Yes, <q>later</q>,</q> she said.</p>") == "“Yes, ‘later’,” she said."


def test_a_quotation_that_never_closes_gets_no_closing_mark(read: Read) -> None:
    assert text(read, "<p><q>Yes, she said.</p><p><q>No.</q></p>") == "“Yes, she said.\n\n“No.”"


def test_links_and_buttons_side_by_side_do_not_run_into_each_other(read: Read) -> None:
    assert text(read, "<a href=1>World</a><a href=2>Sport</a>") == "World Sport"
    assert text(read, "<button>Share</button><button>Save</button>") == "Share Save"
    assert text(read, "<p>The <a href=1>por</a>t, <button>here</button>.</p>") == "The port, here ."


def test_a_block_says_where_it_stands(read: Read) -> None:
    page = read(
        "<html><body><main id=content><article class='story big' itemprop=articleBody>"
        "<p class=lead>The <a href=x>port</a> is shut.</p></article></main></body></html>",
        format="html",
    )
    (block,) = page.blocks
    assert block.path == "html/body/main/article/p"
    assert block.hints == ("lead", "story big articleBody", "content")
    assert block.links == pytest.approx(4 / len("The port is shut."))
    assert not block.hidden


def test_an_anchor_without_an_address_is_no_link(read: Read) -> None:
    (block,) = read("<p><a name=top>The port</a> is shut.</p>", format="html").blocks
    assert block.links == 0


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<p>One<p>x", "p"),
        ("<p>One<div>x", "div"),
        ("<p>One<span><section>x", "section"),
        ("<ul><li>One<li>x", "ul/li"),
        ("<ul><li>One<ul><li>Two</ul><li>x", "ul/li"),
        ("<ul><li>One<ul><li>Two</li></ul>x", "ul/li"),
        ("<table><tr><td>One<td>x", "table/tr/td"),
        ("<table><tbody><tr><td>One<tr><td>x", "table/tbody/tr/td"),
        ("<table><tr><td><p>One</table>x", ""),
        ("<div><table><tr><td>One</div>x", "div/table/tr/td"),
        ("<div><span hidden>One</div>x", ""),
        ("<h1>One<h2>x", "h2"),
        ("<h1>One</h2>x", ""),
        ("<b><p>One</b>x", "p"),
        ("</div></p></b>x", ""),
        ("<dl><dt>One<dd>x", "dl/dd"),
        ("<article><p>One</article><p>x", "p"),
        ("<head><meta><title>One</title><p>x", "p"),
        ("<html><body><p>One</body></html><p>x", "html/body/p"),
        ("<svg><path/><p>x", "p"),
        ("<svg/><p>x", "p"),
        ("<p>One<hr>x", ""),
        ("<button><p>One</button>x", ""),
        ("<svg><svg><head><div>One</div>x", ""),
    ],
)
def test_elements_end_where_browsers_end_them(read: Read, html: str, path: str) -> None:
    page = read(html, format="html")
    assert page.text.endswith("x")
    assert page.blocks[-1].path == path


def test_text_after_an_unclosed_tag_is_lost_as_in_a_browser_with_a_warning(read: Read) -> None:
    for html in ("<p>One.</p><p class='two>Two.</p>", "<p>One.</p><!-- <p>Two.</p>"):
        page = read(html, format="html")
        assert page.text == "One."
        assert page.warnings[0].startswith("its HTML ends within a tag or comment; ")
    assert read("<p>One.</p><!-- end -->\n", format="html").warnings == ()


def test_offsets_hold_after_characters_of_several_bytes(read: Read) -> None:
    page = read("<meta charset=utf-8><p>Größe 😀 <b>Порт</b></p>", format="html")
    last = page.runs[-1]
    assert page.text[last.start : last.end] == "Порт"
    assert page.data[last.byte_start : last.byte_end] == "Порт".encode()


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be", "cp1251", "koi8-r"])
def test_the_text_is_the_same_in_every_encoding(read: Read, codec: str) -> None:
    html = f"<!doctype html><meta charset={codec}><h1>Порт  закрыт</h1>\r\n<p>Причал&nbsp;&#8212; пуст</p>\n"
    assert read(html.encode(codec)).text == "Порт закрыт\n\nПричал\u00a0— пуст"


def test_the_text_of_a_page_stays_the_same_from_release_to_release(read: Read) -> None:
    """Where this fails, VERSION of the capture step must grow with the new hash: all spans count in this text."""
    html = (
        "<!doctype html><html><head><title>A &amp; B</title><script>x<!--</script></head><body class='news'>"
        "<nav><a href=1>One</a><a href=2>Two</a></nav></><p>Caf&eacute   <b>Nord</b><p>x&nbsp;<q>y</q></p>"
        "<ul><li>1<li>2</ul><table><tr><td>a<td>b</table><pre>\n z \r\n</pre><!-- c --!> d --><p hidden>e\0f<br>g</p>"
        "<svg><title>h</title></svg><textarea><p>i</p></textarea>&#x80;&notit;<select><option>j</select></body></html>k"
    )
    page = read(html, format="html")
    assert page.capture.text.made_by == "html-1"
    assert sha256(page.text.encode()).hexdigest()[:16] == "961969fd640462bb", page.text
