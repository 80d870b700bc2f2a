"""The command line: one file a verb."""

from onrecord.cli.app import app, main

__all__ = ["app", "main"]
