"""Digests that a record holds of itself: "sha1:3EF8AC...", in hexadecimal or, as most writers have it, in base32."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

_KNOWN = {"sha1", "sha256", "sha512", "md5"}


def agrees(told: str, data: Iterable[bytes]) -> bool:
    """Whether a digest is that of any of some bytes; one that nobody here can compute is believed.

    What a payload is, writers take differently: with the chunks in which it came, without them, or as it was packed by.
    """
    name, _, value = told.partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in _KNOWN:
        return True
    size = hashlib.new(name, usedforsecurity=False).digest_size
    expected = _bytes(value.strip(), size)
    return expected is None or any(hashlib.new(name, one, usedforsecurity=False).digest() == expected for one in data)


def _bytes(value: str, size: int) -> bytes | None:
    """The bytes of a digest; None where it is in neither form, or not as long as it should be."""
    for decoded in (bytes.fromhex, _base32):
        try:
            found = decoded(value)
        except (ValueError, binascii.Error):
            continue
        if len(found) == size:
            return found
    return None


def _base32(value: str) -> bytes:
    unpadded = value.rstrip("=").upper()
    return base64.b32decode(unpadded + "=" * (-len(unpadded) % 8))
