"""Builds letters and MHTML archives for the tests."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage

ARTICLE = "<h1>Port closed</h1><p>“The port of Vell stays closed,” said Müller.</p>"


def letter(
    html: str | None = ARTICLE, text: str | None = "The port is closed, said Müller.\n", **fields: str
) -> EmailMessage:
    """A newsletter as it is sent: text and HTML, whichever is given; `fields` set or, if empty, take away some."""
    made = EmailMessage()
    known = {
        "From": "Vell Courier Morgenpost <news@courier.example>",
        "To": "reader@home.example",
        "Subject": "Port closed – „no ships“",
        "Date": "Mon, 05 May 2031 06:30:00 +0200",
        "Message-ID": "<17@courier.example>",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    for name, value in known.items():
        if value:
            made[name] = value
    if text is not None:
        made.set_content(text)
    if html is not None and text is not None:
        made.add_alternative(html, subtype="html", cte="quoted-printable")
    elif html is not None:
        made.set_content(html, subtype="html", cte="base64")
    return made


def mhtml(
    page: str, *, codec: str = "utf-8", head: str = "", coding: str = "quoted-printable", part: str = ""
) -> bytes:
    """An archive as browsers write it: the page, then a picture; `head` and `part` are more header lines of each."""
    data = page.encode(codec)
    body = quopri.encodestring(data) if coding == "quoted-printable" else base64.encodebytes(data)
    lines = f"""{head}MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----Boundary--x----"

------Boundary--x----
Content-Type: text/html
Content-Transfer-Encoding: {coding}
{part}
<body>
------Boundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://courier.example/a.png

iVBORw0=

------Boundary--x------
"""
    return lines.encode().replace(b"<body>", body).replace(b"\n", b"\r\n")
