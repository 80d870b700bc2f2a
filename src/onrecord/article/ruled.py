"""What people ruled on a page's articles, followed before anything is read in them.

Somebody moved an article's end to where its text ends, told two apart that were taken for one, joined what belongs
together, took out what is none, or said on which day it was published. All later steps read the article as ruled: who
is named in it, who said what, and from which day "yesterday" counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord import anchors
from onrecord.article.flat import Found
from onrecord.language import dates
from onrecord.model import Article, Named
from onrecord.ruling import Accept, ArticleChanges, Correct, Decision, Evidence, ItemRuling, Reject, reasons
from onrecord.spans import Spans, common, merged, total, without

# An article with other borders is the one that was ruled on if they share at least half of the text of either.
_ENOUGH = 0.5


def decisions(given: Iterable[str]) -> list[Decision]:
    """The decisions on a page's articles, as `Given.ruled` has them, in their order."""
    return [Decision.model_validate_json(one) for one in given]


def bordered(found: Sequence[Found], text: str, ruled: Iterable[Decision]) -> list[Found]:
    """The articles of a page with the borders that people gave them."""
    out = list(found)
    for decision in ruled:
        ruling = decision.ruling
        if isinstance(ruling, Reject):
            there = meant(ruling.evidence, text, [one.body for one in out])
            out = [one for at, one in enumerate(out) if at != there]
        elif isinstance(ruling, Correct) and isinstance(ruling.changes, ArticleChanges) and ruling.changes.bodies:
            out = _moved(out, text, ruling, ruling.changes)
    return out


def corrected(articles: Iterable[Article], text: str, ruled: Sequence[Decision]) -> list[Article]:
    """The articles with what people said of them: title, outlet, day, kind; each with what was ruled on it."""
    out = list(articles)
    for decision in ruled:
        ruling = decision.ruling
        if isinstance(ruling, Correct) and isinstance(ruling.changes, ArticleChanges):
            for there in _of(out, text, ruling, ruling.changes):
                out[there] = _with(out[there], text, ruling.changes, decision.number)
        elif isinstance(ruling, Accept) and (at := meant(ruling.evidence, text, [one.body for one in out])) is not None:
            out[at] = _marked(out[at], ("accepted",), decision.number)
    return out


def meant(evidence: Evidence, text: str, bodies: Sequence[Spans]) -> int | None:
    """Which of some bodies is the one that was ruled on; None where none is, or the words stand nowhere any more."""
    spans = anchors.found(text, evidence.anchors)
    if spans is None:
        return None
    shared = [(total(common(spans, one)), at) for at, one in enumerate(bodies)]
    most, there = max(shared, default=(0, 0), key=lambda one: (one[0], -one[1]))
    return there if most >= _ENOUGH * total(spans) and most >= _ENOUGH * total(bodies[there]) and most else None


def holds(ruling: ItemRuling, text: str, articles: Sequence[Article], number: int) -> bool:
    """Whether a page with these articles is as the decision of this number on one of them has it.

    What a later decision gave other borders is no longer what the earlier one was made on.
    """
    if isinstance(ruling, Correct) and isinstance(ruling.changes, ArticleChanges) and ruling.changes.bodies:
        return all(anchors.found(text, one) is not None for one in ruling.changes.bodies)
    if isinstance(ruling, Reject):
        gone = anchors.found(text, ruling.evidence.anchors)
        left = [one.body for one in articles if one.ruled.get("body", 0) < number]
        return gone is not None and not any(_is_mostly(one, gone) for one in left)
    return meant(ruling.evidence, text, [one.body for one in articles]) is not None


def _is_mostly(body: Spans, gone: Spans) -> bool:
    """Whether most of a text, or of what was to be none, is still an article: read with other borders, it may be."""
    return total(common(body, gone)) > _ENOUGH * min(total(body), total(gone))


def _moved(found: Sequence[Found], text: str, ruling: Correct, changes: ArticleChanges) -> list[Found]:
    """The articles with one of them as its new bodies, and without what these take from the others."""
    bodies = [anchors.found(text, one) for one in changes.bodies]
    if None in bodies:
        return list(found)
    new = [merged(one) for one in bodies if one]
    there = meant(ruling.evidence, text, [one.body for one in found])
    first = found[there] if there is not None else Found(title=None, body=())
    taken = merged(span for one in new for span in one)
    others = [
        replace(one, body=left)
        for at, one in enumerate(found)
        if at != there
        if (left := without(one.body, taken))
        if total(left) > _ENOUGH * total(one.body)
    ]
    made = [_headed(first, body, at == 0) for at, body in enumerate(new)]
    return sorted((*others, *made), key=lambda one: one.body[0])


def _headed(first: Found, body: Spans, is_first: bool) -> Found:
    """A new body with what stands above it: the first one keeps title and head as far as they are not its text."""
    if not is_first:
        return Found(title=None, body=body)
    start = body[0][0]
    title = first.title if first.title and first.title.span[1] <= start else None
    captions = tuple(one for one in first.captions if one[0][0] >= start and one[-1][1] <= body[-1][1])
    head = tuple(one for one in first.head if one[0].span[1] <= start)
    return replace(first, body=body, title=title, captions=captions, head=head)


def _of(articles: Sequence[Article], text: str, ruling: Correct, changes: ArticleChanges) -> list[int]:
    """Which articles a correction speaks of: those of its bodies where it has some, else the one of its evidence."""
    if not changes.bodies:
        there = meant(ruling.evidence, text, [one.body for one in articles])
        return [] if there is None else [there]
    bodies = [anchors.found(text, one) for one in changes.bodies]
    places = [[at for at, one in enumerate(articles) if _is_within(one.body, spans)] for spans in bodies if spans]
    return [at for found in places for at in found]


def _is_within(body: Spans, spans: Spans) -> bool:
    return total(common(body, spans)) > _ENOUGH * max(total(body), total(spans))


def _with(article: Article, text: str, changes: ArticleChanges, number: int) -> Article:
    told: dict[str, object] = {}
    if "title" in changes.fields:
        told |= {"title": changes.title, "title_spans": _above(text, changes.title, article.body)}
    if "outlet" in changes.fields:
        told["outlet"] = Named(name=changes.outlet, basis="decided", spans=()) if changes.outlet else None
    if "published" in changes.fields:
        when = dates.resolve(changes.published, None) if changes.published else None
        told["published"] = when.time("decided", ()) if when else None
    if "kind" in changes.fields:
        told["kind"] = changes.kind
    fields = tuple("body" if field == "bodies" else field for field in changes.fields)
    return _marked(article.model_copy(update=told | {"unresolved": reasons(article.unresolved, told)}), fields, number)


def _above(text: str, title: str | None, body: Spans) -> Spans:
    """Where a title stands on the page, nearest above its text; () where a person has it from elsewhere."""
    at = text.rfind(title, 0, body[0][1]) if title and body else -1
    return ((at, at + len(title)),) if title and at >= 0 else ()


def _marked(article: Article, fields: Iterable[str], number: int) -> Article:
    return article.model_copy(update={"ruled": article.ruled | dict.fromkeys(fields, number)})
