"""Events in plain words: who did what to whom, how far it has come, with what, and who vouches for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord import spans
from onrecord.display.entities import state
from onrecord.display.statements import UNDATED, day
from onrecord.display.windows import window_around

if TYPE_CHECKING:
    from onrecord.model import Actor, Article, Event, Item
    from onrecord.record import ArticleRef
    from onrecord.spans import Span

NOBODY = "?"
"""Stands for a side that nothing tells."""
SOMEBODY = "Somebody"
"""The same where the side is told in words."""


class Telling(NamedTuple):
    """A place that tells an event: its words; the statement that claims it and whose that is, or the article itself."""

    words: str
    statement: str | None = None
    name: str | None = None


def sides(event: Event) -> str:
    """Who did it, and to whom: "RUS → TUR", "Norland and Tarsia"."""
    actors = " and ".join(dict.fromkeys(map(party, event.actors))) or NOBODY
    recipients = " and ".join(dict.fromkeys(map(party, event.recipients)))
    return f"{actors} → {recipients}" if recipients else actors


def party(side: Actor) -> str:
    """A side: a state by its code, others by name with the code of their state."""
    if side.country is None:
        return side.name
    return side.country if _is_state(side) else f"{side.name} ({side.country})"


def _is_state(side: Actor) -> bool:
    # Of one word that no other entity stands behind ("Turkish"), the state is all that it tells.
    is_all = side.entity is None and " " not in side.name
    return side.country is not None and (side.entity == f"state.{side.country}" or is_all)


def name_of(side: Actor, names: Mapping[str, str] | None = None) -> str:
    """A side without codes: a state by its name, others by theirs; `names`: of the entities of the article."""
    if side.country is not None and _is_state(side):
        return state(side.country)
    return (names or {}).get(side.entity or "", side.name)


def doers(event: Event, names: Mapping[str, str] | None = None) -> str:
    """Who did it, without codes: "Norland and Tarsia"."""
    return _listed(event.actors, names) or SOMEBODY


def deed(event: Event, names: Mapping[str, str] | None = None) -> str:
    """What was done to whom and how far it has come, without codes: "arms delivery to Turkey, done"."""
    words, toward = _plain().get(event.mode or "") or _plain().get(event.type) or (event.type.casefold(), "to")
    if event.mode and event.mode not in _plain():
        # What is told by its type alone says how: "attack (heavy weapons)".
        words += f" ({event.mode.replace('-', ' ')})"
    recipients = _listed(event.recipients, names)
    told = f"{words} {toward} {recipients}" if recipients else words
    status = event.status.replace("-", " ") if event.status else None
    standing = _standing(event)
    return ", ".join(part for part in (told, status) if part) + (f" ({standing})" if standing else "")


def _standing(event: Event) -> str | None:
    """What keeps a reader from taking it for a fact: somebody denies it, or nobody who alleges it is named."""
    if event.denied:
        return "denied"
    return "alleged" if "claimed_by" in event.unresolved else None


def _listed(sides: tuple[Actor, ...], names: Mapping[str, str] | None) -> str:
    *most, last = list(dict.fromkeys(name_of(side, names) for side in sides)) or [""]
    return f"{', '.join(most)} and {last}" if most else last


@cache
def _plain() -> Mapping[str, tuple[str, str]]:
    """Act or type -> what it is called, and the word before whom it was done to."""
    from onrecord.event.tables import rows  # noqa: PLC0415 - loads the steps, which `--help` needs not

    return {row["kind"]: (row["words"], row["toward"]) for row in rows("plain")}


def act(event: Event) -> str:
    """What was done and how far it has come: "arms-deal, ordered", "COERCE: arrest, done: denied"."""
    from onrecord.event.pack import acts  # noqa: PLC0415 - loads the steps, which `--help` needs not

    name = event.mode or event.type
    if event.mode and event.mode not in acts():
        # PLOVER's own modes are forms of a type, and say little without it.
        name = f"{event.type}: {event.mode}"
    told = ", ".join(part for part in (name, event.status) if part)
    standing = _standing(event)
    return f"{told}: {standing}" if standing else told


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
    for words, statement, name in told_by(event, article, text):
        claim = f"claimed by {name} ({statement})" if statement else "by the article itself"
        yield f"“{words}”, {claim}"


def told_by(event: Event, article: Article, text: str) -> Iterator[Telling]:
    """Each place that tells the event, and who says so there."""
    said = {one.id: one for one in article.statements}
    for mention in event.mentions:
        words = " ".join(spans.covered(text, mention.trigger).split())
        if mention.claimed_by is None:
            yield Telling(words)
            continue
        claim = said.get(mention.claimed_by)
        yield Telling(words, mention.claimed_by, (claim.speaker_name if claim else None) or "(unnamed)")


def event_parts(event: Event) -> list[tuple[Span, str]]:
    """The spans of an event with the part that each plays; words that tell it outrank the sides that they stand in.

    A word that tells both the act and how far it has come ("delivered") is the act's.
    """
    acts = spans.merged(span for mention in event.mentions for span in mention.trigger)
    parts = [(span, "source") for side in (*event.actors, *event.recipients) for span in side.spans]
    parts += [(span, "item") for item in event.items for span in item.spans]
    parts += [(span, "cue") for mention in event.mentions for span in spans.without(mention.status_spans, acts)]
    return parts + [(span, "content") for span in acts]


def event_windows(event: Event, text: str) -> tuple[Span, ...]:
    """The stretches of the text to show: around each place that tells it, and around what is named elsewhere."""
    found = [
        window_around(text, (*mention.trigger, *mention.status_spans)) for mention in event.mentions if mention.trigger
    ]
    for span, _ in event_parts(event):
        if not any(start <= span[0] and span[1] <= end for start, end in found):
            found.append(window_around(text, [span], margin=80))
    return spans.merged(found)
