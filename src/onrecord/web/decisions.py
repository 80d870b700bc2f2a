"""What people decided, as a desk tells it: in words, whether it counts, and which of it concerns an item."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.display.decisions import named_in, told
from onrecord.record import in_force
from onrecord.ruling import Accept, Add, Correct, Decision, Reject, Undo

if TYPE_CHECKING:
    from onrecord.web.desk import Desk


class Decided(Decision):
    """A decision; `told`: what it says, in a line; `in_force`: whether it counts, which none does that was undone.

    One that undoes another is not in force itself.
    """

    in_force: bool
    told: str


def of(decision: Decision, *, in_force: bool) -> Decided:
    """A decision as it is told."""
    return Decided.model_validate({**dict(decision), "in_force": in_force, "told": told(decision)})


def all_of(desk: Desk) -> tuple[Decided, ...]:
    """All decisions in their order, undone ones and what undid them too."""

    def found() -> tuple[Decided, ...]:
        made = desk.store.decisions()
        counting = {one.number for one in in_force(made)}
        return tuple(of(one, in_force=one.number in counting) for one in made)

    return desk.kept("decisions", found)


def about(decisions: Iterable[Decided], item: str) -> list[Decided]:
    """The decisions on an item or an entity, also by the ids that it had before; with what undid them."""
    ids, found = {item}, list(decisions)
    for one in reversed(found):
        if isinstance(one.ruling, Correct) and one.ruling.became in ids:
            ids.add(one.ruling.id)
    own = {one.number for one in found if ids & set(named_in(one))}
    return [one for one in found if one.number in own or _undoes(one, own)]


def on_page(decisions: Iterable[Decided], capture: str) -> list[Decided]:
    """The decisions on the articles of a captured page, and on what was added to it; with what undid them."""
    found = list(decisions)
    own = {one.number for one in found if _page_of(one) == capture}
    return [one for one in found if one.number in own or _undoes(one, own)]


def _page_of(decision: Decided) -> str | None:
    ruling = decision.ruling
    if not isinstance(ruling, Accept | Reject | Correct | Add):
        return None
    return ruling.evidence.capture if ruling.of == "article" or isinstance(ruling, Add | Reject) else None


def _undoes(decision: Decided, numbers: set[int]) -> bool:
    return isinstance(decision.ruling, Undo) and decision.ruling.number in numbers
