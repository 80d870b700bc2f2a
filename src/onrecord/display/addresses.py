"""Addresses of captured pages: which of them may be followed, and what a page goes by that has no title."""

from __future__ import annotations

from urllib.parse import urlsplit


def web_address(url: str | None) -> str | None:
    """The address of a captured page where it may be followed: of the web, and nothing that a browser would run."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    is_plain = all(" " < char != "\x7f" for char in url.strip())
    return url.strip() if parts.scheme in ("http", "https") and parts.hostname and is_plain else None


def page_name(url: str | None, source: str) -> str:
    """What a page without a title goes by: the site that it is from, else its file without the folders."""
    address = web_address(url)
    return (urlsplit(address).hostname if address else None) or source.rstrip("/").rpartition("/")[2] or source
