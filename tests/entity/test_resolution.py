from __future__ import annotations

from collections.abc import Callable

Named = Callable[[str], dict[str, list[str]]]

PAIR = "Turkish President Kemal Aydin met Russian President Peter Dorn on Monday. "


def test_an_epithet_with_a_nationality_means_whoever_has_it(named: Named) -> None:
    found = named(PAIR + "The Russian leader spoke first. The Turkish president listened.")
    assert "The Russian leader" in found["Peter Dorn"]
    assert "The Turkish president" in found["Kemal Aydin"]


def test_an_epithet_that_two_fit_equally_is_left_open(named: Named) -> None:
    found = named("Presidents came. " + PAIR.replace(" met ", " and ") + "It rained. The president spoke of the river.")
    assert not any("The president" in mentions for mentions in found.values())


def test_a_counterpart_with_a_name_is_that_person(named: Named) -> None:
    found = named("Russian President Peter Dorn met his Turkish counterpart Kemal Aydin on Monday.")
    assert found["Kemal Aydin"] == ["his Turkish counterpart", "Kemal Aydin"]


def test_two_unnamed_officials_stay_two(named: Named) -> None:
    found = named(
        "A senior NATO official spoke on Monday. The official was brief. "
        "A separate NATO official disputed it. The separate official left."
    )
    assert found["A senior NATO official"][:2] == ["A senior NATO official", "The official"]
    assert "A separate NATO official" in found


def test_pronouns_follow_gender(named: Named) -> None:
    found = named("Anna Keller met Peter Dorn in Vienna. She spoke first. He listened to her.")
    assert found["Anna Keller"] == ["Anna Keller", "She", "her"]
    assert found["Peter Dorn"] == ["Peter Dorn", "He"]


def test_the_subject_is_nearer_than_the_object(named: Named) -> None:
    found = named("Peter Dorn met James Keller in Vienna. He said the pact was dead.")
    assert "He" in found["Peter Dorn"]


def test_somebody_told_of_in_a_quotation_is_not_who_speaks_next(named: Named) -> None:
    found = named("Peter Dorn spoke on Monday. “We trust James Keller. Keller is our friend,” he said.")
    assert "he" in found["Peter Dorn"]


def test_a_relative_pronoun_is_its_noun(named: Named) -> None:
    assert "who" in named("Peter Dorn, who leads the union, left.")["Peter Dorn"]


def test_a_body_named_in_full_is_meant_by_its_noun(named: Named) -> None:
    found = named("Taiwan's defense ministry reported a balloon on Monday. The ministry gave no details.")
    assert found["Taiwanese Defence Ministry"] == ["Taiwan's defense ministry", "The ministry"]


def test_a_name_beside_a_description_is_the_same_person(named: Named) -> None:
    assert "a spokeswoman" in named("The talks failed, a spokeswoman, Anna Keller, said on Monday.")["Anna Keller"]
