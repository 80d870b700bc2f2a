"""What people and programs type where a search, an id or a filter is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.record.factory import Told

from onrecord.errors import InputError, NotFoundError
from onrecord.record import Query, Store
from onrecord.record.query import is_day

SYNTAX = [
    '"',
    '""',
    '" "',
    "'",
    "*",
    "a*b*",
    "**",
    '"*"',
    '"a"*',
    "-drones",
    "NOT drones",
    "drones AND",
    "OR OR OR",
    "NEAR(drones harbour, 2)",
    "NEAR/2",
    "title: drones",
    "{title} : drones",
    "^drones",
    "drones + harbour",
    "(((",
    "drones)",
    "a:b:c",
    "drones;DROP TABLE articles",
    "' OR '1'='1",
    '"; DELETE FROM captures; --',
    "%",
    "_",
    "\\",
    "\0",
    "drones\0harbour",
    "\udcff",
    "\ud83d",
    "ﷺ",
    "🏴\u200d☠️",
    "?",
    ":1",
    "@x",
    "$1",
    "drones " * 5000,
    '"' + "drones " * 5000 + '"',
    "x" * 100_000,
    "e\u0301" * 1000,
    " ".join(f"w{number}" for number in range(3000)),
    "ıİłøæß" * 20,
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("hostile") / "onrecord.db"
    with Store(path, create=True, write=True) as opened:
        opened.put(*Told().made())
        opened.put(*Told(title="Yılmaz in Łódź", source="other.txt").made())
        yield opened


def ask_everything(store: Store, asked: str) -> None:
    store.search(asked)
    for query in (Query(speaker=asked), Query(about=asked), Query(outlet=asked), Query(language=asked, kind=asked)):
        list(store.statements(query))
        list(store.articles(query))
        list(store.entities(query))
    list(store.entities(Query(type=asked, speaker=asked, about=asked)))
    with pytest.raises(NotFoundError):
        store.get(asked)
    with pytest.raises(InputError):
        store.statements(Query(since=asked))
    assert store.counts()["articles"] == 2


@pytest.mark.parametrize("asked", SYNTAX, ids=range(len(SYNTAX)))
def test_no_syntax_of_sql_or_of_full_text_search_means_anything(store: Store, asked: str) -> None:
    ask_everything(store, asked)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(st.characters(), max_size=30).filter(lambda text: not is_day(text)))
def test_no_text_whatever_is_too_odd_to_ask_for(store: Store, asked: str) -> None:
    ask_everything(store, asked)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text('drones harbou"*()^:-+{}ANDORT ', max_size=40))
def test_no_combination_of_the_signs_of_full_text_search_is_too_odd(store: Store, asked: str) -> None:
    ask_everything(store, asked)
