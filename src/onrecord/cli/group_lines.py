"""How stories and sayings look in a terminal.

2022-08-15    Putin says ready to offer arms to allies  sy_…
              2 sources, 2 outlets
              Reuters · Putin says ready to offer arms to allies
              Gazette · Moscow ready to arm allies  (edited copy)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.output import counted
from onrecord.cli.render import STYLES, UNDATED, day, faint, hanging

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Saying, Story, Told, Version

# More articles of a story than these are counted, not named; `show` has all.
_NAMED = 8


def story_block(story: Story, out: Console, *, most: int = _NAMED) -> Text:
    """A story for a listing."""
    head = Text().append(story.label or "(no title)", STYLES["source"]).append(f"  {story.id}", STYLES["faint"])
    lines = [head, faint(counts(story.sources, len(story.articles), story.outlets))]
    lines += [article_line(one) for one in story.articles[:most]]
    if len(story.articles) > most:
        lines.append(faint(f"and {len(story.articles) - most:,} more"))
    if story.follows:
        lines.append(faint(f"follows {story.follows}"))
    return hanging(day(story.first), lines, out)


def counts(sources: int, articles: int, outlets: tuple[str, ...]) -> str:
    """`2 sources (3 articles), 2 outlets`."""
    told = counted(sources, "source") + (f" ({counted(articles, 'article')})" if articles != sources else "")
    return told + (f", {counted(len(outlets), 'outlet')}" if outlets else "")


def article_line(one: Told) -> Text:
    """An article of a story: outlet, title, and whose copy it is."""
    told = " · ".join(part for part in (one.outlet, one.title) if part) or one.id
    line = Text("  ").append(told)
    if one.copy_:
        kind = {"exact": "a copy", "edited": "a copy, edited", "rewrite": "the same text in other words"}
        line.append(f"  ({kind.get(one.copy_, 'a later version')})", STYLES["faint"])
    return line


def saying_block(saying: Saying, out: Console) -> Text:
    """A saying for a listing: who, every wording with who printed it, what was said before."""
    head = (
        Text().append(saying.speaker_name or saying.speaker, STYLES["source"]).append(f"  {saying.id}", STYLES["faint"])
    )
    outlets = tuple(dict.fromkeys(one.outlet for one in saying.versions if one.outlet))
    lines = [head, *(version_line(one) for one in saying.versions)]
    lines.append(faint(counts(saying.sources, len({one.article for one in saying.versions}), outlets)))
    for name, found in (
        ("said before", saying.said_before),
        ("said again", saying.said_again),
        ("contradicts", saying.contradicts),
    ):
        if found:
            lines.append(Text(f"{name}: ", STYLES["cue"]).append(", ".join(found), STYLES["faint"]))
    return hanging(day(saying.first) if saying.first else UNDATED, lines, out)


def version_line(one: Version) -> Text:
    """One wording and who printed it."""
    words = " ".join(one.text.split())
    told = Text(f"“{words}”" if one.kind == "direct" else words)
    by = " · ".join(part for part in (one.outlet, day(one.published) if one.published else None) if part)
    return told.append(f"  {by}" if by else "", STYLES["faint"]).append(f"  {one.statement}", STYLES["faint"])
