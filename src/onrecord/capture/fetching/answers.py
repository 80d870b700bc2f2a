"""What is asked of a fetcher, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.capture.raw import MAX_PAGE_BYTES


@dataclass(frozen=True)
class Settings:
    """How a fetcher behaves; times in seconds, sizes in bytes.

    `contact` (an address or a page of whoever runs this) stands in the user agent beside our name. `allow_private` lets
    addresses of one's own network through. `size` bounds a body as it is sent and as it is decoded. A fetch ends after
    `time`, redirects and all, but for waiting for its turn; `connect` and `silence` bound how long nothing happens at
    all. `gap` is the least time between two requests to one host, `patience` the longest wait that a server may ask
    for; `tries` how often a server that is busy is asked. `at_once`: so many hosts.
    """

    contact: str | None = None
    allow_private: bool = False
    size: int = MAX_PAGE_BYTES
    time: float = 60.0
    connect: float = 10.0
    silence: float = 20.0
    redirects: int = 5
    gap: float = 1.0
    patience: float = 120.0
    tries: int = 3
    at_once: int = 8


@dataclass(frozen=True)
class Fetched:
    """A page as a server gave it.

    `url` is what was asked for, `final_url` where the redirects led; `moved` the address that permanent redirects alone
    led to. `data` is the body without transfer and content encoding; `content_type` its media type in small letters
    ("text/html"), `charset` its encoding by the server's word. `etag` and `modified` are the server's own words, to be
    handed in with the next fetch. `at` is when it was fetched (ISO 8601, UTC). `warnings` tell what was odd.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    data: bytes = field(repr=False)
    content_type: str | None
    charset: str | None
    etag: str | None
    modified: str | None
    at: str
    moved: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotModified:
    """A server's word that a page is as it was when its `etag` or `modified` was given."""

    url: str
    final_url: str
    etag: str | None
    modified: str | None
    at: str
    moved: str | None = None
