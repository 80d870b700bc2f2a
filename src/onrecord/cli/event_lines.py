"""How events look in a terminal: who did what to whom, how far it has come, with what, and who vouches for it.

2019-08-27    RUS → TUR  arms-delivery, done  ev_…
S-400 battery (air defence system)
Russia on Tuesday delivered a second S-400 battery to Turkey, the Turkish defence ministry said.
claimed by the Turkish defence ministry · Harbour Ledger · Second battery arrives
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.render import STYLES, faint, hanging
from onrecord.display.decisions import by_hand
from onrecord.display.events import act, sides, thing, when

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Event
    from onrecord.record import ArticleRef

# A sentence to read in a listing; `show` has the rest.
_LONGEST = 320


def event_block(event: Event, article: ArticleRef, telling: tuple[str, str | None], out: Console) -> Text:
    """An event for a listing: when, who to whom and what; with what; the sentence; who claims and who reported it."""
    text, claimed_by = telling
    head = Text().append(sides(event), STYLES["source"]).append("  ")
    head.append(act(event), "strike" if event.denied else "").append(f"  {event.id}", STYLES["faint"])
    sentence = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    claim = f"claimed by {claimed_by or '(unnamed)'}" if event.claimed_by else None
    title = article.title if article.title != text else None
    told = " · ".join(part for part in (claim, article.outlet, title, by_hand(event)) if part)
    lines = [", ".join(map(thing, event.items)), sentence]
    paragraphs = [head, *(Text(line) for line in lines if line), *([faint(told)] if told else [])]
    return hanging(when(event, article), paragraphs, out)
