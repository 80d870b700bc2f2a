"""Figures, days and names on which reports of one happening differ."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.articles import whole_article
from tests.record.factory import Deed, deeds_of

from onrecord.model import Article, Entity, EntityType, Figure
from onrecord.story.disagreements import Disagreement, disagreements


def report(
    name: str,
    *,
    figures: Sequence[Figure] = (),
    people: Sequence[str] = (),
    type: EntityType = "person",  # noqa: A002 - as entities have it
) -> Article:
    entities = tuple(
        Entity(id=f"en_{name}{at}", name=person, type=type, country=None, mentions=((at, at + 3), (90, 95)))
        for at, person in enumerate(people)
    )
    more = {"id": name, "figures": tuple(figures), "entities": entities}
    return whole_article("A ferry ran aground off Tolm.").model_copy(update=more)


def figure(
    value: float, of: str | None = "people hurt", *, unit: str | None = None, qualifier: str | None = None
) -> Figure:
    return Figure(value=value, high=None, unit=unit, of=of, qualifier=qualifier, spans=((0, 2),))


def told(found: Sequence[Disagreement]) -> list[tuple[str, dict[str, str]]]:
    return [(one.matter, {word.article: word.value for word in one.words}) for one in found]


def test_two_numbers_of_the_same_are_told_with_who_has_them() -> None:
    courier, ledger = report("courier", figures=[figure(12)]), report("ledger", figures=[figure(14)])
    [found] = disagreements([courier, ledger])
    assert (found.matter, found.about) == ("figure", "people hurt")
    assert told([found]) == [("figure", {"courier": "12", "ledger": "14"})]
    assert found.words[0].spans == ((0, 2),)


def test_a_third_report_that_agrees_with_one_is_told_as_well() -> None:
    reports = [report(str(at), figures=[figure(value)]) for at, value in enumerate((12, 14, 14))]
    assert told(disagreements(reports)) == [("figure", {"0": "12", "1": "14", "2": "14"})]


def test_a_qualifier_is_told_with_its_number() -> None:
    reports = [report("a", figures=[figure(1200, qualifier="at least")]), report("b", figures=[figure(900)])]
    assert told(disagreements(reports)) == [("figure", {"a": "at least 1,200", "b": "900"})]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1_234_567, "1,234,567"),
        (1_234_568, "1,234,568"),
        (4.5e9, "4,500,000,000"),
        (9_007_199_254_740_991, "9,007,199,254,740,991"),
        (1e22, "10,000,000,000,000,000,000,000"),
        (999_999.5, "999,999.5"),
        (3.14159265, "3.14159265"),
        (0.1 + 0.2, "0.3"),
        (0.0000125, "0.0000125"),
        (-40, "-40"),
        (0, "0"),
    ],
)
def test_a_number_is_written_with_all_its_digits(value: float, written: str) -> None:
    reports = [report("a", figures=[figure(value)]), report("b", figures=[figure(7)])]
    assert told(disagreements(reports)) == [("figure", {"a": written, "b": "7"})]


def test_both_ends_of_a_range_are_written_in_full() -> None:
    ranged = figure(1_234_567).model_copy(update={"high": 2_345_678.0})
    reports = [report("a", figures=[ranged]), report("b", figures=[figure(7)])]
    assert told(disagreements(reports)) == [("figure", {"a": "1,234,567 to 2,345,678", "b": "7"})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([figure(12)], [figure(12)]),
        ([figure(12), figure(14)], [figure(14)]),
        ([figure(12, "soldiers")], [figure(14, "boats")]),
        ([figure(12, "grain", unit="tonnes")], [figure(14, "grain", unit="USD")]),
        ([figure(12, None)], [figure(14, None)]),
        ([figure(12)], []),
    ],
    ids=["same", "both numbers in one", "another thing", "another unit", "of nothing", "one silent"],
)
def test_reports_that_agree_or_count_other_things_dont_differ(one: list[Figure], other: list[Figure]) -> None:
    assert disagreements([report("a", figures=one), report("b", figures=other)]) == []


def test_singular_and_plural_count_the_same() -> None:
    reports = [report("a", figures=[figure(1, "Soldier")]), report("b", figures=[figure(2, "soldiers")])]
    [found] = disagreements(reports)
    assert found.about == "soldier"


def test_two_spellings_of_a_name_are_told() -> None:
    reports = [report("a", people=["Osman Kettering"]), report("b", people=["Osman Ketering"])]
    [found] = disagreements(reports)
    assert told([found]) == [("name", {"a": "Osman Kettering", "b": "Osman Ketering"})]
    assert found.words[0].spans == ((0, 3),)


def test_two_spellings_are_told_once_among_many_reports() -> None:
    names = ("Osman Kettering", "Osman Ketering", "Osman Kettering")
    reports = [report(str(at), people=[name]) for at, name in enumerate(names)]
    spelt = {frozenset(word.value for word in one.words) for one in disagreements(reports)}
    assert spelt == {frozenset(names)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Osman Kettering"], ["OSMAN KETTERING"]),
        (["Osman Yılmaz"], ["Osman Yilmaz"]),
        (["Osman Kettering"], ["Mira Valdin"]),
        (["Kettering"], ["Ketering"]),
        (["Osman Kettering"], ["Osman J. Kettering"]),
        (["Osman Kettering", "Osman Ketering"], ["Osman Ketering"]),
    ],
    ids=["capitals", "accents", "another person", "no first name", "an initial", "one has both"],
)
def test_names_spelt_alike_or_of_others_dont_differ(one: list[str], other: list[str]) -> None:
    assert disagreements([report("a", people=one), report("b", people=other)]) == []


def test_only_people_are_compared_by_their_names() -> None:
    reports = [report("a", people=["Port Tolmen"], type="place"), report("b", people=["Port Tolman"], type="place")]
    assert disagreements(reports) == []


def dated(day: str | None, *, denied: bool = False, recipient: str = "Tarsia") -> Article:
    deed = Deed(
        f"Norland handed drones to {recipient}", "handed", ("Norland", None), (recipient, None), when=day, denied=denied
    )
    _, (article,) = deeds_of(deed, source=f"{day}.txt")
    return article.model_copy(update={"id": f"{day}"})


def test_two_days_of_one_act_are_told() -> None:
    [found] = disagreements([dated("2031-05-03"), dated("2031-05-04")])
    assert (found.matter, found.about) == ("day", "Norland: arms-delivery")
    assert [word.value for word in found.words] == ["2031-05-03", "2031-05-04"]


@pytest.mark.parametrize(
    "other",
    [
        dated("2031-05-03"),
        dated(None),
        dated("2031-05-04", denied=True),
        dated("2031-05-04", recipient="Quillan"),
    ],
    ids=["same day", "undated", "denied", "another act"],
)
def test_one_day_or_another_act_makes_no_difference(other: Article) -> None:
    assert disagreements([dated("2031-05-03"), other]) == []


def test_figures_come_before_days_and_names() -> None:
    reports = [
        report("a", figures=[figure(1)], people=["Osman Kettering"]),
        report("b", figures=[figure(2)], people=["Osman Ketering"]),
    ]
    assert [one.matter for one in disagreements(reports)] == ["figure", "name"]


@pytest.mark.parametrize("number", [0, 1])
def test_nobody_differs_with_himself(number: int) -> None:
    one = report("a", figures=[figure(1), figure(2)], people=["Osman Kettering", "Osman Ketering"])
    assert disagreements([one] * number) == []
