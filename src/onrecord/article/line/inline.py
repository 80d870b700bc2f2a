"""What a flattener ran into a paragraph: a caption with its credit, a teaser for another article.

    Mayor Ana Duarte opens the bridge JANE ROE/POOL/AFP VIA GETTY IMAGES T he bridge was late. • Bridge "cost us all"
    The mayor did not say why.

The caption and the teaser are cut out; the body starts at the torn-off capital ("T he"), which stays as it is: spans
point at characters, they don't mend them. What is a list of points, not a teaser, stays.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.article.line import lists
from onrecord.article.line.photo_credit import CAPITAL_CREDIT, is_capital_credit, is_credit
from onrecord.spans import Span, Spans, shifted

_SENTENCE_START = re.compile(r"(?<=[.!?…][\"'”’»)\s])\s*(?=[\"'“‘«(]?\w)")
_BRACKET_CREDIT = re.compile(r"\((?P<credit>[^()]{2,80})\)(?=\s+[\"'“‘«]?[^\W\d_a-z]|\s*$)")
_BEFORE_BRACKET = re.compile(r"[.!?\"”’\w]")
_QUOTED_END = re.compile(r"[?!\"'”’»]\s+(?=[\"'“‘«]?[^\W\d_a-z])")
_WORD = re.compile(r"[^\W\d_]+")
# A caption is one or two sentences, a headline rarely over twenty words.
_MAX_CAPTION_WORDS = 60
_MAX_TEASER_WORDS = 25
_MIN_TEASER_WORDS = 3
# A credit has one of the first ones, a teaser one of the others, behind the word that opens it or before its headline.
# Most lines have none.
_MARKS = ("(", "/", " VIA ", ":", "|", "»", "•", "▪", "■", "►", "▶")
# From three on, bullets in a line are a list that lost its line breaks.
_LIST = 3


def holes(text: str, span: Span) -> tuple[Spans, Spans]:
    """What is cut out of a body line: captions with their credits, and teasers; spans into the text."""
    start, end = span
    line = text[start:end]
    if not any(map(line.__contains__, _MARKS)):
        return (), ()
    captions: set[Span] = set()
    if "/" in line or " VIA " in line:
        captions.update(_capital_captions(line))
    if "(" in line:
        captions.update(_bracket_captions(line))
    return shifted(sorted(captions), start), shifted(_teasers(line), start)


def _capital_captions(line: str) -> list[Span]:
    """Captions that end in a credit in capitals."""
    found = []
    for credit in CAPITAL_CREDIT.finditer(line):
        if not is_capital_credit(credit.group()):
            continue
        left = _sentence_start(line, credit.start())
        rest = line[credit.end() : credit.end() + 8].lstrip()
        goes_on = not rest or rest[0].isupper() or not rest[0].isalpha()
        if goes_on and len(line[left : credit.start()].split()) <= _MAX_CAPTION_WORDS:
            found.append((left, credit.end()))
    return found


def _bracket_captions(line: str) -> list[Span]:
    """A sentence with a photo credit in brackets after it, where text goes on behind it."""
    found = []
    for credit in _BRACKET_CREDIT.finditer(line):
        names, ends = credit["credit"], credit.start()
        while ends and line[ends - 1].isspace():
            ends -= 1
        if not ends or not _BEFORE_BRACKET.match(line, ends - 1):
            continue
        if credit.end() == len(line) or not is_credit(names) or lists.key(names) in lists.agencies():
            continue  # "(Reuters)" alone may be a sign-off or a dateline; two names are a photo's
        left = _sentence_start(line, ends - 1)
        if len(line[left:ends].split()) <= _MAX_CAPTION_WORDS:
            found.append((left, credit.end()))
    return found


def _sentence_start(line: str, at: int) -> int:
    """Where the sentence begins that runs up to a place."""
    left = 0
    for found in _SENTENCE_START.finditer(line, max(0, at - 800), at):
        left = found.end()
    return left


@cache
def _teaser_start() -> re.Pattern[str]:
    """A bullet, or "Read more:", where a sentence has ended."""
    cue = lists.cues("teaser").pattern
    return re.compile(rf"(?:(?<=[.!?…\"'”’»])\s+|^)(?:[•▪■►▶]\s+|{cue}\s*[:|»]\s*)", re.IGNORECASE)


def _teasers(line: str) -> list[Span]:
    """Headlines of other articles behind a bullet or "Read more:", up to where the paragraph goes on."""
    starts = list(_teaser_start().finditer(line))
    if len(starts) >= _LIST or line.count(" • ") >= _LIST:
        return []
    found = []
    for start in starts:
        if start.start() == 0 and line.count(" ", start.end()) < _MAX_TEASER_WORDS:
            continue  # a bullet line of its own
        end = _headline_end(line, start.end())
        if end is not None:
            left = start.start() + (len(start.group()) - len(start.group().lstrip()))
            found.append((left, end))
    return found


def _headline_end(line: str, start: int) -> int | None:
    """Where a headline ends and a sentence begins: after its closing mark, or before a "The" or "But" in mid-line."""
    limit = start
    for count, word in enumerate(_WORD.finditer(line, start)):
        limit = word.end()
        if count >= _MAX_TEASER_WORDS:
            break
    ends = [found.start() + 1 for found in _QUOTED_END.finditer(line, start, min(len(line), limit + 3))]
    common = frozenset().union(*lists.function_words().values())
    for count, word in enumerate(_WORD.finditer(line, start, limit)):
        is_start = word.group()[0].isupper() and word.group().casefold() in common and line[word.start() - 1] == " "
        if (
            count >= _MIN_TEASER_WORDS
            and is_start
            and (line[word.start() - 2].islower() or line[word.start() - 2] in "\"'”’»?!")
        ):
            ends.append(word.start() - 1)
            break
    ends = [end for end in ends if len(line[start:end].split()) >= _MIN_TEASER_WORDS]
    if not ends or re.search(r"[.]\s", line[start : min(ends)]):
        return None
    return min(ends)
