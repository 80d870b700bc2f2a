"""`onrecord show`: anything by its id, within the text that it was read from, its evidence marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from onrecord import spans
from onrecord.cli.frozen import show_frozen
from onrecord.cli.group_lines import saying_block, story_block
from onrecord.cli.listing import json_line, suggest
from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.cli.render import BRACKETS, STYLES, faint, is_coloured, marked
from onrecord.display.decisions import by_hand, named_in, signed, told
from onrecord.display.events import act, event_parts, event_windows, party_of, sides, sure, tellings, thing
from onrecord.display.numbers import counted
from onrecord.display.statements import day, of_parts, quoted, verb, who
from onrecord.display.windows import window_around
from onrecord.errors import NotFoundError
from onrecord.model import Article, Capture, Entity, Event, Saying, Statement, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import Console

    from onrecord.model import Named, Noun, Time
    from onrecord.record import Dossier, Seen, Store
    from onrecord.ruling import Decision
    from onrecord.spans import Span

# Of names, and of roles.
_NAMES_SHOWN = 8
# A name that stands a hundred times in an article is shown by its first mentions.
_MENTIONS_SHOWN = 5
# What the parts of an event are called; those of a statement go by their own names.
_EVENT_LEGEND = {"source": "side", "cue": "status", "content": "act"}


def show(
    id: Annotated[  # noqa: A002 - the argument's name
        str,
        typer.Argument(
            metavar="ID",
            help="The id of a statement, event, article, entity, capture, story or saying, or the name of an entity.",
        ),
    ],
    at: Annotated[
        str | None, typer.Option("--at", metavar="NAME", help="As it was when a snapshot of this name was taken.")
    ] = None,
    record: RecordPath = DEFAULT_RECORD,
    as_json: AsJson = False,
) -> None:
    """Show anything by its id, within the text that it was read from, its evidence marked.

    A statement: who, via whom, when, and the passage with content, cue and source marked. An event: who did what to
    whom, how far it has come, who vouches for it, and each place that tells it. An article: its head, its body, what
    is said in it and what was done. An entity: its names, roles and articles, and where the first one names it; its
    name will do. A capture: the page as kept, the articles' bodies marked. A story: its articles, and the stories
    that it follows. A saying: every wording of one utterance. Eight letters or more of an id will do.

    Example: onrecord show st_abcdefghij1234567890
    """
    from onrecord.record import Store  # noqa: PLC0415 - loads the store, which --help must not wait for

    with Store(record) as store:
        if at is not None:
            show_frozen(store, at, id, lambda item, article: _show(item, article, store, console()), as_json=as_json)
            return
        try:
            item, article = store.get(id)
        except NotFoundError:
            suggest(store, id)
            raise
        if as_json:
            sys.stdout.write(json_line(item) + "\n")
        else:
            _show(item, article, store, console())


def _show(item: Noun, article: Article | None, store: Store, out: Console) -> None:
    if isinstance(item, Capture):
        _capture(item, store, out)
    elif isinstance(item, Article):
        _article(item, store, out)
    elif isinstance(item, Statement) and article is not None:
        _statement(item, article, store, out)
    elif isinstance(item, Event) and article is not None:
        _event(item, article, store, out)
    elif isinstance(item, Entity) and article is not None:
        _entity(item, article, store, out)
    elif isinstance(item, Story):
        for one in store.story_line(item.id):
            out.print(story_block(one, out, most=len(one.articles)))
    elif isinstance(item, Saying):
        out.print(saying_block(item, out))


def _statement(statement: Statement, article: Article, store: Store, out: Console) -> None:
    text = store.page_text(article.capture.id)
    how_sure = f", {sure(statement.confidence)}" if statement.confidence is not None else ""
    names = {entity.id: entity.name for entity in article.entities}
    via = [names.get(link.entity or "") or spans.covered(text, link.spans) for link in statement.via]
    out.print(Text(f"{who(statement)} {verb(statement)}", STYLES["source"]))
    out.print(Text(quoted(statement)))
    table(
        out,
        ("statement", f"{statement.id} ({statement.kind}{how_sure})"),
        ("via", ", ".join(via)),
        ("to", spans.covered(text, statement.addressee.spans) if statement.addressee else None),
        ("on what occasion", statement.occasion.text if statement.occasion else None),
        ("said", _time(statement.said)),
        ("within", statement.within),
        *(("unresolved", f"{field}: {reason}") for field, reason in statement.unresolved.items()),
        *_by_hand(statement, store),
        *_head(article),
        *_origin(article.capture),
    )
    marks = of_parts(statement)
    _passage(out, text, [window_around(text, [span for span, _ in marks])], marks, ("content", "cue", "source"))


def _by_hand(item: Statement | Event | Article, store: Store) -> Iterator[tuple[str, str]]:
    """How a person had a hand in an item, and each decision behind that."""
    if told_so := by_hand(item):
        yield "by hand", told_so
        numbers = set(item.ruled.values())
        for one in store.decisions():
            if one.number in numbers:
                yield "", f"decision {one.number}: {signed(one)}"


def _event(event: Event, article: Article, store: Store, out: Console) -> None:
    text = store.page_text(article.capture.id)
    out.print(Text(f"{sides(event)}  {act(event)}", STYLES["source"]))
    table(
        out,
        ("event", " · ".join(part for part in (event.id, sure(event.confidence)) if part)),
        ("type", f"{event.type} in PLOVER" + (f", about {', '.join(event.contexts)}" if event.contexts else "")),
        *(("by", party_of(side, text)) for side in event.actors),
        *(("to", party_of(side, text)) for side in event.recipients),
        *(("with", thing(item)) for item in event.items),
        ("when", _time(event.when)),
        ("where", event.place.text if event.place else None),
        *((("told" if number == 0 else "and"), line) for number, line in enumerate(tellings(event, article, text))),
        *(("unresolved", f"{field}: {reason}") for field, reason in event.unresolved.items()),
        *_by_hand(event, store),
        *_head(article),
        *_origin(article.capture),
    )
    marks = event_parts(event)
    _passage(out, text, event_windows(event, text), marks, ("source", "item", "cue", "content"), names=_EVENT_LEGEND)


def _entity(entity: Entity, article: Article, store: Store, out: Console) -> None:
    text = store.page_text(article.capture.id)
    out.print(Text(entity.name, STYLES["source"]))
    all_ = store.dossier(entity.id)
    table(
        out,
        ("entity", f"{entity.id} ({', '.join(part for part in (entity.type, entity.country) if part)})"),
        *(_across(all_) if all_ is not None else ()),
        *(("by hand", f"{told(one)} (decision {one.number})") for one in _ruled(entity, store)),
    )
    out.print()
    said = [statement for statement in article.statements if entity.id in statement.speakers]
    table(
        out,
        ("here", f"{len(entity.mentions)} times" + (f", speaks {len(said)} times" if said else "")),
        *_head(article),
    )
    shown = entity.mentions[:_MENTIONS_SHOWN]
    windows = [window_around(text, [span], margin=80) for span in shown]
    _passage(out, text, windows, [(span, "hit") for span in entity.mentions], ("hit",))


def _across(all_: Dossier) -> Iterator[tuple[str, str]]:
    """What all articles of the record tell of an entity."""
    yield "in", counted(all_.article_count, "article", "articles")
    yield "speaks", counted(all_.statements, "time", "times") if all_.statements else ""
    yield "has a part in", counted(all_.events, "event") if all_.events else ""
    yield "named", "; ".join(f"{one.text} ({one.articles})" for one in all_.names[:_NAMES_SHOWN])
    for role in all_.roles[:_NAMES_SHOWN]:
        yield "told of as", f"{role.text} ({_span_of_time(role)})" if role.first else role.text
    yield "beside", "; ".join(f"{one.name} ({one.articles})" for one in all_.beside)
    for ref in all_.articles:
        yield "article", " · ".join(part for part in (day(ref.published), ref.outlet, ref.title) if part)


def _ruled(entity: Entity, store: Store) -> Iterator[Decision]:
    """The decisions in force that name an entity."""
    from onrecord.record import in_force  # noqa: PLC0415 - loaded with the store

    for decision in in_force(store.decisions()):
        if entity.id in named_in(decision):
            yield decision


def _span_of_time(seen: Seen) -> str:
    return seen.first if seen.first == seen.last and seen.first else f"{seen.first} to {seen.last}"


def _article(article: Article, store: Store, out: Console) -> None:
    text = store.page_text(article.capture.id)
    out.print(Text(article.title or "(no title found)", STYLES["source"]))
    table(out, *_head(article)[1:], *_by_hand(article, store), *_origin(article.capture))
    marks = [(span, "content") for statement in article.statements for span in statement.content]
    for span in article.body:
        out.print(marked(text, marks, window=span, colour=is_coloured(out)))
        out.print()
    for statement in article.statements:
        out.print(Text(f"{statement.id}  {who(statement)} {verb(statement)}: {quoted(statement)}"))
    for event in article.events:
        out.print(Text(f"{event.id}  {sides(event)}  {act(event)}"))


def _capture(capture: Capture, store: Store, out: Console) -> None:
    text = store.page_text(capture.id)
    articles = store.articles_of(capture.id)
    table(
        out,
        ("capture", capture.id),
        *_origin(capture),
        *(("warning", warning) for warning in store.page_warnings(capture.id)),
        *(("article", f"{article.id} {article.title or ''}") for article in articles),
    )
    marks = [(span, "content") for article in articles for span in article.body]
    _passage(out, text, [(0, len(text))], marks, ("body",))


def _head(article: Article) -> list[tuple[str, str | None]]:
    return [
        ("article", f"{article.id} {article.title or ''}"),
        ("kind", f"{article.kind}, language {article.language or 'unknown'}"),
        ("outlet", _named(article.outlet)),
        ("agency", _named(article.agency)),
        ("by", ", ".join(author.name for author in article.byline)),
        ("published", _time(article.published) or article.unresolved.get("published")),
    ]


def _origin(capture: Capture) -> list[tuple[str, str | None]]:
    return [("page", capture.source), ("address", capture.url), ("captured", capture.captured), ("sha256", capture.id)]


def _named(named: Named | None) -> str | None:
    return f"{named.name} ({named.basis})" if named else None


def _time(time: Time | None) -> str | None:
    return f"{time.value} ({time.basis})" if time and time.value else None


def table(out: Console, *rows: tuple[str, str | None]) -> None:
    """Lines of a name and a value; those without a value are left out."""
    for name, value in rows:
        if value:
            out.print(faint(f"  {name:<16}").append(value))


def _passage(
    out: Console,
    text: str,
    windows: Iterable[Span],
    marks: list[tuple[Span, str]],
    legend: tuple[str, ...],
    *,
    names: Mapping[str, str] | None = None,
) -> None:
    colour = is_coloured(out)
    out.print()
    for window in windows:
        out.print(marked(text, marks, window=window, colour=colour))
    if not colour:
        keys = [(names or {}).get(part, part).join(BRACKETS.get(part, BRACKETS["content"])) for part in legend]
        out.print(Text("\nmarked: " + " ".join(keys)))
