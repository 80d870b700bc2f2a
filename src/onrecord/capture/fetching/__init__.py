"""Pages fetched from the web, and nothing else with them: who asks, of whom, how often, how much, how long is bounded.

    with Fetcher(Settings(contact="desk@paper.example")) as fetcher:
        fetched = fetcher.fetch("https://paper.example/world/port")

What cannot or must not be fetched is a FetchError of one line.
"""

from onrecord.capture.fetching.answers import Fetched, NotModified, Settings
from onrecord.capture.fetching.client import Fetcher
from onrecord.capture.fetching.keeping import Keeper
from onrecord.capture.fetching.many import fetch_each
from onrecord.errors import FetchError

__all__ = ["FetchError", "Fetched", "Fetcher", "Keeper", "NotModified", "Settings", "fetch_each"]
