"""Letters that do not come apart into a plain letter and a mark: ł is typed as l, æ as ae, ک as ك."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def plain_letters() -> Mapping[int, str]:
    """For `str.translate`: the letter, in lower case, and what is typed for it."""
    rows = files("onrecord.data").joinpath("language/letters.tsv").read_text("utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {ord(letter): plain for letter, plain in pairs}
