"""The names of a text as mentions: where they stand, what they name, and what their words tell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.entity import knowledge
from onrecord.entity.compound import Extent
from onrecord.entity.described import is_actor
from onrecord.entity.extents import extents
from onrecord.entity.gazetteer import (
    demonyms,
    homonyms,
    honorifics,
    key,
    landforms,
    place_ids,
    places,
    roles,
    state_names,
)
from onrecord.entity.listed import Listed
from onrecord.entity.mention import Mention, Traits
from onrecord.entity.name_types import acts, short_form, typed
from onrecord.entity.traits import country_of, gender_of_name, of_words
from onrecord.entity.words import Word, Words

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far before a name its titles may begin: "Secretary of State for Foreign and Commonwealth Affairs".
_LONGEST_TITLE = 10
_JOINTS = frozenset({"of", "for", "and"})


def names(doc: Words) -> list[Mention]:
    """Every name of the text, in order, typed by what the whole article tells."""
    spans, known = extents(doc)
    mentions = [_mention(doc, span, type_, known.get(span)) for span, type_ in typed(doc, spans, known)]
    mentions = sorted([*mentions, *_shortened(doc, mentions)], key=lambda mention: mention.start)
    if not any(key(mention.text) in homonyms() for mention in mentions):
        return mentions
    told = Counter(iso for token in doc if (iso := demonyms().get(token.text)))
    return [_told_apart(mention, mentions, told) for mention in mentions]


def _told_apart(mention: Mention, mentions: Sequence[Mention], demonyms_told: Counter[str]) -> Mention:
    """A name of several places as the one to whose state most else in the article belongs: Georgia beside Atlanta."""
    readings = homonyms().get(key(mention.text), ())
    if not readings or mention.type not in {"country", "place"}:
        return mention
    others: Counter[str | None] = Counter(
        other.traits.country for other in mentions if other.type in {"country", "place"} and other.text != mention.text
    )
    others.update(demonyms_told)
    best, id_ = max(readings, key=lambda reading: others[reading[0].country])
    if others[best.country] <= others[mention.traits.country]:
        return mention
    return mention._replace(type=best.type, known=id_ or None, traits=mention.traits._replace(country=best.country))


def abbreviations(doc: Words, mentions: Sequence[Mention]) -> dict[str, str]:
    """What stands in brackets behind a name as its short form: "the Lok Ekta Dal (LED)", and the name."""
    found = ((short_form(doc, mention.tokens), mention.text) for mention in mentions)
    return {short: name for short, name in found if short is not None}


def _shortened(doc: Words, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The short forms that were introduced in brackets and that the model takes for words: "The LED said"."""
    short = abbreviations(doc, mentions)
    taken = {index for mention in mentions for index in range(*mention.tokens)} if short else set()
    types = {mention.text: mention.type for mention in mentions}
    for token in doc if short else ():
        if token.text in short and token.i not in taken:
            yield _mention(doc, (token.i, token.i + 1), types[short[token.text]], None)


def _known(type_: str, text: str, *, acts: bool) -> str | None:
    """The id of what a name means in every text: a state, a body, a system or a law of the knowledge pack."""
    place = places().get(text)
    if type_ == "person":
        return None
    if place is not None and type_ == "country":
        return f"state.{place.acts or place.country}"
    if place is not None and acts and place.acts is not None:
        return place.acts
    if place is not None and type_ == "place":
        return place_ids().get(text)
    if type_ in {"place", "country"}:
        return None
    found = [one for one in knowledge.named(knowledge.words(text)) if one.type != "person"]
    return found[0].id if len(found) == 1 else None


def _meaning(doc: Words, span: Extent, type_: str, found: Listed | None) -> tuple[str, str | None, str | None]:
    """The type of a name, the id of what it means in every text, and the state (or igo's short name) that it is of."""
    text = key(doc.phrase(*span))
    known = _known(type_, text, acts=acts(doc, span))
    if found is not None and type_ != "person" and not found.is_place:
        if found.id is None and known is None:
            return "weapon", None, found.country
        known = known or found.id
    row = knowledge.get(known) if known is not None else None
    if row is not None and "government" in row.kind and row.country in state_names() and "overnment" in text:
        # "the German government" is Germany where it acts.
        return "country", f"state.{row.country}", row.country
    if row is not None:
        return row.type, known, row.name if row.type == "igo" else row.country
    place = places().get(text)
    if place is not None:
        return type_, known, place.country
    return type_, known, None if doc[span[1] - 1].text in landforms() else country_of(doc, span[0])


def _mention(doc: Words, span: Extent, type_: str, found: Listed | None) -> Mention:
    start, end = span
    written = doc.phrase(start, end)
    text, root = key(written), doc.root(start, end)
    type_, known, country = _meaning(doc, span, type_, found)
    traits = Traits()
    if type_ in {"country", "igo", "place", "organisation", "weapon", "law", "agreement"} or known is not None:
        traits = Traits(country)
    elif type_ == "person":
        traits = of_words(doc, [*_titles(doc, span), *_appositions(doc, root, span)])
        traits = Traits(traits.country, traits.roles, traits.families, traits.gender or gender_of_name(text))
    elif type_ == "group":
        traits = Traits(demonyms().get(text), number="many")
    return Mention(
        start=doc[start].idx,
        end=doc[start].idx + len(written) - (2 if written.endswith(("'s", "’s")) else 0),
        tokens=span,
        head=root.i,
        kind="name",
        text=f"The {text}" if text in places() and _keeps_article(doc, start) else text,
        type=type_,
        traits=traits,
        is_subject=is_actor(root),
        known=known,
    )


def _keeps_article(doc: Words, start: int) -> bool:
    """Whether the article before a name belongs to it, written large in mid-sentence: "in The Hague"."""
    return start > 0 and doc[start - 1].text == "The" and not doc[start - 1].is_sent_start


def _titles(doc: Words, span: Extent) -> list[Word]:
    """The words right before a name that can be its title: nouns, adjectives, "of" and "for"."""
    start = span[0]
    words: list[Word] = []
    for token in reversed(doc[max(0, start - _LONGEST_TITLE) : start]):
        if token.text.isspace() or (doc.token(token.i).is_punct and token.text not in {"-", "."}):
            break
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "PART", "PUNCT"} and token.lower_ not in _JOINTS:
            break
        if _is_somebody(token):
            break
        words.insert(0, token)
        if token.pos_ == "DET":
            break
    # "A spokeswoman for Dorn" is another, and so is who stands before "and Dorn".
    return [] if words and words[-1].lower_ in _JOINTS else words


def _is_somebody(word: Word) -> bool:
    """Whether a word before a name is another's: "Colonel Maas and | President Ardley"."""
    return word.ent_type_ == "PERSON" and word.lower_ not in roles() and word.text not in honorifics()


def _appositions(doc: Words, root: Token, span: Extent) -> list[Word]:
    """What is said of a name right behind it: "Viktor Dorn, the Karsan foreign minister"; the part up to a stop."""
    out: list[Token] = []
    for child in root.children:
        if child.dep_ == "appos" and child.i >= span[1] and child.pos_ == "NOUN":
            out.extend(token for token in child.subtree if token.i <= child.i or token.head.i == child.i)
    return [doc[token.i] for token in out]
