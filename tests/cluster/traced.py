"""Which addresses a command connects to, and all processes that it starts: what strace saw."""

from __future__ import annotations

import ipaddress
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.cluster.cluster import apart, can_be_apart

_CONNECTED = re.compile(r'connect\(\d+, \{sa_family=AF_INET6?, .*?(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')


def can_be_traced() -> bool:
    """Whether there is strace, and a network that leads nowhere to trace in."""
    return bool(shutil.which("strace")) and can_be_apart()


def addresses(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> list[str]:
    """The addresses of all connections that a command tried, loopback included; it must come to a good end.

    The command is the first of its room of processes, so that what it leaves behind ends with it, and it does not find
    any network unless it makes one.
    """
    tracing = ["strace", "-D", "-f", "-qq", "-e", "trace=connect", "-o", str(log)]
    done = subprocess.run(
        apart([*tracing, *command]), env=dict(environment), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return _CONNECTED.findall(log.read_text("utf-8", errors="replace"))


def outside(found: Sequence[str]) -> list[str]:
    """Those that are no loopback."""
    return [address for address in found if not _is_loopback(address)]


def _is_loopback(address: str) -> bool:
    read = ipaddress.ip_address(address)
    mapped = read.ipv4_mapped if isinstance(read, ipaddress.IPv6Address) else None
    return (mapped or read).is_loopback
