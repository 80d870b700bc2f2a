"""Who wrote an article.

    By Ana Duarte and Kofi Asante              two authors
    Written by:                                a word alone, the name on the next line
    Ana Duarte
    Ana Duarte · Ostmark Herald · 3 June 2024  a name beside the day
    (Reporting by Ana Duarte; Editing by ...)  an agency's last line

Whoever edited or checked a text, or took its pictures, is not its author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from onrecord.article.about.region import Region, head_lines, lines_above, short_lines
from onrecord.article.line import lists
from onrecord.language import dates
from onrecord.model import Author
from onrecord.spans import Span, Spans

_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bve\b)\s*")
# What ends a list of names on its line: figures, bars, wide gaps, and words that lead on to a day or a place.
_STOP = re.compile(
    r"\d|[|•·⋅/@:(\[]|\s[-–—]\s|\s{2,}|\t|\s(?:on|in|at|for|from|with|via|writes|says|is|was)\s|\s(?:am|aus|bei|für|le|el)\s"
)
_CASE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
# What follows a name that is no author's but the beginning of a sentence, or an entry of a list.
_GOES_ON = re.compile(r"\s+[a-zà-öø-ÿ]|\s*,\s*$")
_AROUND_NAME = " \u00a0.,*•-–—"
_MARKS_AFTER = re.compile(r"(?:\s+[^\w\s]+)+$")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_MAX_NAME_WORDS = 5
_MOST_WORDS_BEFORE = 12
_FIRST_LETTERS = 2
_SIGN_OFF = re.compile(r"\((?:Additional )?[Rr]eporting by (?P<names>[^;()]{3,120}?)(?: in [^;()]*)?[;)]")
_SIGN_OFF_REACH = 400
# An author stands at most so many lines above a title or into the text, and a name so near to the day.
_ABOVE, _INTO, _BELOW, _BESIDE_DAY = 4, 6, 4, 2
_REACH = 1200
_SENTENCE_END = ".!?…"
_LABEL = 40


def byline(text: str, region: Region, body: Spans, day: Span | None) -> tuple[Author, ...]:
    """The authors: behind "By", or beside the article's day, or in the agency's last line."""
    head = head_lines(text, region)
    above = lines_above(text, region, _ABOVE)
    into = list(islice(short_lines(text, region.begin, min(region.begin + _REACH, region.end)), _INTO))
    below = list(islice(short_lines(text, region.end, min(region.end + _REACH, region.stop)), _BELOW))
    for lines in (head, above[::-1], into, below):
        if authors := _behind_cue(text, lines):
            return authors
    if day is not None and (authors := _beside_day(text, day, [*above, *head, *into])):
        return authors
    start, end = body[-1]
    if (off := _SIGN_OFF.search(text, max(start, end - _SIGN_OFF_REACH), end)) is not None:
        return _names(text, off.span("names"))
    return ()


def _behind_cue(text: str, lines: Sequence[Span]) -> tuple[Author, ...]:
    """The names behind a word such as "By", on its line or on the next where it stands alone."""
    for place, line in enumerate(lines):
        if text[line[1] - 1] in _SENTENCE_END and line[1] - line[0] > _LABEL:
            continue
        for start in _cues(text, line):
            following = (start, line[1])
            if not any(mark.isalnum() for mark in text[slice(*following)]) and place + 1 < len(lines):
                following = lines[place + 1]
                following = next(_cues(text, following), following[0]), following[1]
            if authors := _names(text, following):
                return authors
    return ()


@cache
def _cue() -> re.Pattern[str]:
    words = sorted((*lists.cue_words("byline"), *lists.cue_words("writer")), key=len, reverse=True)
    return re.compile(
        r"(?:" + "|".join(map(re.escape, words)) + r")(?=$|[\s:\u00a0]|(?-i:(?<=[a-zß-öø-ÿ])[A-ZÀ-ÖØ-Þ]))",
        re.IGNORECASE,
    )


@cache
def _beginnings() -> frozenset[str]:
    """The first letters of the words that names stand behind: few words begin so, and looking closer is dear."""
    cues = (*lists.cue_words("byline"), *lists.cue_words("writer"))
    return frozenset(words.casefold().split()[0][:_FIRST_LETTERS] for words in cues)


@cache
def _not_by() -> frozenset[str]:
    return frozenset(lists.cue_words("notby"))


def _cues(text: str, line: Span) -> Iterator[int]:
    """Where names may begin on a line: behind a word of authors at its start, after a bar, or after a day."""
    previous = ""
    for found in islice(_WORD.finditer(text, *line), _MOST_WORDS_BEFORE):
        word = found.group().casefold()
        starts = word[:_FIRST_LETTERS] in _beginnings() and (
            not previous
            or not text[line[0] : found.start()].rstrip(" \u00a0\t•*-–—")[-1:].isalpha()
            or (
                previous
                in {"written", "posted", "reported", "words", "story", "article", "am", "pm", "report", "reporting"}
            )
        )
        cue = _cue().match(text, found.start(), line[1]) if starts and previous not in _not_by() else None
        if cue is not None:
            end = cue.end()
            while end < line[1] and text[end] in " :\u00a0\t":
                end += 1
            yield end
        previous = word


def _names(text: str, span: Span, *, known: bool = False) -> tuple[Author, ...]:
    """The names of a list of names; what follows a comma and is no name (an outlet, a role) is left out."""
    start, end = span
    if stop := _STOP.search(text, start, end):
        end = stop.start()
    end = _before_other_word(text, start, end)
    out: list[Author] = []
    at = start
    pieces = [found.span() for found in _BETWEEN_NAMES.finditer(text, start, end)]
    for left, right in [*pieces, (end, end)]:
        raw = text[at:left]
        name = _MARKS_AFTER.sub("", raw.strip(_AROUND_NAME))
        begin = at + raw.find(name)
        at = right
        both = _run_together(name)
        if not both or (known and not has_given_name(name)):
            break
        for one in both:
            begin = text.find(one, begin)
            out.append(Author(name=" ".join(one.split()), spans=((begin, begin + len(one)),)))
    return tuple(out)


def _run_together(text: str) -> tuple[str, ...]:
    """One name, or two that nothing stands between: "Ana DuarteKofi Asante"; empty where there is none."""
    for cut in _CASE.finditer(text):
        both = text[: cut.start()], text[cut.start() :]
        if all(is_name(name) for name in both):
            return both
    return (text,) if is_name(text) else ()


def _before_other_word(text: str, start: int, end: int) -> int:
    """Where names end before a role, a month or "published", also where it is run together with a name."""
    for word in _WORD.finditer(text, start, end):
        if _is_no_name(word.group().casefold()):
            return word.start()
        for cut in _CASE.finditer(word.group()):
            if _is_no_name(word.group()[cut.start() :].casefold()):
                return word.start() + cut.start()
    return end


def _beside_day(text: str, day: Span, lines: Sequence[Span]) -> tuple[Author, ...]:
    """A name on the day's line or on one next to it: "Ana Duarte, Ostmark Herald | 28 March 2019"."""
    places = [place for place, line in enumerate(lines) if line[0] <= day[0] < line[1]]
    if not places:
        return ()
    line = lines[places[0]]
    for span in ((line[0], day[0]), (day[1], line[1])):
        start = span[0]
        while start < span[1] and not text[start].isalpha():
            start += 1
        if authors := _names(text, (start, span[1]), known=True):
            return authors
    near = range(max(0, places[0] - _BESIDE_DAY), min(len(lines), places[0] + _BESIDE_DAY + 1))
    for place in sorted(near, key=lambda place: abs(place - places[0])):
        start, end = lines[place]
        while start < end and not text[start].isalnum():
            start += 1
        authors = _names(text, (start, end), known=True)
        if authors and not _GOES_ON.match(text, authors[-1].spans[0][1], end):
            return authors
    return ()


@cache
def _given_names() -> frozenset[str]:
    table = (files("onrecord.data") / "entity" / "given_names.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0].casefold() for line in table if "\t" in line)


def has_given_name(name: str) -> bool:
    """Whether the first of some words is a common given name."""
    return name.split(maxsplit=1)[0].casefold() in _given_names()


@cache
def _no_names() -> frozenset[str]:
    kinds = ("role", "noname", "time", "changed", "posted")
    months = (word for word, token in dates.words().items() if token[0] in "MW" and len(word) > 2)  # noqa: PLR2004
    return frozenset((*(word for kind in kinds for word in lists.cue_words(kind)), *months))


def _is_no_name(word: str) -> bool:
    return word in _no_names()


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name: two to five words with capitals, none of an outlet or a role."""
    words = text.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS or any(mark.isdigit() for mark in text):  # noqa: PLR2004
        return False
    if lists.key(text) in lists.agencies() or any(_is_no_name(word.casefold().strip(".,")) for word in words):
        return False
    return all(word[0].isupper() or not word[0].isascii() or lists.cues("particle").fullmatch(word) for word in words)
