"""Coding on the desk: each coder by a link of their own, the others' answers seen by nobody before it is closed."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOST, TOKEN, Ask, serving

from onrecord.coding import NOTE, Sample, Studies
from onrecord.coding import agreement as figures
from onrecord.errors import InputError, NotFoundError
from onrecord.record import Query, Store, in_force
from onrecord.web import Settings, make_app
from onrecord.web.client import Client

CANARY = "zzcanary"
ITEMS = 5


@pytest.fixture
def keys(record: Path) -> dict[str, str]:
    """The keys of anna and ben to a study."""
    with Store(record, write=True) as store:
        studies = Studies(store)
        studies.new("harbours", "statements", Query(), Sample(ITEMS), ("anna", "ben"))
        return {coder: studies.invite("harbours", coder) for coder in ("anna", "ben")}


@pytest.fixture
def anna(ask: Ask, keys: dict[str, str]) -> TestClient:
    """A browser in which anna has come by her link."""
    client = ask(shown=False)
    entered = client.get(f"/coding/harbours/anna?key={keys['anna']}")
    assert entered.status_code == 200
    assert "key=" not in str(entered.url)
    return client


def send(client: TestClient, coder: str, item: int, **answers: str) -> str:
    """Where the desk leads after some answers."""
    form = {f"choose-{field}": value for field, value in answers.items() if field != NOTE} | {"item": str(item)}
    form |= {NOTE: answers[NOTE]} if NOTE in answers else {}
    answer = client.post(f"/coding/harbours/{coder}", data=form, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


ALL = {"is_statement": "yes", "speaker": "unnamed", "kind": "direct", "act": "said", "denied": "no", "said": "unknown"}


def test_a_coder_codes_item_by_item_until_all_is_coded(anna: TestClient, record: Path) -> None:
    page = anna.get("/coding/harbours/anna")
    assert "item 1 of 5, 0 coded" in page.text
    assert '<mark class="content">' in page.text
    assert 'class="source"' not in page.text
    assert 'class="cue"' not in page.text
    assert send(anna, "anna", 1, **ALL | {"speaker": "unsure", NOTE: "what a ferry"}) == "/coding/harbours/anna?after=1"
    assert "item 2 of 5, 1 coded" in anna.get("/coding/harbours/anna?after=1").text
    for item in range(2, ITEMS + 1):
        send(anna, "anna", item, is_statement="no")
    assert "You have coded all of it" in anna.get("/coding/harbours/anna").text
    back = anna.get("/coding/harbours/anna?item=1").text
    assert "what a ferry" in back
    assert re.search(r'value="unsure" checked', back)
    with Store(record) as store:
        coded = Studies(store).coded("harbours", "anna", 1)
    assert coded.answers == ALL | {"speaker": "unsure"}
    assert coded.note == "what a ferry"


def test_what_is_still_open_is_told_and_what_was_answered_kept(anna: TestClient) -> None:
    form = {"item": "1", "choose-is_statement": "yes", "choose-act": "asked"}
    page = anna.post("/coding/harbours/anna", data=form)
    assert page.status_code == 200
    assert "still open: speaker, kind, denied, said" in page.text
    assert "item 1 of 5, 0 coded" in anna.get("/coding/harbours/anna").text
    assert re.search(r'value="asked" checked', anna.get("/coding/harbours/anna?item=1").text)


def test_what_is_no_answer_is_told_beside_what_was_written(anna: TestClient) -> None:
    form = {"item": "1", "choose-is_statement": "yes", "write-said": "last <b>May</b>"}
    page = anna.post("/coding/harbours/anna", data=form)
    assert page.status_code == 422
    assert "is no day" in page.text
    assert "<b>May" not in page.text
    assert 'value="last &lt;b&gt;May&lt;/b&gt;"' in page.text


def test_what_is_written_counts_until_something_else_is_chosen(anna: TestClient, record: Path) -> None:
    def speaker() -> str | None:
        with Store(record) as store:
            return Studies(store).coded("harbours", "anna", 1).answers.get("speaker")

    form = {"item": "1", "choose-is_statement": "yes"}
    anna.post("/coding/harbours/anna", data=form | {"write-speaker": "a pilot"})
    assert speaker() == "a pilot"
    # The page has what was written before still in its field.
    anna.post("/coding/harbours/anna", data=form | {"write-speaker": "a pilot", "choose-speaker": "unnamed"})
    assert speaker() == "unnamed"
    anna.post("/coding/harbours/anna", data=form | {"write-speaker": "a cook", "choose-speaker": "unnamed"})
    assert speaker() == "a cook"


def test_no_page_of_a_coder_or_of_the_desk_has_what_another_answers(
    anna: TestClient, ask: Ask, keys: dict[str, str], record: Path
) -> None:
    with Store(record, write=True) as store:
        for item in range(1, ITEMS + 1):
            answers = {"is_statement": "yes", "speaker": f"{CANARY} {item}", NOTE: f"{CANARY} note"}
            Studies(store).answer("harbours", "ben", item, answers)
    editor = ask()
    seen = [anna.get("/coding/harbours/anna").text]
    seen += [anna.get(f"/coding/harbours/anna?item={item}").text for item in range(1, ITEMS + 1)]
    for client in (anna, editor):
        seen += [client.get(path).text for path in ("/coding", "/coding/harbours", "/coding/harbours/ben", "/")]
        seen += [client.get(f"/api/v1/coding/{path}").text for path in ("", "harbours", "harbours/agreement")]
        seen += [client.get("/api/v1/coding").text, client.get("/api/v1/coding/harbours/disagreements").text]
        seen += [client.get("/api/v1/coding/harbours/next", headers={"Coding-Key": keys["anna"]}).text]
    assert all(len(text) > 20 for text in seen)
    assert not any(CANARY in text for text in seen)
    closing = editor.post("/coding/harbours/do/close", data={"anyway": "yes"})
    assert closing.status_code == 200
    assert CANARY in editor.get("/coding/harbours").text


def test_a_page_opens_to_its_coder_alone(anna: TestClient, ask: Ask, keys: dict[str, str]) -> None:
    strangers = (
        (ask(shown=False), "/coding/harbours/anna"),
        (ask(), "/coding/harbours/anna"),  # the token of the desk opens no coder's page
        (anna, "/coding/harbours/ben"),
        (anna, f"/coding/harbours/ben?key={keys['anna']}"),
        (ask(shown=False), "/coding/harbours/anna?key=guessed"),
    )
    for client, path in strangers:
        assert client.get(path).status_code == 403, path
        sent = client.post(urlsplit(path).path, data={"item": "1", "choose-is_statement": "no"})
        assert sent.status_code == 403, path
    assert anna.get("/coding/nothing/anna").status_code == 404


def test_a_newer_link_ends_the_one_before(anna: TestClient, ask: Ask) -> None:
    page = ask().post("/coding/harbours/do/invite", data={"coder": "anna"})
    link = html.unescape(re.search(r"http://\S+\?key=[\w-]+", page.text)[0])  # type: ignore[index]
    assert anna.get("/coding/harbours/anna").status_code == 403
    parts = urlsplit(link)
    assert anna.get(f"{parts.path}?{parts.query}").status_code == 200
    assert anna.get("/coding/harbours/anna").status_code == 200


def test_only_who_may_write_invites_closes_and_settles(ask: Ask, keys: dict[str, str]) -> None:
    assert keys
    stranger = ask(shown=False)
    for what in ("invite", "close", "agreed", "settle"):
        assert stranger.post(f"/coding/harbours/do/{what}", data={"by": "x"}).status_code == 401
    reading = ask(writable=False)
    assert reading.post("/coding/harbours/do/close", data={}).status_code == 403
    entered = reading.get(f"/coding/harbours/anna?key={keys['anna']}")
    assert entered.status_code == 200
    assert reading.post("/coding/harbours/anna", data={"item": "1"}).status_code == 403


def test_from_another_site_nothing_is_answered(anna: TestClient) -> None:
    sent = anna.post("/coding/harbours/anna", data={"item": "1"}, headers={"Origin": "http://elsewhere.example"})
    assert sent.status_code == 403


def test_a_desk_for_others_lets_a_coder_in_by_the_key_alone(record: Path, keys: dict[str, str]) -> None:
    settings = Settings(record, host="0.0.0.0", token=TOKEN, writable=True, names=(HOST,), rate=10**9)  # noqa: S104
    client = TestClient(make_app(settings), raise_server_exceptions=False)
    assert client.get("/coding").status_code == 401
    assert client.get("/coding/harbours").status_code == 401
    assert client.get("/coding/harbours/anna").status_code == 403
    page = client.get(f"/coding/harbours/anna?key={keys['anna']}")
    assert page.status_code == 200
    assert "onrecord.db" not in page.text  # nothing else of the record is told
    send(client, "anna", 1, is_statement="no")
    assert client.get("/").status_code == 401


def test_a_closed_study_takes_no_answer_and_shows_what_came_of_it(
    anna: TestClient, ask: Ask, keys: dict[str, str], record: Path
) -> None:
    assert keys
    editor = ask()
    with Store(record, write=True) as store:
        studies = Studies(store)
        for coder, act in (("anna", "said"), ("ben", "thought")):
            for item in studies.items("harbours"):
                changed = {"act": act} if item.position == 2 else {}
                studies.answer("harbours", coder, item.position, item.machine | changed)
    assert editor.get("/coding").text.count("5 of 5") == 2
    assert "though not everybody" not in editor.get("/coding/harbours").text
    editor.post("/coding/harbours/do/close", data={})
    refused = anna.post("/coding/harbours/anna", data={"item": "1", "choose-is_statement": "no"})
    assert refused.status_code == 422
    assert "This study is closed" in anna.get("/coding/harbours/anna?item=1").text
    page = editor.get("/coding/harbours").text
    assert re.search(r'<th scope="row">act</th><td data-label="items">5</td><td data-label="percent">80.0</td>', page)
    assert "with one category there is no chance to disagree" in html.unescape(page)
    assert page.count('class="differs"') == 1
    assert "<bdi>thought</bdi>" in page
    assert 'action="/coding/harbours/do/settle"' in page
    assert "do/settle" not in anna.get("/coding/harbours").text

    editor.post("/coding/harbours/do/agreed", data={"by": "carla"})
    form = {"item": "2", "start": "0", "by": "carla", "because": "the verb", "choose-act": "thought"}
    settled = editor.post("/coding/harbours/do/settle", data=form, follow_redirects=False)
    assert settled.headers["location"] == "/coding/harbours#item-2"
    page = editor.get("/coding/harbours").text
    assert "5 items settled, 5 decisions" in page
    assert "settled by <bdi>carla</bdi>" in page
    with Store(record) as store:
        made = [(one.ruling.ruling, one.because) for one in in_force(store.decisions())]
    assert sorted(made) == [("accept", "coding harbours")] * 4 + [("correct", "coding harbours: the verb")]
    nobody = editor.post("/coding/harbours/do/settle", data=form | {"by": " "})
    assert nobody.status_code == 422
    assert "say who settles it" in nobody.text


def test_a_desk_without_the_library_shows_all_but_the_figures(
    ask: Ask, keys: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys
    monkeypatch.setattr(figures, "find_spec", lambda _name: None)
    editor = ask()
    editor.post("/coding/harbours/do/close", data={"anyway": "yes"})
    page = editor.get("/coding/harbours")
    assert page.status_code == 200
    assert "No figures: <bdi>needs the extra coding" in page.text
    assert "Where they differ" in page.text


def test_names_with_markup_are_shown_as_they_are(ask: Ask, record: Path) -> None:
    study, coder = "<i>harbours</i>".replace("/", "|") + "\"'&", "<img src=x onerror=alert(1)>"
    with Store(record, write=True) as store:
        studies = Studies(store)
        studies.new(study, "statements", Query(), Sample(3), (coder, "ben"))
        key = studies.invite(study, coder)
        studies.answer(
            study, coder, 1, {"is_statement": "yes", "speaker": "<script>1</script>", NOTE: "</textarea><b>"}
        )
    client = ask()
    with Store(record) as store:
        names = {name for item in Studies(store).items(study) for name in item.named.values()}
    pages = [client.get("/coding").text]
    from onrecord.web.coding import page_of  # noqa: PLC0415 - the address that the desk itself gives

    pages.append(client.get(page_of(study)).text)
    pages.append(client.get(page_of(study, coder, key=key)).text)
    pages.append(client.get(page_of(study, coder, item=1)).text)
    pages.append(client.post(page_of(study, "do", "invite"), data={"coder": coder}).text)
    client.post(page_of(study, "do", "close"), data={"anyway": "yes"})
    pages.append(client.get(page_of(study)).text)
    assert names
    for text in pages:
        assert html.escape(study, quote=False).replace("&#34;", '"')[:8] in html.unescape(text) or "harbours" in text
        for tag in ("<img src=x", "<script>1", "<i>harbours", "</textarea><b>"):
            assert tag not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in pages[0]


def test_what_is_not_there_is_told(ask: Ask, keys: dict[str, str]) -> None:
    assert keys
    editor = ask()
    assert editor.get("/coding/nothing").status_code == 404
    assert "there is no study of that name" in editor.get("/coding/nothing").text
    assert editor.post("/coding/harbours/do/invite", data={"coder": "carla"}).status_code == 422
    assert editor.post("/coding/harbours/do/settle", data={"item": "x", "by": "carla"}).status_code == 422
    assert editor.post("/coding/harbours/do/close", data={}).status_code == 422
    assert editor.post("/coding/harbours/do/agreed", data={"by": "carla"}).status_code == 422


# By programs ----------------------------------------------------------------------------------------------------------


def test_programs_code_compare_and_settle_by_the_client(record: Path, keys: dict[str, str]) -> None:
    settings = Settings(record, token=TOKEN, writable=True, rate=10**9)
    with serving(settings) as address, Client(address, token=TOKEN) as client, Client(address) as coder:
        [listed] = coder.studies()
        assert listed == coder.study("harbours")
        assert [one.coded for one in listed.progress] == [0, 0]
        for name, act in (("anna", "said"), ("ben", "asked")):
            while (following := coder.next_item("harbours", key=keys[name])).item is not None:
                assert following.coder == name
                assert following.item.machine == {}
                told = ALL | {"act": act, "speaker": following.item.named[0]}
                given = coder.answer("harbours", following.item.position, told, key=keys[name], note="hm")
                assert given.answers["act"] == act
        with pytest.raises(InputError, match="still being coded"):
            client.agreement("harbours")
        with pytest.raises(InputError, match="not a coder of this study"):
            coder.next_item("harbours", key="guessed")
        with pytest.raises(NotFoundError):
            coder.study("nothing")
        with Store(record, write=True) as store:
            Studies(store).close("harbours")
        figures = {one.field: one for one in client.agreement("harbours")}
        assert (figures["act"].percent, figures["act"].kappa, figures["speaker"].percent) == (0.0, 0.0, 100.0)
        apart = client.disagreements("harbours", start=1, limit=2)
        assert [one.item.position for one in apart] == [2, 3]
        assert [one.note for one in apart[0].coded] == ["hm", "hm"]
        settled = client.adjudicate("harbours", 2, {"act": "thought"}, by="carla", because="the verb")
        assert settled.answers["act"] == "thought"
        assert len(settled.decisions or ()) == 1
        assert client.disagreements("harbours", start=1, limit=1)[0].adjudicated == settled
        with pytest.raises(InputError):
            coder.adjudicate("harbours", 3, {"act": "said"}, by="anna")


def test_a_study_that_shows_the_machine_shows_it(ask: Ask, record: Path) -> None:
    with Store(record, write=True) as store:
        studies = Studies(store)
        studies.new("seen", "events", Query(), Sample(2), ("anna",), shows_machine=True)
        key = studies.invite("seen", "anna")
    page = ask(shown=False).get(f"/coding/seen/anna?key={key}").text
    assert "the program has mode" in page
    assert "<select" in page  # more acts than anybody reads as a list of buttons
    assert 'class="source"' in page
