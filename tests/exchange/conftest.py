"""Records to export: an empty one to write to, and one with something of everything that a record can hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.record import newsroom
from tests.record.factory import VERSIONS, Deed, Told, deeds_of

from onrecord.capture.page import Given
from onrecord.errors import PageError
from onrecord.exchange import jsonl
from onrecord.model import item_id
from onrecord.record import Signature, Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "onrecord.db", create=True, write=True) as opened:
        yield opened


SENT = Deed(
    "Norway shipped a third S-400 battery to Turkey.",
    "shipped",
    ("Norway", "NOR"),
    ("Turkey", "TUR"),
    ("S-400 battery", "air defence system"),
    when="2031-05-02",
)
CLAIMED = Deed(
    "Turkey will buy four frigates from Norway",
    "buy",
    ("Turkey", "TUR"),
    ("Norway", "NOR"),
    ("frigates", "warship"),
    "arms-deal",
    "planned",
    4,
    claimed=True,
)
ODD = Told(
    title='=HYPERLINK("http://evil.example";"click")',
    lines=(
        ("Mira Valdin", "=1+1 is what they wrote on the wall"),
        ("Łucja \u202eBrøndal", "+1;=1+1\t@SUM(1)\r\n-2 'tis \U0010ffff\U0001f600\u2028 <script>alert(1)</script>"),
    ),
    outlet="@Harbour ␀ \x01\x1b[31m Ledger",
    source="odd\x7f.txt",
)


PLANES = "".join(chr((plane << 16) + 0xFFFD) for plane in range(17)) + "\u2028\u2029\x85\ufeff"
HUGE = Told(
    title="A very long report",
    lines=(("Mira Valdin", f"=cmd|' /C calc'!A0 {PLANES} \0 {'words and words, ' * 65_000}"),),
    outlet=None,
    source="huge.txt",
)

ORLO, VALDIN = newsroom.IDS[newsroom.ORLO], newsroom.IDS[newsroom.VALDIN]


def fill(store: Store) -> None:
    """Reports with copies, stories and sayings, events, decisions, a search, a failure, a redirect, an odd page."""
    newsroom.put(store, *newsroom.ALL, place=False)
    store.put(*deeds_of(SENT, CLAIMED))
    store.put(*ODD.made())
    moved = newsroom.DAM.made()
    store.put(moved[0], [], made_by=VERSIONS | {"article": "2"})
    page, (article,) = moved
    start, end = article.body[0]
    body = ((start, end - 1),)
    later = article.model_copy(update={"id": item_id("ar", page.capture, body), "body": body})
    store.put(page, [article], made_by=VERSIONS | {"article": "3"})
    store.put(page, [later], made_by=VERSIONS | {"article": "4"})
    store.fail(PageError("gone.txt", "capture", "no text in 12 bytes"), "f" * 64, VERSIONS, given=Given(url="http://x"))
    store.fail(PageError("nowhere.txt", "capture", "cannot be opened"))
    store.place()
    store.keep_search("ferries", {"q": "Halvard since:2031"})


def decide(store: Store) -> None:
    """What people rule: who is who, what is taken back, all items of one report and some of others; a snapshot."""
    store.decide_same(ORLO, VALDIN, Signature("mira", "one person, two names"))
    store.undo(store.decisions()[-1].number, Signature("mira"))
    store.decide_same(ORLO, VALDIN, Signature("jo", None))
    first, second = ODD_SAID
    store.reject(first, Signature("jo", "a formula is no statement"))
    store.correct(second, {"act": "thought", "denied": True}, Signature("jo"))
    [claimed] = [found.item for found in store.statements() if found.item.text == CLAIMED.text]
    store.accept(claimed.id, Signature("mira"))
    [event, _] = [found.item for found in store.events()]
    store.correct(event.id, {"status": "planned"}, Signature("mira"))
    store.snapshot("first", Signature("mira", "to be cited"))
    late = replace(newsroom.DAM, title="Valley below the dam stays empty", source="late.txt")
    store.put(*late.made())  # waits to be placed


ODD_SAID = tuple(one.id for one in ODD.made()[1][0].statements)


@pytest.fixture(scope="session")
def full_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with all of that, made once for all tests that only read it."""
    path = tmp_path_factory.mktemp("full") / "onrecord.db"
    with Store(path, create=True, write=True) as store:
        fill(store)
        decide(store)
    return path


@pytest.fixture
def full(full_record: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it to write to."""
    with Store(shutil.copy(full_record, tmp_path / "onrecord.db"), write=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def exported(full_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "out"
    with Store(full_record) as store:
        jsonl.write(store, folder)
    return folder


@pytest.fixture
def out(exported: Path, tmp_path: Path) -> Path:
    """What goes out of `full`, to be spoilt."""
    return Path(shutil.copytree(exported, tmp_path / "out"))
