"""The pages that people read, one file a view."""

from fastapi import APIRouter

from onrecord.web.pages import (
    captures,
    coding,
    deciding,
    dossier,
    entering,
    listings,
    overview,
    pair,
    people,
    review,
    saved,
    sayings,
    search,
    statements,
    stories,
    who,
)

router = APIRouter(include_in_schema=False)
for _view in (
    overview,
    search,
    saved,
    people,
    statements,
    sayings,
    stories,
    listings,
    pair,
    captures,
    entering,
    dossier,
    coding,
    deciding,
    review,
    who,
):
    router.include_router(_view.router)

__all__ = ["router"]
