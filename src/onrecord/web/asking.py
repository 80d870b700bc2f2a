"""A search as it stands in an address: what was typed, the conditions chosen beside it, which part of the hits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onrecord.record import Facet, Query, Scope
from onrecord.record.search import DEPTH, Order
from onrecord.web.render import query

# Names of outlets on bad pages are as long as paragraphs.
Short = Annotated[str, StringConstraints(max_length=1000)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d){0,2}$")]
HitKind = Literal["article", "direct", "mixed", "indirect"]


class Asking(BaseModel):
    """The parameters of a search."""

    model_config = ConfigDict(frozen=True)

    q: Annotated[str, Field(max_length=2000, description="Words, conditions (speaker:, since: ...) or a question.")] = (
        ""
    )
    speaker: Annotated[Short | None, Field(description="A speaker's id or any of their names.")] = None
    outlet: Annotated[Short | None, Field(description="Words of the outlet's name.")] = None
    country: Annotated[Short | None, Field(description="The speaker's state, by its code or any name.")] = None
    kind: Annotated[HitKind | None, Field(description="Only articles, or only statements of a kind.")] = None
    year: Annotated[str | None, Field(pattern=r"^\d{4}$", description="Said, else published, in that year.")] = None
    since: Annotated[Day | None, Field(description="Said, else published, on or after.")] = None
    until: Annotated[Day | None, Field(description="Said, else published, on or before.")] = None
    exact: Annotated[bool, Field(description="Only what has the words, not what says it in others.")] = False
    order: Annotated[Order, Field(description="The best first, or by when it was said, else printed.")] = "best"
    start: Annotated[int, Field(ge=0, le=2 * DEPTH, description="How many hits to pass over.")] = 0
    limit: Annotated[int, Field(ge=1, le=100, description="At most so many.")] = 20

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for at all."""
        return not (self.q.strip() or self.chosen)

    @property
    def chosen(self) -> dict[Facet, str]:
        """The conditions that were chosen beside the words."""
        named = {"speaker": self.speaker, "outlet": self.outlet, "country": self.country, "kind": self.kind}
        return {facet: value for facet, value in (named | {"year": self.year}).items() if value}  # type: ignore[misc]

    def conditions(self) -> Query:
        """What holds besides what was typed."""
        return Query(
            speaker=self.speaker or None,
            outlet=self.outlet or None,
            country=self.country or None,
            kind=self.kind,
            since=self.since or self.year,
            until=self.until or self.year,
        )

    def scope(self, *, counted: bool) -> Scope:
        """Which part of the hits is wanted."""
        return Scope(
            limit=self.limit,
            start=self.start,
            counted=counted,
            by_meaning=not self.exact,
            as_typed=self.exact,
            order=self.order,
        )

    def told(self) -> dict[str, str]:
        """What is asked for, as it is kept: neither which part of the hits nor what is as usual."""
        dumped = self.model_dump(exclude={"name", "start", "limit"}, exclude_defaults=True, mode="json")
        return {name: str(value) for name, value in dumped.items()}

    def address(self, **changed: object) -> str:
        """The end of the address of the same search but for what is changed; from its first hit on, unless said."""
        told = self.model_dump(exclude={"limit", "order"}) | {"start": 0, "order": self.order} | changed
        return query(**told | {"order": None if told["order"] == "best" else told["order"]})
