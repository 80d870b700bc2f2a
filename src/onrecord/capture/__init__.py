"""Bytes to captures: files, JSONL records and HTML become a page, its text and the way back to its bytes."""
