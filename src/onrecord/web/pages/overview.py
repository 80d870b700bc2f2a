"""What is in the record, what came in lately, what failed and why; and where an id leads."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse

from onrecord.errors import NotFoundError
from onrecord.model import Article, Capture, Entity, Event, Saying, Statement, Story
from onrecord.web.around import speakers
from onrecord.web.drawing import months
from onrecord.web.frame import TheDesk, shown
from onrecord.web.render import path

router = APIRouter()

# Months beside each other; a longer time is told by years.
_COLUMNS = 24
_LATELY, _OUTLETS, _GAPS = 10, 25, 12


@router.get("/")
def overview(request: Request, desk: TheDesk) -> HTMLResponse:
    """The first page."""
    store = desk.store
    coverage = desk.kept("coverage", store.coverage)
    counts = desk.kept("months", store.by_month)
    return shown(
        request,
        "overview.html",
        counts=desk.kept("counts", store.counts),
        months=counts,
        missing=gaps(counts)[-_GAPS:],
        missing_more=max(0, len(gaps(counts)) - _GAPS),
        coverage=table(coverage),
        arrived=store.arrived(_LATELY),
        speakers=speakers(desk),
        reasons=desk.kept("reasons", store.reasons),
    )


@router.get("/show/{item}")
def lead(item: str, desk: TheDesk) -> RedirectResponse:
    """The view that shows anything by its id or by the beginning of one; raises NotFoundError."""
    return RedirectResponse(address(desk.store.get(item).item), 303)


def address(item: object) -> str:
    """The view of an item."""
    for noun, view in (
        (Statement, "statements"),
        (Event, "events"),
        (Saying, "sayings"),
        (Story, "stories"),
        (Article, "articles"),
        (Capture, "captures"),
        (Entity, "entities"),
    ):
        if isinstance(item, noun):
            return path(view, str(item.id))
    raise NotFoundError(str(item))


def table(
    coverage: dict[str | None, dict[str | None, int]],
) -> tuple[list[str | None], list[tuple[str | None, list[int]]], int]:
    """Articles by outlet (a row each) and month or year: the columns, the rows, and how many more rows there are.

    What has no day stands in a last column, where there is any.
    """
    months = sorted({month for by_month in coverage.values() for month in by_month if month})
    size = len("2022-08") if len(months) <= _COLUMNS else len("2022")
    columns: list[str | None] = []
    columns += list(dict.fromkeys(month[:size] for month in months))[-_COLUMNS:]
    if any(None in by_month for by_month in coverage.values()):
        columns.append(None)
    rows = []
    for outlet, by_month in list(coverage.items())[:_OUTLETS]:
        found: dict[str | None, int] = {}
        for month, count in by_month.items():
            key = month[:size] if month else None
            found[key] = found.get(key, 0) + count
        rows.append((outlet, [found.get(column, 0) for column in columns]))
    return columns, rows, max(0, len(coverage) - _OUTLETS)


def gaps(counts: Mapping[str | None, int]) -> list[tuple[str, str]]:
    """The months without an article between the first and the last that have one, each stretch by its ends."""
    held = {month for month in counts if month}
    found: list[tuple[str, str]] = []
    was_held = True
    for month in months(min(held), max(held)) if held else ():
        if month in held:
            was_held = True
            continue
        found[len(found) - (not was_held) :] = [(month if was_held else found[-1][0], month)]
        was_held = False
    return found
