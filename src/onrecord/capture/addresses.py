"""The address by which a page goes: what it says of itself, or the one it was fetched from, in one spelling.

<link rel="canonical" href="/world/port?utm_source=mail">, fetched from https://paper.example/x   ->
https://paper.example/world/port
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

# Longer ones carry data, or were made to take long.
_LONGEST = 2_000


def canonical_url(links: Mapping[str, str], url: str | None) -> str | None:
    """The canonical address of a page: <link rel="canonical">, else og:url, else the given one, else None.

    A site's front page is not taken for the address of another page: some sites put it on all of theirs.
    """
    known = _normal(url or "")
    for name in ("canonical", "og:url"):
        found = _normal(_joined(known or "", links.get(name, "")))
        if found and not (_is_front(found) and known and not _is_front(known)):
            return found
    return known


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def _normal(address: str) -> str | None:
    """Without tracking parameters and the like; None for what is no address on the web."""
    from courlan import normalize_url  # noqa: PLC0415 - not every page has an address

    address = address.strip()
    if not address.lower().startswith(("http://", "https://")) or len(address) > _LONGEST:
        return None
    try:
        normal = str(normalize_url(address))
        return normal if urlsplit(normal).hostname else None
    except ValueError:
        return None


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in {"", "/"} and not parts.query
