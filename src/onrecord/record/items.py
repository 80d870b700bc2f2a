"""Statements and events of a page as people ruled: accepted, taken out, corrected, added.

An item is found again by its id; where a better model gives it other borders, by the words that it stands on. What a
person accepted, corrected or added stays in the record where no reading finds it any more: a person said it is there.
What was accepted stays as it was accepted, too: a later reading may take its words for another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from onrecord import anchors
from onrecord.model import Article, Event, Statement, item_id, words_of
from onrecord.record import event_changes, statement_changes, who
from onrecord.ruling import Accept, Add, Correct, EventChanges, ItemRuling, Reject, StatementChanges
from onrecord.spans import Spans, common, merged, total

# An item with other borders is the one that was ruled on if they share at least half of the text of either.
_ENOUGH = 0.5

S = TypeVar("S", Statement, Event)


class Place(NamedTuple):
    """Which item of which article of a page."""

    article: int
    item: Statement | Event


def ruled(articles: Sequence[Article], text: str, ruling: ItemRuling, number: int) -> list[Article] | None:
    """The articles with a ruling on one of their statements or events followed; None where it finds nothing to rule on.

    The same objects where nothing changes.
    """
    if not articles or anchors.found(text, ruling.evidence.anchors) is None:
        return None
    place = find(articles, text, ruling)
    if isinstance(ruling, Reject):
        return list(articles) if place is None else _with(articles, place.article, _taken_out(articles, place))
    if isinstance(ruling, Correct):
        return _corrected(articles, text, ruling, number, place)
    return _as_it_was(articles, text, ruling, number, place) if isinstance(ruling, Accept | Add) else None


def find(articles: Sequence[Article], text: str, ruling: ItemRuling) -> Place | None:
    """The item that was ruled on: of its id, else of the words that it was corrected to, else where it stood."""
    there = [Place(at, one) for at, article in enumerate(articles) for one in _items(article, ruling.of)]
    for wanted in (ruling.id, _corrected_id(articles, text, ruling)):
        if own := next((one for one in there if one.item.id == wanted), None):
            return own
    spans = anchors.found(text, ruling.evidence.anchors)
    if spans is None:
        return None
    shared = [(total(common(told(one.item), spans)), one) for one in there]
    near = [
        (size, -at)
        for at, (size, one) in enumerate(shared)
        if size and size >= _ENOUGH * max(total(told(one.item)), total(spans))
    ]
    return there[-max(near)[1]] if near else None


def told(item: Statement | Event) -> Spans:
    """All words of a statement, or that tell of an event."""
    if isinstance(item, Statement):
        return item.content
    return merged(span for mention in item.mentions for span in mention.trigger)


# --------------------------------------------------------------------------------------------------------------------


def _corrected(
    articles: Sequence[Article], text: str, ruling: Correct, number: int, place: Place | None
) -> list[Article] | None:
    if place is None:
        put = _put_in(articles, text, ruling)
        if put is None:
            return None
        articles, place = put
    changes, article, item = ruling.changes, articles[place.article], place.item.id
    if isinstance(changes, StatementChanges):
        spans = anchors.found(text, changes.content) or ()
        if changes.content and not _is_within(article, spans):
            return None
        changed = statement_changes.changed(article, text, item, changes, number)
    else:
        changed = event_changes.changed(article, item, changes, number) if isinstance(changes, EventChanges) else None
    return None if changed is None else _with(articles, place.article, changed)


def _as_it_was(
    articles: Sequence[Article], text: str, ruling: Accept | Add, number: int, place: Place | None
) -> list[Article] | None:
    """The articles with an item just as it was accepted or added, and a note that it was."""
    mark = "accepted" if isinstance(ruling, Accept) else "added"
    if place is None:
        put = _put_in(articles, text, ruling)
        if put is None:
            return None
        articles, place = put
    elif (then := _then(articles, text, ruling)) is not None:
        article, item = who.named(articles[place.article], then, ruling.known)
        if not _is_backed(article, item):
            return None
        # How sure the program is, it says anew each time.
        kept = {"ruled": place.item.ruled, "confidence": place.item.confidence}
        article = _replaced(article, place.item, item.model_copy(update=kept))
        if isinstance(ruling, Add):
            article = statement_changes.renamed(article, item.id, item.id)
        articles, place = _with(articles, place.article, article), Place(place.article, item)
    elif not isinstance(ruling, Accept) or not _is_alike(place.item, ruling):
        return None
    return _with(articles, place.article, _marked(articles[place.article], place.item.id, mark, number))


def _then(articles: Sequence[Article], text: str, ruling: ItemRuling) -> Statement | Event | None:
    """The item as it was ruled on; None where the page has another text by now that it cannot be told in."""
    item = ruling.item
    if item is None or ruling.evidence.text == articles[0].capture.text.sha256:
        return item
    if not isinstance(ruling, Add) or not isinstance(item, Statement):
        return None
    spans = [anchors.found(text, one) for one in (ruling.evidence.anchors, ruling.cue, ruling.source)]
    content, cue, source = spans
    if content is None or cue is None or source is None:
        return None
    id_ = item_id("st", articles[0].capture, content)
    return item.model_copy(
        update={"id": id_, "content": content, "text": words_of(text, content), "cue": cue, "source": source}
    )


def _put_in(articles: Sequence[Article], text: str, ruling: ItemRuling) -> tuple[list[Article], Place] | None:
    """The articles with an item put back as it was into the one in whose text it stands; None where it cannot be."""
    item = _then(articles, text, ruling)
    if item is None:
        return None
    sizes = [total(common(told(item), _text_of(one))) for one in articles]
    at = max(range(len(articles)), key=lambda index: (sizes[index], -index))
    if not sizes[at]:
        return None
    known = ruling.known
    if ruling.evidence.text != articles[at].capture.text.sha256 and isinstance(item, Statement):
        # Where they stood is not known of this text; they stand where its words point at them.
        known = tuple(one.model_copy(update={"mentions": ()}) for one in known)
    article, item = who.named(articles[at], item.model_copy(update={"ruled": {}}), known)
    if not _is_backed(article, item):
        return None
    if isinstance(item, Statement):
        article = article.model_copy(update={"statements": _in_order((*article.statements, item))})
        article = statement_changes.renamed(article, item.id, item.id)
    else:
        events = sorted((*article.events, item), key=lambda one: told(one)[:1])
        article = article.model_copy(update={"events": tuple(events)})
    article = statement_changes.consistent(article)
    return _with(articles, at, article), Place(at, next(one for one in _items(article, ruling.of) if one.id == item.id))


def _is_backed(article: Article, item: Statement | Event) -> bool:
    """Whether those whom an item names are there, and who vouches for an event.

    Without that it would pass for what the article itself vouches for.
    """
    if isinstance(item, Statement):
        named = {item.speaker, *item.speakers, *(one.entity for one in item.via)}
    else:
        named = {one.entity for one in (*item.actors, *item.recipients)}
        if item.claimed_by is not None and all(one.id != item.claimed_by for one in article.statements):
            return False
    return named - {None} <= {one.id for one in article.entities}


def _is_within(article: Article, spans: Spans) -> bool:
    return bool(common(spans, _text_of(article)))


def _text_of(article: Article) -> Spans:
    return (*article.title_spans, *article.body, *(span for one in article.captions for span in one))


def _is_alike(item: Statement | Event, ruling: Accept) -> bool:
    """Whether an item in another text of its page says what was accepted: the same words, by the same people."""
    then = ruling.item
    if isinstance(item, Statement) and isinstance(then, Statement):
        return _of_statement(item) == _of_statement(then)
    return isinstance(item, Event) and isinstance(then, Event) and _of_event(item) == _of_event(then)


def _of_statement(one: Statement) -> tuple[object, ...]:
    said = one.said.value if one.said else None
    return " ".join(one.text.split()), one.kind, one.act, one.denied, one.speaker_name, said


def _of_event(one: Event) -> tuple[object, ...]:
    sides = tuple(tuple(side.name for side in those) for those in (one.actors, one.recipients))
    return one.type, one.mode, one.status, one.denied, sides, one.when.value if one.when else None


def _corrected_id(articles: Sequence[Article], text: str, ruling: ItemRuling) -> str | None:
    """The id of what a correction made of its item: a later reading may find just that."""
    changes = ruling.changes if isinstance(ruling, Correct) else None
    if not articles or not isinstance(changes, StatementChanges) or not changes.content:
        return None
    spans = anchors.found(text, changes.content)
    return item_id("st", articles[0].capture, spans) if spans else None


def _items(article: Article, kind: str) -> Iterator[Statement | Event]:
    yield from article.statements if kind == "statement" else article.events


def _marked(article: Article, item: str, field: str, number: int) -> Article:
    """The article with a note on one of its items which decision has said what of it."""

    def noted(one: S) -> S:
        return one.model_copy(update={"ruled": one.ruled | {field: number}}) if one.id == item else one

    told = {"statements": tuple(map(noted, article.statements)), "events": tuple(map(noted, article.events))}
    return article.model_copy(update=told)


def _replaced(article: Article, old: Statement | Event, new: Statement | Event) -> Article:
    """The article with an item in the place of another one, and without a second one of its id."""
    if isinstance(new, Statement):
        said = [new if one.id == old.id else one for one in article.statements if one.id == old.id or one.id != new.id]
        return statement_changes.handed_on(article.model_copy(update={"statements": tuple(said)}), old.id, new.id)
    events = [new if one.id == old.id else one for one in article.events if one.id == old.id or one.id != new.id]
    return statement_changes.consistent(article.model_copy(update={"events": tuple(events)}))


def _taken_out(articles: Sequence[Article], place: Place) -> Article:
    """The article without an item; what hung on a statement that is none hangs on the one around it, or on nothing."""
    article, item = articles[place.article], place.item
    if isinstance(item, Event):
        return article.model_copy(update={"events": tuple(one for one in article.events if one.id != item.id)})
    left = article.model_copy(update={"statements": tuple(one for one in article.statements if one.id != item.id)})
    return statement_changes.handed_on(left, item.id, item.within)


def _in_order(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the last one where its words stand among the others."""
    *others, new = statements
    at = next((index for index, one in enumerate(others) if one.content > new.content), len(others))
    return (*others[:at], new, *others[at:])


def _with(articles: Sequence[Article], at: int, article: Article) -> list[Article]:
    return [*articles[:at], article, *articles[at + 1 :]]
