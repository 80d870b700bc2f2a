"""The names by which a page may call itself, and where.

    Court frees pilot | Ostmark Herald        behind the headline in the window's title, the first line of the text
    Ostmark Herald                            among the first lines
    Follow the Ostmark Herald on ...          in what readers are asked to do
    Copyright 2025 Ostmark Herald Ltd.        behind a mark of rights, without what only says that it is a firm

Nothing is decided here: `outlet` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from onrecord.article.about.region import short_lines
from onrecord.article.flat import Found
from onrecord.article.line import lists
from onrecord.spans import Span

# A masthead is among the first lines; further down are menus.
_MASTHEAD = 12
_TOP = 4000
_MAX_WORDS, _LONGEST = 6, 50
_MIN_TITLE_WORDS, _MIN_LETTERS = 3, 2
_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*")
_YEARS = re.compile(
    r"(?:19|20)\d\d\s*(?:[-–—/,]\s*(?:(?:19|20)?\d\d|present|heute))?|©|®|™|\(c\)|\bcopyright\b|\bby\b", re.IGNORECASE
)
_CUT = re.compile(
    r"[|•·;:/()\[\]\n,]|\.(?=\s|$)|\s[-–—]\s|\s{2,}"
    r"|\b(?:all|alle|tous|todos|powered|designed|and|is)\b",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s+(?:[|»·•:>]|::|—|–|-)\s+|\s*[|»]\s*")
# A name in the place where a page gives it: what kind of place, the name, its span.
Place = tuple[str, str, Span | None]


def names(text: str, article: Found, parts: Sequence[Span], metadata: str | None) -> Iterator[Place]:
    """The names a page gives, with their places."""
    if metadata:
        yield "metadata", metadata, None
    yield from _in_title(text, article)
    title = article.title.span if article.title is not None else None
    for line in islice(short_lines(text, *parts[0]), _MASTHEAD):
        first = _BAR.split(text[slice(*line)], maxsplit=1)[0].strip(" •*·-–—")
        if line != title and is_name(first):
            start = text.find(first, line[0])
            yield "line", first, (start, start + len(first))
    for part in parts:
        for line, has_mark in _telling_lines(text, *part):
            if has_mark:
                yield from _holder(text, line)
            elif line != title:
                yield from _asked(text, line)


def _telling_lines(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """The short lines that say who holds the rights (True) or may ask readers to do something (False)."""
    shown = text[start:end]
    at = start
    for raw, folded in zip(shown.split("\n"), shown.casefold().split("\n"), strict=True):
        if not (words := folded.strip()):
            at += len(raw) + 1
            continue
        has_mark = "©" in words or "copyright" in words or "(c) " in words
        if has_mark or _may_ask(words):
            yield from ((line, has_mark) for line in short_lines(text, at, at + len(raw)))
        at += len(raw) + 1


def _may_ask(line: str) -> bool:
    """Whether a line begins or ends like a request; most do not, and looking closer is dear."""
    first, space, _ = line.strip(" \t•*+-").partition(" ")
    if not space:
        return False
    return first in _first_words() or line[line.rfind(" ") + 1 :] in outlet_cues("after")


@cache
def _first_words() -> frozenset[str]:
    return frozenset(cue.split()[0] for cue in outlet_cues("before"))


def _in_title(text: str, article: Found) -> Iterator[Place]:
    """The name behind the headline in the window's title, which is the page's first line."""
    line = next(short_lines(text, 0, _TOP), None)
    if line is None or article.title is None:
        return
    bars = list(_BAR.finditer(text, *line))
    if not bars:
        return
    headline, title = lists.key(text[line[0] : bars[0].start()]), article.title.key
    if len(headline.split()) < _MIN_TITLE_WORDS or not (headline in title or title in headline):
        return
    for bar, stop in zip(bars, [*(other.start() for other in bars[1:]), line[1]], strict=True):
        if is_name(name := text[bar.end() : stop]):
            yield "title" if len(bars) == 1 else "part of title", name, (bar.end(), stop)


def _holder(text: str, line: Span) -> Iterator[Place]:
    """Who holds the rights: "Copyright 2025 Ostmark Herald Ltd. All rights reserved."."""
    at = line[0]
    for mark in [*_YEARS.finditer(text, *line), None]:
        stop = mark.start() if mark else line[1]
        for piece in _pieces(text, at, stop):
            name = text[slice(*piece)]
            if is_name(name):
                yield "content", name, piece
                return
        at = mark.end() if mark else stop


def _pieces(text: str, start: int, stop: int) -> Iterator[Span]:
    at = start
    for cut in [*_CUT.finditer(text, start, stop), None]:
        end = cut.start() if cut else stop
        raw = text[at:end]
        if name := _without_company(raw.strip(" .,&*-–—")):
            begin = at + raw.find(name)
            yield begin, begin + len(name)
        at = cut.end() if cut else stop


def _without_company(name: str) -> str:
    """A firm's name without what only says that it is one."""
    words = name.split()
    while len(words) > 1 and words[-1].casefold().strip(".,") in outlet_cues("company"):
        words.pop()
    return name[: name.rfind(words[-1]) + len(words[-1])].rstrip(" ,") if words else ""


def _asked(text: str, line: Span) -> Iterator[Place]:
    """The name in "Follow the Ostmark Herald on Facebook", "Ostmark Herald homepage"."""
    words = [found.span() for found in _WORD.finditer(text, *line)]
    if not 1 < len(words) <= 2 * _MAX_WORDS:
        return
    spelt = [text[slice(*word)].casefold() for word in words]
    for count in (3, 2, 1):
        if " ".join(spelt[:count]) in outlet_cues("before"):
            stop = next(
                (at for at in range(count, len(words)) if text[words[at][0]].islower() and spelt[at] != "the"),
                len(words),
            )
            if stop > count:
                span = words[count][0], words[stop - 1][1]
                if is_name(text[slice(*span)]):
                    yield "asked", text[slice(*span)], span
            return
        if len(words) > count and " ".join(spelt[-count:]) in outlet_cues("after"):
            span = words[0][0], words[-count - 1][1]
            if is_name(text[slice(*span)]):
                yield "asked", text[slice(*span)], span
            return


def is_name(text: str) -> bool:
    """Whether a text has the form of an outlet's name: a few words with capitals that are no button or section."""
    words = text.split()
    if not 0 < len(words) <= _MAX_WORDS or len(text) > _LONGEST or not text[0].isalnum() or text[-1] in ".!?…:":
        return False
    count = sum(mark.isalpha() for mark in text)
    if (
        count < _MIN_LETTERS
        or count * 2 < len(text)
        or not (words[0][0].isupper() or words[0][0].isdigit() or words[-1][0].isupper())
    ):
        return False
    key = lists.key(text)
    return key not in outlet_cues("noname") and key not in lists.furniture_lines() and key not in lists.sections()


def is_paper(name: str) -> bool:
    """Whether a name of several words has one that newspapers are called by: "Ostmark Herald"."""
    words = name.split()
    is_title = all(word[0].isupper() or word.islower() for word in words) and words[0][0].isupper()
    return is_title and len(words) > 1 and any(word.casefold() in outlet_cues("paper") for word in words[-2:])


def letters(name: str) -> str | None:
    """A name as its letters alone, by which "The Ostmark Herald" meets "OSTMARK HERALD" and "ostmarkherald"."""
    return lists.key(_without_company(name)).removeprefix("the ").replace(" ", "") or None


@cache
def outlet_cues(kind: str) -> frozenset[str]:
    """The words of a kind beside which a page names itself."""
    return frozenset(word for word, of in lists.outlet_cues() if of == kind)
