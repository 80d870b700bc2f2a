"""How stories and sayings look in a terminal.

2022-08-15    Putin says ready to offer arms to allies  sy_…
              2 sources (3 articles), 3 outlets
                2022-08-15  Reuters · Putin says ready to offer arms to allies  ar_…
                2022-08-16  Gazette · Moscow ready to arm allies  (a copy, edited)  ar_…
                undated     Courier · Arms for all friends  ar_…
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.cli.render import STYLES, faint, hanging
from onrecord.display.groups import counts, printed_by, said_on
from onrecord.display.statements import day, verb

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Saying, Story, Told, Version

# More articles of a story than these are counted, not named; `show` has all.
_NAMED = 8
# As wide as a date, so that outlets stand below each other.
_DATE = len("2022-08-15")


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


def article_line(one: Told) -> Text:
    """An article of a story: when it was printed, outlet, title, what is known of its text, its id."""
    told = " · ".join(part for part in (one.outlet, one.title) if part) or one.url or "(no title)"
    line = Text("  ").append(f"{day(one.published):<{_DATE}}  ", STYLES["faint"]).append(told)
    if one.copy_:
        kind = {"exact": "a copy", "edited": "a copy, edited", "rewrite": "the same text in other words"}
        line.append(f"  ({kind.get(one.copy_, 'a later version')})", STYLES["faint"])
    return line.append(f"  {one.id}", STYLES["faint"])


def saying_block(saying: Saying, out: Console) -> Text:
    """A saying for a listing: who, every wording with who printed it, what was said before."""
    head = (
        Text().append(saying.speaker_name or saying.speaker, STYLES["source"]).append(f"  {saying.id}", STYLES["faint"])
    )
    outlets = tuple(dict.fromkeys(one.outlet for one in saying.versions if one.outlet))
    lines = [head, *(version_line(one, told=saying.id) for one in saying.versions)]
    lines.append(faint(counts(saying.sources, len({one.article for one in saying.versions}), outlets)))
    for name, found in (
        ("said before", saying.said_before),
        ("said again", saying.said_again),
        ("contradicts", saying.contradicts),
        ("perhaps the same", saying.perhaps),
    ):
        if found:
            lines.append(Text(f"{name}: ", STYLES["cue"]).append(", ".join(found), STYLES["faint"]))
    return hanging(said_on(saying), lines, out)


def version_line(one: Version, *, told: str | None = None) -> Text:
    """One wording and who printed it; its id unless that was `told` before."""
    words = " ".join(one.text.split())
    done = "" if verb(one) == "said" else f"{verb(one)}: "
    line = Text(done + (f"“{words}”" if one.kind == "direct" else words)).append(
        f"  {printed_by(one)}", STYLES["faint"]
    )
    return line if one.statement == told else line.append(f"  {one.statement}", STYLES["faint"])
