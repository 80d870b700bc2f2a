"""One request to one network address that was checked before, and the answer's head.

The connection is made to the address itself; the host's name stands in the Host header, in the TLS handshake and in
what the certificate is held against. So there is no second look-up whose answer could be another one.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

from onrecord.capture.fetching.addresses import Target
from onrecord.capture.fetching.networks import Address
from onrecord.capture.fetching.refusal import Failure, Refusal, UnreachableFailure
from onrecord.capture.fetching.wire import Answer, Wire


class _Pinned(HTTPConnection):
    """Connects to one address, sees that it did, and reads and writes through a wire."""

    wire: Wire

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        try:
            peer = ip_address(connection.getpeername()[0])
        except (OSError, ValueError):
            connection.close()
            raise Failure("ended the connection at once") from None
        self.wire.peer = str(peer)
        if peer != ip_address(self.host):
            connection.close()
            raise Refusal(f"{peer} answered where {self.host} was asked")
        return connection

    def send(self, data: Any) -> None:  # noqa: ANN401 - as http.client has it
        if self.wire.kept and isinstance(data, bytes):
            self.wire.request += data
        super().send(data)

    def response_class(self, connection: socket.socket, method: str | None = None, **_: object) -> Answer:  # type: ignore[override]
        return Answer(connection, self.wire, method)


class _PinnedSecure(_Pinned, HTTPSConnection):
    """The same over TLS."""


def trust() -> ssl.SSLContext:
    """What certificates are held against: those that the system trusts."""
    context = create_urllib3_context()
    context.load_default_certs()
    return context


def ask(  # noqa: PLR0913 - where, what, and within which bounds
    target: Target,
    address: Address,
    headers: Mapping[str, str],
    wire: Wire,
    *,
    connect: float,
    context: ssl.SSLContext,
    posted: bytes | None = None,
) -> tuple[BaseHTTPResponse, HTTPConnection]:
    """Send a request and read the head of its answer; whoever asks closes the connection. With `posted` it is a POST.

    Raises Failure where the server cannot be reached or answers with what is no HTTP, Refusal where another address
    answers than was asked.
    """
    connection = _connection(target, address, min(connect, wire.left()), context)
    connection.wire = wire
    try:
        connection.connect()
    except (HTTPError, OSError) as error:
        connection.close()
        reached = not isinstance(error, ConnectTimeoutError | NewConnectionError)
        raise (Failure if reached else UnreachableFailure)(why(error)) from None
    except BaseException:
        connection.close()
        raise
    try:
        connection.timeout = wire.left()
        connection.request(
            "GET" if posted is None else "POST",
            target.path,
            body=posted,
            headers={"Host": target.authority, **headers},
            preload_content=False,
            decode_content=False,
        )
        return connection.getresponse(), connection
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        connection.close()
        raise Failure(why(error)) from None
    except BaseException:
        connection.close()
        raise


def _connection(target: Target, address: Address, timeout: float, context: ssl.SSLContext) -> _Pinned:
    if target.scheme == "http":
        return _Pinned(str(address), target.port, timeout=timeout)
    return _PinnedSecure(str(address), target.port, timeout=timeout, server_hostname=target.host, ssl_context=context)


def why(error: BaseException) -> str:  # noqa: PLR0911 - one line a kind of failure
    """What went wrong on a connection, in a few words and without what the server sent."""
    cause = error.__cause__ or error
    if isinstance(error, NewConnectionError):
        text = cause.strerror if isinstance(cause, OSError) else None
        return f"cannot be reached: {(text or 'no connection').lower()}"
    if isinstance(error, ConnectTimeoutError):
        return "cannot be reached: no answer in time"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError) or isinstance(error, ssl.SSLError):
        return "no secure connection comes about (TLS)"
    if isinstance(cause, http.client.RemoteDisconnected):
        return "ended the connection without an answer"
    if isinstance(cause, TimeoutError):
        return "took too long"
    if isinstance(cause, http.client.IncompleteRead) or "ended prematurely" in str(error):
        return "its answer broke off"
    if isinstance(cause, OSError):
        return "the connection broke off"
    return "what it answers is not HTTP"
