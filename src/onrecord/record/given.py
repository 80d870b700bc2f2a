"""What is given of a page, and whose word counts: the first one, and what later ones add to it.

A page is saved as x.html. First it is added as it is; later with a captures.csv that knows the day it was saved: the
record then knows more, and the page is read again, for relative dates count from that day. A third call with another
day changes nothing: the first word stays, and the page keeps a warning. With `again` it is the later word that counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace

from onrecord.capture.page import Given

_OTHERWISE = "given "
_NUMBERED = "<urn:uuid:"


def merged(first: Given, later: Given) -> Given:
    """What the first says, and what the later one adds; of what people ruled, what they ruled last."""
    told = {name: getattr(first, name) or getattr(later, name) for name in _names()}
    return Given(**told | {"ruled": later.ruled})


def anew(later: Given, first: Given) -> Given:
    """What the later one says, and what the first adds; how to read the page, the later one says alone.

    Else `whole` and `format` could never be taken back, as there is no word for their opposite.
    """
    return replace(_read_as(later, merged(later, first)), ruled=later.ruled)


def tried(failed: Given, given: Given) -> bool:
    """Whether a page that failed with one thing given need not be tried with another: no news, and read the same way.

    A failure is no first word: HTML that failed as `format="text"` may do well where nothing is said of its format.
    """
    return _read_as(given, merged(failed, given)) == failed


def _read_as(how: Given, known: Given) -> Given:
    return replace(known, whole=how.whole, format=how.format)


def contradictions(first: Given, later: Given) -> tuple[str, ...]:
    """A line for each thing of which the later one says otherwise than the first."""
    return tuple(
        f"{_OTHERWISE}{name} {new!r} is not taken, the record holds {old!r}; to change it, add the page with --again"
        for name in _names()
        if name != "ruled"
        if (old := getattr(first, name))
        and (new := getattr(later, name))
        and old != new
        and not _of_another_capture(name, old, new)
    )


def _of_another_capture(name: str, old: str, new: str) -> bool:
    """Whether two words differ only because the page was captured twice with the same bytes.

    The moment of each, and the number that a crawl gives each of its records; days that people give are about one.
    """
    if name == "record_id":
        return old.startswith(_NUMBERED) and new.startswith(_NUMBERED)
    return name == "captured" and "T" in old and "T" in new


def is_contradiction(warning: str) -> bool:
    """Whether a warning is one of those lines."""
    return warning.startswith(_OTHERWISE)


def packed(given: Given) -> str:
    """As JSON, for a column."""
    return json.dumps(asdict(given), ensure_ascii=False)


def unpacked(text: str) -> Given:
    """Back from JSON; keys that this version does not know are passed over."""
    found = json.loads(text)
    told = {name: found[name] for name in _names() if name in found}
    return Given(**told | {"ruled": tuple(told.get("ruled", ()))})


def versions(made_by: Mapping[str, str]) -> str:
    """Step versions as JSON, the same for the same ones."""
    return json.dumps(dict(made_by), sort_keys=True)


def _names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Given))
