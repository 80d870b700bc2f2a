"""The world of a generated record: invented people, outlets, places and things, and how often each is met.

As in news, a few are met everywhere and most hardly ever (Zipf). Only the states are real, for the sake of their codes;
nothing that a generated page says of them is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from benchmarks.generate import ROLE

from onrecord.entity.gazetteer import state_names
from onrecord.event.pack import items
from onrecord.language.folding import folded
from onrecord.model import EntityType, named_id

T = TypeVar("T")


def _listed(words: str) -> list[str]:
    """Words as they are easiest to read in a row."""
    return words.split()


SPEAKERS, OUTLETS, AUTHORS, PLACES, BODIES, THINGS, WORDS = 2000, 200, 400, 300, 250, 160, 6000
# The top one of 2,000 has about 3% of all statements, of 200 about 17% of all articles.
_SPEAKING, _PRINTING, _OTHERS = 0.68, 1.0, 0.8
# The rarest of the invented words stands in a handful of 100,000 articles.
_SPELLING, _FREQUENT = 1.3, 30
# Of those who speak each so-manieth is a body and no person.
_A_BODY = 12

_STATES = _listed(
    "TUR POL BRA CHL PER MEX CAN NOR SWE FIN DNK NLD BEL PRT ESP ITA GRC ROU HUN BGR EGY MAR TUN KEN GHA IDN MYS THA"
    " VNM PHL"
)
_ROLES = [*ROLE, "opposition leader", "central banker", "mayor", "senator", "general", "ambassador", "energy minister"]
_PAPERS = _listed("Post Courier Herald Gazette Ledger Tribune Standard Observer Dispatch Mirror Echo Monitor")
_INSTITUTES = _listed("Institute Foundation Council Agency Union Chamber Works Systems Shipyard Authority")
_NUMBERED = _listed("drone missile howitzer helicopter frigate tank radar trainer corvette launcher truck rifle")
_GROUPS = _listed("residents drivers traders fishermen pensioners volunteers engineers lawmakers villagers teachers")
AGENCIES = ("Northwire", "Meridian Press", "Lakeside News Agency")

NOUNS = _listed(
    "harbour bridge grain railway market budget winter treaty border vote strike court school hospital bank tax price"
    " pipeline wage factory export loan reactor river forest airport road storm flood water power gas oil steel fish"
    " wheat deal plan report inquiry minister council party army union company investor worker farmer driver nurse"
    " teacher student voter patient neighbour partner buyer supplier critic auditor judge engineer pilot sailor pension"
    " coast island valley village capital region street district fund debt rent growth trade tariff licence permit"
    " contract delay shortage promise rumour answer question deadline summer autumn spring week month year decade"
)
ADJECTIVES = _listed(
    "new old large small long short early late quiet loud public private local foreign joint costly cheap modern"
    " empty ruined crowded northern southern eastern western coastal rural official secret open closed safe risky"
    " ready broken steady rapid slow common rare final first second annual monthly frozen flooded idle busy honest"
)

_HEADS = _listed("b br d dr f g gr h j k kr l m n p r s sk st t tr v vr z zh")
_HEARTS = _listed("a e i o u ai ei ou")
_TAILS = ["", "", "", "l", "n", "r", "s", "m", "k", "th", "sk", "nd"]
# One syllable in so many has a letter that a keyboard elsewhere lacks, as names have.
_ODD, _ODD_HEARTS = 60, ("ö", "é", "ı", "å")


DESCRIBED = "~"
"""How the id of somebody or something begins that is an entity of each article anew: it is made once the page is."""


class Who(NamedTuple):
    """Somebody or something that articles name; `short`: what it is called once it has been named in full."""

    id: str
    name: str
    type: EntityType
    country: str | None = None
    short: str = ""
    role: str = ""
    pronoun: str = ""


class Thing(NamedTuple):
    """A kind of arms: its designation ("Velka-7"), the noun behind it, and its class."""

    designation: str
    noun: str
    class_: str


class Outlet(NamedTuple):
    """A paper and the host of its site."""

    name: str
    host: str


class Lot(Generic[T]):
    """Things to draw from, each as often as its place in the row says (Zipf)."""

    def __init__(self, things: Sequence[T], exponent: float, even: int = 1) -> None:
        """Row them up: the first is drawn most, though hardly more than those of the first `even` places."""
        self.things = things
        self._weights = list(accumulate((place + even) ** -exponent for place in range(len(things))))

    def draw(self, rng: random.Random, count: int = 1) -> list[T]:
        """So many, the same more than once perhaps."""
        return rng.choices(self.things, cum_weights=self._weights, k=count)

    def some(self, rng: random.Random, count: int, key: Callable[[T], object]) -> list[T]:
        """So many that differ by a key."""
        found: dict[object, T] = {}
        while len(found) < min(count, len(self.things)):
            for one in self.draw(rng, count):
                found.setdefault(key(one), one)
        return list(found.values())[:count]


class World:
    """Everybody and everything; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        """Invent all of it."""
        rng = random.Random(f"world {seed}")  # noqa: S311 - nobody is to be kept from guessing
        self._rng = rng
        self._known = {*NOUNS, *ADJECTIVES}
        states = state_names()
        self.states = Lot([Who(f"state.{iso}", states[iso], "country", iso) for iso in _STATES], _OTHERS)
        self.words = Lot([self._word(2 + (place > WORDS // 20)) for place in range(WORDS)], _SPELLING, _FREQUENT)
        places = [self._name(2) for _ in range(PLACES)]
        self.places = Lot([Who(f"{DESCRIBED}{name}", name, "place", short=name) for name in places], _OTHERS)
        self.groups = [Who(f"{DESCRIBED}{name}", name, "group", short=name) for name in _GROUPS]
        bodies = [f"{self._name(2)} {rng.choice(_INSTITUTES)}" for _ in range(BODIES)]
        self.bodies = Lot([self._stable("organisation", name, rng.choice(_STATES)) for name in bodies], _OTHERS)
        self._given = [self._name(2) for _ in range(120)]
        self._family = [self._name(rng.choice((2, 3))) for _ in range(SPEAKERS * 2 // 3)]
        self.speakers = Lot(self._people(), _SPEAKING)
        self.authors = [self._person_name() for _ in range(AUTHORS)]
        papers = dict.fromkeys(f"{rng.choice(places)} {paper}" for _ in range(3) for paper in _PAPERS * (OUTLETS // 12))
        self.outlets = Lot([Outlet(name, _host(name)) for name in list(papers)[:OUTLETS]], _PRINTING)
        self.things = Lot([self._thing() for _ in range(THINGS)], _OTHERS)

    @staticmethod
    def coined(rng: random.Random) -> str:
        """A name that hardly any other story has, for what it is about."""
        return "".join(rng.choice(_HEADS) + rng.choice(_HEARTS) for _ in range(3)).title() + rng.choice(_TAILS)

    def _people(self) -> list[Who]:
        found: dict[str, Who] = {}
        bodies = iter(self.bodies.things)
        while len(found) < SPEAKERS:
            if len(found) % _A_BODY == _A_BODY - 1:
                one = next(bodies)
            else:
                name, state = self._person_name(), self.states.draw(self._rng)[0]
                one = self._stable("person", name, state.country or "")
                pronoun = "she" if name.split()[0].endswith(("a", "e", "i")) else "he"
                one = one._replace(short=name.split()[1], role=self._rng.choice(_ROLES), pronoun=pronoun)
            found[one.id] = one
        return list(found.values())

    def _person_name(self) -> str:
        return f"{self._rng.choice(self._given)} {self._rng.choice(self._family)}"

    def _thing(self) -> Thing:
        noun = self._rng.choice(_NUMBERED)
        return Thing(f"{self._name(2)[:5]}-{self._rng.randint(2, 98)}", noun, items()[noun])

    def _name(self, syllables: int) -> str:
        return self._word(syllables).title()

    def _word(self, syllables: int) -> str:
        """A word that there is not yet."""
        rng = self._rng
        while True:
            hearts = _ODD_HEARTS if rng.randrange(_ODD) == 0 else _HEARTS
            parts = [rng.choice(_HEADS) + rng.choice(hearts) for _ in range(syllables)]
            word = "".join(parts) + rng.choice(_TAILS)
            if word not in self._known:
                self._known.add(word)
                return word

    @staticmethod
    def _stable(kind: EntityType, name: str, country: str) -> Who:
        return Who(named_id(kind, folded(name), country, ""), name, kind, country or None, name)


def _host(name: str) -> str:
    return f"www.{folded(name).replace(' ', '')}.example"
