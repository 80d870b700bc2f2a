"""A page as lines, with what each line shows by itself and by standing on this page.

"  • Reuters" is a bullet line of one word; "Putin said on Friday that ..." has 30 words, ends like a sentence, and a
third of its words are function words. Nothing is decided here: `label` does that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from onrecord.article import lists
from onrecord.spans import Span

# Marks that show nothing: zero-width, joiners, direction, soft hyphen, byte order.
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BULLET = re.compile(r"(?:[•·‣▪■●○◦*+►▶»›→✓❯–—-]|\d{1,2}[.)])\s+")
_CLOSING = "\"'”’»›)]}*_ " + INVISIBLE
_SENTENCE_END = frozenset(".!?…。！？؟۔।")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Chinese and Japanese write no spaces; their words are about two characters long.
_CJK_WORD = 2
# The share of function words in English text. Languages that say "from the bridge" in one word have less of them,
# and are scaled up to it, at most by the factor: a page in a language that is not known would be noise.
_USUAL, _MOST_SCALE, _SENTENCE = 0.4, 4.0, 8
# A line broken at a width has at least so many words.
_FULL_LINE = 6
# The words of a long paragraph are like those of its start; more only costs time.
_SAMPLE = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has something on it.

    `span` is without the white space around it and `content` without its bullet; `gap` counts the line ends before it
    beyond the first; `runs_on` says that the next line goes on in mid-sentence, as in text broken at a width; `times`
    says how often the same words stand as a line on the page.
    """

    index: int
    span: Span
    text: str = field(repr=False)
    key: str
    gap: int
    bullet: bool
    content: int
    words: int
    ends: bool
    runs_on: bool = False
    times: int = 1
    function_words: float = 0.0

    @property
    def body(self) -> Span:
        """Its span without the bullet."""
        return self.span[0] + self.content, self.span[1]


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a page that have something on them, in order."""
    bare = list(_bare(text))
    counts = Counter(line.key for line in bare if line.key)
    common = _page_function_words(bare)
    scale = _USUAL / max(_least(bare, common), _USUAL / _MOST_SCALE)
    following = zip_longest(bare, bare[1:])
    return tuple(_placed(line, counts, common, scale, after) for line, after in following if line)


def _runs_on(line: Line, after: Line | None) -> bool:
    if after is None or after.gap or after.bullet or line.ends or line.words < _FULL_LINE:
        return False
    return after.text[0].islower()


def _least(page: Sequence[Line], common: frozenset[str]) -> float:
    """The share of function words in the page's sentences, or the usual one where they have that or more."""
    words = [word for line in page if line.ends and line.words >= _SENTENCE for word in line.key[:_SAMPLE].split()]
    return min(sum(word in common for word in words) / len(words), _USUAL) if words else _USUAL


def _placed(line: Line, counts: Counter[str], common: frozenset[str], scale: float, after: Line | None) -> Line:
    words = line.key[:_SAMPLE].split()
    share = scale * sum(word in common for word in words) / len(words) if words else 0.0
    times = counts.get(line.key, 1)
    return Line(  # not dataclasses.replace, which is five times as slow, on every line of every page
        line.index,
        line.span,
        line.text,
        line.key,
        line.gap,
        line.bullet,
        line.content,
        line.words,
        line.ends,
        runs_on=_runs_on(line, after),
        times=times,
        function_words=share,
    )


def _bare(text: str) -> Iterator[Line]:
    last = 0
    edges = INVISIBLE
    index = 0
    for found in _LINE.finditer(text):
        raw = found.group()
        stripped = raw.strip()
        if stripped[:1] in edges or stripped[-1:] in edges:
            stripped = _strip_edges(stripped)
        if not stripped:
            continue
        start = found.start() + raw.find(stripped)
        gap = max(0, text.count("\n", last, start) or text.count("\r", last, start)) - 1
        bullet = _BULLET.match(stripped)
        has_sign = bullet is not None and not stripped[0].isdigit()  # "21. Mai 2026" and "1. Canon" keep their number
        content = bullet.end() if bullet and has_sign and bullet.end() < len(stripped) else 0
        yield Line(
            index=index,
            span=(start, start + len(stripped)),
            text=stripped,
            key=lists.key(stripped),
            gap=max(gap, 0),
            bullet=bullet is not None,
            content=content,
            words=_count_words(stripped),
            ends=_ends_like_a_sentence(stripped),
        )
        last = start + len(stripped)
        index += 1


def _strip_edges(text: str) -> str:
    start, end = 0, len(text)
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return text[start:end]


def _count_words(text: str) -> int:
    words = text.count(" ") + 1 if "  " not in text and "\t" not in text else len(text.split())
    if not text.isascii() and (cjk := len(_CJK.findall(text[:_SAMPLE]))):
        words += int(cjk * len(text) / min(len(text), _SAMPLE)) // _CJK_WORD
    return words


def _ends_like_a_sentence(text: str) -> bool:
    end = len(text)
    while end > 0 and text[end - 1] in _CLOSING:
        end -= 1
    return end > 0 and text[end - 1] in _SENTENCE_END


def _page_function_words(page: list[Line]) -> frozenset[str]:
    """The function words of the two languages that the page has most of: a page may carry an article in another one."""
    seen: Counter[str] = Counter()
    for line in page:
        if line.words > 5:  # noqa: PLR2004  (shorter lines are mostly menus, which are in any language)
            seen.update(line.key[:_SAMPLE].split())
    hits = {language: sum(seen[word] for word in words) for language, words in lists.function_words().items()}
    best = sorted(hits, key=lambda language: hits[language], reverse=True)[:2]
    return frozenset().union(*(lists.function_words()[language] for language in best))
