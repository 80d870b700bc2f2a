"""The page: what stands on it, that each line leads to its source and back, and that it runs and loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from tests.dossier.conftest import MADE, Written
from tests.dossier.opened import Page
from tests.record.newsroom import FERRY, NEVER, OWN, VALDIN, WIRE, Report, put

import onrecord
from onrecord.dossier import Choice, dossier, file_name, write
from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.record import Query, Store


def test_a_page_says_what_it_is_of_what_and_when_it_was_made(written: Written, store: Store) -> None:
    page = Page(written("html", speaker="person.valdin"))
    head = dict(zip(page.lines(".head dt"), page.lines(".head dd"), strict=True))
    counts = store.counts()
    assert page.lines("h1") == ["What Mira Valdin said"] == page.lines("title")
    assert head["Asked for"] == "what person.valdin said"
    assert head["Holds"] == "1 statement, told in 4 articles (2 of them copies) of 4 outlets"
    assert head["From the record"] == (
        f"onrecord.db: {counts['captures']} captures, {counts['articles']} articles, {counts['statements']} statements,"
        f" {counts['events']} events"
    )
    assert head["Made"].startswith("2031-06-01 08:00:00 UTC, by onrecord ")


def test_a_line_says_who_did_what_with_the_words_and_who_printed_them(written: Written) -> None:
    page = Page(written("html", speaker="person.valdin"))
    assert page.lines(".lines .who") == ["Mira Valdin said"]
    assert page.lines(".lines blockquote") == [f"“{NEVER}”"]
    assert page.lines(".lines time") == ["by 2031-05-04"]
    facts = dict(zip(page.lines(".facts dt"), page.lines(".facts dd"), strict=True))
    assert facts["How it came here"] == "Mira Valdin → printed by Norland Wire1"
    assert facts["Also in"] == "Gazette of the Strait2, Harbour Ledger3 (a copy), The Morning Karsa4 (a copy)"


def test_an_act_says_how_far_it_has_come_with_what_and_who_claims_it(written: Written) -> None:
    page = Page(written("html", search="frigates"))
    [act] = [one for one in page.document.select(".lines > .done") if "frigates" in one.text]
    assert " ".join(act.select_one(".who").text.split()) == "Norland: arms deal with Karsa, offered"
    assert "Claimed by Mira Valdin" in " ".join(act.select_one(".facts").text.split())


def test_a_footnote_has_the_page_its_bytes_and_the_exact_words_with_their_place(written: Written, store: Store) -> None:
    page = Page(written("html", speaker="person.valdin"))
    notes = page.document.select(".notes li")
    assert len(notes) == len(FERRY)
    for note in notes:
        told = " ".join(note.text.split())
        [item] = re.findall(r"onrecord show (st_\w+)", told)
        found, article = store.get(item)
        assert isinstance(article, Article)
        assert article.capture.id in told
        assert article.outlet
        assert told.startswith(f"{article.outlet.name}, “{article.title}”, ")
        [words] = note.select("q")
        [(start, end)] = re.findall(r"characters (\d+) to (\d+)", told)
        assert words.text == store.page_text(article.capture.id)[int(start) : int(end)] == found.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "asked", [{"search": "drones"}, {"speaker": "Valdin"}, {"story": WIRE.id}, {"saying": WIRE.statements[0]}]
)
def test_every_reference_leads_to_a_footnote_and_back(asked: dict[str, object], written: Written) -> None:
    page = Page(written("html", **asked))
    ids = page.attributes("*", "id")
    assert len(ids) == len(set(ids))
    inner = [one for one in page.attributes("a", "href") if one.startswith("#")]
    assert inner
    assert {one[1:] for one in inner} <= set(ids)
    called = [one.removeprefix("#n") for one in page.attributes("[role=doc-noteref]", "href")]
    assert set(called) == {one.removeprefix("n") for one in page.attributes(".notes li", "id")}
    back = [one.removeprefix("#r") for one in page.attributes("[role=doc-backlink]", "href")]
    assert set(back) <= set(called)


def test_a_story_lists_its_articles_and_says_which_are_copies(written: Written) -> None:
    page = Page(written("html", story=WIRE.id))
    listed = page.lines(".printed li")
    assert any("Harbour Ledger: Ferry Halvard runs aground off Tolm" in one for one in listed)
    assert sum("copy" in one and "of Norland Wire" in one for one in listed) == 2


def test_a_saying_has_its_other_wordings(kept: Path, tmp_path: Path) -> None:
    words = "We will probably never tow the Halvard back into a harbour of ours"
    retold = replace(
        OWN,
        title="No harbour for the Halvard",
        paragraphs=(f"“{words},” {VALDIN} told a crowd at the town hall.", "Outside it rained all day long."),
        outlet="The Evening Buoy",
        published="2031-05-06",
        said=((VALDIN, words),),
    )
    with Store(copy(kept, tmp_path / "more.db"), write=True) as store:
        put(store, retold)
        page = Page("\n".join(dossier(store, Choice(saying=WIRE.statements[0]), "html", made=MADE).lines))
    assert page.lines(".lines blockquote") == [f"“{words}”"]
    [other] = page.lines(".wordings li")
    assert other.startswith(NEVER)
    assert other.endswith("differs in qualifier (“probably” left out)")


def test_nothing_found_says_so_in_a_whole_page(written: Written) -> None:
    page = Page(written("html", search="zzyzx"))
    assert page.lines(".empty") == ["Nothing in this record fits what was asked for."]
    assert page.lines("h1") == ["Search: zzyzx"]
    assert page.lines(".notes") == []


def test_a_record_without_articles_says_so(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db", create=True) as store:
        page = Page("\n".join(dossier(store, Choice(speaker="Valdin"), "html", made=MADE).lines))
    assert "This record holds no articles yet." in page.lines(".remarks li")


def test_what_is_not_known_is_told_as_such(written: Written) -> None:
    page = Page(written("html", search='"Wheat will reach every port"'))
    assert page.lines(".lines time") == ["undated"]
    [note] = page.lines(".notes li")
    assert note.startswith("Outlet not known, “Grain before winter”, day of publication not known.")
    assert "No address is known; kept as grain.txt" in note
    assert "Captured on a day that is not recorded" in note


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(written: Written) -> None:
    page = Page(written("html", search="drones"))
    [policy] = page.attributes("meta[http-equiv=Content-Security-Policy]", "content")
    [style] = page.texts("style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style
    assert page.strange() == set()


def test_a_desk_is_linked_to_where_one_is_named(written: Written) -> None:
    page = Page(written("html", speaker="person.valdin", desk="https://desk.example:8765/"))
    links = [one for one in page.attributes("a", "href") if not one.startswith("#")]
    assert links == [f"https://desk.example:8765/statements/{one.statements[0]}" for one in _in_order(links)]
    with pytest.raises(InputError, match="is no address of a desk"):
        written("html", speaker="Valdin", desk="javascript:alert(1)")


def _in_order(links: list[str]) -> list[Report]:
    by_id = {one.statements[0]: one for one in FERRY}
    return [by_id[link.rpartition("/")[2]] for link in links]


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_the_same_record_choice_and_time_give_the_same_bytes(form: str, written: Written) -> None:
    for asked in ({"search": "drones"}, {"story": WIRE.id}, {"speaker": "Valdin", "until": "2031"}):
        first = written(form, **asked)
        assert first == written(form, **asked)
        assert first


def test_a_file_is_written_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "dossier.html"
    told = write(store, Choice(speaker="person.valdin"), "html", path, made=MADE)
    assert told.told == 1
    text = path.read_text("utf-8")
    assert text.startswith("<!doctype html>\n")
    assert text.endswith("</html>\n")
    with pytest.raises(InputError, match="is a folder"):
        write(store, Choice(speaker="Valdin"), "html", tmp_path, made=MADE)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="cannot be written"):
        write(store, Choice(speaker="Valdin"), "html", tmp_path / "file" / "x.html", made=MADE)
    assert [one.name for one in path.parent.iterdir()] == ["dossier.html"]


def test_a_title_of_ones_own(written: Written, store: Store) -> None:
    assert Page(written("html", search="drones", title="For the desk: <drones> & tugs")).lines("h1") == [
        "For the desk: <drones> & tugs"
    ]
    # What a terminal hands over that is no UTF-8 cannot be written, and does not stop the rest.
    assert Page(written("html", search="drones", title="odd \udce9")).lines("h1") == ["odd ?"]
    assert store.articles(Query()).count(1)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What Mira Valdin said", "dossier-what-mira-valdin-said.html"),
        ("../../etc/passwd\r\nX: y", "dossier-etc-passwd-x-y.html"),
        ("Что сказал Ёлкин", "dossier.html"),
        ('a"b' * 100, "dossier-" + ("a-b" * 100)[:60].strip("-") + ".html"),
    ],
)
def test_a_file_goes_by_a_name_that_every_system_takes(title: str, name: str) -> None:
    assert file_name(title, "html") == name
    assert file_name(title, "markdown") == name.removesuffix("html") + "md"


def test_from_python_the_same(kept: Path, tmp_path: Path, written: Written) -> None:
    with onrecord.Record(kept) as record:
        path = record.export_dossier(tmp_path / "x.md", format="markdown", search="drones", made=MADE)
    assert path.read_text("utf-8") == written("markdown", search="drones") + "\n"
