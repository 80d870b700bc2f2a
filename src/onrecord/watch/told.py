"""What a watcher tells of its work: a line for whoever looks on, none where all is as it was.

following    feed, 25 items  Harbour Ledger  https://ledger.example/rss
added        2031-05-04  Harbour Ledger · Ministers meet in Karsa  (4 statements)  ar_...
changed      2031-05-04  Harbour Ledger · Ministers meet in Karsa  (4 statements)  ar_...
failing      https://ledger.example/rss: cannot be reached; tried less often until it answers
recovered    https://ledger.example/rss
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.display.harmless import harmless
from onrecord.display.numbers import counted
from onrecord.display.statements import day
from onrecord.errors import FetchError
from onrecord.watch.adding import Came
from onrecord.watch.looking import Look
from onrecord.watch.pages import Noted, Visit
from onrecord.watch.sources import Source

_WIDTH = len("recovered") + 2


def line(what: str, told: str) -> str:
    """One line: what happened, and to what; nothing that a page says is obeyed by a terminal."""
    return harmless(f"{what:<{_WIDTH}}{' '.join(told.split())}")


def looked(source: Source, found: Look | None, noted: Noted | None, *, moved: str | None) -> Iterator[str]:
    """After a look that went well: whether it is the first, what is different from before."""
    url = moved or source.url
    if source.failures:
        yield line("recovered", url)
    if moved and moved != source.url:
        yield line("moved", f"{source.url} is at {moved} from now on")
    if source.kind is None and found is not None:
        count = f", {counted(noted.new, 'item')}" if noted and found.kind != "page" else ""
        maps = f", {counted(len(found.maps), 'sitemap')}" if found.maps else ""
        yield line("following", f"{found.kind}{count}{maps}  {found.title or ''}  {url}")
    if noted and noted.passed:
        yield line("passed", f"{counted(noted.passed, 'older item')} of {url}: the first look takes the newest alone")
    if noted and noted.left:
        yield line("left", f"{counted(noted.left, 'new item')} of {url} for the next look")


def failed(source: Source, error: FetchError, *, is_gone: bool) -> Iterator[str]:
    """After a look that failed: told when it begins to, not each time."""
    if is_gone:
        yield line("gone", f"{source.url}: {error.reason}; it is not asked any more")
    elif not source.failures:
        yield line("failing", f"{source.url}: {error.reason}; asked less often until it does well")


def vanished(visit: Visit, error: FetchError) -> str:
    """An article that was there before and is no more."""
    return line("vanished", f"{visit.url}: {error.reason}; the record keeps what it was")


def came(one: Came) -> Iterator[str]:
    """What came of a page: a line an article, or why there is none."""
    if one.error is not None:
        yield line("failed", str(one.error))
    for article in one.articles:
        where = " · ".join(part for part in (article.outlet and article.outlet.name, article.title) if part)
        said = counted(len(article.statements), "statement")
        name = where or one.source
        yield line(
            "changed" if one.is_version else "added", f"{day(article.published)}  {name}  ({said})  {article.id}"
        )
