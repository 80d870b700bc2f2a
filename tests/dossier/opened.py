"""Dossiers as other programs read them: the page by an HTML parser, Markdown by a parser that knows footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import turbohtml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

# What a page of ours, and Markdown of ours, is made of.
_ELEMENTS = """
html head meta title style body header main section footer p div h1 h2 dl dt dd ul ol li blockquote q b bdi sup span
code a time
"""
_ATTRIBUTES = "lang charset http-equiv content name class id aria-labelledby aria-label role href rel dir"
_TOKENS = """
inline text text_special softbreak hardbreak heading_open heading_close paragraph_open paragraph_close bullet_list_open
bullet_list_close list_item_open list_item_close blockquote_open blockquote_close strong_open strong_close em_open
em_close code_inline link_open link_close footnote_ref footnote_block_open footnote_block_close footnote_open
footnote_close footnote_anchor
"""
ELEMENTS, ATTRIBUTES, TOKENS = (frozenset(one.split()) for one in (_ELEMENTS, _ATTRIBUTES, _TOKENS))


class Page:
    """A page of HTML, read as the HTML Standard says."""

    def __init__(self, text: str) -> None:
        self.document: Any = turbohtml.parse(text)

    def texts(self, selector: str) -> list[str]:
        """The text of what a selector finds, letter for letter."""
        return [one.text for one in self.document.select(selector)]

    def lines(self, selector: str) -> list[str]:
        """The same with spaces as a browser shows them."""
        return [" ".join(one.split()) for one in self.texts(selector)]

    def attributes(self, selector: str, name: str) -> list[str]:
        return [one.attrs[name] for one in self.document.select(f"{selector}[{name}]")]

    def strange(self) -> set[str]:
        """Elements and attributes that no page of ours has."""
        found = set()
        for one in self.document.select("*"):
            found |= {one.tag} - ELEMENTS
            found |= {f"{one.tag} {name}" for name in one.attrs if name not in ATTRIBUTES}
        return found


def tokens(text: str) -> Iterator[Token]:
    """The tokens of some Markdown, those within lines too."""
    for one in MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin).parse(text):
        yield one
        yield from one.children or ()


def plain(text: str) -> str:
    """The words of some Markdown, its signs left out."""
    found = []
    for one in tokens(text):
        if one.type in ("text", "text_special", "code_inline"):
            found.append(one.content)
        elif one.type == "inline" or one.type in ("softbreak", "hardbreak"):
            found.append(" ")
    return re.sub(r"\s+", " ", "".join(found))
