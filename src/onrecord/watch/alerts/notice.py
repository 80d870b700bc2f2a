"""Notices: one line of an alert, with all that a reporter asks first.

[harbour] said again: Mira Valdin said: “The port stays open” · 2031-05-04 · Harbour Ledger: “Ministers meet”
· before: “The harbour will stay open” (2030-11-02, st_...) · 87 % sure · st_...
"""

from __future__ import annotations

from onrecord.display.harmless import harmless
from onrecord.display.statements import day
from onrecord.model import Article, Event, Noun, Statement, set_id

_LONGEST = 600
_WHAT = {
    "search": "fits",
    "again": "said again",
    "in-other-words": "said in other words",
    "first-time": "said for the first time",
    "status": "status rose",
    "changed": "changed",
}


class Notice(Noun):
    """What an alert tells of one item.

    `id` is the same whenever and wherever it is told, so that receivers can drop what they have; `item` is what
    `onrecord show` takes; `items` are all that it quotes. `sure`: 0 to 1, null where nothing says; `why_sure` in words.
    """

    id: str
    alert: str
    kind: str
    item: str
    article: str
    capture: str
    who: str | None
    what: str
    when: str | None
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    before: str | None = None
    before_item: str | None = None
    sure: float | None = None
    why_sure: str | None = None
    items: tuple[str, ...] = ()
    noticed_at: str = ""

    def line(self) -> str:
        """All of it in one line that no terminal obeys."""
        where = self.outlet or "outlet not known"
        if self.title:
            where += f": “{self.title}”"
        parts = [
            f"[{self.alert}] {_WHAT.get(self.kind, self.kind)}: {self.what}",
            day(self.when or self.published),
            where,
            f"before: {self.before}" if self.before else "",
            self.sureness(),
            self.item,
        ]
        return harmless(" ".join(" · ".join(part for part in parts if part).split()))

    def headline(self) -> str:
        """What it is and the words, for a title."""
        return harmless(" ".join(f"{_WHAT.get(self.kind, self.kind)}: {self.what}".split()))[:_LONGEST]

    def sureness(self) -> str:
        """How sure it is, in words; "" where nothing says."""
        told = f"{self.sure:.0%} sure" if self.sure is not None else ""
        return f"{told} ({self.why_sure})" if told and self.why_sure else told or self.why_sure or ""


def notice(  # noqa: PLR0913 - a notice has that many parts
    alert: str,
    kind: str,
    article: Article,
    item: Statement | Event | Article,
    what: str,
    *,
    key: str = "",
    who: str | None = None,
    when: str | None = None,
    before: str | None = None,
    before_item: str | None = None,
    sure: float | None = None,
    why_sure: str | None = None,
    quoted: tuple[str, ...] = (),
) -> Notice:
    """A notice of an item of an article; `key` where one item may be told of in several ways."""
    return Notice(
        id=set_id("al", f"{alert}\0{kind}\0{item.id}\0{key}"),
        alert=alert,
        kind=kind,
        item=item.id,
        article=article.id,
        capture=article.capture.id,
        who=who,
        what=_short(what),
        when=when,
        outlet=article.outlet.name if article.outlet else None,
        title=article.title,
        published=article.published.value if article.published else None,
        url=article.capture.url,
        before=_short(before) if before else None,
        before_item=before_item,
        sure=None if sure is None else round(sure, 2),
        why_sure=why_sure,
        items=tuple(dict.fromkeys((item.id, article.id, *((before_item,) if before_item else ()), *quoted))),
    )


def _short(text: str) -> str:
    told = " ".join(text.split())
    return told if len(told) <= _LONGEST else told[: _LONGEST - 1].rstrip() + "…"
