"""Which outlet a page is of: it names itself at its top and foot, and in many places between.

    Court frees pilot | Ostmark Herald        the window's title
    Ostmark Herald                            a masthead: a line of its own above the text
    Follow the Ostmark Herald on ...          what readers are asked to do
    Copyright 2025 Ostmark Herald Ltd.        who holds the rights
    letters@ostmarkherald.example             an address; nobody is named unless the page shows the name too

One of these may be a section, an owner or a partner. A name that two of them give is taken, or one that the page's own
address or its head gives; else none. On an aggregator each article has a line of its own that says where it is from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from onrecord.article.about.site_names import is_name, is_paper, letters, outlet_cues
from onrecord.article.about.site_names import names as site_names
from onrecord.article.flat import Found
from onrecord.article.line import lists
from onrecord.article.line.shape import Shape
from onrecord.article.line.time_line import outlet_before_time
from onrecord.model import NameBasis, Named
from onrecord.spans import Span

# How far a page's top reaches down and its foot up.
_TOP, _FOOT = 4000, 5000
# What each place weighs, by the share of names there that the hosts of the development pages bear out.
_WEIGHTS = {
    "metadata": 2.0,
    "url": 2.0,
    "title": 1.7,
    "content": 1.7,
    "mail": 1.2,
    "paper": 1.2,
    "part of title": 0.9,
    "asked": 0.8,
    "line": 0.8,
    "foot": 0.3,
}
_ENOUGH = 2.0
_BASES: dict[str, NameBasis] = {
    "metadata": "metadata",
    "url": "url",
    "title": "title",
    "part of title": "title",
    "line": "line",
    "paper": "line",
}
# It begins with one of three letters, which makes the search several times as fast.
_MAIL = re.compile(r"[@wh](?:(?<=@)|(?<=\bw)ww\.|(?<=\bh)ttps?://)([\w-]+(?:\.[\w-]+)+)")
# One of these is in each address and in few texts.
_IN_ADDRESSES = ("@", "www.", "://")
_MIN_LABEL = 4
_TWICE = 2
_NO_NAME = re.compile(r"[,|(]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gob", "gouv"})


@dataclass(slots=True)
class _Name:
    """A name in the places where the page gives it."""

    text: str
    places: dict[str, Span | None] = field(default_factory=dict)

    @property
    def weight(self) -> float:
        return sum(_WEIGHTS[place] for place in self.places)


def own_outlet(found: Found, *, several: bool) -> Named | None:
    """The outlet that a line between title and text names: glued to "3 hours ago", or there twice."""
    keys = [line.key for line, _ in found.head]
    for place, (line, look) in enumerate(found.head):
        content = line.text[line.content :]
        if look is Shape.OUTLET_TIME:
            content = outlet_before_time(content)
        else:
            following = found.head[place + 1] if place + 1 < len(found.head) else None
            is_timed = following is not None and following[1] is Shape.TIME and not _YEAR.search(following[0].text)
            if (
                look is not None
                or line.ends
                or keys.count(line.key) < _TWICE
                or not (is_timed or (line.bullet and several))
            ):
                continue
        if is_name(content) and not _NO_NAME.search(content) and (several or _is_known(content)):
            return Named(name=content, basis="line", spans=((line.body[0], line.body[0] + len(content)),))
    return None


def _is_known(name: str) -> bool:
    """Whether a name before "3 hours ago" is an outlet's; on a page of one article it may be the author's."""
    return (
        lists.key(name) in lists.agencies()
        or any(lists.cues("role").fullmatch(word) for word in name.casefold().split())
        or is_paper(name)
    )


def site(text: str, articles: Sequence[Found], url: str | None, metadata: str | None) -> Named | None:
    """The outlet that a page is of, by what it says of itself; None where nothing decides."""
    begin, end = articles[0].body[0][0], articles[-1].body[-1][1]
    parts = ((0, min(begin, _TOP)), (max(end, len(text) - _FOOT), len(text)))
    names: dict[str, _Name] = {}
    for place, name, span in site_names(text, articles[0], parts, metadata):
        if short := letters(name):
            one = names.setdefault(short, _Name(name))
            one.places.setdefault(place, span)
            one.text = name if one.text.isupper() and not name.isupper() and name[0].isupper() else one.text
    _heed_owners(names)
    for one in names.values():
        if "line" in one.places and is_paper(one.text):
            one.places["paper"] = None
    _heed_hosts(text, parts, names, _label(_host(url)) if url else None)
    best = max(names.values(), key=lambda name: name.weight, default=None)
    if best is None or (best.weight < _ENOUGH and not _stands_alone(text, parts, best)):
        return None
    return _named(best)


def _host(url: str) -> str:
    """The host of an address; "" where it is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _stands_alone(text: str, parts: Sequence[Span], name: _Name) -> bool:
    """Whether a name that lacks a little has a line of its own in a menu or at the foot; that is noted."""
    if name.weight + _WEIGHTS["foot"] < _ENOUGH:
        return False
    line = re.compile(rf"^[^\w\n]*(?P<name>{re.escape(name.text)})[^\w\n]*$", re.IGNORECASE | re.MULTILINE)
    taken = {span for span in name.places.values() if span is not None}
    for start, end in parts:
        for found in line.finditer(text, start, end):
            if not any(left <= found.start("name") < right for left, right in taken):
                name.places["foot"] = found.span("name")
                return True
    return False


def _named(name: _Name) -> Named:
    first = max(name.places, key=lambda place: _WEIGHTS[place])
    spans = sorted({span for span in name.places.values() if span is not None})
    return Named(name=name.text, basis=_BASES.get(first, "content"), spans=tuple(spans))


# Addresses and owners.


def _label(host: str) -> str | None:
    """The part of a host that its owner chose: "ostmarkherald" of "www.ostmarkherald.co.uk"."""
    labels = host.casefold().split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1].replace("-", "") if labels else None


def _heed_hosts(text: str, parts: Sequence[Span], names: dict[str, _Name], host: str | None) -> None:
    """Add what addresses say: the page's own, which any words on it may spell, and those in its text."""
    for short, name in names.items():
        if host is not None and _is_of(short, host):
            name.places["url"] = None
    if host is not None and len(host) >= _MIN_LABEL and not any("url" in name.places for name in names.values()):
        spelt = re.compile(
            r"(?<![\w@./-])" + r"[ .&'’-]?".join(map(re.escape, host)) + r"(?![\w@/-]|\.\w)", re.IGNORECASE
        )
        shown = next((found for found in spelt.finditer(text) if found.group()[0].isupper()), None)
        if shown is not None:
            names.setdefault(host, _Name(shown.group())).places["url"] = shown.span()
    telling = [part for part in parts if any(mark in text[slice(*part)] for mark in _IN_ADDRESSES)]
    addresses = [found for part in telling for found in _MAIL.finditer(text, *part)]
    labels = {_label(found[1]): found.span() for found in addresses}
    for label, span in labels.items():
        if label is not None and label not in outlet_cues("mail") and label in names:
            names[label].places.setdefault("mail", span)


def _is_of(short: str, host: str) -> bool:
    """Whether a name's letters are those of a host, but for a word more on either side."""
    if short == host or "the" + short == host:
        return True
    few, many = sorted((short, host), key=len)
    return len(few) > _MIN_LABEL and many.startswith(few)


def _heed_owners(names: dict[str, _Name]) -> None:
    """Count for a name what a longer one says that begins with it: its owner's, or its own with a section."""
    keys = {short: lists.key(name.text).removeprefix("the ") + " " for short, name in names.items()}
    for short, name in names.items():
        for longer, other in names.items():
            if other is not name and keys[longer].startswith(keys[short]):
                for place, span in other.places.items():
                    if place in {"content", "asked"}:
                        name.places.setdefault(place, span)
