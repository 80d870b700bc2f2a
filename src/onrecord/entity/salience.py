"""Who is in the reader's mind: how likely a pronoun or an epithet means each of those whom it can mean.

What speaks for one is counted in `features` (how near, in what part of a sentence, who spoke last, whom the pronoun
before meant) and weighed by `data/entity/salience.tsv`, which `training/salience.py` fits on labelled articles.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING

from onrecord.entity import knowledge
from onrecord.entity.cast import LATELY
from onrecord.entity.mention import OFTEN, Mention, Who

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Whoever is less likely than this is not named: somebody else would be in four of ten cases.
LEAST = 0.5


@dataclass(frozen=True)
class Scene:
    """What surrounds a mention: the parse, and who speaks which quotation as far as that is known."""

    doc: Doc
    voices: Mapping[int, Who] = field(default_factory=dict)
    _told: dict[tuple[Callable[[Token], bool], int], bool] = field(default_factory=dict, repr=False)

    def holds(self, what: Callable[[Token], bool], index: int) -> bool:
        """Whether something holds of a token; the same is asked again for each candidate."""
        found = self._told.get((what, index))
        if found is None:
            found = self._told[what, index] = what(self.doc[index])
        return found


def most_salient(mention: Mention, candidates: Sequence[Who], scene: Scene) -> Who | None:
    """The candidate that a mention most likely means; None where there is none near, or nothing tells two apart."""
    told = lately(mention, candidates, scene)
    if not told:
        return None
    if scene.holds(_follows_content, mention.head):
        acting = [who for who in told if _acts_just_before(mention, who, scene)]
        if len(acting) == 1:
            return acting[0]
    scores = [score(mention, who, scene) for who in told]
    top = max(scores)
    share = 1 / sum(math.exp(one - top) for one in scores)
    return told[scores.index(top)] if share > LEAST else None


def lately(mention: Mention, candidates: Sequence[Who], scene: Scene) -> list[Who]:
    """Those of the candidates of whom the text told just before a mention, each once.

    Who is named within what is said is not who says it: "Dorn, he said, is wrong".
    """
    near = [who for who in dict.fromkeys(candidates) if _is_before(mention, who)]
    if not _is_pronoun(mention) or not scene.holds(_follows_content, mention.head):
        return near
    return [who for who in near if not _is_named_beside(mention, who)] or near


def score(mention: Mention, who: Who, scene: Scene) -> float:
    """The sum of the weights of what speaks for somebody."""
    weights = _weights()
    return sum(value * weights.get(name, 0.0) for name, value in features(mention, who, scene))


def features(mention: Mention, who: Who, scene: Scene) -> Iterator[tuple[str, float]]:
    """What speaks for somebody or against them, by name; those of "they" and "it" are weighed apart."""
    forms = {"person": "", "group": "they ", "organisation": "it "}
    form = forms.get(mention.type, "") if _is_pronoun(mention) else "the "
    before = _before(mention, who)
    yield from _near(mention, before, form)
    yield from _in_what_part(mention, before, scene, form)
    yield f"{form}often", math.log(min(len(before), OFTEN))
    yield f"{form}named" if who.named else f"{form}described", 1
    yield f"{form}means {'both' if who.members else 'many' if who.traits.number == 'many' else who.type}", 1
    if mention.traits.gender:
        yield "gender known" if who.traits.gender else "gender unknown", 1
    follows = scene.holds(_follows_content, mention.head)
    if before[-1].sentence == mention.sentence and follows:
        yield "named in what is said", 1
    if follows or scene.holds(_is_cue, mention.head):
        yield from _speaking(mention, who, scene)


def _near(mention: Mention, before: Sequence[Mention], form: str) -> Iterator[tuple[str, float]]:
    """How far back somebody was told of: in sentences, paragraphs, and within or outside the same quotation."""
    last = before[-1]
    yield f"{form}{min(mention.sentence - last.sentence, LATELY)} sentences back", 1
    if any(at.paragraph == mention.paragraph for at in before):
        yield f"{form}in the paragraph", 1
    elif any(at.paragraph == mention.paragraph - 1 for at in before):
        yield f"{form}in the paragraph before", 1
    if last.in_quotation and not mention.in_quotation:
        yield "last in a quotation", 1
    if last.quotation is not None and last.quotation == mention.quotation:
        yield "same quotation", 1
    if mention.in_quotation and any(not at.in_quotation for at in before[-2:]):
        yield "told of outside the quotation", 1


def _in_what_part(mention: Mention, before: Sequence[Mention], scene: Scene, form: str) -> Iterator[tuple[str, float]]:
    """In what part of a sentence somebody stood last, and as what."""
    last = before[-1]
    subjects = [at for at in before if at.is_subject]
    if subjects:
        main = "main " if scene.holds(_is_main, subjects[-1].head) else ""
        yield f"{form}{main}subject {mention.sentence - subjects[-1].sentence} back", 1
    if last.kind == "pronoun":
        yield f"{form}pronoun before", 1
        if last.type == mention.type and last.text.lower()[:2] == mention.text.lower()[:2]:
            yield f"{form}same pronoun before", 1
    if last.sentence == mention.sentence:
        if _is_clause_mate(mention, last, scene.doc):
            yield "object of one's own clause", 1
        if not mention.is_subject and last.is_subject:
            yield "not the subject beside it", 1


def _speaking(mention: Mention, who: Who, scene: Scene) -> Iterator[tuple[str, float]]:
    """Of a pronoun that says something: who spoke last, and who acted just before."""
    if any(voice is who for voice in scene.voices.values()):
        yield "has spoken", 1
    if _acts_just_before(mention, who, scene):
        yield "acts just before it speaks", 1


def _is_before(mention: Mention, who: Who) -> bool:
    """Whether a reader has read of somebody, not too long ago."""
    lately = range(mention.sentence, mention.sentence - LATELY - 1, -1)
    return any(other.start < mention.start for index in lately if index in who.at for other in who.at[index])


def _before(mention: Mention, who: Who) -> list[Mention]:
    """The mentions of somebody that a reader has read, not too long ago, in the order of the text."""
    lately = range(mention.sentence - LATELY, mention.sentence + 1)
    near = [other for index in lately if index in who.at for other in who.at[index] if other.start < mention.start]
    near.sort(key=attrgetter("start"))
    return near


def _is_pronoun(mention: Mention) -> bool:
    return mention.kind == "pronoun"


def _acts_just_before(mention: Mention, who: Who, scene: Scene) -> bool:
    """Whether somebody is the subject of the sentence before: "His colleague nodded. “...,” she said"."""
    return any(
        other.is_subject and not other.in_quotation and scene.holds(_is_main, other.head)
        for other in who.at.get(mention.sentence - 1, ())
    )


def _is_named_beside(mention: Mention, who: Who) -> bool:
    """Whether the words before "he said" name somebody, and nothing else in the sentence does."""
    there = [other for other in who.at.get(mention.sentence, ()) if other.start < mention.start]
    return any(other.kind == "name" for other in there) and all(other.in_quotation for other in there)


def _is_main(head: Token) -> bool:
    verb = head.head
    if verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in {"ROOT", "parataxis"} or (verb.dep_ in {"agent", "prep"} and verb.head.dep_ == "ROOT")


def _is_cue(pronoun: Token) -> bool:
    """Whether a pronoun is the subject of a verb with a clause of its own: "he said that"."""
    verb = pronoun.head
    return pronoun.dep_ == "nsubj" and any(child.dep_ == "ccomp" for child in verb.children)


def _follows_content(pronoun: Token) -> bool:
    """Whether a pronoun is the subject of a cue that follows what is said: "..., he said"."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.pos_ != "VERB":
        return False
    return verb.dep_ == "parataxis" or any(child.dep_ == "ccomp" and child.i < pronoun.i for child in verb.children)


def _is_clause_mate(mention: Mention, other: Mention, doc: Doc) -> bool:
    """Whether both hang on one verb, where a pronoun as object cannot mean the subject ("Dorn praised him")."""
    one, two = doc[mention.head], doc[other.head]
    return one.head.i == two.head.i and not mention.is_subject and one.dep_ in {"dobj", "dative"}


@cache
def _weights() -> Mapping[str, float]:
    table = knowledge.rows(files("onrecord.data").joinpath("entity/salience.tsv"))
    return {row["sign"]: float(row["weight"]) for row in table}
