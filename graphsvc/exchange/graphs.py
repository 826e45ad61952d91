"""Graphs for other programs: GraphML, GEXF, JSON node-link, and CSV, a tie a row."""

from __future__ import annotations

import csv
import io
import json
from enum import StrEnum

import networkx as nx

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.view_networks import View, ViewNetwork
from graphsvc.analytics.views import BODY, ViewKind, Weighting
from graphsvc.errors import InvalidInput
from graphsvc.exchange.sheets import guarded
from graphsvc.language import language, message
from graphsvc.model.entities import Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot


class GraphFormat(StrEnum):
    """A format another program reads."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    JSON = "json"
    CSV = "csv"


MEDIA_TYPES = {
    GraphFormat.GRAPHML: "application/graphml+xml",
    GraphFormat.GEXF: "application/gexf+xml",
    GraphFormat.JSON: "application/json",
    GraphFormat.CSV: "text/csv; charset=utf-8",
}


def graph(
    snapshot: Snapshot,
    scope: Scope,
    view: ViewKind = ViewKind.TWO_MODE,
    weighting: Weighting = Weighting.NEWMAN,
) -> nx.Graph[str]:
    """Build the graph to be written: names in both languages, kinds, sectors, and tie strengths.

    The graph says which revision, scope and day it was taken from.

    Raises
    ------
    InvalidInput
        Who reports to work with whom was asked for, which is told in confidence.
    """
    if view is ViewKind.DECLARED:
        raise InvalidInput.single(
            message("Who reports to work with whom is told in confidence, and not exported."),
            message("Ask for its centralities, or choose another view."),
            field="view",
        )
    found = ViewNetwork.of(snapshot, scope, View(view, weighting)).network.graph
    for item, data in found.nodes(data=True):
        data.update(_names(snapshot, item))
        data["label"] = data["name"]
        if item in snapshot.organizations:
            data.update(_served(snapshot.organizations[item]))
        if item in snapshot.bodies:
            data["kind"] = str(snapshot.bodies[item].kind)
        if item in snapshot.partnerships:
            data["kind"] = str(snapshot.partnerships[item].kind)
    found.graph.update(revision=snapshot.revision, scope=scope.of, as_of=scope.as_of)
    found.graph.update(view=str(view), exclude=",".join(sorted(scope.exclude)))
    return found


def _served(record: Organization) -> dict[str, str | None]:
    """Return the lists of a record as texts: these formats have no lists."""
    return {
        "languages": ";".join(record.languages) or None,
        "populations": ";".join(record.populations) or None,
    }


def _names(snapshot: Snapshot, item: str) -> dict[str, str | None]:
    record = snapshot.named(item)
    if record is not None:
        return {"name": record.name, "name_fr": record.name_fr}
    label = next(sector.label for sector in Sector if sector == item)
    return {"name": str(label), "name_fr": language("fr").render(label)}


def write(found: nx.Graph[str], form: GraphFormat) -> bytes:
    """Write a graph in a format. Unknown attributes are left out, since XML has no null.

    CSV has the ties alone, in the columns that `graphsvc measure` reads: actor and event of two
    modes, source and target of one. Who has no tie is not in it.
    """
    if form is GraphFormat.CSV:
        return _ties(found).encode()
    if form is GraphFormat.JSON:
        data = nx.node_link_data(found, edges="edges")
        return json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    plain = found.copy()
    for _, data in plain.nodes(data=True):
        for name in [name for name, value in data.items() if value is None]:
            del data[name]
    stream = io.BytesIO()
    if form is GraphFormat.GRAPHML:
        nx.write_graphml_xml(plain, stream)
    else:
        nx.write_gexf(plain, stream)
    return stream.getvalue()


def _ties(found: nx.Graph[str]) -> str:
    """Write a row for each tie, in order of its ends."""
    is_two_mode = found.graph["view"] == ViewKind.TWO_MODE
    ends = ("actor", "event") if is_two_mode else ("source", "target")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*ends, "weight", *(f"{end}_name" for end in ends)])
    rows = []
    for one, other, tie in found.edges(data=True):
        # An organization comes before its body; two organizations by id.
        first, second = sorted(
            (one, other), key=lambda item: (found.nodes[item]["mode"] == BODY, item)
        )
        names = [guarded(found.nodes[item]["label"]) for item in (first, second)]
        rows.append((first, second, tie["strength"], *names))
    writer.writerows(sorted(rows))
    return stream.getvalue()
