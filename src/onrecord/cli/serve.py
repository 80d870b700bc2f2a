"""`onrecord serve`: the desk in a browser, and the API."""

from __future__ import annotations

import secrets
import socket
import threading
import webbrowser
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from onrecord.cli.options import DEFAULT_RECORD, RecordPath
from onrecord.cli.output import console
from onrecord.errors import InputError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from onrecord.web import Settings

_PORT = 8765
# Seconds that answers under way may take once it is to end, and before the browser is opened.
_GRACE, _UNTIL_READY = 3, 0.6


def serve(
    record: RecordPath = DEFAULT_RECORD,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0: any free port.")] = _PORT,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="For others than this machine: needs a token.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="Another name that browsers call it by; may be given again."),
    ] = None,
    write: Annotated[
        bool, typer.Option("--write", help="Who shows the token may keep searches and decide by hand.")
    ] = False,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="ONRECORD_TOKEN", help="The secret to show; by default one is made up."),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """Serve the desk: search, read and compare in a browser, and the same as JSON for programs.

    Reads the record and changes nothing, for this machine alone. With --write, who comes by the address that is
    printed (it holds a token) may keep searches and rule by hand. For others, --host asks for a token of your own:
    nobody reads without it, and what they read is not encrypted on its way; put it behind a server that does that.
    Ctrl-C ends it.

    Example: onrecord serve --record archive.db
    """
    _check_installed()
    from onrecord.web import Settings, make_app  # noqa: PLC0415 - the extra, which --help must not wait for

    if write and not token:
        token = secrets.token_urlsafe(24)
    settings = Settings(record, host, port, token or None, writable=write, names=tuple(name or ()))
    with _listening(settings) as sock:
        settings = replace(settings, port=sock.getsockname()[1])
        _run(settings, make_app(settings), sock, is_opened=not no_open)


def _listening(settings: Settings) -> socket.socket:
    """A socket that listens where the desk is to be; raises InputError where another program does."""
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named so that answers are sent at once: asyncio looks for it before it turns off waiting.
    sock = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((settings.host, settings.port))
    except OSError as error:
        sock.close()
        reason = error.strerror or str(error)
        raise InputError(
            f"{settings.host}:{settings.port}", f"{reason}; try another --port (0: any free one)"
        ) from error
    return sock


def _run(settings: Settings, app: FastAPI, sock: socket.socket, *, is_opened: bool) -> None:
    import uvicorn  # noqa: PLC0415 - part of the extra

    entrance = (
        f"{settings.address}/enter?token={quote(settings.token, safe='')}" if settings.token else settings.address
    )
    out = console(err=True)
    out.print(f"{settings.record} is served at {settings.address} (Ctrl-C ends it)")
    if settings.token:
        out.print(f"who may change it comes by {entrance}" if settings.writable else f"the way in is {entrance}")
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=_GRACE, lifespan="on")
    )
    if is_opened:
        opened = threading.Timer(_UNTIL_READY, webbrowser.open, (entrance,))
        opened.daemon = True
        opened.start()
    server.run(sockets=[sock])


def _check_installed() -> None:
    missing = [name for name in ("fastapi", "jinja2", "uvicorn", "pyrate_limiter", "multipart") if not find_spec(name)]
    if missing:
        raise InputError("serve", "needs the extra web: pip install 'onrecord[web]'")
