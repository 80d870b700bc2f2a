"""The events of an article, from its reading, its entities and its statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.entity import state_of
from onrecord.event.contexts import contexts, plover_mode
from onrecord.event.dated import happened
from onrecord.event.draft import Draft
from onrecord.event.grammar import by_grammar
from onrecord.event.grammar.standing import cues
from onrecord.event.learned import learned
from onrecord.event.merging import Telling, completed, gathered
from onrecord.event.pack import acts, type_of
from onrecord.event.parties import parties
from onrecord.event.syntax import checked
from onrecord.event.things import things
from onrecord.event.unsaid import Side
from onrecord.language import title_reading
from onrecord.model import Entity, Event, EventMention, Phrase, Statement, item_id
from onrecord.spans import Span, Spans
from onrecord.statement import Circumstances, Speakers, language_gap

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.language.reading import Reading

# Acts that are done somewhere; of a sale or a sanction no place is looked for.
_IN_A_PLACE = frozenset(
    {"exercise", "patrol", "basing", "arms-show", "training", "deployment", "visit", "arms-delivery"}
)
_FOR_NOTHING = frozenset({"donate", "donation", "gift", "aid", "assistance", "free", "grant", "give", "help", "donor"})


def gap(reading: Reading) -> str | None:
    """Why events were not looked for in an article; None where they were."""
    return language_gap(reading) or ("no news: a page of another kind" if reading.article.kind == "other" else None)


def find(reading: Reading, entities: Sequence[Entity], statements: Sequence[Statement]) -> tuple[Event, ...]:
    """The events of an article in the order of the text; empty where none were looked for, see `gap`.

    What the title tells and the body tells again is one event.
    """
    if reading.doc is None or gap(reading) is not None:
        return ()
    known = {entity.id: entity for entity in entities}
    title = title_reading(reading)
    tellings = list(_tellings(title, known, statements)) if title is not None else []
    tellings += _tellings(reading, known, statements)
    groups = gathered(tellings)
    return tuple(
        _event(told, group, unsaid, reading)
        for (told, unsaid), group in zip(completed(groups), groups, strict=True)
        if _is_of_the_field(told)
    )


def _tellings(reading: Reading, known: dict[str, Entity], statements: Sequence[Statement]) -> Iterator[Telling]:
    if reading.doc is None:
        return
    # What words somebody has put down for a field of their own mean is theirs to say.
    own = by_grammar(reading)
    drafts = [one for one in learned(reading) if not any(_overlap(one.trigger, other.trigger) for other in own)]
    if not own and not drafts:
        return
    around = _Around(reading, Speakers(reading, known), Circumstances(reading, ()), statements)
    drafts = [*own, *_allowed(drafts, reading, around.who)]
    for draft in sorted(drafts, key=lambda one: one.trigger):
        tokens = reading.doc.char_span(*draft.trigger, alignment_mode="expand")
        if tokens is not None:
            yield _telling(draft, tokens, around)


def _allowed(drafts: Iterable[Draft], reading: Reading, who: Speakers) -> Iterator[Draft]:
    """What the model finds, as far as the grammar of its sentences allows it."""

    def state(token: Token) -> str | None:
        known = who.entities.get(who.at(token) or "")
        return state_of(token.text) if known is None else known.country

    for draft in drafts:
        tokens = reading.doc.char_span(*draft.trigger, alignment_mode="expand") if reading.doc is not None else None
        kept = checked(draft, tokens, state) if tokens is not None else None
        if kept is not None:
            yield kept


def _is_of_the_field(told: Telling) -> bool:
    """Whether what sounds like an event has in it what makes it one: somebody, or in an act of a pack a thing of it."""
    return bool(told.actors or told.recipients) or (told.mode in acts() and any(item.class_ for item in told.items))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True)
class _Around:
    """What is known of a text beside its events."""

    reading: Reading
    who: Speakers
    times: Circumstances
    statements: Sequence[Statement]


def _telling(draft: Draft, trigger: Tokens, around: _Around) -> Telling:
    view, who = around.reading.view, around.who
    where = view.back(*draft.trigger)
    told = (span for token in cues(trigger) for span in view.back(token.idx, token.idx + len(token)))
    head = trigger.root
    given = any(token.lemma_.lower() in _FOR_NOTHING for token in head.sent)
    return Telling(
        mention=EventMention(trigger=where, status_spans=tuple(told), claimed_by=_claimed_by(where, around.statements)),
        mode=draft.mode or plover_mode(draft.type, trigger),
        type=type_of(draft.mode, draft.status, given=given) or draft.type,
        status=draft.status,
        denied=draft.denied,
        actors=parties(draft.actors, around.reading, who),
        recipients=parties(draft.recipients, around.reading, who),
        items=things(draft.items, around.reading, who),
        when=happened(head, draft.status, around.times, around.reading),
        place=_place(draft, head, around),
        contexts=contexts(head.sent, has_mode=draft.mode is not None),
        sure=draft.sure,
        alleged=draft.alleged,
    )


def _place(draft: Draft, head: Token, around: _Around) -> Phrase | None:
    if draft.mode not in _IN_A_PLACE:
        return None

    def is_place(token: Token) -> bool:
        known = around.who.entities.get(around.who.at(token) or "")
        return known is not None and known.type in {"place", "country"}

    return around.times.place(head, (), is_place)


def _claimed_by(trigger: Spans, statements: Sequence[Statement]) -> str | None:
    """The narrowest statement whose content the trigger stands in."""
    start = trigger[0][0] if trigger else -1
    holding = [one for one in statements if any(first <= start < last for first, last in one.content)]
    return min(holding, key=lambda one: sum(last - first for first, last in one.content)).id if holding else None


def _event(told: Telling, group: Sequence[Telling], unsaid: Sequence[Side], reading: Reading) -> Event:
    mentions = tuple(one.mention for one in group)
    claims = [mention.claimed_by for mention in mentions]
    unresolved = {str(side): "unsaid where it is told; taken from another event of the article" for side in unsaid}
    if told.when is None:
        unresolved["when"] = "the sentence tells no time"
    if None in claims:
        doubted = all(one.alleged or one.mention.claimed_by is not None for one in group)
        unresolved |= {"claimed_by": "alleged; the text does not say by whom"} if doubted else {}
    return Event(
        id=item_id("ev", reading.article.capture, mentions[0].trigger),
        type=told.type,
        mode=told.mode,
        contexts=told.contexts,
        mentions=mentions,
        actors=told.actors,
        recipients=told.recipients,
        items=told.items,
        when=told.when,
        place=told.place,
        status=told.status,
        denied=told.denied,
        claimed_by=claims[0] if None not in claims else None,
        confidence=round(told.sure, 3),
        unresolved=unresolved,
    )
