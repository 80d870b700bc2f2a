"""Pages that mean harm, shown by the desk: what they hold is text everywhere, and nothing of it is markup anywhere."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from lxml import html
from tests.hostile.hostile_archive import ADDRESSES, MARKUP, PAYLOADS, make
from tests.hostile.hostile_archive import name as speaker

from onrecord.display.timeline_svg import drawn
from onrecord.exchange.formats import export
from onrecord.record import Query, Store
from onrecord.web import Settings, make_app
from onrecord.web.headers import HEADERS

if TYPE_CHECKING:
    from httpx2 import Response

TOKEN = "a secret of the desk"  # noqa: S105 - of the tests
AT = "http://127.0.0.1:8765"
ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"
# The elements that templates of the desk write.
OWN = frozenset(
    tag
    for one in (files("onrecord.web") / "templates").iterdir()
    for tag in re.findall(r"<([a-z]\w*)", one.read_text(encoding="utf-8"))
)
LEADS = frozenset(("href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "ping", "background"))
NEVER = frozenset(("style", "srcdoc", "http-equiv", "autofocus", "target", "contenteditable"))
FORMS = frozenset(
    ("/search", "/entities", "/pair", "/enter", "/leave", "/saved", "/saved/drop", "/events", "/articles", None)
)
# Where decisions are sent: on what stands on a page, by its id, which is quoted.
DECIDES = re.compile(
    r"/(statements|events|articles|entities|captures|decisions|coding|review)(/[\w.~%-]+)*"
    r"(/(accept|reject|correct|undo|same|apart|missed))?|#same"
)
# What holds of those elements that could do more than show something.
ELEMENTS: dict[str, Callable[[html.HtmlElement], bool]] = {
    "script": lambda one: one.get("src") in ("/static/desk.js", "/static/deciding.js") and not one.text,
    "form": lambda one: one.get("action") in FORMS or DECIDES.fullmatch(one.get("action", "")) is not None,
    "meta": lambda one: one.get("name") in (None, "viewport", "color-scheme"),
}
STARTS = (
    *("/", "/stories", "/sayings", "/entities", "/events", "/articles", "/pair", "/saved", "/api", "/enter", "/search"),
    *("/search?q=mine", "/search?q=drones&limit=100", "/search?q=what+did+Mira+say+about+drones%3F"),
    *(
        "/search?kind=article&limit=100",
        "/search.atom?outlet=Ledger&limit=100",
        "/search?q=launchers&limit=100",
        "/pair?one=Norland&other=Tarsia",
    ),
    *("/entities?name=Mira", "/entities?name=Norland", "/api/v1/failures", "/api/v1/decisions"),
    *("/decisions", "/review", "/coding"),
)
TYPED = (
    *("/{}", "/statements/{}", "/events/{}", "/captures/{}", "/captures/{}/bytes", "/articles/{}", "/show/{}"),
    *(
        "/entities/{}",
        "/speakers/{}",
        "/sayings/{}",
        "/stories/{}",
        "/static/{}",
        "/stories?start={}",
        "/enter?token={}",
    ),
    *(
        "/search?q={}",
        "/search?outlet={}",
        "/search?speaker={}",
        "/search?country={}",
        "/search?year={}",
        "/search?{}=1",
    ),
    *(
        "/search?kind={}",
        "/search?q=what+did+{}+say",
        "/search.atom?q={}",
        "/search.atom?outlet={}",
        "/entities?name={}",
    ),
    *("/pair?one={0}&other={0}&item={0}", "/api/v1/items/{}", "/api/v1/search?q={}", "/api/v1/timeline?about={}"),
    *("/dossier/search?q={}", "/dossier/stories/{}", "/dossier/sayings/{}", "/dossier/speakers/{}"),
    *("/api/v1/statements?cursor={}", "/api/v1/{}", "/api/v1/searches/{}", "/api/v1/stories?cursor={}"),
)
LISTINGS = {
    "statement": "statements?limit=100",
    "event": "events?limit=100",
    "article": "articles?limit=100",
    "entity": "entities?limit=100",
    "saying": "sayings?limit=100&sources=1",
    "story": "stories?limit=100",
}
IN_A_FEED = frozenset(("feed", "title", "id", "link", "updated", "entry", "author", "name", "summary"))
# What holds no character that HTML and XML have no place for.
SEEN = {key: payload for key, payload in PAYLOADS.items() if key != "controls"}
# An address that is longer asks for an outlet of more letters than may be asked for.
LONG = 1000
# Pages that differ in what they show alone are made by one template: so many are looked at of each, and of each search.
ALIKE, FEW = 150, 40


class Walk:
    """Every address that a visitor comes to by following links, with what is answered."""

    def __init__(self, client: TestClient) -> None:
        self.answers: dict[str, Response] = {}
        asked = Counter[tuple[str, bool, bool]]()
        waiting = list(STARTS)
        for address in waiting:
            is_search = "?" in address
            alike = (address.partition("?")[0].split("/")[1], is_search, address.endswith("/bytes"))
            if address in self.answers or asked[alike] == (FEW if is_search else ALIKE):
                continue
            asked[alike] += 1
            answer = client.get(address)
            self.answers[address] = answer
            found = [answer.headers["location"]] if answer.is_redirect else links(answer)
            waiting += [one.partition("#")[0] for one in found if one.startswith("/")]

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """What is HTML, parsed."""
        return {at: html.fromstring(one.content) for at, one in self.answers.items() if is_page(one)}

    @cached_property
    def shown(self) -> str:
        """All that can be read on any of them."""
        return "\n".join(read(page) for page in self.pages.values())

    def of(self, media: str) -> dict[str, Response]:
        """The answers of a kind."""
        return {at: one for at, one in self.answers.items() if one.headers.get("content-type", "").startswith(media)}


def is_page(answer: Response) -> bool:
    """Whether a browser shows it as a page of the desk; dossiers are files to take away, and have their own tests."""
    is_handed_out = answer.headers.get("content-disposition", "").startswith("attachment")
    return answer.headers.get("content-type", "").startswith("text/html") and not is_handed_out


def links(answer: Response) -> list[str]:
    if not is_page(answer):
        return []
    tree = html.fromstring(answer.content)
    return [str(one.get(key)) for one in tree.iter("a", "link", "script") for key in ("href", "src") if one.get(key)]


def read(page: html.HtmlElement) -> str:
    """The text of a page, and what stands in its boxes, with one space between two words."""
    boxes = (str(one.get("value", "")) for one in page.iter("input"))
    return " ".join(" ".join((page.text_content(), *boxes)).split())


def faults(page: html.HtmlElement) -> Iterator[str]:
    """What a page has that no template of the desk writes."""
    for one in page.iter():
        if isinstance(one.tag, str):
            if one.tag not in OWN or not ELEMENTS.get(one.tag, lambda _: True)(one):
                yield html.tostring(one, encoding="unicode")[:200]
            yield from (
                f'<{one.tag} {key}="{value}">' for key, value in one.attrib.items() if is_foreign(one, key, value)
            )
        elif one.tag is not html.etree.Comment:
            yield f"not an element: {one}"


def is_foreign(one: html.HtmlElement, key: str, value: str) -> bool:
    """Whether an attribute runs something, changes how the page looks, or leads elsewhere."""
    return (
        key.startswith("on") or key in NEVER or ((key in LEADS or key.endswith("href")) and not leads_well(one, value))
    )


def leads_well(one: html.HtmlElement, value: str) -> bool:
    """Whether a link leads to the desk, or is one of a captured page that tells nobody where it was followed."""
    if value.startswith("#"):
        return True
    joined = urlsplit(urljoin(AT, value))
    if value.startswith("/") and f"{joined.scheme}://{joined.netloc}" == AT and "\\" not in value:
        return True
    told = set(str(one.get("rel")).split())
    return one.tag == "a" and {"noreferrer", "noopener"} <= told and urlsplit(value).scheme in ("http", "https")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[TestClient]:
    """A visitor who has shown the token, so that each page has its forms as well."""
    app = make_app(Settings(record, token=TOKEN, writable=True, rate=1_000_000))
    shown = {"Authorization": f"Bearer {TOKEN}"}
    with TestClient(app, base_url=AT, headers=shown, follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def walk(client: TestClient) -> Walk:
    return Walk(client)


@pytest.mark.parametrize("payload", MARKUP.values(), ids=MARKUP)
def test_what_runs_if_it_is_not_written_as_text_is_seen(payload: str) -> None:
    page = '<!doctype html><html><head><title>x</title></head><body><a href="/">x</a>{}</body></html>'

    assert list(faults(html.fromstring(page.format(payload))))
    assert not list(faults(html.fromstring(page.format(escape(payload)))))


@pytest.mark.parametrize("at", ["javascript:alert(1)", "//evil.example/", "/\\evil.example", "https://evil.example/"])
def test_a_link_that_leads_elsewhere_is_seen(at: str) -> None:
    assert list(faults(html.fromstring(f'<p><a href="{at}">x</a></p>')))


def test_every_view_is_walked(walk: Walk) -> None:
    views = Counter(at.partition("?")[0].split("/")[1] for at, one in walk.answers.items() if one.status_code == 200)

    assert set(views) >= {
        *("", "stories", "sayings", "entities", "speakers", "pair", "saved", "api", "enter", "search", "search.atom"),
        *("statements", "events", "captures", "static"),
    }
    assert all(views[view] >= 20 for view in ("statements", "events", "captures", "speakers", "entities", "sayings"))


def test_no_link_of_a_page_is_broken(walk: Walk) -> None:
    met = {at: one.status_code for at, one in walk.answers.items() if len(at) < LONG}

    assert {at: status for at, status in met.items() if status not in (200, 303)} == {}


def test_no_page_has_markup_that_a_captured_page_brought(walk: Walk) -> None:
    assert [(at[:100], fault[:200]) for at, page in walk.pages.items() for fault in faults(page)] == []


@pytest.mark.parametrize("payload", SEEN.values(), ids=SEEN)
@pytest.mark.parametrize(
    "field",
    [
        "Drones for Tolm, the Ledger {} learns",  # a title
        "Herald {}",  # an outlet, from a step
        "Gazette {}",  # from JSON Lines
        "Courier {}",  # from captures.csv
        "What Mira {} said",  # who speaks
        "We will send {} twelve drones to the harbour",  # what they say
        "{} Kestrel launchers",  # what is delivered
        "{} Norland",  # by whom
        "Mine above Brisk is given up {}",
        "deed {}",  # a file
        "Teun Orlo {} Brandt",  # in a body
    ],
)
def test_every_field_is_shown_as_the_text_that_it_is(walk: Walk, field: str, payload: str) -> None:
    assert " ".join(field.format(payload).split()) in walk.shown


def test_an_address_that_is_none_of_the_web_is_shown_and_leads_nowhere(walk: Walk) -> None:
    led = {str(one.get("href")) for page in walk.pages.values() for one in page.iter("a")}

    for address in ADDRESSES:
        assert " ".join(address.split()).rstrip("\x01\x1f") in walk.shown
    assert {one for one in led if not one.startswith(("/", "#"))} == {ADDRESSES[5], ADDRESSES[6]}


def test_feeds_are_well_formed_and_hold_text_alone(walk: Walk) -> None:
    feeds = walk.of("application/atom+xml")
    told = ""
    for answer in feeds.values():
        tree = ET.fromstring(answer.content)  # noqa: S314 - our own
        assert {one.tag.removeprefix(ATOM) for one in tree.iter()} <= IN_A_FEED
        assert {one.get("type", "text") for one in tree.iter(f"{ATOM}title")} == {"text"}
        assert all(str(one.get("href")).startswith(f"{AT}/") for one in tree.iter(f"{ATOM}link"))
        told += " ".join("".join(tree.itertext()).split())

    assert len(feeds) > 20
    assert [key for key, payload in SEEN.items() if " ".join(f"Ledger {payload}".split()) not in told] == []


def test_every_answer_of_the_api_is_json_that_no_browser_takes_for_a_page(client: TestClient) -> None:
    told = ""
    for address in operations(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["x-content-type-options"] == "nosniff"
        if address.endswith("/bytes"):
            assert answer.headers["content-type"] == "application/octet-stream"
        else:
            assert answer.headers["content-type"] == "application/json"
            told += json.dumps(json.loads(answer.content), ensure_ascii=False)

    for field in ("Ledger {}", "Mira {}", "by name {}", "because {}", "{} Kestrel launchers"):
        assert json.dumps(field.format(MARKUP["attribute"]), ensure_ascii=False)[1:-1] in told


def test_every_answer_carries_what_keeps_a_browser_from_running_anything(walk: Walk) -> None:
    for at, answer in walk.answers.items():
        is_file = at.endswith("/bytes") or at.startswith("/dossier/")
        own = {"Content-Security-Policy": "sandbox; default-src 'none'"} if is_file else {}
        assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS | own, at


def test_captured_bytes_are_handed_out_to_be_kept_and_never_to_be_run(walk: Walk) -> None:
    handed = {at: one for at, one in walk.answers.items() if at.endswith("/bytes")}

    assert sum(b"<script>alert(1)</script>" in one.content for one in handed.values()) > 20
    for at, one in handed.items():
        assert one.headers["content-type"] == "application/octet-stream"
        assert one.headers["content-disposition"] == f'attachment; filename="{at.split("/")[2]}.bin"'


def test_dossiers_are_handed_out_to_be_kept(walk: Walk) -> None:
    handed = {at: one for at, one in walk.answers.items() if at.startswith("/dossier/")}

    assert len(handed) > 50
    for at, one in handed.items():
        assert re.fullmatch(
            r'attachment; filename="dossier[a-z0-9-]*\.(html|md)"', one.headers["content-disposition"]
        ), at


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_what_is_typed_comes_back_as_text(client: TestClient, payload: str) -> None:
    typed = quote(payload, safe="")
    for form in TYPED:
        answer = client.get(form.format(typed))
        assert answer.status_code < 500, form
        assert answer.headers.get("location", "/").startswith("/")
        if is_page(answer):
            assert list(faults(html.fromstring(answer.content))) == [], form
        elif form.startswith("/search.atom") and answer.status_code == 200:
            ET.fromstring(answer.content)  # noqa: S314 - our own
        elif answer.content and not form.startswith("/dossier/"):
            assert answer.headers["content-type"] in ("application/json", "application/problem+json")
            json.loads(answer.content)


@pytest.mark.parametrize("payload", SEEN.values(), ids=SEEN)
def test_the_search_box_holds_what_was_typed(client: TestClient, payload: str) -> None:
    answer = client.get("/search", params={"q": payload[:2000]})

    box = html.fromstring(answer.content).get_element_by_id("q")
    assert box.get("value") == payload[:2000]


def test_exports_hold_each_item_in_a_line_or_a_row(record: Path, tmp_path: Path) -> None:
    with Store(record) as store:
        articles, statements, events, *_ = export(store, "jsonl", tmp_path)
        lines = [articles, statements, events, *export(store, "plover", tmp_path / "plover.jsonl")]
        tables = [*export(store, "cameo", tmp_path / "cameo.csv"), *export(store, "arms", tmp_path / "arms.csv")]
        counts = store.counts()

    read = [[json.loads(line) for line in file.read_bytes().split(b"\n")[:-1]] for file in lines]
    assert [len(one) for one in read] == [counts["articles"], counts["statements"], counts["events"], counts["events"]]
    told = json.dumps(read, ensure_ascii=False)
    assert all(json.dumps(payload, ensure_ascii=False)[1:-1] in told for payload in PAYLOADS.values())
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, strict=True))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))] == []
    assert "'=HYPERLINK" in tables[1].read_text(encoding="utf-8")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_a_timeline_is_drawn_with_text_alone(record: Path, payload: str) -> None:
    with Store(record) as store:
        entries = store.timeline(Query(speaker=speaker(payload)))
    tree = ET.fromstring(drawn(entries, {"x": payload}))  # noqa: S314 - our own

    assert entries
    assert {one.tag.removeprefix(SVG) for one in tree.iter()} == {"svg", "line", "text", "circle", "title"}
    assert not [
        key for one in tree.iter() for key in one.attrib if key.startswith("on") or "href" in key or key == "style"
    ]


def operations(client: TestClient) -> Iterator[str]:
    """Each address that can be read below /api/v1, filled with what the record has of its kind."""
    ids: dict[str, list[str]] = {"name": [one["name"] for one in client.get("/api/v1/searches").json()]}
    ids["study"] = [one["study"]["name"] for one in client.get("/api/v1/coding").json()]
    ids["number"] = [str(one["number"]) for one in client.get("/api/v1/decisions").json()["items"]]
    for kind, listing in LISTINGS.items():
        found = client.get(f"/api/v1/{listing}").json()["items"]
        ids[kind] = [str(one.get("item", one)["id"]) for one in found][-FEW:]
    ids["capture"] = [one["item"]["capture"]["id"] for one in client.get("/api/v1/articles?limit=100").json()["items"]][
        -ALIKE:
    ]
    ids["item"] = [
        one for kind in ("statement", "event", "article", "entity", "saying", "story", "capture") for one in ids[kind]
    ]
    asked = {
        "/api/v1/pair": "?one=Norland&other=Tarsia",
        "/api/v1/timeline": "?about=drones",
        "/api/v1/search": "?q=mine",
        "/api/v1/named": "?name=Mira",
    }
    for path, methods in client.get("/api/v1/openapi.json").json()["paths"].items():
        if "get" not in methods:
            continue
        named = re.findall(r"\{(\w+)\}", path)
        for one in ids[named[0]] if named else [""]:
            yield path.replace(f"{{{''.join(named)}}}", quote(one, safe="")) + asked.get(path, "")
