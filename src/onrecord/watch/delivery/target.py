"""Where alerts go, as it is written: terminal, atom:PATH, webhook:URL, mail:ADDRESS."""

from __future__ import annotations

from email.headerregistry import Address
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from onrecord.errors import InputError

Kind: TypeAlias = Literal["terminal", "atom", "webhook", "mail"]
_KINDS: tuple[Kind, ...] = get_args(Kind)


class Target(NamedTuple):
    """One place where notices go: a kind, and which."""

    kind: Kind
    where: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.where}" if self.where else self.kind


def target(written: str) -> Target:
    """Read a target; raises InputError where it is none. The path of a file is made whole."""
    name, _, where = written.partition(":")
    where = where.strip()
    kind = next((one for one in _KINDS if one == name.strip().casefold()), None)
    if kind is None or bool(where) == (kind == "terminal"):
        raise InputError(
            f"--to {written}", "write terminal, atom:PATH, webhook:https://... or mail:somebody@paper.example"
        )
    if kind == "atom":
        where = _file(written, where)
    elif kind == "webhook" and not where.lower().startswith(("https://", "http://")):
        raise InputError(f"--to {written}", "a webhook is an address that begins with https:// (or http://)")
    elif kind == "mail":
        where = _address(written, where)
    return Target(kind, where)


def _file(written: str, where: str) -> str:
    path = Path(where).expanduser().absolute()
    if path.is_dir() or not path.parent.is_dir():
        reason = "is a folder" if path.is_dir() else f"there is no folder {path.parent}; make it first"
        raise InputError(f"--to {written}", reason)
    return str(path)


def _address(written: str, where: str) -> str:
    try:
        address = Address(addr_spec=where)
    except (ValueError, IndexError):
        raise InputError(f"--to {written}", "is no address of mail") from None
    is_host = address.domain == "localhost" or "." in address.domain.strip(".")
    if not where.isprintable() or " " in where or not is_host:
        raise InputError(f"--to {written}", "is no address of mail")
    return where
