"""Deciding at the desk without a script, and by the API: what is otherwise, what cannot be, who may, where it shows."""

from __future__ import annotations

import re
import shutil
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Ask, _desk
from tests.web.deciding import HOSTILE, decide, decisions, done, filled, got, said, text_of, told

from onrecord.model import Article, Event, Statement
from onrecord.record import Store
from onrecord.ruling import Add
from onrecord.web.forms import articles, events, statements
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


# Statements -----------------------------------------------------------------------------------------------------------


def test_words_that_are_written_out_are_found_where_they_stand(desk: TestClient, record: Path) -> None:
    item = said(record, lambda one: len(one.text.split()) > 8 and len(one.content) == 1)
    _, text = text_of(record, item)
    shorter = " ".join(item.text.split()[:-2])
    place = decide(desk, f"/statements/{item.id}/correct", filled(statements.told_of(item, text), content=shorter))
    now = got(record, place.partition("?")[0].rpartition("/")[2])
    assert isinstance(now, Statement)
    assert (" ".join(now.text.split()), now.ruled) == (shorter, {"content": 1})
    page = desk.get(place).text
    assert "corrected by hand: words" in page
    assert "Ana Kell" in page
    assert "as the page has it" in page
    assert f"“{' '.join(item.text.split())}”" in told(page), "the machine's own words are not told"


def test_offsets_count_where_words_alone_stand_in_several_places(desk: TestClient, record: Path) -> None:
    item = said(record, lambda one: bool(one.cue))
    _, text = text_of(record, item)
    word = next(word for word in ("said", "the", "a") if text.count(word) > 1)
    second = text.index(word, text.index(word) + 1)
    form = statements.told_of(item, text)
    page = decide(desk, f"/statements/{item.id}/correct", filled(form, cue=word, cue_at=""), 422)
    assert "give words that stand in one" in told(page)
    at = f"{second}-{second + len(word)}"
    decide(desk, f"/statements/{item.id}/correct", filled(form, cue=word, cue_at=at))
    now = got(record, item.id)
    assert isinstance(now, Statement)
    assert now.cue == ((second, second + len(word)),)


def test_a_long_stretch_is_told_by_its_first_and_last_words(record: Path) -> None:
    item = said(record)
    article, text = text_of(record, item)
    start, end = article.body[0]
    words = " ".join(text[start:end].split())
    form = Posted({"content": [f"{words[:60]} … {words[-60:]}"]})
    with Store(record) as store:
        made = statements.changes(form, Posted(), article, text, store)
    assert made["content"] == [[start, end]]


def test_what_nobody_touched_is_no_decision(desk: TestClient, record: Path) -> None:
    item = said(record)
    _, text = text_of(record, item)
    page = decide(desk, f"/statements/{item.id}/correct", filled(statements.told_of(item, text)), 422)
    assert "has every field as it was" in page
    event = done(record)
    decide(desk, f"/events/{event.id}/correct", filled(events.told_of(event)), 422)
    with Store(record) as store:
        first = next(iter(store.articles())).item
        text = store.page_text(first.capture.id)
    decide(desk, f"/articles/{first.id}/correct", filled(articles.told_of(first, text)), 422)
    assert decisions(record) == []


def test_every_item_is_shown_in_a_form_that_says_nothing_else(record: Path) -> None:
    """Whatever a statement, an event or an article is: the form of it, sent as it is, changes nothing."""
    with Store(record) as store:
        for article in [one.item for one in store.articles()]:
            text = store.page_text(article.capture.id)
            beside = store.articles_of(article.capture.id)
            form = articles.told_of(article, text)
            assert articles.changes(form, form, article, beside, text) == {}
            for item in article.statements:
                form = statements.told_of(item, text)
                assert statements.changes(form, form, article, text, store) == {}
            for event in article.events:
                form = events.told_of(event)
                assert events.changes(form, form, event, store) == {}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"content": "words that stand nowhere on this page"}, "stand nowhere on the page"),
        ({"content": ""}, "it has words at least"),
        ({"kind": HOSTILE}, "one of direct, mixed, indirect"),
        ({"said": "the day after the flood"}, "a date: 2022, 2022-08 or 2022-08-15"),
        ({"speaker": "other", "speaker_name": ""}, "write the name"),
        ({"speaker": "en_aaaaaaaaaaaaaaaaaaaa"}, "nothing in this record has that id"),
        ({"speaker": HOSTILE}, None),
    ],
)
def test_what_cannot_be_is_told_beside_the_form_with_what_was_typed(
    desk: TestClient, record: Path, fields: dict[str, str], wrong: str | None
) -> None:
    item = said(record)
    _, text = text_of(record, item)
    form = filled(statements.told_of(item, text), because=HOSTILE, **fields)
    form["because"] = [HOSTILE]
    answer = desk.post(f"/statements/{item.id}/correct", data=form, follow_redirects=False)
    if wrong is not None:
        assert answer.status_code == 422
        assert wrong in told(answer.text)
        assert 'role="alert"' in answer.text
        assert unescape(re.search(r'name="because"[^>]*? value="([^"]*)"', answer.text)[1]) == HOSTILE  # type: ignore[index]
        assert decisions(record) == []
    assert "<script>alert" not in answer.text


def test_hostile_reasons_and_names_are_shown_as_text(desk: TestClient, record: Path) -> None:
    item = said(record)
    _, text = text_of(record, item)
    form = filled(statements.told_of(item, text), speaker="new", speaker_name=HOSTILE)
    form |= {"by": [HOSTILE], "because": [HOSTILE]}
    place = decide(desk, f"/statements/{item.id}/correct", form)
    speaker = got(record, item.id)
    assert isinstance(speaker, Statement)
    assert speaker.speaker_name == HOSTILE
    for path in (place, "/decisions", "/decisions/1", "/review", "/", f"/entities/{speaker.speaker}"):
        page = desk.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert 'onmouseover="alert' not in page.text
    assert HOSTILE in unescape(desk.get("/decisions").text)


def test_several_of_a_name_are_offered_and_one_is_chosen(desk: TestClient, record: Path) -> None:
    item = said(record, lambda one: one.speaker_name is not None and "Brenek" not in one.speaker_name)
    _, text = text_of(record, item)
    form = statements.told_of(item, text)
    page = decide(desk, f"/statements/{item.id}/correct", filled(form, find="speaker", speaker_name="Bren"), 200)
    [brenek] = re.findall(r'name="speaker" value="(en_\w+)"[^<]*> <span><bdi>Oskar Brenek</bdi> <span', page)
    assert decisions(record) == []
    page = decide(desk, f"/statements/{item.id}/correct", filled(form, speaker="other", speaker_name="Brenek"), 422)
    assert "choose one, or say that it is somebody new" in told(page)
    decide(desk, f"/statements/{item.id}/correct", filled(form, speaker=brenek))
    now = got(record, item.id)
    assert isinstance(now, Statement)
    assert (now.speaker, now.speaker_name, now.ruled) == (brenek, "Oskar Brenek", {"speaker": 1})
    decide(desk, "/decisions/1/undo", filled(Posted()))
    assert got(record, item.id) == item


def test_somebody_new_may_have_a_name_that_others_have(desk: TestClient, record: Path) -> None:
    item = said(record, lambda one: one.speaker_name is not None and "Brenek" not in one.speaker_name)
    _, text = text_of(record, item)
    decide(
        desk,
        f"/statements/{item.id}/correct",
        filled(statements.told_of(item, text), speaker="new", speaker_name="Brenek"),
    )
    now = got(record, item.id)
    assert isinstance(now, Statement)
    with Store(record) as store:
        assert now.speaker != store.get("Oskar Brenek").item.id
    assert now.speaker_name == "Brenek"


def test_an_item_that_somebody_decided_on_meanwhile_is_looked_at_again(desk: TestClient, record: Path) -> None:
    item = said(record, lambda one: not one.denied)
    _, text = text_of(record, item)
    form = statements.told_of(item, text)
    decide(desk, f"/statements/{item.id}/correct", filled(form, denied="yes"))
    page = decide(desk, f"/statements/{item.id}/correct", filled(form, act="asked"), 422)
    assert "somebody decided on this, too" in page
    assert got(record, item.id).ruled == {"denied": 1}


def test_a_statement_that_is_none_still_answers_and_can_be_brought_back(desk: TestClient, record: Path) -> None:
    item = said(record)
    _, text = text_of(record, item)
    place = decide(desk, f"/statements/{item.id}/reject", filled(statements.told_of(item, text)))
    assert "rejected by hand" in desk.get(place).text
    with Store(record) as store:
        assert item.id not in {one.item.id for one in store.statements()}
    assert decide(desk, "/decisions/1/undo", filled(Posted())).startswith(f"/statements/{item.id}")
    assert got(record, item.id) == item


def test_a_statement_that_was_missed_is_added(desk: TestClient, record: Path) -> None:
    item = said(record)
    article, text = text_of(record, item)
    start, end = article.body[0]
    words = " ".join(text[start:end].split()[:12])
    page = desk.get(f"/articles/{article.id}/add?at={start}-{start + 40}").text
    assert unescape(re.search(r'name="content"[^>]*>\n([^<]*)<', page)[1]) == " ".join(text[start : start + 40].split())  # type: ignore[index]
    form = filled(statements.empty(article), content=words, speaker="nobody", act="asked")
    place = decide(desk, f"/articles/{article.id}/add-statement", form)
    [added] = [one for one in decisions(record) if isinstance(one, Add)]
    now = got(record, added.id)
    assert isinstance(now, Statement)
    assert (now.act, now.speaker, now.ruled) == ("asked", None, {"added": 1})
    assert "added by hand" in desk.get(place).text
    page = decide(desk, f"/articles/{article.id}/add-statement", filled(statements.empty(article)), 422)
    assert "select them in the text" in page


# Events ---------------------------------------------------------------------------------------------------------------


def test_an_event_is_corrected_in_what_and_who(desk: TestClient, record: Path) -> None:
    item = done(record)
    with Store(record) as store:
        article = store.get(item.id).article
        assert article is not None
        other = next(one for one in article.entities if one.id not in {side.entity for side in item.actors})
    form = filled(
        events.told_of(item),
        status="planned",
        denied="yes",
        when="2024-03",
        actors=["=0", other.id],
        recipients=["+The Harbour Board"],
    )
    place = decide(desk, f"/events/{item.id}/correct", form)
    now = got(record, item.id)
    assert isinstance(now, Event)
    assert (now.status, now.denied, now.when.value if now.when else None) == ("planned", True, "2024-03")
    assert [one.entity for one in now.actors] == [item.actors[0].entity, other.id]
    assert [(one.entity, one.name) for one in now.recipients] == [(None, "The Harbour Board")]
    page = told(desk.get(place).text)
    assert "The machine had" in page
    assert re.search(r"status\s*done\s*planned", page)


# Articles -------------------------------------------------------------------------------------------------------------


def long_article(record: Path) -> tuple[Article, str]:
    with Store(record) as store:
        article = max((one.item for one in store.articles()), key=lambda one: len(one.body))
        return article, store.page_text(article.capture.id)


def test_an_article_gets_other_borders_and_another_day(desk: TestClient, record: Path) -> None:
    article, text = long_article(record)
    last = article.body[-2]
    ends = " ".join(text[last[0] : last[1]].split())[-50:]
    form = filled(articles.told_of(article, text), last=ends, published="2024-05-06", title="By hand")
    place = decide(desk, f"/articles/{article.id}/correct", form)
    assert place == f"/captures/{article.capture.id}?decided=1"
    with Store(record) as store:
        now = next(one for one in store.articles_of(article.capture.id) if "body" in one.ruled)
    assert (now.title, now.published.value if now.published else None) == ("By hand", "2024-05-06")
    assert (now.body[0][0], now.body[-1][1]) == (article.body[0][0], last[1])
    assert "corrected by hand" in desk.get(place).text


def test_an_article_is_split_where_another_begins(desk: TestClient, record: Path) -> None:
    article, text = long_article(record)
    middle = article.body[len(article.body) // 2]
    before = len(Store(record).articles_of(article.capture.id))
    form = filled(articles.told_of(article, text), split=text[middle[0] : middle[0] + 40])
    decide(desk, f"/articles/{article.id}/correct", form)
    with Store(record) as store:
        assert len(store.articles_of(article.capture.id)) == before + 1
        assert any(one.body[0][0] == middle[0] for one in store.articles_of(article.capture.id))


def test_an_article_that_is_none_leaves_and_comes_back(desk: TestClient, record: Path) -> None:
    article, text = long_article(record)
    decide(desk, f"/articles/{article.id}/reject", filled(articles.told_of(article, text)))
    with Store(record) as store:
        assert article.id not in {one.id for one in store.articles_of(article.capture.id)}
    assert "is none" in told(desk.get(f"/captures/{article.capture.id}").text)
    decide(desk, "/decisions/1/undo", filled(Posted()))
    with Store(record) as store:
        assert article.id in {one.id for one in store.articles_of(article.capture.id)}


def test_an_article_that_ends_before_it_begins_is_refused(desk: TestClient, record: Path) -> None:
    article, text = long_article(record)
    form = articles.told_of(article, text)
    swapped = filled(form, first=form.one("last"), first_at=form.one("last_at"), last=form.one("first"))
    page = decide(desk, f"/articles/{article.id}/correct", swapped | {"last_at": [form.one("first_at")]}, 422)
    assert "ends before it begins" in page
