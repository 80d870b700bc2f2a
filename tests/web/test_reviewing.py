"""Who is who at the desk, what waits there, decisions listed and undone, and who may decide."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HOST, TOKEN, Ask, _desk
from tests.web.deciding import HOSTILE, ME, SEEN, decide, decisions, done, filled, got, said, text_of

from onrecord.errors import InputError
from onrecord.model import Statement
from onrecord.record import Query, Store
from onrecord.ruling import Accept, Reject, Undo
from onrecord.web import Settings, make_app
from onrecord.web.forms import posted, statements
from onrecord.web.forms.posted import Posted


@pytest.fixture
def record(demo_record: Path, tmp_path: Path) -> Path:
    """A demo archive of one's own."""
    return Path(shutil.copy(demo_record, tmp_path / "onrecord.db"))


@pytest.fixture
def desk(record: Path) -> TestClient:
    return _desk(record)


@pytest.fixture
def ask(record: Path) -> Ask:
    return partial(_desk, record)


# Who is who -----------------------------------------------------------------------------------------------------------


def people(record: Path, count: int) -> list[str]:
    with Store(record) as store:
        return [one.id for one in store.speakers(30) if one.type == "person"][:count]


def test_several_are_made_one_in_one_go_and_each_can_be_undone(desk: TestClient, record: Path) -> None:
    kept, *gone = people(record, 4)
    place = decide(desk, f"/entities/{kept}/same", {"gone": gone, **{name: [value] for name, value in ME.items()}})
    with Store(record) as store:
        assert [store.get(one).item.id for one in gone] == [kept] * 3
    assert len(decisions(record)) == 3
    page = desk.get(place).text
    assert page.count("Undo<") == 4, "one at the head, and one for each"
    decide(desk, "/decisions/2/undo", filled(Posted()))
    with Store(record) as store:
        assert [store.get(one).item.id for one in gone] == [kept, gone[1], kept]


def test_in_some_articles_it_is_somebody_else(desk: TestClient, record: Path) -> None:
    [one] = people(record, 1)
    with Store(record) as store:
        dossier = store.dossier(one)
        assert dossier is not None
        chosen = [ref.id for ref in dossier.articles[:2]]
    form = {"article": chosen, "other": ["new"], "other_name": [dossier.name.split()[-1]]}
    place = decide(desk, f"/entities/{one}/apart", form | {name: [value] for name, value in ME.items()})
    with Store(record) as store:
        left = store.dossier(one)
        assert left is not None
        assert left.article_count == dossier.article_count - 2
    assert dossier.name.split()[-1] in desk.get(place).text
    page = decide(desk, f"/entities/{one}/apart", {name: [value] for name, value in ME.items()}, 422)
    assert "tick them" in page


def test_likely_ones_and_those_looked_for_are_offered(desk: TestClient, record: Path) -> None:
    one, other = people(record, 2)
    with Store(record) as store:
        name = store.get(other).item.name  # type: ignore[union-attr]
    page = desk.get(f"/entities/{one}", params={"who": name}).text
    assert f'name="gone" value="{other}"' in page
    assert f'name="gone" value="{one}"' not in page


# Reviewing ------------------------------------------------------------------------------------------------------------


def test_what_waits_is_decided_one_by_one(desk: TestClient, record: Path) -> None:
    with Store(record) as store:
        first, second = store.queue("statement", 2)
        waits = store.queued()["statement"]
    page = desk.get("/review?kind=statement").text
    assert first.id in page
    place = decide(desk, "/review", {"kind": ["statement"], "accept": [f"0 {first.id}"], "by": ["Ana Kell"]})
    assert place == "/review?kind=statement&decided=1#w0"
    decide(desk, "/review", {"kind": ["statement"], "reject": [f"3 {second.id}"], "by": ["Ana Kell"]})
    with Store(record) as store:
        assert store.queued()["statement"] == waits - 2
    assert [type(one) for one in decisions(record)] == [Accept, Reject]
    page = desk.get("/review").text
    assert f'value="0 {first.id}"' not in page
    assert 'value="Ana Kell"' in page, "who decides is not remembered"
    assert decide(desk, "/decisions/2/undo", {"by": ["Ana"], "back": ["/review"]}) == "/review?decided=3"


@pytest.mark.parametrize(
    "form",
    [
        {"accept": ["0 st_nothingofthatname"], "by": ["Ana"]},
        {"accept": ["no number"], "by": ["Ana"]},
        {"accept": [HOSTILE], "by": ["Ana"]},
        {"reject": ["0 en_abcdefghijklmnop"], "by": ["Ana"]},
        {"accept": ["0 st_x"], "by": ["  "]},
        {"accept": ["0 st_x"], "by": ["x" * 201]},
    ],
)
def test_a_form_of_the_review_that_no_page_has_is_refused(
    desk: TestClient, record: Path, form: dict[str, list[str]]
) -> None:
    page = decide(desk, "/review", form, 422)
    assert 'role="alert"' in page
    assert "<script>alert" not in page
    assert decisions(record) == []


def test_decisions_are_listed_for_everybody_and_undone_by_who_may(ask: Ask, record: Path) -> None:
    item = said(record)
    _, text = text_of(record, item)
    decide(ask(), f"/statements/{item.id}/accept", filled(statements.told_of(item, text)))
    reader = ask(shown=False)
    for path in ("/decisions", "/decisions/1", f"/statements/{item.id}"):
        page = reader.get(path).text
        assert "Ana Kell" in page
        assert "is right" in page
        assert '<form method="post"' not in page
    assert "Undo" in ask().get("/decisions/1").text
    assert reader.get("/decisions/2").status_code == 404
    assert reader.get("/review").status_code == 401


def test_a_hand_is_marked_wherever_the_item_stands(desk: TestClient, record: Path) -> None:
    with Store(record) as store:
        saying = next(one for one in store.sayings(Query(), least=2) if len(one.versions) > 1)
        version = saying.versions[0]
    item = got(record, version.statement)
    assert isinstance(item, Statement)
    _, text = text_of(record, item)
    decide(desk, f"/statements/{item.id}/accept", filled(statements.told_of(item, text)))
    with Store(record) as store:
        capture = store.get(item.id).article.capture.id  # type: ignore[union-attr]
        words = " ".join(item.text.split()[:6])
    for path in (
        f"/statements/{item.id}",
        f"/captures/{capture}",
        f"/sayings/{saying.id}",
        f"/speakers/{item.speaker}",
        f"/search?q={words}",
    ):
        page = desk.get(path).text
        assert '<a class="why hand" href="/decisions/1">accepted by hand</a>' in page, path


# Who may --------------------------------------------------------------------------------------------------------------

WAYS = (
    *("/statements/x/accept", "/statements/x/correct", "/events/x/reject", "/events/x/correct", "/articles/x/accept"),
    *("/articles/x/correct", "/articles/x/add-statement", "/entities/x/same", "/entities/x/apart", "/review"),
    "/decisions/1/undo",
)


@pytest.mark.parametrize("path", WAYS)
def test_nobody_decides_but_by_the_token_from_the_desk_itself(path: str, ask: Ask, record: Path) -> None:
    assert ask(shown=False).post(path, data=SEEN).status_code == 401
    assert ask(writable=False).post(path, data=SEEN).status_code == 403
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert ask().post(path, data=SEEN, headers=elsewhere).status_code == 403
    cookie = {"Cookie": f"onrecord-by-8765={'Ana'}"}
    assert ask(shown=False).post(path, data=SEEN, headers=cookie).status_code == 401, "a name is no token"
    assert decisions(record) == []


def test_who_only_reads_sees_no_form(record: Path) -> None:
    reader = TestClient(make_app(Settings(record, names=(HOST,))))
    item, event = said(record), done(record)
    for path in (f"/statements/{item.id}", f"/events/{event.id}", f"/entities/{item.speaker}"):
        page = reader.get(path).text
        assert "deciding.js" not in page
        assert '<form method="post"' not in page


def test_while_somebody_adds_pages_what_was_typed_is_kept(desk: TestClient, record: Path) -> None:
    item = said(record)
    _, text = text_of(record, item)
    with Store(record, write=True):
        page = decide(
            desk, f"/statements/{item.id}/correct", filled(statements.told_of(item, text), said="2023-01"), 503
        )
    assert "another process is adding" in page
    assert 'name="said" value="2023-01"' in page


def test_who_decides_is_named_and_reasons_have_an_end() -> None:
    form = Posted({"by": ["  Ana \n Kell "], "because": ["  "]})
    assert posted.signature(form) == ("Ana Kell", None)
    for wrong in ({}, {"by": [""]}, {"by": ["x"], "because": ["y" * 2001]}):
        with pytest.raises(InputError):
            posted.signature(Posted(wrong))


def test_undoing_what_is_undone_is_told_on_its_page(desk: TestClient, record: Path) -> None:
    item = said(record)
    _, text = text_of(record, item)
    decide(desk, f"/statements/{item.id}/accept", filled(statements.told_of(item, text)))
    decide(desk, "/decisions/1/undo", filled(Posted()))
    assert "it is undone already" in decide(desk, "/decisions/1/undo", filled(Posted()), 422)
    assert [type(one) for one in decisions(record)] == [Accept, Undo]


def test_the_token_is_not_in_what_is_remembered(desk: TestClient, record: Path) -> None:
    answer = desk.post("/review", data={"by": "Ana; Kell=1, é"}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    desk.cookies.update(answer.cookies)
    assert 'value="Ana; Kell=1, é"' in desk.get("/review").text
    assert decisions(record) == []
