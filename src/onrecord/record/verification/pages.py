"""A page: its bytes hash to its name, and its text is what the bytes say, stretch by stretch."""

from __future__ import annotations

import hashlib
import html
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator

from pydantic import ValidationError

from onrecord.model import Capture
from onrecord.record.verification import extracted
from onrecord.record.verification.problem import Problem

PAGES = """
    SELECT captures.id, source, url, canonical_url, record_id, captured, format, size, given, warnings, json,
           captures.made_by AS read_by, captures.crc AS bytes_crc, bytes,
           texts.sha256, texts.made_by, length, texts.crc AS text_crc, text, runs
      FROM captures LEFT JOIN texts ON texts.capture = captures.id
     ORDER BY captures.rowid
"""

_REPLACED = "\ufffd"

# What HTML shows where no character stands: breaks and spaces, and the quotation marks of a <q>.
_MADE = frozenset("\"'“”„‟«»‹›‘’‚‛「」『』")


def page(row: sqlite3.Row) -> tuple[str | None, list[Problem]]:
    """The text of a page, None where it cannot be had, and all that is wrong with the page."""
    name = str(row["id"])
    found = [Problem("capture", name, problem) for problem in _columns(row)]
    data, problems = _stored(row["bytes"])
    found += [Problem("capture", name, f"the stored bytes {problem}") for problem in problems]
    if isinstance(row["bytes"], bytes) and zlib.crc32(row["bytes"]) != row["bytes_crc"]:
        found.append(Problem("capture", name, "the stored bytes are not those that were written (CRC-32)"))
    if data is not None and hashlib.sha256(data).hexdigest() != name:
        found.append(Problem("capture", name, "the bytes do not hash to the id"))
    if data is not None and len(data) != row["size"]:
        found.append(Problem("capture", name, f"the bytes are {len(data)}, not {row['size']} as noted"))
    text, problems = _text(row)
    found += [Problem("text", name, problem) for problem in problems]
    if text is not None and data is not None:
        found += [Problem("text", name, problem) for problem in _way_back(row, text, data)]
    return text, found


def _columns(row: sqlite3.Row) -> Iterator[str]:
    for column, shape in (("given", dict), ("read_by", dict), ("warnings", list)):
        try:
            if not isinstance(json.loads(row[column]), shape):
                yield f"{column} is no JSON {shape.__name__}"
        except (ValueError, TypeError) as error:
            yield f"{column} is no JSON: {error}"
    try:
        noun = Capture.model_validate_json(row["json"])
    except (ValidationError, ValueError, TypeError) as error:
        yield f"json is no capture: {_short(error)}"
        return
    for column in ("id", "source", "url", "canonical_url", "record_id", "captured"):
        if getattr(noun, column) != row[column]:
            yield f"{column} is {row[column]!r} in its column and {getattr(noun, column)!r} in its JSON"
    if (noun.text.sha256, noun.text.made_by) != (row["sha256"], row["made_by"]):
        yield "json tells of another text than the one stored"


def _text(row: sqlite3.Row) -> tuple[str | None, list[str]]:
    if row["sha256"] is None and row["text"] is None:
        return None, ["is missing"]
    found: list[str] = []
    stored = (row["text"], row["runs"])
    if all(isinstance(one, bytes) for one in stored) and zlib.crc32(b"".join(stored)) != row["text_crc"]:
        found.append("the stored text or its way back is not what was written (CRC-32)")
    data, problems = _stored(row["text"])
    found += [f"the stored text {problem}" for problem in problems]
    if data is None:
        return None, found
    if hashlib.sha256(data).hexdigest() != row["sha256"]:
        found.append("the text does not hash to its SHA-256")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [*found, f"the text is no UTF-8: {error}"]
    if len(text) != row["length"]:
        found.append(f"the text has {len(text)} characters, not {row['length']} as noted")
    return text, found


def _stored(stored: object) -> tuple[bytes | None, list[str]]:
    if not isinstance(stored, bytes):
        return None, [f"are no bytes but {type(stored).__name__}"]
    opened = zlib.decompressobj()
    try:
        data = opened.decompress(stored) + opened.flush()
    except zlib.error as error:
        return None, [f"cannot be decompressed: {error}"]
    if not opened.eof:
        return None, ["end too early"]
    return data, ["have something behind their end"] if opened.unused_data else []


def _way_back(row: sqlite3.Row, text: str, data: bytes) -> Iterator[str]:
    """Each stretch of text against the bytes that it was made from."""
    packed, problems = _stored(row["runs"])
    yield from (f"the way back to the bytes: {problem}" for problem in problems)
    if packed is None:
        return
    try:
        runs = [(int(a), int(b), int(c), int(d), str(codec), str(how)) for a, b, c, d, codec, how in json.loads(packed)]
    except (ValueError, TypeError) as error:
        yield f"the way back to the bytes is no list of runs: {error}"
        return
    pages = extracted.pages(data) if any(how == extracted.HOW for *_, how in runs) else []
    at = 0
    for start, end, byte_start, byte_end, codec, how in runs:
        place = f"characters {start} to {end} (bytes {byte_start} to {byte_end})"
        if start != at or end < start:
            yield f"{place} do not follow on character {at}"
        elif not 0 <= byte_start <= byte_end <= len(data):
            yield f"{place} point outside the {len(data)} bytes"
        elif how == extracted.HOW:
            if problem := extracted.differs(text[start:end], codec, pages):
                yield f"{place} {problem}"
        elif problem := _differs(
            text[start:end], data[byte_start:byte_end], codec, how, in_json=row["format"] == "json"
        ):
            yield f"{place} {problem}"
        at = end
    if at != len(text):
        yield f"the way back to the bytes ends at character {at} of {len(text)}"


def _differs(text: str, data: bytes, codec: str, how: str, *, in_json: bool) -> str | None:
    """What is wrong with a stretch of text made from these bytes; None where nothing is."""
    if how == "made":
        return None if not data and set(text) <= _MADE | set(filter(str.isspace, text)) else _said(text, how)
    if how == "replaced":
        return None if set(text) == {_REPLACED} else _said(text, how)
    if how not in _HOW:
        return f"were made in an unknown way, {how!r}"
    try:
        decoded = data.decode(codec)
        if how == "escape" or (in_json and how != "same"):
            decoded = str(json.loads(f'"{decoded}"', strict=False))
    except (LookupError, ValueError) as error:
        return f"cannot be decoded: {error}"
    return None if _HOW[how](text, decoded) else f"are {text[:40]!r}, and the bytes say {decoded[:40]!r} ({how})"


def _said(text: str, how: str) -> str:
    return f"are said to be {how}, and are {text[:40]!r}"


# What must hold of a stretch of text and the decoded bytes, by how the one came from the other.
_HOW: dict[str, Callable[[str, str], bool]] = {
    "same": lambda text, decoded: text == decoded,
    "escape": lambda text, decoded: text == decoded,
    "space": lambda text, decoded: text.isspace() and decoded.isspace(),
    "entity": lambda text, decoded: text == html.unescape(decoded),
}


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
