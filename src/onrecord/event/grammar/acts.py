"""Acts by the words and the grammar of a pack: what a user adds without training a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.event.draft import Draft
from onrecord.event.grammar.frames import Sides, sides
from onrecord.event.grammar.phrases import phrase
from onrecord.event.grammar.standing import Standing, standing
from onrecord.event.pack import Trigger, lowered, triggers, type_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from onrecord.language.reading import Reading
    from onrecord.spans import Span

# Of acts that words of the pack name and grammar bears out, so many were right where both could be compared.
_SURE = 0.8
_GIVEN = frozenset({"arms-deal", "arms-delivery"})
_ASKED = frozenset({"arms-offer", "arms-request", "arms-deal", "arms-refusal"})


@dataclass(frozen=True)
class _Act:
    """An act in the making."""

    token: Token
    trigger: Trigger
    mode: str
    standing: Standing
    sides: Sides


def by_grammar(reading: Reading) -> list[Draft]:
    """The acts that the words of a user's own packs name, in the order of the text."""
    if reading.doc is None or not triggers(of_users=True):
        return []
    return [_draft(act) for act in _alone(list(_acts(reading.doc)))]


def _acts(doc: Doc) -> Iterator[_Act]:
    for token in doc:
        pos = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun"}.get(token.pos_)
        for trigger in triggers(of_users=True).get((token.lemma_.lower(), pos or ""), ()):
            found = sides(token, trigger)
            if found is not None:
                yield _as_governed(_Act(token, trigger, trigger.mode, standing(token, trigger), found))
                break


def _as_governed(act: _Act) -> _Act:
    """The act as what governs it makes it: ready to sell is an offer, refusing to sell a refusal."""
    told = [control for _, control in act.standing.governors]
    status = act.standing.status
    if act.mode in _GIVEN and status == "offered" and act.trigger.frame == "give":
        return replace(act, mode="arms-offer")
    if act.mode in _GIVEN and any(control.status == "refused" for control in told):
        sides_ = act.sides
        if act.trigger.frame == "take":
            sides_ = Sides(sides_.recipients, sides_.actors, sides_.items)
        new = "hypothetical" if status == "hypothetical" else "refused"
        return replace(act, mode="arms-refusal", standing=act.standing._replace(status=new), sides=sides_)
    if act.mode == "arms-deal" and status == "called-for":
        if act.trigger.frame == "take":
            return replace(
                act, mode="arms-request", sides=Sides(act.sides.recipients, act.sides.actors, act.sides.items)
            )
        return replace(act, mode="arms-delivery")
    return act


def _alone(acts: list[_Act]) -> list[_Act]:
    """The acts less those that are no more than what another is about: in "a contract to supply" there is one."""
    by_token = {act.token.i: act for act in acts}
    out = []
    for act in acts:
        above = [by_token[word.i] for word, _ in act.standing.governors if word.i in by_token]
        up = act.token.head
        while up.dep_ in {"prep", "pcomp"}:
            up = up.head
        if (
            up.i in by_token
            and up.i != act.token.i
            and act.token.dep_ in {"pobj", "pcomp", "acl", "dobj", "xcomp", "compound"}
        ):
            above.append(by_token[up.i])
        if any(other.mode in _ASKED and act.mode in {*_GIVEN, "arms-offer"} for other in above):
            continue
        out.append(act)
    return out


def _draft(act: _Act) -> Draft:
    status = lowered(act.mode, act.standing.status)
    return Draft(
        trigger=(act.token.idx, act.token.idx + len(act.token)),
        mode=act.mode,
        type=type_of(act.mode, status) or "AGREE",
        status=status,
        denied=act.standing.denied,
        actors=_phrases(act.sides.actors),
        recipients=_phrases(act.sides.recipients),
        items=_phrases(act.sides.items),
        sure=_SURE,
    )


def _phrases(heads: Sequence[Token]) -> tuple[Span, ...]:
    return tuple(sorted({phrase(head).span for head in heads}))
