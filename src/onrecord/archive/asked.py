"""What was asked of a run: all that its output hangs on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal, Self

from onrecord import capture, pipeline, story
from onrecord.capture import InputFormat
from onrecord.errors import InputError

VERSION = "1"
"""Of how inputs are cut and tables are laid out; grows when the same pages would give other files."""

Step = Literal["articles", "copies", "statements", "stories", "sayings"]
STEPS: tuple[Step, ...] = ("articles", "copies", "statements", "stories", "sayings")


@dataclass(frozen=True)
class Asked:
    """The inputs as they were named, how to read them, the steps, and the versions of what reads.

    `shard` is how many bytes of input a task has at the most, None for what suits their size. Engine and number of
    processes are no part of it: the output is the same.
    """

    inputs: tuple[str, ...]
    format: InputFormat
    captured: str | None
    whole: bool
    steps: tuple[Step, ...]
    shard: int | None
    versions: dict[str, str]

    def as_json(self) -> str:
        """As run.json has it."""
        return json.dumps({"layout": 1} | asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def of_json(cls, text: str) -> Self:
        """From run.json."""
        held = json.loads(text)
        held.pop("layout")
        return cls(**held | {"inputs": tuple(held["inputs"]), "steps": tuple(held["steps"])})


# What a step asks for before it.
_NEEDS: dict[Step, tuple[Step, ...]] = {
    "articles": (),
    "copies": ("articles",),
    "statements": ("articles",),
    "stories": ("articles", "copies"),
    "sayings": ("articles", "copies", "statements", "stories"),
}


def ask(  # noqa: PLR0913 - as many as there are options
    inputs: Sequence[str],
    *,
    steps: Sequence[Step] | None = None,
    format: InputFormat = "auto",  # noqa: A002 - the same word as on the command line
    captured: str | None = None,
    whole: bool = False,
    shard: int | None = None,
) -> Asked:
    """What is asked for, with the steps that others need; raises InputError where an input does not exist."""
    for source in inputs:
        if source == "-" or "://" in source:
            raise InputError(source, "a bulk run reads files and folders, each more than once; save it first")
    capture.raws(inputs, format=format, captured=captured, whole=whole)  # raises where there is nothing to read
    wanted = {need for step in steps or STEPS for need in (step, *_NEEDS[step])}
    return Asked(
        inputs=tuple(inputs),
        format=format,
        captured=captured,
        whole=whole,
        steps=tuple(step for step in STEPS if step in wanted),
        shard=shard,
        versions={**pipeline.VERSIONS, "story": story.VERSION, "archive": VERSION},
    )
