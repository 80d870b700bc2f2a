"""Which elements of HTML are open at a place: what an end tag closes, and what ends without one.

In `<ul><li>Kiel<li>Lund</ul>` the second `<li>` ends the first. The rules are those of the HTML Standard that matter
for where a text stands: open paragraphs, list items, cells and headings end by themselves; an end tag closes what is
still open within. Elements within a line are followed only where they change what is shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.capture.tables import INLINE, Element, elements

# An end tag that finds its element no nearer is passed over, which bounds the time that a page can take. In 412
# real pages none closes more than three elements at once.
_REACH = 32
# More are not opened within each other: browsers stop there. The deepest of 412 real pages has 51.
_DEEPEST = 512
# Below this level paths and hints stay as they are, and after so many different ones too, for the sake of memory.
_DEEPEST_PATH = 128
_MOST_PATHS = 100_000
_HINT_LENGTH = 200
_HINTS = 16
_HINTING = frozenset({"id", "class", "role", "itemprop"})
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ONCE = frozenset({"html", "body"})
_PARAGRAPH = frozenset({"p"})
_SVG = frozenset({"svg"})
_TABLE = frozenset({"table"})
_TEMPLATE = frozenset({"template"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ROWS = frozenset({"tbody", "thead", "tfoot"})
_IN_TABLES = _ROWS | {"tr", "td", "th", "caption"}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_TIGHT = frozenset({"li", "dd", "dt", "td", "th"})
# What a start tag ends, and what stands between. (The HTML Standard 13.2.6.4.7 and 13.2.6.4.13 to 15.)
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _LISTS),
    "dd": (frozenset({"dd", "dt"}), frozenset({"dl"})),
    "dt": (frozenset({"dd", "dt"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "caption"}), _TABLE),
    "td": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    "th": (frozenset({"td", "th"}), frozenset({"table", "tr"})),
    **{tag: (_ROWS | {"caption"}, frozenset({"table"})) for tag in _ROWS},
}


class Open(NamedTuple):
    """An open element, with what it and those around it mean for the text within."""

    tag: str
    path: str
    hints: tuple[str, ...]
    hidden: bool
    seen: bool
    kept: bool
    tight: bool


class OpenElements:
    """The stack of open elements, from the outermost to the one that text would go into."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self._stack = [Open("", "", (), hidden=False, seen=True, kept=False, tight=False)]
        self._counts: dict[str, int] = defaultdict(int)
        self._elements = elements()
        self._parts = frozenset(tag for tag, element in self._elements.items() if element.part)
        self._scopes = frozenset(tag for tag, element in self._elements.items() if element.scope)
        self._paths: dict[tuple[str, str], str] = {}
        self._hints: dict[tuple[str, ...], tuple[str, ...]] = {}

    @property
    def place(self) -> Open:
        """The innermost open element."""
        return self._stack[-1]

    def count(self, tag: str) -> int:
        """How many elements of a name are open."""
        return self._counts[tag]

    def start(self, tag: str, element: Element, attributes: Iterable[tuple[str, str]]) -> None:
        """Open an element, after ending what it ends. `attributes` are its names and values."""
        if self._counts["svg"] and tag == "title":
            return
        if element.part or element.para:
            self._end_before(tag, element)
        if element.void or (tag in _ONCE and self._counts[tag]):
            return
        hidden = _is_hidden(tag, attributes)
        within = self._stack[-1]
        if len(self._stack) >= _DEEPEST or (element is INLINE and not hidden and not self._counts[tag]):
            return
        path, hints = within.path, within.hints
        if element.part and len(self._stack) < _DEEPEST_PATH:
            path = self._path(path, tag)
            hints = self._hinted(attributes, hints)
        self._stack.append(
            Open(
                tag,
                path,
                hints,
                within.hidden or hidden,
                within.seen and not element.unseen,
                within.kept or element.keep,
                within.tight or tag in _TIGHT,
            )
        )
        self._counts[tag] += 1

    def end(self, tag: str) -> bool:
        """Close the element that an end tag names, and what is open within; False where there is none to close."""
        if tag in _HEADINGS:
            return self._close(_HEADINGS, self._scopes)
        if tag in _ONCE or not self._counts[tag]:
            return False
        wanted = frozenset({tag})
        if tag not in self._parts and tag not in self._scopes:
            between = self._parts
        elif tag in _IN_TABLES:
            between = _TABLE
        elif tag == "table":
            between = _TEMPLATE
        elif tag in _ENDS:
            between = _ENDS[tag][1] | self._scopes
        else:
            between = self._scopes - wanted
        return self._close(wanted, between)

    def _end_before(self, tag: str, element: Element) -> None:
        counts = self._counts
        while counts["svg"] and self._close(_SVG, frozenset()):
            pass
        innermost = self._stack[-1].tag
        if (innermost == "head" and tag != "title") or (innermost in _HEADINGS and tag in _HEADINGS):
            self._pop(len(self._stack) - 1)
        if element.para and counts["p"]:
            self._close(_PARAGRAPH, self._scopes)
        if tag in _ENDS:
            wanted, between = _ENDS[tag]
            if any(map(counts.__getitem__, wanted)):
                self._close(wanted, between if tag in _IN_TABLES else between | self._scopes)

    def _close(self, wanted: frozenset[str], between: frozenset[str]) -> bool:
        last = len(self._stack) - 1
        for index in range(last, max(0, last - _REACH), -1):
            tag = self._stack[index].tag
            if tag in wanted:
                self._pop(index)
                return True
            if tag in between:
                return False
        return False

    def _pop(self, index: int) -> None:
        for closed in self._stack[index:]:
            self._counts[closed.tag] -= 1
        del self._stack[index:]

    def _path(self, within: str, tag: str) -> str:
        """The path of an element; one string for all elements that share it."""
        known = self._paths.get((within, tag))
        if known is None:
            if len(self._paths) >= _MOST_PATHS:
                return within
            known = self._paths[within, tag] = f"{within}/{tag}" if within else tag
        return known

    def _hinted(self, attributes: Iterable[tuple[str, str]], within: tuple[str, ...]) -> tuple[str, ...]:
        own = " ".join(" ".join([value for name, value in attributes if name in _HINTING]).split())
        if not own:
            return within
        hints = (own[:_HINT_LENGTH], *within[: _HINTS - 1])
        return self._hints.setdefault(hints, hints) if len(self._hints) < _MOST_PATHS else within


def _is_hidden(tag: str, attributes: Iterable[tuple[str, str]]) -> bool:
    for name, value in attributes:
        if name == "hidden" and value.lower() != "until-found":
            return True
        if name == "style" and _NOT_DISPLAYED.search(value):
            return True
    return tag == "dialog" and all(name != "open" for name, _ in attributes)
