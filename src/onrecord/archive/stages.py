"""The stages of a run in order: how many tasks each has, and what a task of it does.

    files      the files of all inputs
    inputs     how long they are, what they hash to, where they can be cut
    shards     parts of about one size
    pages      bytes -> text -> articles, without what is said in them
    same       which pages were captured before, by their bytes or by address and article
    copies     which articles are one text (several stages, as the next three)
    said       who is named, what was said and done, in what is no page known before
    stories    which report one happening, and which of these follows which
    sayings    which statements are one utterance
    weeks      the tables

A stage may hang on what came of those before it: `flow` is asked for the next one when the last one is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.archive import components, copies, inputs, lines, pages, said, same, sayings, stories, weeks
from onrecord.archive.run import Run, Share

Work = Callable[[Share], None]

_WORK: dict[str, Work] = {
    "files": inputs.walk,
    "inputs": inputs.look,
    "shards": inputs.gather,
    "pages": pages.read,
    "same": same.find,
    "runs": copies.find_runs,
    "met": copies.meet,
    "paired": copies.pair,
    "brought": copies.bring,
    "compared": copies.compare,
    "digests": components.leave_out_digests,
    "stars": components.star,
    "rooted": components.root,
    "copied": components.find_origins,
    "said": said.read,
    "reported": stories.report,
    "alike": stories.compare,
    "windows": stories.look,
    "claimed": stories.claim,
    "formed": stories.form,
    "leading": lines.lead,
    "earlier": lines.look_back,
    "likely": lines.choose,
    "fetched": lines.fetch,
    "told": lines.tell,
    "spoken": sayings.speak,
    "voiced": sayings.voice,
    "weeks": weeks.write,
}


def work(stage: str) -> Work:
    """What a task of a stage does; rounds of one stage are called "stars.0", "stars.1" ..."""
    return _WORK[stage.partition(".")[0]]


def flow(run: Run) -> Iterator[tuple[str, int]]:
    """The stages one after the other, each with the number of its tasks."""
    yield from inputs.flow(run)
    yield "pages", inputs.count(run)
    yield "same", same.tasks(run)
    asked = run.asked.steps
    if "copies" in asked:
        yield from copies.flow(run)
        yield from components.flow(run)
    if "statements" in asked:
        yield "said", inputs.count(run)
    if "stories" in asked:
        yield from stories.flow(run)
        yield from lines.flow(run)
    if "sayings" in asked:
        yield from sayings.flow(run)
    yield "weeks", weeks.tasks(run)
