"""What is learned from, epoch by epoch: composed pairs, judged ones, and such as the teacher judged."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn

from onrecord.story.meaning import LABELS, OTHER
from training.loop import Pace, trained
from training.saying_model.network import Network, Teacher
from training.saying_model.news import apart, candidates, judged
from training.saying_model.pairs import Pair, Situation, drawn, situations

# Pairs of each label for a situation in an epoch; pairs that are hardly the same; pairs that the teacher judges.
_EACH, _APART, _POOL = 4, 1500, 44_000
# So much of what a label says goes to the others: people err.
_SMOOTHED = 0.05
_TEACHER, _TEACHER_BATCH = Pace(epochs=1.5, encoder_rate=4e-5, head_rate=1e-3), 16
_BATCH = 32
# Two networks learn from the same beginning, one from so many of the taught pairs, the other from all.
_FEWER = 16_000
_PACES = (Pace(epochs=2.5, encoder_rate=1.5e-4, head_rate=5e-4), Pace(epochs=2.8, encoder_rate=1.5e-4, head_rate=5e-4))
# Kept aside where the network is to be measured: some speakers and stories, and every so many situations.
_HELD_SPEAKERS = frozenset(("Sanders", "Rubio", "Obama", "Carson", "Ryan", "Democrats", "Kasich"))
_HELD_STORY, _HELD_SITUATION = "7", 15


class Target(NamedTuple):
    """Two statements, and how likely each label is."""

    one: str
    other: str
    likely: tuple[float, ...]


class Lessons(NamedTuple):
    """What is learned from, and what is kept aside."""

    situations: list[Situation]
    judged: list[Pair]
    apart: list[Pair]
    held_situations: list[Situation]
    held: list[Pair]


def lessons(bench: Path, *, held: bool) -> Lessons:
    """All that there is; with `held` some of it kept aside."""
    composed = list(enumerate(situations()))
    real = judged(bench)

    def is_held(of: str) -> bool:
        return held and (of in _HELD_SPEAKERS or (":" in of and of.endswith(_HELD_STORY)))

    return Lessons(
        [one for number, one in composed if not held or number % _HELD_SITUATION],
        [pair for pair, of in real if not is_held(of)],
        apart(bench),
        [one for number, one in composed if held and not number % _HELD_SITUATION],
        [pair for pair, of in real if is_held(of)],
    )


def teacher(found: Lessons) -> Teacher:
    """The teacher, taught by what people composed and judged."""
    network = Teacher()
    return trained(network, list(network.head.parameters()), _lots(found, [], _TEACHER_BATCH), _loss, _TEACHER)


def pool(bench: Path, of: Teacher) -> list[Target]:
    """Pairs of real statements that nobody has judged, as the teacher judges them."""
    pairs = candidates(bench, _POOL)
    likely = of.likely(pairs, _progress(len(pairs)))
    return [Target(*pair, tuple(row)) for pair, row in zip(pairs, likely.tolist(), strict=True)]


def network(found: Lessons, taught: Sequence[Target]) -> Network:
    """The network that ships, taught by people and by the teacher: the mean of the weights of two.

    Weights that were learned from one beginning may be averaged, and generalise better so than either (Wortsman and
    others, "Model soups", 2022): of real pairs as precise as the better one, of composed ones three points of F1 more.
    """
    some = random.Random(4).sample(list(taught), min(len(taught), _FEWER))
    made = []
    for lessons, pace in zip((some, taught), _PACES, strict=True):
        one = Network()
        made.append(trained(one, list(one.head.parameters()), _lots(found, lessons, _BATCH), _loss, pace))
    weights = [one.state_dict() for one in made]
    mean = {name: torch.stack([one[name].float() for one in weights]).mean(0) for name in weights[0]}
    made[0].load_state_dict({name: value.to(weights[0][name].dtype) for name, value in mean.items()})
    return made[0]


def _lots(found: Lessons, taught: Sequence[Target], size: int) -> Callable[[random.Random], Iterator[Sequence[Target]]]:
    def lots(rng: random.Random) -> Iterator[Sequence[Target]]:
        few = [pair for pair in found.judged if pair.label != OTHER]  # one in five of the judged, so they come twice
        hardly = rng.sample(found.apart, min(len(found.apart), _APART))
        targets = [*map(_target, (*drawn(found.situations, rng, _EACH), *found.judged, *few, *hardly)), *taught]
        ordered = sorted(targets, key=lambda pair: len(pair.one) + len(pair.other))  # so that little is padded
        batches = [ordered[start : start + size] for start in range(0, len(ordered), size)]
        rng.shuffle(batches)
        return iter(batches)

    return lots


def _target(pair: Pair) -> Target:
    rest = _SMOOTHED / len(LABELS)
    return Target(
        pair.one, pair.other, tuple(rest + (label == pair.label) * (1 - _SMOOTHED) for label in range(len(LABELS)))
    )


def _loss(of: Network, batch: Sequence[Target]) -> torch.Tensor:
    scores = of(*of.inputs([(pair.one, pair.other) for pair in batch]))
    return nn.functional.cross_entropy(scores.float(), torch.tensor([pair.likely for pair in batch]))


def _progress(count: int) -> Callable[[int], None]:
    began = time.time()

    def tell(done: int) -> None:
        if done % 3200 < 64:
            print(f"the teacher has judged {done:,} of {count:,}, {time.time() - began:.0f} s", flush=True)

    return tell
