"""What articles have to do with each other: copies of one text, reports of one happening, one utterance by many."""

VERSION = "5"
"""Changes whenever the same articles would be gathered otherwise."""
