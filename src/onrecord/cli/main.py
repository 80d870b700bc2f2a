"""Where the command line begins, and where all that a user can do wrong ends: in one line and exit code 2."""

from __future__ import annotations

import io
import sys

INTERRUPTED = 130
"""The exit code of a shell for what Ctrl-C ended."""


def main() -> None:
    """Run the command line."""
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
