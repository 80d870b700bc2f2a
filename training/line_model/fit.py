"""Training the network: from pages to weights."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.article.line import net
from onrecord.article.line.net import Labels
from onrecord.data.array import Array
from training.line_model.batch import Batch, Scales, answers
from training.line_model.corpus import Corpus, roughened, spliced
from training.line_model.example import Example
from training.line_model.network import Network
from training.splices import STYLES

# A word is known if pages of so many sites have it; at most so many words are.
_SITES, _MOST_WORDS = 4, 8000
# Longer pages are left out of training (1 in 40): they would fill a batch alone.
_LONGEST = 900
_BATCH, _RATE, _DECAY, _DROPOUT, _FORGET = 8, 3e-3, 0.01, 0.2, 0.3
# What the parts of the loss weigh: the first stage's body, titles, borders.
_FIRST, _TITLE, _BETWEEN = 0.5, 2.5, 2.0
# The weights are a running mean over about so many steps.
_MEAN = 0.995


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, and on how many pages of each kind an epoch trains beside the labelled ones."""

    epochs: int = 7
    spliced: int = 900
    views: int = 500
    rough: int = 300
    of_style: int = 120
    seed: int = 0
    styles: tuple[str, ...] = STYLES


@dataclass(frozen=True, slots=True)
class Model:
    """A trained network and what its input is made with."""

    network: Network
    scales: Scales

    def labels(self, example: Example) -> Labels:
        """What it says of a page."""
        self.network.eval()
        with torch.no_grad():
            out = torch.sigmoid(self.network(Batch.of([example], self.scales))[0])[0].numpy()
        return Labels(out[:, 0], out[:, 1], out[:, 2])

    def weights(self) -> dict[str, Array]:
        """As they are shipped."""
        scales = {"vocabulary": self.scales.vocabulary, "mean": self.scales.mean, "spread": self.scales.spread}
        return {**scales, **self.network.weights()}


def train(corpus: Corpus, trains_on: Callable[[Sequence[str]], bool], plan: Plan, say: Callable[[str], None]) -> Model:
    """A model from the pages whose sites are allowed."""
    torch.manual_seed(plan.seed)
    dice = np.random.default_rng(plan.seed)
    single = [page for page in corpus.single if trains_on(page.domains)]
    views = [page for page in corpus.views if trains_on(page.domains)]
    base = single + [page for page in corpus.several if trains_on(page.domains)]
    pool = [page for style in plan.styles for page in spliced(corpus.parts, trains_on, style, plan.of_style, plan.seed)]
    rough = [Example.of(roughened((single + views)[at].row, dice)) for at in dice.integers(0, len(single + views), 600)]
    scales = _scales(base, single + views)
    network = Network(len(scales.mean), len(scales.vocabulary), _DROPOUT)
    sizes = ((pool, plan.spliced), (views, plan.views), (rough, plan.rough))

    def epoch() -> list[Example]:
        more = [some[at] for some, size in sizes for at in dice.choice(len(some), min(size, len(some)), replace=False)]
        return [page for page in base + more if 0 < len(page.label) <= _LONGEST]

    return Model(_fit(Model(network, scales), epoch, plan.epochs, dice, say), scales)


def _scales(base: Sequence[Example], single: Sequence[Example]) -> Scales:
    sites: dict[int, set[str]] = defaultdict(set)
    for page in single:
        for key in set(page.page.words.key.tolist()):
            sites[key].add(page.domains[0])
    known = sorted((key for key, of in sites.items() if len(of) >= _SITES), key=lambda key: (-len(sites[key]), key))
    numbers = np.concatenate([net.numbers(page.page) for page in base])
    return Scales(np.array(sorted(known[:_MOST_WORDS]), np.uint32), numbers.mean(0), numbers.std(0) + 1e-3)


def _fit(
    model: Model, epoch: Callable[[], list[Example]], epochs: int, dice: np.random.Generator, say: Callable[[str], None]
) -> Network:
    network, scales = model.network, model.scales
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    pages = epoch()
    steps = epochs * (len(pages) // _BATCH + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps, pct_start=0.1)
    mean, step = copy.deepcopy(network), 0
    for number in range(epochs):
        network.train()
        total = 0.0
        for examples in _batches(pages, dice):
            loss = _loss(network, Batch.of(examples, scales, _FORGET, dice), *answers(examples))
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            if step < steps - 1:
                schedule.step()
            step += 1
            total += loss.item()
            _follow(mean, network, min(_MEAN, (1 + step) / (10 + step)))
        say(f"epoch {number + 1} of {epochs}: loss {total * _BATCH / len(pages):.3f} on {len(pages)} pages")
        pages = epoch()
    mean.eval()
    return mean


def _batches(pages: Sequence[Example], dice: np.random.Generator) -> Iterator[list[Example]]:
    """Pages of about one length together, in an order by lot."""
    length = np.array([len(page.label) for page in pages]) + dice.normal(0, 40, len(pages))
    order = np.argsort(length)
    starts = np.arange(0, len(order), _BATCH)
    dice.shuffle(starts)
    for start in starts:
        yield [pages[at] for at in order[start : start + _BATCH]]


def _loss(network: Network, batch: Batch, right: Tensor, weight: Tensor) -> Tensor:
    """Body counts half by line and half by page, so that a long thread of comments is not worth twenty articles."""
    out, first = network(batch)
    body = functional.binary_cross_entropy_with_logits(out, right, reduction="none")
    early = functional.binary_cross_entropy_with_logits(first, right[..., 0], reduction="none")
    of_line = weight[..., 0] / weight[..., 0].sum()
    of_page = weight[..., 0] / (weight[..., 0].sum(1, keepdim=True) + 30)
    share = (of_line + of_page / of_page.sum()) / 2
    loss = (body[..., 0] * share).sum() + _FIRST * (early * share).sum()
    for column, factor in ((1, _TITLE), (2, _BETWEEN)):
        loss = loss + factor * (body[..., column] * weight[..., column]).sum() / weight[..., column].sum().clamp(min=1)
    return loss


def _follow(mean: Network, network: Network, keep: float) -> None:
    with torch.no_grad():
        for slow, fast in zip(mean.parameters(), network.parameters(), strict=True):
            slow.lerp_(fast, 1 - keep)
