"""The plot of a generated record: which stories there are, what is done and said in each, who copies whom."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from benchmarks.large_groups import TOPICS, Echo, Family, Remembered, Whole
from benchmarks.large_pages import Printing
from benchmarks.large_text import Writer, capital, thought_of
from benchmarks.large_told import NOBODY, OFFICIALS, OTHERS, TRANSFERS, Act, Deed, Thought, Written
from benchmarks.large_world import AGENCIES, Outlet, Thing, Who, World

from onrecord.model import Act as Speech
from onrecord.model import ArticleKind

_KINDS: tuple[ArticleKind, ...] = ("news", "opinion", "interview")
_ACTS: tuple[Speech, ...] = ("said", "thought", "asked")
# At 55 articles a day five years make 100,000.
A_DAY = 100_000 / (5 * 365.25)
_LARGEST, _SIZES = 30, 1.6
_LONGEST = 13
# So many articles of a story's other ones are copies that a tenth of all are.
_COPIED = 0.145
# What is said is told so often at most, and so often on average where a story is large.
_MOST_VERSIONS, _VERSIONS = 12, 5
_FOLLOWING, _TRANSFERS = 0.35, 0.6
_AGAIN, _CONTRARY, _CLAIMED, _DENIED = 0.08, 0.1, 0.12, 0.06
_KEPT_STORIES, _KEPT_SAYINGS = 4000, 30
_SPEAKERS = 5


@dataclass
class Story:
    """A story as it is written: who and what it is about, and what is left of it to print."""

    first: int
    left: int
    topic: int
    names: list[str]
    around: list[Who]
    occasion: str
    speakers: list[Who]
    rung: int
    deeds: list[Deed] = field(default_factory=list)
    thoughts: list[Thought] = field(default_factory=list)
    written: list[tuple[Written, Outlet]] = field(default_factory=list)
    whole: Whole = field(default_factory=Whole)


class Slot(NamedTuple):
    """A place in the order in which articles come: the day, and which of a story it is."""

    day: int
    story: int
    place: int


class Next(NamedTuple):
    """An article to print, and whose text it has."""

    written: Written
    printing: Printing
    family: Family


def slots(rng: random.Random, articles: int, end: int, a_day: float = A_DAY) -> tuple[list[Slot], list[int]]:
    """When the articles of each story come, in order, and how many each has."""
    days = max(_LONGEST + 1, round(articles / a_day))
    sizes: list[int] = []
    left = articles
    weights = [size**-_SIZES for size in range(1, _LARGEST + 1)]
    while left:
        sizes.append(min(left, rng.choices(range(1, _LARGEST + 1), weights)[0]))
        left -= sizes[-1]
    found: list[Slot] = []
    for number, size in enumerate(sizes):
        first = end - rng.randrange(days)
        lags = sorted([0, *(min(_LONGEST, int(rng.expovariate(0.8))) for _ in range(size - 1))])
        found += [Slot(min(end, first + lag), number, place) for place, lag in enumerate(lags)]
    return sorted(found), sizes


class Plot:
    """Makes stories and their articles, in the order of time."""

    def __init__(self, world: World, seed: int) -> None:
        """Begin with no memory of anything."""
        self._rng = random.Random(f"plot {seed}")  # noqa: S311 - nobody is to be kept from guessing
        self._world = world
        self._told: deque[Story] = deque(maxlen=_KEPT_STORIES)
        self._said: dict[str, deque[Remembered]] = {}
        self._meanings = 0
        self._printed = 0

    def story(self, day: int, size: int) -> Story:
        """A new story that begins on a day; a third follow an earlier one."""
        rng, world = self._rng, self._world
        if self._told and rng.random() < _FOLLOWING:
            before = rng.choice(self._told)
            names, around, topic = [*before.names[:2], world.coined(rng)], before.around, before.topic
            speakers = [*before.speakers[:2], *world.speakers.some(rng, _SPEAKERS, _short)]
            thing, rung = before.deeds[0].thing, min(before.rung + 1, len(TRANSFERS) - 1)
            supplier, recipient = before.around[:2]
        else:
            supplier, recipient = world.states.some(rng, 2, _id)
            around = [supplier, recipient, *world.places.some(rng, 2, _id), *world.bodies.some(rng, 2, _id)]
            names, topic = [world.coined(rng) for _ in range(3)], rng.randrange(TOPICS)
            speakers = world.speakers.some(rng, _SPEAKERS, _short)
            thing = world.things.draw(rng)[0] if rng.random() < _TRANSFERS else None
            rung = rng.randrange(len(TRANSFERS))
        speakers = list({_short(one): one for one in speakers}.values())[:_SPEAKERS]
        found = Story(day, size, topic, names, around, rng.choice(names), speakers, rung)
        found.deeds = self._deeds(found, supplier, recipient, thing)
        count = max(6, round(size * 4 / _VERSIONS))
        found.thoughts = [self._thought(found) for _ in range(count)]
        return found

    def article(self, story: Story, day: int) -> Next:
        """The next article of a story: one of its own, or a copy of one that it has."""
        rng = self._rng
        self._printed += 1
        story.left -= 1
        outlet = self._world.outlets.draw(rng)[0]
        sources = [place for place, (one, _) in enumerate(story.written) if _has_room(one)]
        if sources and rng.random() < _COPIED:
            family = rng.choice(sources)
            written, outlet, copy = self._copy(story, family, outlet)
        else:
            written, copy, family = self._write(story, day), None, len(story.written)
            story.written.append((written, outlet))
        for one in written.said.values():
            one.thought.told += 1
        if story.left == 0:
            story.written = []
            self._told.append(story)
        return Next(written, self._printing(story, outlet, day), Family(family, copy))

    def remember(self, story: Story, told: dict[int, list[str]]) -> None:
        """Keep what was said in a story that is in the record, for its speakers to say again."""
        for thought in story.thoughts:
            if (statements := told.get(id(thought))) and thought.deed is None:
                held = self._said.setdefault(thought.speaker.id, deque(maxlen=_KEPT_SAYINGS))
                held.append(Remembered(thought, statements[:2]))
        story.thoughts = []

    def _printing(self, story: Story, outlet: Outlet, day: int) -> Printing:
        rng = self._rng
        kind: ArticleKind = rng.choices(_KINDS, (93, 4, 3))[0]
        filed = rng.choice([one for one in story.around if one.type == "place"]).name if rng.random() < 0.4 else None
        agency = rng.choice(AGENCIES) if rng.random() < 0.3 else None
        return Printing(self._printed, outlet, day, rng.choice(self._world.authors), agency, filed, kind)

    # What is done and said ------------------------------------------------------------------------------------------

    def _deeds(self, story: Story, supplier: Who, recipient: Who, thing: Thing | None) -> list[Deed]:
        rng = self._rng
        acts: list[Act] = [TRANSFERS[story.rung]] if thing else []
        acts += rng.sample(OTHERS, 2 - len(acts))
        found = []
        for act in acts:
            one, other = supplier, recipient
            if act.mode == "arms-request":
                one, other = other, one
            elif rng.random() < 0.1:
                one = next(who for who in story.around if who.type == "organisation")
            used = thing if act in TRANSFERS else None
            found.append(Deed(act, one, other, used, rng.randint(2, 120), story.first - rng.randrange(4)))
        return found

    def _thought(self, story: Story) -> Thought:
        """Something new to say, or what its speaker has said before."""
        rng = self._rng
        speaker = rng.choices((rng.choice(story.speakers), OFFICIALS, NOBODY), (94, 4, 2))[0]
        day = story.first - rng.randrange(4)
        held = self._said.get(speaker.id)
        if held and rng.random() < _AGAIN:
            return self._said_again(story, rng.choice(held), day)
        self._meanings += 1
        act = rng.choices(_ACTS, (93, 4, 3))[0]
        denied = act == "said" and rng.random() < _DENIED
        parts = thought_of(rng, self._world, story.names)
        deed = rng.choice(story.deeds) if act == "said" and rng.random() < _CLAIMED else None
        return Thought(speaker, act, denied, day, story.topic, self._meanings, parts, deed)

    def _said_again(self, story: Story, before: Remembered, day: int) -> Thought:
        rng = self._rng
        contrary = before.thought.act == "said" and rng.random() < _CONTRARY
        what, becomes, _ = before.thought.parts
        why = thought_of(rng, self._world, story.names)[2]
        denied = before.thought.denied != contrary
        found = replace(before.thought, day=day, parts=(what, becomes, why), denied=denied, told=0)
        story.whole.echoes.append(Echo(found, "opposite" if contrary else "again", before))
        return found

    # Articles -------------------------------------------------------------------------------------------------------

    def _write(self, story: Story, day: int) -> Written:
        rng = self._rng
        writer = Writer(rng, self._world, story.names, story.around)
        thoughts = self._chosen(story, rng.randint(3, 5))
        out = writer.article
        out.title = writer.headline(story.deeds[0])
        if rng.random() < 0.5 and thoughts[0].speaker.role:
            what, becomes, _ = thoughts[0].parts
            out.title = [*capital(writer.name(thoughts[0].speaker, thoughts[0].speaker.short)), f": {what} {becomes}"]
        out.paragraphs = [[*writer.reported(story.deeds[0]), " ", *writer.background()]]
        for thought in thoughts:
            told = writer.statement(thought, day, story.occasion)
            for _ in range(rng.randrange(3)):
                told += [" ", *writer.background()]
            out.paragraphs.append(told)
        if rng.random() < 0.4:
            out.paragraphs.append([*writer.reported(story.deeds[1]), " ", *writer.background()])
        for _ in range(max(6, rng.randint(len(out.paragraphs), 10)) - len(out.paragraphs)):
            out.paragraphs.append(writer.paragraph())
        return out

    def _chosen(self, story: Story, count: int) -> list[Thought]:
        """What an article tells of what is said: of the first things most articles tell."""
        rng = self._rng
        free = [(place, one) for place, one in enumerate(story.thoughts) if one.told < _MOST_VERSIONS]
        while len(free) < count:
            story.thoughts.append(self._thought(story))
            free.append((len(story.thoughts), story.thoughts[-1]))
        lots = sorted(free, key=lambda one: rng.random() ** (1 + one[0] / 4), reverse=True)
        return [one for _, one in lots[:count]]

    def _copy(self, story: Story, family: int, outlet: Outlet) -> tuple[Written, Outlet, str]:
        rng = self._rng
        source, first = story.written[family]
        kind = rng.choices(("exact", "edited", "update"), (55, 38, 7))[0]
        if kind == "update":
            writer = Writer(rng, self._world, story.names, story.around)
            added = [*source.paragraphs, writer.paragraph()]
            return replace(source, paragraphs=added, cast=source.cast | writer.article.cast), first, kind
        while outlet == first:
            outlet = self._world.outlets.draw(rng)[0]
        if kind == "edited":
            kept = rng.randint(4, len(source.paragraphs) - 1)
            writer = Writer(rng, self._world, story.names, story.around)
            title = writer.headline(story.deeds[-1])
            paragraphs, cast = source.paragraphs[:kept], source.cast | writer.article.cast
            return replace(source, title=title, paragraphs=paragraphs, cast=cast), outlet, kind
        return source, outlet, kind


def _has_room(written: Written) -> bool:
    return all(one.thought.told < _MOST_VERSIONS for one in written.said.values())


def _short(who: Who) -> str:
    return who.short


def _id(who: Who) -> str:
    return who.id
