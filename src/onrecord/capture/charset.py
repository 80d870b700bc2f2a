"""Which encoding some bytes are in: what shows, what the page declares, and what it looks like.

A page that declares windows-1251 and holds only bytes that fit UTF-8 was stored anew by somebody who left the
declaration as it was: it is UTF-8.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.capture.tables import charsets

_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_TWO_BYTE_CODECS = frozenset({"gb18030", "cp932", "cp949", "cp950", "euc_jp"})
# One pair of bytes in seven of a page in GBK fits UTF-8 by chance; that three do and nothing else stands above 0x7F is
# no chance. In the one-byte encodings such a sequence is two or three odd signs in a row ("Ã©").
_ENOUGH_UTF8 = 3
# After any other escape Python's decoder reads to the end of the line in another way.
_OTHER_ESCAPE = re.compile(rb"\x1b(?!\$[@B]|\([BJ])")
_COMMON_IN_UTF16 = " \n\r\u3000\u3001\u3002\uff0c"
# Every script puts a space, a line end or a comma at least so often; in the wrong byte order there is hardly one.
_COMMON_SHARE = 0.01
_CLEARLY = 4
_UTF16_SAMPLE = 1 << 16
# In so few bytes that are also UTF-8, NULs are NULs.
_UTF16_LEAST = 16
# Browsers look for it in the first 1,024 bytes; pages with long scripts above it exist.
_DECLARED_WITHIN = 1 << 14
_CHARSET = re.compile(r"""(?:charset|encoding)\s*=\s*["']?\s*([^\s"';>/?]{1,40})""", re.IGNORECASE)


class Declared(NamedTuple):
    """An encoding that a page names, and the codec to read it with; None where nobody knows the name."""

    name: str
    codec: str | None


def fits(data: bytes, codec: str) -> bool:
    """Whether all bytes can be read with a codec."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def seven_bit(data: bytes) -> str | None:
    """The codec of ISO-2022-JP, which shows by its escapes and is ASCII else."""
    shows = b"\x1b$" in data and data.isascii() and not _OTHER_ESCAPE.search(data)
    return "iso2022_jp" if shows and fits(data, "iso2022_jp") else None


def is_utf8(data: bytes, declared: Declared | None) -> bool:
    """Whether bytes are UTF-8: all fit it, and either that is no chance or the page does not say otherwise."""
    if not fits(data, "utf-8"):
        return False
    codec = declared.codec if declared else None
    doubtful = codec in _TWO_BYTE_CODECS and 0 < len(_MULTIBYTE.findall(data)) < _ENOUGH_UTF8
    return not (doubtful and fits(data, str(codec)))


def detected(data: bytes) -> tuple[str, str]:
    """What bytes look like that are not UTF-8: the name of the encoding, and its codec."""
    from turbohtml.detect import detect  # noqa: PLC0415 - not every page needs it

    # It would believe a declaration in the first 1,024 bytes, which has been looked at already.
    name = detect(b" " * 1024 + data).encoding or "windows-1252"
    return name, charsets().get(name.lower(), "cp1252")


def named(name: str | None, data: bytes) -> Declared | None:
    """The encoding of a name, where it is known and all bytes fit it."""
    codec = charsets().get((name or "").strip().lower())
    return Declared(name or "", codec) if codec and fits(data, codec) else None


def declaration(data: bytes) -> Declared | None:
    """What a page of HTML says that its encoding is, in <meta> or an XML declaration."""
    from turbohtml import tokenize  # noqa: PLC0415 - not every page needs it

    for token in tokenize(data[:_DECLARED_WITHIN].decode("latin-1"), capture_source=True):
        if token.tag == "body":
            break
        said = ""
        if token.tag == "meta":
            named = dict(reversed(token.attrs or []))
            said = f"charset={named['charset']}" if named.get("charset") else named.get("content", "")
        elif token.source and token.source.startswith("<?xml"):
            said = token.source
        if found := _CHARSET.search(said):
            name = found[1]
            # A page that could be read as far as this is not in UTF-16, whatever it says: the HTML Standard's own rule.
            codec = "utf-8" if name.lower().startswith("utf-16") else charsets().get(name.lower())
            return Declared(name, codec)
    return None


def utf16_order(data: bytes) -> str | None:
    """The codec of UTF-16 without a byte-order mark: spaces and line ends show which byte comes first."""
    sample = data[: min(_UTF16_SAMPLE, len(data) // 2 * 2)]
    if b"\0" not in sample or (len(data) < _UTF16_LEAST and fits(data, "utf-8")):
        return None
    counts = {codec: _common_characters(sample, codec) for codec in ("utf-16-le", "utf-16-be")}
    best, other = sorted(counts, key=lambda codec: -counts[codec])
    enough = counts[best] >= max(1, _COMMON_SHARE * len(sample) / 2)
    return best if enough and counts[best] > _CLEARLY * counts[other] else None


def _common_characters(sample: bytes, codec: str) -> int:
    text = sample.decode(codec, "replace")
    return sum(map(text.count, _COMMON_IN_UTF16))
