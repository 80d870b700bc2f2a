"""A dossier as a file to take away: of a search, a story, a saying or a speaker."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from onrecord.dossier import Choice, Format, dossier, file_name
from onrecord.web.asking import Asking
from onrecord.web.desk import Desk
from onrecord.web.frame import TheDesk

router = APIRouter(prefix="/dossier")

Written = Annotated[Format, Query(alias="format", description="What the file is written in.")]
_MEDIA: dict[Format, str] = {"html": "text/html; charset=utf-8", "markdown": "text/markdown; charset=utf-8"}


@router.get("/search")
def of_a_search(desk: TheDesk, asked: Annotated[Asking, Query()], written: Written = "html") -> Response:
    """What was found for what was asked."""
    return _file(desk, Choice(search=asked.q, also=asked.conditions(), exact=asked.exact), written)


@router.get("/stories/{story}")
def of_a_story(desk: TheDesk, story: str, written: Written = "html") -> Response:
    """All that the articles of a story tell."""
    return _file(desk, Choice(story=story), written)


@router.get("/sayings/{saying}")
def of_a_saying(desk: TheDesk, saying: str, written: Written = "html") -> Response:
    """An utterance in all its wordings."""
    return _file(desk, Choice(saying=saying), written)


@router.get("/speakers/{speaker}")
def of_a_speaker(desk: TheDesk, speaker: str, written: Written = "html") -> Response:
    """What somebody said."""
    return _file(desk, Choice(speaker=speaker), written)


def _file(desk: Desk, choice: Choice, written: Format) -> Response:
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = dossier(desk.store, choice, written, made=made, desk=desk.settings.address)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(told.title, written)}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response("\n".join([*told.lines, ""]), headers=headers, media_type=_MEDIA[written])
