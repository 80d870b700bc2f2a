"""What kind of article it is, where the page says so or its shape does: opinion, live, interview, gallery, and so on.

"OPINION" alone above a title says so, so does a title that begins "Live updates:", and an address with /opinion/ in it.
Anything else is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

from onrecord.article.flat import Found
from onrecord.article.line import lists
from onrecord.model import ArticleKind

_MAX_LABEL_WORDS = 6
_CRUMBS = re.compile(r"\s*[>»›|/•·]\s*")
# A live page has a time of day over each entry, on a line of its own; an article has one or two.
_LIVE_TIMES = 5
# It begins with a line's end, which the search for it makes many times as fast.
_CLOCK = re.compile(
    r"\n[ \t]*\d{1,2}\s?[.:h]\s?\d\d(?:\s?(?:[ap]\.?m\.?|uhr|[a-z]{2,4}))?[ \t]*$", re.IGNORECASE | re.MULTILINE
)
# The time over the first entry stands before the text.
_HEAD = 200
_TICKER = "+++"
_BY = re.compile(r" (?:by|von|par|por|di|de) ")
_QUESTION = re.compile(r"\n[^\S\n]*(?:Q|Question|Frage|Вопрос)\s*[:.]")
# An interview is questions and answers; a few of both stand at the end of many articles.
_INTERVIEW_QUESTIONS, _INTERVIEW_SHARE = 4, 0.2
_LABEL_OF_TITLE = re.compile(r"\s*[:|–—]\s*")


def kind(found: Found, text: str, url: str | None) -> ArticleKind:
    """The kind of an article; news where nothing says otherwise."""
    known = lists.kinds()
    for one in _labels(found, url):
        if one in known:
            return cast("ArticleKind", known[one])
    return _by_shape(found, text)


def _labels(found: Found, url: str | None) -> Iterator[str]:
    """What may say the kind: short lines by the title, the words around its colon, the folders of the address."""
    near = [line for line, _ in found.head] + [line for line, _ in found.above[-2:] if line.times == 1]
    for line in near:
        if line.words <= _MAX_LABEL_WORDS and line.key not in lists.sections():
            yield from (lists.key(part) for part in _CRUMBS.split(line.text))
            yield _BY.split(line.key)[0]
    if found.title is not None:
        parts = _LABEL_OF_TITLE.split(found.title.text)
        if len(parts) > 1:
            yield lists.key(parts[0])
            yield lists.key(parts[-1])
            yield lists.key(parts[0]).split(" ")[-1]
    if url:
        yield from (lists.key(part) for part in urlsplit(url).path.split("/")[:-1])


def _by_shape(found: Found, text: str) -> ArticleKind:
    if found.title is not None and _TICKER in found.title.text:
        return "live"
    if found.body:
        begin, end = found.body[0][0], found.body[-1][1]
        body = "\n" + text[begin:end]
        above = max(0, begin - _HEAD)
        near = "\n" * (above == 0) + text[max(0, above - 1) : begin] + body[1:]
        if len(set(_CLOCK.findall(near))) >= _LIVE_TIMES:
            return "live"
        questions = len(_QUESTION.findall(body))
        if questions >= max(_INTERVIEW_QUESTIONS, _INTERVIEW_SHARE * len(found.body)):
            return "interview"
        if lists.key(body[:61]).startswith("for immediate release"):
            return "release"
    return "news"
