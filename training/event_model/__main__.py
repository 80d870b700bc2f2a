"""Make the event model: encoder and heads, from our own labelled texts and labelled sentences.

    python -m training.event_model --bench ../shared/bench --begin build/statements.pt --out src/onrecord/data

The encoder begins half way between all-MiniLM-L6-v2 (Apache 2.0) and what the statement model has made of it
(`--begin`, the weights that `training.statement_model --keep` leaves): that knows who speaks, this one the words of the
world. It learns from `training/events`, from sentences put together from parts (`composed.py`), from quiet paragraphs
of news (`quiet.py`) and from sentences of which people said whether it happened (`happened.py`). Takes forty minutes
on a core. `--folds` tells instead how well it judges, on a fifth at a time kept aside, whether it happened.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import torch

from training.event_model.export import export
from training.event_model.fit import Plan, fit
from training.event_model.folds import folds
from training.event_model.happened import happened
from training.event_model.network import Network
from training.event_model.quiet import quiet

TEXTS = Path(__file__).parents[1] / "events"


def texts(bench: Path, quiet_ones: int) -> list[dict[str, Any]]:
    """All that is learned from but what is composed."""
    own = [text for path in sorted(TEXTS.glob("*.json")) for text in json.loads(path.read_text("utf-8"))]
    lots = random.Random(1)
    for file, of_politics in (("statements/polnear_train.jsonl", True), ("pages/gold_pages_dev.jsonl", False)):
        documents = map(json.loads, (bench / file).read_text("utf-8").splitlines())
        paragraphs = list(quiet(documents, of_politics=of_politics))
        own += lots.sample(paragraphs, min(quiet_ones, len(paragraphs)))
    return own + list(happened(bench / "events" / "uds_factuality_dev.jsonl"))


def begun(begin: Path) -> Network:
    """A network whose encoder stands half way between the public one and the one of statements."""
    network = Network()
    held = {name[len("encoder.") :]: value for name, value in torch.load(begin).items() if name.startswith("encoder.")}
    public = network.encoder.state_dict()
    own = {"writing", "place", "layout"}
    mixed = {name: held[name] if name.split(".")[0] in own else (held[name] + public[name]) / 2 for name in public}
    network.encoder.load_state_dict(mixed)
    return network


def main() -> None:
    """Train and write, or tell of folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds statements/ and events/")
    parser.add_argument("--begin", type=Path, required=True, help="the statement model's weights as trained")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    parser.add_argument("--keep", type=Path, help="a file for the weights as trained, read where it is there")
    parser.add_argument("--epochs", type=float, default=Plan.epochs)
    parser.add_argument("--quiet", type=int, default=1000, help="how many quiet paragraphs")
    parser.add_argument("--folds", action="store_true", help="tell how well it judges what happened")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.folds:
        kept = Network()
        kept.load_state_dict(torch.load(arguments.keep))
        folds(list(happened(arguments.bench / "events" / "uds_factuality_dev.jsonl")), kept)
        return
    network = begun(arguments.begin)
    if arguments.keep and arguments.keep.is_file():
        network.load_state_dict(torch.load(arguments.keep))
    else:
        network = fit(texts(arguments.bench, arguments.quiet), Plan(epochs=arguments.epochs), network)
        if arguments.keep:
            torch.save(network.state_dict(), arguments.keep)
    export(network, arguments.out)


if __name__ == "__main__":
    main()
