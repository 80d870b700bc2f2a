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
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.entity import gazetteer, knowledge
from onrecord.entity.cast import LATELY, Cast
from onrecord.entity.described import is_two
from onrecord.entity.folding import name_words, romanised, same_person
from onrecord.entity.linking import link
from onrecord.entity.mention import Mention, Traits, Who
from onrecord.entity.names import abbreviations
from onrecord.entity.offices import holders
from onrecord.entity.pronouns import antecedent
from onrecord.entity.salience import Scene, most_salient
from onrecord.entity.traits import country_of
from onrecord.entity.voices import voices
from onrecord.entity.words import Words
from onrecord.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ANYONE = "person"
_TWO = 2
# Whose somebody is that is told of only so; "its chairman" may well have been named.
_OWNERS = frozenset({"his", "her", "my", "our", "your"})
_OF_TWO = {"the former": 0, "the latter": 1}
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
        for mention in sorted(mentions, key=lambda m: (-len(name_words(m.text)) if m.type == "person" else 0, m.start)):
            self.cast.take(self._named(mention) or self.cast.new(mention), mention)
        link(self.cast, self._day)
        self._people = self.cast.people()

    def _named(self, mention: Mention) -> Who | None:
        words = name_words(mention.text)
        if mention.type != "person" or not words:
            return self.cast.called(mention)
        fitting = [
            who
            for who in self.cast.people_called(words)
            if not _conflict(mention.traits.gender, who.traits.gender)
            and any(same_person(words, spelling) for spelling in who.spellings)
        ]
        last = [who for who in fitting if any(words[-1:] == spelling[-1:] for spelling in who.spellings)]
        fitting = last or fitting
        introduced = [who for who in fitting if who.early[0] <= mention.start] or fitting
        return min(introduced, key=lambda who: _far(mention, who), default=None)

    def others(self, mentions: Sequence[Mention]) -> None:
        """Resolve descriptions and pronouns in the order of the text, those in quotations once it is known whose."""
        order = sorted(mentions, key=lambda m: (m.start, m.end))
        self._pairs()
        self._walk([mention for mention in order if not mention.in_quotation])
        self._scene = Scene(self.doc, voices(self.words, self._quoted, self.cast.by_token))
        self._walk([mention for mention in order if mention.in_quotation])

    def _walk(self, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            who = self._meant(mention) if mention.kind == "pronoun" else self._told_of(mention)
            if who is not None:
                self.cast.take(who, mention)
                for member in who.members:
                    self.cast.take(member, mention)

    def _pairs(self) -> None:
        """Note persons who do something together: "Dorn and Ruvell said", so that "they" can mean both."""
        for who in tuple(self._people):
            for mention in tuple(who.mentions):
                head = self.doc[mention.head]
                others = [self.cast.by_token.get(token.i) for token in head.conjuncts if token.i > head.i]
                members = (who, *(other for other in others if other is not None and other.type == "person"))
                if mention.is_subject and head.dep_ != "conj" and len(dict.fromkeys(members)) > 1:
                    self.cast.take(self.cast.new(_together(mention, members)), mention._replace(kind="described"))
                    self.cast.all[-1].members = members

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

    def _of_two(self, mention: Mention) -> Who | None:
        """Who is "the former" or "the latter" of the last two told of."""
        told = [
            (max(at.start for at in who.mentions if at.start < mention.start and at.kind != "pronoun"), who)
            for who in self.cast.near(mention.sentence)
            if who.type in {"person", "organisation", "group"} and not who.members
            if any(at.start < mention.start and at.kind != "pronoun" for at in who.mentions)
        ]
        last = [who for _, who in sorted(told, key=lambda one: one[0])[-_TWO:]]
        return last[_OF_TWO[mention.text.lower()]] if len(last) == _TWO else None

    def _both(self, mention: Mention) -> Who | None:
        """The two that are meant by "both men", "the pair": the last two persons told of whom the words fit."""
        noun = self.doc[mention.head].lemma_.lower()
        kind = gazetteer.bodies().get(noun)
        kinds = {"country"} if kind == "place" else {"organisation", "country", "igo"} if kind else {"person"}
        if noun == "government":
            kinds = {"country"}
        # Only what stands shortly before is looked at: in a long text all mentions of all would be too many.
        told = {
            who: last
            for who in self.cast.near(mention.sentence)
            if who.type in kinds and (last := _last_start(mention, who)) is not None
        }
        fitting = [who for who in told if not _conflict(mention.traits.gender, who.traits.gender)]
        if len(fitting) < _TWO and kinds == {"person"}:
            told, fitting = self._the_only_two(mention)
        for narrower in (
            [who for who in fitting if mention.traits.families - {_ANYONE} & who.traits.families],
            [who for who in fitting if who.named],
            fitting,
        ):
            if len(narrower) >= _TWO:
                members = tuple(sorted(narrower, key=lambda who: (told[who], who.number))[-_TWO:])
                pair = self.cast.new(_together(mention, members))
                pair.members = members
                return pair
        return None

    def _the_only_two(self, mention: Mention) -> tuple[dict[Who, int], list[Who]]:
        """The two named people whom "both men" means where nobody else of that gender is; "the couple" those ahead."""
        gender = mention.traits.gender
        before = {who: who.early[0] for who in self._people if who.early[0] < mention.start}
        one_gender = [who for who in before if gender and who.traits.gender == gender]
        if len(one_gender) == _TWO or self.doc[mention.head].lemma_.lower() != "couple":
            return before, one_gender if len(one_gender) == _TWO else []
        ahead = {who: who.early[0] for who in self._people if who.early[0] > mention.start}
        for who, other in combinations(sorted(ahead, key=lambda who: ahead[who]), _TWO):
            shared = {one[-1:] for one in who.spellings} & {one[-1:] for one in other.spellings}
            # A surname alone is one of them, but for "Mrs Dorn" beside "Clive Dorn".
            apart = _conflict(who.traits.gender, other.traits.gender)
            if shared and (apart or shared not in (who.spellings, other.spellings)):
                return ahead, [who, other]
        return ahead, []

    def _told_of(self, mention: Mention) -> Who | None:
        if mention.text.lower() in _OF_TWO:
            return self._of_two(mention)
        if (plainly := self._plainly(mention)) is not None:
            return plainly
        described = self.cast.described(self.doc[mention.head].lemma_.lower())
        if not mention.definite:
            same = [who for who in described if who.name == mention.text and mention.traits.number == "many"]
            return same[-1] if same else self.cast.new(mention)
        people = [] if _is_relation(self.doc, mention) else self._people
        # "Dorn and the chief of staff" are two.
        joined = {self.cast.by_token.get(token.i) for token in self.doc[mention.head].conjuncts}
        introduced = [
            who for who in dict.fromkeys((*described, *people)) if who.early[0] < mention.start and who not in joined
        ]
        fitting = [who for who in introduced if _fits(mention, who, strictly=True)] or [
            who
            for who in introduced
            if _may_be_new(mention) and _fits(mention, who, strictly=False) and _is_near(mention, who)
        ]
        if not fitting and (holder := self._holder(mention)) is not None:
            return holder
        if len(fitting) <= 1:
            return fitting[0] if fitting else self.cast.new(mention)
        who = self._choose(mention, fitting)
        if who is None:
            self._undecided.append(Who(mention.type, mention.text, mention.traits))
            self._undecided[-1].add(mention)
        return who

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
        head = self.doc[mention.head]
        if (is_two(head) or head.lemma_.lower() == "couple") and (both := self._both(mention)) is not None:
            return both
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
            if who is not None and who.type == mention.type and not _other_country(mention, who, strictly=False):
                return who
        after = self.cast.by_token.get(mention.tokens[1])
        # "his Karsan counterpart Ilo Dorn": the name follows at once, whatever the parse makes of it.
        return after if after is not None and after.named and after.type == mention.type == "person" else None


def _typed(mention: Mention, short: Mapping[str, str], mentions: Sequence[Mention]) -> str:
    """The type of the name that an abbreviation stands for."""
    return next((one.type for one in mentions if one.text == short[mention.text]), mention.type)


def _together(mention: Mention, members: Sequence[Who]) -> Mention:
    """A mention of several persons as one."""
    name = " and ".join(who.name for who in dict.fromkeys(members))
    return mention._replace(kind="described", type="group", text=name, traits=Traits(number="many"), words=frozenset())


def _is_relation(doc: Doc, mention: Mention) -> bool:
    """Whether a phrase tells of somebody only by another, and so of nobody named before: "his colleague"."""
    owned = any(child.dep_ == "poss" and child.lower_ in _OWNERS for child in doc[mention.head].lefts)
    return owned and mention.type == "person" and mention.traits.country is None


def _last_start(mention: Mention, who: Who) -> int | None:
    """Where the last mention of somebody shortly before another begins."""
    near = (at.start for back in range(LATELY + 1) for at in who.at.get(mention.sentence - back, ()))
    return max((start for start in near if start < mention.start), default=None)


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


def _conflict(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _agrees(pronoun: Mention, who: Who) -> bool:
    """Whether number, gender and kind allow a pronoun to mean somebody."""
    return who.early[0] < pronoun.start and _could_be(pronoun, who)


def _could_be(pronoun: Mention, who: Who) -> bool:
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
    if mention.former and who.traits.former:
        return mention.traits.roles <= who.traits.former
    if mine & families:
        return mention.traits.roles <= who.traits.roles or _is_general(mention)
    if strictly:
        return False
    known = gazetteer.families()
    wider = frozenset().union(*(known[family].also for family in families if family in known))
    return not families or bool(mine & wider)


def _may_be_new(mention: Mention) -> bool:
    """Whether a description may tell something new of somebody: not where one only speaks of another."""
    return mention.is_subject or not mention.in_quotation


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
    if wanted in who.traits.elsewhere:
        return False
    return wanted != known if strictly or known is not None else False


def _same_body(mention: Mention, who: Who) -> bool:
    """Whether "the ministry" can mean a body: its noun stands in the name, and no other word speaks against it."""
    if who.type not in {"organisation", "group", "other", "igo"} or who.type != mention.type:
        return False
    if not who.named:
        return mention.words <= who.words
    spelt = {word for spelling in who.spellings for word in spelling}
    words = {romanised(word) for word in mention.words}
    return words <= spelt
