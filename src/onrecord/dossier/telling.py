"""A line of a dossier: what was said or done, as a timeline has it, with all that a reader has to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.display import chains, citing, statements, timelines
from onrecord.display import events as acts
from onrecord.display.decisions import by_hand
from onrecord.dossier import hands
from onrecord.dossier.document import Line, Teller
from onrecord.model import Article, Event, Statement

if TYPE_CHECKING:
    from onrecord.dossier.choosing import Chosen
    from onrecord.dossier.footnotes import Pages
    from onrecord.record import Entry
    from onrecord.record.timelines import Teller as Telling

# Of a line that more articles print, so many have a footnote: those that were asked for, then those that are no copies.
# The others are counted.
_NOTED = 12


def line(pages: Pages, entry: Entry, found: Chosen) -> Line:
    """An entry of a timeline as a line."""
    pages.lines += 1
    number, told = pages.lines, entry.told
    noted = sorted(entry.members[1:], key=lambda one: (one.item not in found.wanted, one.copy_of is not None))
    noted = [entry.members[0], *noted[: _NOTED - 1]]
    tellers: list[Teller] = []
    facts: list[tuple[str, str]] = []
    chain: tuple[chains.Step, ...] = ()
    for member in noted:
        article, text = pages.read(member.article.id)
        item = _item(article, member.item)
        note = pages.note(item, article, text, number)
        tellers.append(Teller(timelines.printer(member.article), _apart(member, item), note.number))
        if member is entry.members[0]:
            facts += _said(item, article, text) if isinstance(item, Statement) else _done(item, article, text)
            facts += [("By hand", one) for one in hands.on(item, article, text, pages.decisions)]
            facts += [("Its article", one) for one in hands.on(article, article, text, pages.decisions)]
            chain = tuple(_chain(item, article, text))
            names = {one.id: one.name for one in article.entities}
    return Line(
        number=number,
        is_said=isinstance(told, Statement),
        when=_when(entry),
        who=statements.named(told) if isinstance(told, Statement) else acts.doers(told, names),
        how=citing.how(told) if isinstance(told, Statement) else acts.deed(told, names),
        words=timelines.words(entry),
        language=told.language if isinstance(told, Statement) else None,
        signs=tuple(_signs(entry, found.signs)),
        facts=tuple(facts),
        chain=chain,
        tellers=tuple(tellers),
        more=len({one.article.id for one in entry.members} - {one.article.id for one in noted}),
    )


def _when(entry: Entry) -> str:
    """The day of a line; where nothing tells it, by when it was."""
    if entry.day is None:
        return statements.UNDATED
    return f"by {statements.day(entry.day)}" if entry.is_published else statements.between(entry.day)


def _item(article: Article, wanted: str) -> Statement | Event:
    items: list[Statement | Event] = [*article.statements, *article.events]
    return next(one for one in items if one.id == wanted)


def _apart(member: Telling, item: Statement | Event) -> str:
    """What sets a telling apart from the words of its line."""
    parts = [timelines.apart(member.differs).strip(" ()"), "a copy" if member.copy_of else ""]
    parts.append(by_hand(item) or "")
    return ", ".join(part for part in parts if part)


def _signs(entry: Entry, signs: dict[str, str]) -> Iterable[str]:
    told = entry.told
    if hand := by_hand(told):
        yield hand
    if statements.is_doubtful(told.confidence) and not {"accepted", "added"} & set(told.ruled):
        yield "doubtful"
    if isinstance(told, Statement) and told.translated:
        yield "translated"
    found = {signs.get(one.item) for one in entry.members}
    if len(found) == 1 and (why := found.pop()):
        yield why


def _said(item: Statement, article: Article, text: str) -> Iterable[tuple[str, str]]:
    published = article.published.value if article.published else None
    time = item.said if item.said and item.said.value and "said" not in item.unresolved else None
    if time or item.place or item.occasion:
        # With neither, the day at which the line stands is all there is to tell.
        yield "Said", citing.said(item, published) + (f" ({statements.known_by(time)})" if time else "")
    if item.addressee:
        yield "To", " ".join(" ".join(text[start:end].split()) for start, end in item.addressee.spans)
    if item.within:
        yield "Within", "another statement, which passes it on"
    if item.speaker_name is None and (why := item.unresolved.get("speaker")):
        yield "Speaker", f"not known: {why}"


def _done(item: Event, article: Article, text: str) -> Iterable[tuple[str, str]]:
    if item.when and item.when.value and "when" not in item.unresolved:
        yield "Day", f"{statements.between(item.when.value)} ({statements.known_by(item.when)})"
    if item.items:
        yield "With", ", ".join(map(acts.thing, item.items))
    if item.place:
        yield "Where", " ".join(item.place.text.split())
    told = dict.fromkeys(name for _, _, name in acts.told_by(item, article, text))
    if any(told):
        also = "; told by the article itself, too" if None in told else ""
        yield "Claimed by", " and ".join(name for name in told if name) + also
    for side, field in (("By", "actors"), ("To", "recipients")):
        if why := item.unresolved.get(field):
            yield side, why
    if why := item.unresolved.get("claimed_by"):
        yield "Alleged", why


def _chain(item: Statement | Event, article: Article, text: str) -> Iterable[chains.Step]:
    """By whose hands it came as far as the outlet; article and page stand in the footnote."""
    said = item if isinstance(item, Statement) else None
    if isinstance(item, Event) and item.claimed_by:
        said = next((one for one in article.statements if one.id == item.claimed_by), None)
    steps = chains.chain(said, article, text) if said else chains.printing(article)
    return (one for one in steps if one.kind not in ("articles", "captures"))
