"""A dossier as a page of HTML: one file that runs nothing and asks nobody for anything, to be read and printed.

Its policy allows the one style sheet that it carries, known by its SHA-256, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.display.numbers import counted
from onrecord.display.statements import day
from onrecord.dossier.document import Document
from onrecord.dossier.guide import GUIDE
from onrecord.dossier.plain import shown

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


def html(document: Document) -> Iterator[str]:
    """The page, line by line."""
    style = files("onrecord.dossier").joinpath("templates/dossier.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    template = _environment().get_template("dossier.html")
    # The sheet is ours, and has to stand in the page letter for letter as its digest was taken.
    yield from template.render(document=document, style=Markup(style), digest=digest).split("\n")  # noqa: S704


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("onrecord.dossier"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals.update(counted=counted, guide=GUIDE, language=_language)
    made.filters.update(day=day)
    return made


def _shown(value: object) -> object:
    """What a template writes: text of a page only shows itself."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _language(code: str | None) -> str | None:
    """The language of some words, where it is one that a browser knows what to do with."""
    return code if code and _LANGUAGE.fullmatch(code) else None
