"""One article among what is none: teasers in its middle, a section front around it, a thread of comments below.

... said the harbour master.
Also on this site
Ferry fares to rise in May
The council has agreed to let the operator charge ...
"We will be back on Monday," he added.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from training.splicing.part import Line, Part
from training.splicing.sheet import Sheet

# Words of a sentence before a teaser breaks off.
TEASER_WORDS = (7, 24)

# A box stands only where this many lines of body come before and after it.
LINES_AROUND_A_BOX = 2


def also(sheet: Sheet, parts: Sequence[Part]) -> None:
    """An article interrupted by teasers, or by a whole second article, after which it goes on."""
    rng = sheet.rng
    main, others = parts[0], list(parts[1:])
    article = sheet.new_article(main)
    rest = _opening(sheet, main, article)
    guest = others.pop(0) if others and others[0].is_article and rng.random() < 0.35 else None
    pieces = _cut(sheet, main.body, rng.choice([1, 1, 1, 2, 3]))
    for number, piece in enumerate(pieces):
        sheet.body(piece, article)
        if number + 1 < len(pieces):
            sheet.gap()
            if guest and number == 0:
                _guest(sheet, guest)
            else:
                _box(sheet, others)
            sheet.gap()
    if guest and len(pieces) == 1:
        _guest(sheet, guest)
    _closing(sheet, rest, article, others)


def front(sheet: Sheet, parts: Sequence[Part]) -> None:
    """A section front: teasers, one full article, teasers."""
    rng = sheet.rng
    main, others = parts[0], list(parts[1:])
    sheet.site_head()
    sheet.maybe(0.5, "section")
    form = _TeaserForm(sheet)
    above = rng.randint(0, len(others))
    _teasers(sheet, others[:above], form)
    sheet.gap()
    article = sheet.new_article(main)
    sheet.title(main, article)
    sheet.maybe(0.5, "author")
    sheet.maybe(0.3, "ago")
    sheet.around(main.head, article, sheet.rng.randint(0, 3), after=False)
    sheet.body(main.body, article)
    sheet.around(main.tail, article, sheet.rng.randint(0, 3), after=True)
    sheet.gap()
    sheet.maybe(0.6, "related")
    _teasers(sheet, others[above:], form)
    sheet.site_foot()


def comments(sheet: Sheet, parts: Sequence[Part]) -> None:
    """An article and what readers say: sentences of other pages under names and times."""
    rng, words = sheet.rng, sheet.words
    main, others = parts[0], parts[1:]
    article = sheet.new_article(main)
    rest = _opening(sheet, main, article)
    sheet.body(main.body, article)
    sheet.around(main.tail, article, sheet.rng.randint(0, 4), after=True)
    sheet.gap()
    sheet.phrases("commenthead", 1, 2)
    sheet.maybe(0.6, "commentrule", 1, 3)
    said = [sentence for part in others for sentence in part.sentences]
    buttons = words.forms("commentact", 0, 3)
    above = rng.random() < 0.85
    for _ in range(rng.randint(5, 40) if said else 0):
        sheet.gap()
        who = words.same("commentby") if rng.random() < 0.9 else words.phrase("commentby")
        if above:
            sheet.drop(who)
        sheet.maybe(0.15, "ago")
        for _ in range(rng.choice([1, 1, 1, 2])):
            opinion = [words.phrase("comment")] if rng.random() < 0.3 else []
            borrowed = [rng.choice(said) for _ in range(rng.choice([0, 1, 2, 4] if opinion else [1, 1, 2, 3, 5]))]
            sheet.drop(" ".join(opinion + borrowed))
        if not above:
            sheet.drop(who)
        sheet.drop(*(words.filled(button) for button in buttons))
    sheet.maybe(0.5, "commentrule", 1, 3)
    _closing(sheet, rest, article, ())


def _opening(sheet: Sheet, main: Part, article: int) -> Sequence[Line]:
    """What stands above the article: all of its own page, or a site of ours. Comes back: the end of its own page."""
    if sheet.furniture == "kept" and sheet.rng.random() < 0.6:
        sheet.chrome(main.head, article)
        return main.tail
    sheet.site_head()
    sheet.title(main, article)
    sheet.maybe(0.6, "author")
    sheet.maybe(0.4, "dateline")
    sheet.maybe(0.3, "share", 1, 4)
    sheet.around(main.head, article, sheet.rng.randint(0, 5), after=False)
    return ()


def _closing(sheet: Sheet, rest: Sequence[Line], article: int, others: Sequence[Part]) -> None:
    if rest:
        sheet.chrome(rest, article)
        return
    if others and sheet.rng.random() < 0.4:
        sheet.gap()
        _box(sheet, others)
    sheet.site_foot()


def _cut(sheet: Sheet, body: Sequence[Line], cuts: int) -> list[Sequence[Line]]:
    """The body in pieces, cut before paragraphs that have enough of the body before and after them."""
    own = [at for at, line in enumerate(body) if line.is_body]
    places = own[LINES_AROUND_A_BOX : len(own) - LINES_AROUND_A_BOX + 1]
    chosen = sorted(sheet.rng.sample(places, min(cuts, len(places))))
    edges = [0, *chosen, len(body)]
    return [body[start:end] for start, end in pairwise(edges)]


def _guest(sheet: Sheet, part: Part) -> None:
    """A whole second article."""
    sheet.maybe(0.5, "related")
    article = sheet.new_article(part)
    sheet.title(part, article)
    sheet.maybe(0.5, "dateline")
    sheet.maybe(0.3, "author")
    sheet.body(part.body, article)
    sheet.maybe(0.4, "more")
    sheet.maybe(0.3, "ad")


def _box(sheet: Sheet, others: Sequence[Part]) -> None:
    """A box of one to five teasers."""
    rng = sheet.rng
    sheet.maybe(0.2, "ad")
    sheet.phrases("related")
    chosen = rng.sample(list(others), min(len(others), rng.randint(1, 5)))
    _teasers(sheet, chosen, _TeaserForm(sheet))
    sheet.maybe(0.2, "signup", 1, 3)


class _TeaserForm:
    """How the teasers of one list look."""

    def __init__(self, sheet: Sheet) -> None:
        rng = sheet.rng
        self.bullet = rng.choice(["", "", "", sheet.words.phrase("bullet") + " ", "  * "])
        self.sentence = rng.random() < 0.7
        self.cut_off = rng.choice(["...", "…", " […]", " ...", "", "."])
        self.time = rng.random() < 0.5
        self.section = rng.random() < 0.25
        self.more = rng.random() < 0.25
        self.photo = rng.random() < 0.15
        self.gap = rng.random() < 0.6


def _teasers(sheet: Sheet, parts: Sequence[Part], form: _TeaserForm) -> None:
    """Titles with the start of a sentence, a time, "Read more": furniture, all of it."""
    rng, words = sheet.rng, sheet.words
    for part in parts:
        sentences = part.sentences
        if form.section:
            sheet.drop(words.phrase("menu"))
        if form.photo:
            sheet.drop(words.phrase("photo"))
        if part.title:
            sheet.drop(form.bullet + part.title)
        if sentences and (form.sentence or not part.title):
            said = sentences[0] if rng.random() < 0.7 else rng.choice(sentences)
            cut = said.split()[: rng.randint(*TEASER_WORDS)]
            sheet.drop(" ".join(cut).rstrip(" .,;:") + form.cut_off)
        if form.time:
            sheet.drop(words.phrase("ago"))
        if form.more:
            sheet.drop(words.same("more"))
        if form.gap:
            sheet.gap()
