"""Which entity each mention means: one walk from left to right, after the names have been gathered.

Names come first, over the whole article, so that a title given once ("Karsan President Ilo Dorn") is known everywhere.
Then descriptions and pronouns in the order of the text, each compared with those introduced before it. Constraints
(number, gender, nationality, role) rule candidates out; only then does nearness count; and where two are left that
nothing tells apart the mention stays unresolved.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.entity import gazetteer, knowledge
from onrecord.entity.cast import LATELY, Cast
from onrecord.entity.epithets import fits, is_near, last_told, may_be_new, other_country, who_were
from onrecord.entity.folding import name_words, same_person
from onrecord.entity.kin import families, relation
from onrecord.entity.linking import link
from onrecord.entity.mention import Mention, Who
from onrecord.entity.names import abbreviations
from onrecord.entity.offices import holders
from onrecord.entity.pairs import OF_TWO, both, note_families, note_pairs, one_of_two
from onrecord.entity.pronouns import antecedent
from onrecord.entity.salience import Scene, lately, most_salient
from onrecord.entity.traits import conflict, country_of
from onrecord.entity.voices import voices
from onrecord.entity.words import Words
from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANYONE = "person"
# Whose somebody is that is told of only so; "its chairman" may well have been named.
_OWNERS = frozenset({"his", "her", "my", "our", "your"})
_SUBJECTS = {"he": "m", "she": "f"}
# Who is told of by whose office they held.
_FOLLOWING = frozenset({"predecessor", "successor"})
# What makes a namesake further away than the sentences between; chosen by reading.
_LATER, _QUOTED, _ACTING = 2, 3, 0.5
# How many undecided descriptions a pronoun looks back on.
_FEW = 8


class Resolution:
    """The walk through the mentions of one text."""

    def __init__(self, doc: Doc, quoted: Sequence[Span] = (), day: str | None = None) -> None:
        """Begin with nobody; `quoted` are the quotations that mentions stand in, `day` is that of the article."""
        self.doc = doc
        self.words = Words(doc)
        self._day = day
        self.cast = Cast()
        self._quoted = quoted
        self._scene = Scene(doc)
        self._people: list[Who] = []
        # Descriptions that two could be meant by: nobody's, but a pronoun after them must not pass over them.
        self._undecided: list[Who] = []

    def names(self, mentions: Sequence[Mention]) -> None:
        """Gather the names: full ones first, then those that are part of them, in the order of the text."""
        short = abbreviations(self.words, mentions)
        mentions = [
            one._replace(text=short[one.text], type=_typed(one, short, mentions)) if one.text in short else one
            for one in mentions
        ]
        found = families(self.words, mentions)
        for mention in sorted(found.single, key=lambda m: (-_length(m, found.surnames), m.start)):
            who = self._named(mention) or self.cast.new(mention)
            self.cast.take(who, mention)
            if len(who.mentions) == 1 and (surname := found.surnames.get(mention.start)) is not None:
                self.cast.call(who, f"{mention.text} {surname}")
        link(self.cast, self._day)
        self._people = self.cast.people()
        note_families(found.whole, self.cast, self._people)

    def _named(self, mention: Mention) -> Who | None:
        words = name_words(mention.text)
        if mention.type != "person" or not words:
            return self.cast.called(mention)
        fitting = [
            who
            for who in self.cast.people_called(words)
            if not conflict(mention.traits.gender, who.traits.gender)
            and any(same_person(words, spelling) for spelling in who.spellings)
        ]
        last = [who for who in fitting if any(words[-1:] == spelling[-1:] for spelling in who.spellings)]
        fitting = last or fitting
        # "Colonel Maas" is the colonel of those called Maas.
        fitting = [who for who in fitting if mention.traits.roles & who.traits.roles] or fitting
        if len(words) == 1 and not mention.traits.gender:
            # Who bears a surname only by their kin is called by it with a title, if at all.
            fitting = [who for who in fitting if _is_written(words[0], who)] or fitting
        if not fitting and len(words) == 1 and len(within := self.cast.people_partly_called(words[0])) == 1:
            return within[0]
        introduced = [who for who in fitting if who.early[0] <= mention.start] or fitting
        return min(introduced, key=lambda who: _far(mention, who), default=None)

    def others(self, mentions: Sequence[Mention]) -> None:
        """Resolve descriptions and pronouns in the order of the text, those in quotations once it is known whose."""
        order = sorted(mentions, key=lambda m: (m.start, m.end))
        note_pairs(self.doc, self.cast, self._people)
        self._walk([mention for mention in order if not mention.in_quotation])
        self._scene = Scene(self.doc, voices(self.words, self._quoted, self.cast.by_token))
        self._walk([mention for mention in order if mention.in_quotation])

    def _walk(self, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            who = self._meant(mention) if mention.kind == "pronoun" else self._told_of(mention)
            if who is not None:
                self._note_office(mention, who)
                self.cast.take(who, mention)
                for member in who.members:
                    self.cast.take(member, mention)

    def _note_office(self, mention: Mention, who: Who) -> None:
        """Note that somebody's predecessor held their office: "his predecessor, Ana Dorn" is a former minister."""
        if not mention.traits.roles & _FOLLOWING or not who.named:
            return
        of = next((child for child in self.doc[mention.head].lefts if child.dep_ == "poss"), None)
        holder = self.cast.by_token.get(of.i) if of is not None else None
        if holder is None or holder is who:
            return
        if "predecessor" in mention.traits.roles:
            who.traits = who.traits._replace(former=who.traits.former | holder.traits.roles)
        elif not who.traits.families - {_ANYONE}:
            office = holder.traits.roles
            who.traits = who.traits._replace(
                roles=who.traits.roles | office, families=who.traits.families | holder.traits.families
            )

    def _meant(self, pronoun: Mention) -> Who | None:
        if pronoun.type == "relative":
            noun = antecedent(self.doc[pronoun.head])
            return self.cast.by_token.get(noun.i) if noun is not None else None
        if (ahead := self._ahead(pronoun)) is not None:
            return ahead
        undecided = [who for who in self._undecided[-_FEW:] if pronoun.sentence - who.mentions[0].sentence <= LATELY]
        near = [who for who in (*self.cast.near(pronoun.sentence), *undecided) if _agrees(pronoun, who)]
        voice = self._scene.voices.get(pronoun.quotation) if pronoun.quotation is not None else None
        who = self._choose(pronoun, [other for other in near if other is not voice])
        return None if who in undecided else who

    def _choose(self, mention: Mention, candidates: Sequence[Who]) -> Who | None:
        return most_salient(mention, candidates, self._scene)

    def _ahead(self, pronoun: Mention) -> Who | None:
        """Whom a pronoun in a clause before its main clause means: "Before she left, Ruvell said"."""
        token = self.doc[pronoun.head]
        verb = next((up for up in token.ancestors if up.dep_ == "advcl"), None)
        if verb is None or verb.i > verb.head.i or not pronoun.is_subject:
            return None
        subject = next((child for child in verb.head.children if child.dep_ == "nsubj" and child.i > verb.i), None)
        who = self.cast.by_token.get(subject.i) if subject is not None else None
        return who if who is not None and _could_be(pronoun, who) else None

    def _told_of(self, mention: Mention) -> Who | None:
        if mention.text.lower() in OF_TWO:
            return one_of_two(mention, self.cast)
        if (plainly := self._plainly(mention)) is not None:
            return plainly
        described = self.cast.described(self.doc[mention.head].lemma_.lower())
        if not mention.definite:
            same = [who for who in described if who.name == mention.text and mention.traits.number == "many"]
            return same[-1] if same else self.cast.new(mention)
        people = [] if _is_relation(self.doc, mention) else self._people
        voice = self._scene.voices.get(mention.quotation) if mention.quotation is not None else None
        # "Dorn and the chief of staff" are two.
        joined = {self.cast.by_token.get(token.i) for token in self.doc[mention.head].conjuncts}
        introduced = [
            who
            for who in dict.fromkeys((*described, *people))
            if who.early[0] < mention.start and who not in joined and who is not voice
        ]
        fitting = [who for who in introduced if fits(mention, who, strictly=True)] or [
            who
            for who in introduced
            if may_be_new(mention) and not self._is_anothers(mention)
            if fits(mention, who, strictly=False) and is_near(mention, who)
        ]
        fitting = who_were(mention, fitting) or fitting
        if not fitting and (holder := self._holder(mention)) is not None:
            return holder
        if len(fitting) <= 1:
            return fitting[0] if fitting else self.cast.new(mention)
        who = self._choose(mention, fitting)
        if who is None and not lately(mention, fitting, self._scene):
            # Told of too long ago to weigh who is nearer: the last one, if the sentence does not tell another's gender.
            who = last_told(mention, self._of_gender(mention, fitting))
        if who is None:
            self._undecided.append(Who(mention.type, mention.text, mention.traits))
            self._undecided[-1].add(mention)
        return who

    def _is_anothers(self, mention: Mention) -> bool:
        """Whether a phrase tells somebody by another ("the president's spokesman"), and so nothing new of one named."""
        owners = (child for child in self.doc[mention.head].lefts if child.dep_ == "poss" and child.pos_ != "PRON")
        return any(owner.pos_ == "NOUN" or self._is_person(owner.i) for owner in owners)

    def _is_person(self, index: int) -> bool:
        who = self.cast.by_token.get(index)
        return who is not None and who.type == "person"

    def _within(self, mention: Mention) -> Who | None:
        """Who is named at an edge of a phrase, parted from the rest by a comma: "Ana de Rius, Garrand's negotiator"."""
        start, end = mention.tokens
        for comma in (index for index in range(start, end) if self.doc[index].text == ","):
            for first, last in ((start, comma), (comma + 1, end)):
                who = self.cast.by_token.get(last - 1)
                if (
                    who is not None
                    and who.named
                    and who.type == "person"
                    and self.cast.by_token.get(first) in {who, None}
                ):
                    named = {token for one in who.mentions if one.kind == "name" for token in range(*one.tokens)}
                    rest = [self.doc[index] for index in range(first, last) if index not in named]
                    if all(token.text in gazetteer.honorifics() or token.lower_ in gazetteer.roles() for token in rest):
                        return who
        return None

    def _of_gender(self, mention: Mention, fitting: Sequence[Who]) -> list[Who]:
        """Those of the gender that a pronoun in a clause behind tells: "the president said as she boarded"."""
        head = self.doc[mention.head]
        behind = (
            child.lower_
            for clause in head.head.children
            if clause.dep_ == "advcl" and clause.i > head.i
            for child in clause.children
            if child.dep_ == "nsubj"
        )
        gender = next((_SUBJECTS[word] for word in behind if word in _SUBJECTS), "")
        return [who for who in fitting if not conflict(gender, who.traits.gender)]

    def _body(self, mention: Mention) -> Who | None:
        """The body of a state that a description names: "Taiwan's defense ministry", "the Turkish government"."""
        if mention.traits.country is None:
            return None
        words = [token for token in self.doc[slice(*mention.tokens)] if token.pos_ not in {"DET", "PART"}]
        rest = " ".join(token.lower_ for token in words if country_of(self.words, token.i) is None)
        known = f"state.{mention.traits.country}" if rest == "government" else None
        for adjective in () if known else gazetteer.adjectives(mention.traits.country):
            found = [
                one for one in knowledge.named(knowledge.words(f"{adjective} {rest}")) if one.type == "organisation"
            ]
            if len(found) == 1:
                known = found[0].id
                break
        if known is None:
            return None
        row = knowledge.get(known)
        name = row.name if row is not None else gazetteer.state_names().get(mention.traits.country)
        return self.cast.known(known, name or mention.text, "organisation" if row else "country", mention)

    def _plainly(self, mention: Mention) -> Who | None:
        """Whom a description means by its form alone: by what stands beside it, as a pair, as a state's body."""
        if (beside := self._beside(mention)) is not None:
            return beside
        if (pair := both(mention, self.doc, self.cast, self._people)) is not None:
            return pair
        if (one := relation(mention, self.doc[mention.head], self.cast, self._people)) is not None:
            return one
        return self._body(mention) if mention.type == "organisation" else None

    def _holder(self, mention: Mention) -> Who | None:
        """Who held the office of a description on the article's day, where the article names nobody that it fits."""
        if self._day is None or mention.type != "person" or mention.former or mention.traits.country is None:
            return None
        found = holders(mention.text, self._day)
        return self.cast.known(found[0].id, found[0].name, "person", mention) if len(found) == 1 else None

    def _beside(self, mention: Mention) -> Who | None:
        """Who stands in apposition: "a spokeswoman, Anna Ruvell", "Ilo Dorn, the Karsan president"."""
        head = self.doc[mention.head]
        near = [head.head.i] if head.dep_ == "appos" else []
        near += [child.i for child in head.children if child.dep_ == "appos"]
        for index in near:
            who = self.cast.by_token.get(index)
            if who is not None and who.type == mention.type and not other_country(mention, who, strictly=False):
                return who
        if mention.type == "person" and (within := self._within(mention)) is not None:
            return within
        after = self.cast.by_token.get(mention.tokens[1])
        # "his Karsan counterpart Ilo Dorn": the name follows at once, whatever the parse makes of it.
        return after if after is not None and after.named and after.type == mention.type == "person" else None


def _is_written(word: str, who: Who) -> bool:
    """Whether the text has a word as a part of somebody's name."""
    return any(word in spelling for spelling in who.spellings if spelling != who.implied)


def _length(mention: Mention, surnames: Mapping[int, str]) -> int:
    """Of how many words somebody's name is, a surname that goes unsaid counted; 0 for all other names."""
    return len(name_words(mention.text)) + (mention.start in surnames) if mention.type == "person" else 0


def _typed(mention: Mention, short: Mapping[str, str], mentions: Sequence[Mention]) -> str:
    """The type of the name that an abbreviation stands for."""
    return next((one.type for one in mentions if one.text == short[mention.text]), mention.type)


def _is_relation(doc: Doc, mention: Mention) -> bool:
    """Whether a phrase tells of somebody only by another, and so of nobody named before: "his colleague"."""
    owned = any(child.dep_ == "poss" and child.lower_ in _OWNERS for child in doc[mention.head].lefts)
    return owned and mention.type == "person" and mention.traits.country is None


def _far(mention: Mention, who: Who) -> float:
    """How far away somebody is told of by a full name, in sentences.

    What comes later or stands in a quotation counts as further, who acts as nearer.
    """
    found = math.inf
    middle = bisect_left(who.sentences, mention.sentence)
    for places in (range(middle - 1, -1, -1), range(middle, len(who.sentences))):
        for place in places:
            sentence = who.sentences[place]
            away = abs(sentence - mention.sentence)
            if away - _ACTING > found:
                break
            found = min(found, *(away + _further(mention, at) for at in who.at[sentence]))
    return found


def _further(mention: Mention, at: Mention) -> float:
    later = _LATER if at.start > mention.start else 0
    quoted = _QUOTED if at.in_quotation and not mention.in_quotation else 0
    return later + quoted - (_ACTING if at.is_subject else 0)


def _agrees(pronoun: Mention, who: Who) -> bool:
    """Whether number, gender and kind allow a pronoun to mean somebody."""
    return who.early[0] < pronoun.start and _could_be(pronoun, who)


def _could_be(pronoun: Mention, who: Who) -> bool:
    if pronoun.type == "person":
        return who.type == "person" and not conflict(pronoun.traits.gender, who.traits.gender)
    if pronoun.text.lower() == "it" and not pronoun.is_subject:
        return False
    if pronoun.type == "group":
        return who.traits.number == "many" or who.type == "organisation"
    return who.type in {"organisation", "igo", "country"} and who.traits.number == "one"
