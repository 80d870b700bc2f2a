"""Writes small PDFs by hand, as the specification has them: pages of lines in Helvetica, nothing else."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

Stream = tuple[str, bytes]


def pdf(
    pages: Sequence[Sequence[str]], *, info: str = "", compress: bool = False, extra: Sequence[str | Stream] = ()
) -> bytes:
    """A PDF with these lines on its pages; `info` is its metadata, as "/Title (Port closed)", `extra` more objects."""
    streams = [content(lines) for lines in pages]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[str | Stream] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(("/Filter /FlateDecode", zlib.compress(stream, 9)) if compress else ("", stream))
    objects += extra
    return assembled(objects, info)


def content(lines: Sequence[str]) -> bytes:
    """What draws some lines below each other; an empty one leaves room."""
    drawn = ["BT /F1 11 Tf 56 780 Td 14 TL"]
    for line in lines:
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"({escaped}) Tj T*" if line else "T*")
    return "\n".join([*drawn, "ET"]).encode("cp1252")


def assembled(objects: Sequence[str | Stream], info: str = "") -> bytes:
    """A file of these objects, the first of them its root."""
    listed = [*objects, f"<< {info} >>"]
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(listed, 1):
        places.append(len(out))
        if isinstance(one, str):
            out += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
        else:
            head, data = one
            out += f"{number} 0 obj\n<< {head} /Length {len(data)} >>\nstream\n".encode() + data
            out += b"\nendstream\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(listed) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    root = f"/Size {len(listed) + 1} /Root 1 0 R /Info {len(listed)} 0 R"
    return bytes(out) + f"trailer\n<< {root} >>\nstartxref\n{start}\n%%EOF\n".encode()
