"""Where, when and on what occasion something was said, where the cue's own clause tells.

"In a speech at the Orvik forum, Ruvell said on Friday that ..."     occasion, and Friday counted from publication
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from onrecord.language import dates
from onrecord.language.dates import Tense
from onrecord.model import Phrase, Time
from onrecord.statement.cues import verbs

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.model import TimeBasis

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_OF_OCCASIONS = frozenset({"in", "at", "during", "on"})
_LONGEST = 20


@cache
def _occasions() -> frozenset[str]:
    lines = files("onrecord.data").joinpath("statement/occasions.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def occasion(cue: Token, reading: Reading) -> Phrase | None:
    """The speech, meeting or paper in which it was said: "in a speech at the Orvik forum"."""
    for preposition in _prepositions(cue):
        noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if noun is None or noun.lemma_.lower() not in _occasions():
            continue
        first, last = preposition.right_edge.i, preposition.i
        end = min(first, _before_stop(noun))
        start_char = reading.doc[last].idx if reading.doc is not None else preposition.idx
        stop = cue.doc[end]
        return _phrase(reading, start_char, stop.idx + len(stop))
    return None


def place(cue: Token, reading: Reading) -> Phrase | None:
    """The town or country in which it was said: "said in Orvik"."""
    for preposition in _prepositions(cue):
        if preposition.lower_ != "in":
            continue
        noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        if noun is not None and noun.ent_type_ == "GPE" and noun.pos_ == "PROPN":
            start = min([noun.i, *(child.i for child in noun.lefts if child.dep_ == "compound")])
            first = cue.doc[start]
            return _phrase(reading, first.idx, noun.idx + len(noun))
    return None


def said(cue: Token, reading: Reading) -> Time | None:
    """When it was said, counted from publication; None where the cue's clause does not tell or that is not known."""
    published = reading.article.published
    known = published is not None and published.precision in {"day", "minute", "hour"}
    anchor = published.value if published is not None and known else None
    for first, last in _times(cue):
        text = reading.view.text[first:last]
        tense: Tense | None = "past" if cue.tag_ in {"VBD", "VBN"} else None
        when = dates.resolve(text, anchor[:10] if anchor else None, tense)
        if when is None:
            continue
        words = {word.strip(",.").casefold() for word in text.split()}
        basis: TimeBasis = "weekday" if words & _WEEKDAYS else "content" if any(map(str.isdigit, text)) else "relative"
        return when.time(basis, reading.view.back(first, last))
    return None


def _times(cue: Token) -> list[tuple[int, int]]:
    """Ranges of the view that tell a time in the cue's clause: "on Friday", "Friday", "last week"."""
    out = []
    for child in cue.children:
        if child.dep_ in {"npadvmod", "advmod"} and child.ent_type_ in {"DATE", "TIME"}:
            out.append((child.left_edge.idx, child.right_edge.idx + len(child.right_edge)))
        elif child.dep_ == "prep" and child.lower_ in {"on", "in", "at"}:
            noun = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
            if noun is not None and noun.ent_type_ == "DATE":
                out.append((child.idx, noun.right_edge.idx + len(noun.right_edge)))
    return out


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
