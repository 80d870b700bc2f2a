"""A bulk run from its beginning or from where it was stopped.

    bulk(asked, Path("out"), engine)    ->    out/manifest.json and the tables that it names

The one that drives a run only hands out tasks: it reads no page, and may be killed like any other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.archive import inputs, manifest, stages
from onrecord.archive.asked import Asked
from onrecord.archive.engines import Engine
from onrecord.archive.run import Run, halves, whole
from onrecord.archive.task import Done, Task, do
from onrecord.errors import BusyRecordError, InputError
from onrecord.record.lock import WriteLock

_RUN = "run.json"
_LOG = "log.jsonl"
_LOCK = "run-lock"


@dataclass(frozen=True)
class Far:
    """How far a run has come: the stage, how many of its tasks are done and how many it has, and pages so far."""

    stage: str
    done: int
    tasks: int
    pages: int = 0
    failed: int = 0


Tell = Callable[[Far], None]


def bulk(asked: Asked, folder: Path, engine: Engine, tell: Tell = lambda _far: None) -> Run:
    """Do a run, or what is left of it; returns it when its manifest is written.

    Raises InputError where the folder holds another run or something else, where another process is at it, and where an
    input has changed since the run began, or since it was done.
    """
    _must_fit(asked, folder)
    with _locked(folder):
        run = _begun(asked, folder)
        if (done := folder / manifest.NAME).exists():
            inputs.must_be_those(asked, manifest.read(folder)["inputs"], done.stat().st_mtime)
        else:
            for half in halves(folder):
                half.unlink(missing_ok=True)
            _do(run, engine, tell)
        shutil.rmtree(run.work, ignore_errors=True)
    return run


def _must_fit(asked: Asked, folder: Path) -> None:
    """Raise InputError where a run cannot begin or go on in a folder."""
    if (folder / _RUN).is_file():
        if (other := Run.opened(folder).asked) != asked:
            raise InputError(str(folder), f"holds a run with other {_other(other, asked)}; name another --out")
        return
    if folder.exists() and not folder.is_dir():
        raise InputError(str(folder), "is a file; name a folder to write to")
    if folder.is_dir() and any(not path.name.startswith((_LOCK, ".")) for path in folder.iterdir()):
        raise InputError(str(folder), "is not empty and holds no bulk run; name another --out")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Nobody else at the folder, which is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = WriteLock(folder / "run")
    except BusyRecordError:
        raise InputError(str(folder), "another process is at this run; wait for it to end") from None
    except OSError as error:
        raise InputError(str(folder), f"cannot be written to ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()
    (folder / _LOCK).unlink(missing_ok=True)


def _begun(asked: Asked, folder: Path) -> Run:
    """The run that was begun in a folder, else a new one."""
    if not (folder / _RUN).is_file():
        with whole(folder / _RUN) as half:
            half.write_text(asked.as_json(), "utf-8")
    return Run.opened(folder)


def _other(one: Asked, other: Asked) -> str:
    """What differs between two that were asked for, in words."""
    told = {"versions": "versions of onrecord's steps", "shard": "--shard-size"}
    names = [name for name in vars(one) if getattr(one, name) != getattr(other, name)]
    return ", ".join(told.get(name, name) for name in names)


def _do(run: Run, engine: Engine, tell: Tell) -> None:
    last: list[Done] = []
    far = Far("", 0, 0)
    with (run.folder / _LOG).open("a", encoding="utf-8") as log:
        for stage, tasks in stages.flow(run):
            far = replace(far, stage=stage, done=0, tasks=tasks)
            tell(far)
            for done in _stage(run, engine, stage, tasks):
                far = _further(far, done)
                tell(far)
                if done.is_new:
                    log.write(done.as_json() + "\n")
                    log.flush()
            last = run.all_done(stage)
    inputs.must_be_unchanged(run)
    manifest.write(run, inputs.held(run), last)


def _stage(run: Run, engine: Engine, stage: str, tasks: int) -> Iterator[Done]:
    """Do what has not been done of a stage; what has been comes first."""
    known = {done.number: done for done in run.all_done(stage) if run.holds(done)}
    run.undo(stage, (done.number for done in run.all_done(stage) if done.number not in known))
    yield from (replace(done, is_new=False) for done in known.values())
    waiting = [Task(str(run.folder.absolute()), stage, number) for number in range(tasks) if number not in known]
    if waiting:
        yield from engine.run(do, waiting)


def _further(far: Far, done: Done) -> Far:
    far = replace(far, done=far.done + 1)
    if done.stage == "pages":
        far = replace(far, pages=far.pages + done.rows["pages"], failed=far.failed + done.rows["failures"])
    return far
