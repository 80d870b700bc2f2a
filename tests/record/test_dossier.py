"""One entity across articles: found by its names, told with its roles, apart from its namesakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import capture, pipeline
from onrecord.entity import knowledge
from onrecord.errors import InputError, NotFoundError
from onrecord.model import Entity
from onrecord.record import Query, Store

PAGES = {
    "one.txt": "Karsa signs.\n\nKarsan minister Adara Ruvell said the pact was signed. Ruvell met Ilo Varn.",
    "two.txt": "Talks go on.\n\nAdara Ruvell, the Karsan minister, said the talks would go on. “We wait,” Ruvell said.",
    "three.txt": "A late goal.\n\nThe goalkeeper Adara Ruvell said she was tired. Goalkeeper Ruvell saved two shots.",
    "four.txt": "Ferries.\n\nGovernor Ilo Varn said the ferries would run. The governor smiled.",
}
PEOPLE = "id\tname\taliases\tgender\nperson.ilo-varn\tIlo Varn\tIlo Ilovich Varn\tm\n"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A record of four pages, read with a table of one's own that knows one of those who are named."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "people.tsv").write_text(PEOPLE, "utf-8")
    monkeypatch.setenv(knowledge.USERS, str(own))
    knowledge.reload()
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, "utf-8")
    with Store(tmp_path / "record.db", create=True, write=True) as made:
        pipeline.add(made, capture.raws([str(tmp_path / name) for name in PAGES], whole=True))
        yield made
    monkeypatch.undo()
    knowledge.reload()


def _ids(store: Store, name: str) -> set[str]:
    return {found.item.id for found in store.entities(Query(about=name)) if found.item.type == "person"}


def test_somebody_named_in_full_is_one_entity_in_two_articles_and_not_a_namesake(store: Store) -> None:
    ids = _ids(store, "Adara Ruvell")
    counts = sorted(store.dossier(id_).article_count for id_ in ids)  # type: ignore[union-attr]
    assert counts == [1, 2]


def test_a_dossier_tells_names_roles_and_who_stands_beside(store: Store) -> None:
    found = store.dossier("person.ilo-varn")
    assert found is not None
    assert [one.text for one in found.names] == ["Ilo Varn"]
    assert [one.text for one in found.roles] == ["governor"]
    assert found.statements == 1
    assert store.dossier("person.nobody") is None


def test_an_entity_is_found_by_any_name_that_it_goes_by(store: Store) -> None:
    for name in ("Varn", "ilo varn", "Ilo Ilovich Varn"):
        found = store.get(name)
        assert isinstance(found.item, Entity)
        assert found.item.id == "person.ilo-varn"
        assert [one.item.speaker for one in store.statements(Query(speaker=name))] == ["person.ilo-varn"]


def test_a_name_that_several_share_asks_for_an_id(store: Store) -> None:
    with pytest.raises(InputError, match="several go by this name: Adara Ruvell"):
        store.get("Adara Ruvell")


def test_a_name_that_nobody_has_is_not_found_and_near_ones_are_told(store: Store) -> None:
    with pytest.raises(NotFoundError):
        store.get("Ilo Vark")
    assert store.near("Vark") == ("Ilo Varn",)
    assert store.near("Xyzzy") == ()


def test_the_id_of_somebody_in_no_table_is_the_same_whatever_was_read_before(tmp_path: Path, store: Store) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "two.txt").write_text(PAGES["two.txt"], "utf-8")
    with Store(tmp_path / "alone.db", create=True, write=True) as other:
        pipeline.add(other, capture.raws([str(tmp_path / "alone" / "two.txt")], whole=True))
        assert _ids(other, "Adara Ruvell") <= _ids(store, "Adara Ruvell")
