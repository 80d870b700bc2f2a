"""Pages spliced from single pages, in styles of our own: to train on, and to report on a style that was not trained on.

    python -m training.splices --bench ../shared/bench --style digest --count 100 --seed 1 --out digest.jsonl

A part is a single labelled page ("Harbour strike ends" and what stood around it); a spliced page holds several, as a
digest, a live blog, a newsletter or a print view would. What a line is and whose it is stays known, because we put it
there.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from training.splicing import file_styles, interrupted, printed, roundups
from training.splicing.alike import alike
from training.splicing.page import LANGUAGES, Page, language_of
from training.splicing.part import Part
from training.splicing.sheet import Sheet
from training.splicing.words import Words

__all__ = ["FILE_STYLES", "STYLES", "Page", "draw", "main", "parts_wanted", "read_singles", "splice", "splices"]

# The style, and how many parts it takes, fewest and most. Where one article stands among teasers or comments, the
# other parts only lend their titles and sentences.
_STYLES: dict[str, tuple[Callable[[Sheet, Sequence[Part]], None], int, int]] = {
    "aggregator": (file_styles.aggregator, 2, 4),
    "stacked": (file_styles.stacked, 2, 4),
    "scroll": (file_styles.scroll, 2, 4),
    "digest": (roundups.digest, 2, 8),
    "live": (roundups.live, 2, 10),
    "newsletter": (roundups.newsletter, 2, 7),
    "untitled": (roundups.untitled, 2, 5),
    "also": (interrupted.also, 3, 8),
    "front": (interrupted.front, 5, 18),
    "comments": (interrupted.comments, 4, 9),
    "print": (printed.printed, 2, 5),
}
STYLES: tuple[str, ...] = tuple(_STYLES)
FILE_STYLES: tuple[str, ...] = ("aggregator", "stacked", "scroll")

# Share of pages whose parts are all of one language, where there are enough of it; and of pages whose furniture is in
# another language than the parts.
ONE_LANGUAGE = 0.8
ONE_TOPIC = 0.5
FOREIGN_FURNITURE = 0.04

# Words of a part that is drawn; `splice` itself takes longer and shorter ones.
FEWEST_DRAWN = 60
MOST_DRAWN = 2700

# Random pages looked at for each part; after half of them, another language will do as well.
TRIES = 60

# Furniture of the parts that a page with shuffled furniture draws from: no longer than this.
LONGEST_ODD_LINE = 25


def splice(parts: Sequence[Page], style: str, rng: random.Random) -> Page:
    """One page of a style out of single pages; the first one that can be an article leads.

    Parts with too little body are left out where they would be articles. Raises ValueError where no part has enough.
    """
    make, *_ = _STYLES[style]
    one_among_others = make in {interrupted.also, interrupted.front, interrupted.comments}
    full = [page for page in parts if page.part.core.is_article]
    if not full:
        raise ValueError("no part has a body of enough words to be an article")
    used = [full[0], *(page for page in parts if page is not full[0])] if one_among_others else full
    language = language_of(used) if rng.random() >= FOREIGN_FURNITURE else rng.choice(LANGUAGES)
    furniture = [
        line
        for page in used
        for line in (*page.part.head[-40:], *page.part.tail[:40])
        if line.label == "drop" and len(line.text.split()) <= LONGEST_ODD_LINE
    ]
    sheet = Sheet(Words(language, rng), rng, furniture)
    if style in FILE_STYLES:
        sheet.as_saved()
    make(sheet, [page.part if style in FILE_STYLES else page.part.core for page in used])
    return sheet.page(style, used)


def parts_wanted(style: str, rng: random.Random) -> int:
    """How many parts to draw for a page of a style."""
    _, fewest, most = _STYLES[style]
    return rng.randint(fewest, most)


def draw(
    pages: Sequence[Page], style: str, rng: random.Random, nearest: Sequence[Sequence[int]] | None = None
) -> list[Page]:
    """Parts for a page of a style, each of another site, mostly of one language and often on one topic.

    `nearest` holds for each page the places of the likest ones (`alike`).
    """
    wanted = parts_wanted(style, rng)
    place = rng.randrange(len(pages))
    lead = pages[place]
    one_language = rng.random() < ONE_LANGUAGE
    like = [pages[at] for at in nearest[place]] if nearest is not None and rng.random() < ONE_TOPIC else []
    rng.shuffle(like)
    chosen, domains = [lead], {lead.domains[0]}
    for tries in range(TRIES * wanted):
        if len(chosen) == wanted:
            break
        page = like.pop() if like else rng.choice(pages)
        same = not one_language or page.language == lead.language or tries > TRIES * wanted / 2
        if same and page.domains[0] not in domains:
            chosen.append(page)
            domains.add(page.domains[0])
    return chosen


def splices(
    pages: Sequence[Page], style: str, count: int, seed: int, allowed: Collection[str] | None = None
) -> Iterator[Page]:
    """`count` pages of a style, of the allowed parts only. The same pages and seed give the same splices."""
    rng = random.Random(f"{style} {seed}")
    usable = [
        page
        for page in pages
        if FEWEST_DRAWN <= page.part.core.words <= MOST_DRAWN and (allowed is None or page.id in allowed)
    ]
    nearest = alike(usable).tolist()
    for _ in range(count):
        yield splice(draw(usable, style, rng, nearest), style, rng)


def read_singles(bench: Path, allowed: Collection[str] | None = None) -> list[Page]:
    """The single pages of the bench, or those whose ids are allowed."""
    with (bench / "pages" / "flat_single_dev.jsonl").open(encoding="utf-8") as rows:
        pages = [Page.from_row(json.loads(row)) for row in rows]
    return [page for page in pages if allowed is None or page.id in allowed]


def main() -> None:
    """Write pages of a style as JSON Lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--style", choices=[*STYLES, "all"], required=True)
    parser.add_argument("--count", type=int, default=100, help="pages of each style")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ids", type=Path, help="a file of ids of single pages, one a line: only these are parts")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    pages = read_singles(given.bench, set(given.ids.read_text().split()) if given.ids else None)
    with given.out.open("w", encoding="utf-8") as out:
        for style in STYLES if given.style == "all" else (given.style,):
            for page in splices(pages, style, given.count, given.seed):
                out.write(json.dumps(page.to_row(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
