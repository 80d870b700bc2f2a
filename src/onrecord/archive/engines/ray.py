"""Daft on a Ray cluster: the same query, its rows spread over all machines.

Tasks of a machine that is lost Daft gives to others. It takes a process of Ray's that has ended five times for a
machine that is lost, and waits for ever where it has lost all: so there, too, tasks are done by a process of our own,
which may end as often as it likes. The run's folder must be one that all machines see.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
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
# Seconds to wait for all processes of a query; with those that are there by then it goes on, as Daft does after 120.
_READY = 30
# What processes need to know of this one's environment beside what keeps them quiet.
_HANDED_ON = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONPATH")
_ANYWHERE = "auto"


class Ray:
    """A process for each processor of a cluster that is already there, or fewer if `jobs` says so."""

    def __init__(self, address: str | None, jobs: int = 0, tell: Tell = lambda _line: None) -> None:
        """Say where its head is ("ray://HOST:PORT" from a machine that is no part of it); None: where this one is."""
        self.address = address or _ANYWHERE
        self.jobs = jobs
        self._tell = tell

    def __enter__(self) -> Self:
        """Join the cluster; raises InputError where there is none, or it does not let us."""
        quiet()
        import ray  # noqa: PLC0415 - not before it is quiet

        handed_on = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        try:
            ray.init(
                self.address,
                runtime_env={"env_vars": SWITCHES | handed_on},
                logging_level="ERROR",
                log_to_driver=False,
                **_here(self.address),
            )
        except (ConnectionError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
            raise InputError(f"--address {self.address}", said(error)) from error
        import daft  # noqa: PLC0415 - the same

        choose(lambda: daft.set_runner_ray(noop_if_initialized=True), "ray")
        # What Daft keeps of a cluster that this process has left is of no use in another one.
        chosen = daft.runners.get_or_create_runner()
        chosen.flotilla_plan_runner = None
        chosen._part_set_cache = chosen.initialize_partition_set_cache()  # noqa: SLF001 - it forgets in no other way
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
        import ray  # noqa: PLC0415 - the same

        processors = int(ray.cluster_resources().get("CPU", 1))
        jobs = min(self.jobs or processors, processors, len(tasks))
        worker = daft_class(_Doing, max(1, jobs), cpus=1)(do, crew.TRIES)
        rows = daft.from_pydict({COLUMN: [pickle.dumps(task) for task in tasks]}).into_partitions(len(tasks))
        with daft.execution_config_ctx(maintain_order=False, actor_udf_ready_timeout=_READY):
            yield from answers(rows.select(worker.work(rows[COLUMN])), self._tell)


class _Doing:
    """What Ray has one of for each processor of the cluster."""

    def __init__(self, do: Do, tries: int) -> None:
        self._do = do
        self._heard: list[str] = []
        self._crew = Crew(1, self._heard.append, tries=tries)

    def work(self, tasks: Iterable[bytes]) -> list[bytes]:
        return [sealed(came, self._heard) for came in submitted(self._crew, self._do, tasks)]


def _here(address: str) -> dict[str, Any]:
    """What Ray must be told where the whole cluster is on this machine: else it goes by the address of its network."""
    return {"_node_ip_address": "127.0.0.1"} if address.startswith(("127.", "localhost")) else {}
