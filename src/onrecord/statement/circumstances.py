"""When, where and on what occasion something was said, as far as the sentence of the cue tells.

"In a speech at the forum, Ruvell said on Friday that ..."    occasion, and Friday counted from the dateline
"said the plant would open on Monday"                         Monday stands in the content: no time of saying
"Varga, who took office in January, said in Vienna ..."       January is another clause's; Vienna is the place
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from onrecord.language import dates
from onrecord.language.dates import Tense
from onrecord.model import Phrase, Time
from onrecord.spans import Span, Spans, merged
from onrecord.statement.cues import verbs, word_list

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.model import TimeBasis

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OF_OCCASIONS = frozenset({"in", "at", "during", "on"})
_OF_PLACES = frozenset({"in", "at", "from", "near", "outside"})
# These say that it was not in the place itself, so they are told with it.
_BESIDE_PLACES = frozenset({"near", "outside"})
_TRAVELS = frozenset({"visit", "trip"})
_LONGEST = 20
# What hangs on a cue by these does so with all that stands before it: "On Monday Ruvell came and said".
_SHARED = frozenset({"conj", "advcl", "xcomp", "parataxis"})
# Clauses of their own: what stands in them is told of something else.
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "csubj", "csubjpass", "appos", "nsubj", "nsubjpass"})
# What is done with words before they are quoted: "in an interview published on Sunday".
_PUBLISHED = frozenset({"publish", "air", "broadcast", "date", "release", "hold", "post", "record", "issue", "send"})
# What was done with somebody who then speaks: "Olander, reached in Oslo on Friday, said".
_REACHED = frozenset({"reach", "ask", "interview", "contact", "question", "speak", "quote", "appear"})
# So many words may stand between a cue and a time that the parse hangs on something else: "told the hall on Monday".
_BESIDE = 4
# "Late on Tuesday": so many words may open a sentence before its time.
_OPENING = 2
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
# Days counted from a day that was told before.
_COUNTED = re.compile(
    r"(?:on )?(?:the (?P<next>next|following|same|previous) (?:day|morning|evening|afternoon|night)"
    r"|(?P<that>(?:later )?(?:that|the same) (?:day|morning|evening|afternoon|night))"
    r"|(?P<count>a|one|two|three|four|five|six|seven|eight|nine|\d{1,2}) (?P<unit>day|week)s?"
    r" (?P<way>later|earlier|after that|before that|afterwards))\b",
    re.IGNORECASE,
)
# A weekday before an occasion is this week's, whatever its article: "in a Wednesday press conference".
_OF_AN_OCCASION = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
    r"(?= (?:press |news |radio |television |TV |phone |telephone )?"
    r"(?:conference|briefing|interview|speech|statement|address|hearing|meeting|call|broadcast|debate|comments|remarks)\b)"
)
_STEPS = {"next": 1, "following": 1, "same": 0, "previous": -1}


class Told(NamedTuple):
    """Words that tell a time, and what they come to; None where that hangs on something unknown."""

    span: Span
    time: Time | None


class Circumstances:
    """The times and places of an article's own sentences, looked up by the cue that they go with."""

    def __init__(self, reading: Reading, contents: Sequence[Sequence[Span]]) -> None:
        """Find the expressions; `contents` are what the statements say, in which times are times of something else."""
        self._reading = reading
        self._said = sorted(span for spans in contents for span in spans)
        self._reach = list(accumulate((end for _, end in self._said), max))
        text = reading.view.text
        taken = [match.span() for match in _COUNTED.finditer(text)]
        covered = merged(taken)
        found = [one.span for one in dates.find(text)]
        found += [match.span() for match in _OF_AN_OCCASION.finditer(text)]
        self._expressions = sorted({*taken, *(one for one in found if not _is_within(one, covered))})
        self._anchor = _day_of_report(reading)
        self._before = self._days_before()

    def time(self, cue: Token, content: Sequence[Span]) -> Told | None:
        """What tells when a cue's words were said; None where its sentence does not."""
        fitting = [
            span
            for span in self._in(cue.sent)
            if not any(start <= span[0] < end for start, end in content)
            and not self._is_said_by_another(span, cue)
            and (tokens := _tokens(cue, span)) is not None
            and _goes_with(tokens, cue)
        ]
        if not fitting:
            return None
        best = min(fitting, key=lambda span: min(abs(span[0] - cue.idx), abs(span[1] - cue.idx)))
        return Told(best, self._resolved(best, cue))

    def in_sentence(self, sentence: Tokens) -> Told | None:
        """The time of a sentence that says nothing itself: "The two met in Geneva on Tuesday."."""
        root = sentence.root
        for span in self._in(sentence):
            tokens = _tokens(root, span)
            if root.tag_ in {"VBD", "VBN"} and tokens is not None and _goes_with(tokens, root):
                return Told(span, self._resolved(span, root))
        return None

    def place(self, cue: Token, content: Sequence[Span], is_place: Callable[[Token], bool]) -> Phrase | None:
        """The town, region or state in which it was said, in the article's words: "told reporters in Vienna"."""
        for token in cue.sent:
            if token.pos_ != "PROPN" or token.dep_ != "pobj" or not is_place(token):
                continue
            if any(start <= token.idx < end for start, end in content) or self._is_said_by_another(_span(token), cue):
                continue
            before = token.head
            travels = before.lower_ == "to" and before.head.lemma_.lower() in _TRAVELS
            if (before.lower_ in _OF_PLACES or travels) and _goes_with(cue.doc[before.i : token.i + 1], cue):
                first = cue.doc[min([token.i, *(child.i for child in token.lefts if child.dep_ == "compound")])]
                start = before if before.lower_ in _BESIDE_PLACES else first
                return _phrase(self._reading, start.idx, token.idx + len(token))
        return None

    def _in(self, sentence: Tokens) -> list[Span]:
        first = bisect_left(self._expressions, (sentence.start_char, 0))
        last = bisect_left(self._expressions, (sentence.end_char, 0))
        return self._expressions[first:last]

    def _is_said_by_another(self, span: Span, cue: Token) -> bool:
        """Whether words stand in what somebody says, and the cue does not stand in it too."""
        return any(not start <= cue.idx < end for start, end in self._said_at(span[0]))

    def _said_at(self, position: int) -> Iterator[Span]:
        """The contents that a position stands in."""
        index = bisect_right(self._said, (position, position)) - 1
        while index >= 0 and self._reach[index] > position:
            start, end = self._said[index]
            if start <= position < end:
                yield start, end
            index -= 1

    def _resolved(self, span: Span, verb: Token) -> Time | None:
        text = self._reading.view.text[slice(*span)]
        if (counted := _COUNTED.fullmatch(text)) is not None:
            return self._counted(counted, span)
        tense: Tense | None = "past" if verb.tag_ in {"VBD", "VBN"} else None
        when = dates.resolve(text, self._anchor, tense)
        if when is None:
            return None
        words = {word.strip(",.").casefold() for word in text.split()}
        basis: TimeBasis = "weekday" if words & _WEEKDAYS else "content" if any(map(str.isdigit, text)) else "relative"
        return when.time(basis, self._reading.view.back(*span))

    def _counted(self, words: re.Match[str], span: Span) -> Time | None:
        """A day counted from the last one that the article's own sentences told before."""
        day = _moved(self._before.get(span), _step(words))
        return dates.day(day).time("relative", self._reading.view.back(*span)) if day is not None else None

    def _days_before(self) -> dict[Span, date | None]:
        """For each expression the last day that the article's own sentences told before it."""
        found: dict[Span, date | None] = {}
        last: date | None = None
        for span in self._expressions:
            found[span] = last
            if any(True for _ in self._said_at(span[0])):
                continue
            text = self._reading.view.text[slice(*span)]
            if (counted := _COUNTED.fullmatch(text)) is not None:
                last = _moved(last, _step(counted))
            elif (when := dates.resolve(text, self._anchor, "past")) is not None and when.precision == "day":
                last = when.first
        return found


def _step(words: re.Match[str]) -> int:
    """How many days on "two days later" or "the previous day" is."""
    if not words["count"]:
        return _STEPS.get((words["next"] or "same").lower(), 0)
    days = _NUMBERS.get(words["count"].lower()) or int(words["count"])
    days *= 7 if words["unit"].lower() == "week" else 1
    return -days if words["way"].lower() in {"earlier", "before that"} else days


def _moved(day: date | None, by: int) -> date | None:
    """A day some days on; None where it is unknown, or the calendar has no such day."""
    try:
        return day + timedelta(days=by) if day is not None else None
    except OverflowError:
        return None


def _is_within(span: Span, covered: Spans) -> bool:
    """Whether some ranges, in order and apart, touch a span."""
    index = bisect_right(covered, (span[0], span[1])) - 1
    return any(
        covered[at][0] < span[1] and span[0] < covered[at][1] for at in (index, index + 1) if 0 <= at < len(covered)
    )


def occasion(cue: Token, reading: Reading) -> Phrase | None:
    """The speech, meeting or paper in which it was said: "in a speech at the Orvik forum"."""
    for preposition in _prepositions(cue):
        noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if noun is None or noun.lemma_.lower() not in word_list("occasions"):
            continue
        first, last = preposition.right_edge.i, preposition.i
        end = min(first, _before_stop(noun))
        stop = cue.doc[end]
        return _phrase(reading, cue.doc[last].idx, stop.idx + len(stop))
    return None


def occasions_in(sentence: Tokens) -> set[str]:
    """The nouns of occasions that a sentence tells of: "in an interview with the Ledger"."""
    return {token.lemma_.lower() for token in sentence if token.dep_ == "pobj"} & word_list("occasions")


def _day_of_report(reading: Reading) -> str | None:
    """The day that "on Friday" counts from: the dateline's, else that of publication."""
    filed = reading.article.dateline.date if reading.article.dateline else None
    return dates.known_day(filed) or dates.known_day(reading.article.published)


def _tokens(near: Token, span: Span) -> Tokens | None:
    return near.doc.char_span(*span, alignment_mode="expand")


def _span(token: Token) -> Span:
    return token.idx, token.idx + len(token)


def _goes_with(words: Tokens, cue: Token) -> bool:
    """Whether words tell of what a cue tells: they hang on it, stand right behind it, or open its sentence."""
    shared = {cue.i, *(up.i for up in _above(cue))}
    return _hangs_on(words, cue, shared) or _is_right_behind(words, cue) or _opens(words, cue)


def _above(cue: Token) -> Iterator[Token]:
    """What a cue hangs on and shares its time with: "came" in "came on Monday and said"."""
    up = cue
    while up.dep_ in _SHARED and up.head.i != up.i:
        up = up.head
        yield up


def _hangs_on(words: Tokens, cue: Token, shared: set[int]) -> bool:
    token = words.root
    while token.i not in shared:
        if token.dep_ == "acl" and token.lemma_.lower() in _REACHED and token.head.head.i == cue.i:
            return True
        if token.head.i == token.i or (token.dep_ in _CLAUSES and not _is_of_an_occasion(token)):
            return False
        token = token.head
    return token.i == cue.i or words.start < cue.i


def _is_of_an_occasion(token: Token) -> bool:
    """Whether a clause tells how words came out, or what who says them does: "published on Sunday", "speaking"."""
    if token.dep_ == "acl":
        return token.lemma_.lower() in _PUBLISHED
    return token.dep_ == "advcl" and not any(child.dep_ in {"nsubj", "nsubjpass", "mark"} for child in token.children)


def _is_right_behind(words: Tokens, cue: Token) -> bool:
    between = cue.doc[cue.i + 1 : words.start] if words.start > cue.i else None
    if between is None or len(between) > _BESIDE:
        return False
    return not any(token.pos_ in {"VERB", "AUX", "SCONJ"} or token.is_punct for token in between)


def _opens(words: Tokens, cue: Token) -> bool:
    """Whether words open the cue's sentence, and nothing else is done between: "On Tuesday the mayor said that"."""
    if not 0 <= words.start - cue.sent.start <= _OPENING or words.start > cue.i:
        return False
    return not any(token.pos_ in {"VERB", "AUX", "SCONJ"} for token in cue.doc[words.end : cue.i])


def _prepositions(cue: Token) -> list[Token]:
    found = [child for child in cue.children if child.dep_ == "prep" and child.lower_ in _OF_OCCASIONS]
    # The model often hangs "in an interview" on the object before it: "told reporters in a briefing".
    for child in cue.children:
        if child.dep_ in {"dobj", "dative"} and cue.lemma_.lower() in verbs("addressing"):
            found += [inner for inner in child.children if inner.dep_ == "prep" and inner.lower_ in _OF_OCCASIONS]
    return found


def _before_stop(noun: Token) -> int:
    doc = noun.doc
    index = noun.i
    while (
        index + 1 <= noun.right_edge.i
        and index - noun.i < _LONGEST
        and doc[index + 1].text not in {",", ".", ";", ":", "—"}
    ):
        if doc[index + 1].dep_ in {"relcl", "acl"} or doc[index + 1].tag_ in {"WDT", "WP", "WRB"}:
            break
        index += 1
    return index


def _phrase(reading: Reading, start: int, end: int) -> Phrase | None:
    spans = reading.view.back(start, end)
    text = " ".join(reading.view.text[start:end].split())
    return Phrase(text=text, spans=spans) if spans else None


def governing(cue: Token) -> Iterator[str]:
    """The same of what a cue hangs on: "has previously dismissed them, saying"."""
    for up in _above(cue):
        yield from mentions(up)


def mentions(cue: Token) -> Iterator[str]:
    """The adverbs and auxiliaries of a cue, in small letters: "had", "once", "long"."""
    return (child.lower_ for child in cue.children if child.dep_ in {"aux", "advmod", "npadvmod"})
