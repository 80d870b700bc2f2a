"""Text as a dossier shows it: as the page has it, but for what would command a screen or turn what follows round."""

from __future__ import annotations

from onrecord.display.harmless import harmless


def shown(text: str) -> str:
    """A text that shows itself and does nothing else; half a pair of surrogates, which no file can hold, as "?"."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return harmless(whole.replace("\r\n", "\n").replace("\r", "\n"))


def in_a_line(text: str) -> str:
    """The same with spaces where lines end."""
    return " ".join(shown(text).split())
