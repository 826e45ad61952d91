"""What handlers ask for, each under one name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response

from graphsvc.analytics.choices import MOST_SEED, names_in
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.scope import exclusions as read_exclusions
from graphsvc.analytics.stability import MOST_DRAWS
from graphsvc.analytics.view_networks import View
from graphsvc.analytics.views import ViewKind, Weighting
from graphsvc.api.cookies import AUTHOR, TOLD
from graphsvc.api.errors import spoken
from graphsvc.api.foretold import Foretold
from graphsvc.api.jobs import Jobs
from graphsvc.api.keeper import Body, Keeper
from graphsvc.api.matching import record_tag
from graphsvc.api.replies import Reply
from graphsvc.api.security import COOKIE
from graphsvc.api.waiting import Waiter
from graphsvc.dates import is_date, today
from graphsvc.errors import InvalidInput
from graphsvc.language import Language, message
from graphsvc.model.snapshot import Snapshot
from graphsvc.settings import Settings

# An answer may be kept, and is asked about each time; what it hangs on beside the address.
CACHED = {"Cache-Control": "private, no-cache", "Vary": "Accept, Accept-Language, Cookie"}
VIEWS = (
    "two_mode: organizations and bodies; one_mode: organizations that share bodies; declared: "
    "organizations that report to work together, of all or of one partnership (told in confidence: "
    "no levels, nothing about pairs; about what share of ties both sides report stands in the "
    "evidence); partnerships: those that share organizations; sectors: those "
    "whose organizations share bodies."
)
WEIGHTINGS = (
    "How much a shared body (in the view partnerships, a shared organization) of n members adds to "
    "a tie: newman 1/(n-1), count 1; binary: whatever is shared counts once. In the view sectors "
    "the ties between organizations are added up."
)


class Ready(Exception):
    """The whole answer is at hand, as it was sent before."""

    def __init__(self, body: Body) -> None:
        super().__init__()
        self.body = body


class NotModified(Exception):
    """What the client holds is still right."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def keeper(request: Request) -> Keeper:
    """Return the keeper of the snapshot."""
    found: Keeper = request.app.state.keeper
    return found


def settings(request: Request) -> Settings:
    """Return the settings of the service."""
    found: Settings = request.app.state.settings
    return found


def jobs(request: Request) -> Jobs:
    """Return the long work under way."""
    found: Jobs = request.app.state.jobs
    return found


def foretold(request: Request) -> Foretold:
    """Return the newest back-test."""
    found: Foretold = request.app.state.foretold
    return found


KeeperDep = Annotated[Keeper, Depends(keeper)]
SettingsDep = Annotated[Settings, Depends(settings)]
JobsDep = Annotated[Jobs, Depends(jobs)]
ForetoldDep = Annotated[Foretold, Depends(foretold)]
LanguageDep = Annotated[Language, Depends(spoken)]


def snapshot(
    request: Request, response: Response, keeper: KeeperDep, foretold: ForetoldDep
) -> Snapshot:
    """Return the graph as it stands; or answer at once who has been given this answer before.

    The tag is made of the revision, the address with its parameters, the language, the form asked
    for, the day, whether somebody is signed in, the newest back-test, in whose name the browser
    acts and what it is told: on that all answers hang. Where one record is shown, its own tag
    stands in front; zipped, an answer is another one, and a tag that is not weak says so.
    """
    held = keeper.snapshot()
    signed_in = "signed in" if COOKIE in request.cookies else ""
    form = request.headers.get("accept", "")
    acting = (request.cookies.get(AUTHOR, ""), request.cookies.get(TOLD, ""))
    zipped = "gzip" if "gzip" in request.headers.get("accept-encoding", "") else ""
    parts = (
        str(request.url),
        zipped,
        spoken(request).code,
        form,
        today(),
        signed_in,
        foretold.holder,
    )
    digest = hashlib.sha256("\n".join((*parts, *acting)).encode()).hexdigest()[:16]
    of = record_tag(request, held)
    # The tag of a record is told in front of the rest, for whoever is about to change it.
    tag = f'"{of}.{held.revision}-{digest}"' if of else f'W/"{held.revision}-{digest}"'
    if request.method == "GET":
        wanted = request.headers.get("if-none-match", "")
        # Compared weakly (RFC 9110, 13.1.2): whether a tag is weak does not matter.
        given = {each.strip().removeprefix("W/") for each in wanted.split(",")}
        # What is told once has to be told, and then let go.
        is_told = TOLD in request.cookies
        if not is_told and given & {"*", tag.removeprefix("W/")}:
            raise NotModified(tag)
        ready = None if is_told else keeper.body(tag)
        if ready is not None:
            raise Ready(ready)
        response.headers.update({"ETag": tag, **CACHED})
    return held


SnapshotDep = Annotated[Snapshot, Depends(snapshot)]


def as_of(
    as_of: Annotated[
        str | None,
        Query(
            max_length=40,
            description="The day to look at, as 2017-03-20; today if left out.",
            examples=["2017-03-20"],
        ),
    ] = None,
) -> str:
    """Return the day asked about."""
    if as_of is None or as_of == "":
        return today()
    if len(as_of) != len("2017-03-20") or not is_date(as_of):
        raise InvalidInput.single(
            message("There is no day {date}.", date=as_of),
            message("Write a day as 2017-03-20."),
            field="as_of",
        )
    return as_of


AsOfDep = Annotated[str, Depends(as_of)]


def exclusions(
    exclude: Annotated[
        str,
        Query(
            max_length=60,
            description="Which linking nodes to leave out: any of host, secretariat, funder, "
            "with commas.",
            examples=["host,funder"],
        ),
    ] = "",
) -> frozenset[Exclusion]:
    """Return which linking nodes are left out."""
    return read_exclusions(exclude)


ExclusionsDep = Annotated[frozenset[Exclusion], Depends(exclusions)]


def scope(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    exclude: ExclusionsDep,
    scope: Annotated[
        str,
        Query(
            max_length=200,
            description="all, or the id of a partnership, a body or an organization.",
            examples=["lip:simcoe-county"],
        ),
    ] = "all",
) -> Scope:
    """Return the part of the graph asked about."""
    return Scope.checked(snapshot, scope, as_of, exclude)


ScopeDep = Annotated[Scope, Depends(scope)]


@dataclass(frozen=True, slots=True)
class LotAsked:
    """How often memberships are left out by lot, if it is said, and the seed of it."""

    draws: int | None = None
    seed: int = 0


def lot(
    draws: Annotated[
        int | None,
        Query(
            ge=0,
            le=MOST_DRAWS,
            description="How often the ranking is made anew with a tenth of the memberships left "
            "out by lot, 0 to 1,000; 0 for no stability. Left out, 200, or fewer where there are "
            "more than 50,000 memberships.",
        ),
    ] = None,
    seed: Annotated[int, Query(ge=0, le=MOST_SEED, description="Of what is drawn by lot.")] = 0,
) -> LotAsked:
    """Return how often memberships are left out by lot."""
    return LotAsked(draws, seed)


LotDep = Annotated[LotAsked, Depends(lot)]


def view(
    view: Annotated[ViewKind, Query(description=VIEWS)] = ViewKind.TWO_MODE,
    weighting: Annotated[Weighting, Query(description=WEIGHTINGS)] = Weighting.NEWMAN,
) -> View:
    """Return as what the graph is looked at."""
    return View(view, weighting)


ViewDep = Annotated[View, Depends(view)]


def measure_names(
    measures: Annotated[
        str,
        Query(
            max_length=1_000,
            description="Names of measures, with commas, or all; the usual ones if left out. "
            "/v1/measures explains them.",
        ),
    ] = "",
) -> tuple[str, ...]:
    """Return which measures are asked for."""
    return names_in(measures)


MeasuresDep = Annotated[tuple[str, ...], Depends(measure_names)]
SeedQuery = Annotated[int, Query(ge=0, le=MOST_SEED, description="Of what is drawn by lot.")]
AuthorQuery = Annotated[
    str,
    Query(
        max_length=200,
        description="In whose name it is done, for the history: an organization or a role, never "
        "a person.",
        examples=["Secretariat"],
    ),
]
ItemPath = Annotated[str, Path(max_length=200, description="Its id.")]


def reply(
    request: Request,
    response: Response,
    keeper: KeeperDep,
    snapshot: SnapshotDep,
    speech: LanguageDep,
    *,
    format: Annotated[  # noqa: A002 - the name of the parameter is public
        str | None, Query(pattern="^(json|csv)$", description="json or csv; else by Accept.")
    ] = None,
) -> Reply:
    """Return how the answer is to be sent."""
    csv = prefers_csv(request.headers.get("accept", "")) if format is None else format == "csv"
    return Reply(keeper, snapshot, speech, dict(response.headers), csv=csv)


def prefers_csv(accept: str) -> bool:
    """Tell whether a client would rather have CSV than JSON."""
    kinds: Sequence[str] = [part.split(";")[0].strip() for part in accept.split(",")]
    if "text/csv" not in kinds:
        return False
    json = [kinds.index(kind) for kind in ("application/json", "*/*") if kind in kinds]
    return not json or kinds.index("text/csv") < min(json)


ReplyDep = Annotated[Reply, Depends(reply)]


def waiter(request: Request, keeper: KeeperDep, jobs: JobsDep) -> Waiter:
    """Return what answers now, or says where the answer will be."""
    return Waiter(request, keeper, jobs)


WaiterDep = Annotated[Waiter, Depends(waiter)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question about one thing comes with.

    Attributes
    ----------
    snapshot, as_of, exclude
        The graph, the day, and whom to leave out.
    waiter, reply
        Where the answer comes from and how it is sent.
    foretold
        What the newest back-test found.
    """

    snapshot: Snapshot
    as_of: str
    exclude: frozenset[Exclusion]
    waiter: Waiter
    reply: Reply
    foretold: Foretold


def asked(
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    exclude: ExclusionsDep,
    waiter: WaiterDep,
    reply: ReplyDep,
    foretold: ForetoldDep,
) -> Asked:
    """Gather what a question comes with."""
    return Asked(snapshot, as_of, exclude, waiter, reply, foretold)


AskedDep = Annotated[Asked, Depends(asked)]
