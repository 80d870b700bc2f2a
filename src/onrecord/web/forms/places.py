"""Stretches of a page in a form: their words, one stretch a line, and where they stand.

Who selects text by hand sends both. Who types sends words alone, and they are looked for; offsets that do not fit the
words are those of before, and mean nothing. A long stretch is told by its first and last words: "We will … ever again".
"""

from __future__ import annotations

import re

from onrecord.errors import InputError
from onrecord.record.told import stands
from onrecord.spans import Spans
from onrecord.web.forms.posted import Posted

_OFFSETS = re.compile(r"(\d{1,9})-(\d{1,9})")
# Python and JavaScript take different characters for white space; a form sends a null character as another one.
_SPACE = re.compile("[\\s\x00\x1c-\x1f\x85\ufeff\ufffd]+")


# Letters of a stretch that are shown whole, and of each end of a longer one; the desk's script has the same.
_LONG, _END = 600, 120
_LEFT_OUT = " … "


def words_at(text: str, spans: Spans) -> str:
    """The words of some stretches, one a line."""
    return "\n".join(_shown(" ".join(text[start:end].split())) for start, end in spans)


def _shown(words: str) -> str:
    return words if len(words) <= _LONG else words[:_END].rstrip() + _LEFT_OUT + words[-_END:].lstrip()


def offsets(spans: Spans) -> str:
    """Where some stretches stand, as a form holds it: "12-40 50-60"."""
    return " ".join(f"{start}-{end}" for start, end in spans)


def spans_of(told: str) -> Spans:
    """The stretches that `offsets` tells; what is none is passed over."""
    return tuple((int(start), int(end)) for start, end in _OFFSETS.findall(told) if int(start) < int(end))


def read(form: Posted, field: str, label: str, text: str, body: Spans) -> Spans:
    """The stretches that a field tells; raises InputError where its words stand nowhere, or in several places."""
    known = spans_of(form.one(f"{field}_at"))
    found = []
    for line in form.one(field).splitlines():
        if line.strip():
            selected = next((span for span in known if _is_told(text[slice(*span)], line)), None)
            found.append(selected or _standing(line, label, text, body))
    return tuple(sorted(set(found)))


def _is_told(words: str, line: str) -> bool:
    """Whether a line tells these words: all of them, or their first and last ones."""
    begins, cut, ends = line.partition(_LEFT_OUT)
    key = _key(words)
    return key == _key(line) or bool(cut and key.startswith(_key(begins)) and key.endswith(_key(ends)))


def beginning(form: Posted, field: str, label: str, text: str, body: Spans) -> int:
    """Where the words of a field begin, wherever they end."""
    words, at = form.one(field), spans_of(form.one(f"{field}_at"))
    if at and _key(text[at[0][0] :][: 2 * len(words) + 200]).startswith(_key(words)) and _key(words):
        return at[0][0]
    return _standing(words, label, text, body)[0]


def end(form: Posted, field: str, label: str, text: str, body: Spans) -> int:
    """Where the words of a field end, wherever they begin."""
    words, at = form.one(field), spans_of(form.one(f"{field}_at"))
    if at and _key(text[max(0, at[-1][1] - 2 * len(words) - 200) : at[-1][1]]).endswith(_key(words)) and _key(words):
        return at[-1][1]
    return _standing(words, label, text, body)[1]


def _standing(words: str, label: str, text: str, body: Spans) -> tuple[int, int]:
    try:
        return stands(text, words, body)
    except InputError as error:
        begins, cut, ends = words.partition(_LEFT_OUT)
        if cut and begins.strip() and ends.strip():
            first, last = (_standing(one, label, text, body) for one in (begins, ends))
            if first[0] < last[1]:
                return first[0], last[1]
        raise InputError(f"{label}, “{error.source}”", error.reason) from None


def _key(words: str) -> str:
    return _SPACE.sub("", words)
