"""Processes that work for another one: they never hear a Ctrl-C, and end with it, however it ends.

Python's pools see to neither: a Ctrl-C goes to every process of the terminal, and the processes of a pool wait for ever
for the next piece of work from one that was killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection


def pool(jobs: int) -> ProcessPoolExecutor:
    """So many processes, started when there is work for them."""
    # Spawned, not forked: a fork of a process with threads (numpy's, the progress bar's) may hang.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_end_with_parent)


@contextmanager
def hidden_from_interrupts() -> Iterator[None]:
    """Processes started meanwhile never hear a Ctrl-C: it is for the one that started them, which ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    connection.wait([sentinel])
    # Not sys.exit, which ends a thread alone; and nobody is left to whom a piece of work half done would matter.
    os._exit(1)
