"""The API: the record as JSON under /api/v1, and a page that lists what can be asked.

Reading is open to who reads the desk; writing asks for the token. Listings have a cursor, answers an ETag, errors are
problem details (RFC 9457).
"""

from fastapi import APIRouter

from onrecord.web.api import changes, items, listings, looking

router = APIRouter()
for _part in (looking, listings, items, changes):
    router.include_router(_part.router, prefix="/api/v1", responses=_part.RESPONSES)
router.include_router(looking.pages)

__all__ = ["router"]
