"""Which agency's report an article is: its dateline says so, its byline, or a line of its own.

(Reuters) -                        the dateline
By Ana Duarte, Reuters             the byline
AFP                                a line above the text; "Sputnik / AFP" under a photo is a credit and none
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.article.flat import Found
from onrecord.article.line import lists
from onrecord.article.line.dateline import Filed
from onrecord.article.line.lines import Line
from onrecord.article.line.shape import Shape
from onrecord.article.line.time_line import outlet_before_time
from onrecord.model import Named

_MAX_WORDS = 8
_SHORTEST_NAME = 3


def agency(found: Found, filed: Filed | None) -> Named | None:
    """The agency that carried an article, or None."""
    if filed is not None and filed.agency is not None and filed.agency_span is not None:
        start = found.body[0][0]
        span = (start + filed.agency_span[0], start + filed.agency_span[1])
        return Named(name=filed.agency, basis="dateline", spans=(span,))
    for line, look in (*found.head, *found.above[-1:]):
        content = line.text[line.content :]
        if look in {Shape.CAPTION, Shape.SECTION} or line.words > _MAX_WORDS:
            continue
        if look is Shape.OUTLET_TIME:
            content = outlet_before_time(content)
        elif _first_words().isdisjoint(line.key.split()):
            continue
        if look is Shape.BYLINE and (cue := lists.cues("byline").match(content)):
            content = content[cue.end() :].strip(" :")
        if (named := _known(line, content)) is not None:
            return named
    return None


@cache
def _first_words() -> frozenset[str]:
    """The words that agencies' names begin with: few lines have one."""
    return frozenset(name.split()[0] for name in lists.agencies())


def _known(line: Line, content: str) -> Named | None:
    """The agency that is all of a line, or what stands behind its last comma, bar or "with"."""
    for part in (content, *re.split(r"\s*(?:,|\||/|\bwith\b|\bmit\b|\bavec\b|\bcon\b)\s*", content)[1:]):
        known = lists.agencies().get(lists.key(part))
        is_spelt_so = part.strip()[:1].isupper() and (len(part) > _SHORTEST_NAME or part.strip().isupper())
        if known and known.is_news and is_spelt_so:
            start = line.span[0] + line.text.rfind(part)
            basis = "byline" if part != content else "line"
            return Named(name=known.name, basis=basis, spans=((start, start + len(part)),))
    return None
