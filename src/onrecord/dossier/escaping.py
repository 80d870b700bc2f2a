"""Text as Markdown that says that text and nothing else: no page makes a heading, a link or a footnote of a dossier.

Any sign of ASCII punctuation may stand behind a backslash (CommonMark 2.4). Those that mean something within a line,
to CommonMark, to GitHub or to pandoc, always do; those that mean something where a line begins, there; dots and dashes
where pandoc would set others for them.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from onrecord.dossier.plain import in_a_line

# Emphasis, code, links and footnotes, tags and entities, struck, raised and lowered text, tables, mathematics, authors
# that pandoc cites, attributes.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&~^|$@{}]")
# Addresses that GitHub makes links of without being asked (those of e-mail it makes links of whatever stands before the
# sign, and they lead where they say); ellipses and dashes.
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=[Ww]{3})\.")
_TYPED = re.compile(r"\.(?=\.)|(?<=\.)\.|-(?=-)|(?<=-)-")
# Signs that close a heading.
_AT_END = re.compile(r"(?<!\S)#+$")
# Headings, lists, rules, definitions, blocks of pandoc, title blocks; "1.", "(a)", "iv)" and the like.
_AT_START = re.compile(r"[#+=:%(-]")
_NUMBERED = re.compile(r"^(\(?(?:#|[0-9]+|[A-Za-z]{1,9}))([.)])(?=\s|$)")
# What a destination in angle brackets can hold as it is; the rest is written as %XX.
_PLAIN = "!#$%'()*+,/:;=?@-._~"
_TICKS = re.compile("`+")


def escaped(text: str) -> str:
    """A text as one line of Markdown."""
    line = _ANYWHERE.sub(r"\\\g<0>", in_a_line(text))
    line = _TYPED.sub(r"\\\g<0>", _ADDRESS.sub(r"\\\g<0>", line))
    line = _AT_END.sub(r"\\\g<0>", line)
    line = _NUMBERED.sub(r"\1\\\2", line)
    return "\\" + line if _AT_START.match(line) else line


def code(text: str) -> str:
    """A text as code, between more ticks than it has in a row."""
    line = in_a_line(text)
    longest = max((len(run) for run in _TICKS.findall(line)), default=0)
    fence = "`" * (longest + 1)
    apart = " " if not line or line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{apart}{line}{apart}{fence}"


def link(text: str, address: str) -> str:
    """A link that shows a text and leads to an address of the web."""
    return f"[{escaped(text)}](<{quote(address, safe=_PLAIN + '&').replace('&', '&amp;')}>)"
