"""Bytes to captures: files, JSONL records and HTML become a page, its text and the way back to its bytes."""

from onrecord.capture.inputs import raw_of, raws
from onrecord.capture.opened import InputFormat
from onrecord.capture.page import VERSION, Block, Format, Given, How, Page, Run, page
from onrecord.capture.raw import MAX_PAGE_BYTES, Raw

__all__ = [
    "MAX_PAGE_BYTES",
    "VERSION",
    "Block",
    "Format",
    "Given",
    "How",
    "InputFormat",
    "Page",
    "Raw",
    "Run",
    "page",
    "raw_of",
    "raws",
]
