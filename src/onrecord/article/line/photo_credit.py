"""Captions and photo credits: "(Sputnik / AFP)", "JANE ROE/POOL/AFP VIA GETTY IMAGES", "Photo: Jane Roe".

"(Reuters)" alone may be a photo's credit or the last word of an agency's report; it is a credit where the line stands
twice or bears a full date, as captions do.
"""

from __future__ import annotations

import re

from onrecord.article.line import lists
from onrecord.article.line.lines import Line

_MAX_LABEL_WORDS = 9
_MAX_CREDIT_WORDS = 12
_MAX_CAPITAL_WORDS = 14
_LONGEST_CREDIT = 120
_CREDIT_END = re.compile(
    r"[(\[](?P<credit>[^()\[\]]{2,90})[)\]]\s*$"
    r"|(?:©|\(c\)|\bCredit:|\bPhoto:|\bPicture:|\bImage:|\bPhoto by|\bFoto:|\bFOTO:|\bPHOTO:)\s*(?P<tail>[^.]{2,80})$"
)
_MARKED = re.compile(r"©|\(c\)|:|[Pp]hoto by")
_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŘŚŞŠŤŮŰŹŻŽА-ЯЁ"
# Words are bounded, for a line may be "A.A.A.A." by the megabyte.
CAPITAL_CREDIT = re.compile(
    rf"(?<![^\W_])(?:[{_CAPITAL}][{_CAPITAL}'’.-]{{0,40}}[ /,&]{{1,3}}){{1,14}}"
    rf"[{_CAPITAL}][{_CAPITAL}'’.-]{{1,40}}(?![^\W_])"
)
_BETWEEN_NAMES = re.compile(r"\s*(?:/|,|\bvia\b|\band\b|–|-|\|)\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def is_caption(line: Line) -> bool:
    """Whether a line says what a picture shows or who took it."""
    text = line.text
    if cue := lists.cues("caption").match(text):
        rest = text[cue.end() : cue.end() + _LONGEST_CREDIT].lstrip()
        is_label = line.words <= _MAX_LABEL_WORDS and not line.ends and rest[:1].isupper()
        if rest[:1] in {":", "|", "©", "/"} or is_label:
            return True
    if text[:1] == "©" or text.startswith("(Photo"):
        return True
    tail = text[-_LONGEST_CREDIT:]
    found = _CREDIT_END.search(tail) if text[-1] in ")]" or _MARKED.search(tail) else None
    if found and is_credit(found["credit"] or found["tail"] or ""):
        return found["tail"] is not None or not _may_be_sign_off(line, found["credit"])
    return line.words <= _MAX_CAPITAL_WORDS and text.isupper() and _has_capital_credit(text)


def is_pictured(line: Line) -> bool:
    """Whether a whole paragraph is what a picture shows: it ends in a credit of two names, "(Ostrel / Kestrel Photos)".

    An agency alone in brackets may as well be who wrote the paragraph, unless it stands there twice.
    """
    found = _CREDIT_END.search(line.text[-_LONGEST_CREDIT:]) if line.text[-1] in ")]" else None
    if found is None or not found["credit"]:
        return False
    names = [name for name in _BETWEEN_NAMES.split(found["credit"]) if name]
    known = [name for name in names if name[:1].isupper() and lists.key(name) in lists.agencies()]
    return bool(known) and (len(names) > 1 or line.times > 1)


def _may_be_sign_off(line: Line, credit: str) -> bool:
    known = lists.agencies().get(lists.key(credit))
    return line.words == 1 or (known is not None and known.is_news and line.times == 1 and not _YEAR.search(line.text))


def is_credit(text: str) -> bool:
    """Whether what stands in brackets at a caption's end says who took the picture: "AP Photo/Jane Roe"."""
    if len(text.split()) > _MAX_CREDIT_WORDS or text.isdigit():
        return False
    if any(lists.cues("photo").match(word) for word in text.split()):
        return True
    return any(lists.key(part) in lists.agencies() for part in _BETWEEN_NAMES.split(text)) or "/" in text


def is_capital_credit(credit: str) -> bool:
    """Whether words in capitals are a photo credit: an agency among them, "VIA", or a full name before a slash."""
    parts = _BETWEEN_NAMES.split(credit)
    if len(parts) == 1:  # a name alone, or an abbreviation
        return False
    if " VIA " in credit or any(lists.key(part) in lists.agencies() for part in parts):
        return True
    return "/" in credit and any(" " in part.strip() for part in parts)


def _has_capital_credit(text: str) -> bool:
    return any(is_capital_credit(found.group()) for found in CAPITAL_CREDIT.finditer(text))
