"""Which copy the others repeat, and what a story is called."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from onrecord.story.origins import Copy, rank
from onrecord.story.terms import terms
from onrecord.story.titles import label


@dataclass(frozen=True)
class Print:
    """A copy by what matters in a test."""

    article: str
    outlet: str = "tolm tribune"
    agency: str = "nordwire"
    earliest: str | None = "2031-05-06T10:00"
    length: int = 900

    def copy(self) -> Copy:
        return Copy(self.article, self.outlet, self.agency, self.earliest, self.length)


COPIES = st.lists(
    st.builds(
        Copy,
        article=st.sampled_from("abcdef"),
        outlet=st.sampled_from(["nordwire", "tolm tribune", ""]),
        agency=st.sampled_from(["nordwire", ""]),
        earliest=st.sampled_from([None, "2031-05-06", "2031-05-07T09:00"]),
        length=st.integers(0, 3),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda copy: copy.article,
)


def origin(*prints: Print) -> str:
    copies = [one.copy() for one in prints]
    return min(copies, key=lambda copy: rank(copy, copies)).article


def test_the_agencys_own_page_is_the_origin_even_if_it_is_dated_later() -> None:
    assert origin(Print("a"), Print("b", outlet="nordwire", earliest="2031-05-06T12:00", length=100)) == "b"


def test_an_agency_that_no_copy_credits_is_no_origin_for_its_name() -> None:
    assert origin(Print("a", agency=""), Print("b", "nordwire", "", "2031-05-07")) == "a"


def test_without_the_agency_who_printed_first_is_the_origin() -> None:
    assert origin(Print("a"), Print("b", earliest="2031-05-06T09:59")) == "b"


def test_an_undated_copy_is_no_origin_where_another_is_dated() -> None:
    assert origin(Print("a", earliest=None, length=5000), Print("b")) == "b"


def test_of_copies_of_one_time_the_longest_is_the_origin() -> None:
    assert origin(Print("a"), Print("b", length=901)) == "b"
    assert origin(Print("a", earliest=None), Print("b", earliest=None, length=901)) == "b"


@given(COPIES)
def test_the_origin_is_the_same_in_whatever_order_copies_came(copies: list[Copy]) -> None:
    found = [min(order, key=lambda copy: rank(copy, copies)) for order in (copies, copies[::-1])]
    assert found[0] == found[1]


def test_a_story_is_called_by_the_title_that_has_most_in_common_with_all() -> None:
    titles = ("Ferry runs aground off Tolm", "Ferry aground off Tolm, all safe", "What sand does to a hull")
    found = label([(title, terms(title, "A ferry ran aground off Tolm.")) for title in titles[:2]] + [
        (titles[2], terms(titles[2], "Hulls and sand have a long history."))
    ])  # fmt: skip
    assert found in titles[:2]


def test_of_titles_alike_the_shorter_one_is_taken_and_the_order_makes_no_difference() -> None:
    told = terms(None, "A ferry ran aground off Tolm.")
    reports = [("All safe after ferry runs aground", told), ("Ferry runs aground", told), (None, told)]
    assert label(reports) == label(reports[::-1]) == "Ferry runs aground"


def test_a_story_without_any_title_has_no_label() -> None:
    assert label([]) is None
    assert label([(None, terms(None, "A ferry ran aground.")), ("", terms(None, ""))]) is None
