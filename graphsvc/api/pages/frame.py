"""What every page needs of its request: the graph, the day, the language, and how to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.client import OK
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import StringConstraints

from graphsvc.analytics.scope import EXCLUSIONS, Exclusion
from graphsvc.api import view_addresses
from graphsvc.api.cookies import TOLD, author_in, told_in
from graphsvc.api.deps import AsOfDep, KeeperDep, SnapshotDep, exclusions, foretold
from graphsvc.api.errors import spoken
from graphsvc.api.keeper import Body
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.security import COOKIE
from graphsvc.language import LANGUAGES, Language, message
from graphsvc.model.snapshot import Snapshot
from graphsvc.web import addresses
from graphsvc.web.pieces import Choice, Option, ViewForm
from graphsvc.web.rendering import render
from graphsvc.web.views import Page, Shell

_Chosen = Annotated[str, StringConstraints(max_length=60)]
_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Outlook):
    """A request for a page about the graph."""

    request: Request
    headers: dict[str, str]

    def fresh(self) -> Frame:
        """Return the frame of a page that nobody keeps: it hangs on more than the graph."""
        return replace(self, headers={"Cache-Control": "no-store"})

    def now(self) -> Frame:
        """Return the frame on the graph as it stands by now."""
        return replace(self, snapshot=self.keeper.snapshot())

    def form(
        self,
        *choices: Choice,
        hidden: Sequence[tuple[str, str]] = (),
        filters: tuple[Choice, ...] = (),
    ) -> ViewForm:
        """Return the form above the page: the day, and whom to leave out."""
        options = tuple(
            Option(str(each), label, chosen=each in self.exclude)
            for each, label in EXCLUSIONS.items()
        )
        leaving_out = Choice("exclude", message("Leave out"), options, many=True)
        path, shown = self.request.url.path, (leaving_out, *choices)
        kept = tuple((name, value) for name, value in hidden if value)
        return ViewForm(path, self.as_of, shown, kept, filters)

    def respond(self, page: Page, status: int = 200) -> Response:
        """Write the page."""
        shell = shell_of(
            self.request,
            self.speech,
            revision=self.snapshot.revision,
            newest=self.keeper.answer(self.snapshot, "newest", lambda: newest(self.snapshot)),
            fictional=self.is_fictional,
            view=view_addresses.of_page(self.request) if status == OK else None,
        )
        shell = replace(
            shell,
            kept=self.kept,
            day=self.kept["as_of"],
            today_href=_without(self.request, "as_of"),
            left_out=tuple(EXCLUSIONS[each] for each in sorted(self.exclude)),
            all_href=_without(self.request, "exclude"),
            several=len(self.snapshot.partnerships) > 1,
        )
        written = html(self.request, page, shell, status, self.headers)
        # A chosen language is remembered in a cookie, which is not for the next one who asks.
        if status == OK and "etag" in self.headers and "set-cookie" not in written.headers:
            self.keeper.keep(self.headers["etag"], Body(bytes(written.body), dict(written.headers)))
        return written


def _without(request: Request, name: str) -> str:
    """Return the address of the same page without one of its parameters."""
    query = [pair for pair in request.query_params.multi_items() if pair[0] != name]
    return addresses.with_pairs(request.url.path, query)


def newest(snapshot: Snapshot) -> str | None:
    """Return the date of the newest source."""
    return max((source.date for source in snapshot.sources.values() if source.date), default=None)


def shell_of(
    request: Request,
    speech: Language,
    revision: int | None = None,
    newest: str | None = None,
    view: str | None = None,
    *,
    fictional: bool = False,
) -> Shell:
    """Return what stands around a page."""
    other = next(code for code in LANGUAGES if code != speech.code)
    query = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    has_key = request.app.state.settings.api_key is not None
    return Shell(
        language=speech.code,
        other_language_href=f"?{urlencode([*query, ('lang', other)])}",
        revision=revision,
        newest=newest,
        view=view,
        here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        told=told_in(request),
        author=author_in(request),
        query=request.query_params.get("q", "")[:200],
        signed_in=COOKIE in request.cookies if has_key else None,
        fictional=fictional,
    )


def html(
    request: Request, page: Page, shell: Shell, status: int, headers: dict[str, str] | None = None
) -> Response:
    """Write a page around which a shell stands, and remember a language that was chosen."""
    response = HTMLResponse(render(page, shell), status, headers)
    response.headers["Content-Language"] = shell.language
    if shell.told:
        response.delete_cookie(TOLD, path="/", httponly=True, samesite="strict")
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(
            "lang", shell.language, max_age=_YEAR, httponly=True, samesite="lax", path="/"
        )
    return response


def chosen_exclusions(
    exclude: Annotated[list[_Chosen], Query(default_factory=list, max_length=10)],
) -> frozenset[Exclusion]:
    """Return whom the form leaves out: each box that is ticked sends the name once more."""
    return exclusions(",".join(exclude))


def frame(
    request: Request,
    response: Response,
    keeper: KeeperDep,
    snapshot: SnapshotDep,
    as_of: AsOfDep,
    exclude: Annotated[frozenset[Exclusion], Depends(chosen_exclusions)],
) -> Frame:
    """Gather what a page needs of its request."""
    headers = dict(response.headers)
    return Frame(
        keeper,
        snapshot,
        foretold(request),
        spoken(request),
        as_of,
        exclude,
        request=request,
        headers=headers,
    )


FrameDep = Annotated[Frame, Depends(frame)]


def fresh_frame(
    request: Request,
    keeper: KeeperDep,
    as_of: AsOfDep,
    exclude: Annotated[frozenset[Exclusion], Depends(chosen_exclusions)],
) -> Frame:
    """Gather the same for a page with what stands beside the graph: it is made anew each time."""
    return frame(request, Response(), keeper, keeper.snapshot(), as_of, exclude).fresh()


FreshFrameDep = Annotated[Frame, Depends(fresh_frame)]
