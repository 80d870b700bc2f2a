"""Tables of a user's own, beside those that ship."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(folder: str | None, tables: Iterable[Path]) -> str:
    """What tells some tables from others, for `made_by`: eight letters and digits, "" where no folder is named."""
    if not folder:
        return ""
    digest = hashlib.sha256()
    for path in sorted(tables):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]
