"""Toy tasks by an engine: `python -m tests.archive.toy_run ENGINE FOLDER`; the cluster's address is in ONRECORD_RAY."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.archive import toys

from onrecord.archive.engines.by_name import by_name


def main(name: str, folder: str) -> None:
    """Do eight."""
    ray = name == "ray"
    with by_name(name, jobs=0 if ray else 2, address=os.environ["ONRECORD_RAY"] if ray else None) as engine:
        sys.stdout.write(f"{len(list(engine.run(toys.write, toys.tasks(Path(folder), 8))))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
