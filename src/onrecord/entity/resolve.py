"""Which entity each mention means: one walk from left to right, after the names have been gathered.

Names come first, over the whole article, so that a title given once ("Karsan President Ilo Dorn") is known everywhere.
Then descriptions and pronouns in the order of the text, each compared with those introduced before it. Constraints
(number, gender, nationality, role) rule candidates out; only then does nearness count; and where two are left that
nothing tells apart the mention stays unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.entity import gazetteer
from onrecord.entity.cast import LATELY, Cast
from onrecord.entity.folding import name_words, same_person
from onrecord.entity.mention import Mention, Who
from onrecord.entity.pronouns import antecedent
from onrecord.entity.salience import most_salient

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANYONE = "person"
# How many undecided descriptions a pronoun looks back on.
_FEW = 8


class Resolution:
    """The walk through the mentions of one text."""

    def __init__(self, doc: Doc) -> None:
        """Begin with nobody."""
        self.doc = doc
        self.cast = Cast()
        self._people: list[Who] = []
        # Descriptions that two could be meant by: nobody's, but a pronoun after them must not pass over them.
        self._undecided: list[Who] = []

    def names(self, mentions: Sequence[Mention]) -> None:
        """Gather the names: full ones first, then those that are part of them, in the order of the text."""
        for mention in sorted(mentions, key=lambda m: (-len(name_words(m.text)) if m.type == "person" else 0, m.start)):
            self.cast.take(self._named(mention) or self.cast.new(mention), mention)
        self._people = self.cast.people()

    def _named(self, mention: Mention) -> Who | None:
        words = name_words(mention.text)
        if mention.type != "person" or not words:
            return self.cast.called(mention.type, mention.text)
        fitting = [
            who
            for who in self.cast.people_called(words)
            if not _conflict(mention.traits.gender, who.traits.gender)
            and any(same_person(words, spelling) for spelling in who.spellings)
        ]
        last = [who for who in fitting if any(words[-1:] == spelling[-1:] for spelling in who.spellings)]
        fitting = last or fitting
        introduced = [who for who in fitting if who.early[0] <= mention.start] or fitting
        return min(introduced, key=lambda who: _distance(mention, who), default=None)

    def others(self, mentions: Sequence[Mention]) -> None:
        """Resolve descriptions and pronouns in the order of the text."""
        for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
            who = self._meant(mention) if mention.kind == "pronoun" else self._told_of(mention)
            if who is not None:
                self.cast.take(who, mention)

    def _meant(self, pronoun: Mention) -> Who | None:
        if pronoun.type == "relative":
            noun = antecedent(self.doc[pronoun.head])
            return self.cast.by_token.get(noun.i) if noun is not None else None
        undecided = [who for who in self._undecided[-_FEW:] if pronoun.sentence - who.mentions[0].sentence <= LATELY]
        near = [who for who in (*self.cast.near(pronoun.sentence), *undecided) if _agrees(pronoun, who)]
        who = most_salient(pronoun, near, self.doc)
        return None if who in undecided else who

    def _told_of(self, mention: Mention) -> Who | None:
        beside = self._beside(mention)
        if beside is not None:
            return beside
        described = self.cast.described(self.doc[mention.head].lemma_.lower())
        if not mention.definite:
            same = [who for who in described if who.name == mention.text and mention.traits.number == "many"]
            return same[-1] if same else self.cast.new(mention)
        people = [] if _is_relation(self.doc, mention) else self._people
        introduced = [who for who in dict.fromkeys((*described, *people)) if who.early[0] < mention.start]
        fitting = [who for who in introduced if _fits(mention, who, strictly=True)] or [
            who for who in introduced if _fits(mention, who, strictly=False) and _is_near(mention, who)
        ]
        if len(fitting) <= 1:
            return fitting[0] if fitting else self.cast.new(mention)
        who = most_salient(mention, fitting, self.doc)
        if who is None:
            self._undecided.append(Who(mention.type, mention.text, mention.traits))
            self._undecided[-1].add(mention)
        return who

    def _beside(self, mention: Mention) -> Who | None:
        """Who stands in apposition: "a spokeswoman, Anna Ruvell", "Ilo Dorn, the Karsan president"."""
        head = self.doc[mention.head]
        near = [head.head.i] if head.dep_ == "appos" else []
        near += [child.i for child in head.children if child.dep_ == "appos"]
        for index in near:
            who = self.cast.by_token.get(index)
            if who is not None and who.type == mention.type and not _other_country(mention, who, strictly=False):
                return who
        after = self.cast.by_token.get(mention.tokens[1])
        # "his Karsan counterpart Ilo Dorn": the name follows at once, whatever the parse makes of it.
        return after if after is not None and after.named and after.type == mention.type == "person" else None


def _is_relation(doc: Doc, mention: Mention) -> bool:
    """Whether a phrase tells of somebody only by another, and so of nobody named before: "his colleague"."""
    owned = any(child.dep_ == "poss" and child.lower_ in {"his", "her"} for child in doc[mention.head].lefts)
    return owned and mention.type == "person" and mention.traits.country is None


def _distance(mention: Mention, who: Who) -> int:
    """How far away somebody is mentioned nearest, in sentences; those after count as far as those before."""
    return min(abs(sentence - mention.sentence) for sentence in who.at)


def _conflict(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _agrees(pronoun: Mention, who: Who) -> bool:
    """Whether number, gender and kind allow a pronoun to mean somebody."""
    if who.early[0] >= pronoun.start:
        return False
    if pronoun.type == "person":
        return who.type == "person" and not _conflict(pronoun.traits.gender, who.traits.gender)
    if pronoun.text.lower() == "it" and not pronoun.is_subject:
        return False
    if pronoun.type == "group":
        return who.traits.number == "many" or who.type == "organisation"
    return who.type in {"organisation", "igo", "country"} and who.traits.number == "one"


def _fits(mention: Mention, who: Who, *, strictly: bool) -> bool:
    """Whether a description can mean somebody.

    Strictly: what it says is known of them. Else: nothing speaks against it.
    """
    if mention.traits.number != who.traits.number or _conflict(mention.traits.gender, who.traits.gender):
        return False
    if mention.type != "person":
        return _same_body(mention, who)
    if who.type != "person" or _other_country(mention, who, strictly=strictly):
        return False
    return _has_role(mention, who, strictly=strictly) if who.named else mention.words <= who.words


def _has_role(mention: Mention, who: Who, *, strictly: bool) -> bool:
    """Whether somebody named can be called by a noun for a role."""
    families = who.traits.families - {_ANYONE}
    mine = mention.traits.families
    if _ANYONE in mine:
        if not mention.traits.roles:
            return True
        return (
            bool(mention.traits.roles & who.traits.roles) if strictly else not families or bool(mention.traits.gender)
        )
    if mine & families:
        return mention.traits.roles <= who.traits.roles or _is_general(mention)
    if strictly:
        return False
    known = gazetteer.families()
    wider = frozenset().union(*(known[family].also for family in families if family in known))
    return not families or bool(mine & wider)


def _is_near(mention: Mention, who: Who) -> bool:
    """Whether somebody has been spoken of repeatedly and lately, as one must be whom a description newly tells of."""
    lately = any(mention.sentence - back in who.at for back in range(LATELY + 1))
    return lately and who.times_before(mention.start) > 1


def _is_general(mention: Mention) -> bool:
    return bool(mention.traits.roles & gazetteer.general_roles())


def _other_country(mention: Mention, who: Who, *, strictly: bool) -> bool:
    wanted, known = mention.traits.country, who.traits.country
    if wanted is None:
        return False
    return wanted != known if strictly or known is not None else False


def _same_body(mention: Mention, who: Who) -> bool:
    """Whether "the ministry" can mean a body: its noun stands in the name, and no other word speaks against it."""
    if who.type not in {"organisation", "group", "other", "igo"} or who.type != mention.type:
        return False
    if not who.named:
        return mention.words <= who.words
    noun = mention.words & {word for spelling in who.spellings for word in spelling}
    return mention.words <= {word for spelling in who.spellings for word in spelling} if noun else False
