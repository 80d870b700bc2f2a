"""Two versions of one utterance: what is marked, and what is another spelling of the same."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.wording import Mark, bearers, wording

WORDS = st.lists(
    st.sampled_from(
        ("we", "will", "not", "don't", "can’t", "cross", "the", "yet", "12", "Valdin", ",", ".", "“", "–", "ıß", "中文")
    ),
    max_size=16,
).map(" ".join)
ANY = st.text(alphabet=st.sampled_from("abn't ’“”.,-–1½é\u0301ß中\n😀_"), max_size=40)


def marks(one: str, other: str) -> tuple[Mark, ...]:
    found = wording(one, other).marks
    assert set(found) == set(wording(other, one).marks)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We don't cross the river", "We do not cross the river"),
        ("We won’t cross the river", "We will not cross the river"),
        ("We can’t cross the river", "We cannot cross the river"),
        ("We shan't cross the river", "We shall not cross the river"),
        ("“We have not crossed the river”", "We have NOT crossed the river"),
        ("Nobody was hurt in the harbour", "No one was hurt in the harbour"),
    ],
)
def test_another_spelling_of_a_negation_is_no_difference(one: str, other: str) -> None:
    assert marks(one, other) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We have never agreed to pay in advance", "We have agreed to pay in advance"),
        ("We don’t want the bridge at Tolm", "We want the bridge at Tolm"),
        ("There was no fire on board the ferry", "There was a fire on board the ferry"),
    ],
)
def test_a_negation_that_only_one_has_is_marked(one: str, other: str) -> None:
    assert "negation" in marks(one, other)


def test_a_negation_within_a_clause_that_was_cut_turns_nothing_round() -> None:
    cut = "We will rebuild the bridge at Tolm"
    assert "negation" not in marks(f"{cut}, and it is not going to cost anybody a penny", cut)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("11.5m people have left the valley", "Eleven and a half million people have left the valley"),
        ("We lost 12 boats in the storm", "We lost twelve boats in the storm"),
        ("The bridge is worth $5 million to us", "The bridge is worth five million dollars to us"),
        ("We paid 1,200 crowns for the buoy", "We paid 1200 crowns for the buoy"),
    ],
)
def test_a_number_in_words_and_in_digits_is_one_number(one: str, other: str) -> None:
    assert "number" not in marks(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We lost 12 boats in the storm", "We lost fourteen boats in the storm"),
        ("We lost 12 boats in the storm", "We lost boats in the storm"),
        ("11.5m people have left the valley", "11.5bn people have left the valley"),
    ],
)
def test_another_number_is_marked(one: str, other: str) -> None:
    assert "number" in marks(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We have not yet crossed the river", "We have not crossed the river"),
        ("Almost all of our boats are back", "All of our boats are back"),
        ("At least nine boats are back in port", "Nine boats are back in port"),
        ("We might cross the river tonight", "We will cross the river tonight"),
    ],
)
def test_a_qualifier_that_only_one_has_is_marked(one: str, other: str) -> None:
    assert marks(one, other) == ("qualifier",)


def test_another_word_that_bounds_nothing_is_shown_and_not_marked() -> None:
    found = wording("We have not yet crossed the river", "We have not yet forded the river")
    assert found.marks == ()
    assert [(piece.one, piece.other) for piece in found.pieces if not piece.same] == [("crossed", "forded")]


@pytest.mark.parametrize(
    "added",
    [
        "by Friday if Norland takes its guns away",
        ", as Osman Kettering asked us to do",
        "with 40 lorries and whatever they carry",
        "and the council must pay for it all",
    ],
    ids=["day", "name", "number", "demand"],
)
def test_a_clause_with_a_name_a_day_a_number_or_a_demand_is_an_addition(added: str) -> None:
    assert "addition" in marks("We will leave the valley", f"We will leave the valley {added}")


@pytest.mark.parametrize("added", ["and go home to our families", "with Valdin"])
def test_what_adds_nothing_of_the_kind_is_no_addition(added: str) -> None:
    assert marks("We will leave the valley", f"We will leave the valley {added}") == ()


def test_of_two_translations_only_figures_in_digits_are_compared() -> None:
    one = "For three decades nobody has dared to touch this treaty"
    assert marks(one, "It is thirty years that no hand was laid on our agreement") == ()
    assert marks("The 30 boats were sunk by us", "Of vessels they destroyed 40 there") == ("number",)


def test_pieces_stand_side_by_side() -> None:
    found = wording("We have not yet crossed the river", "We have not crossed the wide river")
    assert [(piece.same, piece.one, piece.other) for piece in found.pieces] == [
        (True, "We have not", "We have not"),
        (False, "yet", ""),
        (True, "crossed the", "crossed the"),
        (False, "", "wide"),
        (True, "river", "river"),
    ]


@given(WORDS | ANY, WORDS | ANY)
def test_pieces_put_together_again_have_all_the_words_of_both(one: str, other: str) -> None:
    found = wording(one, other)
    for text, parts in (
        (one, [piece.one for piece in found.pieces]),
        (other, [piece.other for piece in found.pieces]),
    ):
        ink = "".join(char for char in text if char.isalnum())
        assert "".join(char for part in parts for char in part if char.isalnum()) == ink
    assert 0 <= found.shared <= 1


@given(WORDS | ANY)
def test_a_text_laid_beside_itself_has_nothing_to_mark(text: str) -> None:
    found = wording(text, text)
    assert found.marks == ()
    assert all(piece.same for piece in found.pieces)


@pytest.mark.parametrize("text", ["", "…", "Tolm", "x" * 1_000_000, "港" * 1_000_000])
def test_odd_texts_are_laid_beside_others_within_two_seconds(text: str) -> None:
    began = time.process_time()
    assert wording(text, "We will leave the valley").shared == wording("We will leave the valley", text).shared == 0
    wording(text, text)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("with_it", "without"),
    [
        ("Wir haben den Fluss nicht überschritten", "Wir haben den Fluss überschritten"),
        ("Nous n'avons pas traversé le fleuve", "Nous avons traversé le fleuve"),
        ("Nunca cruzamos el río de Tolm", "Cruzamos el río de Tolm"),
        ("Não atravessámos o rio de Tolm", "Atravessámos o rio de Tolm"),
        ("Мы никогда не переходили эту реку", "Мы переходили эту реку"),
        ("Ми ніколи не переходили цю річку", "Ми переходили цю річку"),
        ("Nigdy nie przekroczyliśmy tej rzeki", "Przekroczyliśmy tę rzekę, tej rzeki"),
        ("Köprü satılık değil", "Köprü satılık"),
        ("لم نعبر النهر عند تولم", "نعبر النهر عند تولم"),
    ],
)
def test_a_negation_that_was_lost_is_marked_in_other_languages(with_it: str, without: str) -> None:
    assert "negation" in wording(with_it, without).marks
    assert "negation" in wording(without, with_it).marks
    assert "negation" not in wording(with_it, with_it).marks


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Almost all of it was used", "All of it was used", {"qualifier": ("almost", "")}),
        ("It was seen by 72 countries", "It was seen by 62 countries", {"number": ("72", "62")}),
        ("We don’t want the bridge at Tolm", "We want the bridge at Tolm", {"negation": ("n’t", "")}),
        (
            "We will rebuild the bridge",
            "We will rebuild the bridge as Mira Valdin told the council",
            {"addition": ("", "as Mira Valdin told the council")},
        ),
        ("We will rebuild the bridge", "We will rebuild the bridge", {}),
    ],
)
def test_the_words_on_which_a_mark_hangs_are_named(one: str, other: str, found: dict[Mark, tuple[str, str]]) -> None:
    assert bearers(one, other, wording(one, other)) == found


@given(ANY, ANY)
def test_every_mark_hangs_on_words(one: str, other: str) -> None:
    laid = wording(one, other)
    found = bearers(one, other, laid)
    assert tuple(found) == laid.marks
    assert all(any(sides) for sides in found.values())


def test_each_of_two_sentences_may_be_turned_round() -> None:
    assert wording("The bridge is safe. It opens at noon", "The bridge isn't safe. It doesn't open at noon").marks == (
        "negation",
    )
    assert wording("The bridge is safe. It opens at noon", "The bridge is safe. It does not open at noon").marks == (
        "negation",
    )
    assert wording("We never said it is not safe", "We said it is safe").marks == ()
