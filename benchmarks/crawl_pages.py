"""A report as the page of its outlet: one of six layouts, with menus, teasers, comments, captions and most-read lists.

What stands around a report is drawn anew for each capture, so that the same report captured twice is two pages.
"""
# ruff: noqa: E501  (markup is easier to read in one line)

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from zlib import crc32

from benchmarks.crawl_articles import Report

_MENUS = (
    "Home News World Business Sport Weather", "Front page Politics Economy Opinion Culture Games", "Latest Regions Money Travel Jobs",
    "Today Abroad Harbour Markets Science Puzzles", "Start World Defence Energy Letters Archive",
)  # fmt: skip
_NOTICES = (
    "We and our {n} partners store small files on your device. Read our cookie notice.",
    "You have {n} free reports left this month. Already a subscriber? Log in.",
    "Get the morning briefing in your inbox. {n} readers have it already.",
)
_COMMENTS = (
    "They said the same last year and nothing came of it.", "Who pays for all this in the end?", "Thank you for reporting this.",
    "My cousin works there and tells another story.", "First they close it, then they are surprised.", "Not a word about the costs!",
)  # fmt: skip
_NICKS = ("ropewalker", "Mrs Tiller", "north_pier", "Anon 7", "KettleOn", "ferryman62", "two sugars")
_CAPTIONS = (
    "The {word} in {place} last year.",
    "A view of {place}.",
    "Delegates arrive in {place} on {day}.",
    "File photo: {place}.",
)
_CREDITS = ("Jonna Pell / Northwire", "Handout", "Meridian Press", "Archive")
_FOOT = "© {year} {outlet}. All rights reserved. Imprint | Privacy | Advertise"


class Around:
    """What stands around one capture of a report, drawn by a generator."""

    def __init__(self, report: Report, teasers: Sequence[str], rng: random.Random) -> None:
        """Draw it: `teasers` are titles to choose from."""
        self.outlet, self.rng = escape(report.outlet.name), rng
        house = crc32(report.outlet.host.encode())
        self.menu = _MENUS[house % len(_MENUS)].split()
        self.teasers = [escape(title) for title in rng.sample(teasers, min(len(teasers), rng.randint(3, 8)))]
        self.notice = rng.choice(_NOTICES).format(n=rng.randint(3, 900))
        self.comments = [(rng.choice(_NICKS), rng.choice(_COMMENTS)) for _ in range(rng.randrange(4))]
        self.foot = escape(_FOOT.format(year=report.day.year, outlet=report.outlet.name))
        place = report.filed or report.outlet.name.split()[0]
        caption = rng.choice(_CAPTIONS).format(word="harbour", place=place, day=f"{report.day - timedelta(1):%A}")
        self.caption, self.credit = escape(caption), rng.choice(_CREDITS)

    def links(self, titles: Sequence[str], tag: str = "li") -> str:
        """Titles as links."""
        return "".join(f'<{tag}><a href="/r/{self.rng.randrange(10**6)}">{title}</a></{tag}>' for title in titles)

    def talk(self) -> str:
        """What readers say below the report."""
        said = "".join(
            f"<div class=c><b>{nick}</b> <i>{self.rng.randint(1, 20)} h ago</i><p>{text}</p></div>"
            for nick, text in self.comments
        )
        form = "<form><label>Your name</label><input name=n><textarea name=t></textarea><button>Send</button></form>"
        return f"<section><h3>Comments ({len(self.comments)})</h3>{said}<h4>Leave a reply</h4>{form}</section>"

    def figure(self) -> str:
        """A picture with its caption and credit."""
        return f"<figure><img src=/i.jpg alt=''><figcaption>{self.caption} <small>{self.credit}</small></figcaption></figure>"


def page(report: Report, captured: date, teasers: Sequence[str], rng: random.Random) -> str:
    """The page as HTML; `teasers`: titles of other reports, `captured`: the day that its masthead shows."""
    around = Around(report, teasers, rng)
    style = crc32(report.outlet.host.encode()) // 7 % len(_LAYOUTS)
    return (
        _head(report, style)
        + _LAYOUTS[style](report, captured, around)
        + f"<footer>{around.foot}</footer></body></html>\n"
    )


def _head(report: Report, style: int) -> str:
    title, outlet = escape(report.title), escape(report.outlet.name)
    told = (
        f"<!DOCTYPE html>\n<html lang={report.language}><head><meta charset=utf-8><title>{title} | {outlet}</title>\n"
    )
    if style % 2 == 0:
        told += (
            f'<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">\n'
            f'<meta property="article:published_time" content="{report.day}T06:{report.number % 60:02}:00+00:00">\n'
        )
    if style % 3 == 0:
        told += f'<link rel="canonical" href="{escape(report.url)}">\n'
    return told + "<script>window.q=window.q||[];q.push({e:'view'})</script></head>\n"


def _paragraphs(report: Report) -> list[str]:
    dateline = f"{report.filed.upper()}, {report.day:%B} {report.day.day} " if report.filed else ""
    if dateline:
        dateline += f"({report.agency}) - " if report.agency else "- "
    first, *rest = report.paragraphs
    return [f"<p>{escape(dateline + first)}</p>", *(f"<p>{escape(one)}</p>" for one in rest)]


def _byline(report: Report) -> str:
    agency = f" | {report.agency}" if report.agency else ""
    return f"By {escape(report.author)}{agency}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _portal(report: Report, captured: date, around: Around) -> str:
    body = _paragraphs(report)
    body.insert(min(3, len(body)), f"<aside><h4>More on this</h4>{around.links(around.teasers[:2], 'p')}</aside>")
    return (
        f"<body><div role=dialog><p>{around.notice}</p><button>Accept all</button></div><header><a href=/>{around.outlet}</a>"
        f"<nav><ul>{around.links(around.menu)}</ul></nav><p>{captured:%A} {_day(captured)}</p></header><main><article>"
        f"<h1>{escape(report.title)}</h1><p class=meta>{_byline(report)} &middot; <time datetime={report.day}>{_day(report.day)}"
        f"</time></p>{around.figure()}{''.join(body)}</article>{around.talk()}<section><h3>Read next</h3>"
        f"<ul>{around.links(around.teasers)}</ul></section></main>"
    )


def _paper(report: Report, captured: date, around: Around) -> str:
    return (
        f"<body><div id=top><b>{around.outlet}</b> {captured:%A}, {_day(captured)}</div><div id=menu>{around.links(around.menu, 'span')}"
        f"</div><div id=left><h3>Most read</h3><ol>{around.links(around.teasers)}</ol><p>{around.notice}</p></div><div id=content>"
        f"<h2>{escape(report.title)}</h2><div class=by>{_byline(report)}</div><div class=date>{_day(report.day)}</div>"
        f"{''.join(_paragraphs(report))}<p>Share this: Mail Print</p></div>"
    )


def _blog(report: Report, captured: date, around: Around) -> str:
    body = "<br><br>\n".join(one[3:-4] for one in _paragraphs(report))
    return (
        f"<body><h1><a href=/>{around.outlet}</a></h1>{around.links(around.menu, 'span')}<div class=post><h3>{escape(report.title)}</h3>"
        f"<span>Posted on {report.day:%B} {report.day.day}, {report.day.year} by {escape(report.author)}</span><div>{body}</div>"
        f"<div>Tags: <a href=/t/1>news</a></div></div>{around.talk()}<div><h4>Recent posts, {captured:%B}</h4>"
        f"<ul>{around.links(around.teasers)}</ul></div>"
    )


def _table(report: Report, captured: date, around: Around) -> str:
    return (
        f"<body><table><tr><td colspan=2><font size=5>{around.outlet}</font> {_day(captured)}</td></tr><tr><td valign=top>"
        f"{around.links(around.menu, 'div')}</td><td><b>{escape(report.title)}</b><p><i>{_byline(report)}, {_day(report.day)}</i></p>"
        f"{''.join(_paragraphs(report))}<p>[<a href=/print>Print version</a>] [<a href=/mail>Tell a friend</a>]</p></td></tr>"
        f"<tr><td colspan=2>Also today: {around.links(around.teasers, 'div')}</td></tr></table>"
    )


def _magazine(report: Report, captured: date, around: Around) -> str:
    body = _paragraphs(report)
    body.insert(min(2, len(body)), around.figure())
    return (
        f"<body><nav>{around.links(around.menu, 'span')}<span>{captured:%d.%m.%Y}</span></nav><section class=hero>"
        f"<div class=kicker>Report</div><h1>{escape(report.title)}</h1><address>{_byline(report)}</address><time>{_day(report.day)}"
        f"</time></section><div class=story-body>{''.join(body)}<div class=newsletter><h5>Newsletter</h5><p>{around.notice}</p>"
        f"<button>Sign up</button></div></div><section><h2>You may also like</h2>{around.links(around.teasers, 'h3')}</section>"
        f"{around.talk()}"
    )


def _wire(report: Report, captured: date, around: Around) -> str:
    return (
        f"<body><div>{around.outlet} - {_day(captured)}</div><div class=headline>{escape(report.title)}</div>"
        f"<div class=stamp>{_day(report.day)} 06:{report.number % 60:02} GMT {_byline(report)}</div><div class=text>"
        f"{''.join(_paragraphs(report))}</div><div class=latest><h4>Latest</h4><ul>{around.links(around.teasers)}</ul></div>"
    )


_LAYOUTS = (_portal, _paper, _blog, _table, _magazine, _wire)
