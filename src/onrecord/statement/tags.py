"""The tags that the statement model gives the pieces of a text: which role each has, and where one begins."""

from __future__ import annotations

from typing import Literal, TypeAlias

Role: TypeAlias = Literal["content", "cue", "source"]

ROLES: tuple[Role, ...] = ("content", "cue", "source")
OUTSIDE = 0
BEGIN: dict[Role, int] = {"content": 1, "cue": 3, "source": 5}
INSIDE: dict[Role, int] = {"content": 2, "cue": 4, "source": 6}
TAGS = 7
