"""A page's text as different programs flatten its HTML: each breaks the lines of the same page elsewhere.

    <ul><li>Home</ul><p>The port of <b>Brenek</b> is closed.</p>

    inscriptis     "  * Home", "", "The port of Brenek is closed."
    resiliparse    "• Home", "", "The port of Brenek is closed."
    beautifulsoup  "Home", "The port of", "Brenek", "is closed."

The programs are needed for training only (`pip install inscriptis html-text resiliparse beautifulsoup4`) and are
imported where they are called. Which settings they run with was found on labelled pages flattened before: all 402 come
out again, up to white space at the end of lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module

_LINE_END = re.compile(r"[ \t\r]+\n")


def flattened(name: str, markup: str) -> str:
    """The text that a flattener makes of HTML; raises KeyError for a name that is not in FLATTENERS."""
    return _LINE_END.sub("\n", FLATTENERS[name](markup))


def _inscriptis(markup: str) -> str:
    return str(import_module("inscriptis").get_text(markup))


def _html_text(markup: str) -> str:
    return str(import_module("html_text").extract_text(markup))


def _resiliparse(markup: str) -> str:
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return str(extract(markup, alt_texts=False))


def _beautifulsoup(markup: str) -> str:
    text = import_module("bs4").BeautifulSoup(markup, "lxml").get_text("\n")
    # Of white space between tags it makes lines of white space, often more of them than lines.
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


FLATTENERS: Mapping[str, Callable[[str], str]] = {
    "inscriptis": _inscriptis,
    "html_text": _html_text,
    "resiliparse": _resiliparse,
    "beautifulsoup": _beautifulsoup,
}
