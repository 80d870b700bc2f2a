"""The command line in a process of its own, without the wait for imports and models.

Run as a program it imports what the commands need, reads a page so that the models are there, and then waits: for each
line of JSON on its standard input it forks, and the fork runs the command line to its end as `python -m onrecord` does.
A line of JSON with the return code answers. A fork shares nothing with the next: what a command changes in its memory
goes with it.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

# Seconds: as long as the longest command of a test may take.
PATIENCE = 300
PAGE = (
    "Bridge Opens\n\nORVIK, June 20 - “The bridge will open on Monday,” minister Ana Duarte said.\n\n"
    "Norland sold Tarsia 12 tanks last year, she said."
)


class Forked:
    """The waiting process, and the commands that it is asked for."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        # -P: else the folder of this file would be the first place where modules are looked for.
        program = [sys.executable, "-P", __file__]
        self._process = subprocess.Popen(
            program, env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(
        self, arguments: list[str], environment: Mapping[str, str], cwd: Path | None, stdin: str | None
    ) -> subprocess.CompletedProcess[str]:
        """What the command line says to the arguments, as `subprocess.run` gives it."""
        with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            told.write((stdin or "").encode())
            told.seek(0)
            files = [f"/proc/{os.getpid()}/fd/{one.fileno()}" for one in (told, out, err)]
            place = {"cwd": str(cwd or Path.cwd()), "environment": dict(environment)}
            code = self._ask({"arguments": arguments, "files": files, **place})
            return subprocess.CompletedProcess(arguments, code, _text(out), _text(err))

    def _ask(self, asked: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that forks the commands has ended"
        return int(json.loads(answer))

    def close(self) -> None:
        """Let the waiting process end."""
        self._process.communicate(timeout=PATIENCE)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    # As text=True has it: ends of lines are one sign.
    return file.read().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _warm() -> None:
    import onrecord.cli.app  # noqa: PLC0415 - what imports this file to ask needs none of it
    import onrecord.record  # noqa: F401, PLC0415
    from onrecord import capture, pipeline  # noqa: PLC0415

    list(pipeline.outcomes([capture.Raw(PAGE.encode(), "page", "text", capture.Given())]))
    # A thread would not be there in the fork, and what waits for it would wait for ever.
    assert len(os.listdir("/proc/self/task")) == 1, "something has started a thread"  # noqa: PTH208
    # What a command does not say how many processes to read with, it reads in its own, which has the models; the tests
    # share out the cores among themselves.
    os.cpu_count = lambda: 1
    gc.freeze()


def _wait() -> list[str]:
    """Fork for each line; comes back in a fork alone, with what it is to run."""
    with os.fdopen(os.dup(0), "rb", buffering=0) as lines, os.fdopen(os.dup(1), "wb", buffering=0) as answers:
        for line in lines:
            asked = json.loads(line)
            if not (child := os.fork()):
                return _become(asked)
            _, status = os.waitpid(child, 0)
            answers.write(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(asked: dict[str, Any]) -> list[str]:
    """Take the files and the folder of the command; whatever holds it up longer than the patience kills it."""
    signal.alarm(PATIENCE)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, path in enumerate(asked["files"]):
        os.dup2(os.open(path, os.O_RDWR), number)
    return list(asked["arguments"])


def _end(code: object) -> NoReturn:
    """End as the interpreter does, but without taking its modules apart, which costs a fork more than its work."""
    if not isinstance(code, int | None):
        sys.stderr.write(f"{code}\n")
        code = 1
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    _warm()
    sys.argv = ["onrecord", *_wait()]
    try:
        runpy.run_module("onrecord", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        _end(ended.code)
    _end(0)
