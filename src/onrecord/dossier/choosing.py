"""What goes into a dossier: the lines of a search, a story, a saying, a speaker or some ids, in order of time.

    Choice(search="drones since:2030"), Choice(story="sy_..."), Choice(speaker="Valdin", since="2031")

The lines are those of a timeline: one an utterance or act, however many print it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from onrecord.display import searching
from onrecord.display.groups import counts
from onrecord.display.numbers import counted
from onrecord.display.statements import between
from onrecord.errors import InputError
from onrecord.model import Article, Capture, Entity, Event, Saying, Statement, Story

if TYPE_CHECKING:
    from onrecord.record import Entry, Hit, Listing, Query, Store

LIMIT = 500
"""So many lines at most, unless more are asked for: what an editor can check, and a browser opens at once."""

# Words of a saying that stand in a heading.
_HEADING = 90


@dataclass(frozen=True)
class Choice:
    """What a dossier is to hold: one of search, story, saying, speaker and ids.

    `since` and `until` narrow a search or a speaker; `also`: conditions of a search besides those that are typed;
    `exact`: by the words as they stand. `limit`: so many lines at most.
    """

    search: str | None = None
    story: str | None = None
    saying: str | None = None
    speaker: str | None = None
    ids: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int = LIMIT
    title: str | None = None
    also: Query | None = None
    exact: bool = False

    def check(self) -> None:
        """Raise InputError unless exactly one thing is asked for, and a time only of what has one."""
        given = [
            name for name in ("search", "story", "saying", "speaker", "ids") if getattr(self, name) not in (None, ())
        ]
        if len(given) != 1:
            why = "say what goes in" if not given else f"{' and '.join(given)} do not go together"
            raise InputError("dossier", f"{why}: a search, a story, a saying, a speaker, or some ids")
        if (self.since or self.until) and given[0] not in ("search", "speaker"):
            raise InputError("dossier", f"a time narrows a search or a speaker down, and no {given[0]}")


@dataclass(frozen=True)
class Chosen:
    """What was found: what it is called, what was asked, the lines, and what has to be told of how they were chosen.

    `wanted`: the items that were asked for themselves, whose pages stand first among those that tell the same; `signs`:
    by the id of an item what it was found by; `beside`: articles that a search found.
    """

    title: str
    asked: str
    entries: Sequence[Entry]
    remarks: tuple[str, ...] = ()
    story: Story | None = None
    saying: Saying | None = None
    beside: tuple[Hit, ...] = ()
    wanted: frozenset[str] = frozenset()
    signs: dict[str, str] = field(default_factory=dict)


def chosen(store: Store, choice: Choice) -> Chosen:
    """What goes in; raises InputError where that is not said, and NotFoundError for an id that nothing has."""
    choice.check()
    if choice.search is not None:
        found = _searched(store, choice, choice.search)
    elif choice.story is not None:
        found = _of_story(store, choice, choice.story)
    elif choice.saying is not None:
        found = _of_saying(store, choice, choice.saying)
    elif choice.speaker is not None:
        found = _of_speaker(store, choice, choice.speaker)
    else:
        found = _of_ids(store, choice)
    if not store.counts()["articles"]:
        found = replace(found, remarks=(*found.remarks, "This record holds no articles yet."))
    return replace(found, title=choice.title or found.title)


def _searched(store: Store, choice: Choice, typed: str) -> Chosen:
    from onrecord.record import Query, Scope, deeds  # noqa: PLC0415 - loads the store, which --help must not wait for

    query = (choice.also or Query()).narrowed(Query(since=choice.since, until=choice.until))
    scope = Scope(limit=choice.limit, by_meaning=not choice.exact, as_typed=choice.exact)
    hits = store.search(typed, scope, query=query)
    said = {hit.item.id: hit for hit in hits if hit.match == "statement"}
    if hits.total > len(hits):
        # Articles that have the words are no reason to leave out statements that have them.
        crowded_out = store.search(typed, replace(scope, kind="statement"), query=query)
        said |= {hit.item.id: hit for hit in crowded_out if hits.widened or not crowded_out.widened}
    done = deeds(hits.asked)
    events = store.events(replace(done, limit=choice.limit)) if done else ()
    acts = [one.item.id for one in events]
    entries = store.timeline(Query(), items=[*said, *acts], unnamed=True) if said or acts else []
    held = {one.article.id for entry in entries for one in entry.members}
    remarks = searching.remarks(hits)
    if hits.widened:
        remarks.append("nothing has all the words, so what is told here has some of them")
    if hits.undated:
        remarks.append(f"{hits.undated:,} more fit but have no day, so no time finds them")
    if hits.total > len(hits):
        told_of = f"{counted(hits.total, 'hit')}{' or more' if hits.is_more else ''} in articles and statements"
        remarks.append(f"{told_of}, of which the best {choice.limit:,} of each are told here")
    if done and len(acts) == choice.limit:
        remarks.append(f"the first {len(acts):,} events that tell of it, and there may be more")
    words = " ".join((*typed.split(), *_conditions(query)))
    told = searching.told(hits.asked)
    return Chosen(
        title=f"Search: {words or 'everything'}",
        asked=f"search for {words or 'everything'}" + (f", taken as: {told}" if told and told not in words else ""),
        entries=entries,
        remarks=tuple(map(_sentence, remarks)),
        beside=tuple(hit for hit in hits if hit.match == "article" and hit.item.id not in held),
        wanted=frozenset((*said, *acts)),
        signs={id_: "in other words" for id_, hit in said.items() if searching.is_in_other_words(hit)},
    )


def _conditions(query: Query) -> Iterator[str]:
    """The conditions of a search that were not typed, as they would be."""
    for one in fields(query):
        if (value := getattr(query, one.name)) is not None:
            text = str(value).removeprefix("=")
            yield f'{one.name}:"{text}"' if " " in text else f"{one.name}:{text}"


def _of_story(store: Store, choice: Choice, asked: str) -> Chosen:
    from onrecord.record import Query  # noqa: PLC0415

    story = store.story(store.story_id(asked))
    entries = store.timeline(Query(), story=(story.id,), unnamed=True)
    days = between(f"{story.first}/{story.last}" if story.first != story.last else story.first) if story.first else ""
    told = counts(story.sources, len(story.articles), story.outlets)
    return Chosen(
        title=story.label or "A story",
        asked=f"story {story.id}: {told}{f', printed {days}' if days else ''}",
        entries=entries[: choice.limit],
        remarks=_cut(entries, choice, "first"),
        story=story,
    )


def _of_saying(store: Store, choice: Choice, asked: str) -> Chosen:
    saying = store.saying(asked)
    entries = _items(store, [one.statement for one in saying.versions])
    words = " ".join(saying.fullest.text.split())
    short = words if len(words) <= _HEADING else words[:_HEADING].rsplit(" ", 1)[0] + " …"
    outlets = tuple(dict.fromkeys(one.outlet for one in saying.versions if one.outlet))
    articles = len({one.article for one in saying.versions})
    return Chosen(
        title=f"{saying.speaker_name or saying.speaker}: “{short}”",
        asked=f"saying {saying.id}: {counts(saying.sources, articles, outlets)}",
        entries=entries[: choice.limit],
        remarks=_cut(entries, choice, "first"),
        saying=saying,
    )


def _of_speaker(store: Store, choice: Choice, name: str) -> Chosen:
    from onrecord.record import Query  # noqa: PLC0415

    query = Query(speaker=name, since=choice.since, until=choice.until)
    listing: Listing[Statement] = store.statements(query)
    entries = store.timeline(query)
    speak = {id_ for one in entries if isinstance(one.told, Statement) for id_ in one.told.speakers}
    one_of_them = store.speaker(name)
    who = {one.id: one.name for one in ((one_of_them,) if one_of_them else store.named(name)) if one.id in speak}
    remarks = list(_cut(entries, choice, "latest"))
    if listing.undated:
        remarks.append(_sentence(f"{listing.undated:,} more have no day, so no time finds them"))
    if len(who) > 1:
        told = "; ".join(f"{named} ({id_})" for id_, named in sorted(who.items()))
        remarks.append(_sentence(f"several go by this name: {told}; an id in its place means one of them"))
    if not entries and (near := store.near(name)):
        remarks.append(_sentence(f"did you mean {' or '.join(near)}?"))
    only = next(iter(who.values())) if len(who) == 1 else name
    return Chosen(
        title=f"What {only} said{_time('', choice)}",
        asked=_time(f"what {name} said", choice),
        entries=entries[-choice.limit :],
        remarks=tuple(remarks),
    )


def _of_ids(store: Store, choice: Choice) -> Chosen:
    ids = [id_ for asked in choice.ids for id_ in _meant(store, asked)]
    entries = _items(store, ids)
    named = list(dict.fromkeys(choice.ids))
    return Chosen(
        title="Selected statements and events",
        asked=f"{counted(len(named), 'id')}: {', '.join(named)}",
        entries=entries[: choice.limit],
        remarks=_cut(entries, choice, "first"),
        wanted=frozenset(ids),
    )


def _meant(store: Store, asked: str) -> Iterable[str]:
    """The statements and events that an id stands for: itself, or all that stands in the article, page or group."""
    item = store.get(asked).item
    if isinstance(item, Statement | Event):
        return [item.id]
    if isinstance(item, Entity):
        raise InputError(asked, "is somebody or something, and no statement or event; ask for what a speaker said")
    if isinstance(item, Saying):
        return [one.statement for one in item.versions]
    if isinstance(item, Story):
        articles = [store.get(one.id).item for one in item.articles]
    else:
        articles = list(store.articles_of(item.id)) if isinstance(item, Capture) else [item]
    found: list[Statement | Event] = []
    for one in articles:
        found += (*one.statements, *one.events) if isinstance(one, Article) else ()
    return [one.id for one in found]


def _items(store: Store, ids: Sequence[str]) -> Sequence[Entry]:
    from onrecord.record import Query  # noqa: PLC0415

    return store.timeline(Query(), items=ids, unnamed=True)


def _cut(entries: Sequence[Entry], choice: Choice, which: str) -> tuple[str, ...]:
    if len(entries) <= choice.limit:
        return ()
    return (f"The {which} {choice.limit:,} of {len(entries):,} lines; a higher limit takes more.",)


def _time(words: str, choice: Choice) -> str:
    since = f" since {choice.since}" if choice.since else ""
    return f"{words}{since}" + (f" until {choice.until}" if choice.until else "")


def _sentence(remark: str) -> str:
    return remark[:1].upper() + remark[1:] + ("" if remark.endswith((".", "?", "!")) else ".")
