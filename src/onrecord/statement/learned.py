"""Statements that the trained model finds: by cue, what it has for content and source.

The model says which characters belong together; what a cue makes of its content (said, thought, asked, denied) and the
heads of the phrases come from the lexicon and the parse, as for every other draft.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.spans import trimmed
from onrecord.statement import heads
from onrecord.statement.afterthoughts import without_afterthought
from onrecord.statement.cues import frames_of, lemma_of, minds
from onrecord.statement.decode import decoded
from onrecord.statement.draft import Evidence
from onrecord.statement.floating import another_acts
from onrecord.statement.indirect import draft
from onrecord.statement.nominal import nouns
from onrecord.statement.scraps import is_bare, unbroken, without_scraps
from onrecord.statement.subjects import is_anothers
from onrecord.statement.unspoken import is_unspoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from onrecord.language.encoder import Encoded
    from onrecord.spans import Span
    from onrecord.statement.decode import Found
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings
    from onrecord.statement.tags import Role


_EDGES = ",;:"


def learned(around: Surroundings, encoded: Encoded) -> list[Draft]:
    """The statements that the model finds, in the order of the text."""
    probabilities = heads.cues(encoded.states)
    found = decoded(
        around.text,
        encoded.pieces,
        around.quotations,
        probabilities,
        lambda places: heads.around(encoded, places),
    )
    return [made for one in found if (made := _draft(one, around, encoded)) is not None]


def _draft(found: Found, around: Surroundings, encoded: Encoded) -> Draft | None:
    ranges = {role: [_whole(range_, around) for range_ in its] for role, its in _ranges(found, encoded).items()}
    ranges["content"] = [unbroken(range_, around) for range_ in ranges["content"]]
    cue, source = _tokens(ranges["cue"], around), _tokens(ranges["source"], around)
    if cue is None:
        return None
    verb = _verb(cue)
    head = source.root if source is not None else None
    if head is not None and is_anothers(verb, head):
        ranges["source"], head = [], None
    ranges["content"] = without_scraps(list(_of_one(ranges["content"], ranges["cue"], around)), verb, around)
    content = _all_tokens(ranges["content"], around)
    if is_unspoken(verb, head, content):
        return None
    made = draft(verb, head, "learned", _act(verb, cue), ranges["content"])
    if is_bare(verb, content):
        made.flags += ("bare",)
    made.cue, made.source = ranges["cue"], ranges["source"]
    made.in_quotation = around.around(made.cue[0][0]) is not None
    made.evidence = Evidence(
        anchor=found.anchor,
        content=found.mean(found.pieces("content"), "content"),
        source=found.mean(found.pieces("source"), "source") if ranges["source"] else None,
    )
    return made


def _of_one(content: list[Span], cue: list[Span], around: Surroundings) -> Iterator[Span]:
    """The pieces of a content up to where somebody else acts, or where the article goes on in words of its own."""
    last = max(end for _, end in cue)
    words = _tokens(cue, around)
    begins = words.sent.start_char if words is not None else last
    beside = any(end > begins for _, end in content)
    for start, end in content:
        if start > last and another_acts(last, start, around):
            return
        if beside and end <= begins and not around.within(start, end):
            # "His colleague nodded. “They sleep,” she said."
            continue
        last = max(last, end)
        tokens = around.doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None and start >= cue[-1][1] and not around.within(start, end):
            # The two words behind tell whether "a week" goes on with "after".
            ahead = min(tokens.end + 2, tokens.sent.end)
            kept = around.doc[tokens.start : without_afterthought(around.doc, tokens.start, ahead)]
            yield start, max(start, min(end, kept.end_char))
        else:
            yield start, end


def _ranges(found: Found, encoded: Encoded) -> Mapping[Role, list[Span]]:
    starts, ends = encoded.pieces.starts, encoded.pieces.ends
    return {
        role: [(int(starts[start]), int(ends[end - 1])) for start, end in found.of(role)]
        for role in ("content", "cue", "source")
    }


def _tokens(ranges: list[Span], around: Surroundings) -> Tokens | None:
    """The tokens of the longest of some ranges."""
    if not ranges:
        return None
    start, end = max(ranges, key=lambda range_: range_[1] - range_[0])
    return around.doc.char_span(start, end, alignment_mode="expand")


def _whole(range_: Span, around: Surroundings) -> Span:
    """A range without the comma, or the "and", "the" or "in", that it breaks off after."""
    start, end = trimmed(around.text, range_, _EDGES)
    tokens = around.doc.char_span(start, end, alignment_mode="expand") if start < end else None
    if tokens is None:
        return range_
    last = len(tokens) - 1
    while last > 0 and _leads_on(tokens[last], tokens.end):
        last -= 1
    return start, min(end, tokens[last].idx + len(tokens[last]))


def _leads_on(token: Token, end: int) -> bool:
    """Whether a token before `end` asks for words behind it: "the", "and", the "in" of "in Orvik"."""
    if token.pos_ in {"CCONJ", "DET"} or token.is_space or token.text == ",":
        return token.right_edge.i < end
    return token.pos_ == "ADP" and any(child.i >= end for child in token.children)


def _all_tokens(ranges: list[Span], around: Surroundings) -> list[Token]:
    spans_ = (around.doc.char_span(*range_, alignment_mode="expand") for range_ in ranges)
    return [token for span in spans_ if span is not None for token in span]


def _verb(cue: Tokens) -> Token:
    """The word of a cue that brings the words: one of the lexicon, else the last verb, else its head."""
    known = [token for token in cue if frames_of(token)]
    choice = known or [token for token in cue if token.pos_ == "VERB"]
    return choice[-1] if choice else cue.root


def _act(cue: Token, words: Iterable[Token]) -> str:
    """What a cue makes of its content; in "expressed doubt" the noun tells it."""
    held = (next(iter(nouns().get(word.lemma_.lower(), {}).values()), "") for word in words if word.pos_ == "NOUN")
    rejecting = next((act for act in held if act in {"denied", "doubted"}), None)
    if rejecting is not None:
        return rejecting
    frames = frames_of(cue) or nouns().get(cue.lemma_.lower(), {})
    return next(iter(frames.values()), "thought" if lemma_of(cue) in minds() else "said")
