"""A Ray cluster on this machine alone: a head and two workers, in a network and a room of processes of their own.

    python -m tests.cluster.cluster COMMAND...

runs a command in it. Ray binds to all addresses, and would use those of the network; in a network namespace there is
none but loopback, and what is in a process namespace ends with its first process, whatever it left running.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from onrecord.archive.engines.quiet import SWITCHES

ROOT = Path(__file__).parents[2]
PORT = 6379
ADDRESS = f"127.0.0.1:{PORT}"
# Bytes of the store that each node shares between its processes: tasks hand nothing to each other through it.
STORE = 80_000_000
WORKERS = 2
_INSIDE = "--inside"

# From Linux's sockios.h and if.h.
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1

_NODE = [
    "--node-ip-address=127.0.0.1",
    f"--object-store-memory={STORE}",
    "--num-gpus=0",
    "--disable-usage-stats",
]


def apart(command: Sequence[str]) -> list[str]:
    """A command that runs another one in namespaces of its own."""
    as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
    return ["unshare", *as_root, "--net", "--pid", "--fork", "--mount-proc", "--kill-child", *command]


def can_be_apart() -> bool:
    """Whether this machine lets us have namespaces."""
    return (
        bool(shutil.which("unshare"))
        and subprocess.run(apart(["true"]), capture_output=True, check=False).returncode == 0
    )


def settings(home: Path) -> dict[str, str]:
    """The environment of every process of a cluster: quiet, one token for all, one thread a process."""
    return {
        **SWITCHES,
        "HOME": str(home),
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN_PATH": str(home / "token"),
        # A node that is gone is noticed within seconds.
        "RAY_health_check_initial_delay_ms": "1000",
        "RAY_health_check_period_ms": "500",
        "RAY_health_check_timeout_ms": "1000",
        "RAY_health_check_failure_threshold": "4",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }


def start_head(home: Path) -> None:
    """The head, which does no tasks itself."""
    _ray("--head", f"--port={PORT}", "--num-cpus=0", "--include-dashboard=false", f"--temp-dir={home / 'ray'}", *_NODE)


def start_worker() -> None:
    """A node with one processor."""
    _ray(f"--address={ADDRESS}", "--num-cpus=1", *_NODE)


def workers() -> list[int]:
    """The daemons of the workers' nodes in this room of processes, the oldest first."""
    daemons = [folder for folder in Path("/proc").glob("[0-9]*") if (folder / "comm").read_text().strip() == "raylet"]
    return sorted(int(folder.name) for folder in daemons if b"--head" not in (folder / "cmdline").read_bytes())


def _ray(*arguments: str) -> None:
    subprocess.run(["ray", "start", *arguments], check=True, capture_output=True, timeout=60)


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        asked = fcntl.ioctl(opened, _GET_FLAGS, struct.pack("16sh22x", b"lo", 0))
        (flags,) = struct.unpack_from("h", asked, 16)
        fcntl.ioctl(opened, _SET_FLAGS, struct.pack("16sh22x", b"lo", flags | _UP))


def _inside(command: Sequence[str]) -> int:
    _loopback_up()
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        home = Path(folder)
        (home / "token").write_text(secrets.token_hex(32))
        # Where this file is missing, the head asks the clouds' metadata services which of them it runs on.
        (home / "ray_bootstrap_config.yaml").write_text("{}\n")
        os.environ.update(settings(home))
        start_head(home)
        for _ in range(WORKERS):
            start_worker()
        os.environ["ONRECORD_RAY"] = ADDRESS
        return subprocess.run(command, check=False).returncode


def main() -> int:
    """Run a command inside; its exit code."""
    given = sys.argv[1:]
    if given[:1] == [_INSIDE]:
        return _inside(given[1:])
    if not can_be_apart():
        sys.stderr.write(
            "this machine lets nobody have a network namespace (unshare): there is no cluster to test on\n"
        )
        return 2
    return subprocess.run(apart([sys.executable, "-m", __spec__.name, _INSIDE, *given]), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
