"""The command line: one file a verb."""

from onrecord.cli.main import main

__all__ = ["main"]
