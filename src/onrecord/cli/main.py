"""Where the command line begins, and where all that a user can do wrong ends: in one line and exit code 2."""

from __future__ import annotations

import io
import os
import sys

INTERRUPTED = 130
"""The exit code of a shell for what Ctrl-C ended."""


# How many threads the libraries of linear algebra take: our matrices are small, and pools of threads fight for the
# cores that `--jobs` shares out. Read when such a library is loaded; what a user sets stays.
_POOLS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    """Run the command line."""
    for pool in _POOLS:
        os.environ.setdefault(pool, "1")
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _run() -> None:
    # Imported here, so that a Ctrl-C while they load is caught as well.
    from onrecord.cli.app import app  # noqa: PLC0415
    from onrecord.errors import OnrecordError  # noqa: PLC0415

    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter gets its code instead of a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except OnrecordError as error:
        sys.stderr.write(f"onrecord: {error}\n")
        sys.exit(2)
