"""When something is tried again: what fails less and less often, what was printed lately a few times more.

A source that fails is asked after its own time, then after twice that, four times that, at most once a day. A page
that fails is tried again after five minutes, an hour, six hours, and then no more. An article is fetched again an hour
after it came in, then six hours later, a day, three days: by then it stays as it is.
"""

from __future__ import annotations

DAY = 24 * 3600.0

# Of a server that gave out for a night the first day's wait is the last: nobody wants to be asked every minute.
_LONGEST = DAY
# What a server may ask for: none means a year.
_LONGEST_ASKED = 7 * DAY
_PAGE_TRIES = (300.0, 3600.0, 6 * 3600.0)
_VISITS = (3600.0, 6 * 3600.0, DAY, 3 * DAY)
_DELIVERIES = (30.0, 300.0, 1800.0, 7200.0, 18_000.0, 36_000.0, DAY, DAY, DAY)


def source(every: float, failures: int, asked: float | None = None) -> float:
    """Seconds until a source is looked at again after so many failures in a row; `asked`: its Retry-After."""
    wait = min(every * 2 ** min(failures, 20), max(_LONGEST, every)) if failures else every
    return max(wait, min(asked or 0.0, _LONGEST_ASKED))


def page(failures: int, asked: float | None = None) -> float | None:
    """Seconds until a page is tried again after so many failures; None: no more."""
    if failures > len(_PAGE_TRIES):
        return None
    return max(_PAGE_TRIES[max(0, failures - 1)], min(asked or 0.0, DAY))


def visit(visits: int) -> float | None:
    """Seconds until an article is fetched again that was so many times; None: no more."""
    return _VISITS[visits] if visits < len(_VISITS) else None


def delivery(attempts: int, asked: float | None = None) -> float | None:
    """Seconds until something is delivered again after so many attempts; None: given up, after four days."""
    if attempts > len(_DELIVERIES):
        return None
    return max(_DELIVERIES[attempts - 1], min(asked or 0.0, DAY))
