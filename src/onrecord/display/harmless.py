"""Text that only shows something: a page may hold what commands a terminal or turns the direction of what follows."""

from __future__ import annotations

# Tabs and ends of lines stay.
_COMMANDS = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
)


def harmless(text: str) -> str:
    """A text without what a terminal would obey: no page clears the screen or turns what follows round."""
    return text.translate(_COMMANDS)
