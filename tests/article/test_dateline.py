"""Where, when and by which agency a report was filed."""

from __future__ import annotations

import pytest

from onrecord.article.line.dateline import lead, read


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("ST ORVIK, Ostmark, June 20 (Reuters) - The port", "ST ORVIK, Ostmark", "June 20", "Reuters"),
        ("ORVIK (AP) — The port", "ORVIK", None, "AP"),
        ("ORVIK, Oct. 3, 2023 (AFP) - The port", "ORVIK", "Oct. 3, 2023", "AFP"),
        ("(Reuters) - The port", None, None, "Reuters"),
        ("ORVIK, 4. März (dpa) - Der Hafen", "ORVIK", "4. März", "dpa"),
        ("ОРВИК, 4 марта (Интерфакс) - Порт", "ОРВИК", "4 марта", "Interfax"),
        ("ORVIK (Ostrel) – The port", "ORVIK", None, "Ostrel"),
        ("ORVIK, September 11. /TASS/. The port", "ORVIK", "September 11", "TASS"),
        ("ORVIK — The port", "ORVIK", None, None),
        ("Orvik, 1 June 2022 – The port", "Orvik", "1 June 2022", None),
    ],
)
def test_place_date_and_agency_are_told_apart(
    text: str, place: str | None, date: str | None, agency: str | None
) -> None:
    filed = read(text)

    assert filed is not None
    assert filed.place == place
    assert (text[slice(*filed.date)] if filed.date else None) == date
    assert filed.agency == agency
    assert text[filed.end :].strip().startswith(("The port", "Der Hafen", "Порт"))


@pytest.mark.parametrize(
    "text",
    [
        "The port is ready - he said.",
        "The ministry (of ports) - and the mayor - said so.",
        "I - me.",
        "U.S. officials (and others) - no.",
        "LONDON: the minister said so.",
        "Monday, June 3 - the port.",
        "The deal (Exit) – that is, the port.",
        "",
    ],
)
def test_sentences_have_no_dateline(text: str) -> None:
    assert read(text) is None


def test_a_standfirst_above_an_agency_report_is_no_part_of_it() -> None:
    text = "Port to close for repairs\nORVIK (AP) — The port will close.\nIt is old."
    body = ((0, 25), (26, 59), (60, 70))

    assert lead(text, body) == body[1:]
    assert lead(text, body[2:]) == body[2:]
