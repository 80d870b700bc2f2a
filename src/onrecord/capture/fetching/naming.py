"""By which name servers know us: "onrecord/0.1.0 (desk@paper.example)"."""

from __future__ import annotations

from importlib.metadata import version

from onrecord.errors import InputError

_LONGEST = 200


def user_agent(contact: str | None) -> str:
    """The program, its version and how to reach who runs it; raises InputError for what cannot stand in a header."""
    name = f"onrecord/{version('onrecord')}"
    if not contact or not contact.strip():
        return name
    contact = contact.strip()
    if len(contact) > _LONGEST or not contact.isascii() or not contact.isprintable() or set(contact) & set("()\\"):
        raise InputError(f"contact {contact[:40]!r}", "write an address of mail or of a page, in plain ASCII")
    return f"{name} ({contact})"
