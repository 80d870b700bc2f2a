"""The desk: pages to search, read and compare in a browser, and the same as JSON for programs.

    make_app(Settings(Path("onrecord.db")))       an ASGI application

Needs the extra `onrecord[web]`.
"""

from onrecord.web.app import make_app
from onrecord.web.settings import Settings

__all__ = ["Settings", "make_app"]
