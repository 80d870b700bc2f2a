"""Statements in a cue's complement: "said that ...", "vowed to ...", "praised the accord"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from onrecord.entity import bodies, groups, roles
from onrecord.statement.complements import Complement, after_that, complements
from onrecord.statement.cues import evidence, frames_of, is_negated, lemma_of, object_with_clause, verbs
from onrecord.statement.denied import judgement
from onrecord.statement.draft import Draft
from onrecord.statement.ranges import characters
from onrecord.statement.subjects import phrase, subject
from onrecord.statement.trailing import trailing
from onrecord.statement.unsaid import is_unsaid

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Where a cue has several complements the first of these that it has is its content; objects and what hangs on them
# ("accused Ruvell of lying") go together.
_RANKS = ("clause", "small", "infinitive", "gerund")
_FORMS = {"VBD": "fin", "VBZ": "fin", "VBP": "fin", "JJ": "adj", "NN": "noun", "NNS": "noun"}
_PERSONS = {
    **dict.fromkeys(("i", "we", "me", "us", "my", "our"), "first"),
    **dict.fromkeys(("you", "your"), "second"),
    **dict.fromkeys(("it", "that", "which", "what", "this", "there"), "thing"),
    "who": "who",
    "they": "they",
    "one": "one",
}
# Words between an auxiliary or particle and its verb: "has not always said".
_CUE_REACH = 4


def indirect(doc: Doc) -> Iterator[Draft]:
    """Every cue of the text with its content."""
    for word in doc:
        frames = frames_of(word)
        if not frames:
            continue
        draft = _draft(word, frames)
        if draft is not None:
            yield draft


def _draft(cue: Token, frames: Mapping[str, str]) -> Draft | None:
    doc = cue.doc
    head = subject(cue)
    before = head.left_edge.i - 1 if head is not None else -1
    if before >= 0 and cue.doc[before].lower_ == "what" and before < cue.i:
        # "what it said was a ferry": the article takes up a word, and nobody's sentence follows.
        return None
    if is_unsaid(cue, head):
        return None
    if "quote" in frames and (found := trailing(cue, head)) is not None:
        return draft(cue, head, "trailing", frames["quote"], [characters(doc, part) for part in found.content])
    if _says_nothing(cue, head, frames):
        return None
    mine = [complement for complement in complements(cue) if complement.frame in frames]
    if "clause" in frames and not any(complement.frame == "clause" for complement in mine):
        mine += filter(None, [after_that(cue)])
    chosen = _chosen([complement for complement in mine if not _is_fragment(cue, complement)])
    if not chosen or _is_non_answer(cue, chosen[0]):
        return None
    frame = chosen[0].frame
    return draft(cue, head, frame, frames[frame], [characters(doc, part.content) for part in chosen])


def _is_fragment(cue: Token, complement: Complement) -> bool:
    """Whether an object only names a thing, and the verb does not make it what was said: "confirmed his account"."""
    if complement.frame != "object" or lemma_of(cue) not in object_with_clause():
        return False
    first, end = complement.content
    noun = cue.doc[first:end].root
    return not any(child.dep_ in {"acl", "ccomp"} or child.lower_ == "that" for child in noun.rights)


def _chosen(mine: list[Complement]) -> list[Complement]:
    for frame in _RANKS:
        found = [complement for complement in mine if complement.frame == frame]
        if found:
            return found[:1]
    return mine


def _says_nothing(cue: Token, head: Token | None, frames: Mapping[str, str]) -> bool:
    """Whether a cue is negated ("did not say"; a thought that somebody does not have is one denied), or a thing's."""
    if is_negated(cue) and not {"thought", "doubted"} & set(frames.values()):
        return True
    if head is None or head.pos_ != "NOUN" or lemma_of(cue) not in evidence():
        return False
    noun = head.lemma_.lower()
    return not (noun in roles() or noun in bodies() or head.lower_ in groups())


def _is_non_answer(cue: Token, complement: Complement) -> bool:
    """Whether nothing was said at all: "declined to comment", "had no further comment"."""
    answering = verbs("answering")
    first, end = complement.content
    words = [token for token in cue.doc[first:end] if not token.is_stop]
    return all(word.lemma_.lower() in answering or word.dep_ == "amod" for word in words)


def draft(cue: Token, head: Token | None, frame: str, act: str, content: list[tuple[int, int]]) -> Draft:
    """A draft of a verb's statement, its source the verb's subject."""
    source = [phrase(head, before=cue.i)] if head is not None else []
    content = [part for part in content if part[0] < part[1]]
    act, denied = judgement(cue, act, content)
    return Draft(
        frame=frame,
        lemma=lemma_of(cue),
        verb=cue.i,
        head=head.i if head is not None else None,
        source=source,
        cue=[cue_range(cue)],
        content=content,
        act=act,
        denied=denied,
        position=_position(cue),
        flags=_flags(cue, head),
    )


def _position(cue: Token) -> str:
    """How the cue's clause hangs in its sentence, and its form: ROOT.fin, advcl.VBG, xcomp.VB.go ("went on to say")."""
    position = f"{cue.dep_}.{_FORMS.get(cue.tag_, cue.tag_)}"
    return f"{position}.{cue.head.lemma_.lower()}" if cue.dep_ == "xcomp" else position


def _flags(cue: Token, head: Token | None) -> tuple[str, ...]:
    """What makes it less likely that somebody said it: "did not say", "would say", nobody or a pronoun as source."""
    flags = []
    if is_negated(cue):
        flags.append("not")
    if any(child.tag_ == "MD" and child.lower_ not in {"will", "'ll", "’ll"} for child in cue.children):
        flags.append("modal")
    if head is None:
        flags.append("nobody")
    elif head.lower_ in _PERSONS:
        flags.append(_PERSONS[head.lower_])
    return tuple(flags)


def cue_range(cue: Token) -> tuple[int, int]:
    """The cue with its auxiliaries, negation and particle."""
    first = last = cue
    for child in cue.children:
        if child.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(child.i - cue.i) <= _CUE_REACH:
            first = child if child.i < first.i else first
            last = child if child.i > last.i else last
    if any(token.is_punct for token in cue.doc[first.i : cue.i]):
        first = cue
    return first.idx, last.idx + len(last)
