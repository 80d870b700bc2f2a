from __future__ import annotations

import pytest

from onrecord.language.folding import fold, folded, has_words, numbers, words
from onrecord.record.topics import classes


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ERDOĞAN", "erdogan"),
        ("İSTANBUL", "istanbul"),
        ("ISPARTA", "isparta"),
        ("ılgaz", "ilgaz"),
        ("Łódź", "lodz"),
        ("Sørensen", "sorensen"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("cafe\u0301", "cafe"),
        ("Nguyễn", "nguyen"),
        ("ﬁne", "fine"),
        ("Ёлка", "елка"),
        ("ЙОД", "йод"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("हिन्दी", "हिन्दी"),
        ("Ἀθῆναι", "αθηναι"),
    ],
)
def test_letters_compare_as_people_type_them(written: str, plain: str) -> None:
    assert fold(written) == plain
    assert fold(plain) == plain


def test_words_are_whole_in_every_script_and_know_where_they_stand() -> None:
    text = "Mr. Öz’s turn-key “हिन्दी” cafe\u0301 مُحَمَّد snake_case 5G"
    found = [text[word.start : word.end] for word in words(text)]
    assert found == ["Mr", "Öz", "s", "turn", "key", "हिन्दी", "cafe\u0301", "مُحَمَّد", "snake", "case", "5G"]
    assert folded(text).startswith("mr oz s turn key")
    assert [word.start for word in words(text, 4, 8)] == [4, 7]


def test_all_words_must_be_there_whole() -> None:
    assert has_words("Vladimir Orlo", "orlo vladimir")
    assert not has_words("Vladimir Orlov", "orlo")
    assert not has_words("Vladimir Orlo", "")
    assert not has_words(None, "orlo")


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("weapon", {"weapons"}),
        ("weapons", {"weapon"}),
        ("delivery", {"deliveries"}),
        ("deliveries", {"delivery"}),
        ("missile", {"missiles"}),
        ("missiles", {"missile"}),
        ("ceasefires", {"ceasefire"}),
        ("corvettes", {"corvette"}),
        ("speeches", {"speech"}),
        ("gas", {"gases"}),
        ("gases", {"gas"}),
        ("convoy", {"convoys"}),
        ("convoys", {"convoy"}),
        ("crisis", set()),
        ("s-400", set()),
        ("ёлка", set()),
    ],
)
def test_a_word_knows_its_other_number(word: str, others: set[str]) -> None:
    assert word in numbers(word)
    assert others <= set(numbers(word))


def test_each_class_has_members_and_answers_to_each_of_its_names() -> None:
    assert len(classes()) > 40
    assert {"warplane", "drone", "missile", "artillery", "firearm", "armour", "air defence"} <= set(
        classes()["weapons"]
    )
    assert classes()["arms"] == classes()["weapon"] == classes()["weapons"]
    for name in ("sanctions", "energy", "nuclear", "talks"):
        assert len(classes()[name]) > 10
    assert all(member for members in classes().values() for member in members)
