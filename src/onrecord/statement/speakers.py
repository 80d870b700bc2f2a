"""Who is behind a source span: the entity that the entity step found there, or one made for it.

First person within a quotation is whoever speaks the quotation. A source that no entity covers ("the men in the
square") becomes an unnamed entity of its own; a pronoun or epithet that the entity step left open stays open, and says
why.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from onrecord.entity import describe, name_words, same_person
from onrecord.model import Author, Entity, item_id
from onrecord.statement.cues import things
from onrecord.statement.outside import is_thing

if TYPE_CHECKING:
    from spacy.tokens import Token

    from onrecord.language.reading import Reading
    from onrecord.spans import Span

_FIRST = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
_FORMS = {"he": ("he", "him", "his", "himself"), "she": ("she", "her", "hers", "herself")}
_SINGULAR = _FORMS.keys()
# A title that ends with its writer's name.
_SIGNED = re.compile(r"\bBy ((?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+)\.?\s*\Z")
# So many characters before a pronoun others may still be meant by it: about a paragraph of news.
_COMPETING = 400
# So many words back the same pronoun may tell whom one means.
_PRONOUNS_BACK = 60
# "Ostrel," before "who".
_NAME_AND_COMMA = 2
_SPEAKING = frozenset({"person", "organisation", "igo", "group"})
_NOBODY = frozenset({"you", "your", "one", "there", "it", "this", "that", "what", "which", "who"})


class Speakers:
    """The entities of an article by where they are mentioned, growing by the unnamed sources met."""

    def __init__(self, reading: Reading, entities: dict[str, Entity], *, by_name: bool = False) -> None:
        """Index the mentions; to `entities` those are added that are met for the first time.

        `by_name`: entities were not looked for in this reading, so a source is looked up by its name.
        """
        self._reading = reading
        self._by_name = by_name
        self.entities = entities
        self._mentions = sorted((span, entity.id) for entity in entities.values() for span in entity.mentions)
        self._starts = [span[0] for span, _ in self._mentions]

    def at(self, token: Token) -> str | None:
        """The entity that a token of the view belongs to; of several the first."""
        return next(iter(self._at(token)), None)

    def _at(self, token: Token) -> tuple[str, ...]:
        """The entities that a token of the view belongs to: several where one phrase means them all ("both men")."""
        return tuple(sorted(self._around(token)))

    def mention(self, token: Token) -> tuple[Entity, Span] | None:
        """The closest mention that a token of the view stands in: the entity, and its span in the article's text."""
        found = self._around(token)
        return next(((self.entities[one], found[one]) for one in sorted(found)), None)

    def _around(self, token: Token) -> dict[str, Span]:
        spans = self._reading.view.back(token.idx, token.idx + len(token))
        if not spans:
            return {}
        position = spans[0][0]
        best: dict[str, Span] = {}
        # Mentions may hold one another ("the mayor of Orvik"); the one that begins last is the closest.
        for index in range(
            bisect_right(self._starts, position) - 1, max(-1, bisect_right(self._starts, position) - 9), -1
        ):
            span, entity = self._mentions[index]
            if span[0] <= position < span[1]:
                closest = next(iter(best.values()), (-1, -1))
                if span[0] > closest[0]:
                    best = {}
                if span[0] >= closest[0]:
                    best[entity] = span
        return best

    def of(self, head: Token, source: Span) -> tuple[tuple[str, ...], str | None]:
        """The entities of a source by its head, with those joined to it by "and"; or why there is none."""
        found = [
            self._one(token, self._alone(token, source) if token is head or self._by_name else None)
            for token in [head, *head.conjuncts]
            if token.i >= head.i
        ]
        ids = tuple(dict.fromkeys(entity for all_ in found for entity in all_))
        return ids, None if ids else _reason(head)

    def _alone(self, token: Token, source: Span) -> Span:
        """The words of one of several who are looked up by their names: "Sabarou" in "Sabarou and Nekvala"."""
        if not self._by_name or not list(token.conjuncts):
            return source
        first = min([child.idx for child in token.lefts if child.dep_ in {"compound", "amod"}], default=token.idx)
        return min(first, token.idx), token.idx + len(token)

    def _one(self, head: Token, source: Span | None) -> tuple[str, ...]:
        there = self._meant(head)
        if not there and self._by_name and (named := self._named(head, source)) is not None:
            there = (named,)
        if not there and self._by_name and (meant := self._main_person(head)) is not None:
            there = (meant,)
        if there or source is None:
            return there
        if head.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"} or _points_back(head) or is_thing(head):
            return ()
        made = describe(self._reading, source, many=head.tag_ in {"NNS", "NNPS"})
        if made is None:
            return ()
        self.entities.setdefault(made.id, made)
        return (made.id,)

    def _meant(self, head: Token) -> tuple[str, ...]:
        """The entities of a head that can speak; of "Ostrel, who ..." Ostrel, also where the next clause is nearer."""
        if head.lower_ == "who" and (found := self._before_who(head)):
            return found
        there = self._at(head)
        able = tuple(one for one in there if not self._is_thing(one))
        if there and not able and head.lower_ in _SINGULAR:
            return self._one_before(head)
        return able

    def _is_thing(self, entity: str) -> bool:
        """Whether an entity that was taken for somebody is a thing: a sentence that begins with "Drones"."""
        one = self.entities[entity]
        name = one.name.lower()
        return one.type in {"person", "group", "other"} and name.endswith("s") and name[:-1] in things()

    def _one_before(self, pronoun: Token) -> tuple[str, ...]:
        """Whom the same pronoun means just before."""
        for token in reversed(pronoun.doc[max(0, pronoun.i - _PRONOUNS_BACK) : pronoun.i]):
            if token.lower_ in _FORMS[pronoun.lower_]:
                there = self._persons(token)
                if there:
                    return there
        return ()

    def _before_who(self, who: Token) -> tuple[str, ...]:
        """The person whose name or description ends right before ", who".

        Without a comma, or where the parse has a person whom the name only describes, it may be another: "a spokesman
        for Ostrel who said", "the wife of Ostrel, who said".
        """
        if who.i < _NAME_AND_COMMA or who.nbor(-1).text != ",":
            return ()
        last, noun = who.nbor(-2), who.head.head
        if who.head.dep_ == "relcl" and noun.is_ancestor(last) and self._persons(noun) and last not in noun.conjuncts:
            return ()
        return self._persons(last)

    def _persons(self, token: Token) -> tuple[str, ...]:
        return tuple(one for one in self._at(token) if self.entities[one].type == "person")

    def _named(self, head: Token, source: Span | None) -> str | None:
        """The one entity whose name a source has."""
        start, end = source or (head.idx, head.idx + len(head))
        found = self._of_name(self._reading.view.text[start:end])
        return found[0].id if head.text[:1].isupper() and len(found) == 1 else None

    def _main_person(self, pronoun: Token) -> str | None:
        """Whom "he" in a title means: of those whom the body calls so the one told of most, best one whom it names."""
        forms, others = _FORMS.get(pronoun.lower_, ""), _FORMS["she" if pronoun.lower_ == "he" else "he"]
        if not forms or any(one.start < pronoun.idx < one.end for one in self._reading.quotations):
            return None
        told: dict[str, int] = {}
        for (start, end), entity in self._mentions:
            word = self._reading.text[start:end].lower()
            if word in forms or word in others:
                told[entity] = told.get(entity, 0) + (1 if word in forms else -1)
        title = set(name_words(self._reading.view.text))
        named = {one for one in told if title & set(name_words(self.entities[one].name))}
        order = sorted(told, key=lambda one: (one not in named, -told[one]))
        if not order or told[order[0]] <= 0:
            return None
        is_plain = len(order) == 1 or order[0] in named - {order[1]} or told[order[0]] > told[order[1]]
        return order[0] if is_plain else None

    def _of_name(self, name: str) -> list[Entity]:
        """The entities that a name may mean, titles before it left out."""
        words = name_words(name)
        while words:
            found = [
                entity
                for entity in self.entities.values()
                if words == name_words(entity.name)
                or (entity.type == "person" and same_person(words, name_words(entity.name)))
            ]
            if found:
                return found
            words = words[1:]
        return []

    def called(self, name: str) -> Entity | None:
        """The one entity of the article that goes by a name; None where none or several do."""
        found = self._of_name(name)
        return found[0] if len(found) == 1 else None

    def is_named(self, name: str) -> bool:
        """Whether a name is that of one person or body who is told of in the article; a country may be a topic."""
        found = self.called(name)
        return found is not None and found.type in _SPEAKING

    def writer(self) -> str | None:
        """The one who wrote the article, by its byline; None where it names nobody or several."""
        byline = self._reading.article.byline or _signed(self._reading)
        if len(byline) != 1 or not byline[0].spans:
            return None
        author = byline[0]
        found = self._of_name(author.name)
        if len(found) == 1:
            return found[0].id
        made = Entity(
            id=item_id("en", self._reading.article.capture, author.spans),
            name=author.name,
            type="person",
            country=None,
            mentions=author.spans,
        )
        self.entities.setdefault(made.id, made)
        return made.id

    def is_contested(self, head: Token, speaker: str) -> bool:
        """Whether a pronoun was resolved to one person where another is mentioned just before it."""
        spans = self._reading.view.back(head.idx, head.idx + len(head))
        if head.lower_ not in _SINGULAR or not spans:
            return False
        position = spans[0][0]
        first, last = bisect_left(self._starts, position - _COMPETING), bisect_left(self._starts, position)
        near = {entity for _, entity in self._mentions[first:last]}
        return any(entity != speaker and self.entities[entity].type == "person" for entity in near)

    def name(self, entity: str) -> str:
        """An entity's name."""
        return self.entities[entity].name


def _signed(reading: Reading) -> tuple[Author, ...]:
    """Who signs an opinion in its title: "Let the lidos leak. By Fenella Brask"."""
    spans = reading.article.title_spans
    found = _SIGNED.search(reading.text, spans[-1][0], spans[-1][1]) if spans else None
    return (Author(name=found[1], spans=(found.span(1),)),) if found else ()


def is_first_person(head: Token) -> bool:
    """Whether a source is the speaker of the quotation that it stands in."""
    return head.lower_ in _FIRST


def _points_back(head: Token) -> bool:
    """Whether a phrase means somebody told of before whom the entity step could not tell."""
    return (
        any(child.lower_ in {"the", "this", "that", "these", "those"} for child in head.lefts)
        and head.pos_ == "NOUN"
        and (
            not any(
                child.dep_ in {"prep", "amod", "compound", "relcl", "acl", "nmod", "poss"} for child in head.children
            )
        )
    )


def _reason(head: Token) -> str:
    word = head.text
    if is_thing(head):
        return f"{word!r} is a thing, which does not speak"
    if head.lower_ in _FIRST:
        return f"{word!r} outside a quotation: the writer, or somebody quoted without marks"
    if head.pos_ == "PRON" or head.lower_ in _NOBODY:
        return f"no one name near fits {word!r}"
    return f"the text does not tell who {word!r} is"
