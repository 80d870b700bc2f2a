"""Days as numbers, by which articles and statements are near in time or far."""

from __future__ import annotations

from datetime import date


def day_of(time: str | None) -> int | None:
    """The number of a day (`date.toordinal`), from an ISO time that begins with one; None where it begins with none."""
    try:
        return date.fromisoformat((time or "")[:10]).toordinal()
    except ValueError:
        return None


def last_day(first: int | None, latest: str | None) -> int | None:
    """The last day of a time that ends before `latest`, an ISO time: it is half-open, so a day alone is behind it."""
    last = day_of(latest)
    if first is None or last is None or latest is None:
        return last
    return max(first, last - (1 if len(latest) == len("2022-08-15") else 0))
