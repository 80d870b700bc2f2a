"""How many there are of something."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 page`, `2 pages`; `many` where an s does not make it."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
