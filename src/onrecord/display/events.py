"""Events in plain words: who did what to whom, how far it has come, with what, and who vouches for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord import spans
from onrecord.display.statements import UNDATED, day
from onrecord.display.windows import window_around

if TYPE_CHECKING:
    from onrecord.model import Actor, Article, Event, Item
    from onrecord.record import ArticleRef
    from onrecord.spans import Span

NOBODY = "?"
"""Stands for a side that nothing tells."""


def sides(event: Event) -> str:
    """Who did it, and to whom: "RUS → TUR", "Norland and Tarsia"."""
    actors = " and ".join(dict.fromkeys(map(party, event.actors))) or NOBODY
    recipients = " and ".join(dict.fromkeys(map(party, event.recipients)))
    return f"{actors} → {recipients}" if recipients else actors


def party(side: Actor) -> str:
    """A side: a state by its code, others by name with the code of their state."""
    if side.country is None:
        return side.name
    # Of one word that no other entity stands behind ("Turkish"), the state is all that it tells.
    is_state = side.entity == f"state.{side.country}" or (side.entity is None and " " not in side.name)
    return side.country if is_state else f"{side.name} ({side.country})"


def act(event: Event) -> str:
    """What was done and how far it has come: "arms-deal, ordered", "COERCE: arrest, done: denied"."""
    from onrecord.event.pack import acts  # noqa: PLC0415 - loads the steps, which `--help` needs not

    name = event.mode or event.type
    if event.mode and event.mode not in acts():
        # PLOVER's own modes are forms of a type, and say little without it.
        name = f"{event.type}: {event.mode}"
    told = ", ".join(part for part in (name, event.status) if part)
    return f"{told}: denied" if event.denied else told


def thing(item: Item) -> str:
    """What it is about: "48 Su-35 (fighter aircraft)"."""
    from onrecord.language.figures.digits import in_full  # noqa: PLC0415 - loads the figures

    number = "" if item.quantity is None else f"{in_full(item.quantity)} "
    kind = f" ({item.class_})" if item.class_ and item.class_ != item.name.casefold() else ""
    return f"{number}{item.name}{kind}"


def when(event: Event, article: ArticleRef) -> str:
    """The day on which it was; where only its publication is known, that with a sign: it was told by then."""
    if event.when and event.when.value and "when" not in event.unresolved:
        return day(event.when)
    return f"≤ {day(article.published)}" if article.published else UNDATED


def sure(confidence: float | None) -> str:
    """How sure a finding is."""
    return "" if confidence is None else f"confidence {confidence:.2f}"


def party_of(side: Actor, text: str) -> str:
    """A side with the words that name it, its state and its entity."""
    words = " ".join(spans.covered(text, side.spans).split())
    more = [part for part in (side.country, side.entity, f"“{words}”" if words != side.name else None) if part]
    return side.name + (f" ({', '.join(more)})" if more else "")


def tellings(event: Event, article: Article, text: str) -> Iterator[str]:
    """For each place that tells the event its words, and whether the article says so itself or who claims it."""
    said = {one.id: one for one in article.statements}
    for mention in event.mentions:
        words = " ".join(spans.covered(text, mention.trigger).split())
        if mention.claimed_by is None:
            yield f"“{words}”, by the article itself"
            continue
        claim = said.get(mention.claimed_by)
        name = (claim.speaker_name if claim else None) or "(unnamed)"
        yield f"“{words}”, claimed by {name} ({mention.claimed_by})"


def event_parts(event: Event) -> list[tuple[Span, str]]:
    """The spans of an event with the part that each plays; words that tell it outrank the sides that they stand in."""
    parts = [(span, "source") for side in (*event.actors, *event.recipients) for span in side.spans]
    parts += [(span, "item") for item in event.items for span in item.spans]
    parts += [(span, "cue") for mention in event.mentions for span in mention.status_spans]
    return parts + [(span, "content") for mention in event.mentions for span in mention.trigger]


def event_windows(event: Event, text: str) -> tuple[Span, ...]:
    """The stretches of the text to show: around each place that tells it, and around what is named elsewhere."""
    found = [
        window_around(text, (*mention.trigger, *mention.status_spans)) for mention in event.mentions if mention.trigger
    ]
    for span, _ in event_parts(event):
        if not any(start <= span[0] and span[1] <= end for start, end in found):
            found.append(window_around(text, [span], margin=80))
    return spans.merged(found)
