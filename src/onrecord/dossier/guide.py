"""What a reader of a dossier has to know, in whatever format."""

from __future__ import annotations

_WORDS = """
Words in quotation marks are the speaker’s own as they were printed; others are the reporter’s. “By” before a day: all
that is known is the day of publication. What was done is told by the article itself unless somebody claims it.
“Doubtful” is what the program itself takes to be more likely wrong than right, “alleged” what nobody who is named
vouches for. A copy is no second source.
"""
_CHECKS = """
Characters are counted in the text of the captured page from 0 on, the last one excluded, in Unicode code points. The
SHA-256 is that of the page’s bytes as they were saved. With the record at hand, “onrecord show” and the id show the
words in their text, and “onrecord verify” compares all of them with the kept bytes. Signs that command a screen or turn
the direction of writing are shown as �.
"""
GUIDE = tuple(" ".join(text.split()) for text in (_WORDS, _CHECKS))
