"""Quotation marks as evidence: whose words stand in them.

A quotation that a draft's content touches belongs to it whole. One that no draft touches looks for a cue just after it
(“...,” Ruvell said), then just before it (Ruvell said: “...”); the parse is asked for the subject, but not believed
about where the quotation ends. Without a cue it may go on from the last speaker (see floating.py); else it is a name, a
title or a scare quote, and no statement.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from onrecord.statement.cues import frames_of
from onrecord.statement.indirect import draft
from onrecord.statement.subjects import subject
from onrecord.statement.unsaid import is_withheld

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.language.marks import Quotation
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings

# How many words may stand between cue and quotation where no comma or colon does: "said that “", "called it a “".
_NEAR = 3
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def snapped(drafts: list[Draft], around: Surroundings) -> None:
    """Give each draft the whole of the quotations that it touches; where its cue stands in one, keep it within."""
    for item in drafts:
        holder = around.around(item.cue[0][0])
        item.in_quotation = holder is not None
        parts = []
        for start, end in item.content:
            if holder is not None:
                start, end = max(start, holder.inner_start), min(end, holder.inner_end)  # noqa: PLW2901
            else:
                if item.frame == "trailing" and start < item.cue[0][0]:
                    start = around.sentence_start(start, end)  # noqa: PLW2901
                for quotation in around.within(start, end):
                    start, end = min(start, quotation.start), max(end, quotation.end)  # noqa: PLW2901
            if start < end:
                parts.append((start, end))
        item.content = parts


def attached(drafts: list[Draft], around: Surroundings) -> list[Draft]:
    """The drafts of quotations that none has yet; where the cue has a draft the quotation goes to that."""
    by_verb = {item.verb: item for item in drafts}
    out: list[Draft] = []
    taken = spoken_for(drafts, around)
    for quotation in around.outer:
        if quotation.start in taken:
            continue
        found = _cue_after(quotation, around) or _cue_before(quotation, around)
        if found is None:
            continue
        cue, head = found
        there = by_verb.get(cue.i)
        if there is not None:
            there.content = sorted([*there.content, (quotation.start, quotation.end)])
            continue
        act = frames_of(cue).get("quote")
        new = draft(cue, head, "quote" if act else "led-in", act or "said", [(quotation.start, quotation.end)])
        by_verb[cue.i] = new
        out.append(new)
    return out


def spoken_for(drafts: Iterable[Draft], around: Surroundings) -> set[int]:
    """Where the quotations begin that the content of some draft touches, its cue standing outside them."""
    parts = (part for item in drafts if not item.in_quotation for part in item.content)
    return {quotation.start for part in parts for quotation in around.within(*part)}


def _cue_after(quotation: Quotation, around: Surroundings) -> tuple[Token, Token] | None:
    """Cue and head of the source of "“...,” Ruvell said"."""
    if not around.ends_like_speech(quotation):
        return None
    first, last = around.tokens(*around.after(quotation))
    for token in around.doc[first:last]:
        if token.pos_ in {"VERB", "AUX"} and "quote" in frames_of(token) and not is_withheld(token, subject(token)):
            head = _source_beside(token, first, last)
            return (token, head) if head is not None and _follows_at_once(token, head, first, around) else None
    return None


def _source_beside(cue: Token, first: int, last: int) -> Token | None:
    """The head of the source within a stretch of tokens: a subject there, else the noun before the cue, or behind it.

    What a long quotation does to the parse often leaves the cue without its subject, or with one in the quotation.
    """
    subjects = [subject(cue), *(child for child in cue.children if child.dep_ == "nsubj")]
    for head in subjects:
        if head is not None and first <= head.i < last:
            return head
    for token in reversed(cue.doc[first : cue.i]):
        if token.pos_ in _NOMINAL:
            return token
    run = list(takewhile(lambda token: token.pos_ in _NOMINAL | {"DET", "ADJ", "NUM"}, cue.doc[cue.i + 1 : last]))
    return run[-1] if run and run[-1].pos_ in _NOMINAL else None


def _follows_at_once(cue: Token, head: Token | None, first: int, around: Surroundings) -> bool:
    """Whether cue or source come right after a quotation: “Why?” Ruvell asked, but not “Why?” The firm, he said, ..."""
    if around.text[around.doc[first].idx - 1 :][:2].strip()[:1] == ",":
        return True
    starts = [cue.i, *(child.left_edge.i for child in [cue, head] if child is not None)]
    words = [token.i for token in around.doc[first : cue.i + 1] if not (token.is_punct or token.is_space)]
    if not words or min(starts) > words[0]:
        return False
    return (
        head is None or head.i > cue.i or not any(token.text == "," for token in around.doc[head.right_edge.i : cue.i])
    )


def _cue_before(quotation: Quotation, around: Surroundings) -> tuple[Token, Token | None] | None:
    """Cue and head of the source of "Ruvell said: “...”"."""
    first, last = around.tokens(*around.before(quotation))
    words = [token for token in around.doc[first:last] if not token.is_space]
    if not words:
        return None
    led_in = words[-1].text in {",", ":"}
    for distance, token in enumerate(reversed(words)):
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if "quote" in frames_of(token) and not is_withheld(token, subject(token)):
            return (token, subject(token)) if led_in or distance < _NEAR else None
        if words[-1].text == ":" and token.tag_ in {"VBD", "VBZ", "VBP"} and token.dep_ not in {"relcl", "aux"}:
            head = next((child for child in token.children if child.dep_ == "nsubj"), None)
            return (token, head) if head is not None else None
    return None
