"""The pages that people read, one file a view."""

from fastapi import APIRouter

from onrecord.web.pages import (
    captures,
    entering,
    listings,
    overview,
    pair,
    people,
    saved,
    sayings,
    search,
    statements,
    stories,
)

router = APIRouter(include_in_schema=False)
for _view in (overview, search, saved, people, statements, sayings, stories, listings, pair, captures, entering):
    router.include_router(_view.router)

__all__ = ["router"]
