"""The model that tells whether two statements of a speaker mean the same, for `onrecord.story.meaning`.

    python -m training.saying_model --bench ../shared/bench --out src/onrecord/data [--held 6] [--keep build/sayings.pt]

With `--held N` every Nth situation is kept aside and measured instead of being learned from.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn

from onrecord.story.meaning import LABELS
from training.loop import Pace, trained
from training.saying_model.apart import apart
from training.saying_model.network import Network, inputs
from training.saying_model.pairs import Pair, Situation, batches, drawn, pairs, situations

# Pairs of each label for a situation in an epoch, and of real statements.
_BATCH, _EACH, _REAL = 32, 7, 8
_PACE = Pace(epochs=9, encoder_rate=1.5e-4, head_rate=5e-4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds statements/")
    parser.add_argument("--out", type=Path, help="the folder to write the model to")
    parser.add_argument("--held", type=int, default=0, metavar="N")
    parser.add_argument("--keep", type=Path, help="keep the weights here as well")
    parser.add_argument("--epochs", type=float, default=_PACE.epochs)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(_PACE.seed)
    found = situations()
    held = found[:: arguments.held] if arguments.held else []
    learned = [one for number, one in enumerate(found) if not arguments.held or number % arguments.held]
    real = apart(arguments.bench)
    print(f"{len(learned)} situations, {len(real)} pairs of real statements that are apart", flush=True)
    network = _trained(learned, real, Pace(arguments.epochs, _PACE.encoder_rate, _PACE.head_rate))
    if arguments.keep:
        torch.save(network.state_dict(), arguments.keep)
    if held:
        _measure(network, held)
    if arguments.out:
        from training.saying_model.export import export  # noqa: PLC0415 - needs packages that measuring does not

        export(network, arguments.out)


def _trained(learned: list[Situation], real: list[Pair], pace: Pace) -> Network:
    network = Network()

    def lots(rng: random.Random) -> Iterator[list[Pair]]:
        some = rng.sample(real, min(len(real), _REAL * len(learned)))
        found = list(batches([*drawn(learned, rng, _EACH), *some], _BATCH))
        rng.shuffle(found)
        return iter(found)

    def loss(of: Network, batch: list[Pair]) -> torch.Tensor:
        scores = of(*inputs([(pair.one, pair.other) for pair in batch]))
        labels = torch.tensor([pair.label for pair in batch])
        return nn.functional.cross_entropy(scores, labels, label_smoothing=0.05)

    return trained(network, list(network.head.parameters()), lots, loss, pace)


def _measure(network: Network, held: list[Situation]) -> None:
    counts: Counter[tuple[int, int]] = Counter()
    with torch.no_grad():
        for batch in batches((pair for one in held for pair in pairs(one)), 64):
            scores = network(*inputs([(pair.one, pair.other) for pair in batch]))
            counts.update(zip((pair.label for pair in batch), scores.argmax(1).tolist(), strict=True))
    for label, name in enumerate(LABELS):
        hit = counts[label, label]
        told = sum(counts[other, label] for other in range(len(LABELS)))
        meant = sum(counts[label, other] for other in range(len(LABELS)))
        print(f"{name}: precision {hit / max(told, 1):.3f}, recall {hit / max(meant, 1):.3f}, {meant} pairs")


if __name__ == "__main__":
    main()
