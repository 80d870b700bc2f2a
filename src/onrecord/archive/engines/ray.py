"""Daft on a Ray cluster: the same query, its rows spread over all machines.

Daft has one process on each machine and gives the tasks of a machine that is lost to others. What it offers for work
that wants processes of its own, one for each processor, does not survive the loss of a machine (Daft 0.7.26 then waits
for ever), nor of more than five processes. So there, too, rows go to processes of ours. The run's folder must be one
that all machines see.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Self

from onrecord.archive.engines import crew
from onrecord.archive.engines.crew import Crew, Tell
from onrecord.archive.engines.daft import COLUMN, QueryError, answers, choose, daft_class, said, sealed, submitted
from onrecord.archive.engines.quiet import SWITCHES, quiet
from onrecord.archive.task import Do, Done, Task
from onrecord.errors import InputError

# Tasks of one query: each is a partition of its own, of which the driver keeps account.
_PORTION = 5000
# A query that fails is begun anew with what it did not do; so often with nothing done in between.
_TRIES = 3
# Seconds in which the head must answer at all.
_PATIENCE = 10
# What processes need to know of this one's environment beside what keeps them quiet.
_HANDED_ON = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONPATH")
_ANYWHERE = "auto"


class Ray:
    """A process for each processor of a cluster that is already there."""

    def __init__(self, address: str | None, tell: Tell = lambda _line: None) -> None:
        """Say where its head is; None: this machine knows. It must be one of the cluster's."""
        self.address = address or _ANYWHERE
        self._tell = tell

    def __enter__(self) -> Self:
        """Join the cluster; raises InputError where there is none, or it does not let us."""
        _must_listen(self.address)
        quiet()
        import ray  # noqa: PLC0415 - not before it is quiet

        handed_on = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        try:
            ray.init(
                self.address,
                runtime_env={"env_vars": SWITCHES | handed_on},
                logging_level=logging.ERROR,
                log_to_driver=False,
                **_here(self.address),
            )
        except (ConnectionError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
            raise InputError(f"--address {self.address}", said(error)) from error
        try:
            _run_on_ray()
        except BaseException:
            ray.shutdown()
            raise
        return self

    def __exit__(self, _kind: object, _error: object, _trace: object) -> None:
        import ray  # noqa: PLC0415 - loaded already

        # Also ends whatever the cluster still does for this process.
        ray.shutdown()

    def run(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do some tasks; raises InputError where the cluster fails time and again."""
        for start in range(0, len(tasks), _PORTION):
            yield from self._portion(do, tasks[start : start + _PORTION])

    def _portion(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        left = {(task.stage, task.number): task for task in tasks}
        tries = 0
        while left:
            try:
                for done in self._query(do, list(left.values())):
                    del left[done.stage, done.number]
                    tries = 0
                    yield done
            except QueryError as error:
                tries += 1
                told = said(error.__cause__)
                if tries >= _TRIES:
                    raise InputError(f"--address {self.address}", f"the cluster failed: {told}") from error
                self._tell(f"the cluster failed ({told}); {len(left)} tasks are done again")

    def _query(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        import daft  # noqa: PLC0415 - loaded already

        worker = daft_class(_Doing, None)(do, crew.TRIES)
        rows = daft.from_pydict({COLUMN: [pickle.dumps(task) for task in tasks]}).into_partitions(len(tasks))
        with daft.execution_config_ctx(maintain_order=False):
            yield from answers(rows.select(worker.work(rows[COLUMN])), self._tell)


def _run_on_ray() -> None:
    """Have Daft run on the cluster that this process has joined."""
    import daft  # noqa: PLC0415 - not before it is quiet

    choose(lambda: daft.set_runner_ray(noop_if_initialized=True), "ray")
    # What Daft keeps of a cluster that this process has left is of no use in another one.
    chosen: Any = daft.runners.get_or_create_runner()
    chosen.flotilla_plan_runner = None
    chosen._part_set_cache = chosen.initialize_partition_set_cache()  # noqa: SLF001 - it forgets in no other way


class _Doing:
    """What Daft calls in its process on each machine, for so many tasks at once as Ray gives it processors."""

    def __init__(self, do: Do, tries: int) -> None:
        self._do = do
        self._tries = tries

    def work(self, tasks: Iterable[bytes]) -> list[bytes]:
        working, heard = _crew(self._tries)
        return [sealed(came, heard) for came in submitted(working, self._do, tasks)]


@cache
def _crew(tries: int) -> tuple[Crew, list[str]]:
    """The processes of this machine, kept from stage to stage, and what they have to tell."""
    heard: list[str] = []
    return Crew(os.cpu_count() or 1, heard.append, tries=tries), heard


def _must_listen(address: str) -> None:
    """Raise InputError where nobody answers at an address: Ray would go on asking for minutes."""
    if address == _ANYWHERE:
        return
    if address.startswith("ray://"):
        raise InputError(f"--address {address}", "is for a machine outside; run this on one of the cluster's")
    host, colon, port = address.rpartition(":")
    if not (host and colon and port.isdecimal()):
        raise InputError(f"--address {address}", "is no address; give HOST:PORT of the cluster's head")
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise InputError(f"--address {address}", f"nobody answers there ({error})") from error


def _here(address: str) -> dict[str, Any]:
    """What Ray must be told where the whole cluster is on this machine: else it goes by the address of its network."""
    return {"_node_ip_address": "127.0.0.1"} if address.startswith(("127.", "localhost")) else {}
