"""Who wrote an article and who carried it: byline, outlet, agency.

By Ana Duarte and Kofi Asante      two authors
Ana Duarte, Ostmark Herald         an author and an outlet
• Ostmark Herald / 3 hours ago     an outlet on an aggregator
(Reuters) -                        an agency, from the dateline; "Sputnik / AFP" under a photo is none
"""

from __future__ import annotations

import re

from onrecord.article import lists
from onrecord.article.flat import Found
from onrecord.article.lines import Line
from onrecord.article.shape import Shape
from onrecord.article.time_line import outlet_before_time, parts
from onrecord.model import Author, Named
from onrecord.spans import Span

_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bve\b|\|)\s*")
_MAX_NAME_WORDS = 5
_MAX_OUTLET_WORDS = 5
_SIGN_OFF = re.compile(r"\((?:Additional )?[Rr]eporting by (?P<names>[^;()]{3,120}?)(?: in [^;()]*)?[;)]")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


def byline(found: Found, text: str) -> tuple[Author, ...]:
    """The authors, from a line that begins with "By" or has a name beside the date, or from the agency's last line."""
    near = (*found.head, *reversed(found.above))
    for line, look in near:
        if look is Shape.BYLINE and (authors := _authors(line, text)):
            return authors
    for line, look in near:
        if look is Shape.TIME and (author := _beside_date(line, text)):
            return author
    if found.body:
        start, end = found.body[-1]
        if (off := _SIGN_OFF.search(text, max(start, end - 400), end)) is not None:
            return _names(text, off.span("names"))
    return ()


def _authors(line: Line, text: str) -> tuple[Author, ...]:
    start, end = line.body
    if cue := lists.cues("byline").match(text, start, end):
        start = cue.end()
    while start < end and text[start] in " :\u00a0":
        start += 1
    return _names(text, (start, end))


def _beside_date(line: Line, text: str) -> tuple[Author, ...]:
    """The name before a date on one line: "Tamsin Rooke, Penmarrow | 28 March 2019"."""
    first = parts(line.text[line.content :])[0]
    words = re.split(r",|\s\d|\s(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d)", first)[
        0
    ].strip()
    if not is_name(words) or words == line.text or lists.key(words) in lists.furniture_lines():
        return ()
    at = text.find(words, *line.span)
    return (Author(name=words, spans=((at, at + len(words)),)),)


def _names(text: str, span: Span) -> tuple[Author, ...]:
    """The names of a list of names; what follows a comma and is no name (an outlet, a role) is left out."""
    out = []
    at = span[0]
    pieces = [found.span() for found in _BETWEEN_NAMES.finditer(text, *span)]
    for left, right in [*pieces, (span[1], span[1])]:
        name = _REMARK.sub("", text[at:left]).strip()
        begin = at + len(text[at:left]) - len(text[at:left].lstrip())
        at = right
        if is_name(name):
            out.append(Author(name=name, spans=((begin, begin + len(name)),)))
        elif out:
            break
    return tuple(out)


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name: two to five words with capitals, none of an outlet or a role."""
    words = text.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS or any(mark.isdigit() for mark in text):  # noqa: PLR2004
        return False
    if lists.key(text) in lists.agencies() or any(lists.cues("role").fullmatch(word.casefold()) for word in words):
        return False
    return all(word[0].isupper() or not word[0].isascii() or lists.cues("particle").fullmatch(word) for word in words)


def outlet_line(found: Found) -> Named | None:
    """The outlet that a line between title and text names: a bullet and a name, or a name glued to "3 hours ago"."""
    keys = [line.key for line, _ in found.head]
    for place, (line, look) in enumerate(found.head):
        content = line.text[line.content :]
        if look is Shape.OUTLET_TIME:
            name = outlet_before_time(content)
            if name:
                return Named(name=name, basis="line", spans=((line.body[0], line.body[0] + len(name)),))
        is_timed = place + 1 < len(found.head) and found.head[place + 1][1] is Shape.TIME
        is_twice = keys.count(line.key) > 1 and (line.bullet or is_timed)
        if look is None and line.words <= _MAX_OUTLET_WORDS and is_twice and not line.ends:
            return Named(name=content, basis="line", spans=(line.body,))
    return None


def agency_line(found: Found) -> Named | None:
    """The agency that a line of its own names above the text, or that the byline names."""
    for line, look in (*found.head, *found.above[-1:]):
        content = line.text[line.content :]
        if look in {Shape.CAPTION, Shape.SECTION} or line.words > _MAX_OUTLET_WORDS + 3:
            continue
        if look is Shape.OUTLET_TIME:
            content = outlet_before_time(content)
        if look is Shape.BYLINE and (cue := lists.cues("byline").match(content)):
            content = content[cue.end() :].strip(" :")
        if (named := _known(line, content)) is not None:
            return named
    return None


def _known(line: Line, content: str) -> Named | None:
    """The agency that is all of a line, or what stands behind its last comma, bar or "with"."""
    for part in (content, *re.split(r"\s*(?:,|\||/|\bwith\b|\bmit\b|\bavec\b|\bcon\b)\s*", content)[1:]):
        known = lists.agencies().get(lists.key(part))
        if known and known.is_news and part.strip()[:1].isupper() and (len(part) > 3 or part.strip().isupper()):  # noqa: PLR2004
            start = line.span[0] + line.text.rfind(part)
            return Named(
                name=known.name, basis="byline" if part != content else "line", spans=((start, start + len(part)),)
            )
    return None
