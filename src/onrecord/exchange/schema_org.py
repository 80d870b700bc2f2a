"""The record in the terms of schema.org: one JSON-LD document, a node a line.

    entity       Person, Organization, Country, Place, Product, Legislation, Thing
    capture      MediaObject with its SHA-256
    article      NewsArticle (OpinionNewsArticle, LiveBlogPosting) that is based on it; a copy on another one too
    statement    Quotation: spokenByCharacter, citation (the article), isBasedOn (the capture)
                 and for whoever checks it a ClaimReview without a rating: claimReviewed, itemReviewed
    event        Action: agent, participant, object, actionStatus; subjectOf the article

The context is part of the document, so that nothing is fetched to read it. What is denied is nobody's claim, so it has
no ClaimReview. Ids are `urn:onrecord:` and the id of the record. What has no place elsewhere stands in `description`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from onrecord.exchange.files import Tell, json_line, told, write_file
from onrecord.exchange.flat.entities import ENTITIES
from onrecord.exchange.flat.pages import CAPTURES
from onrecord.exchange.selection import Selection
from onrecord.model import Actor, Article, Event, Statement
from onrecord.record import Query, Store

Node = dict[str, object]

_CONTEXT = {"@vocab": "https://schema.org/"}

_ENTITIES = {
    "person": "Person",
    "organisation": "Organization",
    "igo": "Organization",
    "country": "Country",
    "place": "Place",
    "weapon": "Product",
    "law": "Legislation",
}
_ARTICLES = {"opinion": "OpinionNewsArticle", "live": "LiveBlogPosting"}

# How far an act has come, where schema.org has a word for it.
_STATUSES = {
    "done": "CompletedActionStatus",
    "under-way": "ActiveActionStatus",
    "in-production": "ActiveActionStatus",
    "cancelled": "FailedActionStatus",
    "refused": "FailedActionStatus",
    **dict.fromkeys(("called-for", "offered", "planned", "negotiated", "agreed", "ordered"), "PotentialActionStatus"),
}


def write(store: Store, path: Path, query: Query | None = None, tell: Tell | None = None) -> tuple[Path, ...]:
    """Write the document of what fits into a file; raises InputError where that cannot be."""
    with store.moment() as connection:
        chosen = Selection(connection, query or Query())
        return (write_file(path, _document(told("schema.org", _nodes(chosen), tell))),)


def _document(nodes: Iterator[Node]) -> Iterator[str]:
    """The lines of the document; nodes are told from one another by the commas before all but the first."""
    yield f'{{"@context":{json_line(_CONTEXT)},"@graph":['
    for number, node in enumerate(nodes):
        held = {name: value for name, value in node.items() if value not in (None, [])}
        # Where the document stands in a page, no text of it ends the element that it stands in.
        yield ("," if number else "") + json_line(held).replace("<", "\\u003c")
    yield "]}"


def _nodes(chosen: Selection) -> Iterator[Node]:
    yield from chain(_entities(chosen), _captures(chosen), _articles(chosen), _statements(chosen), _events(chosen))


def _named(item: object) -> str:
    return f"urn:onrecord:{item}"


def _ref(item: object) -> Node | None:
    return {"@id": _named(item)} if item else None


def _entities(chosen: Selection) -> Iterator[Node]:
    for item, name, kind, country, *_ in ENTITIES.rows(chosen):
        type_ = _ENTITIES.get(str(kind), "Thing")
        node: Node = {"@type": type_, "@id": _named(item), "name": name, "identifier": item}
        if country and type_ == "Country":
            node["identifier"] = [item, country]
        elif country and type_ == "Person":
            node["nationality"] = {"@type": "Country", "identifier": country}
        elif country and type_ in {"Organization", "Place"}:
            node["address"] = {"@type": "PostalAddress", "addressCountry": country}
        yield node


def _captures(chosen: Selection) -> Iterator[Node]:
    for row in CAPTURES.rows(chosen):
        one = dict(zip(CAPTURES.columns, row, strict=True))
        yield {
            "@type": "MediaObject",
            "@id": _named(one["id"]),
            "sha256": one["id"],
            "contentSize": f"{one['size']} B",
            "contentUrl": one["url"],
            "name": one["source"],
            "uploadDate": one["captured"],
        }


def _articles(chosen: Selection) -> Iterator[Node]:
    mentions = (
        "(SELECT json_group_array(entity) FROM"
        " (SELECT entity FROM mentions WHERE article = articles.id ORDER BY position))"
    )
    columns = f"articles.json, articles.body, placed.copy_of, {mentions}"
    placed = "LEFT JOIN placed ON placed.article = articles.id"
    for stored, body, copy_of, mentioned in chosen.rows(chosen.articles, columns, placed):
        one = Article.model_validate_json(stored)
        yield {
            "@type": _ARTICLES.get(one.kind, "NewsArticle"),
            "@id": _named(one.id),
            "identifier": one.id,
            "headline": one.title,
            "author": [{"@type": "Person", "name": author.name} for author in one.byline],
            "publisher": _organisation(one.outlet.name if one.outlet else None),
            "provider": _organisation(one.agency.name if one.agency else None),
            "dateline": one.dateline and one.dateline.place,
            "datePublished": one.published and one.published.value,
            "inLanguage": one.language,
            "url": one.capture.url,
            "articleBody": body,
            "isBasedOn": [_ref(one.capture.id), *([_ref(copy_of)] if copy_of else [])],
            "mentions": [_ref(entity) for entity in json.loads(str(mentioned))],
            "description": _decided(one.ruled),
        }


def _organisation(name: str | None) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _statements(chosen: Selection) -> Iterator[Node]:
    for stored, article, capture in chosen.rows(chosen.statements, "statements.json, articles.id, articles.capture"):
        one = Statement.model_validate_json(stored)
        speakers = [_ref(speaker) for speaker in one.speakers or ((one.speaker,) if one.speaker else ())]
        yield {
            "@type": "Quotation",
            "@id": _named(one.id),
            "identifier": one.id,
            "text": one.text,
            "spokenByCharacter": speakers or _somebody(one.speaker_name),
            "dateCreated": one.said and one.said.value,
            "inLanguage": one.language,
            "locationCreated": _place(one.place.text if one.place else None),
            "citation": _ref(article),
            "isBasedOn": _ref(capture),
            "genre": [one.kind, one.act],
            "description": [*(["denied"] if one.denied else []), *_decided(one.ruled)],
        }
        if one.act == "said" and not one.denied and speakers:
            yield {
                "@type": "ClaimReview",
                "@id": f"{_named(one.id)}#review",
                "claimReviewed": one.text,
                "itemReviewed": {
                    "@type": "Claim",
                    "author": speakers,
                    "datePublished": one.said and one.said.value,
                    "appearance": _ref(article),
                },
            }


def _somebody(name: str | None) -> Node | None:
    return {"@type": "Thing", "name": name} if name else None


def _place(name: str | None) -> Node | None:
    return {"@type": "Place", "name": name} if name else None


def _events(chosen: Selection) -> Iterator[Node]:
    columns = "events.json, events.text, articles.id, articles.capture"
    for stored, sentence, article, capture in chosen.rows(chosen.events, columns):
        one = Event.model_validate_json(stored)
        start, end = _bounds(one)
        yield {
            "@type": "Action",
            "@id": _named(one.id),
            "identifier": one.id,
            "additionalType": [one.type, one.mode] if one.mode else [one.type],
            "name": sentence,
            "agent": _sides(one.actors),
            "participant": _sides(one.recipients),
            "object": [{"@type": "Thing", "name": item.name, **_quantity(item.quantity)} for item in one.items],
            "startTime": start,
            "endTime": end,
            "location": _place(one.place.text if one.place else None),
            "actionStatus": None if one.denied else _status(one.status),
            "subjectOf": [_ref(article), _ref(capture)],
            "description": [
                *([f"status: {one.status}"] if one.status else []),
                *(["denied"] if one.denied else []),
                *([f"claimed by {_named(one.claimed_by)}"] if one.claimed_by else []),
                *_decided(one.ruled),
            ],
        }


def _bounds(one: Event) -> tuple[str | None, str | None]:
    start, _, end = ((one.when and one.when.value) or "").partition("/")
    return start or None, end or None


def _status(status: str | None) -> Node | None:
    return {"@id": f"https://schema.org/{_STATUSES[status]}"} if status in _STATUSES else None


def _sides(those: Iterable[Actor]) -> list[Node | None]:
    return [_ref(side.entity) or _somebody(side.name) for side in those]


def _quantity(number: float | None) -> Node:
    return {"description": f"{number:g}"} if number is not None else {}


def _decided(ruled: Mapping[str, int]) -> list[str]:
    """What a person and not the program decided."""
    return [f"decided by hand: {field} (decision {number})" for field, number in sorted(ruled.items())]
