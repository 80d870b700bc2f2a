"""Pages that gather others' articles: digest, live blog, newsletter, and bodies with hardly anything between.

14:05 GMT
Harbour strike ends after nine days
PORT LINDEN - Dock workers returned to the quays on Friday ...
Share
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from training.splicing.part import Part
from training.splicing.sheet import Sheet

# Paragraphs that a digest or an entry takes over, where it doesn't take all.
EXCERPT = (2, 8)
ITEM = (1, 4)

# Letters of a line of a newsletter sent as plain text.
MAIL_WIDTHS = (64, 78)


def digest(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Intro, perhaps a table of contents, then titles with the first paragraphs or all of them."""
    rng, words = sheet.rng, sheet.words
    sheet.site_head()
    sheet.phrases("intro", 1, 3)
    if rng.random() < 0.4:
        sheet.gap()
        sheet.phrases("toc")
        _list_titles(sheet, parts)
    form, whole = _title_form(sheet), rng.random() < 0.3
    outlet_line, byline = rng.random() < 0.3, rng.random() < 0.3
    ending = rng.choice(["more", "more", "continue", "continue", "share", None])
    rule = words.phrase("rule") if rng.random() < 0.5 else None
    for number, part in enumerate(parts, 1):
        sheet.gap()
        article = sheet.new_article(part)
        sheet.title(part, article, form(number))
        if outlet_line:
            sheet.drop(words.same("dateline"))
        if byline:
            sheet.drop(words.same("author"))
        sheet.body(part.body if whole else part.first_paragraphs(rng.randint(*EXCERPT)), article)
        if ending and rng.random() < 0.9:
            sheet.drop(words.same(ending))
        if rule and number < len(parts):
            sheet.gap()
            sheet.put(rule)
    sheet.site_foot()


def live(sheet: Sheet, parts: Sequence[Part]) -> None:
    """A live blog: time stamps, headings, authors, entries, share buttons."""
    rng, words = sheet.rng, sheet.words
    sheet.site_head()
    sheet.phrases("live")
    if rng.random() < 0.6:
        sheet.drop(words.phrase("intro"))
    sheet.maybe(0.4, "author", 1, 2)
    if rng.random() < 0.6:
        sheet.gap()
        sheet.phrases("summary")
        _list_sentences(sheet, parts)
    sheet.maybe(0.4, "livefoot", 1, 2)
    headed, signed, shared = rng.random() < 0.7, rng.choice([0.0, 0.0, 0.5, 1.0]), rng.random() < 0.6
    stamp_first, whole = rng.random() < 0.75, rng.random() < 0.3
    stamps = _clock(sheet, len(parts))
    for part, stamp in zip(parts, stamps, strict=True):
        sheet.gap()
        article = sheet.new_article(part if headed else part.untitled)
        if stamp_first:
            sheet.drop(stamp)
        if headed:
            sheet.title(part, article)
        if not stamp_first:
            sheet.drop(stamp)
        if rng.random() < signed:
            sheet.drop(words.same("author"))
        sheet.body(part.body if whole else part.first_paragraphs(rng.randint(*EXCERPT)), article)
        sheet.maybe(0.15, "photo")
        if shared:
            sheet.phrases("share", 1, 3)
        sheet.maybe(0.15, "ad")
    sheet.gap()
    sheet.maybe(0.6, "livefoot", 1, 2)
    sheet.site_foot()


def newsletter(sheet: Sheet, parts: Sequence[Part]) -> None:
    """A newsletter: greeting, edition, sponsor, sections, sign-off, unsubscribe."""
    rng, words = sheet.rng, sheet.words
    sheet.maybe(0.5, "preheader", 1, 2)
    sheet.drop(rng.choice([words.site, words.site.upper()]))
    sheet.maybe(0.8, "edition")
    sheet.maybe(0.7, "greeting")
    sheet.maybe(0.6, "intro", 1, 2)
    if rng.random() < 0.3:
        sheet.phrases("toc")
        _list_titles(sheet, parts)
    sponsor_at = rng.randint(0, len(parts))
    sheet.width = rng.randint(*MAIL_WIDTHS) if rng.random() < 0.25 else None
    headed, titled, whole = rng.random() < 0.8, rng.choice([1.0, 1.0, 0.5, 0.0]), rng.random() < 0.3
    form, sections = _title_form(sheet), words.several("section", len(parts), len(parts))
    for number, part in enumerate(parts):
        sheet.gap()
        if number == sponsor_at:
            sheet.phrases("sponsor", 1, 4)
            sheet.gap()
        if headed and number < len(sections):
            sheet.drop(sections[number])
            sheet.gap()
        with_title = rng.random() < titled
        article = sheet.new_article(part if with_title else part.untitled)
        if with_title:
            sheet.title(part, article, form(number + 1))
        sheet.body(part.body if whole else part.first_paragraphs(rng.randint(*ITEM)), article)
        if rng.random() < 0.5:
            sheet.drop(words.phrase(rng.choice(["more", "continue"])))
    sheet.gap()
    if sponsor_at == len(parts):
        sheet.phrases("sponsor", 1, 3)
    sheet.phrases("signoff", 1, 3)
    sheet.maybe(0.4, "share", 1, 3)
    sheet.gap()
    sheet.phrases("unsubscribe", 2, 6)


def untitled(sheet: Sheet, parts: Sequence[Part]) -> None:
    """Bodies one after another, with a dateline, a rule or an outlet and a time between."""
    rng, words = sheet.rng, sheet.words
    between = rng.choice(["dateline", "dateline", "rule", "stamp", "author", "copyright", "both"])
    sheet.maybe(0.3, "chrome", 1, 3)
    for number, part in enumerate(parts):
        if number:
            sheet.gap()
        if between == "both":
            if number:
                sheet.put(words.same("rule"))
            sheet.drop(words.same("dateline"))
        elif between == "dateline" or (between in {"stamp", "author"}):
            sheet.drop(words.same(between))
        elif number:
            sheet.put(words.same(between))
        article = sheet.new_article(part.untitled)
        sheet.around(part.head, article, sheet.rng.randint(0, 2), after=False)
        sheet.body(part.body, article)
        sheet.around(part.tail, article, sheet.rng.randint(0, 2), after=True)
    sheet.maybe(0.3, "foot", 1, 4)


def _title_form(sheet: Sheet) -> Callable[[int], str]:
    """How titles look on this page: numbered, bulleted, in capitals, with an outlet in brackets, plain."""
    bullet, outlets = sheet.words.phrase("bullet"), [sheet.words.phrase("paper") for _ in range(20)]
    form: Callable[[int], str] = sheet.rng.choice(
        [
            lambda _: "{}",
            lambda _: "{}",
            lambda _: "{0:caps}",
            lambda number: f"{number}. " + "{}",
            lambda number: f"{number}) " + "{}",
            lambda number: f"[{number}] " + "{}",
            lambda _: bullet + " {}",
            lambda number: "{} [" + outlets[number] + "]",
            lambda number: "{} (" + outlets[number] + ")",
            lambda number: outlets[number] + ": {}",
            lambda number: f"#{number} " + "{0:caps}",
        ]
    )
    return form


def _list_titles(sheet: Sheet, parts: Sequence[Part]) -> None:
    bullet = sheet.rng.choice(["", sheet.words.phrase("bullet") + " ", "  * "])
    sheet.drop(*(bullet + part.title for part in parts if part.title))


def _list_sentences(sheet: Sheet, parts: Sequence[Part]) -> None:
    """A box of what the entries below say: a title or a first sentence of each."""
    bullet = sheet.rng.choice(["", sheet.words.phrase("bullet") + " ", "  * "])
    for part in parts:
        said = part.title if sheet.rng.random() < 0.5 else next(iter(part.sentences), None)
        sheet.drop(*([bullet + said] if said else []))


def _clock(sheet: Sheet, count: int) -> list[str]:
    """Time stamps that run with the entries, newest or oldest first."""
    rng, first = sheet.rng, sheet.rng.randint(6, 12)
    minutes = sorted(rng.sample(range(first * 60, first * 60 + 600), count), reverse=rng.random() < 0.7)
    if rng.random() < 0.25:
        return [sheet.words.ago(max(minutes) + 2 - minute) for minute in minutes]
    return [sheet.words.at(minute) for minute in minutes]
