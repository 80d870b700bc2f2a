"""Content that is cut too short, or holds crumbs of the article's own words.

as Orvik | -Karsa ties deepen                                a word cut at its hyphen
“They sleep,” she said on | her return. It is | late.        crumbs behind a quotation
..., he said, | an | aim that was met                        an article without its noun
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.statement.cues import frames_of, lemma_of, minds
from onrecord.statement.nominal import nouns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from onrecord.spans import Span
    from onrecord.statement.surroundings import Surroundings

_HYPHENS = "-\u2010\u2011"
_VERBS = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "VB"})
# Words that are nothing by themselves.
_CRUMBS = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "SPACE", "PART"})
# "put the cost at four crowns"
_ESTIMATING = frozenset({"put"})
# What somebody makes of a thing: "painted the talks as a trap", "put the threat in grave terms".
_MADE_OF = frozenset({"as", "terms"})
# A clause may go on behind a cut word by so many words.
_FARTHEST = 8


def is_bare(cue: Token, content: Sequence[Token]) -> bool:
    """Whether a cue that no lexicon knows is given no more than a thing's name: "whistled at | the platform"."""
    known = frames_of(cue) or lemma_of(cue) in minds() | _ESTIMATING or cue.lemma_.lower() in nouns()
    tells_more = any(token.is_quote or token.pos_ in _VERBS or token.lower_ in _MADE_OF for token in content)
    return not known and not tells_more


def unbroken(part: Span, around: Surroundings) -> Span:
    """A part that does not begin or end within a hyphenated word; with the last word comes what it belongs to."""
    text, (start, end) = around.text, part
    while start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum() and text[start].isalnum():
        start -= 2
        while start and text[start - 1].isalnum():
            start -= 1
    cut = end
    while end < len(text) - 1 and text[end] in _HYPHENS and text[end - 1].isalnum() and text[end + 1].isalnum():
        end += 2
        while end < len(text) and text[end].isalnum():
            end += 1
    return start, end if end == cut else _with_clause(start, end, around)


def _with_clause(start: int, end: int, around: Surroundings) -> int:
    """Where the phrase or clause ends that a cut word stands in, if it begins within the content."""
    tokens = around.doc.char_span(start, end, alignment_mode="expand")
    if tokens is None:
        return end
    word = tokens[-1]
    last = word
    for up in (word, *word.ancestors):
        if up.left_edge.idx < start or up.sent != word.sent or up.right_edge.i - word.i > _FARTHEST:
            break
        last = max(last, up.right_edge, key=lambda token: token.i)
        if up.pos_ in _VERBS:
            break
    while last.is_punct and last.i > word.i:
        last = last.nbor(-1)
    if last.i + 1 < word.sent.end and last.nbor().tag_ in _FINITE:
        # "as Orvik-Karsa ties deepen", where the parse of a title takes "ties" for the verb.
        last = last.nbor()
    return max(end, last.idx + len(last))


def without_scraps(content: list[Span], cue: Token, around: Surroundings) -> list[Span]:
    """The pieces of a content without crumbs of the article's own words."""
    out: list[Span] = []
    for part in content:
        is_plain = len(content) > 1 and not around.within(*part)
        if not (is_plain and (_is_crumb(part, cue, around) or _is_told_behind(out, part, cue, around))):
            out.append(part)
    return out


def _is_crumb(part: Span, cue: Token, around: Surroundings) -> bool:
    """Whether a piece is nothing by itself: an article, or the beginning of a sentence behind the cue's."""
    tokens = around.doc.char_span(*part, alignment_mode="expand")
    if tokens is None:
        return False
    rest = around.doc[tokens.end : tokens[-1].sent.end]
    left = [token for token in rest if not token.is_punct and not token.is_space]
    is_cut = part[0] >= cue.sent.end_char and bool(left)
    return is_cut or all(token.pos_ in _CRUMBS for token in tokens)


def _is_told_behind(before: Sequence[Span], part: Span, cue: Token, around: Surroundings) -> bool:
    """Whether unmarked words stand behind a quotation and its cue: when it was said, or the article's next sentence."""
    if not before or part[0] < cue.idx or not all(around.within(*one) and one[1] <= cue.idx for one in before):
        return False
    if part[0] >= cue.sent.end_char:
        return True
    tokens = around.doc.char_span(*part, alignment_mode="expand")
    return tokens is not None and tokens.root.dep_ == "pobj" and tokens.root.head.head == cue
