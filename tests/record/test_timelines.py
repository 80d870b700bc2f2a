"""What was said and done, day by day, and the picture of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.record.factory import Deed, deeds_of
from tests.record.newsroom import DAM, FERRY, LEDGER_COPY, MORNING_COPY, NEVER, OWN, VALDIN, WIRE, Report, put

from onrecord.display.timeline_svg import drawn
from onrecord.errors import InputError, NotFoundError
from onrecord.record import Entry, Query, Store, Verification

SVG = "{http://www.w3.org/2000/svg}"
SHIPPED = Deed(
    "Norway shipped a third S-400 battery to Turkey.",
    "shipped",
    ("Norway", "NOR"),
    ("Turkey", "TUR"),
    ("S-400 battery", "air defence system"),
    when="2031-05-02",
)
PAID = Deed(
    "Ankara paid Oslo for nine Kestrel drones.",
    "paid",
    ("Ankara", "TUR"),
    ("Oslo", "NOR"),
    ("Kestrel drones", "drone"),
    mode="arms-deal",
    when="2030-01-09",
)
SOLD = Deed(
    "Wisla Arms sold six howitzers to Tarsia.",
    "sold",
    ("Wisla Arms", "POL"),
    ("Tarsia", None),
    ("howitzers", "artillery"),
    mode="arms-deal",
)


def said(words: str, *, on: str | None = None, published: str | None = "2031-05-04", outlet: str = "Echo") -> Report:
    return Report(
        f"Words about {words.rsplit(maxsplit=1)[-1]}",
        (f"{VALDIN} spoke in {outlet}'s own reading room.", f"“{words},” she said then."),
        outlet=outlet,
        published=published,
        said=((VALDIN, words),),
        on=on,
    )


EARLY = said("The pier is made of oak and of patience", on="2031-04-01", published="2031-06-01")
UNDATED = said("Every gull has a name in our family", published=None)
PRINTED = said("My umbrella was stolen by a senator")


# The wire's text with a "never" less, as an editor lets it slip.
SLIPPED = replace(
    LEDGER_COPY,
    paragraphs=tuple(one.replace("will never tow", "will tow") for one in WIRE.paragraphs),
    said=((VALDIN, NEVER.replace("never ", "")),),
)
LOADED = replace(
    SHIPPED,
    text="Norway shipped a third S-400 battery to Turkey, which soldiers of the harbour brigade unloaded by night while"
    " the fishermen of the bay looked on from their boats and counted forty lorries with green tarpaulins.",
)


def told(entries: Sequence[Entry]) -> list[tuple[str | None, str]]:
    return [(one.day, one.text) for one in entries]


# By day -------------------------------------------------------------------------------------------------------------


def test_it_goes_by_the_day_of_the_happening_not_of_the_printing_and_undated_comes_last(store: Store) -> None:
    put(store, UNDATED, PRINTED, EARLY)
    found = store.timeline(Query(speaker="Valdin"))
    assert [(one.day, one.is_published) for one in found] == [
        ("2031-04-01", False),
        ("2031-05-04", True),
        (None, True),
    ]
    assert [one.item for one in found] == [report.statements[0] for report in (EARLY, PRINTED, UNDATED)]
    assert {(one.kind, one.who, one.what) for one in found} == {("said", VALDIN, "said")}


def test_a_quotation_that_many_print_is_one_line_and_copies_count_once(store: Store) -> None:
    put(store, *FERRY, EARLY)
    [_, one] = store.timeline(Query(speaker="Valdin"))
    assert (one.text, one.sources) == (NEVER, 2)
    assert sorted(one.outlets) == sorted(report.outlet or "" for report in FERRY)
    assert one.saying is not None
    assert one.item in {version.statement for version in store.saying(one.saying).versions}


def test_what_is_told_stands_where_its_spans_say(store: Store) -> None:
    put(store, *FERRY, EARLY)
    store.put(*deeds_of(SHIPPED, SOLD))
    for one in store.timeline(Query()):
        text = store.page_text(one.capture)
        words = " ".join(text[start:end] for start, end in one.spans)
        assert words == one.text if one.kind == "said" else words in one.text
        assert one.article.id in {article.id for article in store.articles_of(one.capture)}


def test_who_prints_it_in_other_words_is_told(store: Store) -> None:
    aside = "Passengers say that they saw a light on the shore long before the ship struck ground."
    put(store, WIRE, SLIPPED, replace(OWN, paragraphs=(*OWN.paragraphs, aside)))
    [one] = store.timeline(Query(speaker="Valdin"))
    assert (one.text, one.members[0].item, one.item) == (NEVER, WIRE.statements[0], WIRE.statements[0])
    assert {teller.article.outlet: (teller.text, teller.differs) for teller in one.members} == {
        "Norland Wire": (NEVER, ()),
        "Gazette of the Strait": (NEVER, ()),
        "Harbour Ledger": (NEVER.replace("never ", ""), ("negation",)),
    }
    assert {teller.article.outlet: teller.copy_of for teller in one.members}["Harbour Ledger"] == WIRE.id


def test_the_fullest_quotation_with_its_day_stands_for_an_utterance(store: Store, path: Path) -> None:
    whole, scrap = "The pier is made of oak and of patience and will outlive us all", "and will outlive us"
    reported = (
        "she trusts that the pier, being made of oak, is going to be there when all of them are long dead and gone"
    )
    reports = (
        replace(said(reported, on="2031-04-01", outlet="Courier"), kind="indirect"),
        replace(said(scrap, on="2031-04-01", outlet="Mirror"), source="mirror.txt"),
        replace(said(whole, outlet="Echo"), published="2031-04-03"),
        said(whole, on="2031-04-01", published="2031-06-01", outlet="Ledger"),
    )
    put(store, *reports)
    joined(path, *(one for report in reports for one in report.statements))
    [one] = store.timeline(Query(speaker="Valdin"))
    assert (one.day, one.is_published, one.text, one.item) == ("2031-04-01", False, whole, reports[3].statements[0])
    assert {teller.article.outlet: teller.differs for teller in one.members} == {
        "Ledger": (),
        "Echo": (),
        "Mirror": (),
        "Courier": ("words",),
    }


def test_two_quotations_of_one_article_are_two_lines_whatever_group_they_are_in(store: Store, path: Path) -> None:
    two = ("Stop asking me about the bridge over the strait", "You keep turning over a page that we have read")
    report = Report(
        "Minister loses patience",
        (f"“{two[0]},” {VALDIN} said.", f"“{two[1]},” she told them."),
        outlet="Echo",
        said=((VALDIN, two[0]), (VALDIN, two[1])),
    )
    put(store, report, EARLY)
    joined(path, *report.statements)
    assert told(store.timeline(Query(speaker="Valdin", since="2031-05"))) == [
        ("2031-05-04", two[0]),
        ("2031-05-04", two[1]),
    ]


def joined(path: Path, *statements: str) -> None:
    """Make one saying of some statements, as if they had been judged the same."""
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany(
            "UPDATE utterances SET saying = 'sa_one' WHERE statement = ?", [(one,) for one in statements]
        )


def test_a_speech_stands_as_it_was_held(store: Store) -> None:
    words = [f"{one} is what the harbour needs" for one in ("Rope", "Tar", "Light", "Sleep", "Money", "Salt", "Wine")]
    speech = Report(
        "Words on the quay",
        tuple(f"“{one},” {VALDIN} said." for one in words),
        outlet="Echo",
        said=tuple((VALDIN, one) for one in words),
        on="2031-05-01",
    )
    put(store, speech)
    assert [one.text for one in store.timeline(Query(speaker="Valdin"))] == words


# Copies, and what is asked for --------------------------------------------------------------------------------------


def test_what_fits_in_a_copy_alone_is_told_by_the_text_that_it_copies(store: Store) -> None:
    put(store, WIRE, replace(MORNING_COPY, published=None))
    [one] = store.timeline(Query(speaker="Valdin", about="passengers"))  # in the copy's title
    assert (one.day, one.item, one.sources) == ("2031-05-04", WIRE.statements[0], 1)
    assert one.outlets == ("Norland Wire", "The Morning Karsa")


def test_a_time_takes_no_source_away(store: Store) -> None:
    put(store, WIRE, replace(OWN, published=None), EARLY, UNDATED)
    [one] = store.timeline(Query(speaker="Valdin", since="2031-05-04", until="2031-05-04"))
    assert (one.day, one.is_published, one.sources) == ("2031-05-04", True, 2)
    assert store.timeline(Query(speaker="Valdin", since="2031-05-05", until="2031-05-31")) == []


def test_an_act_that_a_copy_tells_without_a_day_stands_on_that_of_the_text_copied(store: Store) -> None:
    store.put(*deeds_of(LOADED, SOLD))
    quiet = Deed("Karsa kept quiet about it.", "kept")
    copied = (replace(LOADED, when=None), SOLD, quiet)
    store.put(*deeds_of(*copied, outlet="Echo", published=None, source="copy.txt"))
    store.place()
    [one] = store.timeline(Query(recipient="Turkey"))
    assert (one.day, one.is_published, one.sources) == ("2031-05-02", False, 1)
    assert one.outlets == ("Harbour Ledger", "Echo")
    [other] = store.timeline(Query(recipient="Tarsia"))
    assert (other.day, other.is_published) == ("2031-05-04", True)


def test_one_act_in_several_articles_is_one_line(store: Store, path: Path) -> None:
    other = replace(SOLD, text="Wisla Arms sold four tents to Tarsia.", item=("four tents", None), when="2031-02-02")
    store.put(*deeds_of(SHIPPED, SOLD))
    store.put(*deeds_of(other, replace(SHIPPED, text=SHIPPED.text.replace("a third", "its third")), outlet="Echo"))
    store.place()
    [one] = store.timeline(Query(recipient="Turkey"))
    assert (one.day, one.kind, one.who, one.what) == ("2031-05-02", "done", "Norway", "arms-delivery done to Turkey")
    assert sorted(one.outlets) == ["Echo", "Harbour Ledger"]
    assert one.article.outlet in one.outlets
    assert not list(Verification(path))


def test_how_far_it_has_come_and_what_is_denied_are_lines_of_their_own(store: Store) -> None:
    deeds = (SHIPPED, replace(SHIPPED, text="Norway never shipped an S-400 battery to Turkey.", denied=True))
    planned = replace(SHIPPED, text="Norway will have shipped the S-400 battery to Turkey.", status="planned")
    store.put(*deeds_of(*deeds, planned))
    assert sorted(one.what for one in store.timeline(Query(item="S-400"))) == [
        "arms-delivery done to Turkey",
        "arms-delivery done to Turkey (denied)",
        "arms-delivery planned to Turkey",
    ]


# Of what ------------------------------------------------------------------------------------------------------------


def test_a_pair_is_told_both_ways_and_by_any_name(store: Store) -> None:
    put(store, EARLY)
    store.put(*deeds_of(SHIPPED, PAID, SOLD))
    for sides in (("Norway", "Turkey"), ("TUR", "Oslo")):
        found = store.timeline(Query(), sides=sides)
        assert told(found) == [("2030-01-09", PAID.text), ("2031-05-02", SHIPPED.text)]
    assert store.timeline(Query(), sides=("Norway", "Tarsia")) == []
    assert told(store.timeline(Query(since="2031"), sides=("NOR", "TUR"))) == [("2031-05-02", SHIPPED.text)]


def test_what_a_side_does_to_itself_is_told_once(store: Store) -> None:
    at_home = replace(SHIPPED, recipient=("Turkey", "NOR"), text="Norway shipped an S-400 battery to its own Turkey.")
    store.put(*deeds_of(at_home))
    for sides in (("NOR", "NOR"), ("Norway", "Oslo")):
        assert told(store.timeline(Query(), sides=sides)) == [("2031-05-02", at_home.text)]


def test_a_story_tells_what_its_articles_and_those_before_it_tell(store: Store) -> None:
    later = Report(
        "Ferry Halvard that ran aground off Tolm is raised from her sandbank",
        (
            "The ferry Halvard, which ran aground on a sandbank off Tolm in May, was raised by cranes on Friday.",
            f"“I was wrong about the tow,” {VALDIN} said.",
        ),
        outlet="Echo",
        published="2031-08-01",
        said=((VALDIN, "I was wrong about the tow"),),
    )
    put(store, *FERRY, DAM, EARLY, later)
    first, second = (store.story_of(one.id).id for one in (WIRE, later))
    assert told(store.timeline(Query(), story=first)) == [("2031-05-04", NEVER)]
    assert told(store.timeline(Query(), story=second)) == [
        ("2031-05-04", NEVER),
        ("2031-08-01", "I was wrong about the tow"),
    ]
    assert [one.story for one in store.timeline(Query(), story=second)] == [first, second]
    assert store.timeline(Query(), story=OWN.id) == store.timeline(Query(), story=first)
    assert store.timeline(Query(), story=first[:12]) == store.timeline(Query(), story=first)
    assert store.timeline(Query(speaker="Orlo"), story=first) == []


def test_what_is_no_story_is_refused(store: Store) -> None:
    put(store, EARLY)
    for unknown in ("sy_aaaaaaaaaaaaaaaaaaaa", "", "'", "\udcff"):
        with pytest.raises(NotFoundError):
            store.timeline(Query(), story=unknown)
    with pytest.raises(InputError):
        store.timeline(Query(), story=EARLY.statements[0])


def test_a_speaker_a_topic_and_a_time_narrow_it_down(store: Store) -> None:
    put(store, EARLY, PRINTED, DAM)
    store.put(*deeds_of(SHIPPED))
    for query, count in (
        (Query(speaker="Valdin"), 2),
        (Query(speaker="Valdin", about="umbrella"), 1),
        (Query(about="S-400"), 1),
        (Query(about="nothing of it"), 0),
        (Query(speaker="Valdin", until="2031-04"), 1),
        (Query(outlet="Echo"), 2),
        (Query(speaker="\udcff"), 0),
        (Query(about="%"), 0),
    ):
        assert len(store.timeline(query)) == count, query


def test_an_empty_record_has_an_empty_timeline(store: Store) -> None:
    assert store.timeline(Query(about="harbour")) == []
    assert ET.fromstring(drawn([])).tag == f"{SVG}svg"  # noqa: S314 - our own picture


# As a picture -------------------------------------------------------------------------------------------------------

CONTROLS = "\x00\x01\x08\x0b\x0c\x1b[31m\x7f\x85\ufffe\uffff"
HOSTILE = f"<script>alert('x')</script> & \"so on\" ]]> {CONTROLS} <!-- &#0; \U0001f6a2"


def test_the_picture_has_a_dot_and_words_for_each_line(store: Store) -> None:
    put(store, EARLY, UNDATED)
    store.put(*deeds_of(SHIPPED))
    entries = store.timeline(Query())
    root = ET.fromstring(drawn(entries))  # noqa: S314
    assert len(root.findall(f"{SVG}circle")) == len(entries) == 3
    words = [one.text for one in root.findall(f"{SVG}text")]
    assert [one for one in words if one in {"2031-04-01", "2031-05-02", "undated"}] == [
        "2031-04-01",
        "2031-05-02",
        "undated",
    ]
    assert SHIPPED.text in words
    assert f"“{EARLY.said[0][1]}”" in words
    assert f"Echo · {EARLY.title}" in words
    assert {one.get("fill") for one in root.findall(f"{SVG}circle")} == {"#1f6f8b", "#a63d40"}


def test_the_picture_is_xml_whatever_the_page_says(store: Store) -> None:
    report = replace(
        said(f"The gull took {HOSTILE} and flew"), title=HOSTILE.replace("\x00", ""), outlet=f"A&B <{HOSTILE}>"
    )
    put(store, report)
    picture = drawn(store.timeline(Query(speaker="Valdin")))
    root = ET.fromstring(picture)  # noqa: S314
    shown = "".join(root.itertext())
    assert "<script>alert('x')</script> & \"so on\" ]]>" in shown
    assert "<script" not in picture
    assert not {"\0", "\x01", "\x1b", "\ufffe"} & set(picture)
    assert {one.tag for one in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "line", "text", "circle", "title")}
    assert picture.encode("utf-8")


def test_long_words_do_not_leave_the_picture(store: Store) -> None:
    put(store, said("oh " * 4000 + "gull"), said("a" * 5000))
    root = ET.fromstring(drawn(store.timeline(Query())))  # noqa: S314
    assert max(len(one.text or "") for one in root.findall(f"{SVG}text")) < 110
    assert len(root.findall(f"{SVG}text")) <= 2 * 6


def test_the_last_entries_alone_are_the_end_of_the_whole_timeline(store: Store) -> None:
    sold = [
        replace(SHIPPED, text=f"Norway shipped a third S-400 battery to Turkey on day {day}.", when=f"2031-05-{day:02}")
        for day in range(1, 20)
    ]
    store.put(*deeds_of(*sold, PAID))
    every = store.timeline(Query(), sides=("Norway", "Turkey"))
    assert len(every) == len(sold) + 1
    for last in (1, 2, 5, 100):
        assert store.timeline(Query(), sides=("Norway", "Turkey"), last=last) == every[-last:]
