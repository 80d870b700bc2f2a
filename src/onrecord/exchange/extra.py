"""What the base install leaves out: the libraries of some formats."""

from __future__ import annotations

from importlib.util import find_spec

from onrecord.errors import InputError


def require(form: str, *modules: str) -> None:
    """Raise InputError that says how to get them where the libraries of a format are missing."""
    if not all(map(find_spec, modules)):
        raise InputError(f"export {form}", "needs the extra export: pip install 'onrecord[export]'")
