"""The model that tells whether two statements of a speaker mean the same, for `onrecord.story.meaning`.

    python -m training.saying_model teacher --bench ../shared/bench --keep build/teacher.pt
    python -m training.saying_model network --bench ../shared/bench --teacher build/teacher.pt --out src/onrecord/data

With `--held` some speakers, stories and situations are kept aside and measured instead of being learned from.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.saying_model import learning
from training.saying_model.measure import measure
from training.saying_model.network import Network, Teacher


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=("teacher", "network"))
    parser.add_argument("--bench", type=Path, required=True, help="the folder that holds statements/ and stories/")
    parser.add_argument("--teacher", type=Path, help="the teacher's weights; without them the network learns alone")
    parser.add_argument("--keep", type=Path, help="keep the weights here")
    parser.add_argument("--out", type=Path, help="the folder to write the network to")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(2)
    found = learning.lessons(arguments.bench, held=arguments.held)
    print(f"{len(found.situations)} situations, {len(found.judged)} judged pairs, {len(found.apart)} apart", flush=True)
    made: Network
    if arguments.which == "teacher":
        made = learning.teacher(found)
    else:
        made = learning.network(found, _pool(arguments.bench, arguments.teacher) if arguments.teacher else [])
    if arguments.keep:
        torch.save(made.state_dict(), arguments.keep)
    if arguments.held:
        measure(made, found.held_situations, found.held)
    if arguments.out:
        from training.saying_model.export import export  # noqa: PLC0415 - needs packages that measuring does not

        export(made, arguments.out)


def _pool(bench: Path, weights: Path) -> list[learning.Target]:
    teacher = Teacher()
    teacher.load_state_dict(torch.load(weights))
    return learning.pool(bench, teacher)


if __name__ == "__main__":
    main()
