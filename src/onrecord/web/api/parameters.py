"""What operations take: ids, filters, days, cursors, as the description of the API tells them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Path, Query, Request, Security
from fastapi.security import HTTPBearer
from pydantic import AfterValidator, Field, GetJsonSchemaHandler, StringConstraints, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from onrecord import record
from onrecord.record.query import is_day
from onrecord.web.problems import Problem

T = TypeVar("T")


class _LeftOut:
    """In an address nothing can be null, so none is described: who does not ask for something leaves it out."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema["schema"] if schema["type"] == "nullable" else schema)


Maybe = Annotated[T | None, _LeftOut()]

Filter = Annotated[str, StringConstraints(min_length=1, max_length=200)]
_YEAR, _DAY = "^[12][0-9]{3}$", "^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"


def _must_be(pattern: str, told: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text) or not is_day(text):
            raise PydanticCustomError("day", "{text} is none; write {told}", {"text": repr(text), "told": told})
        return text

    return check


Day = Annotated[
    str,
    AfterValidator(_must_be(_DAY, "a year, a month or a day: 2022, 2022-08 or 2022-08-15")),
    WithJsonSchema({"type": "string", "pattern": _DAY}),
]
Year = Annotated[
    str, AfterValidator(_must_be(_YEAR, "a year: 2022")), WithJsonSchema({"type": "string", "pattern": _YEAR})
]
Name = Annotated[
    str,
    Path(
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00-\x1f\x7f]*$",
        description="What it is called.",
        examples=["drones since 2022"],
    ),
]
Id = Annotated[
    str, Path(min_length=1, max_length=500, description="An id, eight letters or more of its beginning, or a name.")
]
Capture = Annotated[
    str, Path(min_length=1, max_length=500, description="The id of a captured page, or eight letters of its beginning.")
]

Limit = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
# A cursor holds where the page was kept, and paths have up to 4,096 bytes.
Cursor = Annotated[
    Maybe[str],
    Query(
        max_length=6000, pattern="^[A-Za-z0-9_-]*$", description="The `next` of the page before; leave it out first."
    ),
]
Speaker = Annotated[
    Maybe[Filter], Query(description="A speaker's id or any of their names.", examples=["Oskar Brenek"])
]
About = Annotated[Maybe[Filter], Query(description="Words, or a class: weapons finds drones.", examples=["weapons"])]
Outlet = Annotated[Maybe[Filter], Query(description="Words of the outlet's name.", examples=["Lamplight"])]
Country = Annotated[Maybe[Filter], Query(description="A state by its code or any of its names.", examples=["TUR"])]
Language = Annotated[Maybe[Filter], Query(description="A language's code.", examples=["en"])]
Since = Annotated[Maybe[Day], Query(description="On or after: a year, month or day.", examples=["2022-08"])]
Until = Annotated[Maybe[Day], Query(description="On or before: a year, month or day.", examples=["2022-08-15"])]
Sure = Annotated[Maybe[Annotated[float, Field(ge=0, le=1)]], Query(description="At least so sure.", examples=[0.8])]
OneSide = Annotated[
    Filter, Query(description="A state by name, seat or code, or anybody by name.", examples=["Norway"])
]
OtherSide = Annotated[Filter, Query(description="The other side, likewise.", examples=["Turkey"])]


def _filters(
    about: About = None,
    speaker: Speaker = None,
    outlet: Outlet = None,
    country: Country = None,
    language: Language = None,
    since: Since = None,
    until: Until = None,
) -> record.Query:
    return record.Query(
        about=about, speaker=speaker, outlet=outlet, country=country, language=language, since=since, until=until
    )


Filters = Annotated[record.Query, Depends(_filters)]


def is_listed(request: Request) -> None:
    """Refuse what an operation does not take: a filter with a slip of the pen would let everything through."""
    given = request.query_params
    if not given:
        return
    name = request.scope["route"].name
    operations = (told for methods in request.app.openapi()["paths"].values() for told in methods.values())
    taken = {
        one["name"]
        for told in operations
        if told["operationId"] == name
        for one in told.get("parameters", ())
        if one["in"] == "query"
    }
    if unknown := sorted(given.keys() - taken):
        can = f"it takes {', '.join(sorted(taken))}" if taken else "it takes nothing"
        raise Problem(422, "cannot be asked so", f"{unknown[0]}: is not taken here; {can}")
    if len(given.multi_items()) > len(given):
        raise Problem(422, "cannot be asked so", "the same is asked for twice; name it once")


def may_be_known(
    _if_none_match: Annotated[
        Maybe[str],
        Header(alias="If-None-Match", description="The ETag of what was read before: 304 while it is the same."),
    ] = None,
) -> None:
    """What is described of each operation that reads; `web.etags` does it."""


IfMatch = Annotated[
    Maybe[str],
    Header(alias="If-Match", description='The ETag of the revision that is meant, "3"; * for whichever there is.'),
]
IfNone = Annotated[Maybe[str], Header(alias="If-None-Match", description="* for a search that is not there yet.")]

READ = [Depends(is_listed), Depends(may_be_known)]
WRITTEN = [
    Depends(is_listed),
    Security(HTTPBearer(scheme_name="token", description="The token that `onrecord serve` prints.", auto_error=False)),
]
