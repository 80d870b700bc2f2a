"""What passes between a client and a desk: requests with patience, answers as shapes, problems as errors of ours."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from onrecord.errors import BusyRecordError, ChangedError, InputError, NotFoundError, OnrecordError, RecordError
from onrecord.web.api.shapes import Page, ProblemDetails

T = TypeVar("T")

# How often to ask where the server says how long to wait in between.
_TRIES = 4

Asked = Mapping[str, object]
"""Parameters of an address; what is None is left out."""


class Exchange:
    """One desk, asked by its address."""

    def __init__(self, address: str, token: str | None, timeout: float) -> None:
        """Wait so many seconds for an answer."""
        headers = {"Accept": "application/json, application/problem+json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.address = address.rstrip("/")
        try:
            self._http = httpx.Client(base_url=f"{self.address}/api/v1/", headers=headers, timeout=timeout)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InputError(address, f"is no address of a desk, or the token cannot be sent ({error})") from error

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def read(  # noqa: PLR0913 - a request has so many parts
        self,
        shape: type[T],
        path: str,
        asked: Asked | None = None,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: object = None,
    ) -> T:
        """The answer in a shape; raises RecordError where it has another one."""
        answer = self.send(method, path, asked, headers=headers, body=body)
        try:
            return TypeAdapter(shape).validate_json(answer.content)
        except ValidationError as error:
            told = "answers in a shape that is not known here; is it another version of onrecord?"
            raise RecordError(f"{self.address}: {told}") from error

    def pages(self, shape: type[Page[T]], path: str, asked: Asked, limit: int) -> Pages[T]:
        """A listing, to be walked."""
        return Pages(self, shape, path, asked, limit)

    def send(
        self,
        method: str,
        path: str,
        asked: Asked | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        body: object = None,
    ) -> httpx.Response:
        """The answer to a request, asked again where the server says how long to wait; raises what a record would."""
        given = {name: _told(value) for name, value in (asked or {}).items() if value is not None}
        tries = 1
        try:
            answer = self._http.request(method, path, params=given, headers=headers, json=body)
            while answer.status_code == httpx.codes.TOO_MANY_REQUESTS and tries < _TRIES:
                time.sleep(float(answer.headers.get("Retry-After", 1)))
                answer = self._http.request(method, path, params=given, headers=headers, json=body)
                tries += 1
        except httpx.HTTPError as error:
            raise RecordError(f"{self.address}: {error}; does `onrecord serve` run there?") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise InputError(path, f"cannot be sent ({error})") from error
        if not answer.is_success:
            raise _error(self.address, answer)
        return answer


class Pages(Generic[T]):
    """All that a listing has, asked for a page at a time while it is walked; each walk asks anew."""

    def __init__(self, desk: Exchange, shape: type[Page[T]], path: str, asked: Asked, limit: int) -> None:
        """Ask a desk for pages of so many items."""
        self._desk = desk
        self._shape = shape
        self._path = path
        self._asked = asked
        self._limit = limit

    def __iter__(self) -> Iterator[T]:
        cursor: str | None = None
        while True:
            asked = {**self._asked, "limit": self._limit, "cursor": cursor}
            page = self._desk.read(self._shape, self._path, asked)
            yield from page.items
            cursor = page.next
            if cursor is None:
                return

    @property
    def undated(self) -> int:
        """How many more would fit but for the time asked for, as nothing says when they were."""
        return self._desk.read(self._shape, self._path, {**self._asked, "limit": 1}).undated or 0


def path(*parts: str) -> str:
    """A path of these parts, whatever they hold; points too, of which paths have a use of their own."""
    return "/".join(quote(part, safe="", errors="replace").replace(".", "%2E") for part in parts)


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _error(address: str, answer: httpx.Response) -> OnrecordError:
    """What an answer that is none says, as an error of ours."""
    try:
        problem = ProblemDetails.model_validate_json(answer.content)
    except ValidationError:
        return RecordError(f"{address}: answers {answer.status_code} and is no desk; which address is it?")
    subject, _, reason = (problem.detail or "").partition(": ")
    told = f"{problem.title}; {problem.detail}" if problem.detail else problem.title
    found: OnrecordError = InputError(address, told)
    if problem.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        found = RecordError(f"{address}: {told}")
    if problem.status == httpx.codes.NOT_FOUND and reason:
        found = NotFoundError(subject)
    if problem.status == httpx.codes.PRECONDITION_FAILED:
        found = ChangedError(subject)
    if problem.status == httpx.codes.UNPROCESSABLE_ENTITY and reason:
        found = InputError(subject, reason)
    if problem.status == httpx.codes.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers:
        found = BusyRecordError(subject)
    return found
