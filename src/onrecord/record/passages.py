"""The sentence that tells an event best: what listings, full text and exports show of it.

No parse is at hand where rows are written, and none is needed: the passage ends where a sentence plainly does (a full
stop, a blank line), at the edges of the title or of the piece of the body that it stands in, or after some hundred
characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.model import Article, Event
from onrecord.spans import Span, Spans

# Characters to either side of the trigger; of 10,000 sentences of news one is longer than twice this.
_REACH = 400

# A blank line; or a mark that ends a sentence, what closes behind it, a space, and a sign that a new one begins.
_EDGE = re.compile(r"\n\s*\n|[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])")
# "Gen. Olsen", "U.S. Navy", "No. 10": no sentence ends there.
_SHORT = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Adm|Maj|Sen|Rep|Gov|No|Inc|Ltd|Co|Corp)\.$")
# Characters to look back for one of them.
_LONGEST = 6


def passage(text: str, article: Article, event: Event) -> Span:
    """Where the sentence stands that names most of an event, of equal ones the first; (0, 0) where no words tell it."""
    named = [one.spans for one in (*event.actors, *event.recipients)]
    named += [one.spans for one in event.items]
    named += [event.when.evidence] if event.when is not None else []
    found = [_sentence(text, article, mention.trigger) for mention in event.mentions if mention.trigger]
    return max(found, key=lambda one: sum(_within(spans, one) for spans in named), default=(0, 0))


def _within(spans: Spans, place: Span) -> bool:
    return any(place[0] <= start < place[1] for start, _ in spans[:1])


def _sentence(text: str, article: Article, trigger: Spans) -> Span:
    start, end = trigger[0][0], trigger[-1][1]
    left, right = _piece((*article.title_spans, *article.body), start, end, len(text))
    left, right = max(left, start - _REACH), min(right, end + _REACH)
    before = [edge for edge in _edges(text, left, start) if edge <= start]
    after = _edges(text, end, right)
    first, last = (before[-1] if before else left), (after[0] if after else right)
    return _trimmed(text, _word_edge(text, first, start, left), last)


def _piece(pieces: Iterable[Span], start: int, end: int, length: int) -> Span:
    return next(((left, right) for left, right in pieces if left <= start and end <= right), (0, length))


def _edges(text: str, left: int, right: int) -> list[int]:
    """Where sentences end in a stretch of the text."""
    return [
        one.end()
        for one in _EDGE.finditer(text, left, right)
        if not _SHORT.search(text, max(0, one.start() - _LONGEST), one.start() + 1)
    ]


def _word_edge(text: str, first: int, start: int, left: int) -> int:
    """The beginning, moved to a whole word where it was cut for its length alone."""
    if first != left or first == 0 or text[first - 1].isspace():
        return first
    return next((at for at in range(first, start) if text[at].isspace()), first)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
