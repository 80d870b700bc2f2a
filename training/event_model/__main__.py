"""Make the event model: encoder and heads, from our own labelled texts and labelled sentences.

    python -m training.event_model --bench ../shared/bench --out src/onrecord/data

The encoder begins half way between all-MiniLM-L6-v2 (Apache 2.0) and what the statement model that ships has made of
it: that knows who speaks, this one the words of the world. It learns from `training/events` (our own texts, and labels
of real news), from sentences put together from parts (`composed.py`), from quiet paragraphs of news (`quiet.py`) and
from sentences of which people said whether it happened (`happened.py`). `--go-on` begins with the event model that
ships instead. `--folds` tells how well it judges, on a fifth at a time kept aside, whether it happened.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from benchmarks import news_events

from onrecord.event import heads
from onrecord.language import encoder
from training.event_model.export import export
from training.event_model.fit import Plan, fit
from training.event_model.folds import folds
from training.event_model.happened import happened
from training.event_model.network import Network
from training.event_model.quiet import quiet
from training.restored import restore

TEXTS = Path(__file__).parents[1] / "events"
# Real news is met so often in an epoch: what is found in it is what counts, and there is less of it.
_NEWS = 2


def texts(bench: Path, quiet_ones: int) -> list[dict[str, Any]]:
    """All that is learned from but what is composed."""
    own = [text for path in sorted(TEXTS.glob("*.json")) for text in json.loads(path.read_text("utf-8"))]
    own += list(news_events.texts(TEXTS / "news.jsonl", bench)) * _NEWS
    lots = random.Random(1)
    # A paragraph that the model is measured on it has not seen, not even as a quiet one of its document.
    measured = (news_events.OPEN, news_events.SEALED)
    aside = {text["id"].rpartition(":")[0] for file in measured for text in news_events.texts(file, bench)}
    for file, of_politics in (("statements/polnear_train.jsonl", True), ("pages/gold_pages_dev.jsonl", False)):
        with (bench / file).open(encoding="utf-8") as lines:
            documents = [document for document in map(json.loads, lines) if document["id"] not in aside]
        paragraphs = list(quiet(documents, of_politics=of_politics))
        own += lots.sample(paragraphs, min(quiet_ones, len(paragraphs)))
    return own + list(happened(bench / "events" / "uds_factuality_dev.jsonl"))


def begun(data: Path) -> Network:
    """A network whose encoder stands half way between the public one and the one of statements, as it ships."""
    network = Network()
    public = {name: value.clone() for name, value in network.encoder.state_dict().items()}
    restore(network.encoder, data / encoder.FILE, "encoder.")
    held = network.encoder.state_dict()
    own = {"writing", "place", "layout"}
    mixed = {name: held[name] if name.split(".")[0] in own else (held[name] + public[name]) / 2 for name in public}
    network.encoder.load_state_dict(mixed)
    return network


def shipped(data: Path) -> Network:
    """The event model as it ships."""
    network = Network()
    restore(network.encoder, data / heads.ENCODER, "encoder.")
    restore(network.kinds, data / heads.KINDS_HEAD)
    restore(network.around, data / heads.AROUND, "around.")
    return network


def plan(asked: argparse.Namespace) -> Plan:
    """How to train, as it is asked for."""
    usual = Plan(epochs=asked.epochs)
    return replace(usual, encoder_rate=usual.encoder_rate * asked.rates, head_rate=usual.head_rate * asked.rates)


def main() -> None:
    """Train and write, or tell of folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds statements/ and events/")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    parser.add_argument("--keep", type=Path, help="a file for the weights as trained, read where it is there")
    parser.add_argument("--go-on", action="store_true", help="begin with the event model that ships")
    parser.add_argument("--epochs", type=float, default=Plan.epochs)
    parser.add_argument("--rates", type=float, default=1.0, help="how fast to learn, times what is usual")
    parser.add_argument("--quiet", type=int, default=1000, help="how many quiet paragraphs")
    parser.add_argument("--folds", action="store_true", help="tell how well it judges what happened")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.folds:
        kept = Network()
        kept.load_state_dict(torch.load(arguments.keep))
        folds(list(happened(arguments.bench / "events" / "uds_factuality_dev.jsonl")), kept)
        return
    network = shipped(arguments.out) if arguments.go_on else begun(arguments.out)
    if arguments.keep and arguments.keep.is_file():
        network.load_state_dict(torch.load(arguments.keep))
    else:
        network = fit(texts(arguments.bench, arguments.quiet), plan(arguments), network)
        if arguments.keep:
            torch.save(network.state_dict(), arguments.keep)
    export(network, arguments.out)


if __name__ == "__main__":
    main()
