"""An item as it is when it is drawn: the passage that a coder reads, what is marked in it, what the machine answered.

Nothing that is marked tells what is asked: the words of a statement, not who says them; the words of an act, not its
sides. Where coders are to see what the machine made of it, its cue, source and sides are marked as well.
"""

from __future__ import annotations

from onrecord import spans
from onrecord.coding.answers import AND
from onrecord.coding.study import YES, Marked, StudyItem
from onrecord.model import Actor, Article, Event, Statement
from onrecord.spans import Span, Spans

# Letters of the page before and after the evidence: a paragraph or two.
_MARGIN = 600
# Evidence that lies wider apart than this is shown as far as it goes: nobody reads a page for one word.
_WIDEST = 6000
_MAY_SPEAK = frozenset({"person", "organisation", "igo", "country", "group"})
_HOWEVER = "no"


def freeze(item: Statement | Event, article: Article, text: str, position: int) -> StudyItem:
    """An item of an article, as a study keeps it."""
    evidence = evidence_of(item)
    window = _window(text, evidence)
    return StudyItem(
        position=position,
        item=item.id,
        article=article.id,
        capture=article.capture.id,
        sha256=article.capture.text.sha256,
        title=article.title,
        outlet=article.outlet.name if article.outlet else None,
        published=article.published.value if article.published else None,
        passage=text[slice(*window)],
        start=window[0],
        marks=tuple(
            Marked(span=(max(start, window[0]) - window[0], min(end, window[1]) - window[0]), part=part)
            for part, found in _parts(item).items()
            for start, end in found
            if start < window[1] and end > window[0]
        ),
        named={one.id: one.name for one in article.entities if one.type in _MAY_SPEAK},
        machine=answers_of(item, article),
    )


def answers_of(item: Statement | Event, article: Article) -> dict[str, str]:
    """What the record has of an item, as answers to the usual fields."""
    return _statement(item, article) if isinstance(item, Statement) else _event(item)


def evidence_of(item: Statement | Event) -> Spans:
    """What an item stands on: the words of a statement, the words that tell an event."""
    if isinstance(item, Statement):
        return item.content
    return spans.merged(span for mention in item.mentions for span in mention.trigger)


def _window(text: str, evidence: Spans) -> Span:
    """The evidence with some of the paragraphs around it."""
    start, end = evidence[0][0], min(evidence[-1][1], evidence[0][0] + _WIDEST)
    left = text.find("\n", max(0, start - _MARGIN), start) + 1 if start > _MARGIN else 0
    right = text.rfind("\n", end, end + _MARGIN) if len(text) > end + _MARGIN else len(text)
    left, right = left or max(0, start - _MARGIN), right if right >= 0 else end + _MARGIN
    passage = text[left:right]
    blank = len(passage) - len(passage.lstrip()), len(passage) - len(passage.rstrip())
    return min(left + blank[0], start), max(right - blank[1], end)


def _parts(item: Statement | Event) -> dict[str, Spans]:
    if isinstance(item, Statement):
        return {"source": item.source, "cue": item.cue, "content": item.content}
    sides = (*item.actors, *item.recipients)
    return {
        "source": spans.merged(span for side in sides for span in side.spans),
        "item": spans.merged(span for thing in item.items for span in thing.spans),
        "content": evidence_of(item),
    }


def _statement(item: Statement, article: Article) -> dict[str, str]:
    names = {one.id: one.name for one in article.entities}
    day = item.said.value if item.said and item.said.value and "said" not in item.unresolved else None
    told = day.partition("T")[0] if day and "/" not in day else "unknown"
    return {
        "is_statement": YES,
        "speaker": names.get(item.speaker or "") or item.speaker_name or "unnamed",
        "kind": item.kind,
        "act": item.act,
        "denied": YES if item.denied else _HOWEVER,
        "said": told,
    }


def _event(item: Event) -> dict[str, str]:
    told = {
        "is_event": YES,
        "type": item.type,
        "mode": item.mode or "none",
        "status": item.status,
        "denied": YES if item.denied else _HOWEVER,
        "actor": _states(item.actors),
        "recipient": _states(item.recipients),
    }
    return {field: value for field, value in told.items() if value is not None}


def _states(sides: tuple[Actor, ...]) -> str:
    return AND.join(sorted({side.country for side in sides if side.country})) or "none"
