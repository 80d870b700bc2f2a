"""What stands in the complement of a cue that follows its subject: "said that ...", "vowed to ...".

    clause       Ruvell said (that) the talks had failed          finite complement clause
    small        Ruvell called the talks a failure                object with what is said of it
    infinitive   Ruvell vowed to go on
    gerund       Ruvell suggested going on
    object       Ruvell praised the talks
    prep:for     Ruvell called for talks                          one frame a preposition

The cue is a verb, or an adjective ("sure that ...").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from onrecord.statement.afterthoughts import without_afterthought

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TRAILS = frozenset({",", ":", ";", "-", "–", "—", ".", "and", "but"})


class Complement(NamedTuple):
    """A frame and its content as a range of tokens."""

    frame: str
    content: tuple[int, int]


def complements(verb: Token) -> Iterator[Complement]:
    """The complements to the right of a verb, or of the adjective that a copula stands with."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        frame = _frame(verb, child)
        if frame is None:
            continue
        content = _object(verb, child) if frame == "object" else _range(child)
        if frame == "clause":
            content = _after_time(verb.doc, *content), _continued(verb, child, content[1])
        if frame.startswith("prep:"):
            content = (child.i + 1, content[1])
        content = content[0], without_afterthought(verb.doc, *content)
        if content[0] < content[1]:
            yield Complement(frame, content)


def _after_time(doc: Doc, start: int, end: int) -> int:
    """Where a clause begins behind the day that its cue goes with: "said | on Monday | the talks had failed"."""
    first = start + 1 if doc[start].lower_ == "on" else start
    after = first
    while after < end and doc[after].ent_type_ == "DATE":
        after += 1
    goes_on = after < end and doc[after].text != "," and doc[after].pos_ not in {"VERB", "AUX"}
    return after if after > first and goes_on else start


def after_that(verb: Token) -> Complement | None:
    """A clause that the parse hangs on a noun before "that": "told reporters at a briefing that the talks failed"."""
    doc, end = verb.doc, verb.sent.end
    for index in range(verb.i + 1, end - 1):
        token = doc[index]
        if token.pos_ in {"VERB", "AUX"} or token.text in _TRAILS:
            return None
        if token.lower_ == "that" and token.head.pos_ in {"VERB", "AUX", "ADP"} and token.dep_ not in {"nsubj", "det"}:
            clause = next((up for up in (token.head, *token.ancestors) if up.dep_ in {"relcl", "acl", "ccomp"}), None)
            if clause is not None and clause.i > index and verb.is_ancestor(clause):
                return Complement("clause", (index, _range(clause)[1]))
    return None


def _continued(verb: Token, first: Token, end: int) -> int:
    """The end of a clause that the parse has cut in two: another one follows with nothing but marks between."""
    doc = verb.doc
    for sibling in verb.rights:
        between = doc[end : sibling.left_edge.i]
        if sibling.i > first.i and sibling.dep_ == "ccomp" and all(token.is_punct for token in between):
            end = max(end, _range(sibling)[1])
    return end


def _frame(verb: Token, child: Token) -> str | None:
    if child.dep_ in {"ccomp", "xcomp"}:
        return _clausal(child)
    if child.dep_ in {"dobj", "attr"} and verb.pos_ == "VERB":
        return "object"
    if child.dep_ == "prep" and any(inner.dep_ in {"pobj", "pcomp"} for inner in child.children):
        return f"prep:{child.lower_}"
    return None


def _clausal(child: Token) -> str:
    if child.tag_ in {"VB", "VBG"} and _has_to(child):
        return "infinitive"
    if child.dep_ == "ccomp":
        return "clause" if _is_finite(child) else "small"
    return "gerund" if child.tag_ == "VBG" else "small"


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _is_finite(verb: Token) -> bool:
    """Whether a clause has tense: its verb, an auxiliary, or a verb that it is coordinated with."""
    return (
        verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        or any(child.dep_ in {"aux", "auxpass", "mark", "cop"} and child.lower_ != "to" for child in verb.children)
        or (
            any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)
            and verb.pos_ in {"VERB", "AUX"}
        )
    )


def _range(head: Token) -> tuple[int, int]:
    """The tokens of a head's subtree without what is only punctuation at its end."""
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].lower_ in _TRAILS):
        end -= 1
    while start < end and (doc[start].is_space or doc[start].text in {",", ":", ";"}):
        start += 1
    return start, end


def _object(verb: Token, child: Token) -> tuple[int, int]:
    """An object, with what follows on it without a break and still belongs to the verb."""
    start, end = _range(child)
    for sibling in verb.rights:
        between = verb.doc[end : max(end, sibling.left_edge.i)]
        joined = not len(between) or (sibling.dep_ == "oprd" and all(token.is_quote for token in between))
        if sibling.i >= end and joined and sibling.dep_ in {"prep", "oprd", "acl", "relcl"}:
            end = max(end, _range(sibling)[1])
    return start, end
