"""What is compared of an article besides its text: title, authors, day of publication, outlet.

A day is right, wrong or not said. Where the labelled day stands nowhere on a flattened page (it comes from the HTML's
head) nobody can read it there, so wrong days are split by that. Authors count by name, one within the other ("Ana
Duarte" is right for "Ana Duarte, PhD"). Outlets have no labels: a name is borne out by the page's address where its
letters are in the host's, or the other way round.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from onrecord.article.line.lists import key
from onrecord.model import Article


class Seen:
    """What was compared."""

    def __init__(self) -> None:
        """Nothing compared yet."""
        self.titles: Counter[bool] = Counter()
        self.dates: Counter[tuple[str, str]] = Counter()
        self.hidden = 0
        self.authors: Counter[str] = Counter()
        self.outlets: Counter[tuple[str, str]] = Counter()

    def compare(self, found: tuple[Article, ...], gold: list[dict[str, Any]], text: str, url: str | None) -> None:
        """Count whether the titles are there, and what a single article says of itself."""
        titles = {key(one.title or "") for one in found}
        self.titles.update(key(one["title"]) in titles for one in gold if one["title"])
        if len(gold) != 1:
            return
        first = found[0] if found else None
        if gold[0]["date"]:
            self._date(first, str(gold[0]["date"])[:10], text)
        if gold[0].get("authors"):
            self._authors(first, gold[0]["authors"])
        if first is not None:
            self._outlet(first, url)

    def _date(self, article: Article | None, gold: str, text: str) -> None:
        said = article.published if article else None
        value = said.value if said else None
        basis = said.basis if said and value else ""
        outcome = "none" if not value else "right" if value == gold else "wrong"
        self.dates[outcome, basis] += 1
        self.hidden += outcome == "wrong" and not is_shown(gold, text)

    def _authors(self, article: Article | None, gold: list[str]) -> None:
        wanted = [key(name) for name in gold]
        mine = [key(author.name) for author in article.byline] if article else []
        self.authors["given"] += len(mine)
        self.authors["right"] += sum(any(name in other or other in name for other in wanted) for name in mine)
        self.authors["wanted"] += len(wanted)
        self.authors["found"] += sum(any(name in other or other in name for name in mine) for other in wanted)

    def _outlet(self, article: Article, url: str | None) -> None:
        if article.outlet is None:
            self.outlets["none", ""] += 1
            return
        host = (urlsplit(url or "").hostname or "").replace("-", "").replace(".", " ")
        name = key(article.outlet.name).removeprefix("the ").replace(" ", "")
        is_borne_out = any(name in label or (len(label) > 3 and label in name) for label in host.split())
        self.outlets["borne out" if is_borne_out else "not borne out", article.outlet.basis] += 1

    def cells(self) -> tuple[str, str]:
        """The share of titles found, and of dates how many were right, wrong, and not said."""
        titles = f"{self.titles[True] / max(1, self.titles.total()):.3f}"
        counts = (sum(self.dates[one] for one in self.dates if one[0] == kind) for kind in ("right", "wrong", "none"))
        return titles, " / ".join(map(str, counts))

    def lines(self) -> list[str]:
        """Dates by their basis, authors, outlets: a line each."""
        by_basis = sorted(self.dates.items(), key=lambda pair: -pair[1])
        some = [f"{count} {outcome} by {basis}" for (outcome, basis), count in by_basis if basis]
        precision = self.authors["right"] / max(1, self.authors["given"])
        recall = self.authors["found"] / max(1, self.authors["wanted"])
        outlets = sorted(self.outlets.items(), key=lambda pair: -pair[1])
        return [
            f"dates: {', '.join(some)}; of the wrong ones {self.hidden} where the labelled day is not on the page",
            f"authors: precision {precision:.3f}, recall {recall:.3f} of {self.authors['wanted']}",
            f"outlets: {', '.join(f'{count} {what} {basis}'.strip() for (what, basis), count in outlets)}",
        ]


def is_shown(day: str, text: str) -> bool:
    """Whether a day stands somewhere in a text, in one of the forms that English and German write it in."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return True
    month = on.strftime("%b")
    forms = (
        rf"{month}\w*\.?,? +0?{on.day}(?!\d)",
        rf"(?<!\d)0?{on.day}(?:st|nd|rd|th)?\.? +(?:of +|de +)?{month}",
        rf"(?<!\d)0?{on.month}[/.-]0?{on.day}[/.-](?:{on.year}|{on.year % 100:02})",
        rf"(?<!\d)0?{on.day}[/.-]0?{on.month}[/.-](?:{on.year}|{on.year % 100:02})",
        rf"{on.year}[-/.年]0?{on.month}[-/.月]0?{on.day}",
    )
    return any(re.search(form, text, re.IGNORECASE) for form in forms)
