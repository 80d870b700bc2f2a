"""What the base install leaves out: what bulk runs need."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from onrecord.errors import InputError

_NEEDED = {
    "add": ("archive", ("pyarrow",)),
    "local": ("archive", ("pyarrow",)),
    "daft": ("cluster", ("pyarrow", "daft")),
    "ray": ("cluster", ("pyarrow", "daft", "ray")),
}


def is_run(folder: Path) -> bool:
    """Whether a folder is that of a bulk run, done or not."""
    return (folder / "run.json").is_file() and ((folder / "work").is_dir() or (folder / "manifest.json").is_file())


def require(engine: str) -> None:
    """Raise InputError that says how to get them where the libraries of an engine, or of "add", are missing."""
    extra, modules = _NEEDED[engine]
    if not all(map(find_spec, modules)):
        named = "add" if engine == "add" else f"archive --engine {engine}"
        raise InputError(named, f"needs the extra {extra}: pip install 'onrecord[{extra}]'")
