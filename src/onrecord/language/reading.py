"""One reading of an article that serves all later steps: its body as one text, parsed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.language.encoder import Encoded, encode
from onrecord.language.marks import Quotation, quotations
from onrecord.language.paragraphs import paragraphs
from onrecord.spans import Span, Spans, View, without

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

    from onrecord.model import Article


@dataclass(frozen=True)
class Reading:
    """An article, the text of its capture, its body as a view (without the dateline), and the parse of that view.

    `doc` is None where there is no model for the article's language. Its character offsets count in `view.text`, and so
    do those of the quotations and paragraphs.
    """

    article: Article
    text: str = field(repr=False)
    view: View = field(repr=False)
    doc: Doc | None = field(repr=False)

    @cached_property
    def encoded(self) -> Encoded:
        """What the encoder makes of the view, once for every head that reads it."""
        return encode(self.view.text)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands within quotation marks, in order."""
        return quotations(self.view.text)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Where each paragraph of the view begins and ends."""
        return paragraphs(self.view.text)

    def spans(self, tokens: Tokens) -> Spans:
        """Where in the capture's text some tokens stand."""
        return self.view.back(tokens.start_char, tokens.end_char)


def body_view(article: Article, text: str) -> View:
    """The body of an article without its dateline, as one text."""
    filed = article.dateline.spans if article.dateline else ()
    return View.of(text, without(article.body, filed))
