"""The graph of what organizations report to do together, as far as it may be told.

What organizations say of each other in a survey is told in confidence. So levels are not in it, who
of two said so is not in it, nothing is told about pairs, and networks of a handful are refused, in
which a number about one would be what another says of it. An organization's own reports serve
answers to itself: see `works_with`.

Nor can ties be chosen by their level, or by whether the other side confirms them. Two answers with
different least levels differ by the ties of one level, often by one tie. And an organization knows
what it said itself: a degree among confirmed ties of 0, or as large as the number of those it
named, tells it what each of them says of it; 0 beside many ties tells everybody who did not answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import networkx as nx

from graphsvc.analytics.response import FEWEST, seated_around
from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.analytics.views import ORGANIZATION, Evidence, tie
from graphsvc.dates import is_date
from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.model.activity import Report
from graphsvc.model.snapshot import Snapshot

# Ties between two that both report, below which a tenth of them would be single ones.
_FEWEST_TIES = 20

_About = tuple[str, str, str]


def declared(snapshot: Snapshot, scope: Scope, affiliations: nx.Graph[str]) -> nx.Graph[str]:
    """Tie organizations that report to do something together.

    Parameters
    ----------
    snapshot, scope
        The graph at one revision, and which part of it.
    affiliations
        The graph from `views.two_mode` for them; not modified. Its organizations are the nodes.

    Returns
    -------
    nx.Graph
        Two are tied if one of them reports so: information, referral, joint planning and the like.
        The strength of a tie is the number of kinds of which one of the two does. Of what an
        organization says in several waves of the same partner and kind, the last wave before or on
        the day holds; one without a date counts as the first.

    Raises
    ------
    InvalidInput
        The scope is not `all` or a partnership, or fewer than `FEWEST` organizations are tied.
    """
    if scope.of != WHOLE and scope.of not in snapshot.partnerships:
        raise InvalidInput.single(
            message("What organizations report is not told about a part of a partnership."),
            message("Ask about all, or about one partnership."),
            field="scope",
        )
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(
        (item, data) for item, data in affiliations.nodes(data=True) if data["mode"] == ORGANIZATION
    )
    kinds: dict[tuple[str, str], set[str]] = {}
    for report in _holding(snapshot, scope, graph):
        if report.works:
            one, other = sorted((report.organization, report.other))
            kinds.setdefault((one, other), set()).add(report.kind)
    if len({item for pair in kinds for item in pair}) < FEWEST:
        raise InvalidInput.single(
            message(
                "Fewer than {count} organizations here report to work with another, or are "
                "reported to: numbers about so few would tell what one says of another.",
                count=FEWEST,
            ),
            message("Import what organizations report, or choose another view.")
            if scope.of == WHOLE
            else message("Ask about all, or choose another view."),
            field="view",
        )
    tie(graph, {pair: len(found) for pair, found in kinds.items()})
    return graph


def works_with(snapshot: Snapshot, organization: str, as_of: str) -> frozenset[str]:
    """Return with whom an organization itself reports to work.

    For answers to the organization, to which its own reports may be told. What others report of it
    is told in confidence and does not count: it could be read off from who is missing in an answer.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    organization
        Its id.
    as_of
        The day, as 2017-03-20.

    Returns
    -------
    frozenset[str]
        Ids of those with which it does anything by the last wave before or on the day: neither of
        what kind nor at what level.
    """
    own = (each for each in snapshot.activity.reports if each.organization == organization)
    return frozenset(each.other for each in _last_waves(own, as_of) if each.works)


def evidence(snapshot: Snapshot, scope: Scope, graph: nx.Graph[str], seats: Evidence) -> Evidence:
    """Say on what a graph from `declared` stands, beside the seats by which it was chosen."""
    reports = list(_holding(snapshot, scope, graph))
    stated = {source for report in reports for source in report.sources}
    dates = {
        date
        for item in stated
        if item in snapshot.sources and (date := snapshot.sources[item].date)
    }
    return replace(
        seats,
        earliest=min(dates, default=None),
        latest=max(dates, default=None),
        confirmed_share=_confirmed_share(_holding(snapshot, scope, seated_around(snapshot, scope))),
    )


def _confirmed_share(reports: Iterable[Report]) -> float | None:
    """Say of about what share of the ties between two that both report both say so, in tenths.

    One share for all, rounded, and of all who have a seat, whoever is left out: two answers that
    differ by one organization, or by one tie, do not tell about it.
    """
    reporting, said = set[str](), set[tuple[str, str]]()
    for report in reports:
        reporting.add(report.organization)
        if report.works:
            said.add((report.organization, report.other))
    tied = {(min(pair), max(pair)) for pair in said if reporting.issuperset(pair)}
    confirmed = {pair for pair in tied if pair in said and pair[::-1] in said}
    sides = (confirmed, tied - confirmed)
    fewest = min(len({item for pair in side for item in pair}) for side in sides)
    if len(tied) < _FEWEST_TIES or fewest < FEWEST:
        return None
    return round(10 * len(confirmed) / len(tied)) / 10


def _holding(snapshot: Snapshot, scope: Scope, graph: Iterable[str]) -> Iterator[Report]:
    """Go through the reports about nodes of a graph that hold on the day."""
    nodes = set(graph)
    reports = snapshot.activity.reports
    here = (each for each in reports if each.organization in nodes and each.other in nodes)
    yield from _last_waves(here, scope.as_of)


def _last_waves(reports: Iterable[Report], day: str) -> Iterator[Report]:
    """Go through those reports that no later wave on or before a day has taken the place of."""
    last: dict[_About, Report] = {}
    for report in reports:
        if report.organization != report.other and report.begun <= day:
            about = (report.organization, report.other, str(report.kind))
            if about not in last or _order(last[about]) <= _order(report):
                last[about] = report
    yield from last.values()


def _order(report: Report) -> str:
    return report.wave if report.wave is not None and is_date(report.wave) else ""
