"""Where an article means somebody, and the entities in the making that such mentions are gathered into."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["name", "described", "pronoun"]
Number = Literal["one", "many"]


class Traits(NamedTuple):
    """What a mention tells of whom it means, or the knowledge pack knows of them; empty or None where neither does.

    `elsewhere` are other states and bodies that somebody is of by an office; `former` the roles that somebody had.
    """

    country: str | None = None
    roles: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    gender: str = ""
    number: Number = "one"
    elsewhere: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()

    def joined(self, other: Traits) -> Traits:
        """Both together; what was known first stays."""
        if not any((other.country, other.roles, other.families, other.gender, other.elsewhere, other.former)):
            return self
        return Traits(
            self.country or other.country,
            self.roles | other.roles,
            self.families | other.families,
            self.gender or other.gender,
            self.number,
            self.elsewhere | other.elsewhere,
            self.former | other.former,
        )


class Mention(NamedTuple):
    """A range of the view (characters) and of tokens that means somebody, with the token at its head.

    `known` is the id of what its words mean wherever they stand: a state, a body of the knowledge pack.
    """

    start: int
    end: int
    tokens: tuple[int, int]
    head: int
    kind: Kind
    text: str
    type: str
    traits: Traits
    words: frozenset[str] = frozenset()
    definite: bool = False
    former: bool = False
    is_subject: bool = False
    sentence: int = 0
    paragraph: int = 0
    quotation: int | None = None
    known: str | None = None

    @property
    def in_quotation(self) -> bool:
        """Whether it stands in somebody's words."""
        return self.quotation is not None


# So many mentions count as often; only the earliest are remembered to count those before a place.
OFTEN = 4


@dataclass(eq=False)
class Who:
    """One entity in the making; `at` has its mentions by sentence (`sentences` in order), `early` the first few starts.

    `number` is its place among all. Two who act as one ("Dorn and Ruvell ... they", "both men") are its `members`: what
    is said of it is said of them. `implied` is a name that the text gives by somebody's kin and does not write.
    """

    type: str
    name: str
    traits: Traits
    words: frozenset[str] = frozenset()
    named: bool = False
    members: tuple[Who, ...] = ()
    known: str | None = None
    number: int = 0
    implied: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    spellings: set[tuple[str, ...]] = field(default_factory=set)
    at: dict[int, list[Mention]] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    early: list[int] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Take a mention in, with what it tells."""
        self.mentions.append(mention)
        if mention.sentence not in self.at:
            insort(self.sentences, mention.sentence)
        self.at.setdefault(mention.sentence, []).append(mention)
        if len(self.early) < OFTEN or mention.start < self.early[-1]:
            self.early = sorted([*self.early, mention.start])[:OFTEN]
        self.traits = self.traits.joined(mention.traits)

    def times_before(self, position: int) -> int:
        """How often it is mentioned before a position, counted up to `OFTEN`."""
        return sum(start < position for start in self.early)
