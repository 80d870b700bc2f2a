"""The application: what stands in front of it, its pages, its API, its files, and how errors are told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from threading import Thread

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnrecordError
from onrecord.web import api, pages, problems, render
from onrecord.web.desk import Desk
from onrecord.web.etags import Tagged
from onrecord.web.guard import Guard
from onrecord.web.problems import Problem, respond
from onrecord.web.settings import Settings

# Each has a connection of its own with some memory; more at once would only wait for the same two or four cores.
_THREADS = 8


def make_app(settings: Settings) -> FastAPI:
    """The desk of a record as an ASGI application; raises RecordError where there is none."""
    desk = Desk(settings)
    render.load()

    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = _THREADS
        Thread(target=desk.warm, daemon=True).start()
        yield

    app = FastAPI(
        title="onrecord",
        version=version("onrecord"),
        description="Who said what, what was done, when, as reported by whom: one record, read by programs.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=running,
        separate_input_output_schemas=False,
    )
    app.state.desk = desk
    app.mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static")
    app.include_router(api.router)
    app.include_router(pages.router)
    app.add_exception_handler(OnrecordError, _of_ours)
    app.add_exception_handler(Problem, _told)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(Exception, _of_nobody)
    app.add_middleware(Tagged)
    app.add_middleware(Guard, settings=settings)
    return app


async def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, OnrecordError)  # noqa: S101 - it is registered for these
    return respond(request.scope, problems.of(error))


async def _of_nobody(request: Request, _error: Exception) -> Response:
    """What no handler knows: a defect of ours, told without its insides; the log has them."""
    return respond(request.scope, Problem(500, "something went wrong here", "the log of `onrecord serve` says what"))


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - it is registered for these
    return respond(request.scope, error)


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is registered for these
    told = {404: "there is no such page", 405: "cannot be asked for in this way"}.get(error.status_code, error.detail)
    return respond(request.scope, Problem(error.status_code, told, None, dict(error.headers or {})))


async def _of_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - it is registered for these
    lines = (f"{'.'.join(map(str, one['loc'][1:])) or one['loc'][0]}: {one['msg']}" for one in error.errors())
    return respond(request.scope, Problem(422, "cannot be asked so", "; ".join(lines)))
