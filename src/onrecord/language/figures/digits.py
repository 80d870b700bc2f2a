"""A number as it is written for people and in tables."""

from __future__ import annotations

from decimal import Decimal


def in_full(number: float, *, grouped: bool = True) -> str:
    """A number with all its digits and no exponent: "1,234,567", "4.25"; without commas for tables."""
    # Fifteen digits are what a float keeps of a fraction: 0.1 + 0.2 is 0.3.
    whole = isinstance(number, int) or number.is_integer()
    digits = Decimal(int(number)) if whole else Decimal(f"{number:.15g}")
    return f"{digits:,f}" if grouped else f"{digits:f}"
