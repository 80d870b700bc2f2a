from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.record.factory import Deed, Told, deeds_of
from tests.record.newsroom import IDS, VALDIN
from tests.watch.bench import Time

from onrecord.capture.page import Given, Page
from onrecord.errors import InputError
from onrecord.model import Article
from onrecord.record import Store
from onrecord.watch import Alerts, Clock, Notice, Wanted
from onrecord.watch.alerts import RELATIONS, look_for

OPEN = "The harbour of Tolm will stay open to every ship in the coming winter"
# Short enough to be said twice: who has twelve words of another paper has its report of one utterance.
DRONES = "We will send twelve drones to the harbour of Tolm"
OTHERS = (
    ("Osman Yılmaz", "No sanctions of theirs will ever stop the pipeline through the eastern valleys"),
    ("Halvard Brandt", "Wheat from the southern plains is dear this year, and the mills of Orvik stand still"),
)
FERRY = "The ferry to Karsa will run again once her hull has been looked at by divers"
WORDS = "I stand by each of my words, whoever may laugh at them today in the taverns of the capital"
CLOCK = Clock(Time().now)


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("alerts") / "onrecord.db", create=True, write=True) as opened:
        yield opened


def report(
    *lines: tuple[str, str], title: str = "Ships", outlet: str = "Harbour Ledger", published: str = "2031-05-04"
) -> Told:
    return Told(title, lines, outlet, published, source=f"{title} {outlet} {published}.txt", ids=IDS)


def put(store: Store, *reports: Told) -> None:
    for one in reports:
        store.put(*one.made())
    store.place()


def told(store: Store) -> list[Notice]:
    """The notices that come of what is new, in the order in which they were put into the outbox."""
    last = store.rows("SELECT coalesce(max(number), 0) FROM outbox")[0][0]
    while store.rows("SELECT 1 FROM untold LIMIT 1"):
        look_for(store, CLOCK)
    rows = store.rows("SELECT json FROM outbox WHERE number > ? ORDER BY number", (last,))
    return [Notice.model_validate_json(text) for (text,) in rows]


def alert(store: Store, wanted: Wanted, name: str = "mine") -> None:
    Alerts(store).add(name, wanted, ("terminal",), CLOCK)


def test_what_was_there_before_an_alert_is_not_told(store: Store) -> None:
    put(store, report((VALDIN, OPEN)))
    alert(store, Wanted(what="search", search="harbour"))
    assert told(store) == []
    assert store.rows("SELECT count(*) FROM untold") == [(0,)]


def test_what_newly_fits_a_search_is_told_once_an_article(store: Store) -> None:
    alert(store, Wanted(what="search", search="harbour"))
    put(store, report((VALDIN, OPEN), (VALDIN, "No harbour of ours is for sale"), ("Osman", FERRY)))
    put(store, report(("Osman", FERRY), title="Ferries", published="2031-05-06"))
    (one,) = told(store)
    assert one.kind == "search"
    assert (one.outlet, one.who, one.published) == ("Harbour Ledger", VALDIN, "2031-05-04")
    assert "and 1 more" in one.what
    assert store.get(one.item).item.id == one.item
    assert told(store) == []


def test_conditions_of_a_search_hold_for_what_is_told(store: Store) -> None:
    alert(store, Wanted(what="search", search='harbour outlet:"Evening Buoy"'))
    put(store, report((VALDIN, OPEN)))
    put(store, report(("Osman", "The harbour is ours"), outlet="The Evening Buoy", published="2031-05-06"))
    assert [one.outlet for one in told(store)] == ["The Evening Buoy"]


def test_a_search_that_is_kept_is_asked_as_it_is_kept_now(store: Store) -> None:
    store.keep_search("ferries", {"q": "ferry", "outlet": "Ledger"})
    alert(store, Wanted(what="search", saved="ferries"))
    put(store, report((VALDIN, FERRY)))
    assert len(told(store)) == 1
    store.keep_search("ferries", {"q": "harbour"})
    put(store, report((VALDIN, OPEN), published="2031-06-04"))
    assert len(told(store)) == 1
    store.drop_search("ferries")
    lines: list[str] = []
    put(store, report((VALDIN, "No word of mine is for sale"), published="2031-07-04"))
    assert look_for(store, CLOCK, lines.append) == 0
    assert "ferries" in lines[0]
    assert store.rows("SELECT count(*) FROM untold") == [(0,)]


def test_what_says_it_in_other_words_is_told_where_that_is_asked_for(store: Store) -> None:
    alert(store, Wanted(what="search", search="the port remains accessible for all vessels", loosely=True), "loose")
    alert(store, Wanted(what="search", search="the port remains accessible for all vessels"), "strict")
    put(store, report((VALDIN, "The harbour stays open to every ship"), ("Osman", "Wheat is dear this year")))
    assert [(one.alert, one.who) for one in told(store)] == [("loose", VALDIN)]


def test_a_copy_of_what_was_told_is_not_told_again(store: Store) -> None:
    alert(store, Wanted(what="search", search="harbour"), "search")
    alert(store, Wanted(what="speaker", speaker="Valdin"), "speaker")
    lines = ((VALDIN, OPEN), ("Osman Yılmaz", FERRY), ("Osman Yılmaz", "No sanctions will stop the pipeline"))
    put(store, report(*lines))
    assert len(told(store)) == 2
    put(store, report(*lines, outlet="Evening Buoy", published="2031-05-05"))
    assert told(store) == []


def test_a_speaker_says_it_for_the_first_time_again_and_in_other_words(store: Store) -> None:
    alert(store, Wanted(what="speaker", speaker="Valdin"))
    put(store, report((VALDIN, DRONES)))
    put(store, report((VALDIN, DRONES + ", once more"), *OTHERS, title="Winter", published="2031-06-04"))
    first, again = told(store)
    assert [first.kind, again.kind] == ["first-time", "again"]
    assert again.before is not None
    assert again.before_item == first.item
    assert DRONES in again.before
    assert again.sure == 0.9
    assert "that it is the same" in str(again.why_sure)


def test_what_is_said_again_is_told_though_most_of_the_report_is_as_it_was(store: Store) -> None:
    alert(store, Wanted(what="speaker", speaker="Valdin", relations=("again",)))
    put(store, report((VALDIN, DRONES), *OTHERS))
    put(store, report((VALDIN, DRONES), (VALDIN, WORDS), *OTHERS, title="Valdin at sea", published="2031-05-12"))
    assert kinds(store) == {"update"}
    assert [one.kind for one in told(store)] == ["again"]


def kinds(store: Store) -> set[str]:
    """How articles repeat others."""
    return {kind for (kind,) in store.rows("SELECT copy_kind FROM placed WHERE copy_kind IS NOT NULL")}


def test_what_a_later_version_has_beside_the_earlier_one_is_told(store: Store) -> None:
    for name in ("divers", "ferry"):
        alert(store, Wanted(what="search", search=name), name)
    bare = report((VALDIN, OPEN), *OTHERS)
    lies = "The old ferry lies at the quay of Orvik."
    put(store, replace(bare, behind=lies))
    put(store, replace(bare, behind=f"{lies} On Sunday divers went down to her hull, and found two plates of it bent."))
    assert kinds(store) == {"update"}
    assert sorted(one.alert for one in told(store)) == ["divers", "ferry"]


@pytest.mark.parametrize("relation", RELATIONS)
def test_only_what_is_asked_for_of_a_speaker_is_told(store: Store, relation: str) -> None:
    alert(store, Wanted.model_validate({"what": "speaker", "speaker": VALDIN, "relations": (relation,)}))
    put(store, report((VALDIN, DRONES)))
    put(store, report((VALDIN, DRONES), *OTHERS, title="Winter", published="2031-06-04"))
    expected = {"first-time": ["first-time"], "again": ["again"], "in-other-words": []}
    assert [one.kind for one in told(store)] == expected[relation]


def deeds(status: str, published: str, **more: object) -> tuple[Page, tuple[Article, ...]]:
    words = {"offered": "offered", "agreed": "agreed to sell", "negotiated": "negotiates with"}[status]
    deed = Deed(
        f"Norland {words} Karsa twelve Kestrel drones",
        words.split()[0],
        ("Norland", "NOR"),
        ("Karsa", "TUR"),
        ("Kestrel", "drone"),
        mode="arms-deal",
        status=status,
        when=published,
    )
    return deeds_of(replace(deed, **more), published=published, source=f"{status} {published}.txt")  # type: ignore[arg-type]


def test_a_status_that_rose_is_told_with_what_it_was(store: Store) -> None:
    alert(store, Wanted(what="status"))
    store.put(*deeds("offered", "2031-05-04"))
    assert told(store) == []
    store.put(*deeds("agreed", "2031-06-04"))
    (one,) = told(store)
    assert "offered → agreed" in one.what
    assert (one.who, one.when) == ("Norland", "2031-06-04")
    assert one.sure == 0.8
    store.put(*deeds("agreed", "2031-06-05"))
    store.put(*deeds("negotiated", "2031-06-06"))
    assert told(store) == []


def test_a_status_that_is_denied_did_not_rise(store: Store) -> None:
    alert(store, Wanted(what="status"))
    store.put(*deeds("offered", "2031-05-04"))
    store.put(*deeds("agreed", "2031-06-04", denied=True))
    assert told(store) == []


def test_an_article_that_was_changed_is_told_with_what_was(store: Store) -> None:
    for name, more in (("any", {}), ("url", {"url": "https://x.example/1"}), ("outlet", {"outlet": "Buoy"})):
        alert(store, Wanted.model_validate({"what": "changed", **more}), name)
    for number, captured in ((12, "2031-05-04T10:00:00Z"), (10, "2031-05-04T11:00:00Z")):
        given = Given(url="https://x.example/1", captured=captured)
        lines = ((VALDIN, f"We will send {number} drones to the harbour of Tolm before the summer"), ("Osman", FERRY))
        store.put(*replace(report(*lines), given=given).made())
        store.place()
    found = told(store)
    assert [one.alert for one in found] == ["any", "url"]
    assert "12 drones" in found[0].what
    assert "10 drones" in found[0].what
    assert "2031-05-04T10:00:00Z" in str(found[0].before)


def test_an_alert_that_is_dropped_tells_no_more(store: Store) -> None:
    alert(store, Wanted(what="search", search="harbour"))
    put(store, report((VALDIN, OPEN)))
    assert len(told(store)) == 1
    assert Alerts(store).remove("mine") == 1
    assert store.rows("SELECT count(*) FROM outbox") == [(0,)]
    with pytest.raises(InputError, match="is no alert"):
        Alerts(store).remove("mine")
    put(store, report((VALDIN, OPEN), title="Winter", published="2031-06-04"))
    assert told(store) == []


@pytest.mark.parametrize("name", ["", " a", "a\nb", "a/b", "a" * 101, "\x1b[2J", "a\u2028b"])
def test_a_name_that_would_not_stand_in_a_line_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError, match="cannot be the name"):
        alert(store, Wanted(what="status"), name)


@pytest.mark.parametrize("search", ["", '"', "speaker:", "since:99999", "(", "NEAR(a b)", "x" * 5000, "speaker:\x00"])
def test_whatever_is_searched_for_stops_no_watcher(store: Store, search: str) -> None:
    alert(store, Wanted(what="search", search=search))
    put(store, report((VALDIN, OPEN)))
    told(store)
    assert store.rows("SELECT count(*) FROM untold") == [(0,)]
