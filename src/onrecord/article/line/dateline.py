"""The line, or the start of a paragraph, that says where and when a report was filed, and by which agency.

ST PETERSBURG, Russia, June 20 (Reuters) - President ...      place, date, agency
OSTMARK (AFP) — The minister ...                              place, agency
BERLIN, 4. März (dpa) - ...                                   in other languages too
ZURICH, Switzerland – September 5, 2024 – ...                 of a release
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.article.line import lists
from onrecord.language import dates
from onrecord.spans import Span, Spans

_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŘŚŞŠŤŮŰŹŻŽА-ЯЁ"
_PLACE = rf"[{_CAPITAL}][^\W\d_]*[^()/\n]{{0,60}}?"
_DASH = r"\s*(?:--|[-–—―]|:)\s*"
# What stands before the text where no agency does.
_DASHES = "-–—―"
_NAME = rf"[{_CAPITAL}][^\W\d_]*(?:[ -][{_CAPITAL}\w.-]+){{0,3}}"
_WITH_AGENCY = re.compile(
    rf"(?P<head>{_PLACE}|\s*)\s*(?:\((?P<agency>[^()\n]{{2,60}})\)(?:\s*,?\s*(?P<tail>[^-–—\n]{{0,30}}?))?{_DASH}"
    rf"|/(?P<slashed>{_NAME})/\s*[-–—.:]*\s*)(?=\S)"
)
_WITHOUT_AGENCY = re.compile(
    rf"(?P<head>[{_CAPITAL}][{_CAPITAL}.'’ -]{{2,30}}(?:,\s*[^\W\d_][\w. ]{{1,25}}){{0,2}}?)"
    r"(?:,\s*(?P<tail>[^-–—,\n]{3,20}?))?\s*(?:--|[–—―]|\s-)\s*(?=\S)"
)
# "Aldersound, 1 June 2022 – ": a place in small letters only with a full date behind it.
_WITH_DATE = re.compile(
    rf"(?P<head>[{_CAPITAL}][^\W\d_'’.-]+(?:[ '’.-][^\W\d_]+){{0,3}},\s*[^–—\n]{{6,30}}?)\s*(?:--|[–—―]|\s-)\s*(?=\S)"
)
# "ZURICH, Switzerland – September 5, 2024 – ": releases put the date between dashes.
_DATE_BETWEEN = re.compile(
    rf"(?P<head>[{_CAPITAL}][^\W\d_]+[^()–—\n]{{0,40}}?)\s*(?:--|[–—―]|\s-)\s*(?P<tail>[^–—\n]{{8,24}}?)\s*(?:--|[–—―]|\s-)\s*(?=\S)"
)
_LONGEST = 140
# A standfirst is a sentence or two in as many lines.
_STANDFIRST_LINES = 4
_STANDFIRST_WORDS = 60
# "I -" and "US -" begin sentences and headlines.
_SHORTEST_TOWN = 4


class Filed(NamedTuple):
    """A dateline's parts, in offsets of the text it was found in."""

    end: int
    place: str | None
    date: Span | None
    agency: str | None
    agency_span: Span | None


def read(text: str) -> Filed | None:
    """The dateline that a paragraph starts with, or None."""
    filed = _read(text[:_LONGEST])
    return filed._replace(end=len(text[: filed.end].rstrip())) if filed else None


def _read(start: str) -> Filed | None:
    text = start
    if ("(" in start or "/" in start) and (found := _WITH_AGENCY.match(start)):
        which = "agency" if found["agency"] else "slashed"
        place, date = _place_and_date(text, found.span("head"))
        name = _agency(found[which]) or (found[which] if _is_filed(place, date, found[which]) else None)
        if name:
            if date is None and found["tail"]:
                date = _date(text, found.span("tail"))
            return Filed(found.end(), place, date, name, found.span(which))
    if not any(map(start.__contains__, _DASHES)):
        return None
    if (found := _WITHOUT_AGENCY.match(start)) and (filed := _without_agency(text, found)):
        return filed
    if (found := _DATE_BETWEEN.match(start)) and (date := _date(text, found.span("tail"))):
        return Filed(found.end(), found["head"].strip(" ,"), date, None, None)
    if found := _WITH_DATE.match(start):
        place, date = _place_and_date(text, found.span("head"))
        if place and date and text[slice(*date)].strip(". ")[-4:].isdigit():
            return Filed(found.end(), place, date, None, None)
    return None


def _is_filed(place: str | None, date: Span | None, agency: str) -> bool:
    """Whether an agency that is not known stands where one does: behind a place in capitals or a date."""
    return re.fullmatch(_NAME, agency) is not None and (
        date is not None or (place is not None and place.split(",")[0].isupper())
    )


def _without_agency(text: str, found: re.Match[str]) -> Filed | None:
    place, date = _place_and_date(text, found.span("head"))
    if found["tail"]:
        date = _date(text, found.span("tail"))
        if date is None:
            return None
    town = place.split(",")[0] if place else ""
    return Filed(found.end(), place, date, None, None) if town.isupper() and len(town) >= _SHORTEST_TOWN else None


def lead(text: str, body: Spans) -> Spans:
    """The body from an agency's dateline on: what stands before it is a standfirst of the outlet that carries it."""
    words = 0
    for place, (start, end) in enumerate(body[:_STANDFIRST_LINES]):
        filed = read(text[start : min(end, start + _LONGEST)])
        if filed is not None and filed.agency is not None:
            return body[place:] if words <= _STANDFIRST_WORDS else body
        words += text.count(" ", start, end) + 1
    return body


def starts_with_dateline(text: str) -> bool:
    """Whether a paragraph starts with a dateline that names an agency or a date."""
    filed = read(text)
    return filed is not None and (filed.agency is not None or filed.date is not None)


def _agency(text: str) -> str | None:
    for part in re.split(r"\s*(?:/|,|\band\b)\s*", text):
        known = lists.agencies().get(lists.key(part))
        if known and known.is_news:
            return known.name
    return None


def _place_and_date(text: str, span: Span) -> tuple[str | None, Span | None]:
    """The parts between commas: those at the end that are a date, and those before them, which are the place."""
    head = text[span[0] : span[1]]
    for cut in [0, *(found.end() for found in re.finditer(r",\s*", head))]:
        if (date := _date(text, (span[0] + cut, span[1]))) is not None:
            return head[:cut].strip(" ,") or None, date
    last = re.search(r"\s(?=[^\W\d_]+\.?\s+\d{1,2}\s*$|\d{1,2}\.?\s+[^\W\d_]+\s*$)", head)
    if last and (date := _date(text, (span[0] + last.end(), span[1]))):
        return head[: last.start()].strip(" ,") or None, date
    return head.strip(" ,") or None, None


def _date(text: str, span: Span) -> Span | None:
    start, end = span
    while end > start and text[end - 1] in " ,.":
        end -= 1
    return (start, end) if end - start >= len("June 2") - 1 and dates.is_expression(text[start:end]) else None
