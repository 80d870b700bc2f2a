from __future__ import annotations

import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from onrecord.capture import Raw, feeds, page, raw_of, raws
from onrecord.errors import InputError, PageError

BODY = "<p>The port of Vell stays closed until the winter, said its harbour master.</p><p>Ships are led to Ostrel.</p>"
LONG = "<p>" + " ".join(["The port of Vell stays closed until the winter."] * 20) + "</p>"
BASE = "https://courier.example/feed"

RSS_2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>The Vell Courier</title><link>https://courier.example/</link>
<item><title>Port closed &amp; ships led north</title><link>/port?a=1&amp;b=2</link>
<guid isPermaLink="false">urn:vell:17</guid>
<pubDate>Sun, 04 May 2031 23:30:00 -0500</pubDate><dc:creator>Mara Lindqvist</dc:creator>
<description>The port stays closed [&#8230;]</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
</channel></rss>"""

RSS_1 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="{BASE}"><title>The Vell Courier</title></channel>
<item rdf:about="urn:vell:17"><title>Port closed &amp; ships led north</title>
<link>https://courier.example/port?a=1&amp;b=2</link><dc:date>2031-05-04T23:30:00-05:00</dc:date>
<dc:creator>Mara Lindqvist</dc:creator><content:encoded>{escape(BODY)}</content:encoded></item></rdf:RDF>"""

RSS_091 = """<rss version="0.91"><channel><title>The Vell Courier</title>
<item><title>Port closed</title><link>https://courier.example/port</link><description>A line.</description></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Vell Courier</title>
<entry><title type="html">Port &lt;b&gt;closed&lt;/b&gt; &amp;amp; ships led north</title>
<link rel="alternate" href="/port?a=1&amp;b=2"/><id>urn:vell:17</id><author><name>Mara Lindqvist</name></author>
<published>2031-05-04T23:30:00-05:00</published><updated>2031-05-05T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content></entry></feed>"""


def json_feed(*items: dict[str, object], version: str = "https://jsonfeed.org/version/1.1") -> bytes:
    return json.dumps({"version": version, "title": "The Vell Courier", "items": items}).encode()


def rss(*items: str) -> bytes:
    listed = "".join(f"<item><title>T</title><link>https://courier.example/t</link>{one}</item>" for one in items)
    return f'<rss version="2.0"><channel><title>Courier</title>{listed}</channel></rss>'.encode()


JSON = json_feed(
    {
        "id": "urn:vell:17",
        "url": "/port?a=1&b=2",
        "title": "Port closed & ships led north",
        "content_html": BODY,
        "date_published": "2031-05-04T23:30:00-05:00",
        "authors": [{"name": "Mara Lindqvist"}],
    }
)
JSON_1 = JSON.replace(b"version/1.1", b"version/1").replace(
    b'"authors": [{"name": "Mara Lindqvist"}]', b'"author": {"name": "Mara Lindqvist"}'
)


@pytest.mark.parametrize(
    "data", [RSS_2, RSS_1, ATOM, JSON, JSON_1], ids=["rss 2", "rss 1", "atom", "json 1.1", "json 1"]
)
def test_an_item_is_the_same_in_every_format(data: str | bytes) -> None:
    feed = feeds.parse(data.encode() if isinstance(data, str) else data, BASE)
    (item,) = feed.items
    assert feed.title == "The Vell Courier"
    assert (item.id, item.title) == ("urn:vell:17", "Port closed & ships led north")
    assert item.url == "https://courier.example/port?a=1&b=2"
    assert (item.published, item.author) == ("2031-05-04T23:30:00-05:00", "Mara Lindqvist")
    assert item.html == BODY
    assert item.text is None


def test_the_oldest_rss_is_read_too() -> None:
    (item,) = feeds.parse(RSS_091.encode(), None).items
    assert (item.title, item.url, item.summary) == ("Port closed", "https://courier.example/port", "A line.")
    assert item.id == item.url
    assert item.html is item.text is item.published is None


def test_a_long_description_is_the_article_and_a_teaser_is_not() -> None:
    found = feeds.parse(
        rss(
            f"<description>{escape(LONG)}</description>",
            "<description>The port stays closed.</description>",
            f"<description>{escape(LONG.replace('</p>', ' […]</p>'))}</description>",
            f"<description>{escape(LONG.replace('winter.</p>', 'win... <a>Read on</a></p>'))}</description>",
        ),
        None,
    ).items
    assert [one.html for one in found] == [LONG, None, None, None]
    assert [bool(one.summary) for one in found] == [False, True, True, True]


def test_content_that_is_cut_off_is_no_article() -> None:
    shown = "<p>The port stays [&#8230;]</p><p>The post T first appeared on C.</p>"
    cut = f"<content:encoded><![CDATA[{shown}]]></content:encoded>"
    data = rss(cut).replace(b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    assert feeds.parse(data, None).items[0].html is None


def test_text_stays_text() -> None:
    lines = "The port is closed.\n\nShips are led north: 3 < 4 is what the ministry wrote."
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><entry><title>T</title><id>1</id>
    <content type="text">{escape(lines)}</content></entry></feed>"""
    assert feeds.parse(atom.encode(), None).items[0].text == lines
    assert feeds.parse(json_feed({"id": 7, "content_text": lines}), None).items[0].text == lines
    assert feeds.parse(json_feed({"id": 7, "content_text": lines}), None).items[0].id == "7"


def test_markup_is_neither_cleaned_nor_changed() -> None:
    markup = '<p onclick="x()">The port<script>1</script> is <a href="/a">closed</a>, said Ruvell.</p>'
    data = rss(f"<content:encoded>{escape(markup)}</content:encoded>").replace(
        b"<rss ", b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    assert feeds.parse(data, BASE).items[0].html == markup


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "windows-1251", "iso-8859-5", "koi8-r"])
def test_a_feed_is_read_in_the_encoding_that_it_declares(codec: str) -> None:
    feed = f"""<?xml version="1.0" encoding="{codec}"?><rss version="2.0"><channel><title>Портовая газета</title>
    <item><title>Порт закрыт</title><link>https://port.example/1</link></item></channel></rss>"""
    found = feeds.parse(feed.encode(codec), None)
    assert (found.title, found.items[0].title) == ("Портовая газета", "Порт закрыт")


def test_a_feed_with_bare_ampersands_is_read_all_the_same() -> None:
    found = feeds.parse(rss("<description>Vell & Ostrel</description>").replace(b"Courier", b"Salt & Rope"), None)
    assert found.title == "Salt & Rope"
    assert found.items[0].summary == "Vell & Ostrel"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sun, 04 May 2031 23:30:00 EST", "2031-05-04T23:30:00-05:00"),
        ("Sun, 04 May 2031 21:30:00 GMT", "2031-05-04T21:30:00Z"),
        ("4 May 2031 21:30 +0200", "2031-05-04T21:30:00+02:00"),
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T23:30:00.5+02:00", "2031-05-04T23:30:00.5+02:00"),
        ("Sun May  4 21:30:00 2031", "2031-05-04T21:30:00Z"),
        ("2031-05-04T23:30:00+0200", "2031-05-04T23:30:00+02:00"),
        ("2031-13-45", None),
        ("2031-05", None),
    ],
)
def test_a_date_keeps_the_zone_in_which_it_was_written(written: str, read: str | None) -> None:
    (item,) = feeds.parse(rss(f"<pubDate>{written}</pubDate>"), None).items
    assert item.published == read


def test_a_date_that_is_none_is_left_out_and_only_web_addresses_are() -> None:
    (item,) = feeds.parse(rss("<pubDate>soon</pubDate><link>javascript:alert(1)</link>"), None).items
    assert item.published is None
    assert item.url is None


@pytest.mark.parametrize("data", [b"<html><p>x</p></html>", b"x", b"<a/>", json_feed()[:-4], b"{}"])
def test_what_is_no_feed_is_told_in_a_line(data: bytes) -> None:
    with pytest.raises(PageError) as caught:
        feeds.parse(data, BASE)
    assert "\n" not in str(caught.value)


def test_each_item_with_its_article_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(RSS_2.replace("</channel>", "<item><title>Only this</title></item></channel>").encode())
    first, second = raws(str(path), captured="2031-05-06")
    assert isinstance(first, Raw)
    assert first.data == BODY.encode()
    assert first.source == f"{path}#1"
    known = first.given
    assert known.whole
    assert (known.title, known.outlet) == ("Port closed & ships led north", "The Vell Courier")
    assert (known.url, known.published) == ("https://courier.example/port?a=1&b=2", "2031-05-04T23:30:00-05:00")
    assert (known.captured, known.record_id) == ("2031-05-06", "urn:vell:17")
    assert page(first).text.endswith("\n\nShips are led to Ostrel.")
    assert isinstance(second, PageError)
    assert str(second) == f"{path}#2: only a summary; `onrecord watch` fetches the page"


@pytest.mark.parametrize(
    "data", [RSS_2.encode(), RSS_1.encode(), ATOM.encode(), ATOM.replace("utf-8", "utf-16").encode("utf-16"), JSON]
)
def test_a_feed_is_told_by_its_content(data: bytes) -> None:
    assert raw_of(data, source="page.html").given.whole


def test_a_page_that_speaks_of_feeds_is_a_page() -> None:
    raw = raw_of(b"<!doctype html><p>Write <code>&lt;rss&gt;</code> or <rss> and close it.</p>", source="x")
    assert not raw.given.whole


def test_lists_of_addresses_hold_no_pages() -> None:
    for root, word in (("urlset", "sitemap"), ("sitemapindex", "sitemaps"), ("opml", "feeds")):
        with pytest.raises(PageError, match=rf"{word}.*`onrecord watch` follows"):
            raw_of(f"<?xml version='1.0'?><{root}></{root}>".encode())


def test_a_feed_without_items_is_told_and_of_several_one_is_no_page() -> None:
    with pytest.raises(PageError, match="without items"):
        raw_of(rss())
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    item = f"<content:encoded {space}>The port is closed.</content:encoded>"
    with pytest.raises(InputError, match="more than one"):
        raw_of(rss(item, item))
