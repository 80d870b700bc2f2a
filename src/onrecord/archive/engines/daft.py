"""Daft on this machine: tasks are the rows of a table, and a stage is one query over it.

    task            ->   done
    b"...pages 7"        b"...Done(pages, 7, ...)"

Daft has its own processes for functions of its users, but starts them anew for each query, and ends the query where
one of them ends. So what it calls here only hands a row to a process of ours and waits, for so many rows at once as
there are processes. It passes on no error as it was: an error goes into the row like anything else.
"""

from __future__ import annotations

import asyncio
import pickle
import queue
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from itertools import count
from typing import Any, Self

from onrecord.archive.engines.crew import Crew, Tell
from onrecord.archive.engines.quiet import quiet
from onrecord.archive.task import Do, Done, Task
from onrecord.errors import InputError, OnrecordError

COLUMN = "task"
"""What the one column of the table is called."""

# Daft sends the arguments of what it calls through pickle, which no process goes through: so it gets their numbers.
_CREWS: dict[int, Crew] = {}
_NUMBERS = count()


class QueryError(Exception):
    """A query that failed, by no error of a task; its cause is what Daft said; never leaves this package."""


class Daft:
    """So many processes, tasks handed to them by Daft."""

    def __init__(self, jobs: int, tell: Tell = lambda _line: None) -> None:
        """Say how many; nothing of Daft is loaded yet."""
        self.jobs = jobs
        self._tell = tell
        self._number = next(_NUMBERS)

    def __enter__(self) -> Self:
        quiet()
        import daft  # noqa: PLC0415 - not before it is quiet

        choose(daft.set_runner_native, "native")
        return self

    def __exit__(self, kind: object, _error: object, _trace: object) -> None:
        self._end(at_once=kind is not None)

    def run(self, do: Do, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do some tasks, each again while its process ends under it; raises LostTaskError where it always does."""
        import daft  # noqa: PLC0415 - loaded already, and quiet

        if self._number not in _CREWS:
            _CREWS[self._number] = Crew(self.jobs, self._tell)
        rows = daft.from_pydict({COLUMN: [pickle.dumps(task) for task in tasks]})
        worker = daft_class(_Handing, self.jobs)(do, self._number)
        try:
            with daft.execution_config_ctx(maintain_order=False):
                yield from answers(rows.select(worker.work(rows[COLUMN])))
        except QueryError as error:
            self._end(at_once=True)
            raise InputError("daft", said(error.__cause__)) from error
        except BaseException:
            self._end(at_once=True)
            raise

    def _end(self, *, at_once: bool) -> None:
        if crew := _CREWS.pop(self._number, None):
            crew.end(at_once=at_once)


class _Handing:
    """What Daft calls in this process."""

    def __init__(self, do: Do, crew: int) -> None:
        self._do = do
        self._crew = crew

    async def work(self, tasks: Iterable[bytes]) -> list[bytes]:
        if (crew := _CREWS.get(self._crew)) is None:  # of what has been ended
            return [b"" for _ in tasks]
        coming = submitted(crew, self._do, tasks)
        await asyncio.gather(*map(asyncio.wrap_future, coming), return_exceptions=True)
        return [sealed(came) for came in coming]


def choose(runner: Callable[[], Any], name: str) -> None:
    """Have Daft run on something; it chooses once a process. Raises InputError where it chose otherwise before."""
    from daft import runners  # noqa: PLC0415 - loaded already, and quiet

    with suppress(ValueError):  # so it says that it has chosen
        runner()
    if (chosen := runners.get_or_infer_runner_type()) != name:
        raise InputError("daft", f"runs as {chosen!r} in this process already")


def daft_class(of: Any, jobs: int | None) -> Any:  # noqa: ANN401 - Daft makes another class of a class
    """The class that Daft calls `work` of, in its own process, for so many rows at once; None: for what it can."""
    import daft  # noqa: PLC0415 - loaded already, and quiet

    # One row at a time, so that a long task keeps no other waiting behind it.
    daft.method.batch(return_dtype=daft.DataType.binary(), batch_size=1)(of.work)
    return daft.cls(max_concurrency=jobs, use_process=False)(of)


def submitted(crew: Crew, do: Do, tasks: Iterable[bytes]) -> list[Future[Done]]:
    """Have the tasks of some rows done."""
    return [crew.submit(do, pickle.loads(task)) for task in tasks]  # noqa: S301 - our own


def sealed(came: Future[Done], heard: list[str] | None = None) -> bytes:
    """What came of a task as bytes, or what it raised, and what was told meanwhile, which is told no more.

    It waits until the task is done. An error that cannot be sent goes as its words.
    """
    try:
        error = came.exception()
    except CancelledError as given_up:
        error = given_up
    lines = list(heard or [])
    del (heard or [])[:]
    if error is None:
        return pickle.dumps((came.result(), lines))
    try:
        told = pickle.dumps((error, lines))
        pickle.loads(told)  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever keeps it from being sent
        return pickle.dumps((OnrecordError("".join(traceback.format_exception(error)).rstrip()), lines))
    return told


def answers(rows: Any, tell: Tell = lambda _line: None) -> Iterator[Done]:  # noqa: ANN401 - a table of Daft's
    """What came of the tasks of a query as it comes in; raises what a task raised, and QueryError."""
    for row in _in_a_thread(rows.iter_rows):
        (told,) = row.values()
        came, lines = pickle.loads(told)  # noqa: S301 - our own
        for line in lines:
            tell(line)
        if isinstance(came, BaseException):
            raise came
        yield came


def said(error: BaseException | None) -> str:
    """The line of an error's text that says most: those of many machines begin with where and end with what."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[-1] if lines else type(error).__name__)[:200]


def _in_a_thread(begin: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """What an iterator gives that hears no Ctrl-C while it waits: so another thread waits for it."""
    came: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

    def wait() -> None:
        try:
            for one in begin():
                came.put((True, one))
        except BaseException as error:  # noqa: BLE001 - raised again by who reads; what is wrong in Rust is no Exception
            came.put((False, error))
        else:
            came.put((False, None))

    threading.Thread(target=wait, daemon=True).start()
    while True:
        goes_on, one = came.get()
        if not goes_on:
            if one is not None:
                raise QueryError from one
            return
        yield one
