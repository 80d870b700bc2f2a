"""The grammar of generated articles: sentences of our own in which it is known where everything stands.

A sentence is a row of tokens, words and marks: one where the cue of statement 2 begins, "warned", one where it ends.
Laying a page out turns the marks into spans, so a copy is the same tokens under another masthead.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from benchmarks.generate import DAY
from benchmarks.large_told import NOBODY, Deed, Done, Key, Mark, Said, Thought, Token, Tokens, Written
from benchmarks.large_world import ADJECTIVES, AGENCIES, NOUNS, Who, World

from onrecord.model import StatementKind
from onrecord.spans import Span

DAYS = (*DAY, "Saturday", "Sunday")


# What people say: of what, what becomes of it, why; {n} a noun, {a} an adjective, {w} a name of the story.
_OF = ("the {a} {n}", "the {w} {n}", "the {n} at {w}", "every {a} {n}", "our {n}", "the {n} and the {n}")
_BECOMES = (
    "will be ready before the {n}",
    "needs more {n} than anyone admits",
    "cannot wait for a {a} {n}",
    "has nothing to do with the {w} {n}",
    "must stay {a}",
    "was never about the {n}",
    "costs less than a {a} {n}",
    "will decide over the next {n}",
    "belongs to whoever looks after the {n}",
)
_WHY = (
    "because the {n} has become {a}",
    "as long as the {n} stays {a}",
    "whatever the {n} of {w} may think",
    "if there is a {a} {n} in time",
    "now that the {n} is in {w}",
)
_FILLERS = (
    "The {a} {n} of {p} has waited for a {n} since {y}.",
    "About {d} people work at the {n}, some {d} kilometres from {p}.",
    "{o} put the {n} at {d} and did not say where the {n} came from.",
    "In {p} the {n} stood {a} for most of {y}, and the {n} with it.",
    "A {a} {n} and {d} {n} were named in the {w} papers.",
    "Two {n} later the {w} {n} was {a} again, and so was the {n}.",
    "{x} had closed the {n} in {y} over a {a} {n}.",
    "The {n} runs from {p} to the {n}, past a {a} {n} and {d} more.",
    "Whoever lives near the {n} in {p} speaks of the {n} as {a}.",
    "{o} has looked at the {n} twice and found it {a} both times.",
    "Before the {n} there was a {n}, and before that a {a} one.",
    "It was the {a} {n} of {y} that brought the {w} {n} to {p}.",
    "Nobody at {o} expects the {n} to end before the {n} does.",
    "The {n} is worth a {a} {n} to {x}, according to a {n} from {y}.",
    "{g} waited at the {n} for {d} days, some of them with a {a} {n} of their own.",
    "What the {w} {n} will mean for {g} in {p} is not known.",
    "Since {y} the {g} of {p} have lived beside a {n} and {d} kilometres of {a} {n}.",
)
_DIRECT = ("“{C},” {W} {K}{D}.", "“{C},” {K} {W}{D}.", "{W} {K}{D}: “{C}.”")
_CUT = "“{C},” {W} {K}{D}, “{E}.”"
_TOLD = ("{W} {K}{D} that {C}.", "{W} {K}{D} that {C}.", "{C}, {W} {K}{D}.")
_CUES = ("said", "said", "said", "added", "warned", "insisted", "promised", "argued")
_KINDS: tuple[StatementKind, ...] = ("direct", "mixed", "indirect")
# Parts of a hundred.
_A_SURE_DAY, _AN_OCCASION, _REPORTERS, _PASSED_ON = 55, 12, 10, 4
_INVENTED = 50

_FIELD = re.compile(r"\{(\w)\}|([\[\]])")


def marked(key: Key, *inside: Token) -> Tokens:
    """Tokens with a mark around them."""
    return [Mark(key, opens=True), *inside, Mark(key, opens=False)]


def capital(tokens: Tokens) -> Tokens:
    """The same with a capital at their beginning."""
    at = next(place for place, one in enumerate(tokens) if isinstance(one, str))
    first = str(tokens[at])
    return [*tokens[:at], first[:1].upper() + first[1:], *tokens[at + 1 :]]


def filled(template: str, of: Callable[[str], Iterable[Token]], trigger: Key | None = None) -> Tokens:
    """A template with its fields filled in, and a mark for its brackets."""
    out: Tokens = []
    for kind, text in _parts(template):
        if kind == "field":
            out += of(text)
        elif kind == "words":
            out.append(text)
        elif trigger is not None:
            out.append(Mark(trigger, opens=text == "["))
    return out


@cache
def _parts(template: str) -> tuple[tuple[str, str], ...]:
    out, at = [], 0
    for one in _FIELD.finditer(template):
        out += [("words", template[at : one.start()])] if one.start() > at else []
        out.append(("field", one[1]) if one[1] else ("bracket", one[2]))
        at = one.end()
    return (*out, ("words", template[at:])) if at < len(template) else tuple(out)


def laid_out(parts: Sequence[Tokens]) -> tuple[str, dict[Key, list[Span]], list[Span]]:
    """The text of some parts with a blank line between each two, the spans of all marks, and those of the parts."""
    out: list[str] = []
    spans: dict[Key, list[Span]] = {}
    begun: dict[Key, int] = {}
    pieces: list[Span] = []
    at = 0
    for tokens in parts:
        if pieces:
            out.append("\n\n")
            at += 2
        start = at
        for token in tokens:
            if isinstance(token, str):
                out.append(token)
                at += len(token)
            elif token.opens:
                begun[token.key] = at
            else:
                spans.setdefault(token.key, []).append((begun.pop(token.key), at))
        pieces.append((start, at))
    return "".join(out), spans, pieces


def weekday(day: int) -> str:
    """What a day is called, by its number."""
    return DAYS[(day - 1) % len(DAYS)]


def thought_of(rng: random.Random, world: World, names: Sequence[str]) -> tuple[str, str, str]:
    """Of what somebody speaks, what becomes of it, and why."""

    def word(name: str) -> Tokens:
        return [rng.choice(names) if name == "w" else _word(rng, world, name)]

    one, two, three = ("".join(map(str, filled(rng.choice(some), word))) for some in (_OF, _BECOMES, _WHY))
    return one, two, three


def _word(rng: random.Random, world: World, kind: str) -> str:
    if rng.randrange(100) < _INVENTED and kind == "n":
        return world.words.draw(rng)[0]
    return rng.choice(NOUNS if kind == "n" else ADJECTIVES)


class Writer:
    """Writes one article, and remembers who has been named in it so far."""

    def __init__(self, rng: random.Random, world: World, names: Sequence[str], around: Sequence[Who]) -> None:
        """`names` and `around`: words, places and bodies that the story speaks of."""
        self._rng, self._world, self._names, self._around = rng, world, names, around
        self._last: str | None = None
        self._full: set[str] = set()
        self.article = Written([], [])

    def name(self, who: Who, words: str | None = None) -> Tokens:
        """A mention of somebody."""
        self.article.cast[who.id] = who
        return marked(("entity", who.id), words or who.name)

    def background(self) -> Tokens:
        """A sentence that nobody says."""
        rng = self._rng

        def part(kind: str) -> Tokens:
            if kind in "na":
                return [_word(rng, self._world, kind)]
            if kind in "yd":
                return [str(rng.randint(1960, 2019) if kind == "y" else rng.randint(3, 900))]
            if kind == "w":
                return [rng.choice(self._names)]
            if kind == "g":
                return self.name(rng.choice(self._world.groups))
            wanted = {"p": "place", "o": "organisation", "x": "country"}[kind]
            among = [one for one in self._around if one.type == wanted]
            return self.name(rng.choice(among))

        return capital(filled(rng.choice(_FILLERS), part))

    def paragraph(self) -> Tokens:
        """Three or four such sentences."""
        out = self.background()
        for _ in range(self._rng.randint(2, 3)):
            out += [" ", *self.background()]
        return out

    def told(self, deed: Deed, claimed_by: str | None = None, *, denied: bool = False) -> Tokens:
        """What was done, as a clause; without the day, which `on_day` adds."""
        number = str(len(self.article.done))
        rng = self._rng
        # One article in eight has another figure.
        quantity = deed.quantity if rng.randrange(8) else deed.quantity + rng.randint(1, 9)
        dated = claimed_by is None and rng.randrange(2) == 0
        self.article.done[number] = Done(deed, quantity, denied, dated, claimed_by)

        def part(kind: str) -> Tokens:
            if kind == "I" and deed.thing is not None:
                told = f"{deed.thing.designation} {deed.thing.noun}s"
                return [*marked(("figure", number), str(quantity)), " ", *marked(("item", number), told)]
            role, who = ("actor", deed.actor) if kind == "A" else ("recipient", deed.recipient)
            return marked((role, number), *self.name(who))

        clause = filled(deed.act.words, part, ("trigger", number))
        if dated:
            clause += [" on ", *marked(("when", number), weekday(deed.day))]
        return clause

    def headline(self, deed: Deed) -> Tokens:
        """What was done, as a title: nothing in it is marked but who is named."""

        def part(kind: str) -> Tokens:
            if kind == "I" and deed.thing is not None:
                return [f"{deed.quantity} {deed.thing.designation} {deed.thing.noun}s"]
            return self.name(deed.actor if kind == "A" else deed.recipient)

        return capital(filled(deed.act.words, part))

    def reported(self, deed: Deed) -> Tokens:
        """What was done, as a sentence of the article itself."""
        return [*capital(self.told(deed)), "."]

    def statement(self, thought: Thought, day: int, occasion: str) -> Tokens:
        """A sentence in which somebody says something, in one of many wordings."""
        rng, number = self._rng, str(len(self.article.said))
        kind: StatementKind = rng.choices(_KINDS, (45, 15, 40))[0]
        if thought.denied or thought.deed is not None or thought.act != "said":
            kind = "indirect"
        wording = rng.randrange(4)
        one = Said(thought, kind, wording, dated=False)
        self.article.said[number] = one
        words = self._words(thought, kind, wording, number)
        content = marked(("content", number), *words)
        one.dated = 0 <= day - thought.day <= 6 and rng.randrange(100) < _A_SURE_DAY
        when: Tokens = [" on ", *marked(("said", number), weekday(thought.day))] if one.dated else []
        if rng.randrange(100) < _AN_OCCASION:
            when += [" at ", *marked(("occasion", number), f"the {occasion} forum")]
        cut = kind == "direct" and wording == 0 and rng.randrange(4) == 0
        template = _CUT if cut else rng.choice(_DIRECT if kind == "direct" else _TOLD)
        if thought.act == "asked":
            template = "{W} {K}{D} whether {C}."
        elif thought.denied:
            template = "{W} {K}{D} that {C}."
        cue, told_to = self._cue(thought, template, number)
        fields: dict[str, Tokens] = {
            "C": marked(("content", number), _capital(" ".join(thought.parts[:2]))) if cut else content,
            "E": marked(("content", number), thought.parts[2]) if cut else [],
            "K": [*marked(("cue", number), cue), *told_to],
            "D": when,
        }
        fields["W"] = self._source(thought.speaker, number)
        sentence = capital(filled(template, fields.__getitem__))
        if kind == "indirect" and rng.randrange(100) < _PASSED_ON:
            sentence = [*sentence[:-1], ", ", *marked(("via", number), rng.choice(AGENCIES)), " reported."]
        self._last = thought.speaker.id
        return sentence

    def _words(self, thought: Thought, kind: str, wording: int, number: str) -> Tokens:
        if thought.deed is not None:
            return self.told(thought.deed, number, denied=thought.denied)
        what, becomes, why = thought.parts
        short = f"{what} {becomes}"
        whole = (f"{short} {why}", short, f"in the end {short} {why}", f"{why}, {short}")
        if kind == "mixed":
            return [f"{what} “{becomes} {why}”" if wording % 2 else f"{what} “{becomes}”"]
        return [_capital(whole[wording]) if kind == "direct" else whole[wording]]

    def _cue(self, thought: Thought, template: str, number: str) -> tuple[str, Tokens]:
        """The word that says so, and to whom where that is told."""
        if thought.denied:
            return "denied", []
        if thought.act != "said":
            return ("asked" if thought.act == "asked" else "believes"), []
        if self._rng.randrange(100) < _REPORTERS and "{K} {W}" not in template:
            return "told", [" ", *marked(("addressee", number), "reporters")]
        return self._rng.choice(_CUES), []

    def _source(self, who: Who, number: str) -> Tokens:
        """Who says it: in full and with the role at first, then by the last name, or a pronoun."""
        if who is NOBODY:
            return marked(("source", number), who.name)
        if who.id == self._last and who.pronoun and self._rng.randrange(2):
            return marked(("source", number), *self.name(who, who.pronoun))
        if who.id in self._full or not who.role:
            return marked(("source", number), *self.name(who, who.short))
        self._full.add(who.id)
        return marked(("source", number), f"{who.role} ", *self.name(who))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
