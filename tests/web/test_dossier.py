"""Dossiers at the desk: a link on each view that has one, and a file that is kept and never run there."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from tests.dossier.opened import Page
from tests.record.newsroom import WIRE

LINK = re.compile(r'href="(/dossier/[^"]+)"')


@pytest.fixture
def views(reading: TestClient) -> list[str]:
    saying = reading.get("/api/v1/sayings").json()["items"][0]
    story = reading.get(f"/api/v1/stories?limit=1&about={WIRE.title}").json()["items"][0]
    return [
        "/search?q=Halvard&outlet=%3DNorland+Wire",
        f"/stories/{story['id']}",
        f"/sayings/{saying['id']}",
        f"/speakers/{saying['speaker']}",
    ]


def test_each_view_leads_to_its_dossier_in_both_formats(reading: TestClient, views: list[str]) -> None:
    for view in views:
        links = [one.replace("&amp;", "&") for one in LINK.findall(reading.get(view).text)]
        assert len(links) == 2, view
        page, text = (reading.get(one) for one in links)
        assert page.status_code == text.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert text.headers["content-type"] == "text/markdown; charset=utf-8"
        assert re.fullmatch(r'attachment; filename="dossier-[a-z0-9-]+\.html"', page.headers["content-disposition"])
        assert text.headers["content-disposition"].endswith('.md"')
        assert page.headers["content-security-policy"].startswith("sandbox;")
        assert Page(page.text).document.select(".lines > li"), view
        assert text.text.startswith("# ")


def test_a_dossier_of_a_search_holds_what_the_search_shows(reading: TestClient) -> None:
    everything = Page(reading.get("/dossier/search?q=Halvard").text)
    narrowed = Page(reading.get("/dossier/search?q=Halvard&outlet=%3DThe+Evening+Buoy&kind=direct").text)
    assert any("outlet:" in one and "The Evening Buoy" in one for one in narrowed.lines(".head dd"))
    assert 0 < len(narrowed.lines(".lines blockquote")) <= len(everything.lines(".lines blockquote"))
    assert narrowed.lines(".lines .who")
    none = Page(reading.get("/dossier/search?q=Halvard&year=1999").text)
    assert none.lines(".empty")


def test_its_footnotes_lead_to_the_desk(reading: TestClient) -> None:
    page = Page(reading.get("/dossier/search?q=Halvard").text)
    links = [one for one in page.attributes(".notes a", "href") if one.startswith("http")]
    assert links
    for link in links[:5]:
        assert reading.get(re.sub(r"^https?://[^/]+", "", link)).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dossier/stories/sy_nothing_here", 404),
        ("/dossier/sayings/sa_nothing_here", 404),
        ("/dossier/search?q=x&format=pdf", 422),
        ("/dossier/search?q=x&since=May", 422),
        ("/dossier/nothing/x", 404),
    ],
)
def test_what_cannot_be_is_told_as_on_any_page(path: str, status: int, reading: TestClient) -> None:
    answer = reading.get(path)
    assert answer.status_code == status
    assert "content-disposition" not in answer.headers
    assert "<main" in answer.text


def test_a_speaker_of_whom_nothing_is_known_gets_an_empty_one(reading: TestClient) -> None:
    answer = reading.get("/dossier/speakers/person.nobody-at-all")
    assert answer.status_code == 200
    assert Page(answer.text).lines(".empty")
