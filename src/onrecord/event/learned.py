"""Events as the trained model finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.event.confidence import confidence
from onrecord.event.decode import Found, decoded
from onrecord.event.draft import Draft
from onrecord.event.heads import Heads
from onrecord.event.pack import of_type, type_of

if TYPE_CHECKING:
    from onrecord.language.reading import Reading

# From this probability on an event is denied: to take what is denied for done is the worse mistake.
_DENIED = 0.15


def learned(reading: Reading) -> list[Draft]:
    """The events of a text, in its order."""
    text, encoded = reading.view.text, reading.encoded
    heads = Heads(encoded)
    found = decoded(text, encoded.pieces, heads.kinds(), heads.around)
    return [made for one in found if (made := _draft(one)) is not None]


def _draft(found: Found) -> Draft | None:
    trigger = found.of("trigger")
    if not trigger:
        return None
    return Draft(
        trigger=trigger[0],
        mode=found.mode,
        type=type_of(found.mode, found.status) or of_type(found.type, found.status),
        status=found.status,
        denied=found.judged["denied"] > _DENIED,
        actors=found.of("actors"),
        recipients=found.of("recipients"),
        items=found.of("items"),
        sure=confidence(found.sure * found.status_sure, is_act=found.mode is not None),
    )
