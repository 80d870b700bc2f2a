"""The record as entities of FollowTheMoney, for Aleph, OpenAleph and what else reads them: one JSON object a line.

    person, organisation, igo    Person, Organization (Company by its legal form)
    country, group               PublicBody, LegalEntity
    place, weapon                Address, Asset
    article                      Article, with its text, publisher, address, date and checksum
    mention                      Mention of who can act; of all else its name and kind
    statement                    Documentation between article and speaker: role "said", the words as summary
    event                        Event: who did it as organizer, to whom as involved

FollowTheMoney has no quotation; Documentation "links some entity to a document, which might provide further detail or
evidence regarding the entity", which is what a statement does. A statement without a speaker is a Note on its article.
Ids are those of the record with "-" for "_", as FollowTheMoney asks for, so a later export of the same record updates
what an earlier one brought. Each entity is valid by the library, which drops control characters and what is no address.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.exchange.extra import require
from onrecord.exchange.files import Tell, json_line, told, write_file
from onrecord.exchange.flat.entities import ENTITIES
from onrecord.exchange.selection import Selection
from onrecord.model import Actor, Article, Entity, Event, Statement, Time
from onrecord.record import Query, Store

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

_SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "igo": "Organization",
    "country": "PublicBody",
    "group": "LegalEntity",
    "place": "Address",
    "weapon": "Asset",
}
_CAN_ACT = frozenset({"Person", "Organization", "Company", "PublicBody", "LegalEntity"})

_NO_ID = re.compile(r"[^0-9a-zA-Z.\-]")
_DAY = len("2022-08-15")


def write(store: Store, path: Path, query: Query | None = None, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the entities of what fits into a file; raises InputError where that cannot be, or without the library."""
    require("ftm", "followthemoney")
    with store.moment() as connection:
        chosen = Selection(connection, query or Query())
        return (write_file(path, told("ftm", _lines(chosen), tell)),)


def _lines(chosen: Selection) -> Iterator[str]:
    for part in (_entities, _articles, _mentions, _statements, _events):
        for one in part(chosen):
            held = one.to_dict()
            one.schema.validate(held)
            yield json_line({"id": held.pop("id"), **held})


def key(item: str) -> str:
    """The id of an item as FollowTheMoney takes it."""
    plain = item.replace("_", "-")
    return plain if not _NO_ID.search(plain) else "x-" + hashlib.sha256(item.encode("utf-8")).hexdigest()[:20]


def _made(schema: str, item: str, **values: object) -> EntityProxy:
    from followthemoney import model  # noqa: PLC0415 - part of the extra

    one = model.make_entity(schema)
    one.id = key(item)
    for name, value in values.items():
        one.add(name, value)
    return one


# Who and what --------------------------------------------------------------------------------------------------------


def _entities(chosen: Selection) -> Iterator[EntityProxy]:
    for item, name, kind, country, *_ in ENTITIES.rows(chosen):
        schema = _schema(chosen, str(item), str(kind), str(name))
        if schema is None:
            continue
        one = _made(schema, str(item), name=name, country=country)
        if schema == "Address":
            one.add("full", name)
        if not one.get("name"):  # of signs alone that the library drops
            one.add("name", key(str(item)))
        yield one


def _schema(chosen: Selection, item: str, kind: str, name: str) -> str | None:
    """What an entity is to FollowTheMoney; of laws, agreements and other things nothing, unless they speak or act."""
    from rigour.names.org_types import extract_org_types  # noqa: PLC0415 - part of the extra

    if kind == "organisation" and extract_org_types(name.casefold()):
        return "Company"
    if kind in _SCHEMATA:
        found = _SCHEMATA[kind]
        return found if found in _CAN_ACT or not _acts(chosen, item) else "LegalEntity"
    return "LegalEntity" if _acts(chosen, item) else None


def _acts(chosen: Selection, item: str) -> bool:
    asked = (
        "SELECT EXISTS (SELECT 1 FROM speakers WHERE entity = :item)"
        "    OR EXISTS (SELECT 1 FROM event_parties WHERE entity = :item)"
    )
    return bool(chosen.connection.execute(asked, {"item": item}).fetchone()[0])


def _mentions(chosen: Selection) -> Iterator[EntityProxy]:
    columns = "mentions.json, articles.id"
    for stored, article in chosen.rows(chosen.articles, columns, "JOIN mentions ON mentions.article = articles.id"):
        entity = Entity.model_validate_json(stored)
        schema = _schema(chosen, entity.id, entity.type, entity.name)
        digest = hashlib.sha256(f"{article} {entity.id}".encode()).hexdigest()[:20]
        one = _made(
            "Mention",
            f"mn_{digest}",
            document=key(str(article)),
            name=entity.name,
            contextCountry=entity.country,
            detectedSchema=schema or entity.type,
        )
        if schema in _CAN_ACT:
            one.add("resolved", key(entity.id))
        if one.get("name"):
            yield one


# Where it stands -----------------------------------------------------------------------------------------------------


def _articles(chosen: Selection) -> Iterator[EntityProxy]:
    columns = "articles.json, articles.body, captures.bytes"
    for stored, body, packed in chosen.rows(chosen.articles, columns):
        article = Article.model_validate_json(stored)
        page = article.capture
        one = _made(
            "Article",
            article.id,
            fileName=Path(page.source).name,
            title=article.title,
            name=article.title,
            author=[author.name for author in article.byline],
            publisher=article.outlet and article.outlet.name,
            publishedAt=article.published and article.published.value,
            language=article.language,
            bodyText=body,
            sourceUrl=page.url,
            retrievedAt=page.captured,
            contentHash=_sha1(packed),
            processingAgent=f"onrecord {version('onrecord')}",
            notes=[f"capture {page.id} (SHA-256 of the bytes), article {article.id}", *_decided(article.ruled)],
        )
        if article.published and not one.get("publishedAt"):  # a stretch of time has no prefix
            one.add("publishedAt", _first(article.published))
        if not one.get("fileName"):
            one.add("fileName", page.id)
        yield one


def _sha1(packed: object) -> str | None:
    """What FollowTheMoney calls the checksum of a document."""
    if not isinstance(packed, bytes):
        return None
    return hashlib.sha1(zlib.decompress(packed), usedforsecurity=False).hexdigest()


_SOURCE = "articles.id, articles.outlet, captures.url, captures.captured"


def _source(article: object, outlet: object, url: object, captured: object) -> dict[str, object]:
    """What an entity tells of where it comes from."""
    return {"proof": key(str(article)), "publisher": outlet, "sourceUrl": url, "retrievedAt": captured}


# What was said and done ----------------------------------------------------------------------------------------------


def _statements(chosen: Selection) -> Iterator[EntityProxy]:
    for stored, *source in chosen.rows(chosen.statements, f"statements.json, {_SOURCE}"):
        said = Statement.model_validate_json(stored)
        article, more = str(source[0]), _source(*source)
        tells = [f"{said.kind} words", *_decided(said.ruled)]
        tells += [f"{field}: {why}" for field, why in said.unresolved.items()]
        speakers = said.speakers or ((said.speaker,) if said.speaker else ())
        if not speakers:
            name = said.speaker_name or "somebody"
            yield _made(
                "Note",
                said.id,
                name=f"{name} {said.act}",
                entity=key(article),
                summary=said.text,
                notes=[*tells, *(["denied"] if said.denied else [])],
                **more,
            )
        for position, speaker in enumerate(speakers):
            one = _made(
                "Documentation",
                said.id if not position else f"{said.id}-{position + 1}",
                document=key(article),
                entity=key(speaker),
                role=said.act,
                status="denied" if said.denied else None,
                summary=said.text,
                description=tells,
                recordId=said.id,
                **more,
            )
            _dated(one, said.said)
            yield one


def _events(chosen: Selection) -> Iterator[EntityProxy]:
    vouching = "LEFT JOIN statements AS vouching ON vouching.id = events.claimed_by"
    columns = f"events.json, events.text, vouching.speaker_name, {_SOURCE}"
    for stored, sentence, claimed_by, *source in chosen.rows(chosen.events, columns, vouching):
        done = Event.model_validate_json(stored)
        status = f"status: {'denied, ' if done.denied else ''}{done.status or 'not told'}"
        items = ", ".join(f"{item.quantity:g} {item.name}" if item.quantity else item.name for item in done.items)
        one = _made(
            "Event",
            done.id,
            name=_called(done, items),
            summary=sentence,
            location=done.place and done.place.text,
            organizer=_ids(done.actors),
            involved=_ids(done.recipients),
            namesMentioned=[side.name for side in (*done.actors, *done.recipients) if side.entity is None],
            country=[side.country for side in (*done.actors, *done.recipients) if side.country],
            keywords=[done.type, done.mode, *done.contexts],
            recordId=done.id,
            notes=[
                status,
                *([f"claimed by {claimed_by}"] if done.claimed_by else []),
                *([f"with: {items}"] if items else []),
                *_decided(done.ruled),
            ],
            **_source(*source),
        )
        _dated(one, done.when)
        yield one


def _called(done: Event, items: str) -> str:
    """An event in a line: "arms-delivery: Norway → Turkey (S-400)"."""
    sides = [", ".join(side.name for side in those) for those in (done.actors, done.recipients)]
    between = " → ".join(side or "?" for side in sides) if any(sides) else ""
    return f"{done.mode or done.type}{f': {between}' if between else ''}{f' ({items})' if items else ''}"


def _ids(sides: Iterable[Actor]) -> list[str]:
    return [key(side.entity) for side in sides if side.entity is not None]


def _dated(one: EntityProxy, time: Time | None) -> None:
    """When it was, as precise as it is told: a year or a day, else from when to when."""
    if time is None or not time.value:
        return
    if "/" not in time.value:
        one.add("date", time.value)
    elif time.earliest and time.latest:
        one.add("startDate", time.earliest[:_DAY])
        one.add("endDate", time.value.split("/")[1][:_DAY])


def _first(time: Time) -> str | None:
    return time.earliest[:_DAY] if time.earliest else None


def _decided(ruled: dict[str, int]) -> list[str]:
    """What a person and not the program decided."""
    return [f"decided by hand: {field} (decision {number})" for field, number in sorted(ruled.items())]
