"""Bytes to characters, with nothing lost on the way.

In this order: a byte-order mark; UTF-16 without one; UTF-8, where all bytes fit it; UTF-8 with some foreign bytes; what
the page declares of itself; else what the bytes look like. A page in UTF-8 with a curly quotation mark pasted in from
Windows-1252 (the byte 0x93) keeps both: the mark is read as Windows-1252, in a run of its own, and a warning tells.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder

from onrecord.capture.charset import declaration, detected, fits, is_utf8, named, seven_bit, utf16_order
from onrecord.capture.runs import Decoded, How, Run

REPLACEMENT = "\ufffd"

MAX_RUNS = 250_000
"""Places at which the way from text to bytes may change on one page. Of 412 real ones none has more than 3,000; a page
that was made to have more would take memory by the gigabyte."""

_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
# A byte that its codec cannot read comes back from Python's "surrogateescape" as one of these.
_STRAY = re.compile("[\udc80-\udcff]+")
_LONE = re.compile("[\ud800-\udfff]+")


class UnreadableError(ValueError):
    """The bytes are no text; the message says why, in a few words."""


def decode(data: bytes, *, html: bool, told: str | None = None) -> Decoded:
    """The characters of a page; of HTML what it declares counts too. Raises UnreadableError where they are no text.

    `told` is what the letter or the answer that brought the page calls its encoding; where all bytes fit it, it
    outranks what the page declares.
    """
    marked = next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), None)
    mark, evident = marked or (b"", utf16_order(data) or seven_bit(data))
    if evident:
        return _utf16(data, len(mark), evident) if evident.startswith("utf-16") else _read(data, len(mark), evident)
    declared = named(told, data) or (declaration(data) if html else None)
    other = declared.codec if declared and declared.codec != "utf-8" else None
    said = f"declared as {declared.name}, but " if declared and not data.isascii() else ""
    if is_utf8(data, declared):
        return _read(data, 0, "utf-8", *([f"{said}is UTF-8"] if other and said else ()))
    if strays := _strays_in_utf8(data):
        counted = "1 byte is" if strays == 1 else f"{strays:,} bytes are"
        said = said if other else ""
        return _read(data, 0, "utf-8", f"{said}{counted} not UTF-8 and read as Windows-1252")
    if other and fits(data, other):
        return _read(data, 0, other)
    name, codec = detected(data)
    return _read(data, 0, codec, f"{said}looks like {name}" if said else f"no encoding is declared; looks like {name}")


def _strays_in_utf8(data: bytes) -> int:
    """How many bytes do not fit UTF-8, where what does is more; 0 where it is not."""
    text = data.decode("utf-8", "surrogateescape")
    strays = sum(map(len, _STRAY.findall(text)))
    in_ascii = len(data.translate(None, bytes(range(0x80, 0x100))))
    return strays if len(text) - in_ascii - strays > strays else 0


def _utf16(data: bytes, start: int, codec: str) -> Decoded:
    """UTF-16: half a pair of surrogates, or half a unit at the end, stands for no character."""
    even = start + (len(data) - start) // 2 * 2
    raw = data[start:even].decode(codec, "surrogatepass")
    runs = _Runs(start)
    for stretch, is_lone in _stretches(raw, _LONE):
        runs.add(len(stretch), 2 * len(stretch) if is_lone else len(stretch.encode(codec)), codec, is_lone)
    text = _LONE.sub(lambda lone: REPLACEMENT * len(lone[0]), raw)
    if even < len(data):
        runs.add(1, 1, codec, replaced=True)
        text += REPLACEMENT
    return Decoded(text, tuple(runs.made), even=False, warnings=_unread(runs, codec))


def _read(data: bytes, start: int, codec: str, *warnings: str) -> Decoded:
    """Decode with a codec; bytes that do not fit it become Windows-1252 where it is UTF-8, else U+FFFD."""
    body = data[start:]
    raw = body.decode(codec, "surrogateescape")
    if codec == "iso2022_jp" or raw.encode(codec, "surrogateescape") != body:
        return _spelt_out(body, start, codec, warnings)
    if fits(body, codec):
        whole = (Run(0, len(raw), start, len(data), codec, "same"),) if body else ()
        return Decoded(raw, whole, even=len(raw) == len(body), warnings=warnings)
    runs = _Runs(start)
    parts: list[str] = []
    for stretch, is_stray in _stretches(raw, _STRAY):
        if not is_stray:
            parts.append(stretch)
            runs.add(len(stretch), len(stretch.encode(codec)), codec, replaced=False)
            continue
        for part, replaced in _windows(stretch) if codec == "utf-8" else ((REPLACEMENT * len(stretch), True),):
            parts.append(part)
            runs.add(len(part), len(part), "cp1252" if codec == "utf-8" else codec, replaced)
    return Decoded("".join(parts), tuple(runs.made), even=False, warnings=(*warnings, *_unread(runs, codec)))


def _windows(stray: str) -> list[tuple[str, bool]]:
    """Stray bytes as Windows-1252; each part with whether it was replaced."""
    text = stray.encode("ascii", "surrogateescape").decode("cp1252", "surrogateescape")
    return [(REPLACEMENT * len(part) if undefined else part, undefined) for part, undefined in _stretches(text, _STRAY)]


def _spelt_out(body: bytes, start: int, codec: str, warnings: tuple[str, ...]) -> Decoded:
    """Decode character by character, where encoding the text again would not give the bytes back.

    Two codes of Shift-JIS may stand for one character, and ISO-2022-JP shifts between sets. Characters of the same
    number of bytes share a run, so that each can be found in it.
    """
    decoder = getincrementaldecoder(codec)("surrogateescape")
    runs = _Runs(start)
    parts: list[str] = []
    begin = 0
    for index in range(len(body)):
        came = decoder.decode(body[index : index + 1], final=index == len(body) - 1)
        strays = len(came) - len(_STRAY.sub("", came))
        for character in came:
            stray = bool(_STRAY.match(character))
            strays -= stray
            size = 1 if stray else index + 1 - begin - strays
            parts.append(REPLACEMENT if stray else character)
            runs.add(1, size, codec, stray)
            begin += size
    return Decoded("".join(parts), tuple(runs.made), even=True, warnings=(*warnings, *_unread(runs, codec)))


def _stretches(text: str, odd: re.Pattern[str]) -> list[tuple[str, bool]]:
    """The text cut into stretches that match, or do not."""
    out: list[tuple[str, bool]] = []
    at = 0
    for found in odd.finditer(text):
        if found.start() > at:
            out.append((text[at : found.start()], False))
        out.append((found[0], True))
        at = found.end()
    if at < len(text):
        out.append((text[at:], False))
    return out


class _Runs:
    """Runs as they are made, from the first byte of a text on."""

    def __init__(self, byte_start: int) -> None:
        self.made: list[Run] = []
        self._at = 0
        self._byte = byte_start

    def add(self, length: int, size: int, codec: str, replaced: bool) -> None:
        """Add so many characters from so many bytes; to the last run where both are alike."""
        how: How = "replaced" if replaced else "same"
        last = self.made[-1] if self.made else None
        if last and (last.codec, last.how) == (codec, how) and _stride(last) * length == size:
            self.made[-1] = last._replace(end=last.end + length, byte_end=last.byte_end + size)
        else:
            self.made.append(Run(self._at, self._at + length, self._byte, self._byte + size, codec, how))
        self._at += length
        self._byte += size
        if len(self.made) > MAX_RUNS:
            raise UnreadableError("its bytes change between encodings too often to be a text")


def _stride(run: Run) -> float:
    return (run.byte_end - run.byte_start) / (run.end - run.start)


def _unread(runs: _Runs, codec: str) -> tuple[str, ...]:
    broken = sum(run.end - run.start for run in runs.made if run.how == "replaced")
    if not broken:
        return ()
    return (f"{broken:,} character{'s' * (broken != 1)} could not be read in {codec} and stand as U+FFFD",)
