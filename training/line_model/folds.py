"""Folds that group sites across single pages and pages that hold several.

A page with several articles joins up to four sites, and so in the end nearly all of them: no partition of the sites
keeps each such page in one part. So each fold takes a fifth of those pages, chosen to share sites, keeps *all* their
sites out of its training data, and tests on them; single pages are tested where their site is kept out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from training.line_model.example import Example


@dataclass(frozen=True, slots=True)
class Fold:
    """The pages that are tested, and all sites that nothing is trained on."""

    single: list[Example]
    several: list[Example]
    sites: frozenset[str]

    def trains_on(self, domains: Sequence[str]) -> bool:
        """Whether a page of these sites is training data."""
        return self.sites.isdisjoint(domains)


def folds(single: Sequence[Example], several: Sequence[Example], count: int = 5, seed: int = 0) -> list[Fold]:
    """The folds: every page is tested once."""
    dice = random.Random(seed)
    groups = _groups(several, count, dice)
    sites = [{site for page in group for site in page.domains} for group in groups]
    rest = sorted({page.domains[0] for page in single}.difference(*sites))
    dice.shuffle(rest)
    for place, site in enumerate(rest):
        sites[place % count].add(site)
    tested = {
        site: dice.choice([at for at in range(count) if site in sites[at]]) for site in sorted(set().union(*sites))
    }
    return [
        Fold([page for page in single if tested[page.domains[0]] == at], group, frozenset(sites[at]))
        for at, group in enumerate(groups)
    ]


def folds_of_sites(single: Sequence[Example], count: int, seed: int = 5) -> list[Fold]:
    """Folds of single pages alone: each keeps its own sites out, so that most other pages are left to train on."""
    sites = sorted({page.domains[0] for page in single})
    random.Random(seed).shuffle(sites)
    bounds = [len(sites) * place // count for place in range(count + 1)]
    parts = [frozenset(sites[low:high]) for low, high in pairwise(bounds)]
    return [Fold([page for page in single if page.domains[0] in part], [], part) for part in parts]


def _groups(several: Sequence[Example], count: int, dice: random.Random) -> list[list[Example]]:
    """Pages in groups of one size, each grown by the page that adds the fewest sites."""
    left, groups = list(several), []
    for place in range(count):
        size = len(left) // (count - place)
        group = [left.pop(dice.randrange(len(left)))]
        sites = set(group[0].domains)
        while len(group) < size:
            nearest = min(left, key=lambda page: (len(set(page.domains) - sites), -len(set(page.domains) & sites)))
            left.remove(nearest)
            group.append(nearest)
            sites |= set(nearest.domains)
        groups.append(group)
    return groups
