from __future__ import annotations

import gzip

import pytest

from onrecord.capture.sitemaps import Listed, Sitemap, parse
from onrecord.errors import PageError

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://courier.example/port?a=1&amp;b=2 </loc><lastmod>2031-05-05T08:00:00+02:00</lastmod>
  <image:image><image:loc>https://courier.example/pier.jpg</image:loc><image:title>The pier</image:title></image:image>
  <news:news><news:publication><news:name>The Vell Courier</news:name><news:language>en</news:language>
  </news:publication><news:publication_date>2031-05-04</news:publication_date>
  <news:title>Port closed</news:title></news:news></url>
<url><loc>https://courier.example/about</loc><lastmod>lately</lastmod></url>
<url><loc>ftp://courier.example/x</loc></url>
</urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://courier.example/news.xml.gz</loc><lastmod>2031-05-04</lastmod></sitemap>
<sitemap><loc>https://courier.example/2030.xml</loc></sitemap></sitemapindex>"""

PAGES = (
    Listed(
        "https://courier.example/port?a=1&b=2",
        "2031-05-05T08:00:00+02:00",
        "Port closed",
        "2031-05-04",
        "The Vell Courier",
        "en",
    ),
    Listed("https://courier.example/about"),
)


@pytest.mark.parametrize(
    "data", [NEWS.encode(), gzip.compress(NEWS.encode(), mtime=0), NEWS.replace("UTF-8", "UTF-16").encode("utf-16")]
)
def test_a_news_sitemap_tells_of_each_page_and_of_no_picture(data: bytes) -> None:
    assert parse(data, "https://courier.example/news.xml") == Sitemap(PAGES, ())


def test_an_index_leads_to_further_sitemaps() -> None:
    found = parse(INDEX.encode(), None)
    assert found == Sitemap((), ("https://courier.example/news.xml.gz", "https://courier.example/2030.xml"))


def test_an_old_one_without_a_namespace_is_read() -> None:
    found = parse(b"<urlset><url><loc>https://courier.example/a</loc></url></urlset>", None)
    assert found.pages == (Listed("https://courier.example/a"),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "broken XML"),
        (NEWS.encode()[:-40], "broken XML"),
        (b"<html></html>", "not a sitemap"),
        (gzip.compress(NEWS.encode(), mtime=0)[:-20], "ends too early"),
        (b"\x1f\x8b\x08 no gzip", "cannot be unpacked"),
    ],
)
def test_what_is_no_whole_sitemap_is_told_in_a_line(data: bytes, said: str) -> None:
    with pytest.raises(PageError, match=said) as caught:
        parse(data, "https://courier.example/news.xml")
    assert str(caught.value).startswith("https://courier.example/news.xml: ")
    assert "\n" not in str(caught.value)
