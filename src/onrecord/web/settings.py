"""How a desk is served: which record, to whom, what may be changed, and how much at once."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError

# A page of the desk asks for three files; a person who leafs through one a second needs a tenth of this.
_REQUESTS_A_SECOND, _BURST_SECONDS = 40, 10
_LARGEST_BODY, _LONGEST_TARGET = 64 * 1024, 8 * 1024


@dataclass(frozen=True)
class Settings:
    """What `onrecord serve` is told.

    `host` and `port`: where it listens. `token`: who has it may write where `writable`, and where the address is not
    this machine's own, nobody reads without it. `names`: other names that it may be called by in a browser.
    `rate`: requests that one address may make in `per` seconds; `body`: bytes of a request.
    """

    record: Path
    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    writable: bool = False
    names: tuple[str, ...] = ()
    rate: int = _REQUESTS_A_SECOND * _BURST_SECONDS
    per: int = _BURST_SECONDS
    body: int = _LARGEST_BODY
    target: int = _LONGEST_TARGET

    def __post_init__(self) -> None:
        """Raise InputError for what would leave the record open to others."""
        if not self.is_local and not self.token:
            raise InputError(
                f"--host {self.host}",
                "others could read the record there; set ONRECORD_TOKEN to a secret that they have to know",
            )
        if self.writable and not self.token:
            raise InputError("--write", "needs a token; set ONRECORD_TOKEN")

    @property
    def is_local(self) -> bool:
        """Whether nobody but this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def asks_for_token(self) -> bool:
        """Whether nobody reads without the token."""
        return not self.is_local

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser may call it by: another name there is another site that was led to this address."""
        own = {"localhost", "127.0.0.1", "[::1]", self.host if ":" not in self.host else f"[{self.host}]"}
        wild = {"0.0.0.0", "[::]"}  # noqa: S104 - named to be left out: nobody calls a site by it
        return frozenset(name.lower() for name in (own - wild) | set(self.names))

    @property
    def address(self) -> str:
        """Where a person opens it."""
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - the same
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"
