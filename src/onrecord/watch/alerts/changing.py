"""An article that changed since the record had it last: what its later version says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language.folding import folded, has_words
from onrecord.model import Article
from onrecord.record import Store
from onrecord.story.versions import changes
from onrecord.watch.alerts.alert import Alert, Wanted
from onrecord.watch.alerts.fresh import Fresh
from onrecord.watch.alerts.notice import Notice, notice
from onrecord.watch.looking import page_key

# So many changes are told in words, those that matter most.
_TOLD = 3
_EARLIER = (
    "SELECT id FROM captures WHERE url = ? AND id != ? AND id NOT IN (SELECT capture FROM untold WHERE number >= ?)"
    " ORDER BY coalesce(captured, '') DESC, added_at DESC, rowid DESC LIMIT 1"
)


def find(store: Store, alert: Alert, fresh: Fresh) -> Iterator[Notice]:
    """The notices of an alert on changes."""
    for article in fresh.articles:
        earlier = _earlier(store, article, fresh) if _is_wanted(article, alert.wanted) else None
        if earlier is None:
            continue
        texts = store.page_text(earlier.capture.id), store.page_text(article.capture.id)
        found = changes(earlier, texts[0], article, texts[1])
        if not found:
            continue
        more = f"; {len(found) - _TOLD} more" if len(found) > _TOLD else ""
        speaker = next((words.speaker for one in found for words in (one.after, one.before) if words), None)
        yield notice(
            alert.name,
            "changed",
            article,
            article,
            "; ".join(map(str, found[:_TOLD])) + more,
            who=speaker,
            when=article.capture.captured,
            before=f"as captured {earlier.capture.captured or 'at a time not known'} ({earlier.id})",
            before_item=earlier.id,
            quoted=(*(one.id for one in earlier.statements),),
        )


def _is_wanted(article: Article, wanted: Wanted) -> bool:
    if wanted.url is not None:
        addresses = (article.capture.url, article.capture.canonical_url)
        if page_key(wanted.url) not in {page_key(one) for one in addresses if one}:
            return False
    if wanted.outlet is None:
        return True
    return article.outlet is not None and has_words(article.outlet.name, folded(wanted.outlet))


def _earlier(store: Store, article: Article, fresh: Fresh) -> Article | None:
    """The same article as the record had it last; of a page with several the one with this title."""
    if article.capture.url is None:
        return None
    values = (article.capture.url, article.capture.id, fresh.numbers[article.id])
    rows = store.rows(_EARLIER, values)
    if not rows:
        return None
    held = store.articles_of(rows[0][0])
    if len(held) == len(store.articles_of(article.capture.id)) == 1:
        return held[0]
    return next((one for one in held if one.title and folded(one.title) == folded(article.title or "")), None)
