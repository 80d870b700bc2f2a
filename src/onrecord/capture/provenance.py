"""What the program that saved a page wrote into it: from where, and when.

<!-- saved from url=(0031)https://paper.example/port.html -->
<!-- Page saved with SingleFile
 url: https://paper.example/port.html
 saved date: Thu Jun 26 2025 18:04:11 GMT+0200 (Central European Summer Time) -->
<!-- FILE ARCHIVED ON 16:04:11 Jun 26, 2025 AND RETRIEVED FROM THE INTERNET ARCHIVE ON ... -->
<!-- Mirrored from paper.example/port.html by HTTrack Website Copier/3.x, Thu, 26 Jun 2025 16:04:11 GMT -->
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

# The comments are short; a longer one is something else, and not searched.
_LONGEST = 4_000
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(?P<url>\S+)")
_SINGLE_FILE = re.compile(
    r"\s*Page saved with SingleFile\s.*?\burl:\s*(?P<url>\S+)\s+saved date:\s*(?P<date>[^\n]+)", re.DOTALL
)
_WAYBACK = re.compile(r"\s*FILE ARCHIVED ON (?P<time>\d\d:\d\d:\d\d) (?P<date>[A-Z][a-z]{2} \d{1,2}, \d{4})\b")
_HTTRACK = re.compile(r"\s*Mirrored from (?P<url>\S+) by HTTrack\b[^,]*, (?P<date>[^\n]+)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# "Jun 26 2025 18:04:11 GMT+0200" of JavaScript's Date, "26 Jun 2025 16:04:11 GMT" of HTTP.
_MOMENT = re.compile(
    r"(?:(?P<m1>[A-Z][a-z]{2}) (?P<d1>\d{1,2}),? (?P<y1>\d{4})|(?P<d2>\d{1,2}) (?P<m2>[A-Z][a-z]{2}) (?P<y2>\d{4}))"
    r" (?P<time>\d\d:\d\d:\d\d)(?: GMT(?:(?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d))?)?"
)


@dataclass(frozen=True)
class Saved:
    """Where a page was saved from, and when (ISO 8601, in UTC)."""

    url: str | None = None
    captured: str | None = None

    def or_else(self, other: Saved | None) -> Saved:
        """This, and of another what this does not know."""
        return Saved(self.url or other.url, self.captured or other.captured) if other else self


def saved(comment: str) -> Saved | None:
    """What a comment of HTML says of how the page was saved; None where it says nothing of it."""
    if len(comment) > _LONGEST:
        return None
    for form in (_SAVED_FROM, _SINGLE_FILE, _WAYBACK, _HTTRACK):
        if found := form.match(comment):
            parts = found.groupdict()
            date = f"{parts['date']} {parts['time']}" if parts.get("time") else parts.get("date")
            return Saved(_url(parts.get("url")), _moment(date))
    return None


def _url(found: str | None) -> str | None:
    if not found or found.startswith(("file:", "about:", "data:")):
        return None
    return found if "://" in found else f"http://{found}"


def _moment(found: str | None) -> str | None:
    parts = _MOMENT.search(found or "")
    if not parts:
        return None
    month, day, year = (parts[f"{name}1"] or parts[f"{name}2"] for name in "mdy")
    away = timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
    zone = timezone(-away if parts["sign"] == "-" else away)
    try:
        number = _MONTHS.index(month) + 1
        hour, minute, second = map(int, parts["time"].split(":"))
        moment = datetime(int(year), number, int(day), hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
