"""A dossier of what was chosen: each line told as the desk and the terminal tell it, each source in a footnote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from onrecord.display import groups, statements
from onrecord.display.addresses import web_address
from onrecord.display.numbers import counted
from onrecord.dossier import hands
from onrecord.dossier.document import Difference, Document, Echo, Printed
from onrecord.dossier.footnotes import Pages
from onrecord.dossier.telling import line
from onrecord.errors import InputError
from onrecord.model import Article, Saying, Statement

if TYPE_CHECKING:
    from onrecord.dossier.choosing import Chosen
    from onrecord.record import Store

# Articles of a story that are laid beside each other: the time for it grows with the square of their names.
_COMPARED = 40
# Other sayings that are told of each kind.
_ECHOES = 20
_COPIES = {"exact": "a copy", "edited": "a copy, edited", "rewrite": "the same text in other words"}


@dataclass(frozen=True)
class Making:
    """When a dossier is made ("2031-05-08T10:00:00Z"), and the address of a desk that shows the same record."""

    made: str
    desk: str | None = None

    def check(self) -> None:
        """Raise InputError where the desk has no address of the web."""
        if self.desk is not None and web_address(self.desk) is None:
            raise InputError(self.desk, "is no address of a desk; http://127.0.0.1:8765 would be one")


def document(store: Store, found: Chosen, making: Making) -> Document:
    """The dossier of what was chosen."""
    making.check()
    pages = Pages(store, making.desk)
    lines = [line(pages, entry, found) for entry in found.entries]
    articles = tuple(_listed(pages, found)) if found.story else ()
    beside = tuple(
        Printed(hit.item.title, hit.article.outlet, hit.article.published, "", hit.snippet.text, note.number)
        for hit in found.beside
        if isinstance(hit.item, Article) and (note := pages.article(hit.item))
    )
    return _in_order(
        Document(
            title=found.title,
            facts=tuple(_facts(store, found, making)),
            remarks=tuple(_remarks(found)),
            lines=tuple(lines),
            notes=tuple(pages.notes),
            articles=articles,
            differences=tuple(_differences(store, found)),
            wordings=tuple(_wordings(store, found)),
            echoes=_echoes(store, found),
            beside=beside,
            ruled=tuple(hands.who_is_who((one.told for one in found.entries), pages.decisions)),
            made_by=tuple(sorted(pages.made_by)),
        )
    )


def _in_order(made: Document) -> Document:
    """The same with its footnotes in the order in which a reader meets their numbers: so Markdown is numbered, too."""
    met = [one.note for one in made.articles]
    met += [one.note for line in made.lines for one in line.tellers]
    met += [one.note for one in made.beside]
    number = {old: new for new, old in enumerate(dict.fromkeys(met), 1)}
    return replace(
        made,
        notes=tuple(
            sorted((replace(one, number=number[one.number]) for one in made.notes), key=lambda one: one.number)
        ),
        articles=tuple(replace(one, note=number[one.note]) for one in made.articles),
        lines=tuple(
            replace(line, tellers=tuple(replace(one, note=number[one.note]) for one in line.tellers))
            for line in made.lines
        ),
        beside=tuple(replace(one, note=number[one.note]) for one in made.beside),
    )


def _facts(store: Store, found: Chosen, making: Making) -> Iterable[tuple[str, str]]:
    yield "Asked for", found.asked
    said = sum(isinstance(one.told, Statement) for one in found.entries)
    members = [one for entry in found.entries for one in entry.members]
    articles = {one.article.id: one.article.outlet for one in members}
    outlets = len({outlet for outlet in articles.values() if outlet})
    copies = len({one.article.id for one in members if one.copy_of})
    done = len(found.entries) - said
    parts = [counted(number, one) for number, one in ((said, "statement"), (done, "event")) if number]
    told = " and ".join(parts) or "nothing"
    if articles:
        told += f", told in {counted(len(articles), 'article')}"
        told += f" ({copies:,} of them {'a copy' if copies == 1 else 'copies'})" if copies else ""
        told += f" of {counted(outlets, 'outlet')}" if outlets else ""
    yield "Holds", told
    counts = store.counts()
    sizes = [counted(counts[name], name.removesuffix("s")) for name in ("captures", "articles", "statements", "events")]
    decided = len(hands.in_force(store))
    name = store.path.name.encode("utf-8", "replace").decode("utf-8")
    ruled = f"; {counted(decided, 'decision')} by hand" if decided else ""
    yield "From the record", f"{name}: {', '.join(sizes)}{ruled}"
    yield "Made", f"{making.made.replace('T', ' ').removesuffix('Z')} UTC, by onrecord {version('onrecord')}"


def _remarks(found: Chosen) -> Iterable[str]:
    yield from found.remarks
    if found.story and len(found.story.articles) > _COMPARED:
        yield f"On what the articles differ is asked of the first {_COMPARED} alone."


def _listed(pages: Pages, found: Chosen) -> Iterable[Printed]:
    """The articles of a story, each with the footnote that has its page."""
    assert found.story is not None  # noqa: S101 - asked for where there is one
    first = {one.id: one.outlet or one.title or one.id for one in found.story.articles}
    for one in found.story.articles:
        article, _ = pages.read(one.id)
        how = _COPIES.get(one.copy_ or "", "a later version") if one.copy_of else ""
        remark = f"{how} of {first.get(one.copy_of or '', 'another article')}" if how else ""
        yield Printed(one.title, one.outlet, one.published, remark, "", pages.article(article).number)


def _differences(store: Store, found: Chosen) -> Iterable[Difference]:
    if found.story is None:
        return
    name = {one.id: one.outlet or one.title or one.id for one in found.story.articles}
    looked_at = found.story.model_copy(update={"articles": found.story.articles[:_COMPARED]})
    for one in store.disagreements(looked_at):
        words = tuple((word.value, name.get(word.article, word.article)) for word in one.words)
        yield Difference(one.matter, one.about, words)


def _wordings(store: Store, found: Chosen) -> Iterable[tuple[str, str, str]]:
    if found.saying is None:
        return
    from onrecord.story.wording import bearers  # noqa: PLC0415 - --help must not wait for what it needs

    for one, other, laid in store.wordings(found.saying):
        differs = [groups.difference(mark, *words) for mark, words in bearers(one.text, other.text, laid).items()]
        yield " ".join(other.text.split()), groups.printed_by(other), ", ".join(differs)


def _echoes(store: Store, found: Chosen) -> dict[str, tuple[Echo, ...]]:
    if found.saying is None:
        return {}
    return {
        name: tuple(map(partial(_echo, store.saying), ids[:_ECHOES]))
        for name, ids in groups.echoes(found.saying).items()
    }


def _echo(saying_of: Callable[[str], Saying], item: str) -> Echo:
    saying = saying_of(item)
    full = saying.fullest
    words = " ".join(full.text.split())
    return Echo(
        groups.said_on(saying),
        statements.verb(full),
        f"“{words}”" if full.kind == "direct" else words,
        groups.printed_by(full),
        full.statement,
    )
