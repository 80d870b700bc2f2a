"""What people ruled, told in words."""

from __future__ import annotations

from onrecord.display.numbers import counted
from onrecord.model import Article, Event, Statement
from onrecord.ruling import (
    WHO,
    Accept,
    Add,
    Apart,
    ArticleChanges,
    Correct,
    Decision,
    EventChanges,
    Reject,
    Same,
    StatementChanges,
    Undo,
)

# Letters of what a decision was made on.
_SHOWN = 90
_VERBS = {"accept": "is right", "reject": "is none", "add": "was missed", "correct": "is otherwise"}


def told(decision: Decision) -> str:
    """A decision in a line."""
    ruling = decision.ruling
    if isinstance(ruling, Same):
        gone, kept = ruling.gone, ruling.kept
        return f"{gone.name} ({gone.id}) is the same as {kept.name} ({kept.id})"
    if isinstance(ruling, Apart):
        pages = counted(len(ruling.other.standing), "article")
        one, other = ruling.taken_from, ruling.other
        return f"{one.name} ({one.id}) is {other.name} ({other.id}) in {pages}"
    if isinstance(ruling, Accept | Reject | Add | Correct):
        what = f"{ruling.of} {ruling.id} {_VERBS[ruling.ruling]}"
        changes = f": {', '.join(changed(ruling))}" if isinstance(ruling, Correct) else ""
        return f"{what}{changes} · {_short(ruling.told)}"
    if isinstance(ruling, Undo):
        return f"decision {ruling.number} is undone"
    return "forgotten, with the page that it was about"


def signed(decision: Decision) -> str:
    """Who decided, when and why."""
    why = f": {decision.because}" if decision.because else ""
    return f"{decision.decided_by}, {decision.decided_at[:10]}{why}"


def briefly(decision: Decision) -> str:
    """A decision in a few words, for who sees what it was made on: "it is right", "speaker: Adara Ruvell"."""
    ruling = decision.ruling
    if isinstance(ruling, Correct):
        return ", ".join(changed(ruling))
    verb = _VERBS.get(ruling.ruling)
    return f"it {verb}" if verb else told(decision)


def named_in(decision: Decision) -> tuple[str, ...]:
    """The ids of the items and entities that a decision is about."""
    ruling = decision.ruling
    if isinstance(ruling, Same):
        return ruling.gone.id, ruling.kept.id
    if isinstance(ruling, Apart):
        return ruling.taken_from.id, ruling.other.id
    if isinstance(ruling, Accept | Reject | Add | Correct):
        became = ruling.became if isinstance(ruling, Correct) else None
        return (ruling.id, became) if became else (ruling.id,)
    return ()


def changed(ruling: Correct) -> list[str]:
    """Each field of a correction with what it is now: "speaker: Adara Ruvell"."""
    return [f"{field_name(name)}: {value_of(ruling.changes, name)}" for name in ruling.changes.fields]


def by_hand(item: Statement | Event | Article, *, items: bool = False) -> str | None:
    """How a person had a hand in an item, in words; None where the machine alone speaks.

    `items`: by rulings on the item itself alone, not by those on who is who.
    """
    ruled = [name for name in item.ruled if not (items and name == WHO)]
    fields = [field_name(name) for name in ruled if name not in _WHOLE]
    whole = [_WHOLE[name] for name in ruled if name in _WHOLE]
    if fields:
        whole.append(f"corrected by hand: {', '.join(fields)}")
    return "; ".join(whole) or None


_WHOLE = {
    "accepted": "accepted by hand",
    "added": "added by hand",
    "rejected": "rejected by hand",
    "undone": "put in by hand and taken back",
    WHO: "who is who decided by hand",
}


_FIELDS = {"bodies": "borders", "body": "borders", "content": "words", "said": "day said", "when": "day"}


def field_name(name: str) -> str:
    """What a field is called."""
    return _FIELDS.get(name, name)


def value_of(changes: StatementChanges | EventChanges | ArticleChanges, name: str) -> str:
    """What a field is to be, in words."""
    value = getattr(changes, name)
    if value is None or value == ():
        told = "none"
    elif name in ("content", "cue", "source"):
        told = "“" + _short(" … ".join(one.head for one in value)) + "”"
    elif name == "bodies":
        told = f"split in {len(value)}" if len(value) > 1 else counted(len(value[0]), "paragraph")
    elif name in ("actors", "recipients"):
        told = " and ".join(one.name for one in value)
    elif isinstance(value, bool):
        told = "yes" if value else "no"
    else:  # a time has a value, somebody a name
        told = str(getattr(value, "value", getattr(value, "name", value)))
    return told


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"
