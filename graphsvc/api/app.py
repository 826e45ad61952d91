"""Puts the service together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response
from starlette.middleware.gzip import GZipMiddleware

from graphsvc import __version__
from graphsvc.api import (
    between,
    bodies,
    catalogues,
    changes,
    cypher,
    edits,
    errors,
    exports,
    feedback,
    health,
    long_work,
    measures,
    memberships,
    organizations,
    partnerships,
    questions,
    scenarios,
    search,
    sectors,
    structure,
    suggestions,
    targets,
    view_addresses,
    views,
)
from graphsvc.api.deps import CACHED, NotModified, Ready
from graphsvc.api.foretold import Foretold
from graphsvc.api.jobs import Jobs
from graphsvc.api.keeper import Keeper
from graphsvc.api.pages import (
    body,
    bridges,
    edit_bodies,
    edit_confirm,
    edit_meetings,
    edit_members,
    edit_organizations,
    edit_seats,
    history,
    home,
    inbox,
    map_file,
    map_time,
    maps,
    organization,
    partnership,
    report,
    saved_views,
    sector_matrix,
    sign_in,
    static,
    trouble,
    what_if,
    what_if_kept,
)
from graphsvc.api.pages import changes as changes_page
from graphsvc.api.pages import search as search_page
from graphsvc.api.pages import suggestions as suggestions_page
from graphsvc.api.parameters import known_parameters
from graphsvc.api.security import Guard
from graphsvc.api.waiting import StillWorking, still_working
from graphsvc.settings import Settings
from graphsvc.store.bolt import Store

_SUMMARY = "Who bridges, who is missing, who next: the network of a partnership as a graph."
_DESCRIPTION = """
Organizations, councils, committees and Local Immigration Partnerships, and what can be worked out
about the network they form.

* **Dates.** Every answer is about a day (`as_of`, today if left out).
* **Unknown is null.** A missing tie is unknown, not absent.
* **Provenance.** Every answer says which revision of the graph it stands on; `ETag` hangs on it.
* **Estimates.** What takes too long is estimated; `approximate` says of which numbers, and how far
  they may be off. In CSV a column for each does: `approximate_`, its name, `_epsilon`.
* **Errors** are problem+json (RFC 9457) and list every fault, in English or French.
"""
_SMALLEST_ZIPPED = 1_000  # bytes


# In the order in which the API is documented.
_API = (
    partnerships,
    bodies,
    organizations,
    memberships,
    measures,
    questions,
    between,
    suggestions,
    feedback,
    edits,
    structure,
    changes,
    scenarios,
    views,
    search,
    exports,
    catalogues,
    long_work,
    cypher,
    sectors,
    targets,
)
_PAGES = (
    health,
    edit_bodies,
    edit_confirm,
    edit_meetings,
    edit_members,
    edit_organizations,
    edit_seats,
    history,
    saved_views,
    home,
    partnership,
    report,
    organization,
    body,
    map_file,
    map_time,
    maps,
    sector_matrix,
    bridges,
    changes_page,
    search_page,
    inbox,
    suggestions_page,
    what_if,
    what_if_kept,
    sign_in,
    static,
)

# Which parameters the pages take whose view can be saved.
VIEWS = view_addresses.parameters(route for each in _PAGES for route in each.router.routes)


def create_app(settings: Settings, store: Store) -> FastAPI:
    """Build the application on an open store whose schema is up to date.

    Parameters
    ----------
    settings
        The settings of the service.
    store
        The database. Whoever opened it closes it, after the application has ended.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.keeper = Keeper(store)
        app.state.jobs = Jobs(store)
        app.state.foretold = Foretold(store)
        yield
        app.state.jobs.close()

    app = FastAPI(
        title="graphsvc",
        version=__version__,
        summary=_SUMMARY,
        description=_DESCRIPTION,
        openapi_url="/v1/openapi.json",
        docs_url=None,  # their pages load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = settings
    app.state.trouble = trouble.trouble
    for each in _API:
        app.include_router(each.router, dependencies=[Depends(known_parameters)])
    for each in _PAGES:
        app.include_router(each.router)
    app.state.view_parameters = VIEWS
    errors.install(app)
    app.exception_handler(NotModified)(_not_modified)
    app.exception_handler(Ready)(_ready)
    app.exception_handler(StillWorking)(still_working)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED)
    app.add_middleware(Guard, settings=settings)
    return app


def end_long_work(app: FastAPI) -> None:
    """End jobs, and let go of those who follow one, before the service waits for its requests."""
    jobs: Jobs | None = getattr(app.state, "jobs", None)
    if jobs is not None:
        jobs.is_closing = True


def _ready(_: Request, error: Ready) -> Response:
    return Response(error.body.content, headers=dict(error.body.headers))


def _not_modified(_: Request, error: NotModified) -> Response:
    return Response(status_code=304, headers={"ETag": error.tag, **CACHED})
