"""The API: the record as JSON under /api/v1, and a page that lists what can be asked.

Reading is open to who reads the desk; writing asks for the token. Listings have a cursor, answers an ETag, errors are
problem details (RFC 9457). An operation is named after its function, and so is the method of the client that asks for
it.
"""

from fastapi import APIRouter
from fastapi.routing import APIRoute

from onrecord.web.api import changes, coding, deciding, items, listings, looking


def _named(route: APIRoute) -> str:
    return route.name


router = APIRouter()
for _part in (looking, listings, items, changes, deciding, coding):
    router.include_router(_part.router, prefix="/api/v1", generate_unique_id_function=_named)
router.include_router(looking.pages)

__all__ = ["router"]
