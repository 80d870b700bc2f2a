"""What the model finds and what the rules find, told as one.

Where both have a statement for a cue, its words are the model's; the rules add what they know of it: denied, passed on
by whom, what it hangs on. What only the rules have stands where it is
of a kind that the model was never shown: within another statement, or between marks that no statement has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord import spans
from onrecord.statement.chain import innermost
from onrecord.statement.direct import spoken_for
from onrecord.statement.draft import Agreement
from onrecord.statement.nested import reports

if TYPE_CHECKING:
    from onrecord.spans import Span
    from onrecord.statement.draft import Draft
    from onrecord.statement.surroundings import Surroundings

# Techniques that read signs of the page or of the chain; the labelled news that the model learned from gives words that
# somebody is quoted as saying to the one who quotes.
_SIGNS = frozenset({"quoted-as", "signed"})
# Sources within a quotation that nobody is named by.
_PRONOUNS = frozenset({"he", "she", "they", "it", "one", "who", "you", "people"})


def together(learned: Sequence[Draft], rules: Sequence[Draft], around: Surroundings) -> list[Draft]:
    """The drafts of both, one for each cue."""
    signs = [rule for rule in rules if rule.frame in _SIGNS]
    signing = {place for sign in signs for place in _places(sign.cue)}
    signed = [span for sign in signs if sign.frame == "signed" for span in sign.content]
    left = {id(rule): rule for rule in rules if rule.frame not in _SIGNS}
    by_place = {place: rule for rule in left.values() for place in _places(rule.cue)}
    out = list(signs)
    for item in learned:
        item.content = [span for span in item.content if not spans.overlap([span], signed)] if signed else item.content
        if not item.content or not signing.isdisjoint(_places(item.cue)):
            continue
        same = next((by_place[place] for place in _places(item.cue) if place in by_place), None)
        same = left.pop(id(same), None) if same is not None else None
        out.append(_joined(item, same, signs, around))
    return [*out, *_only_by_rules(out, list(left.values()), around)]


def _places(cue: Iterable[Span]) -> Iterator[int]:
    """Every place of a cue; cues are short."""
    return (place for start, end in cue for place in range(start, end))


def _joined(item: Draft, rule: Draft | None, signs: Sequence[Draft], around: Surroundings) -> Draft:
    """A draft of the model's with what a rule knows of the same cue.

    In "Ostrel quoted Ruvell as saying, adding that ..." it is Ruvell who adds, and not Ostrel.
    """
    if rule is None:
        return item
    if _is_cut_from(item, rule, around):
        item = replace(item, content=rule.content)
    quoted = any(rule.head == sign.head and rule.head is not None and item.head == sign.via_head for sign in signs)
    return replace(
        item,
        head=rule.head if quoted else item.head,
        source=rule.source if quoted else item.source,
        frame=rule.frame,
        lemma=rule.lemma,
        verb=rule.verb,
        # "expressed doubt that ...": the rule's cue is the verb, and the model's has the noun.
        act=item.act if item.denied else rule.act,
        denied=item.denied or rule.denied,
        via=rule.via,
        via_head=rule.via_head,
        passing=rule.passing,
        position=rule.position,
        flags=rule.flags,
        agreement=Agreement(_share(item.content, rule.content), _share(item.source, rule.source)),
    )


def _is_cut_from(item: Draft, rule: Draft, around: Surroundings) -> bool:
    """Whether the model has a noun of a sentence that the rule has whole: "| an attack | may come, Ruvell warned"."""
    if rule.frame != "trailing" or len(item.content) != 1 or around.within(*item.content[0]):
        return False
    tokens = around.doc.char_span(*item.content[0], alignment_mode="expand")
    cut = tokens is not None and not any(token.pos_ in {"VERB", "AUX"} for token in tokens)
    return cut and any(start <= item.content[0][0] and item.content[0][1] <= end for start, end in rule.content)


def _share(one: Iterable[Span], other: Iterable[Span]) -> float:
    """What two have in common of what either has."""
    either = sum(end - start for start, end in spans.merged([*one, *other]))
    return sum(end - start for start, end in spans.common(one, other)) / either if either else 1.0


def _only_by_rules(found: list[Draft], left: list[Draft], around: Surroundings) -> list[Draft]:
    """The drafts of rules that the model has nothing for and that are worth keeping."""
    taken = spoken_for(found, around)
    outer = innermost([*found, *left])[len(found) :]
    return [
        item
        for item, holder in zip(left, outer, strict=True)
        if (holder is not None and reports(item) and not _in_passing(item, around))
        or (holder is None and _has_quotation(item, taken, around))
    ]


def _in_passing(item: Draft, around: Surroundings) -> bool:
    """Whether a quotation says "he says" itself, which is as often a way to speak as a report."""
    start, end = item.source[0]
    return item.in_quotation and around.text[start:end].lower() in _PRONOUNS


def _has_quotation(item: Draft, taken: set[int], around: Surroundings) -> bool:
    """Whether a draft has a quotation that no other draft has."""
    inside = [quotation.start for part in item.content for quotation in around.within(*part)]
    return bool(inside) and not taken & set(inside)
